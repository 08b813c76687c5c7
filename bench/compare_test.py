"""Tests of bench/compare, as a program."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMPARE = pathlib.Path(__file__).with_name("compare")


def entry(name, time, unit="us", **more):
    return {"name": name, "run_name": name, "run_type": "iteration", "real_time": time, "time_unit": unit, **more}


def result(*entries, **context):
    return {"context": {"articles": "500", **context}, "benchmarks": list(entries)}


class CompareTest(unittest.TestCase):
    def compare(self, old, new, *options):
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder, name) for name in ("old.json", "new.json")]
            for path, content in zip(paths, (old, new)):
                path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
            return subprocess.run([sys.executable, COMPARE, *options, *paths], capture_output=True, text=True,
                                  check=False, env={"PYTHONUTF8": "1"})

    def row(self, old, new, name, *options):
        run = self.compare(old, new, *options)
        self.assertEqual(run.returncode, 0, run.stderr)
        rows = [line for line in run.stdout.splitlines() if line.startswith(name + "  ")]
        self.assertEqual(len(rows), 1, run.stdout)
        return rows[0].split()

    def test_ranges_apart_are_a_change(self):
        old = result(entry("a", 10), entry("a", 12), entry("a", 11))
        new = result(entry("a", 20), entry("a", 22), entry("a", 25))
        self.assertEqual(self.row(old, new, "a")[-2:], ["2.00", "slower"])
        self.assertEqual(self.row(new, old, "a")[-2:], ["0.50", "faster"])

    def test_ranges_that_touch_are_noise(self):
        old = result(entry("a", 10), entry("a", 20))
        new = result(entry("a", 20), entry("a", 40))
        self.assertEqual(self.row(old, new, "a")[-1], "2.00")

    def test_one_repetition_tells_no_noise(self):
        self.assertEqual(self.row(result(entry("a", 1)), result(entry("a", 9)), "a")[-1], "?")

    def test_units_are_converted(self):
        old = result(entry("a", 1, "ms"))
        new = result(entry("a", 2000, "us"))
        self.assertIn("2.00", self.row(old, new, "a"))

    def test_aggregates_and_failures_are_left_out(self):
        mean = {**entry("a", 99), "run_type": "aggregate"}
        failed = entry("a", 99, error_occurred=True)
        self.assertIn("1.00", self.row(result(entry("a", 5), mean, failed), result(entry("a", 5)), "a"))

    def test_percentiles_on_request(self):
        old = result(entry("s", 5, p50_us=4, p99_us=10))
        new = result(entry("s", 5, p50_us=4, p99_us=15))
        self.assertIn("1.50", self.row(old, new, "s p99", "--percentiles"))
        self.assertNotIn("p99", self.compare(old, new).stdout)

    def test_time_of_the_processor(self):
        old = result(entry("a", 5, cpu_time=2))
        new = result(entry("a", 5, cpu_time=6))
        self.assertIn("3.00", self.row(old, new, "a", "--cpu"))

    def test_runs_of_different_kind_are_noted(self):
        run = self.compare(result(entry("a", 1)), result(entry("a", 1), entry("b", 1), articles="9"))
        self.assertIn("articles differs: 500 and 9", run.stdout)
        self.assertIn("only in NEW: b", run.stdout)

    def test_filter(self):
        both = result(entry("search/a", 1), entry("index/b", 1))
        self.assertNotIn("index/b", self.compare(both, both, "--filter", "^search").stdout)

    def test_nothing_in_common_fails(self):
        run = self.compare(result(entry("a", 1)), result(entry("b", 1)))
        self.assertEqual(run.returncode, 1)

    def test_what_is_no_result_fails_in_one_line(self):
        for broken in ("", "[]", "{}", '{"context": {}}'):
            run = self.compare(broken, result(entry("a", 1)))
            self.assertEqual(run.returncode, 1)
            self.assertEqual(run.stderr.count("\n"), 1, run.stderr)


if __name__ == "__main__":
    unittest.main()
