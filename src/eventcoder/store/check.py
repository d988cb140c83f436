"""The full look through a store: the file, the tables, and every row against the exact record it was made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from eventcoder.errors import StoreError
from eventcoder.schema import Coded
from eventcoder.store.codec import decode
from eventcoder.store.opening import FAULTS, check_head, expected_schema, schema_of, store_error
from eventcoder.store.reading import check_versions
from eventcoder.store.seal import check_seal
from eventcoder.store.stories import read_stories
from eventcoder.store.tables import TABLES
from eventcoder.store.writing import Writing

_SHOWN: Final = 100
_WORD_TABLES: Final = ("report_words", "statement_words")
_OWNERS: Final = {"event": "events", "statement": "statements"}
_ROWS: Final = {  # what can be searched of a version, without the numbers that depend on arrival
    "texts": "SELECT headline, text FROM records WHERE version = :v",
    "mentions": "SELECT * FROM mentions WHERE version = :v ORDER BY position",
    "report actors": "SELECT * FROM report_actors WHERE version = :v ORDER BY position",
    "events": "SELECT e.position, e.id, e.event_type, e.modes, e.contexts, e.cameo, e.quad, e.plover_score, "
    "e.goldstein, e.status, e.reciprocal, e.date_start, e.date_end, e.killed, e.injured, e.arrested, "
    "e.trigger_start, e.trigger_end, e.statement_id, e.retells, p.name, p.folded, p.country, p.latitude, "
    "p.longitude, p.geonameid, p.precision FROM events e LEFT JOIN places p ON p.place = e.place "
    "WHERE e.version = :v ORDER BY e.position",
    "statements": "SELECT position, id, kind, cue_class, channel, contexts, is_negated, is_modal, date_start, "
    "date_end, due_start, due_end, content, parent_id FROM statements WHERE version = :v ORDER BY position",
    "pairs": "SELECT e.position, d.source, d.target, d.month, d.day, d.quad, d.status, d.is_mirror FROM dyads d "
    "JOIN events e ON e.event = d.event WHERE e.version = :v ORDER BY 1, 2, 3",
    **{
        f"{owner} participants": "SELECT o.position, p.role, p.position, p.span_start, p.span_end, a.id, a.name, "
        "a.folded, a.code, a.country, a.sectors FROM participants p "
        f"JOIN {table} o ON o.{owner} = p.owner LEFT JOIN actors a ON a.actor = p.actor "
        f"WHERE o.version = :v AND p.role IN ({roles}) ORDER BY 1, 2, 3"
        for owner, table, roles in (
            ("event", "events", "'source', 'target', 'reporter'"),
            ("statement", "statements", "'speaker', 'addressee', 'via'"),
        )
    },
    **{
        f"{owner} evidence": "SELECT o.position, x.position, x.field, x.span_start, x.span_end, x.match_score, "
        f"r.stage, r.name, r.knowledge FROM evidence x JOIN {table} o ON o.{owner} = x.owner "
        f"LEFT JOIN rules r ON r.rule = x.rule WHERE o.version = :v AND x.kind = '{owner[0]}' ORDER BY 1, 2"
        for owner, table in _OWNERS.items()
    },
    "currency": "SELECT (SELECT count(*) FROM events e WHERE e.version = v.version AND e.is_current <> v.is_current) "
    "+ (SELECT count(*) FROM statements s WHERE s.version = v.version AND s.is_current <> v.is_current) "
    "+ (SELECT count(*) FROM dyads d JOIN events e ON e.event = d.event "
    "WHERE e.version = v.version AND d.is_current <> v.is_current) FROM versions v WHERE v.version = :v",
}


def find_damage(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Yield everything that is wrong with a store, one sentence each; the connection may write, but nothing is."""
    for look in (_head, _file, _schema, _versions, _words, _stories, _records, _seal):
        try:
            yield from look(connection, path)
        except StoreError as error:
            yield str(error)
            return
        except FAULTS as error:
            yield str(store_error(path, error))
            return


def _head(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    check_head(connection, path)
    yield from ()


def _file(connection: sqlite3.Connection, path: Path) -> Iterator[str]:  # noqa: ARG001 - all looks are called alike
    found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_SHOWN})")]
    yield from (" ".join(line.split()) for line in found if line != "ok")
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"table {table}, row {row}: what it names in {parent} is not there."


def _schema(connection: sqlite3.Connection, path: Path) -> Iterator[str]:  # noqa: ARG001
    expected, found = expected_schema(), schema_of(connection)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield f"table or index {name!r} is not as eventcoder makes it."


def _versions(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    check_versions(connection, path)
    yield from ()


def _words(connection: sqlite3.Connection, path: Path) -> Iterator[str]:  # noqa: ARG001
    for table in _WORD_TABLES:
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                yield f"the index of words {table!r} does not fit the texts: {error}."


def _stories(connection: sqlite3.Connection, path: Path) -> Iterator[str]:  # noqa: ARG001
    for story in read_stories(connection):
        members = connection.execute("SELECT count(*) FROM story_members WHERE story = ?", (story.id,)).fetchone()[0]
        if members != len({(m.version_id, m.event_id) for m in story.members}):
            yield f"story {story.id}: its members are not those of its record."


def _seal(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    check_seal(connection, path)
    yield from ()


def _records(connection: sqlite3.Connection, path: Path) -> Iterator[str]:  # noqa: ARG001
    rows = (
        "SELECT v.version, v.content, r.record, r.reasons, v.checksum "
        "FROM versions v LEFT JOIN records r USING (version)"
    )
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.executescript(TABLES)
        for version, content, record, reasons, checksum in connection.execute(f"{rows} ORDER BY v.content"):
            where = f"report {content}"
            try:
                coded = decode(record or b"", reasons or b"", checksum, where=where)
            except StoreError as error:
                yield str(error)
                continue
            fresh = _fresh_rows(memory, coded, version)
            found = _rows(connection, version)
            yield from (
                f"{where}: its {name} are not those of its record." for name in _ROWS if fresh[name] != found[name]
            )


def _fresh_rows(memory: sqlite3.Connection, coded: Coded, version: int) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows that a report gives in a new store."""
    memory.execute("BEGIN")
    try:
        writing = Writing(memory)
        writing.begin()
        writing.add(coded)
        writing.finish()
        for table in ("versions", "records", "events", "statements", "mentions", "report_actors"):
            memory.execute(f"UPDATE {table} SET version = ?", (version,))
        return _rows(memory, version)
    finally:
        memory.execute("ROLLBACK")


def _rows(connection: sqlite3.Connection, version: int) -> dict[str, list[tuple[object, ...]]]:
    return {name: connection.execute(sql, {"v": version}).fetchall() for name, sql in _ROWS.items()}
