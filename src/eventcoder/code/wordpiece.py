"""Split text into the word pieces that the learned model knows, with the place of each piece in the text.

The uncased WordPiece scheme of BERT (Devlin et al. 2019, appendix A.2): words and single punctuation marks, lower case
and without accents; a word is cut into the longest pieces that the vocabulary has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LONGEST_WORD: Final = 100  # characters; longer ones are unknown, as in the scheme's own code
_INNER: Final = "##"
_UNKNOWN: Final = "[UNK]"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a word: its number in the vocabulary and where its word stands in the text."""

    id: int
    start: int
    end: int


class WordPieces:
    """Cuts texts by one vocabulary.

    vocabulary: all pieces; a piece's number is its place. Pieces inside a word begin with ``##``.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids = {piece: n for n, piece in enumerate(vocabulary)}
        self._cut = lru_cache(maxsize=20_000)(self._pieces_of)

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return the pieces of a text in order."""
        return tuple(Piece(i, start, end) for start, end in _words(text) for i in self._cut(_plain(text[start:end])))

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        if not word:
            return ()
        if len(word) > _LONGEST_WORD:
            return (self.ids[_UNKNOWN],)
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = _INNER if start else ""
            end = next((e for e in range(len(word), start, -1) if mark + word[start:e] in self.ids), start)
            if end == start:
                return (self.ids[_UNKNOWN],)
            found.append(self.ids[mark + word[start:end]])
            start = end
        return tuple(found)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each word and of each punctuation mark."""
    start: int | None = None
    for i, c in enumerate(text):
        alone = _is_punctuation(c) or _is_ideograph(c)
        if (alone or c.isspace() or _is_control(c)) and start is not None:
            yield start, i
            start = None
        if alone:
            yield i, i + 1
        elif start is None and not c.isspace() and not _is_control(c):
            start = i
    if start is not None:
        yield start, len(text)


def _plain(word: str) -> str:
    """In lower case, without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def _is_punctuation(c: str) -> bool:
    if c.isascii():
        return c.isprintable() and not c.isalnum() and c != " "
    return unicodedata.category(c).startswith("P")


def _is_control(c: str) -> bool:
    return unicodedata.category(c).startswith("C") and c not in "\t\n\r"


def _is_ideograph(c: str) -> bool:
    return "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf" or "\uf900" <= c <= "\ufaff" or c >= "\U00020000"
