"""Writing coded reports into the tables, inside a transaction that the store has opened.

What is stored is a function of what was delivered, not of the order in which it came: the record of a content is that
of its first sighting by (day known, key, document), and a report's versions follow each other by the day they were
known from. Only where two texts of one report are known from the same day does the one delivered later count as newer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Final, Literal

from eventcoder.schema import Coded, Document, Event, Evidence, Participant, Statement, Versions
from eventcoder.store.codec import Encoded, encode
from eventcoder.store.identity import Identity, identify, report_id
from eventcoder.store.interning import Interning
from eventcoder.store.rows import (
    EVENT_ROLES,
    STATEMENT_ROLES,
    cell,
    dyads_of,
    event_row,
    evidence_row,
    headline_of,
    mention_rows,
    report_actor_rows,
    statement_row,
    writable,
)
from eventcoder.store.tables import DAY_BITS

Outcome = Literal["new", "edited", "older", "again", "recoded"]
N_VERSIONS, VERSIONS_DIGEST = "n_versions", "versions_digest"
_DIGEST_BYTES: Final = 16
_MONTH: Final = len("2021-07")
_TABLES: Final[dict[str, int]] = {  # rows that are written together at the end of a batch -> number of cells
    "events": 24,
    "statements": 17,
    "participants": 6,
    "dyads": 9,
    "evidence": 8,
    "mentions": 6,
    "report_actors": 11,
}


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a report that was handed to a store."""

    version_id: str
    report_id: str
    outcome: Outcome  # edited, older: a text of a report that was there, newer or not; again: nothing new to code


class Writing:
    """Adds reports through one connection. ``begin`` and ``finish`` stand around every transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._interning = Interning(connection)
        self._waiting: dict[str, list[tuple[object, ...]]] = {name: [] for name in _TABLES}
        self._digest = self._n_versions = self._next_event = self._next_statement = 0

    def begin(self) -> None:
        """Read where numbering and checksums stand; other programs may have written since."""
        meta = dict(self._connection.execute("SELECT name, value FROM meta"))
        self._n_versions = int(meta.get(N_VERSIONS, "0"))
        self._digest = int(meta.get(VERSIONS_DIGEST, "0"), 16)
        self._next_event = self._next("event", "events")
        self._next_statement = self._next("statement", "statements")

    def finish(self) -> None:
        """Write the rows that wait, and the checksum over all versions."""
        self._flush()
        values = [(N_VERSIONS, str(self._n_versions)), (VERSIONS_DIGEST, f"{self._digest:032x}")]
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)

    def give_up(self) -> None:
        """Forget what a rolled back transaction had made."""
        self._interning.forget()
        for rows in self._waiting.values():
            rows.clear()

    def add(self, coded: Coded, known: str | None = None) -> Added:
        """Store one coded report."""
        identity = identify(coded.document, known)
        report = self._interning.report(identity.key)
        found = self._version(identity.content)
        outcome: Outcome = "again"
        if found is None:
            outcome = "edited" if self._has_versions(report) else "new"
            version = self._insert(coded, identity, report, is_current=int(outcome == "new"))
        else:
            version, rank, versions = found
            if identity.rank < rank or (identity.rank == rank and versions != astuple(coded.versions)):
                outcome = "recoded"
                version = self._replace(version, coded, identity, report)
        self._see(report, version, identity, coded.document)
        if outcome == "edited" and not self._is_current(version):
            outcome = "older"
        return Added(identity.content, report_id(identity.key), outcome)

    def find(self, identity: Identity, versions: Versions) -> int | None:
        """Return the number of a stored text; None if it must be coded, because it is new or would be coded anew."""
        found = self._version(identity.content)
        if found is None:
            return None
        version, rank, made_by = found
        if identity.rank < rank or (identity.rank == rank and made_by != astuple(versions)):
            return None
        return version

    def is_noted(self, identity: Identity, document: Document, version: int) -> bool:
        """True if a stored text was seen just so before."""
        row = self._connection.execute("SELECT report FROM reports WHERE key = ?", (writable(identity.key),)).fetchone()
        return row is not None and self._has_sighting((row[0], version, *_sighting_cells(identity, document)))

    def note(self, identity: Identity, document: Document, version: int) -> None:
        """Note where a stored text was seen."""
        self._see(self._interning.report(identity.key), version, identity, document)

    def _version(self, content: str) -> tuple[int, str, tuple[str, ...]] | None:
        row = self._connection.execute(
            "SELECT version, rank, schema, coder, knowledge, parser FROM versions WHERE content = ?", (content,)
        ).fetchone()
        return None if row is None else (row[0], row[1], tuple(row[2:]))

    def _has_versions(self, report: int) -> bool:
        row = self._connection.execute("SELECT 1 FROM sightings WHERE report = ? LIMIT 1", (report,)).fetchone()
        return row is not None

    def _is_current(self, version: int) -> bool:
        row = self._connection.execute("SELECT is_current FROM versions WHERE version = ?", (version,)).fetchone()
        return bool(row[0])

    def _insert(self, coded: Coded, identity: Identity, report: int, *, is_current: int) -> int:
        encoded = encode(coded)
        version = self._next_version(coded.document.published)
        self._connection.execute(
            "INSERT INTO versions (version, content, report, is_current, known, rank, document_id, published, outlet, "
            "url, country, path, schema, coder, knowledge, parser, checksum) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (version, identity.content, report, is_current, *_version_cells(coded, identity, encoded)),
        )
        self._n_versions += 1
        self._count_in(version)
        self._write_record(version, coded, encoded, is_current)
        self._connection.execute("INSERT OR IGNORE INTO ungrouped VALUES (?)", (identity.content,))
        return version

    def _replace(self, version: int, coded: Coded, identity: Identity, report: int) -> int:
        """Write another record of a stored text, and return its number, which goes with its day."""
        self._flush()
        encoded = encode(coded)
        before = self._connection.execute("SELECT report FROM versions WHERE version = ?", (version,)).fetchone()[0]
        self._delete_record(version)
        version = self._renumbered(version, coded.document.published)
        self._count_in(version)  # takes it out
        self._connection.execute(
            "UPDATE versions SET report=?, is_current=0, known=?, rank=?, document_id=?, published=?, outlet=?, url=?, "
            "country=?, path=?, schema=?, coder=?, knowledge=?, parser=?, checksum=? WHERE version=?",
            (report, *_version_cells(coded, identity, encoded), version),
        )
        self._count_in(version)
        self._write_record(version, coded, encoded, 0)
        self._connection.execute("INSERT OR IGNORE INTO ungrouped VALUES (?)", (identity.content,))
        self._set_current(before)
        self._set_current(report)
        return version

    def _next_version(self, published: str | None) -> int:
        """Return the next free number of a day."""
        first = _day_number(published) << DAY_BITS
        span = (first, first + (1 << DAY_BITS))
        row = self._connection.execute(
            "SELECT max(version) FROM versions WHERE version >= ? AND version < ?", span
        ).fetchone()
        return first if row[0] is None else int(row[0]) + 1

    def _renumbered(self, version: int, published: str | None) -> int:
        """Give a text without its record a number of another day, if its day has changed; return its number."""
        if version >> DAY_BITS == _day_number(published):
            return version
        number = self._next_version(published)
        run = self._connection.execute
        self._count_in(version)  # takes it out
        run("UPDATE versions SET version = ? WHERE version = ?", (number, version))
        self._count_in(number)
        for row in run("SELECT * FROM sightings WHERE version = ?", (version,)).fetchall():
            self._digest ^= row_digest(row) ^ row_digest((row[0], number, *row[2:]))
        run("UPDATE sightings SET version = ? WHERE version = ?", (number, version))
        return number

    def _write_record(self, version: int, coded: Coded, encoded: Encoded, is_current: int) -> None:
        text, headline = writable(coded.document.text), headline_of(coded.document)
        row = (version, encoded.record, encoded.reasons, headline, text)
        self._connection.execute("INSERT INTO records VALUES (?,?,?,?,?)", row)
        self._connection.execute(
            "INSERT INTO report_words (rowid, headline, text) VALUES (?,?,?)", (version, headline, text)
        )
        for position, event in enumerate(coded.events):
            self._add_event((version, position), event, is_current)
        for position, statement in enumerate(coded.statements):
            self._add_statement((version, position), statement, coded.document.text, is_current)
        self._waiting["mentions"] += [(version, *row) for row in mention_rows(coded)]
        self._waiting["report_actors"] += [(version, *row) for row in report_actor_rows(coded)]

    def _add_event(self, place: tuple[int, int], event: Event, is_current: int) -> None:
        number = self._next_event
        self._next_event += 1
        cells = event_row(event, self._interning.place(event.place))
        self._waiting["events"].append((number, *place, cells[0], is_current, *cells[1:]))
        day = event.date.start if event.date and event.date.start else ""
        self._waiting["dyads"] += [
            (source, target, day[:_MONTH], event.quad, number, day, event.status, is_current, is_mirror)
            for source, target, is_mirror in dyads_of(event)
        ]
        for role, field in EVENT_ROLES.items():
            self._waiting["participants"] += self._participants(number, role, getattr(event, field))
        self._waiting["evidence"] += self._evidence("e", number, event.evidence)

    def _add_statement(self, place: tuple[int, int], statement: Statement, text: str, is_current: int) -> None:
        number = self._next_statement
        self._next_statement += 1
        cells = statement_row(statement, text)
        self._waiting["statements"].append((number, *place, cells[0], is_current, *cells[1:]))
        content = cells[-2]
        self._connection.execute("INSERT INTO statement_words (rowid, content) VALUES (?,?)", (number, content))
        for role, field in STATEMENT_ROLES.items():
            self._waiting["participants"] += self._participants(number, role, getattr(statement, field))
        self._waiting["evidence"] += self._evidence("s", number, statement.evidence)

    def _participants(self, owner: int, role: str, people: tuple[Participant, ...]) -> Iterator[tuple[object, ...]]:
        for position, p in enumerate(people):
            span = (p.span.start, p.span.end) if p.span else (None, None)
            yield (owner, role, position, self._interning.actor(p), *span)

    def _evidence(self, kind: str, owner: int, reasons: tuple[Evidence, ...]) -> Iterator[tuple[object, ...]]:
        for position, reason in enumerate(reasons):
            field, *rest = evidence_row(reason)
            yield (kind, owner, position, field, self._interning.rule(reason), *rest)

    def _delete_record(self, version: int) -> None:
        run = self._connection.execute
        run(
            "INSERT INTO report_words (report_words, rowid, headline, text) "
            "SELECT 'delete', version, headline, text FROM records WHERE version = ?",
            (version,),
        )
        run(
            "INSERT INTO statement_words (statement_words, rowid, content) "
            "SELECT 'delete', statement, content FROM statements WHERE version = ?",
            (version,),
        )
        events = "(SELECT event FROM events WHERE version = ?)"
        statements = "(SELECT statement FROM statements WHERE version = ?)"
        for roles, owners in ((EVENT_ROLES, events), (STATEMENT_ROLES, statements)):
            for role in roles:
                run(f"DELETE FROM participants WHERE role = '{role}' AND owner IN {owners}", (version,))
        run(f"DELETE FROM evidence WHERE kind = 'e' AND owner IN {events}", (version,))
        run(f"DELETE FROM evidence WHERE kind = 's' AND owner IN {statements}", (version,))
        run(f"DELETE FROM dyads WHERE event IN {events}", (version,))
        for table in ("records", "events", "statements", "mentions", "report_actors"):
            run(f"DELETE FROM {table} WHERE version = ?", (version,))

    def _see(self, report: int, version: int, identity: Identity, document: Document) -> None:
        """Note where a text was seen, and say which text of the report is the newest."""
        row = (report, version, *_sighting_cells(identity, document))
        run = self._connection.execute
        if not self._has_sighting(row):
            sighting = (*row, self._revision(report, version, identity.known or ""))
            run("INSERT INTO sightings VALUES (?,?,?,?,?,?,?)", sighting)
            self._digest ^= row_digest(sighting)
        self._set_current(report)
        home = run("SELECT report FROM versions WHERE version = ?", (version,)).fetchone()[0]
        if home != report:
            self._set_current(home)

    def _has_sighting(self, row: tuple[object, ...]) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM sightings WHERE report=? AND version=? AND known=? AND url=? AND outlet=? AND document_id=?",
            row,
        )
        return found.fetchone() is not None

    def _revision(self, report: int, version: int, known: str) -> int:
        """The place of a text among those of a report: the same for all its sightings of a day."""
        run = self._connection.execute
        same = "SELECT revision FROM sightings WHERE report = ? AND version = ? AND known = ? LIMIT 1"
        found = run(same, (report, version, known)).fetchone()
        if found is not None:
            return int(found[0])
        return int(
            run("SELECT coalesce(max(revision), 0) + 1 FROM sightings WHERE report = ?", (report,)).fetchone()[0]
        )

    def _set_current(self, report: int) -> None:
        """Mark the newest text of a report, and only that one of those that are its own, as current."""
        run = self._connection.execute
        newest = run(
            "SELECT version FROM sightings WHERE report = ? ORDER BY known DESC, revision DESC LIMIT 1", (report,)
        ).fetchone()
        rows = run("SELECT version, content, is_current FROM versions WHERE report = ?", (report,)).fetchall()
        for version, content, was in rows:
            is_current = int(newest is not None and version == newest[0])
            if was != is_current:
                self._mark(version, content, is_current)

    def _mark(self, version: int, content: str, is_current: int) -> None:
        self._flush()
        run = self._connection.execute
        self._count_in(version)  # takes it out
        run("UPDATE versions SET is_current = ? WHERE version = ?", (is_current, version))
        self._count_in(version)
        run("UPDATE events SET is_current = ? WHERE version = ?", (is_current, version))
        run("UPDATE statements SET is_current = ? WHERE version = ?", (is_current, version))
        run(
            "UPDATE dyads SET is_current = ? WHERE event IN (SELECT event FROM events WHERE version = ?)",
            (is_current, version),
        )
        run("INSERT OR IGNORE INTO ungrouped VALUES (?)", (content,))

    def _count_in(self, version: int) -> None:
        """Put a row of ``versions`` into the checksum over all of them, or take it out again."""
        row = self._connection.execute("SELECT * FROM versions WHERE version = ?", (version,)).fetchone()
        self._digest ^= row_digest(row)

    def _flush(self) -> None:
        for table, rows in self._waiting.items():
            if rows:
                marks = ",".join("?" * _TABLES[table])
                self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                rows.clear()

    def _next(self, number: str, table: str) -> int:
        row = self._connection.execute(f"SELECT coalesce(max({number}), 0) + 1 FROM {table}").fetchone()
        return int(row[0])


def _day_number(published: str | None) -> int:
    """The number of a day; 0 for no day."""
    try:
        return dt.date.fromisoformat(published).toordinal() if published else 0
    except ValueError:
        return 0


def row_digest(row: Iterable[object]) -> int:
    """Return a number for a row; the numbers of all rows, combined by exclusive or, stand for the table."""
    written = repr(tuple(row)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(written, digest_size=_DIGEST_BYTES).digest(), "big")


def _sighting_cells(identity: Identity, document: Document) -> tuple[str, str, str, str]:
    """Day, address, outlet and document id; "" for an absent one, since they are part of a key."""
    about = (cell(document.url) or "", cell(document.source) or "", writable(document.id))
    return (identity.known or "", *about)


def _version_cells(coded: Coded, identity: Identity, encoded: Encoded) -> tuple[object, ...]:
    """The cells of ``versions`` from ``known`` on."""
    d, v = coded.document, coded.versions
    about = (writable(d.id), d.published, cell(d.source), cell(d.url), d.publisher_country, cell(d.path))
    made_by = (v.schema, v.coder, v.knowledge, v.parser)
    return (identity.known, writable(identity.rank), *about, *made_by, encoded.checksum)
