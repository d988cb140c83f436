"""The full check names every way in which a store does not hold what was stored."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.errors import DamagedStoreError
from eventcoder.schema import Coded
from eventcoder.store import open_store, store_damage

Make = Callable[..., Coded]


@pytest.fixture
def filled(path: Path, coded: Coded, make: Make) -> Path:
    with open_store(path) as store:
        store.add(coded)
        for number in range(4):
            store.add(make(number))
    return path


def change(path: Path, sql: str, *, is_sealed: bool = False) -> None:
    connection = sqlite3.connect(path)
    first, last = connection.execute("SELECT min(version), max(version) FROM versions").fetchone()
    assert connection.execute(sql.format(first=first, last=last)).rowcount > 0
    if not is_sealed:
        connection.execute("DELETE FROM meta WHERE name = 'seal'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE events SET event_type = 'AID' WHERE event = 1", "its events are not those of its record"),
        ("UPDATE events SET is_current = 0 WHERE event = 1", "its currency"),
        ("UPDATE dyads SET source = 'XXX' WHERE event = 1", "its pairs"),
        ("UPDATE participants SET actor = actor + 1 WHERE owner = 1 AND role = 'source'", "its event participants"),
        ("UPDATE statements SET channel = 'post' WHERE statement = 1", "its statements"),
        ("UPDATE statements SET content = 'else' WHERE statement = 1", "index of words 'statement_words'"),
        ("UPDATE actors SET country = 'XXX' WHERE actor = 1", "participants are not those"),
        ("UPDATE places SET name = 'XXX' WHERE place = 1", "its events"),
        ("UPDATE rules SET name = 'XXX' WHERE rule = 1", "its event evidence"),
        ("UPDATE mentions SET kind = 'XXX' WHERE position = 0", "its mentions"),
        ("UPDATE report_actors SET office = 'XXX' WHERE position = 0", "its report actors"),
        ("UPDATE records SET text = 'XXX' WHERE version = {first}", "index of words 'report_words'"),
        ("DELETE FROM evidence WHERE owner = 1", "its event evidence"),
        ("DELETE FROM events WHERE event = 1", "its events"),
        ("INSERT INTO events SELECT 99, version, 7, id, 1, event_type, modes, contexts, cameo, quad, plover_score, "
         "goldstein, status, reciprocal, date_start, date_end, place, killed, injured, arrested, trigger_start, "
         "trigger_end, statement_id, retells FROM events LIMIT 1", "its events"),
        ("UPDATE records SET record = reasons WHERE version = {first}", "do not fit their checksum"),
        ("UPDATE versions SET outlet = 'XXX' WHERE version = {first}", "the list of reports was changed"),
        ("UPDATE sightings SET outlet = 'XXX'", "the list of reports was changed"),
        ("DELETE FROM versions WHERE version = {last}", "what it names in versions is not there"),
        ("DELETE FROM records WHERE version = {first}", "damaged"),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_every_change_is_told(filled: Path, sql: str, told: str) -> None:
    change(filled, sql)
    with open_store(filled, read_only=True) as store:
        assert told in "\n".join(store.damage())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE versions SET is_current = 0 WHERE version = {last}",
        "DELETE FROM versions WHERE version = {last}",
        "UPDATE sightings SET known = '2031-01-01' WHERE version = {last}",
        "UPDATE records SET reasons = record WHERE version = {last}",
        "DELETE FROM records WHERE version = {last}",
    ],
)
def test_reading_all_reports_never_gives_less_than_was_stored(filled: Path, sql: str) -> None:
    change(filled, sql)
    with open_store(filled, read_only=True) as store, pytest.raises(DamagedStoreError):
        list(store.reports())


@pytest.mark.parametrize("table", ["events", "statements", "dyads", "participants", "places", "report_words_data"])
def test_a_sealed_store_does_not_open_if_a_row_is_missing(filled: Path, table: str) -> None:
    change(filled, f"DELETE FROM {table}", is_sealed=True)  # noqa: S608 - names of this test
    for read_only in (True, False):
        with pytest.raises(DamagedStoreError):
            open_store(filled, read_only=read_only)
    assert list(store_damage(filled))


def test_the_check_tells_a_change_that_only_the_seal_shows(filled: Path) -> None:
    change(filled, "UPDATE ungrouped SET content = content || 'x'", is_sealed=True)
    assert "its rows are not those that were stored" in "\n".join(store_damage(filled))


def test_writing_breaks_the_seal_and_closing_makes_it_anew(filled: Path, make: Make) -> None:
    def seals() -> list[tuple[str]]:
        with contextlib.closing(sqlite3.connect(filled)) as connection:
            return connection.execute("SELECT value FROM meta WHERE name = 'seal'").fetchall()

    before = seals()
    with open_store(filled) as store:
        assert seals() == before
        store.add(make(77))
        assert seals() == []
    assert len(seals()) == 1
    assert seals() != before


def test_a_changed_schema_is_told(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DROP INDEX events_by_day")
    connection.close()
    with open_store(filled, read_only=True) as store:
        assert "'events_by_day' is not as eventcoder makes it" in "\n".join(store.damage())


def test_a_sound_store_has_no_damage(filled: Path) -> None:
    with open_store(filled) as store:
        assert list(store.damage()) == []
        store.add(next(store.coded()))
        assert list(store.damage()) == []
