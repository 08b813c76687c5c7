#!/usr/bin/env python3
"""An indexing run that is killed must leave an index that opens, and in it whole articles only.

    crash.py --edicola PROGRAM --generate PROGRAM [--articles N] [--rounds N] [--seed N]

Indexes a generated corpus again and again, each time killed (SIGKILL) at another moment, then
checks what is there: nothing yet, or all of the file, each article with its whole text and found by
its title. Then the run is done again to its end: it must discard what the dead one left, and say so.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

INDEX_MISSING = 3
DISCARDED = "what it had not committed was discarded"
# Xapian writes often, so that most moments fall between two flushes.
ENVIRONMENT = {**os.environ, "XAPIAN_FLUSH_THRESHOLD": "100"}


class Failure(Exception):
    """What was found wrong, one sentence."""


def one_line(text):
    return " ".join(text.split())


class Run:
    """One corpus, one index, one program."""

    def __init__(self, program, corpus, index):
        self.program, self.corpus, self.index = program, corpus, index
        with open(corpus, encoding="utf-8") as lines:
            self.articles = [json.loads(line) for line in lines]
        self.seconds = float("inf")

    def edicola(self, *arguments):
        return subprocess.run(
            [self.program, *arguments], capture_output=True, text=True, check=False, env=ENVIRONMENT
        )

    def start_indexing(self):
        command = [self.program, "index", "-q", "--db", self.index, self.corpus]
        return subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT)

    def index_all(self):
        """What the run said.

        Keeps in `seconds` what the fastest run took: on a busy machine the first may be slow.
        """
        start = time.monotonic()
        process = self.start_indexing()
        _, err = process.communicate()
        if process.returncode != 0:
            raise Failure(f"indexing failed with {process.returncode}: {err.decode()}")
        self.seconds = min(self.seconds, time.monotonic() - start)
        return err.decode()

    def index_and_kill(self, seconds):
        process = self.start_indexing()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()

    def work_is_left(self):
        """Whether there is what only a run under way has."""
        return os.path.exists(os.path.join(self.index, "work"))

    def check_folder(self):
        """Nothing is there but the stub, one generation and the lock."""
        names = sorted(os.listdir(self.index))
        if names[:1] != ["XAPIANDB"] or names[2:] != ["lock"] or not names[1].startswith("g"):
            raise Failure(f"the folder of the index holds {names}")

    def articles_in_index(self):
        """How many; nothing if there is no index yet."""
        info = self.edicola("info", "--json", "--db", self.index)
        if info.returncode == INDEX_MISSING and "no index" in info.stderr:
            return None
        if info.returncode != 0:
            raise Failure(f"the index does not open: {info.returncode} {info.stderr.strip()}")
        return json.loads(info.stdout)["articles"]

    def listed(self):
        """Every article of the index by id: (title, whole text)."""
        everything = ["--from", "1900", "-n", "1000000", "--snippet-chars", "100000", "--jsonl"]
        answer = self.edicola("search", "--db", self.index, *everything)
        if answer.returncode not in (0, 1):
            raise Failure(f"listing failed with {answer.returncode}: {answer.stderr.strip()}")
        hits = [json.loads(line) for line in answer.stdout.splitlines()]
        return {hit["id"]: (hit["title"], one_line(hit["snippet"]["text"])) for hit in hits}

    def check(self):
        """How many articles the index holds, all of them whole."""
        count = self.articles_in_index()
        if not count:
            return 0
        listed = self.listed()
        wanted = self.articles[:count]
        if set(listed) != {article["id"] for article in wanted}:
            raise Failure(f"{count} articles, {len(listed)} listed, and not the first of the file")
        for article in wanted:
            title, text = listed[article["id"]]
            if title != article["title"] or one_line(article["body"]) not in text:
                raise Failure(f"{article['id']} is not whole: {text[:80]}")
        self.check_postings(random.sample(wanted, min(50, count)))
        return count

    def check_postings(self, articles):
        """Each is found by its title, which an article half indexed would not be."""
        batch = pathlib.Path(self.index).with_suffix(".tsv")
        with open(batch, "w", encoding="utf-8") as file:
            for article in articles:
                file.write(f"{article['id']}\t{one_line(article['title'])}\n")
        options = ["--batch", str(batch), "-n", "1000", "--operator", "and"]
        run = self.edicola("search", "--db", self.index, *options)
        found = {(row[0], row[2]) for row in map(str.split, run.stdout.splitlines())}
        for article in articles:
            if (article["id"], article["id"]) not in found:
                raise Failure(f"{article['id']} is not found by its title: {article['title']}")


def crash_once(run):
    seconds = random.uniform(0, run.seconds)
    shutil.rmtree(run.index, ignore_errors=True)
    run.index_and_kill(seconds)
    count = run.check()
    print(f"killed after {seconds:.2f} s: {count} articles, all whole", flush=True)
    work_was_left = run.work_is_left()
    said = run.index_all()
    if work_was_left and DISCARDED not in said:
        raise Failure(f"the run after the crash did not say that it discarded anything: {said!r}")
    run.check_folder()
    if run.check() != len(run.articles):
        raise Failure("the run after the crash did not complete the index")
    return count


def generate(program, count, path):
    with open(path, "wb") as file:
        subprocess.run([program, "--articles", str(count)], stdout=file, check=True)


def main():
    parser = argparse.ArgumentParser(description="Kills indexing runs, looks at what is left.")
    parser.add_argument("--edicola", required=True, help="the program")
    parser.add_argument("--generate", required=True, help="the program that writes the corpus")
    parser.add_argument("--articles", type=int, default=8000)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory(prefix="edicola-crash-") as folder:
        corpus = os.path.join(folder, "corpus.jsonl")
        generate(arguments.generate, arguments.articles, corpus)
        run = Run(arguments.edicola, corpus, os.path.join(folder, "crash.db"))
        run.index_all()
        print(f"{len(run.articles)} articles take {run.seconds:.2f} s to index", flush=True)
        try:
            counts = [crash_once(run) for _ in range(arguments.rounds)]
        except Failure as failure:
            sys.exit(f"failed (seed {arguments.seed}): {failure}")
    # A run commits once, at its end.
    partial = [count for count in counts if 0 < count < len(run.articles)]
    if partial:
        sys.exit(f"a run that was killed left part of its articles: {partial}")
    print(f"{len(counts)} crashes: nothing lost, nothing half")
    # Otherwise nothing was tested.
    sys.exit(0 if 0 in counts else "no crash came before the commit: take more articles")


if __name__ == "__main__":
    main()
