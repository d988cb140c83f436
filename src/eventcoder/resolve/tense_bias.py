"""Past or future: which one of several possible days is meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from eventcoder.resolve.periods import Period, add_days

Tense = Literal["past", "future"]

_ELEVEN_MONTHS: Final = 335  # days


def choose(periods: Iterable[Period], shift: int | None, base: date, tense: Tense | None) -> Period | None:
    """Return the one meant of the yearly periods around a day; None if none is left.

    shift: -1 for "last", 0 for "this", 1 for "next", None where nothing is said.
    """
    periods = sorted(periods)
    if not periods:
        return None
    if shift == 0:
        here = [p for p in periods if p.holds(base)] or [p for p in periods if p.start.year == base.year] or periods
        past = [p for p in periods if p.start <= base]
        return past[-1] if tense == "past" and past and here[0].start > base else here[0]
    if shift is not None:
        there = [p for p in periods if (p.end < base if shift < 0 else p.start > base)]
        return (there[-1] if shift < 0 else there[0]) if there else None
    past = [p for p in periods if p.start <= base]
    coming = [p for p in periods if p.end >= base]
    if past and coming:
        return nearer(past[-1], coming[0], base, tense)
    return past[-1] if past else coming[0] if coming else None


def nearer(past: Period, coming: Period, base: date, tense: Tense | None) -> Period:
    """Return the past or the coming period: the past bias with its limit of eleven months, mirrored for the future."""
    if tense == "past":
        return past
    if tense == "future":
        return coming if (coming.start - base).days <= _ELEVEN_MONTHS else past
    return past if (base - past.end).days <= _ELEVEN_MONTHS else coming


def on_the_side_of(this: Period, base: date, tense: Tense | None) -> Period:
    """Return this week's day, or its neighbour where the tense says that it is over or still to come."""
    if tense == "past" and this.start > base:
        return shifted(this, -7)
    if tense == "future" and this.end < base:
        return shifted(this, 7)
    return this


def shifted(period: Period, days: int) -> Period:
    """Return the period so many days later."""
    return Period(add_days(period.start, days), add_days(period.end, days))
