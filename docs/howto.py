"""Run the how-to pages and put what their blocks print into them.

usage: python docs/howto.py [PAGE.md ...]

A page is run from top to bottom in an empty folder: ``sh`` blocks line by line, ``python`` blocks in one session. The
``text`` block behind a block is what it printed. ``r`` blocks are not run.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventcoder.cli.main import main as eventcoder

SAMPLES = "demo.jsonl"
FOLDER = Path(__file__).with_name("howto")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One block of code of a page."""

    language: str
    code: str
    printed: str | None  # what the page says that it prints; None where it shows nothing
    span: tuple[int, int]  # of that in the page


def pages() -> list[Path]:
    """Return all pages."""
    return sorted(FOLDER.glob("*.md"))


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page in order."""
    return [Block(m[1], m[2], m[3], m.span(3)) for m in _BLOCK.finditer(page) if m[1] != "text"]


def run_page(page: str) -> list[tuple[Block, str]]:
    """Run the blocks in the current folder; return each with what it printed. Raises what a block raises.

    Samples that are in the folder are not coded again.
    """
    session: dict[str, Any] = {"__name__": "howto"}
    done = []
    for block in blocks(page):
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            if block.language == "python":
                exec(compile(block.code, "howto", "exec"), session)  # noqa: S102 - our own pages
            elif block.language == "sh":
                _run_lines(block.code)
        done.append((block, printed.buffer.getvalue().decode("utf-8")))  # type: ignore[attr-defined]
    return done


def _run_lines(code: str) -> None:
    for line in code.splitlines():
        program, *arguments = shlex.split(line)
        if arguments == ["demo", "-o", SAMPLES] and Path(SAMPLES).is_file():
            continue
        if program != "eventcoder" or eventcoder(arguments) != 0:
            raise RuntimeError(f"this line of a how-to page fails: {line}")


def filled(page: str) -> str:
    """Return a page with what its blocks print now."""
    for block, printed in reversed(run_page(page)):
        if block.printed is not None:
            start, end = block.span
            page = page[:start] + printed.rstrip("\n") + "\n" + page[end:]
    return page


def main(names: list[str]) -> int:
    """Fill the named pages, or all."""
    before = Path.cwd()
    for path in [Path(name).resolve() for name in names] or pages():
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                page = filled(path.read_text(encoding="utf-8"))
            finally:
                os.chdir(before)
        path.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
