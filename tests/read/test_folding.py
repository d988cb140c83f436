"""The fold: same length, every mark of one kind, letters untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.read.folding import fold

CASES = [
    ("“Yes,” he said", '"Yes," he said'),
    ("‘Yes’ – it’s", "'Yes' — it's"),
    ("«Oui» „Ja“ 「はい」", '"Oui" "Ja" "はい"'),
    ("US–China, 2018–19", "US-China, 2018-19"),
    ("KABUL – The", "KABUL — The"),
    ("KABUL - The", "KABUL — The"),
    ("Afrin—which fell", "Afrin—which fell"),
    ("US-led", "US-led"),
    ("minus −5 and co‑operate", "minus -5 and co-operate"),
    ("a\u00a0b\u2009c\u3000d\te", "a b c d e"),
    ("one\r\ntwo\rthree\u2028four", "one \ntwo\nthree\nfour"),
    ("\ufeffNUL\x00 \u200fright\u202e \ud800", " NUL   right   "),
    ("ＡＢ１ 𝐁old", "AB1 Bold"),
    ("Erdoğan, São Paulo, 中国, 10²", "Erdoğan, São Paulo, 中国, 10²"),
    ("''No,'' he said", ' "No,"  he said'),
    ("rock 'n' roll, the '90s", "rock 'n' roll, the '90s"),
]


@pytest.mark.parametrize(("text", "folded"), CASES)
def test_folds_marks_and_leaves_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_keeps_its_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(exclude_categories=())))
def test_fold_is_readable_and_stable(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    folded.encode("utf-8")
    assert not set(folded) & set("\x00\r\t\ufeff\u200f“”‘’–")


@given(st.text(st.characters(exclude_categories=())))
def test_letters_and_digits_stay(text: str) -> None:
    for before, after in zip(text, fold(text), strict=True):
        if before.isalnum() and before.isascii():
            assert after == before


def test_many_odd_characters_take_the_other_road() -> None:
    text = "".join(map(chr, range(0x80, 0x3100)))
    assert len(fold(text)) == len(text)
    assert "“" not in fold(text)
