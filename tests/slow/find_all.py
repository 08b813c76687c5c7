#!/usr/bin/env python3
"""Every article of real newspapers must be found again by its own rarest words.

    find_all.py --edicola PROGRAM [--data FOLDER]

Indexes the *.jsonl of FOLDER (default $EDICOLA_SHARED/data, else ../shared/data beside the
repository) and asks, for each article that was not skipped, for its rarest words: it must be among
the first 100 hits, unless an article with the same text is there in its place. Words are cut here
by a rule of our own, so that the program is not asked to agree with itself. Exit code 77 if there
are no such files.
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

SKIPPED = 77
HITS = 100
MOST_WORDS = 5
# Letters only, and not part of a longer code with digits.
WORD = re.compile(r"\b[^\W\d_]{4,}\b")


def default_data():
    repository = pathlib.Path(__file__).resolve().parent.parent.parent
    shared = os.environ.get("EDICOLA_SHARED") or repository.parent / "shared"
    return pathlib.Path(shared) / "data"


def words(article):
    text = " ".join(article.get(field) or "" for field in ("title", "subtitle", "body"))
    return set(WORD.findall(text.lower()))


def text_of(article):
    return tuple(" ".join((article.get(field) or "").split()) for field in ("title", "body"))


def build_index(program, index, files):
    """The places (path:line) of the records that were skipped."""
    command = [program, "index", "--db", index, *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    print(run.stderr.splitlines()[-1] if run.stderr else "the program said nothing")
    if run.returncode != 0:
        sys.exit(f"indexing failed with {run.returncode}:\n{run.stderr[-2000:]}")
    return set(re.findall(r"^(.+:\d+): ", run.stderr, re.MULTILINE))


def read_articles(files, skipped):
    """Article by id, of two with one id the later, as in the index."""
    articles = {}
    for path in files:
        with open(path, encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip() and f"{path}:{number}" not in skipped:
                    article = json.loads(line)
                    articles[str(article["id"])] = article
    return articles


def rarest_words(articles):
    """(query by id, how many articles have no word to ask for)."""
    words_of = {key: words(article) for key, article in articles.items()}
    frequency = collections.Counter(word for found in words_of.values() for word in found)
    queries = {
        key: sorted(found, key=lambda word: (frequency[word], word))[:MOST_WORDS]
        for key, found in words_of.items()
        if found
    }
    return queries, len(articles) - len(queries)


def search(program, index, folder, queries):
    """The ids found, by id of the article whose words were asked for."""
    batch = pathlib.Path(folder) / "queries.tsv"
    with open(batch, "w", encoding="utf-8") as file:
        for number, found in enumerate(queries.values()):
            file.write(f"{number}\t{' '.join(found)}\n")
    command = [program, "search", "--db", index, "--batch", batch, "--format", "jsonl"]
    command += ["--no-snippets", "-n", str(HITS), "--threads", "0"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE)
    keys = list(queries)
    found = {}
    for line in run.stdout:
        answer = json.loads(line)
        found[keys[int(answer["id"])]] = {hit["id"] for hit in answer.get("hits", [])}
    if run.wait() != 0:
        sys.exit(f"searching failed with {run.returncode}")
    return found


def is_explained(key, articles, hits):
    wanted = text_of(articles[key])
    return any(text_of(articles[hit]) == wanted for hit in hits if hit != key)


def report(articles, queries, found):
    """How many are missing."""
    missing = [key for key in queries if key not in found.get(key, ())]
    explained = [key for key in missing if is_explained(key, articles, found.get(key, ()))]
    lost = sorted(set(missing) - set(explained))
    for key in lost[:20]:
        title = (articles[key].get("title") or "")[:60]
        print(f"not found: {key} by {' '.join(queries[key])}: {title}")
    print(
        f"{len(queries) - len(missing)} of {len(queries)} articles found by their rarest words, "
        f"{len(explained)} more stand behind a copy, {len(lost)} not found"
    )
    return len(lost)


def main():
    parser = argparse.ArgumentParser(description="Looks for every article by its own rarest words.")
    parser.add_argument("--edicola", required=True, help="the program")
    parser.add_argument("--data", type=pathlib.Path, default=default_data(), help="folder")
    arguments = parser.parse_args()
    files = sorted(arguments.data.glob("*.jsonl"))
    if not files:
        print(f"skipped: no *.jsonl in {arguments.data}; set EDICOLA_SHARED")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory(prefix="edicola-find-") as folder:
        index = str(pathlib.Path(folder) / "all.db")
        articles = read_articles(files, build_index(arguments.edicola, index, files))
        queries, wordless = rarest_words(articles)
        print(f"{len(articles)} articles, {wordless} of them without a word of four letters")
        found = search(arguments.edicola, index, folder, queries)
        sys.exit(1 if report(articles, queries, found) else 0)


if __name__ == "__main__":
    main()
