#!/usr/bin/env python3
"""Checks who includes whom, as ARCHITECTURE.md says, and that only common/ cuts text into words.

    layers.py [ROOT]     one line a breach, exit code 1 if there is any
"""

import pathlib
import re
import sys

# The headers that a folder may include, by their first folder.
ALLOWED = {
    "include/edicola": {"edicola"},
    "common": {"edicola", "common"},
    "indexer": {"edicola", "common", "indexer"},
    "searcher": {"edicola", "common", "searcher"},
    "app": {"edicola", "app"},
}

CUTTING = "cutting text into words"

# Programs that the build runs; no part of the library.
BUILD_TOOLS = {"common/dictionary_compiler", "common/lexicon_compiler"}

# What only some folders may use: pattern in a line of code, those folders, what it is.
RESERVED = (
    # Grapheme breaks (createCharacterInstance) cut no words and are free.
    (r"\bcreate(Word|Line|Sentence)Instance\b|\bUBRK_(WORD|LINE|SENTENCE)\b", {"common"}, CUTTING),
    (r"\bWordScanner\b|common/words\.h", {"common"}, CUTTING),
    (r"#include <CLI/", {"app"}, "CLI11"),
    (r"#include <nlohmann/", {"app"} | BUILD_TOOLS, "writing JSON"),
    (r"#include <xapian", {"common", "indexer", "searcher"}, "Xapian"),
    (r"#include <unicode/", {"common", "indexer", "searcher"}, "ICU"),
    (r"\bstd::(cout|cerr|clog|puts|printf)\b", {"app"} | BUILD_TOOLS, "printing"),
)

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
STANDARD_HEADER = re.compile(r"[a-z_0-9]+")


def folder_of(path, folders):
    """The longest of `folders` that `path` is in."""
    return max((f for f in folders if str(path).startswith(f + "/")), key=len)


def check_include(folder, quote, header):
    """What is wrong with the include, or nothing."""
    if quote == '"':
        owner = header.split("/")[0]
        if owner in ALLOWED[folder]:
            return None
        return f"{folder} must not include {header}"
    if folder == "include/edicola" and not STANDARD_HEADER.fullmatch(header):
        return f"the installed headers use the standard library only, not <{header}>"
    return None


def code_of(line):
    """The line without its comment; a // in a string hides nothing we look for."""
    return line.split("//")[0]


def check_line(path, folder, line):
    included = INCLUDE.match(line)
    if included:
        wrong = check_include(folder, *included.groups())
        if wrong:
            yield wrong
    code = code_of(line)
    for pattern, owners, what in RESERVED:
        inside = any(str(path).startswith(owner + "/") for owner in owners)
        if not inside and re.search(pattern, code):
            yield f"{what} belongs to {' and '.join(sorted(owners))}"
    if path.suffix == ".h" and re.match(r"\s*using namespace\b", code):
        yield "a header must not have a using directive"


def check_file(root, path):
    folder = folder_of(path, ALLOWED)
    text = (root / path).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        for wrong in check_line(path, folder, line):
            yield f"{path}:{number}: {wrong}"
    if path.suffix == ".h" and "#pragma once" not in text:
        yield f"{path}:1: no #pragma once"


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
    files = [
        path.relative_to(root)
        for folder in ALLOWED
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".h", ".cc")
    ]
    missing = ALLOWED.keys() - {folder_of(path, ALLOWED) for path in files}
    if missing:
        sys.exit(f"no source files in {', '.join(sorted(missing))}: is {root} the repository?")
    wrong = [line for path in files for line in check_file(root, path)]
    print("\n".join(wrong + [f"{len(files)} files, {len(wrong)} breaches"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
