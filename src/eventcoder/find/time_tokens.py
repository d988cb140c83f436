"""Turn a text into a string of symbols, one character a token, on which time patterns are matched as plain regexes.

A known word has a symbol of its own (private use characters), so that "last" or "Monday" is one character; every
other token has the symbol of its shape (SHAPES). Linear in the length of the text: each character is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Symbol -> shape. Punctuation stands for itself if it is in _MARKS and is "p" otherwise.
SHAPES: Final = {
    "D": "whole number 1 to 31",
    "I": "other whole number below 1000",
    "Y": "four digits, 1000 to 2199, not a full hundred",
    "R": "four digits, 1000 to 2100, a full hundred",
    "n": "any other number: 2,014, 3.5, 10am, $20",
    "T": "1st to 31st",
    "U": "32nd and up",
    "E": "1990s",
    "e": "90s, '90s; not 30s, which is an age or a temperature",
    "S": "2021-05-03, with or without a time",
    "L": "25/12/2019",
    "K": "25.12.2019",
    "P": "28/29",
    "Q": "Q3",
    "x": "unknown word in lower case",
    "X": "unknown word with a capital",
    "B": "end of a paragraph or of the text",
    "p": "any other mark",
}
_MARKS: Final = ",.;:()%/-'"
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_QUOTES: Final = "'\u2018\u2019\u201b\u02bc"
_FIRST_WORD: Final = 0xE000  # private use area: 6,400 symbols
_KEPT_WORDS: Final = 16_384  # words whose symbol is kept: few words make up most of all texts
_GLUE: Final = frozenset("$\u20ac\u00a3\u00a5#_@\\")  # before a number: it is no day and no year

# Words come first because most tokens are words: no other shape but a quarter begins with a letter.
_TOKEN: Final = re.compile(
    rf"""
      (?P<Q>Q[1-4](?!\w))
    | (?P<word>[^\W\d_]+)
    | (?P<S>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{{1,9}})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
    | (?P<L>\d{{1,2}}/\d{{1,2}}/\d{{4}}(?![\w/]))
    | (?P<K>\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?!\w|\.\d))
    | (?P<E>[12]\d\d0[{_QUOTES}]?s(?!\w))
    | (?P<e>(?:[{_QUOTES}][1-9]|[5-9])0[{_QUOTES}]?s(?!\w))
    | (?P<ordinal>\d{{1,3}}(?:st|nd|rd|th)(?!\w))
    | (?P<P>\d{{1,2}}/\d{{1,2}}(?![\w/]))
    | (?P<number>\d+(?:[.,:]\d+)*\w*)
    | (?P<B>\n[^\S\n]{{0,200}}\n|\u2029)
    | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class TimeTokens:
    """Symbols of a text and where each token stands; the last symbol is always a break, and no token."""

    symbols: str
    matches: Sequence[re.Match[str]]  # of all tokens but the last, which stands for the end of the text

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the tokens ``first`` up to ``last``, which is not included; the break at the end has none."""
        return self.matches[first].start(), self.matches[last - 1].end()


class Vocabulary:
    """Gives every known word its symbol.

    forms: words and phrases in lower case; capitals: words that are known only with a capital.
    """

    def __init__(self, forms: Iterable[str], capitals: frozenset[str]) -> None:
        found = {part for form in forms for part in _words(form)}
        self._symbols = {word: chr(_FIRST_WORD + i) for i, word in enumerate(sorted(found))}
        self._capitals = capitals
        self._word_symbol = lru_cache(maxsize=_KEPT_WORDS)(self._find_symbol)

    def phrase(self, form: str) -> str:
        """Return the symbols of a form all of whose words are known ("per cent" has two, "mr." has two)."""
        return "".join(self._symbols.get(m.group().lower()) or _mark_symbol(m) for m in _TOKEN.finditer(form))

    def read(self, text: str) -> TimeTokens:
        """Return the tokens of ``text``; works on any string."""
        matches = list(_TOKEN.finditer(text))
        of_word, other = self._word_symbol, self._symbol
        symbols = [of_word(m.group()) if m.lastgroup == "word" else other(m, text) for m in matches]
        return TimeTokens("".join(symbols) + "B", matches)

    def _symbol(self, match: re.Match[str], text: str) -> str:
        """Return the symbol of a token that is no word."""
        kind, raw = match.lastgroup or "mark", match.group()
        if kind == "mark":
            return _mark_symbol(match)
        if raw in self._symbols:  # "9/11"
            return self._symbols[raw]
        is_glued = match.start() > 0 and (text[match.start() - 1] in _GLUE or text[match.start() - 1].isalnum())
        if is_glued and kind != "B":
            return "n"
        if kind == "number":
            return _number_symbol(raw)
        if kind == "ordinal":
            return "T" if 1 <= int(raw[:-2]) <= 31 else "U"
        return kind

    def _find_symbol(self, raw: str) -> str:
        word = raw.lower()
        symbol = self._symbols.get(word)
        if symbol is None or (word in self._capitals and not raw[0].isupper()):
            return "X" if raw[0].isupper() else "x"
        return symbol


def _words(form: str) -> list[str]:
    """Return the words of a form, and numbers such as 9/11; marks stand for themselves."""
    return [m.group().lower() for m in _TOKEN.finditer(form) if m.lastgroup in ("word", "number", "P")]


def _mark_symbol(match: re.Match[str]) -> str:
    raw = match.group()
    if raw in _DASHES:
        return "-"
    if raw in _QUOTES:
        return "'"
    return raw if raw in _MARKS else "p"


def _number_symbol(raw: str) -> str:
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 4):
        return "n"
    value = int(raw)
    if len(raw) == 4 and 1000 <= value < 2200:
        return "Y" if value % 100 else "R"
    if len(raw) <= 2 and 1 <= value <= 31:
        return "D"
    return "I" if len(raw) <= 3 else "n"
