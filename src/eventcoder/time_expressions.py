"""The record that finding and resolving time expressions share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, taken apart but not yet resolved to days.

    start, end: character offsets into the text, half-open.
    text_kind: date | numeric | day | weekday | nth_weekday | weekend | unit | window | offset | quarter | half |
        season | decade | century | holiday | range | part ("the first six months of 2017").
    rule: id of the row of times/patterns.tsv that fitted.
    year, month, day, weekday: as told; weekday 1 is Monday.
    unit: id of the unit counted in or pointed at ("week"); count: how many, or the ordinal of a quarter, half, century.
    shift: -1 back (last, ago), 0 here (this, same), +1 forward (next, later); days for text_kind "day".
    anchor: what it is counted from: publication, discourse (the day told before) or event ("two days after the vote").
    name: id of the holiday or season, or what makes the pattern special ("half", "in", "within", "bc").
    portion: early | mid | late | earlier | later | beginning | end.
    day_part: morning | night ...; bound: since | until | by | before | after | from.
    is_vague: the count is only a reading of "few" or "several".
    inner: the two ends of a range, or the date that an offset counts from ("two days after Christmas").
    within: the longer period that it is a part of ("Tuesday of last week").
    """

    start: int
    end: int
    text_kind: str
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    count: float | None = None
    shift: int | None = None
    anchor: str = "publication"
    name: str | None = None
    portion: str | None = None
    day_part: str | None = None
    bound: str | None = None
    is_vague: bool = False
    inner: tuple[TimeExpression, ...] = ()
    within: TimeExpression | None = None
