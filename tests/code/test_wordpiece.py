"""Word pieces and marked sentences: what the learned model reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.code.marked import LONGEST, mark_pair
from eventcoder.code.wordpiece import WordPieces
from eventcoder.schema import Span

MARKS = ("[unused0]", "[unused1]", "[unused2]", "[unused3]")
VOCABULARY = (
    "[PAD]",
    *MARKS,
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "un",
    "##want",
    "##ed",
    "runn",
    "##ing",
    "cafe",
    ",",
    ".",
    "'",
    "iran",
)


@pytest.fixture(scope="module")
def words() -> WordPieces:
    return WordPieces(VOCABULARY)


def _read(words: WordPieces, ids: tuple[int, ...]) -> list[str]:
    return [VOCABULARY[i] for i in ids]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("UNwanted, running", ["un", "##want", "##ed", ",", "runn", "##ing"]),
        ("Café.", ["cafe", "."]),
        ("Iran's", ["iran", "'", "[UNK]"]),
        ("unwantedly", ["[UNK]"]),
        ("x" * 101, ["[UNK]"]),
        ("un\u200bwant un", ["un", "[UNK]", "un"]),
        ("", []),
    ],
    ids=["cut", "accent", "apostrophe", "no-rest", "long", "control", "empty"],
)
def test_words_are_cut_into_the_longest_pieces(words: WordPieces, text: str, pieces: list[str]) -> None:
    assert _read(words, tuple(p.id for p in words.pieces(text))) == pieces


def test_pieces_know_their_word(words: WordPieces) -> None:
    text = "Iran, running"
    assert [text[p.start : p.end] for p in words.pieces(text)] == ["Iran", ",", "running", "running"]


def test_marks_stand_around_source_and_target(words: WordPieces) -> None:
    text = "Iran, unwanted, cafe."
    pair = mark_pair(text, Span(16, 20), Span(0, 4), words)
    assert _read(words, pair.ids)[1:-1] == [
        *("[unused2]", "iran", "[unused3]", ",", "un", "##want", "##ed", ","),
        *("[unused0]", "cafe", "[unused1]", "."),
    ]
    assert (VOCABULARY[pair.ids[pair.source]], VOCABULARY[pair.ids[pair.target]]) == ("[unused0]", "[unused2]")


def test_a_long_sentence_is_cut_around_its_marks(words: WordPieces) -> None:
    text = "cafe " * 300 + "iran " + "un " * 20 + "running " + "cafe " * 300
    pair = mark_pair(text, Span(1500, 1504), Span(1565, 1572), words)
    assert len(pair.ids) == LONGEST
    assert {"iran", "runn"} <= set(_read(words, pair.ids))


@given(st.text(max_size=80), st.integers(0, 79), st.integers(0, 79))
def test_any_text_can_be_marked(text: str, first: int, second: int) -> None:
    pair = mark_pair(text, Span(first, first + 1), Span(second, second + 3), WordPieces(VOCABULARY))
    assert pair.source < len(pair.ids) <= LONGEST
    assert VOCABULARY[pair.ids[pair.target]] in ("[unused2]", "[SEP]")
