"""Reading reports and records back: each from its exact record, checked, in an order that no arrival changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path
from typing import Final, Literal, cast

from eventcoder.schema import Coded, Event, Statement
from eventcoder.store.codec import decode
from eventcoder.store.filters import version_condition
from eventcoder.store.identity import report_id
from eventcoder.store.opening import damaged_store
from eventcoder.store.tables import DAY_BITS
from eventcoder.store.writing import N_VERSIONS, VERSIONS_DIGEST, row_digest

Period = Literal["day", "month", "year"]
Kind = Literal["events", "statements"]
_Found = tuple[int, int, str, str, str]  # version, position, document id, content, id of the record
_Row = tuple[int, str, str, str | None, int, bytes]
_DAY_DIGITS: Final[dict[Period, int]] = {"day": 10, "month": 7, "year": 4}
_COUNTS: Final = {
    "reports": "(SELECT DISTINCT report FROM versions)",
    "versions": "versions",
    "sightings": "sightings",
    "events": "events WHERE is_current = 1",
    "statements": "statements WHERE is_current = 1",
    "actors": "(SELECT DISTINCT id FROM report_actors)",
    "places": "places",
    "stories": "stories",
    "failed inputs": "quarantine",
}
_VOCABULARY: Final = {"event_type": "events", "status": "events", "channel": "statements", "cue_class": "statements"}
_ORDER: Final = "ORDER BY v.published, v.document_id, v.content"
_COLUMNS: Final = "v.version, v.content, p.key, v.known, v.is_current, v.checksum"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a text was seen, and from which day on it was known there."""

    report_id: str
    known: str | None  # ISO day
    url: str | None
    outlet: str | None
    document_id: str


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One text of a report, as it was coded, with all places where it was seen."""

    version_id: str  # of the text: the same text has the same id in every store
    report_id: str  # of the report: its later texts have the same
    known: str | None  # ISO day from which it was known; None if nothing says
    is_current: bool  # no newer text of the report is known
    coded: Coded
    sightings: tuple[Sighting, ...]  # by day, report, address, outlet


def read_reports(
    connection: sqlite3.Connection, path: Path, *, as_of: str | None, is_lean: bool, has_old: bool = False
) -> Iterator[StoredReport]:
    """Yield all reports as they were known on a day. Raises DamagedStoreError if one is missing or changed.

    has_old: also the texts that newer ones replaced.
    """
    check_versions(connection, path)
    condition, values = ("1", ()) if has_old else version_condition(as_of)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM versions v JOIN reports p ON p.report = v.report WHERE {condition} {_ORDER}",
        values,
    )
    for row in rows:
        yield _report(connection, row, is_lean=is_lean)


def read_versions(
    connection: sqlite3.Connection, version_ids: Iterable[str], *, is_lean: bool
) -> Iterator[StoredReport]:
    """Yield the named texts that are stored, in the order asked for."""
    for content in version_ids:
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM versions v JOIN reports p ON p.report = v.report WHERE v.content = ?",
            (content,),
        ).fetchone()
        if row is not None:
            yield _report(connection, row, is_lean=is_lean)


def read_matching(
    connection: sqlite3.Connection,
    path: Path,
    kind: Kind,
    query: tuple[str, Sequence[object]],
    *,
    limit: int | None,
    is_lean: bool,
) -> Iterator[StoredReport]:
    """Yield the reports that hold records found by a query, each with only those of its records of this kind.

    Raises DamagedStoreError if a row that was found does not belong to the record it names.
    """
    found = islice(_in_order(connection.execute(*query)), limit)
    for version, rows in groupby(found, key=lambda row: row[0]):
        row = connection.execute(
            f"SELECT {_COLUMNS} FROM versions v JOIN reports p ON p.report = v.report WHERE v.version = ?",
            (version,),
        ).fetchone()
        if row is None:
            raise damaged_store(path, "a report that holds what was found is not there")
        report = _report(connection, row, is_lean=is_lean)
        wanted = [(position, record_id) for _, position, _, _, record_id in rows]
        yield replace(report, coded=_only(report.coded, kind, wanted, path))


def _in_order(rows: Iterable[_Found]) -> Iterator[_Found]:
    """Yield rows that come in order of days, within each day by document id and content."""
    for _, of_day in groupby(rows, key=lambda row: row[0] >> DAY_BITS):
        yield from sorted(of_day, key=lambda row: (row[2], row[3], row[1]))


def read_counts(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield what there is and how many."""
    for name, sql in _COUNTS.items():
        yield name, int(connection.execute(f"SELECT count(*) FROM {sql}").fetchone()[0])


def read_dyad_counts(
    connection: sqlite3.Connection, source: str, target: str, period: Period, statuses: Sequence[str]
) -> Iterator[tuple[tuple[str, int], int]]:
    """Yield ((period, quad), number of events) of one country towards another, in order of time."""
    marks = ", ".join("?" * len(statuses))
    unit = "month" if period == "month" else f"substr(day, 1, {_DAY_DIGITS[period]})"
    rows = connection.execute(
        f"SELECT {unit}, quad, count(*) FROM dyads WHERE source = ? AND target = ? AND month > '' AND is_current = 1 "
        f"AND status IN ({marks}) GROUP BY 1, 2 ORDER BY 1, 2",
        (source, target, *statuses),
    )
    yield from (((str(day), int(quad)), int(n)) for day, quad, n in rows)


def read_vocabulary(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    """Yield the words of one of the columns with few of them. Raises KeyError for another column."""
    table = _VOCABULARY[name]
    rows = connection.execute(f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL ORDER BY 1")
    yield from (str(row[0]) for row in rows)


def check_versions(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedStoreError if a row of the tables of versions and sightings is missing or changed."""
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    n, digest = 0, 0
    for row in connection.execute("SELECT * FROM versions"):
        n += 1
        digest ^= row_digest(row)
    for row in connection.execute("SELECT * FROM sightings"):
        digest ^= row_digest(row)
    expected = (int(meta.get(N_VERSIONS, "0")), int(meta.get(VERSIONS_DIGEST, "0"), 16))
    if (n, digest) != expected:
        missing = f"{n} reports are left of {expected[0]}" if n != expected[0] else "the list of reports was changed"
        raise damaged_store(path, missing)


def _report(connection: sqlite3.Connection, row: Sequence[object], *, is_lean: bool) -> StoredReport:
    version, content, key, known, is_current, checksum = cast(_Row, row)
    pieces = connection.execute("SELECT record, reasons FROM records WHERE version = ?", (version,)).fetchone()
    where = f"report {content}"
    record, reasons = pieces if pieces is not None else (b"", b"")
    coded = decode(record, reasons, checksum, is_lean=is_lean, where=where)
    seen = connection.execute(
        "SELECT p.key, s.known, s.url, s.outlet, s.document_id FROM sightings s JOIN reports p ON p.report = s.report "
        "WHERE s.version = ? ORDER BY s.known, p.key, s.url, s.outlet, s.document_id",
        (version,),
    )
    sightings = tuple(Sighting(report_id(k), day or None, url or None, o or None, d) for k, day, url, o, d in seen)
    return StoredReport(content, report_id(key), known, bool(is_current), coded, sightings)


def _only(coded: Coded, kind: Kind, wanted: Sequence[tuple[int, str]], path: Path) -> Coded:
    """Return the report with the records at these places of one kind, each of which must have this id."""
    records: tuple[Event | Statement, ...] = coded.events if kind == "events" else coded.statements
    found = [records[i] for i, _ in wanted if 0 <= i < len(records)]
    if [record.id for record in found] != [record_id for _, record_id in wanted]:
        raise damaged_store(path, f"rows of {kind} do not belong to the records of report {coded.document.id!r}")
    return replace(coded, **{kind: tuple(found)})  # type: ignore[arg-type]
