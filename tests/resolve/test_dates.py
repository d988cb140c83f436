"""Resolving time expressions: the table dates_cases.tsv, what is left open, any input."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.find.times import FindTimes
from eventcoder.knowledge.times import load_times
from eventcoder.resolve.dates import ResolveDates, ResolvedTime, Tense
from eventcoder.resolve.periods import easter, nth_weekday, orthodox_easter
from eventcoder.time_expressions import TimeExpression

CASES = Path(__file__).with_name("dates_cases.tsv")
SET_ASIDE_FLOOR = 0.95
WEDNESDAY = date(2016, 7, 20)
_TENSES: dict[str, Tense | None] = {"past": "past", "future": "future", "": None}


class Case(NamedTuple):
    id: str
    half: str
    text: str
    published: str
    tense: str
    previous: str
    start: str
    end: str
    resolution: str


def _cases(half: str) -> list[Case]:
    lines = [line for line in CASES.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# ")]
    return [case for case in (Case(*line.split("\t")) for line in lines[1:]) if case.half == half]


@lru_cache(maxsize=1)
def _tools() -> tuple[FindTimes, ResolveDates]:
    knowledge = load_times()
    return FindTimes(knowledge), ResolveDates(knowledge)


def resolve_text(
    text: str, published: date | None = WEDNESDAY, tense: Tense | None = None, previous: date | None = None
) -> list[ResolvedTime]:
    find, resolve = _tools()
    return [resolve(t, published, tense=tense, previous=previous) for t in find(text)]


def _answer(case: Case) -> tuple[str, str, str]:
    previous = date.fromisoformat(case.previous) if case.previous else None
    found = resolve_text(case.text, date.fromisoformat(case.published), _TENSES[case.tense], previous)
    columns = zip(*[(r.start or "", r.end or "", r.resolution or "unresolved") for r in found], strict=True)
    start, end, resolution = ["|".join(column) for column in columns] or ["", "", ""]
    return start, end, resolution


@pytest.mark.parametrize("case", _cases("a"), ids=lambda case: case.id)
def test_case(case: Case) -> None:
    assert _answer(case) == (case.start, case.end, case.resolution), case.text


def test_half_set_aside() -> None:
    cases = _cases("b")
    right = sum(_answer(case) == (case.start, case.end, case.resolution) for case in cases)
    assert right / len(cases) >= SET_ASIDE_FLOOR, f"{right} of {len(cases)}"


def test_there_are_enough_cases_of_both_halves() -> None:
    assert min(len(_cases("a")), len(_cases("b"))) >= 120


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("It began on 3 May 2014.", "explicit"),
        ("It began on 3 May.", "relative"),
        ("It began yesterday.", "relative"),
        ("It began two days later.", "discourse"),
        ("It lasted from 3 May 2014 to Monday.", "relative"),
    ],
)
def test_basis(text: str, basis: str) -> None:
    (found,) = resolve_text(text, previous=date(2016, 7, 1))
    assert found.basis == basis


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("He fled late on Monday.", "late"),
        ("He fled on Monday night.", "night"),
        ("He fled a few days ago.", "counted roughly"),
        ("He will flee next Friday.", "or a week later"),
        ("He fled on Monday.", None),
    ],
)
def test_note(text: str, note: str | None) -> None:
    (found,) = resolve_text(text)
    assert found.note == note


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It fell during Ramadan.", "moon"),
        ("It is dated 03/05/2021.", "either way"),
        ("It fell on 31 April 2020.", "no such day"),
        ("It fell two weeks later.", "told before"),
        ("It fell two weeks after the vote.", "event"),
        ("It fell 5,000 years ago.", "years 1 to 9999"),
        ("It fell in the fifth century BC.", "before Christ"),
    ],
)
def test_unresolved_says_why(text: str, reason: str) -> None:
    (found,) = resolve_text(text)
    assert found.resolution is None
    assert reason in (found.reason or "")


def test_complete_dates_need_no_report_day() -> None:
    found = resolve_text("On 3 May 2014, since 2015, on Monday, from 2003 to 2005 and until 2001.", published=None)
    assert [(r.start, r.end) for r in found] == [
        ("2014-05-03", "2014-05-03"),
        ("2015-01-01", None),
        (None, None),
        ("2003-01-01", "2005-12-31"),
        (None, "2001-12-31"),
    ]


def test_a_weekday_beside_a_date_chooses_the_year() -> None:
    (found,) = resolve_text("The vote is on Thursday, 20 July.")  # a Wednesday in 2016
    assert found.start == "2017-07-20"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The week before last he quit.", "2016-07-04", "2016-07-10"),
        ("Talks resume the week after next.", "2016-08-01", "2016-08-07"),
        ("The first six months of 2017 were calm.", "2017-01-01", "2017-06-30"),
        ("The last three weeks of May were calm.", "2016-05-11", "2016-05-31"),
        ("It was calm on the weekend of 17 September 2015.", "2015-09-19", "2015-09-20"),
        ("It was calm on the 15th.", "2016-07-15", "2016-07-15"),
        ("It was calm from May 2015 to the end of August 2015.", "2015-05-01", "2015-08-31"),
        ("It was calm from December 28 to January 4, 2014.", "2013-12-28", "2014-01-04"),
        ("It was calm on 28/29 May.", "2016-05-28", "2016-05-29"),
        ("They vote on the second Sunday of May.", "2016-05-08", "2016-05-08"),
        ("They voted on the last Friday of June 2015.", "2015-06-26", "2015-06-26"),
        ("They meet between Monday and Thursday next week.", "2016-07-25", "2016-07-28"),
        ("They meet three weeks from Monday, 18 July.", "2016-08-08", "2016-08-14"),
        ("It will be calm for the next thirty-two days.", "2016-07-20", "2016-08-21"),
        ("It will be calm for the next two or three days.", "2016-07-20", "2016-07-23"),
        ("It was calm before the end of 2014.", None, "2014-12-31"),
        ("It was calm on the 29th of February.", "2016-02-29", "2016-02-29"),
    ],
)
def test_more_forms(text: str, start: str | None, end: str | None) -> None:
    assert [(r.start, r.end) for r in resolve_text(text)] == [(start, end)]


@pytest.mark.parametrize(
    ("year", "west", "east"),
    [(1998, "04-12", "04-19"), (2016, "03-27", "05-01"), (2017, "04-16", "04-16"), (2024, "03-31", "05-05")],
)
def test_easter(year: int, west: str, east: str) -> None:
    assert [day(year).isoformat()[5:] for day in (easter, orthodox_easter)] == [west, east]


def test_nth_weekday() -> None:
    assert nth_weekday(2016, 11, 4, 4) == date(2016, 11, 24)
    assert nth_weekday(2016, 5, 1, -1) == date(2016, 5, 30)


_FORMS = [
    *sorted({form for forms in load_times().words.values() for form in forms}),
    *("3", "31", "2014", "1000", "3rd", "1990s", "2021-05-03", "9999", "May", "March", ",", "-", "’s", "\n\n"),
]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(_FORMS), max_size=30),
    st.none() | st.dates(),
    st.sampled_from(["past", "future", None]),
    st.none() | st.dates(),
)
def test_any_input_resolves_or_says_why(
    parts: list[str], published: date | None, tense: Tense | None, previous: date | None
) -> None:
    for found in resolve_text(" ".join(parts).title(), published, tense, previous):
        assert (found.resolution is None) == (found.reason is not None) == (found.basis is None)
        if found.start and found.end:
            assert found.start <= found.end
        if found.resolution:
            assert found.start or found.end


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_record_resolves_or_says_why(data: st.DataObject) -> None:
    number = st.none() | st.integers(1, 12)
    expression = TimeExpression(
        0,
        1,
        data.draw(st.sampled_from(["date", "day", "weekday", "weekend", "unit", "window", "offset", "quarter"])),
        "made up",
        year=data.draw(st.none() | st.integers(1, 9999)),
        month=data.draw(number),
        day=data.draw(number),
        weekday=data.draw(st.none() | st.integers(1, 7)),
        unit=data.draw(st.sampled_from([None, "hour", "day", "week", "month", "year", "century"])),
        count=data.draw(st.none() | st.integers(1, 4)),
        shift=data.draw(st.sampled_from([None, -1, 0, 1])),
        portion=data.draw(st.sampled_from([None, "early", "later", "end"])),
        bound=data.draw(st.sampled_from([None, "since", "until", "before", "after", "from"])),
    )
    found = _tools()[1](expression, data.draw(st.dates()), tense=data.draw(st.sampled_from(["past", "future", None])))
    assert found.resolution or found.reason
