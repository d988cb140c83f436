"""Cutting what is too long for a parser."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from eventcoder.read.long_sentences import MAX_CHARACTERS, MAX_TOKENS, split_long


def _tokens(text: str) -> int:
    return len(re.findall(r"\w+|[^\w\s]", text))


def test_short_one_stays_whole() -> None:
    assert list(split_long("  They left. ", 0, 13)) == [(2, 12)]


def test_cut_after_semicolon_then_comma_then_space() -> None:
    semicolon = "word " * 300 + "end; " + "word, " * 200
    first = next(split_long(semicolon, 0, len(semicolon)))
    assert semicolon[first[1] - 1] == ";"
    comma = "word " * 300 + "end, " + "word " * 200
    first = next(split_long(comma, 0, len(comma)))
    assert comma[first[1] - 1] == ","
    space = "word " * 900
    assert [space[s:e].split()[0] for s, e in split_long(space, 0, len(space))] == ["word"] * 3


def test_one_endless_word_is_cut_too() -> None:
    text = "x" * (MAX_CHARACTERS * 2 + 5)
    assert [e - s for s, e in split_long(text, 0, len(text))] == [MAX_CHARACTERS, MAX_CHARACTERS, 5]


@given(st.text(st.sampled_from("ab ,;."), max_size=3_000))
def test_pieces_are_short_ordered_and_complete(text: str) -> None:
    last = 0
    for start, end in split_long(text, 0, len(text)):
        assert last <= start < end
        assert not text[last:start].strip()
        assert _tokens(text[start:end]) <= MAX_TOKENS
        last = end
    assert not text[last:].strip()
