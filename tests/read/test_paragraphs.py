"""Paragraphs: blank lines, lines that are paragraphs, and text wrapped at a width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.read.folding import fold
from eventcoder.read.paragraphs import split_paragraphs

WRAPPED = """ISLAMABAD, July 16: The foreign minister met the visiting
envoy on Friday and told him that the country wanted peace
in the region.
He said that both sides would meet again next month, and
the envoy agreed.
    A spokesman called the meeting useful and said that more
talks would follow."""

CASES = {
    "blank-lines": ("One. Two.\n\nThree.\n \n\nFour.", ["One. Two.", "Three.", "Four."]),
    "lines": (
        "By Our Correspondent\nKABUL: " + "He left the city. " * 12 + "\n“No,” she said.\nThey stayed.",
        ["By Our Correspondent", "KABUL: " + "He left the city. " * 12, "“No,” she said.", "They stayed."],
    ),
    "carriage-returns": ("One.\r\n\r\nTwo.\r\rThree.", ["One.", "Two.", "Three."]),
    "wrapped": (
        WRAPPED,
        [
            "\n".join(WRAPPED.split("\n")[0:3]),
            "\n".join(WRAPPED.split("\n")[3:5]),
            "\n".join(WRAPPED.split("\n")[5:7]),
        ],
    ),
    "headings": (
        "The envoy left.\nA new start\nThe talks went on.",
        ["The envoy left.", "A new start", "The talks went on."],
    ),
    "small-letter-goes-on": (
        "The list of those who died in the attack\nwas long and " + "sad and long " * 20 + ".",
        ["The list of those who died in the attack\nwas long and " + "sad and long " * 20 + "."],
    ),
    "bullets": (
        "They agreed:\n- to stop\n• to talk\n1. to trade",
        ["They agreed:", "- to stop", "• to talk", "1. to trade"],
    ),
    "nothing": (" \n \x00\ufeff\n", []),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_paragraphs(text: str, wanted: list[str]) -> None:
    assert [text[s:e] for s, e in split_paragraphs(fold(text))] == [w.strip() for w in wanted]


@given(st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from("\n\r a.-"))))
def test_paragraphs_are_ordered_and_complete(text: str) -> None:
    folded, last = fold(text), 0
    for start, end in split_paragraphs(folded):
        assert last <= start < end <= len(text)
        assert not folded[last:start].strip()
        assert folded[start:end] == folded[start:end].strip()
        last = end
    assert not folded[last:].strip()
