"""Older stores become today's: in one transaction, with a copy of the old file beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from eventcoder.store.opening import roll_back, store_errors
from eventcoder.store.tables import STORE_VERSION, STORY_INDEX

Step = Callable[[sqlite3.Connection], None]


def _add_story_index(connection: sqlite3.Connection) -> None:
    connection.execute(STORY_INDEX)


STEPS: Final[Mapping[int, Step]] = {1: _add_story_index}  # version -> what makes the next version of it


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
