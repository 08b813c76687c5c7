"""Console sessions as text: what was run, what came out, and whether that is what was expected.

Shared by cli/run.py and readme.py.
"""

import difflib
import os
import re
import subprocess

ANY_LINES = "..."
PATTERN = "(re) "
NO_NEWLINE = "\\ no newline at the end"
SECONDS_A_COMMAND = 60

_TIMES = (
    (re.compile(r"\bin (\d+ min )?\d+(\.\d+)? (ms|s)\b"), "in T"),
    (re.compile(r'"(took_ms|\w+_us)":\d+(\.\d+)?(e-?\d+)?'), r'"\1":T'),
)


def steady(line):
    """The line with T for what no two runs share: how long something took."""
    for pattern, text in _TIMES:
        line = pattern.sub(text, line)
    return line


def visible_lines(output):
    """The lines of the bytes `output`; controls and bytes that are not UTF-8 are shown as \\x1b."""
    text = output.decode("utf-8", "surrogateescape")
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", lambda m: f"\\x{ord(m[0]):02x}", text)
    text = re.sub(r"[\udc80-\udcff]", lambda m: f"\\x{ord(m[0]) - 0xDC00:02x}", text)
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    else:
        lines.append(NO_NEWLINE)
    return [steady(line) for line in lines]


def _line_matches(expected, actual):
    if expected.startswith(PATTERN):
        return re.fullmatch(expected[len(PATTERN) :], actual) is not None
    return steady(expected) == actual


def lines_match(expected, actual):
    """Whether `actual` is what `expected` describes, line by line; `...` stands for any lines."""
    # reachable: how many actual lines may have been used up by the expected lines so far.
    reachable = {0}
    for line in expected:
        if line == ANY_LINES:
            reachable = set(range(min(reachable), len(actual) + 1))
        else:
            reachable = {
                used + 1
                for used in reachable
                if used < len(actual) and _line_matches(line, actual[used])
            }
        if not reachable:
            return False
    return len(actual) in reachable


def difference(name, expected, actual):
    lines = difflib.unified_diff(
        [steady(line) for line in expected],
        actual,
        f"{name}, expected",
        f"{name}, got",
        lineterm="",
    )
    return "\n".join(lines)


def run(command, folder, environment, merge_streams=False):
    """Runs the command in a bash of its own: (stdout, stderr, exit code), as bytes, bytes, int.

    With `merge_streams` all output is in stdout, as on a terminal. Processes left in the background
    end with the shell.
    """
    process = subprocess.Popen(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if merge_streams else subprocess.PIPE,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=SECONDS_A_COMMAND)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        out, err = process.communicate()
        return out, (err or b"") + b"(ended: it took too long)\n", 124
    return out, err or b"", process.returncode


def environment(program, home, **more):
    """What a test's commands see: nothing of the caller's settings but the way to its programs."""
    return {
        "PATH": os.path.dirname(os.path.abspath(program)) + os.pathsep + os.environ["PATH"],
        "HOME": home,
        "TMPDIR": home,
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "COLUMNS": "80",
        "PYTHONDONTWRITEBYTECODE": "1",
        **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")},
        **more,
    }
