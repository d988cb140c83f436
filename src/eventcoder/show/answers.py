"""Rows of any columns on a stream: a table to read, CSV, or JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final, TextIO

from eventcoder.show.tables import writable

_SHOWN: Final = 1_000  # rows of a table on a terminal


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
    from eventcoder.show.overview import table
    from eventcoder.show.terminal import console, printable

    found = iter(rows)
    shown = list(islice(found, _SHOWN))
    numbers = [
        name for n, name in enumerate(columns) if shown and all(isinstance(row[n], (int, float)) for row in shown)
    ]
    out = console(stream)
    out.print(table(columns, [[printable(cell(value)) for value in row] for row in shown], numbers=numbers))
    if next(found, None) is not None:
        out.print(f"... and more rows; the first {_SHOWN:,} are shown. All of them: --format csv")
