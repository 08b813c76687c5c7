#!/usr/bin/env python3
"""Scores the runs of bench/peers/relevance and prints them as one Markdown table.

    table.py EVALUATE.PY WORK SET...

WORK/SET has qrels.txt, queries.tsv and *.run. EVALUATE.PY scores; here only its lines are read and laid
out. The parameters of edicola's ranking were tuned on every third query of each set (the third, the sixth
...), of dice on every second: "others" leaves these out.
"""
import collections
import os
import re
import subprocess
import sys

SYSTEMS = (
    ("edicola", "**edicola**"),
    ("edicola-or", "edicola, `--operator or`"),
    ("lucene-text", "Lucene, title and body as one field"),
    ("lucene-title", "Lucene, title x 3 beside it"),
    ("xapian-some", "Xapian, STEM_SOME (default)"),
    ("xapian-all", "Xapian, STEM_ALL"),
)
MEASURES = ("nDCG@10", "MRR@10", "success@1", "recall@100")
BASE = "edicola"
TUNED_EVERY = collections.defaultdict(lambda: 3, dice=2)


def lines(path):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def parts(folder, every):
    """The qrels files of a set: of all its queries, and of those that nothing was tuned on."""
    ids = [line.split("\t")[0] for line in lines(os.path.join(folder, "queries.tsv"))]
    tuned = set(ids[every - 1::every])
    qrels = os.path.join(folder, "qrels.txt")
    others = os.path.join(folder, "qrels-others.txt")
    with open(others, "w", encoding="utf-8") as file:
        for line in lines(qrels):
            if line.split()[0] not in tuned:
                file.write(line + "\n")
    return ("all", qrels), ("others", others)


def score(evaluate, qrels, run, base):
    """What evaluate.py says of a run: its measures, and how far the base is ahead of it."""
    command = [sys.executable, evaluate, qrels, base] + ([run] if run != base else [])
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = dict(re.findall(r"(\S+)=(\S+)", output.splitlines()[-2 if run != base else -1]))
    ahead = re.search(r"difference=(\S+) p=(\S+)", output)
    return found, ahead.groups() if ahead else None


def unjudged(qrels, run):
    """The share of the first ten hits that nobody judged."""
    judged = {tuple(line.split()[0:3:2]) for line in lines(qrels)}
    queries = {query for query, _ in judged}
    firsts = collections.defaultdict(list)
    for line in lines(run):
        query, _, document = line.split()[:3]
        if query in queries and len(firsts[query]) < 10:
            firsts[query].append((query, document))
    hits = [hit for first in firsts.values() for hit in first]
    return sum(hit not in judged for hit in hits) / max(len(hits), 1)


def print_set(evaluate, folder, name):
    base = os.path.join(folder, BASE + ".run")
    for part, qrels in parts(folder, TUNED_EVERY[name]):
        for system, title in SYSTEMS:
            run = os.path.join(folder, system + ".run")
            if not os.path.exists(run):
                continue
            found, ahead = score(evaluate, qrels, run, base)
            cells = [f"{name}, {part} ({found['queries']})", title, *(found[m] for m in MEASURES),
                     *(ahead or ("", ""))]
            print("| " + " | ".join(cells) + " |", flush=True)


def print_unjudged(folder):
    shares = [f"{title.strip('*')} {unjudged(os.path.join(folder, 'qrels.txt'), run):.1%}"
              for system, title in SYSTEMS
              if os.path.exists(run := os.path.join(folder, system + ".run"))]
    print("\nshort, share of the first ten hits that nobody judged and that so count as irrelevant: " +
          "; ".join(shares))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    evaluate, work, *sets = sys.argv[1:]
    print("| set (queries) | system | " + " | ".join(MEASURES) + " | edicola ahead, nDCG@10 | p |")
    print("| --- | --- |" + " ---: |" * (len(MEASURES) + 2))
    for name in sets:
        print_set(evaluate, os.path.join(work, name), name)
    if "short" in sets:
        print_unjudged(os.path.join(work, "short"))


if __name__ == "__main__":
    main()
