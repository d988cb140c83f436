"""Writers of the formats that other projects and programs read: one name a format, one writer for each.

Comes in: a name such as ``polecat``, ``geojson`` or ``excel``, and a stream or path. Goes out: a ``Writer`` that takes
coded reports. Which columns a foreign table has stands in ``knowledge/data/formats``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, get_args

from eventcoder.errors import SettingsError
from eventcoder.knowledge.formats import Format, load_foreign_codes, load_formats
from eventcoder.knowledge.language import load_language
from eventcoder.knowledge.places import load_places
from eventcoder.read.prepare import PrepareText
from eventcoder.run.writers import FORMATS, AtomicFile, Writer, writer_to_file, writer_to_stream
from eventcoder.schema import Coded, Status, Story
from eventcoder.show.columns import TableKind
from eventcoder.show.excel import BOM, guarded
from eventcoder.show.formats.geojson import features
from eventcoder.show.formats.gexf import Network, gexf_lines
from eventcoder.show.formats.plover import plover_records
from eventcoder.show.formats.rows import RowMaker
from eventcoder.show.records import json_line
from eventcoder.show.tables import cell_text, columns, rows

PROGRAMS: Final = {  # formats of programs, which no table of columns describes; the others are in formats.tsv
    "plover": "PLOVER 2.0, one JSON object a line",
    "excel": "CSV for spreadsheets: byte order mark, CRLF, no cell that is run as a formula",
    "geojson": "events with a point, for QGIS and other maps",
    "gexf": "the network of actors with time spans, for Gephi",
}
FOREIGN: Final = ("polecat", "icews", "petrarch", "phoenix", "gdelt-events", "gdelt-mentions")
MERGING: Final = ("gdelt-events", "gdelt-mentions")  # of these: one row a story, where stories are known
EXPORTS: Final = (*FORMATS, *FOREIGN, *PROGRAMS)
NEED_DAYS: Final = (*FOREIGN, "gexf")  # whose readers expect a day of every event
STATUSES: Final = get_args(Status)
_DEFAULTS: Final[Mapping[str, frozenset[str]]] = {  # what has no column for the status holds what was told as done
    "plover": frozenset({"asserted", "negated", "hypothetical", "future", "historical"}),  # its auxiliary modes
    "gexf": frozenset({"asserted"}),
}
_ENDINGS: Final = {".geojson": "geojson", ".gexf": "gexf"}
Statuses = frozenset[str] | None
_NO_STORIES: Final[Mapping[str, Story]] = MappingProxyType({})


def export_to_file(
    path: Path,
    name: str | None,
    kind: TableKind | None = None,
    statuses: Statuses = None,
    *,
    is_lean: bool = False,
    stories: Mapping[str, Story] = _NO_STORIES,
) -> Writer:
    """Return the writer of a format to a file, which appears when it is complete; JSON Lines appear at once.

    name: None if the file's ending tells. kind: one kind of record only, where the format has several.
    statuses: which events are written; None for the format's own choice. is_lean: JSON Lines without evidence.
    stories: by the ids of their events, for the formats that have one row a story.
    Raises StoreError for an unknown ending or a place that cannot be written, SettingsError for a kind that the format
    has not.
    """
    name = name or _ENDINGS.get(path.suffix.lower())
    if name is None or name in FORMATS:
        return with_statuses(writer_to_file(path, name, kind, is_lean=is_lean), statuses)
    return AtomicFile(path, partial(export_to_stream, name=name, kind=kind, statuses=statuses, stories=stories))


def export_to_stream(
    stream: BinaryIO,
    name: str,
    kind: TableKind | None = None,
    statuses: Statuses = None,
    *,
    is_lean: bool = False,
    stories: Mapping[str, Story] = _NO_STORIES,
) -> Writer:
    """Return the writer of a format to an open stream, which stays open. Raises as ``export_to_file`` does."""
    if name in FORMATS:
        return with_statuses(writer_to_stream(stream, name, kind, is_lean=is_lean), statuses)
    if kind is not None and name != "excel":
        raise SettingsError(f"format {name} holds events only. Expected --records with jsonl, csv, parquet or excel.")
    if name == "excel":
        return with_statuses(ExcelWriter(stream, kind or "events"), statuses)
    if name in PROGRAMS:
        makers: Mapping[str, Callable[[BinaryIO], Writer]] = {
            "plover": PloverWriter,
            "geojson": GeoJsonWriter,
            "gexf": GexfWriter,
        }
        return with_statuses(makers[name](stream), statuses or _DEFAULTS.get(name))
    form = load_formats()[name]
    chosen = statuses or (None if form.statuses == "all" else frozenset({form.statuses}))
    return with_statuses(TableWriter(stream, form, stories), chosen)


def export_notes(name: str) -> list[tuple[str, str, str]]:
    """Return name, field and note of every column of a foreign table. Raises SettingsError for another format."""
    formats = load_formats()
    if name not in formats:
        raise SettingsError(f"format {name!r} has no table of columns. Expected one of {', '.join(formats)}.")
    return [(column.name, column.field or "", column.note or "") for column in formats[name].columns]


class TableWriter:
    """A tab-separated table of another project."""

    def __init__(self, stream: BinaryIO, form: Format, stories: Mapping[str, Story] = _NO_STORIES) -> None:
        self._stream = stream
        self._maker = RowMaker(form, load_foreign_codes(), load_places(), PrepareText(load_language()), stories)
        if form.has_header:
            self._write([self._maker.header()])

    def write(self, coded: Coded) -> None:
        """Write the rows of one report."""
        self._write(self._maker.rows(coded))

    def close(self, *, keep: bool = True) -> None:
        """Nothing to finish: every row is whole."""

    def _write(self, lines: Iterable[tuple[str, ...]]) -> None:
        self._stream.write("".join("\t".join(cells) + "\n" for cells in lines).encode("utf-8"))


class PloverWriter:
    """PLOVER records, one JSON object a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._codes, self._places = load_foreign_codes(), load_places()

    def write(self, coded: Coded) -> None:
        """Write one line an event."""
        records = plover_records(coded, self._codes, self._places)
        self._stream.write("".join(json_line(record) + "\n" for record in records).encode("utf-8"))

    def close(self, *, keep: bool = True) -> None:
        """Nothing to finish: every line is whole."""


class GeoJsonWriter:
    """One collection of features, written as they come."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._n = stream, 0
        stream.write(b'{"type":"FeatureCollection","features":[')

    def write(self, coded: Coded) -> None:
        """Write one feature for every event with a point."""
        for feature in features(coded):
            self._stream.write((",\n" if self._n else "\n").encode() + json_line(feature).encode("utf-8"))
            self._n += 1

    def close(self, *, keep: bool = True) -> None:  # noqa: ARG002 - what is written stays
        """End the collection."""
        self._stream.write(b"\n]}\n")


class GexfWriter:
    """The network of all reports, written at the end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._network, self._coder = stream, Network(), ""

    def write(self, coded: Coded) -> None:
        """Count the events of one report."""
        self._network.add(coded)
        self._coder = f"coder {coded.versions.coder}, knowledge {coded.versions.knowledge}"

    def close(self, *, keep: bool = True) -> None:
        """Write the file."""
        if keep:
            lines = gexf_lines(self._network, self._coder)
            self._stream.write("".join(line + "\n" for line in lines).encode("utf-8"))


class ExcelWriter:
    """CSV that a spreadsheet opens as it is meant."""

    def __init__(self, stream: BinaryIO, kind: TableKind) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._kind: TableKind = kind
        self._text.write(BOM)
        self._rows.writerow(columns(kind))

    def write(self, coded: Coded) -> None:
        """Write one row for each record; texts that a spreadsheet would change are guarded."""
        for row in rows(coded, self._kind):
            cells = ((cell_text(value), value) for value in row.values())
            self._rows.writerow([guarded(text) if isinstance(value, str) else text for text, value in cells])

    def close(self, *, keep: bool = True) -> None:  # noqa: ARG002 - the stream belongs to the caller
        """Write what is left; the stream stays open."""
        self._text.flush()
        self._text.detach()


class Chosen:
    """Hands on the events of chosen statuses only."""

    def __init__(self, writer: Writer, statuses: frozenset[str]) -> None:
        self._writer, self._statuses = writer, statuses

    def write(self, coded: Coded) -> None:
        """Write the report without its other events."""
        events = tuple(event for event in coded.events if event.status in self._statuses)
        self._writer.write(replace(coded, events=events))

    def close(self, *, keep: bool = True) -> None:
        """Close the writer behind."""
        self._writer.close(keep=keep)


def with_statuses(writer: Writer, statuses: Statuses) -> Writer:
    """Return a writer that is given the events of these statuses only; the same writer for None."""
    return Chosen(writer, statuses) if statuses else writer
