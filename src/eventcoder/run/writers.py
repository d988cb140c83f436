"""Where records go: JSON Lines as soon as coded, tables whole or not at all.

A line of JSON Lines is one report with all its records. CSV and Parquet hold one kind of record a file; they are
written beside their place and moved there when they are complete.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, Protocol

from eventcoder.errors import StoreError
from eventcoder.schema import Coded
from eventcoder.show.cards import report_cards
from eventcoder.show.columns import TableKind
from eventcoder.show.records import KINDS, RecordKind, json_line, record_dicts, report_dict
from eventcoder.show.tables import cell_text, columns, rows, typed_rows

if TYPE_CHECKING:
    from rich.console import Console

FileFormat = Literal["jsonl", "csv", "parquet"]
FORMATS: Final[tuple[FileFormat, ...]] = ("jsonl", "csv", "parquet")
PACKED: Final = ".gz"
_BATCH: Final = 2_000


class Writer(Protocol):
    """Takes coded reports one by one."""

    def write(self, coded: Coded) -> None:
        """Write or keep one report's records."""

    def close(self, *, keep: bool = True) -> None:
        """Finish; with ``keep=False`` leave no half-written table behind."""


class JsonLinesWriter:
    """One line a report, or a record if a kind is chosen, written and flushed as soon as the report is coded.

    is_packed: each report is a gzip member of its own, so that what is there can be read if the run is stopped.
    """

    def __init__(
        self,
        stream: BinaryIO,
        kind: RecordKind | None = None,
        *,
        is_lean: bool = False,
        closes: bool = False,
        is_packed: bool = False,
    ) -> None:
        self._stream, self._kind, self._is_lean, self._closes = stream, kind, is_lean, closes
        self._is_packed = is_packed

    def write(self, coded: Coded) -> None:
        """Write one line for the report, or one for each of its records."""
        if self._kind is None:
            values = [report_dict(coded, is_lean=self._is_lean)]
        else:
            values = record_dicts(coded, self._kind, is_lean=self._is_lean)
        lines = "".join(json_line(value) + "\n" for value in values).encode("utf-8")
        self._stream.write(gzip.compress(lines, mtime=0) if self._is_packed else lines)
        self._stream.flush()

    def close(self, *, keep: bool = True) -> None:  # noqa: ARG002 - whole lines are kept in any case
        """Close the stream if it was opened for this writer."""
        if self._closes:
            self._stream.close()


class CsvWriter:
    """One row a record, to an open stream."""

    def __init__(self, stream: BinaryIO, kind: TableKind) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text, lineterminator="\n")
        self._kind: TableKind = kind
        self._columns = columns(kind)
        self._rows.writerow(self._columns)

    def write(self, coded: Coded) -> None:
        """Write one row for each record."""
        for row in rows(coded, self._kind):
            self._rows.writerow([cell_text(row[name]) for name in self._columns])
        self._text.flush()

    def close(self, *, keep: bool = True) -> None:  # noqa: ARG002 - the stream belongs to the caller
        """Write what is left; the stream stays open."""
        self._text.flush()
        self._text.detach()


class ParquetWriter:
    """One row a record, in batches, to an open stream. Needs the extra ``parquet``."""

    def __init__(self, stream: BinaryIO, kind: TableKind) -> None:
        from eventcoder.show.tables import arrow_schema, pyarrow_module

        self._arrow = pyarrow_module()
        self._kind: TableKind = kind
        self._schema = arrow_schema(kind)
        self._writer = self._arrow.parquet.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[dict[str, object]] = []

    def write(self, coded: Coded) -> None:
        """Keep one row for each record; a full batch is written."""
        self._rows.extend(typed_rows(coded, self._kind))
        if len(self._rows) >= _BATCH:
            self._flush()

    def close(self, *, keep: bool = True) -> None:  # noqa: ARG002 - the stream belongs to the caller
        """Write what is left, and the end of the file; the stream stays open."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


class AtomicFile:
    """A table written beside its place and moved there when it is complete."""

    def __init__(self, path: Path, make: Callable[[BinaryIO], Writer]) -> None:
        self._path = path
        self._temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._stream = _open(self._temporary, path)
        try:
            self._writer: Writer = make(self._stream)
        except BaseException:
            self._discard()
            raise

    def write(self, coded: Coded) -> None:
        """Write one report into the file that is still beside its place."""
        self._writer.write(coded)

    def close(self, *, keep: bool = True) -> None:
        """Move the file to its place, or take it away."""
        if not keep:
            self._discard()
            return
        self._writer.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._temporary.replace(self._path)

    def _discard(self) -> None:
        self._stream.close()
        with suppress(FileNotFoundError):
            self._temporary.unlink()


class Several:
    """Writes every report to each of several writers."""

    def __init__(self, writers: Sequence[Writer]) -> None:
        self._writers = tuple(writers)

    def write(self, coded: Coded) -> None:
        """Hand the report to every writer."""
        for writer in self._writers:
            writer.write(coded)

    def close(self, *, keep: bool = True) -> None:
        """Close every writer."""
        for writer in self._writers:
            writer.close(keep=keep)


def writer_to_file(path: Path, form: FileFormat | None, kind: TableKind | None, *, is_lean: bool = False) -> Writer:
    """Return the writer for a file; the name's ending chooses the format if ``form`` is None.

    Without a kind, tables take the events and a second file NAME.statements.csv the statements.
    Raises StoreError for an unknown ending or a place that cannot be written.
    """
    chosen = form or format_of(path)
    if chosen == "jsonl":
        is_packed = path.suffix.lower() == PACKED
        return JsonLinesWriter(_open(path), _record_kind(kind), is_lean=is_lean, closes=True, is_packed=is_packed)
    if kind is not None:
        return table_file(path, chosen, kind)
    sibling = path.with_name(f"{path.stem}.statements{path.suffix}")
    return Several([table_file(path, chosen, "events"), table_file(sibling, chosen, "statements")])


def table_file(path: Path, form: Literal["csv", "parquet"], kind: TableKind) -> Writer:
    """Return the writer of one table to a file. Raises StoreError for a place that cannot be written."""
    return AtomicFile(path, lambda stream: (CsvWriter if form == "csv" else ParquetWriter)(stream, kind))


def writer_to_stream(stream: BinaryIO, form: FileFormat, kind: TableKind | None, *, is_lean: bool = False) -> Writer:
    """Return the writer for a pipe. Raises StoreError for Parquet, which needs a file."""
    if form == "parquet":
        raise StoreError("Parquet cannot be written to a pipe. Expected a file: add -o NAME.parquet.")
    if form == "jsonl":
        return JsonLinesWriter(stream, _record_kind(kind), is_lean=is_lean)
    return CsvWriter(stream, kind or "events")


def _record_kind(kind: TableKind | None) -> RecordKind | None:
    """The kind if JSON has it as a record of its own; what is only a table of a record's parts stands inside it."""
    if kind is None or kind in KINDS:
        return kind
    raise StoreError(f"{kind} are a table only, in JSON they stand inside their event. Expected csv or parquet.")


def format_of(path: Path) -> FileFormat:
    """Return the format that a file's name asks for. Raises StoreError if its ending is unknown."""
    is_packed = path.suffix.lower() == PACKED
    ending = (Path(path.stem) if is_packed else path).suffix.lower().removeprefix(".")
    if ending in ("jsonl", "ndjson"):
        return "jsonl"
    for form in FORMATS:
        if form == ending and not is_packed:
            return form
    known = ", ".join(f".{form}" for form in FORMATS) + ", .jsonl.gz"
    raise StoreError(f"output {str(path)!r} has no known ending. Expected one of {known}; or choose with --format.")


def _open(path: Path, told: Path | None = None) -> BinaryIO:
    """Open a file to write. told: the name that a user knows it by, if it gets that only later."""
    try:
        return path.open("wb")
    except OSError as error:
        raise StoreError(
            f"output {str(told or path)!r} cannot be written: {error.strerror or error}. Expected a folder that exists "
            "and a name that this user may write."
        ) from error


class CardWriter:
    """Readable cards on a terminal."""

    def __init__(self, console: Console, kind: RecordKind | None = None) -> None:
        self._console = console
        self._kinds: Sequence[RecordKind] = KINDS[:3] if kind is None else (kind,)

    def write(self, coded: Coded) -> None:
        """Print the cards of one report."""
        for card in report_cards(coded, self._kinds):
            self._console.print(card)

    def close(self, *, keep: bool = True) -> None:
        """Nothing to finish: what is printed is printed."""
