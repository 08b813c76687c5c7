#!/usr/bin/env python3
"""A surname in small letters must find the person first, also where it is a common word.

    surnames.py --edicola PROGRAM [--data FOLDER] [--db INDEX] [--names FILE] [--least SHARE]
                [--least-first SHARE] [--nobody FILE] [--ranking NAME=NUMBER]... [-v]

Indexes the *.jsonl of FOLDER (default $EDICOLA_SHARED/data, else ../shared/data beside the
repository) and asks for each name of FILE (default tests/data/surnames.txt) that stands as one there at least five times:
with a capital inside a sentence, by a rule of our own (an article where it always bears a capital
has it as a name too). Names of --nobody (default tests/data/surnames_nobody.txt) are counted apart:
no article has a person of that name. Of the others it is asked whether the first hit names a person:
by the same capital, but behind the capital of a given name, a title or an initial, and not in the
name of a street or a place. Of the first ten hits of all names (fewer, if fewer articles have the
name) the share is counted that have it as a name. Fails if the mean share is below --least, or the
share of names that somebody bears and whose first hit names a person below --least-first.
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
# What stands before a surname, and before that: no street, place or thing that bears a name.
PERSON = r"(?:[A-ZÀ-Ý][a-zà-ÿ]+|\b(?:{})|\b[A-ZÀ-Ý]\.) ?"
TITLES = (
    "avvocat[oa]|avv[.]|coniugi|dott[.]|dottor|dottoressa|giudice|ingegner|maestro|ministro|mister|on[.]"
    "|pm|premier|presidente|prof[.]|professor|professoressa|senatore|senatrice|signora?|signor|sindaco"
)
STREET = re.compile(
    r"\b(?i:via|vai|viale|vie|piazza|piazzale|corso|largo|istituto|liceo|scuola|teatro|galleria|san|santa)\b"
)
# Other surnames (Di Mare) and places (Sierra Leone).
PLACE = re.compile(
    r"\b(?:Arci|Castel\w*|De|Del|Di|La|Lo|Monte|Pian|Rocca|Sierra|Stradello|Terre|Villa) $"
)


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


def names_person(text, name):
    """Whether somebody of that name is in `text`."""
    place = rf"((?:\S+ ){{0,2}})({PERSON.format(TITLES)}){name.capitalize()}\b"
    return any(
        not STREET.search(found[1] + found[2]) and not PLACE.match(found[2])
        for found in re.finditer(place, text)
    )


def count_names(files, wanted):
    """(times, articles) of each name of `wanted`, the names of each article, and its people's."""
    times, articles = collections.Counter(), collections.Counter()
    names, people = {}, {}
    for path in files:
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in filter(str.strip, lines):
                article = json.loads(line)
                found = names_of(text_of(article), wanted)
                times.update(found)
                articles.update(found.keys())
                text = text_of(article)
                names[str(article["id"])] = set(found)
                people[str(article["id"])] = {name for name in found if names_person(text, name)}
    return times, articles, names, people


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
    """Rows of (share, first hit names a person, name, times, articles, hits as a name, possible)."""
    times, articles, names, people = counted
    rows = []
    asked = [name for name in wanted if times[name] >= FEWEST]
    for name, hits in search(arguments, index, asked).items():
        right = sum(name in names.get(hit, ()) for hit in hits)
        first = bool(hits) and name in people.get(hits[0], ())
        possible = min(HITS, articles[name])
        rows.append((right / possible, first, name, times[name], articles[name], right, possible))
    return sorted(rows)


def names_in(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line: None for line in lines if line and not line.startswith("#")}


def main():
    parser = argparse.ArgumentParser(description="Surnames in small letters find the person first.")
    parser.add_argument("--edicola", required=True, help="the program")
    parser.add_argument("--data", type=pathlib.Path, default=default_data(), help="folder")
    parser.add_argument("--db", help="an index of that folder, to try settings quickly")
    parser.add_argument("--least", type=float, default=0, help="smallest mean share")
    parser.add_argument("--least-first", type=float, default=0, help="smallest share of first hits")
    parser.add_argument("--names", type=pathlib.Path, default=ROOT / "tests/data/surnames.txt", help="file")
    parser.add_argument("--nobody", type=pathlib.Path, default=ROOT / "tests/data/surnames_nobody.txt", help="file")
    parser.add_argument("--ranking", action="append", default=[], help="as of edicola search")
    parser.add_argument("-v", action="store_true", help="all names, not only those that fall short")
    arguments = parser.parse_args()
    files = sorted(arguments.data.glob("*.jsonl"))
    if not files:
        print(f"skipped: no *.jsonl in {arguments.data}; set EDICOLA_SHARED")
        sys.exit(SKIPPED)
    wanted = names_in(arguments.names)
    nobody = names_in(arguments.nobody)
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
            what = "" if first else ", nobody's" if name in nobody else ", no person first"
            print(f"{name}: {right} of {possible}{what} ({times} times in {articles} articles)")
    mean = sum(row[0] for row in rows) / len(rows)
    borne = [row for row in rows if row[2] not in nobody]
    first = sum(row[1] for row in borne)
    print(f"{len(rows)} names: {mean:.3f} of the first {HITS} hits; of {len(borne)} that somebody bears"
          f" {first} with a person first")  # fmt: skip
    sys.exit(1 if mean < arguments.least or first < arguments.least_first * len(borne) else 0)


if __name__ == "__main__":
    main()
