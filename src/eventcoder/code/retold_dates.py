"""Dates that another telling of the same act gives: "was arrested in Turkey" ... "police arrested him on 22 July"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from eventcoder.code.evidence import retold_date_evidence
from eventcoder.schema import Event, EventDate

_TOLD: Final = frozenset({"explicit", "relative", "discourse"})
_FINEST_FIRST: Final = ("day", "interval", "week", "month", "season", "quarter", "year")
_DONE: Final = frozenset({"asserted", "historical"})


def with_retold_dates(events: Sequence[Event]) -> list[Event]:
    """Return the events; one without a told date takes that of the other tellings of its act, the finest one."""
    tellings: dict[str, list[Event]] = {}
    for e in events:
        tellings.setdefault(e.retells or e.id, []).append(e)
    return [_dated(e, tellings[e.retells or e.id]) for e in events]


def _dated(event: Event, tellings: Sequence[Event]) -> Event:
    if event.status not in _DONE or _is_told(event.date):
        return event
    told = [e.date for e in tellings if e.date is not None and _is_told(e.date)]
    if not told:
        return event
    date = replace(min(told, key=_fineness), basis="discourse")
    others = (x for x in event.evidence if x.field != "date")
    return replace(event, date=date, evidence=(*others, retold_date_evidence(date)))


def _is_told(date: EventDate | None) -> bool:
    return date is not None and date.basis in _TOLD


def _fineness(date: EventDate) -> int:
    return _FINEST_FIRST.index(date.resolution) if date.resolution in _FINEST_FIRST else len(_FINEST_FIRST)
