"""Paragraphs of a text: blank lines always part them; single line ends do where lines are whole paragraphs.

Text wrapped at a fixed width is recognised block by block: there, a line end parts only if the next word would still
have fitted on the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET: Final = re.compile(r"\s*(?:[•●▪◦‣■○*]\s|—\s|--\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_WORD: Final = re.compile(r"\S+")
_WRAPPED_AT_MOST: Final = 132  # no wrapped text has longer lines
_WRAPPED_AT_LEAST: Final = 40  # shorter lines are lists, verses or headings
_SLACK: Final = 8  # a ragged margin: the next word fits only if it leaves this many columns
_HEADING: Final = 0.6  # a line that breaks off before this share of the width is a heading

Stretch = tuple[int, int]


def split_paragraphs(folded: str) -> tuple[Stretch, ...]:
    """Return the (start, end) of every paragraph of a folded text, in order, trimmed, never empty."""
    paragraphs: list[Stretch] = []
    for start, end in _blocks(folded):
        paragraphs.extend(_paragraphs_of(folded, _lines(folded, start, end)))
    return tuple(paragraphs)


def _blocks(folded: str) -> Iterator[Stretch]:
    start = 0
    for gap in _BLANK_LINE.finditer(folded):
        yield start, gap.start()
        start = gap.end()
    yield start, len(folded)


def _lines(folded: str, start: int, end: int) -> list[Stretch]:
    """Return the lines of one block, line ends left out, empty lines dropped."""
    lines: list[Stretch] = []
    while start < end:
        stop = folded.find("\n", start, end)
        stop = end if stop < 0 else stop
        if not folded[start:stop].isspace() and start < stop:
            lines.append((start, stop))
        start = stop + 1
    return lines


def _paragraphs_of(folded: str, lines: Sequence[Stretch]) -> Iterator[Stretch]:
    """Join the lines of a wrapped block to paragraphs; elsewhere every line is one."""
    width = _wrap_width(folded, lines)
    opened: int | None = None
    for i, (start, end) in enumerate(lines):
        opened = start if opened is None else opened
        if i + 1 == len(lines) or _parts(folded, lines[i], lines[i + 1], width):
            yield _trimmed(folded, opened, end)
            opened = None


def _wrap_width(folded: str, lines: Sequence[Stretch]) -> int | None:
    """Return the width at which the block is wrapped, or None if its lines are paragraphs.

    Wrapped lines are of middling length and break off inside sentences, so that many lines begin with a small letter;
    in a text written in capitals, at least half of the lines must break off.
    """
    if len(lines) < 2:
        return None
    width = max(_length(folded, line) for line in lines)
    if not _WRAPPED_AT_LEAST <= width <= _WRAPPED_AT_MOST:
        return None
    broken = [i for i, line in enumerate(lines[:-1]) if not _ends_sentence(folded, line)]
    carried_on = sum(_carries_on(folded, lines[i + 1]) for i in broken)
    if folded[lines[0][0] : lines[-1][1]].isupper():
        return width if broken and len(broken) * 2 >= len(lines) - 1 else None
    return width if carried_on and carried_on * 4 >= len(broken) else None


def _carries_on(folded: str, line: Stretch) -> bool:
    """True if a line begins with a small letter."""
    word = _WORD.search(folded, line[0], line[1])
    return word is not None and word.group()[0].islower()


def _length(folded: str, line: Stretch) -> int:
    start, end = line
    return len(folded[start:end].strip())


def _ends_sentence(folded: str, line: Stretch) -> bool:
    start, end = line
    return folded[start:end].rstrip().rstrip("\"')]").endswith((".", "!", "?", "…", ":"))


def _parts(folded: str, line: Stretch, following: Stretch, width: int | None) -> bool:
    """True if a paragraph ends with ``line``; width: at which the block is wrapped, if it is."""
    if _BULLET.match(folded, following[0], following[1]):
        return True
    if not _ends_sentence(folded, line):
        is_short = width is None or _length(folded, line) < width * _HEADING
        return is_short and not _carries_on(folded, following)
    if width is None:
        return True
    word = _WORD.search(folded, following[0], following[1])
    fits = _length(folded, line) + 1 + (len(word.group()) if word else 0)
    return fits + _SLACK <= width


def _trimmed(folded: str, start: int, end: int) -> Stretch:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end
