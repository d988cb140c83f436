"""Rows of any columns on a stream: a table to read, CSV, or JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, TextIO

from eventcoder.show.tables import writable
from eventcoder.show.terminal import one_line

_SHOWN: Final = 1_000  # rows of a table on a terminal
_WIDEST: Final = 60  # characters of one cell there


def write_answer(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str, stream: TextIO) -> None:
    """Write rows as ``csv``, ``jsonl`` or ``table``; the table holds the first thousand rows, and says so."""
    if form == "csv":
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(value) for value in row] for row in rows)
    elif form == "jsonl":
        for row in rows:
            record = dict(zip(columns, map(plain, row), strict=True))
            stream.write(writable(json.dumps(record, ensure_ascii=False, separators=(",", ":"))) + "\n")
    else:
        _write_table(columns, rows, stream)


def cell(value: Any) -> str:
    """Return a value as the cell of a table: lists joined with ``|``, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "|".join(cell(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return writable(str(value))


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: what JSON has no form for becomes its text, a day an ISO day."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _write_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """Write columns side by side, numbers to the right; a line that is too wide for the terminal is the terminal's."""
    found = iter(rows)
    shown = list(islice(found, _SHOWN))
    cells = [[one_line(cell(value), _WIDEST) for value in row] for row in shown]
    widths = [max(len(name), *(len(row[n]) for row in cells), 0) for n, name in enumerate(columns)]
    is_number = [any(_is_number(row[n]) for row in shown) for n in range(len(columns))]

    def line(texts: Sequence[str]) -> str:
        placed = zip(texts, widths, is_number, strict=True)
        return "  ".join(text.rjust(w) if right else text.ljust(w) for text, w, right in placed).rstrip() + "\n"

    stream.write(line(columns) + line(["─" * width for width in widths]))
    stream.writelines(line(texts) for texts in cells)
    if next(found, None) is not None:
        stream.write(f"... and more rows; the first {_SHOWN:,} are shown. All of them: --format csv\n")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
