"""Opening a store: the connection, the look at whether the file is a store, and SQLite's errors in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from eventcoder.errors import BusyStoreError, DamagedStoreError, FullDiskError, StoreError
from eventcoder.store.tables import APPLICATION_ID, STORE_VERSION, TABLES

TIMEOUT_S: Final = 60.0
FAULTS: Final = (sqlite3.Error, UnicodeDecodeError)  # of a damaged store even the words of the error may be no text
_CHECKED_BYTES: Final = 16 << 20  # a smaller store is looked through whenever it is opened
_CACHE_KIB: Final = 64 << 10
_LOOK_AGAIN_S: Final = 0.004
_SHOWN: Final = 300
_PRIMARY: Final = 0xFF  # the part of an extended SQLite error code that names the kind
_READING: Final = frozenset(
    {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS}
)


@contextmanager
def store_errors(path: Path, faults: type[Exception] | tuple[type[Exception], ...] = FAULTS) -> Iterator[None]:
    """Turn SQLite's errors into StoreError with what, where and what to do."""
    try:
        yield
    except faults as error:
        raise store_error(path, error) from error


def store_error(path: Path, error: Exception) -> StoreError:
    """Return what an error of SQLite means for whoever uses the store."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    kind = None if code is None else code & _PRIMARY
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyStoreError(
            f"store {str(path)!r} is locked by another program. Expected it to be free within the waiting time; try "
            "again when the other program has ended. Nothing was lost."
        )
    if kind in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) and code not in _READING:
        return FullDiskError(
            f"store {str(path)!r} cannot be written: {error}. Expected room on the disk. What was stored before is "
            "intact; make room and run the same command again, it goes on where it stopped."
        )
    if kind in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StoreError(
            f"store {str(path)!r} cannot be opened: {error}. Expected a folder that exists and a file that this user "
            "may read and, for coding, write."
        )
    if kind == sqlite3.SQLITE_NOTADB:
        return _no_store(path)
    return damaged_store(path, str(error))


def damaged_store(path: Path, why: str) -> DamagedStoreError:
    """Return the error for a store that does not hold what was written."""
    return DamagedStoreError(
        f"store {str(path)!r} is damaged: {why[:_SHOWN]}. Expected a file that only eventcoder has written. "
        f"'eventcoder store check {path}' lists all damage; restore the file from a copy, or code the reports into a "
        "new store."
    )


def is_database(path: Path) -> bool:
    """True for a file that SQLite can read, so that it may be a store. Raises OSError if it cannot be looked at.

    SQLite itself looks: whoever opens and closes a file by other means drops all locks that this process has on it
    (POSIX), and others could then take the log away from under an open store.
    """
    if not path.stat().st_size:
        return False
    connection = sqlite3.connect(_uri(path, "ro"), uri=True)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_NOTADB
    finally:
        connection.close()
    return True


def connect(path: Path, *, read_only: bool, timeout_s: float = TIMEOUT_S) -> sqlite3.Connection:
    """Return a connection to the file, which need not be a store yet. Raises StoreError if it cannot be opened."""
    _check_file(path, read_only=read_only)
    name = _uri(path, "ro" if read_only else "rwc")
    with store_errors(path):
        connection = _connection(name, timeout_s)
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if not read_only or error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_CANTOPEN or _wal(path).exists():
                raise
            connection = _connection(f"{name}&immutable=1", timeout_s)  # a folder that nobody may write
        if not read_only:
            _use_wal(connection, timeout_s)
    return connection


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables if the file is new. Raises StoreError if it is something else than a store."""
    with store_errors(path):
        if _is_empty(connection):
            connection.execute("BEGIN IMMEDIATE")
            try:
                if _is_empty(connection):  # nobody else was quicker
                    _create(connection)
                connection.execute("COMMIT")
            except BaseException:
                roll_back(connection)
                raise


def check_head(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the store's tables. Raises StoreError if the file is none, or is too new."""
    with store_errors(path):
        application, version = _pragma(connection, "application_id"), _pragma(connection, "user_version")
        if application != APPLICATION_ID:
            raise StoreError(
                f"{str(path)!r} is no store of eventcoder. Expected a file that 'eventcoder code --store' made; choose "
                "another name. Nothing was changed."
            )
        if version > STORE_VERSION:
            raise StoreError(
                f"store {str(path)!r} was written by a newer eventcoder: its tables have version {version}, this "
                f"program knows versions up to {STORE_VERSION}. Update eventcoder; nothing was changed."
            )
    return version


def check_file(connection: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedStoreError if SQLite finds anything wrong with a small file."""
    with store_errors(path):
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] if is_small(connection) else "ok"
        if found != "ok":
            raise damaged_store(path, " ".join(str(found).split()))


def begin_writing(connection: sqlite3.Connection, timeout_s: float) -> None:
    """Begin a transaction that writes, as soon as no other program does; raises sqlite3.OperationalError in the end.

    SQLite's own waiting looks ever less often, so that among many busy writers some would never get their turn.
    """
    connection.execute("PRAGMA busy_timeout=0")
    try:
        _execute_when_free(connection, "BEGIN IMMEDIATE", timeout_s)
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(timeout_s * 1000)}")


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction without keeping it, unless SQLite has ended it by itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of all tables and indexes with the text that made them."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {str(name): str(sql) for name, sql in rows}


def expected_schema() -> dict[str, str]:
    """Return what ``schema_of`` says of a new store."""
    memory = sqlite3.connect(":memory:")
    try:
        memory.executescript(TABLES)
        return schema_of(memory)
    finally:
        memory.close()


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def _connection(name: str, timeout_s: float) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=timeout_s, uri=True, isolation_level=None, check_same_thread=False)
    for pragma in ("synchronous=FULL", "trusted_schema=OFF", f"cache_size=-{_CACHE_KIB}", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _use_wal(connection: sqlite3.Connection, timeout_s: float) -> None:
    """Switch to a write-ahead log; SQLite does not wait by itself if another process does the same just now."""
    _execute_when_free(connection, "PRAGMA journal_mode=WAL", timeout_s)


def _execute_when_free(connection: sqlite3.Connection, statement: str, timeout_s: float) -> None:
    """Execute a statement again and again until no other program is in its way, or the time is over."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_AGAIN_S)
        else:
            return


def _create(connection: sqlite3.Connection) -> None:
    for statement in _statements(TABLES):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={STORE_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; ``executescript`` would end the transaction."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def _is_empty(connection: sqlite3.Connection) -> bool:
    return (
        _pragma(connection, "application_id") == 0
        and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _check_file(path: Path, *, read_only: bool) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        if read_only:
            raise StoreError(
                f"no store {str(path)!r}. Expected a file that 'eventcoder code --store {path}' made."
            ) from None
        return
    except OSError as error:
        raise StoreError(f"store {str(path)!r} cannot be read: {error.strerror or error}.") from error
    if not path.is_file() or (read_only and not size and not _wal(path).exists()):
        raise _no_store(path)


def _no_store(path: Path) -> StoreError:
    return StoreError(
        f"{str(path)!r} is no store of eventcoder, or its head is damaged. Expected a file that 'eventcoder code "
        "--store' made; nothing was changed."
    )


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def is_small(connection: sqlite3.Connection) -> bool:
    """True for a store that can be looked through whenever it is opened."""
    return _pragma(connection, "page_count") * _pragma(connection, "page_size") <= _CHECKED_BYTES
