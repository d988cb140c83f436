"""Cut a sentence that is too long for a parser: after a semicolon, else a comma, else at a space, else anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MAX_TOKENS: Final = 400
MAX_CHARACTERS: Final = 4_000

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_CUTS: Final = (re.compile(r";[\"')\]]*(?=\s)"), re.compile(r",[\"')\]]*(?=\s)"), re.compile(r"(?=\s)"))


def split_long(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the pieces of one sentence, trimmed, each at most MAX_TOKENS words and marks long."""
    while True:
        while start < end and folded[start].isspace():
            start += 1
        if start >= end:
            return
        limit = _limit(folded, start, end)
        if limit >= end:
            yield _trim_end(folded, start, end)
            return
        cut = _best_cut(folded, start, limit)
        yield _trim_end(folded, start, cut)
        start = cut


def _limit(folded: str, start: int, end: int) -> int:
    """Return the offset up to which one piece may reach."""
    if end - start <= MAX_TOKENS:  # cannot have more words and marks than characters
        return end
    longest = min(end, start + MAX_CHARACTERS)
    for count, token in enumerate(_TOKEN.finditer(folded, start, longest)):
        if count == MAX_TOKENS:
            return token.start()
    return longest


def _best_cut(folded: str, start: int, limit: int) -> int:
    """Return the last good place to cut in the second half of the stretch, or its limit."""
    middle = (start + limit) // 2
    for pattern in _CUTS:
        ends = [found.end() for found in pattern.finditer(folded, middle, limit)]
        if ends:
            return ends[-1]
    return limit


def _trim_end(folded: str, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and folded[end - 1].isspace():
        end -= 1
    return start, end
