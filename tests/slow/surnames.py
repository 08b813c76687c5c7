#!/usr/bin/env python3
"""A surname in small letters must find the person first, also where it is a common word.

    surnames.py --edicola PROGRAM [--data FOLDER] [--db INDEX] [--names FILE] [--least SHARE]
                [--least-first SHARE] [--ranking NAME=NUMBER]... [-v]

Indexes the *.jsonl of FOLDER (default $EDICOLA_SHARED/data, else ../shared/data beside the
repository) and asks for each name of FILE (default tests/data/surnames.txt) that stands as one there at least five times:
with a capital inside a sentence, by a rule of our own (an article where it always bears a capital
has it as a name too). Of the first ten hits (fewer, if fewer articles
have the name) the share is counted that have it as a name. Fails if the mean share is below
--least, or the share of names whose first hit is one below --least-first.
Exit code 77 if there are no such files.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

SKIPPED = 77
FEWEST = 5
HITS = 10
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# A capital inside a sentence: behind a word or a comma and a blank, or behind an elision.
NAME = re.compile(r"(?<=[\w,;)]\s|\w['’])([A-ZÀ-Ý][a-zà-ÿ]+)\b")
CAPITAL = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ]+\b")


def default_data():
    shared = os.environ.get("EDICOLA_SHARED") or ROOT.parent / "shared"
    return pathlib.Path(shared) / "data"


def text_of(article):
    return "\n".join(article.get(field) or "" for field in ("title", "subtitle", "body"))


def names_of(text, wanted):
    """How often each of `wanted` is a name in `text`; where it always has a capital, at least once."""
    found = collections.Counter(
        name.lower() for name in NAME.findall(text) if name.lower() in wanted
    )
    capital = {word.lower() for word in CAPITAL.findall(text) if word.lower() in wanted}
    for word in capital - set(found):
        if not re.search(rf"\b{word}\b", text):
            found[word] = 0
    return found


def count_names(files, wanted):
    """(times, articles) of each name of `wanted`, and the names of each article."""
    times, articles, names = collections.Counter(), collections.Counter(), {}
    for path in files:
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in filter(str.strip, lines):
                article = json.loads(line)
                found = names_of(text_of(article), wanted)
                times.update(found)
                articles.update(found.keys())
                names[str(article["id"])] = set(found)
    return times, articles, names


def search(arguments, index, wanted):
    """The ids found, by name."""
    command = [arguments.edicola, "search", "--db", index, "--batch", "-", "-n", str(HITS)]
    for setting in arguments.ranking:
        command += ["--ranking", setting]
    queries = "".join(f"{name}\t{name}\n" for name in wanted)
    run = subprocess.run(command, input=queries, capture_output=True, text=True, check=True)
    hits = {name: [] for name in wanted}
    for line in run.stdout.splitlines():
        name, _, key, *_ = line.split()
        hits[name].append(urllib.parse.unquote(key))
    return hits


def judge(arguments, index, wanted, counted):
    """Rows of (share, first hit is one, name, times, articles, hits as a name, hits that could be)."""
    times, articles, names = counted
    rows = []
    asked = [name for name in wanted if times[name] >= FEWEST]
    for name, hits in search(arguments, index, asked).items():
        right = [name in names.get(hit, ()) for hit in hits]
        possible = min(HITS, articles[name])
        rows.append((sum(right) / possible, bool(right and right[0]), name, times[name],
                     articles[name], sum(right), possible))  # fmt: skip
    return sorted(rows)


def main():
    parser = argparse.ArgumentParser(description="Surnames in small letters find the person first.")
    parser.add_argument("--edicola", required=True, help="the program")
    parser.add_argument("--data", type=pathlib.Path, default=default_data(), help="folder")
    parser.add_argument("--db", help="an index of that folder, to try settings quickly")
    parser.add_argument("--least", type=float, default=0, help="smallest mean share")
    parser.add_argument("--least-first", type=float, default=0, help="smallest share of first hits")
    parser.add_argument("--names", type=pathlib.Path, default=ROOT / "tests/data/surnames.txt", help="file")
    parser.add_argument("--ranking", action="append", default=[], help="as of edicola search")
    parser.add_argument("-v", action="store_true", help="all names, not only those that fall short")
    arguments = parser.parse_args()
    files = sorted(arguments.data.glob("*.jsonl"))
    if not files:
        print(f"skipped: no *.jsonl in {arguments.data}; set EDICOLA_SHARED")
        sys.exit(SKIPPED)
    lines = arguments.names.read_text(encoding="utf-8").splitlines()
    wanted = {line: None for line in lines if line and not line.startswith("#")}
    with tempfile.TemporaryDirectory(prefix="edicola-surnames-") as folder:
        index = arguments.db or str(pathlib.Path(folder) / "all.db")
        if not arguments.db:
            command = [arguments.edicola, "index", "-q", "--db", index, *map(str, files)]
            subprocess.run(command, check=True)
        rows = judge(arguments, index, wanted, count_names(files, wanted))
    if not rows:
        print("skipped: none of the names stands in these articles")
        sys.exit(SKIPPED)
    for share, first, name, times, articles, right, possible in rows:
        if arguments.v or share < 1 or not first:
            print(f"{name}: {right} of {possible}{'' if first else ', not the first hit'}"
                  f" ({times} times in {articles} articles)")  # fmt: skip
    mean = sum(row[0] for row in rows) / len(rows)
    first = sum(row[1] for row in rows)
    print(f"{len(rows)} names: {mean:.3f} of the first {HITS} hits, {first} first hits")
    sys.exit(1 if mean < arguments.least or first < arguments.least_first * len(rows) else 0)


if __name__ == "__main__":
    main()
