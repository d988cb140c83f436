"""Older stores become today's: in one transaction, with a copy of the old file beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from eventcoder.store.codec import decode
from eventcoder.store.opening import roll_back, store_errors
from eventcoder.store.seal import break_seal
from eventcoder.store.tables import STATEMENTS, STORE_VERSION, STORY_INDEX

Step = Callable[[sqlite3.Connection], None]


def _to_second(connection: sqlite3.Connection) -> None:
    """Add what the grouping keeps, and to statements the term of what is promised or asked, from the records."""
    connection.execute(STORY_INDEX)
    connection.execute("CREATE TEMP TABLE before AS SELECT * FROM statements")
    connection.execute("DROP TABLE statements")
    for ddl in filter(str.strip, STATEMENTS.split(";")):
        connection.execute(ddl)
    kept = ", ".join(str(row[1]) for row in connection.execute("PRAGMA temp.table_info(before)"))
    connection.execute(f"INSERT INTO statements ({kept}) SELECT {kept} FROM temp.before")
    connection.execute("DROP TABLE temp.before")
    connection.executemany(
        "UPDATE statements SET due_start = ?, due_end = ? WHERE version = ? AND position = ?", _terms(connection)
    )


def _terms(connection: sqlite3.Connection) -> Iterator[tuple[str | None, str | None, int, int]]:
    rows = "SELECT r.version, r.record, r.reasons, v.checksum FROM records r JOIN versions v USING (version)"
    for version, record, reasons, checksum in connection.execute(rows):
        for position, s in enumerate(decode(record, reasons, checksum, is_lean=True).statements):
            if s.due is not None:
                yield s.due.start, s.due.end, version, position


STEPS: Final[Mapping[int, Step]] = {1: _to_second}  # version -> what makes the next version of it


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    version: int,
    *,
    steps: Mapping[int, Step] = STEPS,
    target: int = STORE_VERSION,
) -> Path | None:
    """Bring a store to the tables of today; return the copy that was made of it, None if nothing was to do.

    Another program may do the same at the same time: the version is looked at again inside the transaction. A store
    whose migration is cut short stays as it was.
    """
    if version >= target:
        return None
    copy = backup(connection, path, version)
    with store_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for step in range(connection.execute("PRAGMA user_version").fetchone()[0], target):
                steps[step](connection)
            break_seal(connection)
            connection.execute(f"PRAGMA user_version={target}")
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise
    return copy


def backup(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the store to NAME.v1.backup and return that path; the copy appears only when it is whole."""
    target = path.with_name(f"{path.name}.v{version}.backup")
    part = path.with_name(f".{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    with store_errors(part):
        copy = sqlite3.connect(part)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.replace(target)
    return target
