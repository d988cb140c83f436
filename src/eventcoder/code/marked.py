"""What the learned model reads: a sentence as word pieces, its source and target between marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.code.wordpiece import Piece, WordPieces
from eventcoder.schema import Span

LONGEST: Final = 96  # pieces, marks included; nine of ten sentences have fewer than 60
_MARKS: Final = ("[unused0]", "[unused1]", "[unused2]", "[unused3]")  # source opens, closes; target opens, closes
_FIRST: Final = "[CLS]"
_LAST: Final = "[SEP]"
_BEFORE: Final = 10  # pieces kept before the first mark where a sentence is too long


@dataclass(frozen=True, slots=True)
class MarkedPair:
    """A sentence in numbers: its pieces, and where the opening marks of source and target stand among them."""

    ids: tuple[int, ...]
    source: int
    target: int


def mark_pair(text: str, source: Span, target: Span, words: WordPieces) -> MarkedPair:
    """Return the text with its source and target marked, cut to the stretch around them where it is too long."""
    source_open, source_close, target_open, target_close = (words.ids[m] for m in _MARKS)
    ends = ((source, source_open, source_close), (target, target_open, target_close))
    ids = list(_with_marks(words.pieces(text), ends))
    start = _window(len(ids), ids.index(source_open), ids.index(target_open))
    ids = [words.ids[_FIRST], *ids[start : start + LONGEST - 2], words.ids[_LAST]]
    return MarkedPair(tuple(ids), _place(ids, source_open), _place(ids, target_open))


def _with_marks(pieces: Sequence[Piece], ends: Sequence[tuple[Span, int, int]]) -> Iterator[int]:
    """The numbers of pieces and marks in text order; a mark whose words are no piece stands at the end."""
    opened: set[int] = set()
    closed: set[int] = set()
    for piece in (*pieces, None):
        for span, opening, closing in ends:
            if opening in opened and closing not in closed and (piece is None or piece.start >= span.end):
                closed.add(closing)
                yield closing
        for span, opening, _ in ends:
            if opening not in opened and (piece is None or piece.end > span.start):
                opened.add(opening)
                yield opening
        if piece is not None:
            yield piece.id


def _window(length: int, *marks: int) -> int:
    room = LONGEST - 2
    return 0 if length <= room else max(0, min(min(marks) - _BEFORE, length - room))


def _place(ids: Sequence[int], mark: int) -> int:
    """Where a mark stands; the last place if it was cut off."""
    return ids.index(mark) if mark in ids else len(ids) - 1
