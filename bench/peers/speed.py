#!/usr/bin/env python3
"""Builds every engine's index, asks all the same queries in turn, and prints speed_table.py's table.

bench/peers/run calls it; peer.h says what it says to the engines' programs.
"""
import argparse
import contextlib
import datetime
import json
import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time

import speed_table
from postgres import server as postgres

WARMUPS = 2
REPEATS = 3       # of a class in a round, by engines that answer it within
QUICK = 1         # second
ONCE_ROUNDS = 15
ONCE_PAUSE = 0.2  # seconds
MIXED_ROUNDS = 8  # of four kinds
INDEX_THREADS = {"sqlite": 1}  # others: 2
PAGE = 1 << 20


def say(text):
    print(f"{datetime.datetime.now():%H:%M:%S} {text}", file=sys.stderr, flush=True)


def status(process):
    """The memory of a process, in MB."""
    with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as file:
        lines = dict(line.split(":", 1) for line in file if ":" in line)
    return {"resident_mb": round(int(lines["VmRSS"].split()[0]) / 1024, 1),
            "anonymous_mb": round((int(lines["RssAnon"].split()[0]) + int(lines["RssShmem"].split()[0])) / 1024, 1)}


def descendants(process):
    """The process and its children's children, as far as they still live."""
    found, parents = [process], {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, IndexError), open(f"/proc/{entry}/stat", encoding="ascii",
                                                                 errors="replace") as file:
                parents.setdefault(int(file.read().rpartition(")")[2].split()[1]), []).append(int(entry))
    for parent in found:
        found.extend(parents.get(parent, []))
    return found


def proportional_mb(processes):
    """Their memory, with pages that several share counted once."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError), open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
            total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    return total / 1024


class ServerMemory:
    """The most memory that a server's processes have at once, looked at now and then."""

    def __init__(self, process):
        self.peak_mb = 0
        self._process = process
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._stop.wait(0.25):
            self.peak_mb = max(self.peak_mb, proportional_mb(descendants(self._process)))

    def end(self):
        self._stop.set()
        self._thread.join()
        return self.peak_mb


class Peer:
    """An engine: how its program is called, and where its index is."""

    def __init__(self, name, command, work):
        self.name = name
        self.command = command
        self.folder = os.path.join(work, name)
        self.server = None
        self.process = None
        self.read_into = bytearray(PAGE)

    def begin(self, stack):
        if self.name == "postgres":
            os.makedirs(self.folder, exist_ok=True)
            self.server = stack.enter_context(postgres.running(self.folder)).pid

    def index(self, articles):
        threads = INDEX_THREADS.get(self.name, 2)
        memory = ServerMemory(self.server) if self.server else None
        start = time.monotonic()
        process = subprocess.Popen([*self.command, "index", articles, self.folder, str(threads)], stdout=sys.stderr)
        _, code, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(code)
        if process.returncode:
            raise SystemExit(f"bench/peers/run: {self.name} could not index (exit code {process.returncode})")
        peak = usage.ru_maxrss / 1024 + (memory.end() if memory else 0)
        return {"seconds": round(seconds, 2), "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
                "threads": threads, "peak_mb": round(peak), "bytes": self.bytes()}

    def bytes(self):
        """Of the finished index."""
        said = os.path.join(self.folder, "bytes")
        if os.path.exists(said):
            with open(said, encoding="ascii") as file:
                return int(file.read())
        return sum(os.path.getsize(os.path.join(folder, name))
                   for folder, _, names in os.walk(self.folder) for name in names)

    def open(self, queries, stack):
        self.process = subprocess.Popen([*self.command, "search", self.folder, queries], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        stack.callback(self.close)

    def close(self):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def ask(self, *words):
        """What the program answers to a command, but for the last line."""
        try:
            self.process.stdin.write(" ".join(map(str, words)) + "\n")
            self.process.stdin.flush()
            answers = []
            for line in self.process.stdout:
                answers.append(json.loads(line))
                if answers[-1].get("done"):
                    return answers[:-1]
        except BrokenPipeError:
            pass
        raise SystemExit(f"bench/peers/run: {self.name} broke off at '{words}'")

    def read_index(self):
        """Has the files of the index in the system's memory: some systems drop what no process has mapped after a
        minute, and so tell engines that read files from engines that map them."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                with contextlib.suppress(OSError), open(os.path.join(folder, name), "rb", buffering=0) as file:
                    while file.readinto(self.read_into):
                        pass

    def keep_on(self, processors):
        """Where its program runs from now on, with all threads."""
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            with contextlib.suppress(ProcessLookupError):
                os.sched_setaffinity(int(thread), processors)

    def memory(self):
        server = self.ask("memory")[0]["process"]
        return status(server or self.process.pid)


def once_command(peer, query, edicola):
    """One search in a process of its own; of edicola its program itself, which users start."""
    if peer.name != "edicola":
        return [*peer.command, "once", peer.folder, json.dumps(query)]
    return [edicola, "search", "--db", peer.folder, "--operator", query["operator"], query["text"]]


def measure_once(peers, queries, edicola):
    """Milliseconds of a whole process, the median of some.

    A pause before each lets what the one before has started end: PostgreSQL's backend outlives its client.
    """
    chosen = [query for query in queries if query["class"] == "two_and"][:ONCE_ROUNDS]
    times = {peer.name: [] for peer in peers}
    for query in chosen[:2] + chosen:  # two to warm up
        for peer in peers:
            time.sleep(ONCE_PAUSE)
            start = time.perf_counter()
            subprocess.run(once_command(peer, query, edicola), check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            times[peer.name].append(1000 * (time.perf_counter() - start))
    return {name: round(statistics.median(values[2:]), 2) if chosen else None for name, values in times.items()}


def asked_classes(peer):
    return [name for name in speed_table.CLASSES if peer.name == speed_table.BASE or name not in speed_table.BASE_ONLY]


class Rounds:
    """The latencies of all peers, class by class in turn."""

    def __init__(self, peers, asked, budget):
        self.peers = peers
        self.asked = asked
        self.budget = budget
        self.most = {}      # queries of a class that fit into the time, by peer and class
        self.answers = {}   # lists of rounds, by peer and class
        self.totals = {}    # articles that match, by peer and class

    def _classes(self, number):
        """Names of classes, and the peers that are asked, in their turn."""
        first = number % len(self.peers)
        for name in speed_table.CLASSES:
            if self.asked.get(name):
                yield name, [peer for peer in self.peers[first:] + self.peers[:first] if name in asked_classes(peer)]

    def _turns(self, number):
        for name, peers in self._classes(number):
            for peer in peers:
                yield peer, name

    def warm_up(self):
        for number in range(WARMUPS):
            for peer, name in self._turns(number):
                key = peer.name, name
                most = self.most.get(key, self.asked[name])
                self.most[key] = len(peer.ask("time", name, most, 0 if number else self.budget))

    def count(self):
        for peer, name in self._turns(0):
            key = peer.name, name
            self.totals[key] = [answer["total"] for answer in peer.ask("count", name, self.most[key], self.budget)]

    def measure(self, number):
        """A round. All queries of a class can take less than a moment in which the machine is busy with something else:
        engines that are so quick answer it again, in turn."""
        for name, peers in self._classes(number):
            for peer in peers:
                peer.read_index()
            for _ in range(REPEATS):
                peers = [peer for peer in peers if self._seconds(peer, name) < QUICK]

    def _seconds(self, peer, name):
        key = peer.name, name
        answers = peer.ask("time", name, self.most[key], 0)
        self.answers.setdefault(key, []).append(answers)
        return sum(answer["us"] for answer in answers) / 1e6

    def figures(self, peer, name):
        """Of a class; nothing if it was not asked."""
        rounds = self.answers.get((peer, name))
        if not rounds:
            return None
        first = rounds[0]
        hits = sum(answer["hits"] for answer in first)
        found = {}
        for what in ("us", "cpu_us"):
            base = self._times(speed_table.BASE, name, what) if peer != speed_table.BASE else None
            found[what] = speed_table.summary(self._times(peer, name, what), base)
        return {**found["us"], "cpu": found["cpu_us"],
                "hits": round(hits / len(first), 2),
                "marked": round(sum(answer["marked"] for answer in first) / max(hits, 1), 4),
                "snippet_bytes": round(sum(answer["bytes"] for answer in first) / max(hits, 1)),
                "nothing": round(sum(answer["hits"] == 0 for answer in first) / len(first), 4),
                "matches": round(statistics.mean(self.totals[peer, name]), 2)}

    def _times(self, peer, name, what):
        rounds = self.answers.get((peer, name))
        if not rounds:
            return None
        return speed_table.medians([{answer["id"]: answer[what] for answer in answers} for answers in rounds])


def measure_mixed(peers, seconds):
    """Queries a second by number of threads, the means of some rounds.

    A machine that others share is faster and slower from minute to minute, and one of its processors than the other:
    one thread and two are measured side by side, in one order and in the other, and the one thread on each processor
    equally often.
    """
    processors = sorted(os.sched_getaffinity(0))
    rates = {peer.name: {"1": [], "2": []} for peer in peers}
    for number in range(MIXED_ROUNDS):
        one = processors[number // 2 % len(processors)]
        for peer in peers:
            peer.read_index()
            for threads in ("12", "21")[number % 2]:
                peer.keep_on({one} if threads == "1" else processors)
                answer = peer.ask("mixed", threads, seconds)[0]
                rates[peer.name][threads].append(answer["queries"] / answer["seconds"])
            peer.keep_on(processors)
    means = {name: {threads: statistics.mean(found[threads]) for threads in "12"} for name, found in rates.items()}
    return {name: {"1": round(mean["1"], 1), "2": round(mean["2"], 1), "2_over_1": round(mean["2"] / mean["1"], 3)}
            for name, mean in means.items()}


def build_indexes(peers, options):
    found = {}
    for peer in peers:
        kept = peer.folder + ".json"
        reused = options.reuse and peer.name != "edicola" and os.path.exists(kept)
        if not reused:
            shutil.rmtree(peer.folder, ignore_errors=True)
            with contextlib.suppress(FileNotFoundError):
                os.remove(kept)
        with contextlib.ExitStack() as stack:
            if reused:
                with open(kept, encoding="utf-8") as file:
                    found[peer.name] = json.load(file)
                continue
            say(f"{peer.name}: index")
            os.sync()  # what others wrote is not written in its time
            peer.begin(stack)
            found[peer.name] = peer.index(options.articles)
        with open(kept, "w", encoding="utf-8") as file:
            json.dump(found[peer.name], file)
    return found


def search_all(peers, queries, options):
    """Everything that is measured of finished indexes."""
    asked = {}
    for query in queries:
        asked[query["class"]] = asked.get(query["class"], 0) + 1
    with contextlib.ExitStack() as stack:
        for peer in peers:
            peer.begin(stack)
            peer.open(options.queries, stack)
        rounds = Rounds(peers, asked, options.budget)
        say("warm up, twice all queries")
        rounds.warm_up()
        for number in range(options.rounds):
            say(f"round {number + 1} of {options.rounds}")
            rounds.measure(number)
        memory = {peer.name: peer.memory() for peer in peers}
        say("how many articles match")
        rounds.count()
        say("all classes mixed, one thread and two")
        mixed = measure_mixed(peers, options.mixed_seconds)
        say("one search in a new process")
        once = measure_once(peers, queries, options.edicola)
    classes = {peer.name: {name: figures for name in speed_table.CLASSES
                           if (figures := rounds.figures(peer.name, name))} for peer in peers}
    return asked, {peer.name: {"classes": classes[peer.name], "mixed": mixed[peer.name],
                               "memory": memory[peer.name], "once_ms": once[peer.name]} for peer in peers}


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def line_count(path):
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(PAGE), b""))


def parse_arguments():
    parser = argparse.ArgumentParser(description="Called by bench/peers/run.")
    for name in ("articles", "queries", "work", "edicola", "peers", "commit"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--program", action="append", default=[], metavar="PEER=COMMAND")
    parser.add_argument("--version", action="append", default=[], metavar="PEER=VERSION")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--budget", type=float, default=4, help="seconds for a class in a round")
    parser.add_argument("--mixed-seconds", type=float, default=4)
    parser.add_argument("--output")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--reuse", action="store_true")
    return parser.parse_args()


def pairs(given):
    return dict(text.split("=", 1) for text in given)


def run(options):
    with open(options.queries, encoding="utf-8") as file:
        queries = [json.loads(line) for line in file]
    commands = pairs(options.program)
    peers = [Peer(name, commands[name].split(), options.work) for name in options.peers.split()]
    load = [os.getloadavg()[0]]
    indexes = build_indexes(peers, options)
    asked, measured = search_all(peers, queries, options)
    load.append(os.getloadavg()[0])
    versions = dict(pairs(options.version), edicola=options.commit)
    if "postgres" in commands:
        versions["postgres"] = postgres.version()
    for peer in peers:
        measured[peer.name].update(index=indexes[peer.name], version=versions.get(peer.name, "?"))
    return {"date": datetime.date.today().isoformat(), "commit": options.commit,
            "machine": {"processor": processor(), "cores": os.cpu_count(), "kernel": platform.release(),
                        "load": [round(value, 1) for value in load]},
            "articles": line_count(options.articles), "jsonl_bytes": os.path.getsize(options.articles),
            "rounds": options.rounds, "asked": asked, "peers": measured}


def main():
    options = parse_arguments()
    # So that servers are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    result = run(options)
    if options.output:
        with open(options.output, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)
            file.write("\n")
    if not (options.keep or options.reuse):
        for name in options.peers.split():
            shutil.rmtree(os.path.join(options.work, name), ignore_errors=True)
    print("\n".join(speed_table.lines_of(result)))
    faults = list(speed_table.faults(result))
    for sentence in faults:
        print("bench/peers/run: " + sentence, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
