#!/usr/bin/env python3
"""Writes the golden cases of the unit tests anew with what the code gives, and shows what changed.

    tests/update_cases.py build/dev/tests/unit_tests

Rewrites docs/analysis.md, tests/data/bearers.txt, tests/data/documents.txt, tests/data/compiled.txt and tests/data/stamp.txt. Read the
differences before committing them: each changed row is a promise that was changed.
"""

import argparse
import difflib
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILES = [
    "docs/analysis.md",
    "tests/data/bearers.txt",
    "tests/data/documents.txt",
    "tests/data/compiled.txt",
    "tests/data/stamp.txt",
]
TESTS = "AnalysisGolden.*:BearersTest.*:DocumentTest.TermsOfArticles:CompileTest.GoldenRows:StampTest.*"


def read(name):
    path = ROOT / name
    return path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("unit_tests", help="the binary of the unit tests")
    arguments = parser.parse_args()
    before = {name: read(name) for name in FILES}
    run = subprocess.run(
        [arguments.unit_tests, "--gtest_filter=" + TESTS, "--gtest_brief=1"],
        env={**os.environ, "EDICOLA_UPDATE": "1"},
        check=False,
    )
    for name in FILES:
        sys.stdout.writelines(difflib.unified_diff(before[name], read(name), name, name, n=1))
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
