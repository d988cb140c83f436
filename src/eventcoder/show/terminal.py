"""What may be written to a terminal: no control characters of a report, and colours only where they are wanted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH: Final = 120
_KEPT: Final = "\n\t"
_DIRECTION: Final = (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SUBSTITUTE: Final = "�"
_VISIBLE: Final[dict[int, str]] = {
    **{c: chr(0x2400 + c) for c in range(0x20) if chr(c) not in _KEPT},
    **dict.fromkeys((0x7F, *range(0x80, 0xA0), 0xFEFF, *_DIRECTION, *range(0xD800, 0xE000)), _SUBSTITUTE),
    0x0D: " ",
    0x2028: " ",
    0x2029: " ",
}


def printable(text: str) -> str:
    r"""Return the text with a visible sign for every character that steers a terminal; the length stays the same.

    >>> printable("a\x1b[31mb")
    'a␛[31mb'
    """
    return text.translate(_VISIBLE)


def one_line(text: str, limit: int | None = None) -> str:
    """Return the text on one line, cut to ``limit`` characters with an ellipsis."""
    line = " ".join(printable(text).split())
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def console(stream: TextIO | None = None, *, width: int | None = None) -> Console:
    """Return a console on a stream (standard output if None): NO_COLOR, TERM and the window's width are respected."""
    from rich.console import Console

    stream = stream or sys.stdout
    if width is None and not stream.isatty():
        width = int(os.environ.get("COLUMNS") or _PIPE_WIDTH)
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=not stream.isatty())
