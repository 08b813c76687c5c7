#!/usr/bin/env python3
"""What bench/peers/run measured, as one Markdown table; and the figures of it.

    speed_table.py RESULT.json

A ratio is edicola's time as a share of the peer's, on the same queries: below 1, edicola is faster.
"""
import json
import math
import statistics
import sys

BASE = "edicola"
NAMES = {"edicola": "edicola", "lucene": "Lucene", "xapian": "stock Xapian", "sqlite": "SQLite FTS5",
         "postgres": "PostgreSQL"}
CLASSES = {
    "common_word": "one common word",
    "rare_word": "one rare word",
    "two_and": "two words AND",
    "two_or": "two words OR",
    "headline": "three to five words OR",
    "headline_default": "the same, edicola's default",
    "phrase": "phrase of two",
    "phrase_stop_word": "phrase with a stop word",
    "prefix": "prefix",
    "date_range": "two words, date range",
    "source": "two words, one source",
    "newest": "newest first",
}
# Asked of edicola alone; the others answer the same words under the second name.
BASE_ONLY = {"headline_default": "headline"}
# Queries come from articles that are there. What analysis may lose of them, as a share; and who may
# lose more, since stock Xapian has "l'azienda" as one word, and PostgreSQL's stems are sometimes
# shorter than a prefix of the word.
MOST_NOTHING = 0.05
MORE_NOTHING = {"xapian": 0.2, "postgres": 0.1}
# Stemmers and stop words differ; further apart than this, engines were not asked the same.
MOST_APART = 3


def percentile(values, share):
    """The nearest rank."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def medians(rounds):
    """Of rounds of {query: microseconds}, the median of each query that all rounds answered."""
    queries = set.intersection(*(set(times) for times in rounds))
    return {query: statistics.median(times[query] for times in rounds) for query in queries}


def summary(times, base=None):
    """p50 and p99 of {query: microseconds}; the base's as shares of them, on the queries of both."""
    found = {"queries": len(times)}
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        found[name + "_us"] = round(percentile(times.values(), share), 1)
        if base is None:
            continue
        both = times.keys() & base.keys()
        if both:
            ours = percentile([base[query] for query in both], share)
            found[name + "_ratio"] = round(ours / percentile([times[q] for q in both], share), 4)
    return found


def peers_of(result):
    return sorted(result["peers"], key=list(NAMES).index)


def number(value, digits=0):
    return f"{value:,.{digits}f}"


def ratio(value):
    return f"{value:.2f}" if value >= 0.095 else f"{value:.3f}"


def class_cell(figures, asked):
    if not figures:
        return ""
    cell = f"{number(figures['p50_us'])} / {number(figures['p99_us'])}"
    if "p50_ratio" in figures:
        cell += f" ({ratio(figures['p50_ratio'])} / {ratio(figures['p99_ratio'])})"
    if figures["queries"] < asked:
        cell += f" [{figures['queries']}]"
    return cell


def base_only_cell(figures, base):
    """A peer's figures for the twin class beside edicola's for the class that is its own."""
    if not figures:
        return ""
    # On fewer queries the figures would not be of the same.
    if figures["queries"] < base["queries"]:
        return "n/a"
    shares = (ratio(base[key] / figures[key]) for key in ("p50_us", "p99_us"))
    return f"({' / '.join(shares)})"


def class_rows(result, peers, of=lambda figures: figures):
    """`of` takes one kind of figures from those of a class."""
    for name, title in CLASSES.items():
        base = of(result["peers"].get(BASE, {}).get("classes", {}).get(name))
        if name in BASE_ONLY and not base:
            continue
        cells = []
        for peer in peers:
            classes = result["peers"][peer]["classes"]
            if name in BASE_ONLY and peer != BASE:
                cells.append(base_only_cell(of(classes.get(BASE_ONLY[name])), base))
            else:
                cells.append(class_cell(of(classes.get(name)), result["asked"].get(name, 0)))
        yield [title, *cells]


def smaller(ours, theirs):
    """For what is better when smaller; below 1, edicola is."""
    return f" ({ratio(ours / theirs)})"


def larger(ours, theirs):
    """For what is better when larger; below 1, edicola is."""
    return f" ({ratio(theirs / ours)})"


def other_row(result, peers, title, value, digits, compare=None):
    """A row of value(figures of a peer), where it has one, compared with edicola's."""
    values = {peer: value(result["peers"][peer]) for peer in peers}
    ours = values.get(BASE)
    cells = []
    for peer in peers:
        cell = "" if values[peer] is None else number(values[peer], digits)
        if compare and ours and values[peer] and peer != BASE:
            cell += compare(ours, values[peer])
        cells.append(cell)
    return [title, *cells]


def at(*keys):
    """The value that is found by these keys one after another, or nothing."""
    def value(figures):
        for key in keys:
            figures = (figures or {}).get(key)
        return figures
    return value


def other_rows(result, peers):
    megabytes = result["jsonl_bytes"] / 1e6

    def speed(figures):
        seconds = at("index", "seconds")(figures)
        return megabytes / seconds if seconds else None

    def size(figures):
        found = at("index", "bytes")(figures)
        return found / 1e6 / megabytes if found else None

    rows = (("queries/s, 1 thread", at("mixed", "1"), 0, larger),
            ("queries/s, 2 threads", at("mixed", "2"), 0, larger),
            ("2 threads over 1", at("mixed", "2_over_1"), 2),
            ("index, threads", at("index", "threads"), 0),
            ("index, seconds", at("index", "seconds"), 1),
            ("index, MB/s of JSONL", speed, 2, larger),
            ("index, peak memory, MB", at("index", "peak_mb"), 0, smaller),
            ("index size / JSONL", size, 2, smaller),
            ("memory while searching, MB", at("memory", "resident_mb"), 0, smaller),
            ("of it not files' pages, MB", at("memory", "anonymous_mb"), 0, smaller),
            ("one search, new process, ms", at("once_ms"), 1, smaller))
    for row in rows:
        yield other_row(result, peers, *row)


def found_rows(result, peers):
    for name, title in CLASSES.items():
        cells = []
        for peer in peers:
            found = result["peers"][peer]["classes"].get(name)
            if not found:
                cells.append("")
                continue
            cell = f"{number(found['matches'], 1)} / {found['hits']:.1f} / {found['marked']:.0%}"
            if found["nothing"]:
                cell += f" ({found['nothing']:.1%} none)"
            cells.append(cell)
        if any(cells):
            yield [title, *cells]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def faults(result):
    """What tells that an engine was not asked right or does not answer right, one sentence each."""
    for name in CLASSES:
        found = {peer: figures["classes"][name] for peer, figures in result["peers"].items()
                 if name in figures["classes"]}
        for peer, figures in found.items():
            if figures["nothing"] > MORE_NOTHING.get(peer, MOST_NOTHING):
                yield (f"{NAMES[peer]} finds nothing for {figures['nothing']:.1%} of the queries of "
                       f"'{CLASSES[name]}', though each was taken from an article.")


def oddities(result):
    """Engines whose numbers of matches are far from the others', one sentence each."""
    for name in CLASSES:
        found = {peer: figures["classes"][name]["matches"] for peer, figures in result["peers"].items()
                 if name in figures["classes"]}
        middle = statistics.median(found.values()) if len(found) > 2 else 0
        for peer, matches in found.items():
            if middle and not middle / MOST_APART <= matches <= middle * MOST_APART:
                yield (f"{NAMES[peer]} matches {number(matches, 1)} articles a query of "
                       f"'{CLASSES[name]}', the middle one of all {number(middle, 1)}.")


def heading(result):
    versions = ", ".join(f"{NAMES[peer]} {result['peers'][peer]['version']}" for peer in peers_of(result))
    machine = result["machine"]
    return [f"{result['articles']:,} articles, {result['jsonl_bytes'] / 1e6:,.0f} MB of JSONL, "
            f"{max(result['asked'].values()):,} queries a class, {result['rounds']} rounds; {result['date']}, "
            f"{machine['cores']} cores of {machine['processor']}, load {machine['load'][0]} at the beginning, {machine['load'][1]} at the end.",
            f"{versions}."]


def lines_of(result):
    peers = peers_of(result)
    names = [NAMES[peer] for peer in peers]
    yield from heading(result)
    yield ""
    yield from table(["p50 / p99, microseconds", *names], [*class_rows(result, peers), *other_rows(result, peers)])
    yield ""
    yield ("In brackets edicola's figure beside the peer's, on the same queries: below 1 edicola is better. "
           "[n]: only the first n queries fitted into the time that a class may take.")
    yield ""
    yield from table(["processor time, p50 / p99, microseconds", *names], class_rows(result, peers, at("cpu")))
    yield ""
    yield from table(["articles matched / hits / of them with a mark in the snippet", *names], found_rows(result, peers))
    for sentence in oddities(result):
        yield "\n" + sentence


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        print("\n".join(lines_of(json.load(file))))


if __name__ == "__main__":
    main()
