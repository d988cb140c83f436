"""Quotation marks of every style, paired paragraph by paragraph, whatever is missing."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.analysis import Quotation, Sentence
from eventcoder.find.quotes import find_quotations
from eventcoder.read import split_sentences

MARKS = "“”„‟«»\"＂‘’‚‹›'`「」"


def quotations(text: str) -> tuple[Quotation, ...]:
    return find_quotations(text, list(sentences(text)))


def sentences(text: str) -> Iterator[Sentence]:
    for n, (start, end, paragraph) in enumerate(split_sentences(text)):
        yield Sentence(n, start, end, paragraph)


def words(text: str) -> list[str]:
    return [q.span.of(text) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” he said. “Never.”", ["No,", "Never."]),
        ('"No," he said. "Never."', ["No,", "Never."]),
        ("„Nein“, sagte er.", ["Nein"]),
        ("»Nein«, sagte er.", ["Nein"]),
        ("« Non », dit-il.", ["Non"]),
        ("„Nej”, sa han.", ["Nej"]),
        ("``No,'' he said.", ["No,"]),
        ("''No,'' he said. ''Never.''", ["No,", "Never."]),
        ("‘No,’ he said. ‘It’s the workers’ right.’", ["No,", "It’s the workers’ right."]),
        ("'No,' he said. 'Don't go.'", ["No,", "Don't go."]),
        ("「いいえ」と言った。", ["いいえ"]),
        ('" No, " he said.', ["No,"]),
        ("The ‘best’ plan failed.", ["best"]),
        ("”Wrong glyph,” he said.", ["Wrong glyph,"]),
    ],
    ids=(
        *("curly", "straight", "low-9", "guillemets", "french", "swedish", "ticks"),
        *("doubled", "single", "single-straight", "corner", "spaced", "word", "glyph"),
    ),
)
def test_every_style_is_paired(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,", "no"]),
        ("“He said “yes” to me,” she said.", ["He said “yes” to me,", "yes"]),
        ('"The ‘road map’ is dead."', ["The ‘road map’ is dead.", "road map"]),
        ("«He said “no”.»", ["He said “no”.", "no"]),
    ],
    ids=["single-in-double", "double-in-double", "single-in-straight", "double-in-guillemets"],
)
def test_a_nested_quotation_follows_the_outer_one(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It’s the workers’ day and rock ’n’ roll.", []),
        ("A 6'2\" guard left.", []),
        ("The ’90s were the boys' best years.", []),
        ("He don't and she won't.", []),
        ("No marks at all.", []),
        ("", []),
    ],
    ids=["apostrophes", "inches", "decade", "contractions", "none", "empty"],
)
def test_what_is_no_quotation(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_missing_closing_mark_ends_with_the_paragraph() -> None:
    text = "He said: “We go.\n\nThe crowd left."
    found = quotations(text)
    assert [(q.span.of(text), q.is_open) for q in found] == [("We go.", True)]


def test_a_new_opening_mark_ends_a_quotation_that_was_never_closed() -> None:
    text = "“We go, he said. “We must.”"
    assert [(q.span.of(text), q.is_open) for q in quotations(text)] == [("We go, he said.", True), ("We must.", False)]


def test_a_missing_opening_mark_is_where_its_sentence_begins() -> None:
    assert words("Rain fell. We will stay,” he said.") == ["We will stay,"]


def test_a_stray_mark_in_a_sentence_with_a_quotation_is_left_alone() -> None:
    assert words("“Go,” he said, and went.”") == ["Go,"]


def test_an_opening_mark_repeated_at_each_paragraph_carries_on() -> None:
    text = "\n\n".join(f"“Paragraph {n} of the speech." for n in range(30)) + "”"
    found = quotations(text)
    assert [q.continues for q in found] == [None, *range(29)]
    assert [q.is_open for q in found] == [True] * 29 + [False]


def test_an_open_quotation_may_close_in_the_next_paragraph() -> None:
    text = "“First.\n\nSecond,” he said."
    assert [(q.span.of(text), q.continues) for q in quotations(text)] == [("First.", None), ("Second,", 0)]


def test_a_paragraph_between_breaks_the_chain() -> None:
    text = "“First.\n\nA dog barked.\n\n“Second.”"
    assert [q.continues for q in quotations(text)] == [None, None]


def test_one_bad_paragraph_does_not_spoil_the_next() -> None:
    assert words('Bad " mark\n\n“Good one,” he said.')[-1] == "Good one,"


@pytest.mark.parametrize("unit", ['"', "“", "”", "'", "‘", "“a ", '"a" ', "‘a’ ", "''", "«»", "“\n\n"])
def test_ten_thousand_marks_take_linear_time(unit: str) -> None:
    def taken(times: int) -> float:
        text = unit * times
        found = [Sentence(0, 0, len(text), 0)]
        started = time.process_time()
        find_quotations(text, found)
        return time.process_time() - started

    taken(100)
    assert taken(10_000) < 2.0


@given(st.text(alphabet=MARKS + "ab. ,\n", max_size=80))
@settings(max_examples=300, deadline=None)
def test_quotations_are_ordered_nested_or_apart_and_inside_the_text(text: str) -> None:
    found = quotations(text)
    assert [q.outer for q in found] == sorted((q.outer for q in found), key=lambda s: (s.start, -s.end))
    for n, q in enumerate(found):
        assert q.outer.covers(q.span)
        assert q.outer.end <= len(text)
        assert q.span.of(text) == q.span.of(text).strip()
        assert q.continues is None or q.continues < n
        for other in found[n + 1 :]:
            assert q.outer.covers(other.outer) or not q.outer.overlaps(other.outer)


@given(st.lists(st.text(alphabet="abc ,.", min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_balanced_curly_marks_are_found_as_they_stand(parts: list[str]) -> None:
    text = " said ".join(f"“x{p}x”" for p in parts)
    found = find_quotations(text, [Sentence(0, 0, len(text), 0)])
    assert [q.span.of(text) for q in found] == [f"x{p}x" for p in parts]


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_will_do(text: str) -> None:
    quotations(text)
