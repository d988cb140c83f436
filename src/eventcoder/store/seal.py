"""The seal of a small store: a checksum over all its rows, made when it is closed, looked at when it is opened.

A change of the rows takes the seal away, in the same transaction, so that a program that was killed leaves a store
without one. A store that has none, or is large, is looked through by ``eventcoder store check``.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from eventcoder.store.opening import damaged_store, is_small, roll_back

_NAME: Final = "seal"
_COLUMNS: Final = {"records": "version, headline, text"}  # the exact records have checksums of their own


def make_seal(connection: sqlite3.Connection) -> None:
    """Seal a store if it is small and nobody else is writing; outside a transaction. Raises sqlite3.Error otherwise."""
    if not is_small(connection):
        return
    connection.execute("PRAGMA busy_timeout=0")
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_NAME, _digest(connection)))
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def break_seal(connection: sqlite3.Connection) -> None:
    """Take the seal away; inside the transaction that changes the store."""
    connection.execute("DELETE FROM meta WHERE name = ?", (_NAME,))


def check_seal(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedStoreError if a small store is not as it was when it was sealed."""
    if not is_small(connection):
        return
    connection.execute("BEGIN")
    try:
        sealed = connection.execute("SELECT value FROM meta WHERE name = ?", (_NAME,)).fetchone()
        if sealed is not None and sealed[0] != _digest(connection):
            raise damaged_store(path, "its rows are not those that were stored")
    finally:
        roll_back(connection)


def _digest(connection: sqlite3.Connection) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for table in _tables(connection):
        digest.update(table.encode())
        for row in connection.execute(f"SELECT {_COLUMNS.get(table, '*')} FROM {table}"):
            if row[0] != _NAME:
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    """All tables that hold rows, those of the indexes of words too, by name."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    yield from [str(name) for (name,) in rows.fetchall()]
