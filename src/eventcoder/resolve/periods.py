"""Arithmetic with days, weeks (Monday to Sunday), months and longer periods; Easter; parts of a period."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from eventcoder.knowledge.times import Holiday, Portion, Unit

_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_YEARS: Final = {"decade": 10, "century": 100}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Say whether the day lies in the period."""
        return self.start <= day <= self.end


def add_days(day: date, days: int) -> date:
    """Return the day so many days later."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day.

    >>> add_months(date(2016, 3, 31), -1)
    datetime.date(2016, 2, 29)
    """
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, index + 1, min(day.day, monthrange(years, index + 1)[1]))


def move(day: date, unit: Unit, count: float) -> date:
    """Return the day ``count`` units later (earlier if negative); hours count as the full days in them."""
    if unit.measure == "month":
        return add_months(day, round(unit.size * count))
    if unit.measure == "day":
        return add_days(day, round(unit.size * count))
    full_days = int(abs(unit.size * count) // 24)
    return add_days(day, full_days if count > 0 else -full_days)


def months_from(year: int, month: int, count: int) -> Period:
    """Return ``count`` whole months from the first of ``month`` on."""
    first = date(year, month, 1)
    return Period(first, add_days(add_months(first, count), -1))


def years_from(year: int, count: int) -> Period:
    """Return ``count`` whole years from 1 January of ``year`` on."""
    return Period(date(year, 1, 1), date(year + count - 1, 12, 31))


def period_around(day: date, resolution: str) -> Period:
    """Return the day, week, month, quarter, half, year, decade or century that holds ``day``.

    A decade begins with a year that ends in 0, a century with one that ends in 01.
    """
    if resolution in _MONTHS:
        size = _MONTHS[resolution]
        return months_from(day.year, (day.month - 1) // size * size + 1, size)
    if resolution == "decade":
        return years_from(max(day.year - day.year % 10, 1), 10)
    if resolution == "century":
        return years_from(day.year - (day.year - 1) % 100, 100)
    if resolution == "week":
        monday = add_days(day, -day.weekday())
        return Period(monday, add_days(monday, 6))
    return Period(day, day)


def part_of(period: Period, portion: Portion) -> Period:
    """Return the portion of a period ("early 2019"), cut at the period's end."""
    if portion.step == "day":
        start, after = add_days(period.start, portion.first - 1), add_days(period.start, portion.last)
    else:
        size = 12 if portion.step == "year" else 1
        start = add_months(period.start, size * (portion.first - 1))
        after = add_months(period.start, size * portion.last)
    return Period(min(start, period.end), min(add_days(after, -1), period.end))


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the Gregorian computus)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (19 * golden + century - leap_centuries - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches, in the Gregorian calendar; from 1900 to 2099."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return add_days(date(year, month, day + 1), 13)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth Monday (weekday 1) ... Sunday (7) of a month; nth -1 is the last one."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return add_days(last, -((last.isoweekday() - weekday) % 7))
    first = date(year, month, 1)
    return add_days(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def holiday_in(holiday: Holiday, year: int) -> Period:
    """Return the days of a holiday in a year. holiday: with a rule other than "unresolved"."""
    if holiday.rule == "fixed":
        first = date(year, holiday.month, holiday.day)
    elif holiday.rule == "weekday":
        first = nth_weekday(year, holiday.month, holiday.weekday, holiday.nth)
    else:
        first = (easter if holiday.rule == "easter" else orthodox_easter)(year)
    first = add_days(first, holiday.offset)
    return Period(first, add_days(first, holiday.days - 1))
