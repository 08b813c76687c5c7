#!/usr/bin/env python3
"""Tests of what bench/peers/run makes of its measurements."""
import unittest
import unittest.mock

import speed
import speed_table


def figures(times, base=None, **more):
    found = speed_table.summary(times, base)
    return {**found, "cpu": found, "hits": 10.0, "marked": 1.0, "nothing": 0.0, "matches": 100.0, **more}


def result(peers, asked=None):
    """Of {peer: {class: figures}}, or with more keys of a peer beside 'classes'."""
    found = {}
    for name, given in peers.items():
        found[name] = {"classes": {}, "version": "1", **(given if "classes" in given else {"classes": given})}
    return {"articles": 2000, "jsonl_bytes": 6_000_000, "rounds": 3, "date": "2026-11-22",
            "asked": asked or {"two_and": 2}, "machine": {"cores": 2, "processor": "x", "load": [0.0, 0.5]}, "peers": found}


def cells(lines, title):
    rows = [line for line in lines if line.startswith(f"| {title} |")]
    return [[cell.strip() for cell in row.split("|")[2:-1]] for row in rows]


class PercentileTest(unittest.TestCase):
    def test_nearest_rank(self):
        hundred = list(range(1, 101))
        self.assertEqual(speed_table.percentile(hundred, 0.5), 50)
        self.assertEqual(speed_table.percentile(hundred, 0.99), 99)
        self.assertEqual(speed_table.percentile([3, 1, 2], 0.5), 2)
        self.assertEqual(speed_table.percentile([7], 0.99), 7)


class MediansTest(unittest.TestCase):
    def test_one_slow_round_does_not_count(self):
        self.assertEqual(speed_table.medians([{1: 10}, {1: 900}, {1: 12}]), {1: 12})

    def test_only_what_every_round_answered(self):
        self.assertEqual(speed_table.medians([{1: 10, 2: 5}, {1: 20}]), {1: 15})


class SummaryTest(unittest.TestCase):
    def test_ratio_is_the_share_of_the_base(self):
        found = speed_table.summary({1: 100, 2: 200}, {1: 50, 2: 50})
        self.assertEqual((found["p50_us"], found["p99_us"]), (100, 200))
        self.assertEqual((found["p50_ratio"], found["p99_ratio"]), (0.5, 0.25))

    def test_ratio_is_of_the_queries_of_both(self):
        # The base's slow queries are those that the peer had no time for.
        found = speed_table.summary({1: 100}, {1: 50, 2: 900, 3: 900})
        self.assertEqual(found["p50_ratio"], 0.5)

    def test_without_a_base_there_is_no_ratio(self):
        self.assertNotIn("p50_ratio", speed_table.summary({1: 100}))


class TableTest(unittest.TestCase):
    def lines(self, *given, **more):
        return list(speed_table.lines_of(result(*given, **more)))

    def test_a_class(self):
        base = {1: 1000.0, 2: 3000.0}
        lines = self.lines({"lucene": {"two_and": figures({1: 2000.0, 2: 4000.0}, base)},
                            "edicola": {"two_and": figures(base)}})
        self.assertEqual(cells(lines, "two words AND")[0], ["1,000 / 3,000", "2,000 / 4,000 (0.50 / 0.75)"])
        self.assertEqual(cells(lines, "two words AND")[2], ["100.0 / 10.0 / 100%"] * 2)

    def test_edicola_comes_first(self):
        lines = self.lines({"xapian": {"two_and": figures({1: 1})}, "edicola": {"two_and": figures({1: 1})}})
        self.assertIn("| edicola | stock Xapian |", "\n".join(lines))

    def test_a_class_cut_short_says_so(self):
        base = {1: 10.0, 2: 90.0}
        lines = self.lines({"edicola": {"two_and": figures(base)},
                            "postgres": {"two_and": figures({1: 1000.0}, base)}})
        self.assertEqual(cells(lines, "two words AND")[0][1], "1,000 / 1,000 (0.010 / 0.010) [1]")

    def test_edicolas_own_class_is_held_against_its_twin(self):
        lines = self.lines({"edicola": {"headline_default": figures({1: 30}), "headline": figures({1: 10})},
                            "lucene": {"headline": figures({1: 60}, {1: 10})}},
                           asked={"headline": 1, "headline_default": 1})
        self.assertEqual(cells(lines, "the same, edicola's default")[0], ["30 / 30", "(0.50 / 0.50)"])

    def test_without_edicola_there_are_no_ratios(self):
        lines = self.lines({"lucene": {"classes": {"two_and": figures({1: 60})}, "mixed": {"1": 5.0, "2": 10.0}}},
                           asked={"two_and": 1})
        self.assertEqual(cells(lines, "two words AND")[0], ["60 / 60"])
        self.assertEqual(cells(lines, "queries/s, 2 threads")[0], ["10"])

    def test_below_one_is_better_whatever_the_unit(self):
        lines = self.lines({"edicola": {"classes": {"two_and": figures({1: 1})},
                                        "mixed": {"1": 100.0, "2": 200.0, "2_over_1": 1.95},
                                        "index": {"seconds": 2, "bytes": 12_000_000, "threads": 2}},
                            "sqlite": {"classes": {"two_and": figures({1: 1})},
                                       "mixed": {"1": 50.0, "2": 50.0, "2_over_1": 1.0},
                                       "index": {"seconds": 1, "bytes": 6_000_000, "threads": 1}}})
        self.assertEqual(cells(lines, "queries/s, 2 threads")[0], ["200", "50 (0.25)"])
        self.assertEqual(cells(lines, "2 threads over 1")[0], ["1.95", "1.00"])
        self.assertEqual(cells(lines, "index, MB/s of JSONL")[0], ["3.00", "6.00 (2.00)"])
        self.assertEqual(cells(lines, "index size / JSONL")[0], ["2.00", "1.00 (2.00)"])


class FaultsTest(unittest.TestCase):
    def test_an_engine_that_finds_nothing_fails(self):
        found = result({"lucene": {"two_and": figures({1: 1}, nothing=0.06)}})
        self.assertEqual(len(list(speed_table.faults(found))), 1)
        self.assertIn("Lucene finds nothing for 6.0%", next(speed_table.faults(found)))

    def test_a_few_lost_queries_do_not(self):
        found = result({"lucene": {"two_and": figures({1: 1}, nothing=0.05)},
                        "xapian": {"two_and": figures({1: 1}, nothing=0.1)}})
        self.assertEqual(list(speed_table.faults(found)), [])

    def test_an_engine_far_from_the_others_is_named(self):
        found = result({"edicola": {"two_and": figures({1: 1}, matches=20)},
                        "lucene": {"two_and": figures({1: 1}, matches=25)},
                        "sqlite": {"two_and": figures({1: 1}, matches=500)}})
        sentences = list(speed_table.oddities(found))
        self.assertEqual(len(sentences), 1)
        self.assertTrue(sentences[0].startswith("SQLite FTS5 matches 500.0"), sentences)


class FakePeer:
    """Answers like a program, each query so slow that only some fit into the budget."""

    def __init__(self, name, fits, us=100.0):
        self.name = name
        self.fits = fits
        self.us = us
        self.asked = []

    def read_index(self):
        self.asked.append(("read", "", 0))

    def ask(self, verb, kind, most, seconds):
        self.asked.append((verb, kind, most))
        count = min(most, self.fits) if seconds else most
        if verb == "count":
            return [{"id": i, "total": 4} for i in range(count)]
        return [{"id": i, "us": self.us * (i + 1), "cpu_us": 7.0, "hits": i % 2, "marked": 0, "bytes": 5} for i in range(count)]


class RoundsTest(unittest.TestCase):
    def setUp(self):
        self.peers = [FakePeer("edicola", 10), FakePeer("postgres", 4)]
        self.rounds = speed.Rounds(self.peers, {"headline": 10, "headline_default": 10}, 1)
        self.rounds.warm_up()
        for number in range(3):
            self.rounds.measure(number)
        self.rounds.count()

    def test_the_budget_of_the_warm_up_holds_for_all_rounds(self):
        self.assertEqual(self.rounds.figures("postgres", "headline")["queries"], 4)
        self.assertEqual(self.rounds.figures("edicola", "headline")["queries"], 10)

    def test_figures(self):
        found = self.rounds.figures("postgres", "headline")
        self.assertEqual((found["p50_us"], found["p50_ratio"]), (200, 1))
        self.assertEqual(found["cpu"]["p99_us"], 7)
        self.assertEqual((found["nothing"], found["hits"], found["matches"]), (0.5, 0.5, 4))

    def test_what_only_edicola_understands_is_asked_of_it_alone(self):
        self.assertIsNone(self.rounds.figures("postgres", "headline_default"))
        self.assertEqual(self.rounds.figures("edicola", "headline_default")["queries"], 10)

    def test_all_are_asked_every_class_in_every_round(self):
        times = [kind for verb, kind, _ in self.peers[1].asked if verb == "time"]
        self.assertEqual(times, ["headline"] * (speed.WARMUPS + 3 * speed.REPEATS))

    def test_only_who_is_quick_is_asked_again(self):
        slow, quick = FakePeer("lucene", 10, 1e6 * speed.QUICK), FakePeer("edicola", 10)
        rounds = speed.Rounds([slow, quick], {"headline": 10}, 1)
        rounds.warm_up()
        rounds.measure(0)
        timed = [[verb for verb, *_ in peer.asked].count("time") for peer in (slow, quick)]
        self.assertEqual(timed, [speed.WARMUPS + 1, speed.WARMUPS + speed.REPEATS])

    def test_the_index_is_read_before_each_class(self):
        verbs = [verb for verb, *_ in self.peers[1].asked]
        self.assertEqual(verbs[speed.WARMUPS], "read")
        self.assertEqual(verbs.count("read"), 3)


class UnevenMachine:
    """A peer on two processors, one of which is half as fast; two threads hinder one another a little."""

    SPEEDS = (100.0, 50.0)

    def __init__(self):
        self.name = "lucene"
        self.processors = ()
        self.asked = []

    def read_index(self):
        pass

    def keep_on(self, processors):
        self.processors = tuple(processors)

    def ask(self, _, threads, seconds):
        self.asked.append((threads, self.processors))
        rate = 0.96 * sum(self.SPEEDS) if threads == "2" else self.SPEEDS[self.processors[0]]
        return [{"queries": rate * seconds, "seconds": seconds}]


class MixedTest(unittest.TestCase):
    def setUp(self):
        self.peer = UnevenMachine()
        with unittest.mock.patch("os.sched_getaffinity", return_value={0, 1}):
            self.found = speed.measure_mixed([self.peer], 2)["lucene"]

    def test_every_other_round_begins_with_two_threads(self):
        self.assertEqual([threads for threads, _ in self.peer.asked], ["1", "2", "2", "1"] * (speed.MIXED_ROUNDS // 2))

    def test_both_processors_count_equally(self):
        self.assertEqual(self.found, {"1": 75.0, "2": 144.0, "2_over_1": 1.92})

    def test_each_processor_has_each_order(self):
        alone = [processors for threads, processors in self.peer.asked if threads == "1"]
        self.assertEqual(alone, [(0,), (0,), (1,), (1,)] * (speed.MIXED_ROUNDS // 4))

    def test_afterwards_it_may_run_anywhere(self):
        self.assertEqual(self.peer.processors, (0, 1))


if __name__ == "__main__":
    unittest.main()
