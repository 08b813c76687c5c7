#!/usr/bin/env python3
"""Runs the console sessions of README.md, so that what it shows is what happens.

    readme.py --edicola PROGRAM

Sessions are fenced blocks marked `console`: a line `$ command`, then all that it prints. `...` and
durations are as in cli/run.py. They run one after the other at the root of a copy of the
repository, in which all is as ./demo leaves it: the program is build/release/edicola, the sample
index build/demo.db. `edicola` is in the PATH. A block marked `console no-test` is read but not run,
nor are ./demo and ./check, which run this.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import console

ROOT = pathlib.Path(__file__).resolve().parent.parent
FENCE = re.compile(r"\s*```(.*)")
NOT_RUN = re.compile(r"(\./(demo|check)|\.ci/run)\b")


def blocks(text):
    """(line number, language and marks, lines) of every fenced block."""
    inside, block = None, []
    for number, line in enumerate(text.splitlines(), 1):
        fence = FENCE.match(line)
        if fence is None:
            block.append(line)
        elif inside is None:
            inside, block = (number, fence[1].strip()), []
        else:
            yield (*inside, block)
            inside = None
    if inside is not None:
        raise SystemExit(f"README.md:{inside[0]}: a block that does not end")


def commands(first_line, lines):
    """(line number, command, expected lines) of a console block."""
    found = []
    for number, line in enumerate(lines, first_line + 1):
        if line.startswith("$ "):
            found.append((number, line[2:], []))
        elif found and found[-1][1].endswith("\\") and not found[-1][2]:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}", [])
        elif found:
            found[-1][2].append(line)
        else:
            raise SystemExit(f"README.md:{number}: output without a command")
    if not found:
        raise SystemExit(f"README.md:{first_line}: a console block without a command")
    return found


def strip_end(lines):
    return lines[: max((i + 1 for i, line in enumerate(lines) if line.strip()), default=0)]


def sessions(text):
    """(commands to run, how many there are in all)."""
    to_run, total = [], 0
    for number, info, lines in blocks(text):
        marks = info.split()
        if not marks or marks[0] != "console":
            continue
        found = commands(number, lines)
        total += len(found)
        if "no-test" not in marks:
            to_run += [row for row in found if not NOT_RUN.match(row[1])]
    return to_run, total


def copy_repository(program, folder):
    """What the sessions may touch, as ./demo leaves it."""
    skip = shutil.ignore_patterns("build", ".git", "*.db", "__pycache__")
    shutil.copytree(ROOT, folder, ignore=skip, symlinks=True)
    release = folder / "build" / "release"
    release.mkdir(parents=True)
    (release / "edicola").symlink_to(program)
    index = [program, "index", "-q", "--db", "build/demo.db", "corpus"]
    subprocess.run(index, cwd=folder, check=True)


def run_all(program, rows):
    """How many printed something else."""
    failures = 0
    with tempfile.TemporaryDirectory(prefix="edicola-readme-") as name:
        folder = pathlib.Path(name) / "edicola"
        copy_repository(program, folder)
        environment = console.environment(program, name)
        for number, command, expected in rows:
            out, _, _ = console.run(command, folder, environment, merge_streams=True)
            got, expected = strip_end(console.visible_lines(out)), strip_end(expected)
            if not console.lines_match(expected, got):
                failures += 1
                differences = console.difference("output", expected, got)
                print(f"README.md:{number}: $ {command}\n{differences}\n")
    return failures


def main():
    parser = argparse.ArgumentParser(description="Runs the console sessions of README.md.")
    parser.add_argument("--edicola", required=True, type=pathlib.Path, help="the program")
    program = parser.parse_args().edicola.resolve()
    rows, total = sessions((ROOT / "README.md").read_text(encoding="utf-8"))
    if not rows:
        sys.exit("README.md has no console session that could be run")
    failures = run_all(program, rows)
    print(f"README.md: {len(rows)} of {total} commands run, {failures} not as shown")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
