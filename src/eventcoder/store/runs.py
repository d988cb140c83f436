"""Runs over a store, and the inputs that failed in them. No clock: what is kept says what was done, not when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

from eventcoder.schema import Quarantined, Versions
from eventcoder.store.rows import digest, writable


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the coder over a store."""

    number: int
    state: str  # running (or killed), done, stopped
    inputs: tuple[str, ...]
    known: str | None
    versions: Versions
    n_coded: int
    n_again: int  # were in the store already
    n_quarantined: int


def start_run(connection: sqlite3.Connection, inputs: Sequence[str], versions: Versions, known: str | None) -> int:
    """Write a new run and return its number."""
    cursor = connection.execute(
        "INSERT INTO runs (state, inputs, known, schema, coder, knowledge, parser) VALUES ('running',?,?,?,?,?,?)",
        (json.dumps(list(inputs)), known, *astuple(versions)),
    )
    return int(cursor.lastrowid or 0)


def end_run(connection: sqlite3.Connection, number: int, state: str, counts: tuple[int, int, int]) -> None:
    """Write how a run ended."""
    connection.execute(
        "UPDATE runs SET state = ?, n_coded = ?, n_again = ?, n_quarantined = ? WHERE run = ?", (state, *counts, number)
    )


def read_runs(connection: sqlite3.Connection) -> Iterator[Run]:
    """Yield all runs in their order."""
    rows = connection.execute(
        "SELECT run, state, inputs, known, schema, coder, knowledge, parser, n_coded, n_again, n_quarantined FROM runs "
        "ORDER BY run"
    )
    for number, state, inputs, known, schema, coder, knowledge, parser, *counts in rows:
        made_by = Versions(schema, coder, knowledge, parser)
        yield Run(number, state, tuple(json.loads(inputs)), known, made_by, *counts)


def write_fault(connection: sqlite3.Connection, fault: Quarantined) -> None:
    """Write an input that failed, once."""
    row = (writable(fault.path), fault.record, fault.offset, fault.stage, writable(fault.reason))
    connection.execute("INSERT OR IGNORE INTO quarantine VALUES (?,?,?,?,?,?)", (_digest(fault), *row))


def settle_faults(connection: sqlite3.Connection, paths: Iterable[str], faults: Iterable[Quarantined]) -> None:
    """Delete the faults of these paths that are not among ``faults``."""
    kept = {_digest(fault) for fault in faults}
    for path in paths:
        rows = connection.execute("SELECT digest FROM quarantine WHERE path = ?", (writable(path),)).fetchall()
        gone = [row for row in rows if row[0] not in kept]
        connection.executemany("DELETE FROM quarantine WHERE digest = ?", gone)


def read_faults(connection: sqlite3.Connection) -> Iterator[Quarantined]:
    """Yield what failed, by path, record and place."""
    rows = connection.execute(
        "SELECT path, record, byte_offset, stage, reason FROM quarantine "
        "ORDER BY path, record, byte_offset, stage, reason"
    )
    yield from (Quarantined(*row) for row in rows)


def _digest(fault: Quarantined) -> bytes:
    return digest(astuple(fault))
