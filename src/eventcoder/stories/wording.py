"""Words as they are compared: folded, without function words, names and endings."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from eventcoder.schema import Span

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,.]*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_ENDINGS: Final = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""))
_NOUN_ENDINGS: Final = ("ation", "ment", "ion")
_DOUBLED: Final = re.compile(r"([bdglmnprt])\1$")
_SHORTEST: Final = 4  # letters that stay behind when an ending goes
_NEAR: Final = 2  # words behind a number among which the thing that it counts stands
_NUMERAL: Final = 20  # characters of the longest number word

Figures = dict[str, frozenset[float]]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word in small letters without the endings of number, tense, manner and of nouns made of verbs.

    >>> [stem(w) for w in ("Missiles", "expelled", "studies", "resignations", "news")]
    ['missil', 'expel', 'study', 'resign', 'news']
    """
    word = _POSSESSIVE.sub("", word.casefold())
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _SHORTEST:
            word = word.removesuffix(ending) + instead
            break
    for ending in _NOUN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    word = _DOUBLED.sub(r"\1", word) if len(word) > _SHORTEST + 1 else word
    return word.removesuffix("e") if len(word) > _SHORTEST else word


def words_of(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the words and numbers of a stretch of text with their offsets."""
    return ((found.start(), found.group()) for found in _WORD.finditer(text, start, end))


def content_words(text: str, within: Span, without: Iterable[Span], common: Set[str]) -> frozenset[str]:
    """Return the stems of a stretch's words that are neither common nor inside one of the spans ``without``."""
    hidden = [(span.start, span.end) for span in without]
    return frozenset(
        stem(word)
        for at, word in words_of(text, within.start, within.end)
        if word[0].isalpha()
        and len(word) > 1
        and word.casefold() not in common
        and _POSSESSIVE.sub("", word.casefold()) not in common
        and not any(start <= at < end for start, end in hidden)
    )


def likeness(first: Set[str], second: Set[str]) -> float:
    """Return the share of words in common: 0 for none, near 1 for the same many words.

    The cosine of two sets, each counted one word longer, so that one word in common of few tells little.
    """
    return len(first & second) / math.sqrt((len(first) + 1) * (len(second) + 1))


def figures_of(
    text: str, within: Span, without: Span | None, value: Callable[[str], int | None], common: Set[str]
) -> Figures:
    """Return what a stretch counts: stems of the words behind each number, with the numbers.

    without: a dateline, whose day counts nothing. value: what a number word means, None for another word.
    """
    start = max(within.start, without.end) if without is not None else within.start
    words = list(words_of(text, start, within.end))
    found: dict[str, set[float]] = {}
    for i, (_, word) in enumerate(words):
        number = _number(word, value)
        if number is None or number == 1:
            continue
        behind = _behind(text, words[i : i + 1 + _NEAR])
        for counted in takewhile(lambda word: word.casefold() not in common, behind):
            found.setdefault(stem(counted), set()).add(number)
    return {counted: frozenset(numbers) for counted, numbers in found.items()}


def number_before(text: str, start: int, what: Span, value: Callable[[str], int | None]) -> float | None:
    """Return the number that counts the people of a span: its first or the last before it, if more than one."""
    before = list(words_of(text, max(start, what.start - _NUMERAL), what.start))[-1:]
    inside = list(words_of(text, what.start, what.end))[:1]
    numbers = (_number(word, value) for _, word in (*inside, *before))
    return next((number for number in numbers if number is not None and number > 1), None)


def _behind(text: str, words: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield the words that follow the first one with nothing but a space between."""
    for (at, before), (then, word) in pairwise(words):
        if not text[at + len(before) : then].isspace() or not word[0].isalpha():
            return
        yield word


def _number(word: str, value: Callable[[str], int | None]) -> float | None:
    if not word[0].isdigit():
        return value(word.casefold())
    try:
        return float(word.rstrip(".,").replace(",", ""))
    except ValueError:  # 3.4.2020 and the like
        return None
