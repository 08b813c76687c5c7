#!/usr/bin/env python3
"""Runs the program as a user would, and compares all that it prints.

    run.py --edicola PROGRAM FILE.test...            a unified diff for what differs, exit code 1
    run.py --edicola PROGRAM --update FILE.test...   writes what the program prints into the files

A test file is a session in a fresh folder:

    # The reason, for people.
    $ edicola info --db none
    > continued on a second line
    what standard output must be, line by line
    ! what standard error must be
    ? 3

The exit code is 0 where there is no `?` line. Blank lines at the end of an output do not count. In
expected output a line `...` stands for any lines, `(re) PATTERN` for one line that matches, and a
backslash before a line's first character keeps that from being read as one of the marks above.
Durations are not compared (console.steady). Commands run in bash, each in one of its own,
with pipefail, with `edicola` and the programs of tests/cli/tools in the PATH, $DATA for
tests/cli/data and $CORPUS for the sample articles.
"""

import argparse
import dataclasses
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import console  # noqa: E402

MARKS = ("#", "$ ", "> ", "!", "? ", "\\")


@dataclasses.dataclass
class Step:
    """A command and what is expected of it; `above` is the comment and blank lines before it."""

    line: int
    above: list
    command: list
    out: list = dataclasses.field(default_factory=list)
    err: list = dataclasses.field(default_factory=list)
    code: int = 0


def read_steps(path):
    """(steps, lines after the last one)."""
    steps, above = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        step = steps[-1] if steps else None
        if line.startswith("$ "):
            steps.append(Step(number, above, [line[2:]]))
            above = []
        elif line.startswith("#"):
            above.append(line)
        elif above or step is None:
            if line.strip():
                sys.exit(f"{path}:{number}: output without a command")
            above.append(line)
        elif line.startswith("> ") and not (step.out or step.err):
            step.command.append(line[2:])
        elif line.startswith("! ") or line == "!":
            step.err.append(line[2:])
        elif line.startswith("? "):
            step.code = int(line[2:])
        else:
            step.out.append(line[1:] if line.startswith("\\") else line)
    for step in steps:
        strip_end(step.out)
    return steps, above


def strip_end(lines):
    while lines and lines[-1] == "":
        lines.pop()


def write_steps(path, steps, rest):
    lines = []
    for step in steps:
        lines += step.above
        lines += [("> " if i else "$ ") + text for i, text in enumerate(step.command)]
        lines += ["\\" + text if text.startswith(MARKS) else text for text in step.out]
        lines += [("! " + text).rstrip() for text in step.err]
        lines += [f"? {step.code}"] if step.code else []
        lines += [""]
    lines += rest
    strip_end(lines)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run_step(step, folder, environment):
    out, err, code = console.run("\n".join(step.command), folder, environment)
    out, err = console.visible_lines(out), console.visible_lines(err)
    strip_end(out)
    strip_end(err)
    return Step(step.line, [], step.command, out, err, code)


def compare(step, got):
    """What differs, as text; empty if nothing."""
    found = []
    if not console.lines_match(step.out, got.out):
        found.append(console.difference("standard output", step.out, got.out))
    if not console.lines_match(step.err, got.err):
        found.append(console.difference("standard error", step.err, got.err))
    if step.code != got.code:
        found.append(f"exit code {got.code}, expected {step.code}")
    return "\n".join(found)


def take(step, got):
    """Makes `step` expect what it got, keeping what already describes it."""
    if not console.lines_match(step.out, got.out):
        step.out = got.out
    if not console.lines_match(step.err, got.err):
        step.err = got.err
    step.code = got.code


def run_file(path, arguments):
    """True if all was as expected."""
    steps, rest = read_steps(path)
    failures = 0
    if not steps:
        print(f"{path}: no command in it")
        return False
    with tempfile.TemporaryDirectory(prefix="edicola-cli-") as folder:
        environment = console.environment(
            arguments.edicola, folder, CORPUS=str(arguments.corpus), DATA=str(HERE / "data")
        )
        environment["PATH"] += f":{HERE / 'tools'}"
        for step in steps:
            got = run_step(step, folder, environment)
            differences = compare(step, got)
            if arguments.update:
                take(step, got)
            elif differences:
                failures += 1
                print(f"{path}:{step.line}: $ {step.command[0]}\n{differences}\n")
    if arguments.update:
        write_steps(path, steps, rest)
    print(f"{path.name}: {len(steps)} commands, {failures} not as expected")
    return failures == 0


def main():
    parser = argparse.ArgumentParser(description="Runs sessions of the program.")
    parser.add_argument("--edicola", required=True, help="the program, called edicola")
    parser.add_argument("--corpus", type=pathlib.Path, default=HERE.parent.parent / "corpus")
    parser.add_argument("--update", action="store_true", help="write what comes out into the files")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    results = [run_file(path, arguments) for path in arguments.files]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
