"""What is opened, what is refused, and what becomes of older stores."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.errors import BusyStoreError, DamagedStoreError, FullDiskError, StoreError
from eventcoder.schema import Coded
from eventcoder.store import is_database, open_store, store_damage
from eventcoder.store.migrate import migrate
from eventcoder.store.opening import connect, store_error
from eventcoder.store.seal import break_seal
from eventcoder.store.tables import STORE_VERSION as NOW

Make = Callable[..., Coded]


@pytest.fixture
def filled(path: Path, make: Make) -> Path:
    with open_store(path) as store:
        for number in range(5):
            store.add(make(number))
    return path


def test_a_new_file_becomes_a_store_and_is_found_again(filled: Path) -> None:
    with open_store(filled, read_only=True) as store:
        assert len(list(store.reports())) == 5
        assert store.counts()["events"] == 10


def test_a_store_that_is_not_there_is_not_made_by_reading(path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store .* Expected"):
        open_store(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize("data", [b"hello", b"SQLite format 2\x00" + b"x" * 5000, b"{}"])
def test_other_files_are_refused_and_left_alone(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for read_only in (True, False):
        with pytest.raises(StoreError, match="is no store of eventcoder"):
            open_store(path, read_only=read_only)
    assert path.read_bytes() == data


def test_another_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    for read_only in (True, False):
        with pytest.raises(StoreError, match="is no store of eventcoder"):
            open_store(path, read_only=read_only)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
    other.close()


def test_looking_at_an_open_store_leaves_its_log_to_it(filled: Path, make: Make) -> None:
    """A process that has the store open must stay known to others, whose closing would else take the log away."""
    with open_store(filled) as store:
        store.add(make(5))
        assert is_database(filled)
        with open_store(filled, read_only=True) as second:
            assert second.counts()["reports"] == 6
        code = f"from eventcoder.store import open_store; open_store({str(filled)!r}).close()"
        subprocess.run([sys.executable, "-c", code], check=True)
        assert filled.with_name(f"{filled.name}-wal").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no store"):
        open_store(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be opened.*Expected a folder that exists"):
        open_store(tmp_path / "no" / "news.db")


def test_an_empty_file_becomes_a_store(path: Path, make: Make) -> None:
    path.touch()
    with open_store(path) as store:
        store.add(make(1))
        assert list(store.damage()) == []


def test_a_newer_store_is_refused_politely(filled: Path) -> None:
    with sqlite3.connect(filled) as newer:
        newer.execute(f"PRAGMA user_version={NOW + 1}")
    newer.close()
    before = filled.read_bytes()
    with pytest.raises(StoreError, match=r"written by a newer eventcoder.*Update eventcoder"):
        open_store(filled)
    assert filled.read_bytes()[100:] == before[100:]


def test_a_store_opened_for_reading_is_not_written(filled: Path, make: Make) -> None:
    with open_store(filled, read_only=True) as store, pytest.raises(StoreError, match="was opened for reading"):
        store.add(make(9))


def test_a_store_in_a_folder_that_nobody_may_write_can_be_read(filled: Path) -> None:
    connection = connect(filled, read_only=True)
    connection.close()
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    try:
        with open_store(filled, read_only=True) as store:
            assert len(list(store.reports())) == 5
    finally:
        filled.parent.chmod(0o755)


def test_a_writer_waits_and_then_says_who_is_in_the_way(filled: Path, make: Make) -> None:
    with open_store(filled) as first, open_store(filled, timeout_s=0.05) as second:
        with first.batch():
            first.add(make(10))
            with pytest.raises(BusyStoreError, match=r"locked by another program.*Nothing was lost"):
                second.add(make(11))
        assert second.add(make(11)).outcome == "new"


def _add_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE added (x)")
    connection.execute("INSERT INTO added VALUES (1)")


def _fail(connection: sqlite3.Connection) -> None:
    _add_table(connection)
    raise sqlite3.OperationalError("no room")


def test_an_older_store_is_brought_up_to_date_with_a_copy_beside_it(filled: Path) -> None:
    connection = connect(filled, read_only=False)
    copy = migrate(
        connection,
        filled,
        NOW,
        steps={NOW: _add_table, NOW + 1: lambda c: c.execute("DROP TABLE added")},
        target=NOW + 2,
    )
    assert connection.execute("PRAGMA user_version").fetchone() == (NOW + 2,)
    connection.close()
    assert copy == filled.with_name(f"news.db.v{NOW}.backup")
    with open_store(copy, read_only=True) as old:
        assert len(list(old.reports())) == 5
    assert sorted(p.name for p in filled.parent.iterdir() if p.name.endswith(".part")) == []


def _make_first_version(path: Path) -> None:
    connection = connect(path, read_only=False)
    connection.execute("DROP TABLE story_index")
    connection.execute("DROP INDEX statements_by_term")
    connection.execute("ALTER TABLE statements DROP COLUMN due_start")
    connection.execute("ALTER TABLE statements DROP COLUMN due_end")
    connection.execute("PRAGMA user_version=1")
    break_seal(connection)
    connection.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_store_of_the_first_version_gets_what_it_lacks(filled: Path, *, read_only: bool) -> None:
    _make_first_version(filled)
    with open_store(filled, read_only=read_only) as store:
        assert len(list(store.reports())) == 5
        assert list(store.kept_reports()) == []
    assert list(store_damage(filled)) == []
    connection = connect(filled, read_only=True)
    assert connection.execute("SELECT count(*) FROM statements WHERE due_end IS NOT NULL").fetchone()[0] > 0
    connection.close()
    assert filled.with_name("news.db.v1.backup").exists()


def test_a_migration_that_fails_leaves_the_store_as_it_was(filled: Path) -> None:
    connection = connect(filled, read_only=False)
    with pytest.raises(StoreError):
        migrate(connection, filled, NOW, steps={NOW: _fail}, target=NOW + 1)
    connection.close()
    with open_store(filled) as store:
        assert len(list(store.reports())) == 5
        assert list(store.damage()) == []


@pytest.mark.skipif(os.name == "nt", reason="the test forks")
def test_a_migration_that_is_killed_leaves_the_store_as_it_was(filled: Path) -> None:
    pid = os.fork()
    if pid == 0:
        connection = connect(filled, read_only=False)
        migrate(connection, filled, NOW, steps={NOW: lambda c: (_add_table(c), os._exit(9))[0]}, target=NOW + 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    with open_store(filled) as store:
        assert len(list(store.reports())) == 5
        assert list(store.damage()) == []


def test_a_store_that_is_up_to_date_is_not_copied(filled: Path) -> None:
    open_store(filled).close()
    assert [p.name for p in filled.parent.iterdir() if "backup" in p.name] == []


@pytest.mark.parametrize("part", [0.3, 0.5, 0.9], ids=str)
def test_a_store_that_was_cut_says_so(filled: Path, part: float) -> None:
    data = filled.read_bytes()
    filled.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(DamagedStoreError, match=r"is damaged.*restore the file from a copy"):
        open_store(filled)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, BusyStoreError),
        (sqlite3.SQLITE_FULL, FullDiskError),
        (sqlite3.SQLITE_IOERR_WRITE, FullDiskError),
        (sqlite3.SQLITE_IOERR_FSYNC, FullDiskError),
        (sqlite3.SQLITE_IOERR_READ, DamagedStoreError),
        (sqlite3.SQLITE_CORRUPT, DamagedStoreError),
        (sqlite3.SQLITE_NOTADB, StoreError),  # another file, or its head is gone
        (None, DamagedStoreError),  # text that is no UTF-8
    ],
)
def test_what_errors_of_sqlite_mean(path: Path, code: int | None, kind: type[StoreError]) -> None:
    error = sqlite3.OperationalError("it failed")
    if code is not None:
        error.sqlite_errorcode = code
    found = store_error(path, error)
    assert type(found) is kind
    assert str(path) in str(found)
    assert "Expected" in str(found)
