"""Finding time expressions: spans, what must not be found, every row of the grammar, any text at all."""

from __future__ import annotations

import time
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.find.times import FindTimes, TimeExpression
from eventcoder.knowledge.times import TimeKnowledge, TimePattern, load_times

LONG = 100_000


@lru_cache(maxsize=1)
def knowledge() -> TimeKnowledge:
    return load_times()


@lru_cache(maxsize=1)
def finder() -> FindTimes:
    return FindTimes(knowledge())


def words(text: str) -> list[str]:
    return [text[t.start : t.end] for t in finder()(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two men were shot on Monday.", ["Monday"]),
        ("It was late Monday night when the raid began.", ["late Monday night"]),
        ("The ‘old’ pact of May 3, 2021 lapsed.", ["May 3, 2021"]),
        ("He fled on May\u00a03rd,\u00a02021.", ["May\u00a03rd,\u00a02021"]),
        ("It was signed in\nSept.\n2011.", ["Sept.\n2011"]),
        ("New Year’s Day and New Year's Eve were calm.", ["New Year’s Day", "New Year's Eve"]),
        ("The siege lasted from 3 May until 5 June.", ["from 3 May until 5 June"]),
        ("The shop is open 3–5 June and in 2014–15.", ["3–5 June", "2014–15"]),
        ("Sunday’s raid followed Friday’s.", ["Sunday", "Friday"]),
        ("They met before dawn on Thursday.", ["before dawn on Thursday"]),
        ("He left two days after Christmas.", ["two days after Christmas"]),
        ("He left two days after the funeral.", ["two days after"]),
        ("The first six months of 2017 were calm.", ["The first six months of 2017"]),
        ("It rained on the weekend of 17 September.", ["the weekend of 17 September"]),
        ("It rained overnight on January 28.", ["overnight on January 28"]),
        ("It was dry all through 2016/17.", ["through 2016/17"]),
        ("It was dry in 2013, 2014 and 2015.", ["2013", "2014", "2015"]),
        ("She was elected in May of last year.", ["May of last year"]),
        ("A first paragraph in May\n\n3 men were shot.", ["May"]),
    ],
)
def test_spans(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mr. May spoke; May agreed.",
        "They march in the mud and may return.",
        "Mrs May and Prime Minister May are the same person.",
        "Every Friday and each morning they pray.",
        "It took three hours, two weeks or a year.",
        "The 3-2 win, the second half and the last minute.",
        "About 1990 people, 2014 soldiers and $2016.",
        "A three-day, two-week, 12-year-old matter.",
        "Call 555-2014 or take bus 1999 to A2001.",
        "They won 21-14 at 20:15.",
        "The Good Friday Agreement and the Sunday Times.",
        "Temperatures were in the 30s and she is in her 90s.",
        "They met at 1800 GMT.",
        "the last year of his rule",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert words(text) == []


def _rows(*kinds: str, but: bool = False) -> list[TimePattern]:
    return [row for row in knowledge().patterns if (row.kind in kinds) != but]


@pytest.mark.parametrize("row", _rows("guard", "prefix", but=True), ids=lambda row: row.id)
def test_every_row_finds_its_example(row: TimePattern) -> None:
    found = finder()(row.example)
    assert row.id in {part.rule for t in found for part in (t, t.within, *t.inner) if part}, row.ref


@pytest.mark.parametrize("row", _rows("prefix"), ids=lambda row: row.id)
def test_every_prefix_joins_its_example(row: TimePattern) -> None:
    (found,) = finder()(row.example)
    assert (found.start, found.end) == (0, len(row.example))


@pytest.mark.parametrize("row", _rows("guard"), ids=lambda row: row.id)
def test_every_guard_silences_its_example(row: TimePattern) -> None:
    assert finder()(row.example) == ()


def test_the_record_holds_what_was_said() -> None:
    (found,) = finder()("He has been gone since early last week.")
    assert found.text_kind == "unit"
    assert (found.bound, found.portion, found.unit, found.shift) == ("since", "early", "week", -1)


def test_a_range_has_two_ends() -> None:
    (found,) = finder()("It lasted from December 28 to January 4.")
    assert [(end.month, end.day) for end in found.inner] == [(12, 28), (1, 4)]


def test_ambiguous_numbers_are_not_guessed() -> None:
    assert [t.text_kind for t in finder()("03/05/2021 25/12/2019 12/25/2019 04/04/2020")] == ["numeric", *["date"] * 3]


def _check(text: str, found: tuple[TimeExpression, ...]) -> None:
    reached = 0
    for t in found:
        assert reached <= t.start < t.end <= len(text)
        reached = t.end


@given(st.text(max_size=300))
def test_any_text_gives_spans_in_range(text: str) -> None:
    _check(text, finder()(text))


_WORDS = [
    *sorted({form for forms in load_times().words.values() for form in forms}),
    *("3", "31", "2014", "2000", "3rd", "1990s", "'90s", "2021-05-03", "03/05/2021", "9.11.2022", "28/29", "Q3"),
    *("May", "March", "April", ",", ".", "-", "–", "’s", "(", ")", "\n\n", "x", "Name", "9" * 30, "0000-00-00"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40))
def test_any_order_of_time_words_gives_spans_in_range(parts: list[str]) -> None:
    text = " ".join(parts).title() if len(parts) % 2 else " ".join(parts)
    found = finder()(text)
    _check(text, found)
    assert found == finder()(text)


@pytest.mark.parametrize(
    "piece",
    [
        "?",
        "1",
        "1 ",
        "1-",
        "May ",
        "the ",
        "a ",
        "since ",
        "from Monday to ",
        "two days after ",
        "\n",
        "\n \t",
        "’",
        "1990s ",
    ],
)
def test_time_is_linear(piece: str) -> None:
    text = (piece * LONG)[:LONG]
    started = time.process_time()
    finder()(text)
    assert time.process_time() - started < 5
