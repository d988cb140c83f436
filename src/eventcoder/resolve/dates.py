"""Time expressions → days: one expression against the report's day, the tense of its clause, and the day told before.

Rules of reading: without a sign of the future the past is meant. A weekday is the last such day, the report's day
included; with a future tense the next one, included too. A day, month, season or holiday without a year is the last
one, unless that lies more than eleven months back and the coming one is nearer. "Last", "this" and "next" week, month
and year are calendar periods; "the past week" counts back from the report. What is counted from a day told before
("two days later") needs that day; only what looks back ("a day earlier") falls back on the report's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from eventcoder.knowledge.times import TimeKnowledge
from eventcoder.resolve.periods import Period, add_days
from eventcoder.resolve.tense_bias import Tense
from eventcoder.resolve.time_readings import Meaning, Now, TimeReadings, Unknown
from eventcoder.schema import DateBasis, Resolution
from eventcoder.time_expressions import TimeExpression

__all__ = ["ResolveDates", "ResolvedTime", "Tense"]


@dataclass(frozen=True, slots=True)
class ResolvedTime:
    """The days an expression means, or why none can be named.

    start, end: ISO days, both included; None for a side that is open. Nothing is resolved if ``resolution`` is None.
    rule: id of the row of times/patterns.tsv. note: part of the day, vagueness. reason: only where unresolved.
    """

    start: str | None
    end: str | None
    resolution: Resolution | None
    basis: DateBasis | None
    rule: str
    note: str | None = None
    reason: str | None = None


class ResolveDates:
    """Resolves time expressions. knowledge: units, portions, seasons and holidays.

    >>> from eventcoder.knowledge.times import load_times
    >>> resolve = ResolveDates(load_times())
    >>> monday = TimeExpression(0, 6, "weekday", "weekday.plain", weekday=1)
    >>> resolve(monday, date(2016, 7, 20), tense="past").start
    '2016-07-18'
    >>> resolve(monday, date(2016, 7, 20), tense="future").start
    '2016-07-25'
    """

    def __init__(self, knowledge: TimeKnowledge) -> None:
        self._readings = TimeReadings(knowledge)
        self._holidays = knowledge.holidays

    def __call__(
        self,
        expression: TimeExpression,
        published: date | None,
        *,
        tense: Tense | None = None,
        previous: date | None = None,
    ) -> ResolvedTime:
        """Return the days of ``expression``.

        published: the report's or its dateline's day; None if unknown, then only complete dates are resolved.
        tense: of the clause it stands in. previous: day of the event or sentence before it, if known.
        """
        if published is None and not self._is_complete(expression):
            return _record(expression, Unknown("the day of the report is not known"))
        now = Now(published or date.max, tense, previous)
        try:
            meaning = self._meaning(expression, now)
        except (ValueError, OverflowError):  # datetime knows no day before the year 1 or after 9999
            meaning = Unknown("it lies outside the years 1 to 9999")
        if published is None and isinstance(meaning, Meaning) and meaning.end == date.max:
            meaning = replace(meaning, end=None)
        return _record(expression, meaning)

    def _is_complete(self, e: TimeExpression) -> bool:
        """Say whether the expression needs nothing outside itself."""
        if e.inner:
            return all(self._is_complete(i) for i in e.inner)
        if e.within is not None:
            return self._is_complete(e.within)
        if e.text_kind == "holiday" and self._holidays[e.name or ""].year is not None:
            return True
        return (e.year is not None and e.year >= 100) or e.text_kind in ("numeric", "century")

    def _meaning(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read the expression and put its bound on it ("since", "until" ...), which makes it an interval."""
        if e.bound is None:
            return self._readings.meaning(e, now)
        meaning = self._readings.meaning(e, replace(now, tense="past") if e.bound == "since" else now)
        if isinstance(meaning, Unknown) or meaning.start is None or meaning.end is None:
            return meaning
        is_to_the_end = e.portion == "end"
        start, end = _bounded(e.bound, Period(meaning.start, meaning.end), now.day, is_to_the_end=is_to_the_end)
        return Meaning(start, end, "interval", meaning.basis)


def _bounded(bound: str, period: Period, now: date, *, is_to_the_end: bool) -> tuple[date | None, date | None]:
    """Return first and last day of what a bound leaves of time; None for the side that stays open.

    is_to_the_end: "before 1979" ends in 1978, but "before the end of the year" lasts to its end.
    """
    match bound:
        case "since":
            return period.start, (now if now >= period.start else None)
        case "after":
            first = add_days(period.end, 1)
            return first, (now if now >= first else None)
        case "from":
            return period.start, None
        case "before":
            last = period.end if is_to_the_end else add_days(period.start, -1)
        case _:
            last = period.end
    return (now if now <= last else None), last


_RESOLUTIONS: Final[Mapping[str, Resolution]] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "season": "season",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
}


def _record(e: TimeExpression, meaning: Meaning | Unknown) -> ResolvedTime:
    note = "; ".join(_notes(e)) or None
    if isinstance(meaning, Unknown):
        return ResolvedTime(None, None, None, None, e.rule, note, meaning.reason)
    start, end = (day.isoformat() if day else None for day in (meaning.start, meaning.end))
    return ResolvedTime(start, end, _RESOLUTIONS.get(meaning.resolution, "interval"), meaning.basis, e.rule, note)


def _notes(e: TimeExpression) -> Iterator[str]:
    """Yield what the days cannot show."""
    if e.day_part:
        yield e.day_part
    if e.portion and e.text_kind in ("day", "weekday", "holiday", "weekend"):
        yield e.portion
    if e.is_vague:
        yield "counted roughly"
    if e.text_kind == "weekday" and e.shift == 1 and e.anchor == "publication":
        yield "or a week later"
