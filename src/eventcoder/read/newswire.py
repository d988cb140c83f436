"""What a report's own text tells about it: headline, byline, dateline, date line. Everything is a span of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.read.dateline import FindDateline
from eventcoder.read.paragraphs import Stretch
from eventcoder.schema import Dateline, Span

_NAME: Final = r"(?:[A-Z][\w.'-]*+|al-[A-Z][\w'-]*+)"
_SMALL: Final = (
    r"(?:and|of|in|for|the|our|with|de|da|bin|ibn|van|von|der|el|al|la|a|at|from|to|"
    r"staff|special|correspondents?|writers?|reporters?)(?!\w)"
)
_BY_LINE: Final = re.compile(
    rf"(?:By|BY|by|From|Written by|Story by)[: ]\s*(?:{_NAME}|our\b)(?:[\s,;|/&—-]++(?:{_NAME}|{_SMALL}))*[.,]?"
)
_REPORTS_LINE: Final = re.compile(
    rf"{_NAME}(?:\s{_NAME}){{0,5}}\s+(?:reports|writes)(?:\s(?:from|for|in)\s{_NAME}(?:\s{_NAME}){{0,3}})?\.?"
)
_BY: Final = re.compile(r"(?:By|BY)\s+(?=[A-Z])")
_CAPITALS_AHEAD: Final = re.compile(r"\s+(?=[A-Z][A-Z.])")
_CREDITS: Final = re.compile(
    r"[(\[]?(?:Additional )?(?:Reporting|Writing|Written|Editing)(?: and (?:writing|editing))? by\b[^\n]*",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\S+")
_OPENING_PARAGRAPHS: Final = 6
_BYLINE_LONGEST: Final = 140
_HEADLINE_LONGEST: Final = 220
_HEADLINE_WORDS: Final = 28
_BY_A_TIME: Final = re.compile(r"(?:By|BY|by|From)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


@dataclass(frozen=True, slots=True)
class Newswire:
    """The opening of a report, as far as it could be told from the text."""

    headline: Span | None
    byline: Span | None
    dateline: Dateline | None
    published: str | None  # ISO day from a date line of its own, or from a dateline that names the year


class ReadNewswire:
    """Find headline, byline and dateline in the first paragraphs of a report."""

    def __init__(self, find_dateline: FindDateline) -> None:
        self._find_dateline = find_dateline

    def __call__(self, folded: str, paragraphs: Sequence[Stretch], published: str | None = None) -> Newswire:
        """Read the opening of a folded text; published: its day, where something else already told it."""
        opening = paragraphs[:_OPENING_PARAGRAPHS]
        byline, byline_at = self._byline(folded, opening, paragraphs)
        dated = next((d for s, e in opening if (d := self._find_dateline.date_line(folded, s, e))), None)
        dateline, dateline_at = self._dateline(folded, opening, byline, published or dated)
        first_body = min((at for at in (byline_at, dateline_at) if at is not None), default=1)
        headline = _headline(folded, paragraphs) if first_body > 0 else None
        return Newswire(headline, byline, dateline, dated or (dateline.date if dateline else None))

    def _byline(
        self, folded: str, opening: Sequence[Stretch], paragraphs: Sequence[Stretch]
    ) -> tuple[Span | None, int | None]:
        """Return the byline and the index of its paragraph; credits at the foot are taken if the head has none."""
        for index, (start, end) in enumerate(opening):
            if end - start <= _BYLINE_LONGEST and _is_byline(folded, start, end):
                return Span(start, end), index
            inline = self._byline_before_dateline(folded, start, end)
            if inline is not None:
                return inline, index
        for start, end in paragraphs[-2:] if len(paragraphs) > 1 else ():
            if _CREDITS.fullmatch(folded, start, end):
                return Span(start, end), None
        return None, None

    def _byline_before_dateline(self, folded: str, start: int, end: int) -> Span | None:
        """Return the byline of "By A. Smith KABUL (AP) - ...", where a dateline with its wire follows on the line."""
        if not _BY.match(folded, start, end):
            return None
        for gap in _CAPITALS_AHEAD.finditer(folded, start + 3, min(end, start + _BYLINE_LONGEST)):
            dateline = self._find_dateline(folded, gap.end(), end)
            if dateline is not None and dateline.place is not None and dateline.wire is not None:
                return Span(start, start + len(folded[start : gap.start()].rstrip(" ,;|")))
        return None

    def _dateline(
        self, folded: str, opening: Sequence[Stretch], byline: Span | None, published: str | None
    ) -> tuple[Dateline | None, int | None]:
        """Return the dateline and the index of its paragraph; a colon form that recurs is a transcript's speakers."""
        found: list[tuple[Dateline, int]] = []
        for index, (start, end) in enumerate(opening):
            if byline is not None and start == byline.start:
                start = _skip(folded, byline.end, end)
            dateline = self._find_dateline(folded, start, end, published)
            if dateline is None or dateline.place is None:
                dateline = self._find_dateline.behind_caption(folded, start, end, published) or dateline
            if dateline is not None:
                found.append((dateline, index))
        if not found or (len(found) > 1 and all(folded[d.span.end - 1] == ":" for d, _ in found)):
            return None, None
        return found[0]


def _is_byline(folded: str, start: int, end: int) -> bool:
    if _BY_A_TIME.match(folded, start):
        return False
    return any(line.fullmatch(folded, start, end) for line in (_BY_LINE, _REPORTS_LINE))


def _headline(folded: str, paragraphs: Sequence[Stretch]) -> Span | None:
    """Return the first line if it is short, has no final stop and stands before a body."""
    if len(paragraphs) < 2:
        return None
    start, end = paragraphs[0]
    words = len(_WORD.findall(folded, start, min(end, start + _HEADLINE_LONGEST + 1)))
    if end - start > _HEADLINE_LONGEST or not 2 <= words <= _HEADLINE_WORDS:
        return None
    if folded[end - 1] in ".,:;…-" or folded[start].islower():
        return None
    return Span(start, end) if any(e - s > end - start or e - s > 80 for s, e in paragraphs[1:]) else None


def _skip(folded: str, at: int, end: int) -> int:
    while at < end and (folded[at].isspace() or folded[at] in ",;|"):
        at += 1
    return at
