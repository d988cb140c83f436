"""Put what its examples print into README.md.

usage: python docs/readme.py [--check]

A block that begins with ``$ eventcoder`` is run in the repository; one that ends with ``...`` keeps its length. With
--check nothing is written; exit code 1 if the page is not what would be written.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path
from textwrap import wrap

from eventcoder.cli.main import main as eventcoder

README = Path(__file__).parent.with_name("README.md")
_BLOCK = re.compile(r"^```\n\$ eventcoder ([^\n]*)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_WIDTH = 100


def filled(page: str) -> str:
    """Return the page with what its blocks print now."""
    return _BLOCK.sub(_run, page)


def _run(block: re.Match[str]) -> str:
    arguments = shlex.split(block[1])
    form = ["--format", "cards"] if arguments[0] == "code" else []  # as a terminal would have it
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(printed):
        if eventcoder([*arguments, *form]) != 0:
            raise RuntimeError(f"this line of README.md fails: {block[1]}")
    text = printed.buffer.getvalue().decode("utf-8").rstrip()  # type: ignore[attr-defined]
    lines = [part for line in text.splitlines() for part in _wrapped(line)]
    before = block[2].splitlines()
    if before[-1] == "..." and len(lines) >= len(before):
        lines = [*lines[: len(before) - 1], "..."]
    return "\n".join(["```", f"$ eventcoder {block[1]}", *lines, "```\n"])


def _wrapped(line: str) -> list[str]:
    """The line in parts that fit the page, under its own indent."""
    indent = line[: len(line) - len(line.lstrip())]
    return wrap(line.rstrip(), _WIDTH, subsequent_indent=indent, break_long_words=False) or [""]


def main(arguments: list[str]) -> int:
    """Fill the page, or compare it."""
    os.chdir(README.parent)
    page = README.read_text(encoding="utf-8")
    new = filled(page)
    if "--check" in arguments:
        return int(page != new)
    README.write_text(new, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
