"""Rows that many records share (actors, places, rules, reports): looked up once, then numbered from memory."""

from __future__ import annotations

import sqlite3
from typing import Final, TypeVar

from eventcoder.schema import EventPlace, Evidence, Participant
from eventcoder.store.rows import actor_row, digest, place_row, writable

_KEPT: Final = 200_000  # numbers of each kind that are remembered
_K = TypeVar("_K")


class Interning:
    """Numbers of shared rows. ``forget`` after a transaction that was rolled back: its rows are gone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._actors: dict[tuple[object, ...], int] = {}
        self._places: dict[tuple[object, ...], int] = {}
        self._rules: dict[tuple[str, str, str], int] = {}

    def forget(self) -> None:
        """Look everything up again from now on."""
        self._actors.clear()
        self._places.clear()
        self._rules.clear()

    def actor(self, participant: Participant) -> int:
        """Return the number of the row for someone who takes part."""
        key = (participant.actor_id, participant.name, participant.country, participant.sectors)
        number = self._actors.get(key)
        if number is None:
            row = actor_row(participant)
            number = _kept(
                self._actors, key, self._row("actors", ("id", "name", "folded", "code", "country", "sectors"), row)
            )
        return number

    def place(self, place: EventPlace | None) -> int | None:
        """Return the number of the row for a place, None for no place."""
        if place is None:
            return None
        row = place_row(place)
        number = self._places.get(row)
        if number is None:
            names = ("name", "folded", "country", "latitude", "longitude", "geonameid", "precision")
            number = _kept(self._places, row, self._row("places", names, row))
        return number

    def rule(self, evidence: Evidence) -> int:
        """Return the number of the row for the rule behind a reason."""
        key = (evidence.stage, writable(evidence.rule), writable(evidence.knowledge or ""))
        number = self._rules.get(key)
        if number is None:
            number = _kept(self._rules, key, self._named("rules", "rule", ("stage", "name", "knowledge"), key))
        return number

    def report(self, key: str) -> int:
        """Return the number of the report with this key."""
        return self._named("reports", "report", ("key",), (writable(key),))

    def _row(self, table: str, names: tuple[str, ...], row: tuple[object, ...]) -> int:
        """Find a row by its digest; absent cells would make a comparison of cells fail."""
        return self._named(table, table[:-1], ("digest",), (digest(row),), names, row)

    def _named(
        self,
        table: str,
        number: str,
        by: tuple[str, ...],
        values: tuple[object, ...],
        names: tuple[str, ...] = (),
        row: tuple[object, ...] = (),
    ) -> int:
        where = " AND ".join(f"{name} = ?" for name in by)
        found = self._connection.execute(f"SELECT {number} FROM {table} WHERE {where}", values).fetchone()
        if found is not None:
            return int(found[0])
        marks = ", ".join("?" * (len(by) + len(names)))
        columns = ", ".join((*by, *names))
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            (*values, *row),
        )
        return int(cursor.lastrowid or 0)


def _kept(numbers: dict[_K, int], key: _K, number: int) -> int:
    if len(numbers) >= _KEPT:
        numbers.clear()
    numbers[key] = number
    return number
