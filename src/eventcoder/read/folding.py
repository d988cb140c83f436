"""A folded copy of a text: same length, character for character, so that its offsets are offsets into the text.

In the fold every quotation mark is ``"`` or ``'``, every space is a plain space, every line end is a newline,
``-`` joins (US-led, 2018-19) and ``—`` separates; two single marks in a row are a double mark and a space. What cannot
be read (NUL, control and direction marks, lone surrogates) is a space. Letters, digits and case are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DOUBLE: Final = (
    "\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\u301d\u301e\u301f\u2033\u2036\uff02\u275d\u275e"
)
_SINGLE: Final = "\u2018\u2019\u201a\u201b\u2039\u203a\u02bc\u02bb\u2032\u2035\u00b4\u0060\uff07\u275b\u275c\u055a"
_HYPHEN: Final = "\u2010\u2011\u00ad\u2212\ufe63\uff0d\u2043\u058a\u02d7"
_DASH: Final = "\u2012\u2013\u2014\u2015\u2e3a\u2e3b\ufe58\u2e40\u301c\u3030"
_LINE: Final = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BLANK: Final = "\t\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd\u034f\u180e"
_WIDE: Final = (range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800))  # full-width and mathematical letters and digits
_UNREADABLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zs"})
_LOW_PLANES: Final = 0x3100  # control, format and space characters end below, but for the ranges listed here
_HIGH_PLANES: Final = (range(0xFE00, 0xFE10), range(0xFEFF, 0xFF00), range(0xFFF9, 0xFFFC), range(0xE0000, 0xE0080))

# An en dash between letters or digits joins (US–China, 2018–19); a hyphen between spaces separates (KABUL - The).
_JOINING: Final = re.compile(r"(?<=[^\W_])\u2013(?=[^\W_])")
_SEPARATING: Final = re.compile(r"(?<!\S)-(?=\s)")
# Two single marks are one double mark in old wire text; the spare character becomes a space outside the quotation.
_TWO_OPENING: Final = re.compile(r"(?<![^\s(\[{—])''(?=[^\s'])")
_TWO_CLOSING: Final = re.compile(r"(?<=[^\s'])''(?!')")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    """Return code point -> folded character for every character that is folded on its own."""
    table: dict[int, str] = {}
    low = (range(_LOW_PLANES), *_HIGH_PLANES)
    for code in (c for stretch in low for c in stretch):
        if unicodedata.category(chr(code)) in _UNREADABLE and code != 0x0A:
            table[code] = " "
    for code in (c for stretch in _WIDE for c in stretch):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = plain
    for marks, plain in ((_DOUBLE, '"'), (_SINGLE, "'"), (_HYPHEN, "-"), (_DASH, "—"), (_LINE, "\n"), (_BLANK, " ")):
        table.update(dict.fromkeys(map(ord, marks), plain))
    del table[0x20], table[0x2014]  # they are what they are folded to
    return table


def fold(text: str) -> str:
    """Return the folded copy of ``text``; ``len(fold(text)) == len(text)`` for every string.

    >>> fold("“Yes” – US–led")
    '"Yes" — US-led'
    """
    folded = text.replace("\r\n", " \n").replace("\r", "\n")
    if not folded.isascii():
        folded = _PRIVATE.sub(" ", _SURROGATE.sub(" ", _JOINING.sub("-", folded)))
    odd = {mark for mark in set(folded) if ord(mark) in _table()}
    if odd:
        folded = _replace(folded, odd)
    if "''" in folded:
        folded = _TWO_CLOSING.sub('" ', _TWO_OPENING.sub(' "', folded))
    return _SEPARATING.sub("—", folded)


def _replace(text: str, odd: set[str]) -> str:
    """Replace the characters of ``odd``: one quick pass for each if there are few, one slow pass if there are many."""
    table = _table()
    if len(odd) > 32:
        return text.translate({ord(mark): table[ord(mark)] for mark in odd})
    for mark in odd:
        text = text.replace(mark, table[ord(mark)])
    return text
