"""CSV and TSV with a header line: one row, one report. A torn row costs that row only."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from eventcoder.read.decoding import decode
from eventcoder.read.faults import Fault, Origin, RawRecord
from eventcoder.read.fields import FIELD_NAMES, text_name
from eventcoder.read.streams import Stream, numbered_lines
from eventcoder.schema import Quarantined

STAGE: Final = "read.csv"
_DELIMITERS: Final = ",;\t|"
_BYTES: Final = 4  # of one character in UTF-8, at most
_METADATA: Final = 65_536
_RESTARTS: Final = 100  # after so many rows with an unclosed quotation mark the rest is given up as one


@dataclass(slots=True)
class _Lines:
    """Numbered lines of a file, with those of the row under way kept so that reading can start again behind the first.

    Iterating gives decoded lines, as the csv module wants them.
    """

    source: Iterator[tuple[int, int, bytes | Fault]]
    max_characters: int
    pending: deque[tuple[int, int, str]] = field(default_factory=deque)
    row: list[tuple[int, int, str]] = field(default_factory=list)
    size: int = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.pending.popleft() if self.pending else self._decoded()
        self.row.append(line)
        self.size += len(line[2])
        if self.size > self.max_characters:
            raise Fault(f"it is longer than {self.max_characters:,} characters")
        return line[2]

    def _decoded(self) -> tuple[int, int, str]:
        number, offset, line = next(self.source)
        self.row.append((number, offset, ""))  # so that a fault knows its line
        if isinstance(line, Fault):
            raise line
        text = decode(line, start=offset)
        self.row.pop()
        return number, offset, text

    def begin_row(self) -> None:
        """Forget the row that was read."""
        self.row.clear()
        self.size = 0

    def restart(self) -> None:
        """Give back all lines of the row under way but the first."""
        self.pending.extendleft(reversed(self.row[1:]))
        self.begin_row()


def read_delimited(
    stream: Stream, path: str, max_characters: int, delimiter: str | None
) -> Iterator[RawRecord | Quarantined]:
    """Yield the rows of a stream; ``record`` counts rows below the header.

    delimiter: None if the header shall tell. A file whose header names no text column is quarantined whole.
    """
    source = numbered_lines(stream, max_characters * _BYTES + _METADATA)
    lines = _Lines(source, max_characters + _METADATA)
    try:
        header, delimiter = _header(lines, delimiter)
    except Fault as fault:
        yield Origin(path, None, 0).quarantine(fault, STAGE)
        return
    with _large_cells(max_characters + _METADATA):
        yield from _rows(lines, path, header, delimiter)


def _header(lines: _Lines, delimiter: str | None) -> tuple[list[str], str]:
    try:
        first = next(lines)
    except StopIteration:
        raise Fault("the file is empty. Expected a header line and at least one row.") from None
    delimiter = delimiter or max(_DELIMITERS, key=first.count)
    try:
        header = next(csv.reader([first], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration) as error:
        raise Fault(f"the header cannot be read: {error}. Expected column names on the first line.") from error
    header = [name.lstrip("\ufeff") for name in header]
    if text_name(header) is None:
        names = ", ".join(header[:20])[:200]
        raise Fault(f"no text column: found {names!r}. Expected one of {', '.join(FIELD_NAMES['text'])} in the header.")
    lines.begin_row()
    return header, delimiter


def _rows(lines: _Lines, path: str, header: Sequence[str], delimiter: str) -> Iterator[RawRecord | Quarantined]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    record, restarts = 0, 0
    while True:
        record += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, Fault) as error:
            origin = _origin(path, record, lines)
            yield origin.quarantine(_fault(error, lines, is_last=restarts >= _RESTARTS), STAGE)
            restarts += len(lines.row) > 1
            if restarts > _RESTARTS:
                return
            lines.restart()
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        origin = _origin(path, record, lines)
        if not cells or cells == [""]:
            record -= 1
        elif len(cells) != len(header):
            yield origin.quarantine(_wrong_width(cells, header, lines), STAGE)
        else:
            yield RawRecord(origin, dict(zip(header, cells, strict=True)))
        lines.begin_row()


def _origin(path: str, record: int, lines: _Lines) -> Origin:
    return Origin(path, record, lines.row[0][1] if lines.row else None)


def _fault(error: Exception, lines: _Lines, *, is_last: bool) -> Fault:
    """Return the fault of a row that cannot be parsed, with the line on which it begins."""
    line = lines.row[0][0] if lines.row else 0
    if isinstance(error, Fault) and len(lines.row) < 2:
        return error
    rest = "the rest of the file is given up" if is_last else "reading goes on at the next line"
    return Fault(
        f"the row that begins on line {line} is torn: {error}. Is a quotation mark not closed? Expected a mark to be "
        f"doubled inside a quoted cell; {rest}."
    )


def _wrong_width(cells: Sequence[str], header: Sequence[str], lines: _Lines) -> Fault:
    line = lines.row[0][0] if lines.row else 0
    return Fault(
        f"line {line} has {len(cells)} cells where the header has {len(header)}. "
        "Expected one cell for each column; put cells that hold the delimiter into quotation marks."
    )


@contextmanager
def _large_cells(limit: int) -> Iterator[None]:
    """Let the csv module read cells as long as a report may be; its limit is global and is put back."""
    before = csv.field_size_limit(limit)
    try:
        yield
    finally:
        csv.field_size_limit(before)
