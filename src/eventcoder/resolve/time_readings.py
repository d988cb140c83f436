"""What each kind of time expression means, before bounds such as "since": a stretch of days and how precise it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Final

from eventcoder.knowledge.times import TimeKnowledge
from eventcoder.resolve.periods import (
    Period,
    add_days,
    holiday_in,
    months_from,
    move,
    nth_weekday,
    part_of,
    period_around,
    years_from,
)
from eventcoder.resolve.tense_bias import Tense, choose, on_the_side_of, shifted
from eventcoder.schema import DateBasis
from eventcoder.time_expressions import TimeExpression

_AROUND: Final = range(-1, 3)  # years around the report's in which a yearly day is looked for
_LEAP_REACH: Final = range(-8, 9)  # the same for 29 February
_FINER: Final = {"year": "month", "decade": "year", "century": "year", "month": "week", "week": "day"}
_COARSEST_OFFSET: Final = frozenset({"decade", "century"})  # "two decades ago" names a year
_OPEN_KINDS: Final = frozenset({"weekday", "holiday", "season", "quarter", "half"})


@dataclass(frozen=True, slots=True)
class Now:
    """What an expression is read against: the report's day, the tense of the clause, the day told before."""

    day: date
    tense: Tense | None
    previous: date | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """The days meant; an open side is None."""

    start: date | None
    end: date | None
    resolution: str  # of the schema, or half or weekend
    basis: DateBasis


@dataclass(frozen=True, slots=True)
class Unknown:
    """No days can be named, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Base:
    """The day that is counted from."""

    day: date
    basis: DateBasis


_Yearly = Callable[[int], Period | None]  # the days of something that comes every year


class TimeReadings:
    """Reads expressions of every kind. knowledge: units, portions, seasons and holidays."""

    def __init__(self, knowledge: TimeKnowledge) -> None:
        self._units, self._portions = knowledge.units, knowledge.portions
        self._seasons, self._holidays = knowledge.seasons, knowledge.holidays
        self._readers: dict[str, Callable[[TimeExpression, Now], Meaning | Unknown]] = {
            "date": self._date,
            "numeric": lambda _e, _now: Unknown("day and month can be read either way"),
            "day": self._day,
            "weekday": self._weekday,
            "nth_weekday": self._nth_weekday,
            "weekend": self._weekend,
            "unit": self._unit,
            "window": self._window,
            "offset": self._offset,
            "part": self._part,
            "quarter": self._part_of_year,
            "half": self._part_of_year,
            "season": self._season,
            "decade": self._decade,
            "century": self._century,
            "holiday": self._holiday,
            "range": self._range,
        }

    def meaning(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Return the days meant, cut to the portion ("early", "the end of"), without regard to a bound."""
        if e.within is not None and e.text_kind != "part":
            return self._inside(e, e.within, now)
        meaning = self._readers[e.text_kind](e, now)
        if e.portion is None or isinstance(meaning, Unknown) or meaning.start is None or meaning.end is None:
            return meaning
        period = self._portion(Period(meaning.start, meaning.end), e.portion, meaning.resolution, now)
        return replace(meaning, start=period.start, end=period.end)

    def _portion(self, period: Period, portion: str, resolution: str, now: Now) -> Period:
        """Cut a period: "early" by the table, "earlier" and "later" at the report's day."""
        if portion in ("earlier", "later"):
            if not period.holds(now.day) or resolution == "day":
                return period
            return Period(period.start, now.day) if portion == "earlier" else Period(now.day, period.end)
        row = self._portions.get((portion, resolution))
        return part_of(period, row) if row else period

    def _inside(self, e: TimeExpression, whole: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read a weekday of a named week, a month or season of a named year."""
        outer = self.meaning(whole, now)
        if isinstance(outer, Unknown) or outer.start is None:
            return outer
        if e.text_kind == "weekday":
            day = add_days(outer.start, (e.weekday or 1) - outer.start.isoweekday())
            return Meaning(day, day, "day", outer.basis)
        inner = self.meaning(replace(e, within=None, year=outer.start.year), now)
        return inner if isinstance(inner, Unknown) else replace(inner, basis=outer.basis)

    # Where counting begins

    def _base(self, e: TimeExpression, now: Now) -> _Base | Unknown:
        """Return the day counted from: the report's, the day told before, or the date that the expression names."""
        if e.inner:
            inner = self.meaning(e.inner[0], now)
            if isinstance(inner, Unknown) or inner.start is None or inner.end is None:
                return inner if isinstance(inner, Unknown) else Unknown("the date it counts from is open")
            return _Base(inner.start if (e.shift or 0) < 0 else inner.end, inner.basis)
        if e.anchor == "publication":
            return _Base(now.day, "relative")
        if now.previous is not None:
            return _Base(now.previous, "discourse")
        if e.anchor == "event":
            return Unknown("the day of the event it counts from is not known")
        if (e.shift or 0) <= 0 or now.tense == "future":
            return _Base(now.day, "relative")
        return Unknown("the day told before, which it counts from, is not known")

    # Dates of the calendar

    def _date(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        resolution = "day" if e.day else "month" if e.month else "year"
        if e.year is not None:
            period = _calendar_period(e, e.year)
            return _explicit(period, resolution) if period else Unknown("there is no such day")
        if e.month is None:
            return self._day_of_month(e, now)
        if not any(_calendar_period(e, year) for year in (2000, 2001)):
            return Unknown("there is no such day")
        return self._yearly(lambda year: _calendar_period(e, year), resolution, e, now)

    def _day_of_month(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read "on the 21st": of this month or the nearest before or, in the future, after it."""
        step = 1 if now.tense == "future" else -1
        first = period_around(now.day, "month").start
        months = (move(first, self._units["month"], step * i) for i in range(4))
        days = (_calendar_period(replace(e, month=m.month), m.year) for m in months)
        for period in (p for p in days if p):
            if (period.start - now.day).days * step >= 0:
                return Meaning(period.start, period.end, "day", "relative")
        return Unknown("there is no such day")

    def _yearly(self, make: _Yearly, resolution: str, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Choose the year of something that comes every year."""
        base = self._base(e, now)
        if isinstance(base, Unknown):
            return base
        reach = _LEAP_REACH if (e.month, e.day) == (2, 29) else _AROUND
        made = (make(base.day.year + i) for i in reach if 1 <= base.day.year + i <= 9998)
        whole = {self._portion(p, e.portion or "", resolution, now): p for p in made if p}  # "late May" is not yet past
        fitting = [p for p in whole if e.weekday in (None, p.start.isoweekday())]
        chosen = choose(fitting or whole, e.shift, base.day, now.tense)
        if chosen is None:
            return Unknown("no such year is near")
        return Meaning(whole[chosen].start, whole[chosen].end, resolution, base.basis)

    def _nth_weekday(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read "the second Sunday of May"."""

        def make(year: int) -> Period:
            day = nth_weekday(year, e.month or 1, e.weekday or 1, int(e.count or 1))
            return Period(day, day)

        return _explicit(make(e.year), "day") if e.year is not None else self._yearly(make, "day", e, now)

    def _part_of_year(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read a quarter or a half."""
        size = {"quarter": 3, "half": 6}[e.text_kind]
        first = 1 + size * (int(e.count or 1) - 1)
        if e.year is not None:
            return _explicit(months_from(e.year, first, size), e.text_kind)
        return self._yearly(lambda year: months_from(year, first, size), e.text_kind, e, now)

    def _season(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        first = self._seasons[e.name or ""]
        if e.year is not None:
            return _explicit(months_from(e.year, first, 3), "season")
        return self._yearly(lambda year: months_from(year, first, 3), "season", e, now)

    def _holiday(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        holiday = self._holidays[e.name or ""]
        if holiday.rule == "unresolved":
            return Unknown(holiday.note or "its day is not fixed")
        year = e.year or holiday.year
        if year is not None:
            return _explicit(holiday_in(holiday, year), "day")
        return self._yearly(lambda y: holiday_in(holiday, y), "day", e, now)

    def _decade(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        year = e.year or 0
        if year >= 100:
            return _explicit(years_from(year, 10), "decade")
        year += now.day.year - now.day.year % 100
        return _explicit(years_from(year if year <= now.day.year else year - 100, 10), "decade")  # "the 90s"

    def _century(self, e: TimeExpression, _: Now) -> Meaning | Unknown:
        if e.name == "bc":
            return Unknown("ISO days cannot be written for years before Christ")
        return _explicit(years_from(100 * (int(e.count or 1) - 1) + 1, 100), "century")

    # Days, weeks and longer, counted from the report or from the day told before

    def _day(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        base = self._base(e, now)
        if isinstance(base, Unknown):
            return base
        day = add_days(base.day, e.shift or 0)
        start = add_days(day, -1) if e.name == "overnight" else day
        return Meaning(start, day, "day", base.basis)

    def _weekday(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        base = self._base(e, now)
        if isinstance(base, Unknown):
            return base
        back = (base.day.isoweekday() - (e.weekday or 1)) % 7
        last, coming = add_days(base.day, -back), add_days(base.day, -back % 7)
        if e.shift is None:
            day = coming if now.tense == "future" else last
        elif e.shift:
            day = add_days(last if e.shift > 0 else coming, 7 * e.shift)
        else:
            this = add_days(base.day, (e.weekday or 1) - base.day.isoweekday())
            day = on_the_side_of(Period(this, this), base.day, now.tense).start
        return Meaning(day, day, "day", base.basis)

    def _weekend(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        base = self._base(e, now)
        if isinstance(base, Unknown):
            return base
        saturday = add_days(period_around(base.day, "week").start, 5)
        this = Period(saturday, add_days(saturday, 1))
        if e.inner:
            chosen = this
        elif e.shift is None:
            chosen = this if now.tense == "future" or this.start <= base.day else shifted(this, -7)
        elif e.shift:
            chosen = shifted(this, 7 * e.shift)
            if base.basis == "discourse" and e.shift > 0 and this.start > base.day:
                chosen = this  # "the following weekend" is the first one after the day told before
        else:
            chosen = on_the_side_of(this, base.day, now.tense)
        return Meaning(chosen.start, chosen.end, "weekend", base.basis)

    def _unit(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        base = self._base(e, now)
        if isinstance(base, Unknown):
            return base
        unit = self._units[e.unit or "day"]
        period = period_around(move(base.day, unit, e.shift or 0), unit.resolution)
        return Meaning(period.start, period.end, unit.resolution, base.basis)

    def _window(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read "in the past three days", "in the coming weeks": up to the day counted from, or from it on."""
        is_forward = (e.shift or 0) > 0
        looks_back = is_forward and now.tense == "past"  # "over the next two days, troops moved in"
        if looks_back and now.previous is None and e.name == "within":
            return Unknown("it is a length of time, not a date")
        base = self._base(replace(e, anchor="discourse") if looks_back and now.previous else e, now)
        if isinstance(base, Unknown):
            return base
        unit = self._units[e.unit or "day"]
        count = e.count or (0 if unit.measure == "hour" else unit.recent)
        if unit.measure == "hour":
            count = ceil(count * unit.size / 24) * 24  # "the past 36 hours" reach into the second day
        other = move(base.day, unit, count if is_forward else -count)
        start, end = sorted((base.day, other))
        return Meaning(start, end, "day" if start == end else "interval", base.basis)

    def _offset(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read "three days ago", "two weeks later": the unit that holds the day so far away."""
        if e.name == "in" and now.tense == "past":
            return Unknown("it is a length of time, not a date")
        base = self._base(e, now)
        if isinstance(base, Unknown):
            return base
        unit = self._units[e.unit or "day"]
        count = (e.count or 0) + (0.5 if e.name == "half" else 0)
        resolution = unit.resolution
        if resolution in _COARSEST_OFFSET or count != int(count):
            resolution = _FINER.get(resolution, resolution)
        period = period_around(move(base.day, unit, count * (e.shift or 1)), resolution)
        return Meaning(period.start, period.end, resolution, base.basis)

    def _part(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read "the first six months of 2017": so many units from the start of a period, or up to its end."""
        whole = self.meaning(e.within, now) if e.within else Unknown("the period it is part of is missing")
        if isinstance(whole, Unknown) or whole.start is None or whole.end is None:
            return whole
        unit, count = self._units[e.unit or "day"], e.count or 0
        if (e.shift or 0) < 0:
            last = add_days(move(whole.start, unit, count), -1)
            return replace(whole, end=min(whole.end, last), resolution="interval")
        after = add_days(whole.end, 1)
        return replace(whole, start=max(whole.start, move(after, unit, -count)), resolution="interval")

    def _range(self, e: TimeExpression, now: Now) -> Meaning | Unknown:
        """Read "from May 3 to June 5": the second end is the first one that comes after the first."""
        left, right = _with_shared_year(*e.inner)
        first = self.meaning(left, now)
        if isinstance(first, Unknown) or first.start is None:
            return first
        second = self.meaning(right, Now(first.start, "future", None) if _is_open(right) else now)
        if isinstance(second, Unknown) or second.end is None:
            return second
        start, end = first.start, second.end
        if now.tense == "past" and end > now.day >= start and left.weekday and not left.month:
            start, end = add_days(start, -7), add_days(end, -7)  # Friday's report: "between Thursday and Saturday"
        if end < start:
            return Unknown("it ends before it begins")
        basis = max((first.basis, second.basis), key=("explicit", "relative", "discourse").index)
        return Meaning(start, end, "interval", basis)


def _with_shared_year(left: TimeExpression, right: TimeExpression) -> tuple[TimeExpression, TimeExpression]:
    """Give the year that only one end of a range names to the other: "May to July 2014", "June 2014 to March"."""
    if right.within and left.text_kind == right.text_kind and _is_open(left):
        return replace(left, within=right.within), right  # "between Monday and Thursday next week"
    if left.text_kind != "date" or right.text_kind != "date" or left.within or right.within:
        return left, right
    if left.year is None and right.year is not None:
        ends = [(end.month or 0, end.day or 0) for end in (left, right)]
        is_over_new_year = ends[0] > ends[1]  # "December 28 to January 4, 2020"
        return replace(left, year=right.year - is_over_new_year), right
    return left, right


def _is_open(e: TimeExpression) -> bool:
    """Say whether the year or week is left open, so that the end of a range follows from its start."""
    if e.year is not None or e.within is not None or e.shift is not None:
        return False
    return e.text_kind in _OPEN_KINDS or e.month is not None


def _calendar_period(e: TimeExpression, year: int) -> Period | None:
    """Return the day, month or year that the fields name; None if there is no such day."""
    if e.month is None:
        return years_from(year, 1)
    if e.day is None:
        return months_from(year, e.month, 1)
    month = months_from(year, e.month, 1)
    day = add_days(month.start, e.day - 1)
    return Period(day, day) if month.holds(day) else None


def _explicit(period: Period, resolution: str) -> Meaning:
    return Meaning(period.start, period.end, resolution, "explicit")
