"""Dates of PETRARCH actor codes: ``<20120105``, ``>930101``, ``18970101-450703``, and which code holds when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_DATE: Final = re.compile(r"\d{8}|\d{6}")
_RANGE: Final = re.compile(r"(\d+)\s*-\s*(\d+)")
_LAST_OF_2000S: Final = 30  # two-digit years up to this one are of this century
_BEGINNING: Final = dt.date.min.toordinal()
_END: Final = dt.date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days as ordinals, half-open; open ends reach to the ends of the calendar."""

    start: int = _BEGINNING
    end: int = _END

    @property
    def is_dated(self) -> bool:
        """True if either end is told."""
        return self != Days()

    @property
    def first(self) -> str | None:
        """The first day, ISO; None if it has no beginning."""
        return None if self.start == _BEGINNING else dt.date.fromordinal(self.start).isoformat()

    @property
    def last(self) -> str | None:
        """The last day, ISO and inclusive; None if it has no end."""
        return None if self.end == _END else dt.date.fromordinal(self.end - 1).isoformat()

    def overlaps(self, other: Days) -> bool:
        """True if a day is in both."""
        return self.start < other.end and other.start < self.end

    def without(self, taken: Iterable[Days]) -> tuple[Days, ...]:
        """What is left of it when the taken stretches are cut out, in order of time."""
        left = [self]
        for t in taken:
            left = [piece for days in left for piece in _cut(days, t)]
        return tuple(sorted(left, key=lambda d: d.start))


def parse_restriction(text: str) -> Days | None:
    """Return the days that a restriction means; None if it is no restriction that can be.

    Ranges do not include their last day. A date alone is one to start with.

    >>> parse_restriction("20120105 - 180630").last
    '2018-06-29'
    """
    text = text.strip()
    if not text:
        return Days()
    both = _RANGE.fullmatch(text)
    if both:
        start, end = _ordinal(both[1]), _ordinal(both[2])
        return Days(start, end) if start and end and start < end else None
    day = _ordinal(text.lstrip("<>").strip())
    if day is None:
        return None
    return Days(end=day) if text.startswith("<") else Days(start=day)


def _cut(days: Days, taken: Days) -> Iterator[Days]:
    if not days.overlaps(taken):
        yield days
        return
    if days.start < taken.start:
        yield Days(days.start, taken.start)
    if taken.end < days.end:
        yield Days(taken.end, days.end)


def _ordinal(text: str) -> int | None:
    if not _DATE.fullmatch(text):
        return None
    year, rest = (text[:4], text[4:]) if len(text) == 8 else (_century(text[:2]) + text[:2], text[2:])
    month, day = (max(1, int(part)) for part in (rest[:2], rest[2:]))  # 00 stands for "some time in"
    try:
        return dt.date(int(year), month, day).toordinal()
    except ValueError:
        return None


def _century(year: str) -> str:
    return "20" if int(year) <= _LAST_OF_2000S else "19"
