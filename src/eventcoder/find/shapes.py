"""Words that look like a part of a name."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Token

SHAPE_TAGS: Final = frozenset({"NNP", "NNPS"})
_NOT_NAMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august god christmas easter ramadan internet september october november december sept oct nov dec jan "
    "feb mar apr aug mr mrs ms dr mr. mrs. ms. dr. sir".split()
)


def starts_shape(t: Token, *, is_only_word: bool = False) -> bool:
    """True for a capitalised word that the tagger takes for a name, or that is all there is; no weekday, no title."""
    word = t.text
    return (
        (t.tag in SHAPE_TAGS or is_only_word)
        and word[:1].isupper()
        and word.lower().rstrip(".") not in _NOT_NAMES
        and any(c.isalpha() for c in word)
        and t.dep != "punct"
    )
