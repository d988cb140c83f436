"""Datelines: the "CITY, 3 May (Wire) -" opening of a report, found without touching the text.

A place in capitals needs a colon, a dash, a wire or a date beside it; a place in small letters needs a wire or a date,
or somebody who knows places (``is_place``). Knowledge: ``language/months.tsv``, ``wires.tsv``, ``not_places.tsv``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from eventcoder.knowledge.language import Language
from eventcoder.schema import Dateline, Span

IsPlace = Callable[[str], bool]

_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITAL_WORD: Final = rf"{_CAPITAL}(?:{_CAPITAL}|[.'])*(?!\w)"
_CAPITALS: Final = rf"{_CAPITAL_WORD}(?:[ -]{_CAPITAL_WORD}){{0,5}}"
_TITLED: Final = r"[A-Z][\w.'-]+(?: (?:[A-Z][\w.'-]+|of|de|al|el|la)){0,3}"
_DAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY,?\s+)?"
_WIRE: Final = (
    r"(?:\s*[(\[](?P<wire>[^\W\d_][\w .&/'-]{1,39})[)\]]"
    r"|\s*/(?P<slashed>[A-Z-]{2,12})/\.?"
    r"|,?\s+(?P<bare>[A-Z][\w/-]{1,14})(?=\s*(?:—|--|:)))?"
)
_SEPARATOR: Final = r"\s*(?P<separator>—|--+|:|-(?=\s*[A-Z\"]))?\s*"
_BRACKETS_ONLY: Final = re.compile(r"\((?P<wire>[A-Z][\w .&/'-]{1,39})\)\s*(?P<separator>—|--+|-(?=\s))?\s*")
_STARTS_TEXT: Final = re.compile(r"[A-Z][a-z]|[\"'A]")
_LONGEST: Final = 160
_BEHIND_CAPTION: Final = re.compile(rf"(?<=[.)\]/\"])\s+(?:By\s+)?(?={_CAPITAL}{{3}})")
_CAPTION_LONGEST: Final = 600


def _date_pattern(language: Language) -> str:
    """Pattern of a day with its month, weekday and year optional: "Friday, July 16, 2021", "16 July"."""
    names = "|".join(sorted((re.escape(name) for name in language.months), key=len, reverse=True))
    month = rf"(?P<month{{}}>(?i:{names}))(?!\w)\.?"
    year = r"(?:,?\s+(?P<year{}>\d{{4}}))?"
    day = r"(?P<day{}>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|:\d)"
    return (
        f"{_DAY}(?:{month.format(1)}\\s+{day.format(1)}{year.format(1)}"
        f"|{day.format(2)}\\s+(?:of\\s+)?{month.format(2)}{year.format(2)})"
    )


def _opening(place: str, date: str) -> re.Pattern[str]:
    """Pattern of a dateline whose place is written in a certain way."""
    more = rf"(?:\s*[/;]\s*(?:{place})|\s+and\s+(?:{place}))*"
    plain = re.sub(r"\?P<\w+>", "?:", date)
    region = rf"(?:,\s+(?!{plain})(?P<region>[A-Z][\w.'-]*(?:\s(?:[A-Z][\w.'-]*|of|and)){{0,3}}?))?"
    return re.compile(rf"(?P<place>{place}){more}{region}(?:[,.]?\s+(?P<date>{date}))?[,.]?{_WIRE}\.?{_SEPARATOR}")


class FindDateline:
    """Find the dateline at the start of a paragraph."""

    def __init__(self, language: Language, is_place: IsPlace | None = None) -> None:
        self._language = language
        self._is_place = is_place
        date = _date_pattern(language)
        self._in_capitals = _opening(_CAPITALS, date)
        self._in_title_case = _opening(_TITLED, date)
        self._date_only = re.compile(rf"(?:[A-Z][a-z]+(?: on)?[:,]?\s+)?{date}(?!\w)")

    def __call__(self, folded: str, start: int, end: int, published: str | None = None) -> Dateline | None:
        """Return the dateline of the paragraph ``folded[start:end]``, or None.

        published: the report's day, which gives a day without year its year.
        """
        limit = min(end, start + _LONGEST)
        for pattern in (self._in_capitals, self._in_title_case):
            found = pattern.match(folded, start, limit)
            in_capitals = pattern is self._in_capitals
            if found is not None and self._is_dateline(folded, found, end, in_capitals=in_capitals):
                return self._record(found, published)
        return self._in_brackets(folded, start, end)

    def behind_caption(self, folded: str, start: int, end: int, published: str | None = None) -> Dateline | None:
        """Return the dateline that follows a caption or credit inside a paragraph: "... Photo/Jay Roe) MANILA (AP) -".

        It needs a dash, and a wire, a day or, behind the brackets of a credit, its region: capitals may be an acronym.
        """
        for gap in _BEHIND_CAPTION.finditer(folded, start, min(end, start + _CAPTION_LONGEST)):
            found = self._in_capitals.match(folded, gap.end(), min(end, gap.end() + _LONGEST))
            if found is None or found["separator"] in (None, ":"):
                continue
            is_credited = found["region"] is not None and folded[gap.start() - 1] in ")]"
            is_sure = is_credited or self._has_credit(found) or found["date"] is not None
            if is_sure and self._is_dateline(folded, found, end, in_capitals=True):
                return self._record(found, published)
        return None

    def _in_brackets(self, folded: str, start: int, end: int) -> Dateline | None:
        """Return the dateline of a report that opens with nothing but a wire, (Reuters) -, or a place, (NEW YORK) -."""
        found = _BRACKETS_ONLY.match(folded, start, min(end, start + _LONGEST))
        if found is None or found.end() >= end:
            return None
        inside, is_wire = found["wire"], found["wire"] in self._language.wires
        if not is_wire and found["separator"] is None:
            return None
        span = _trimmed(found, "separator")
        if is_wire or (inside.isupper() and " " not in inside):
            return Dateline(span, None, None, self._wire_name(inside))
        return Dateline(span, Span(found.start("wire"), found.end("wire")), None, None)

    def date_line(self, folded: str, start: int, end: int) -> str | None:
        """Return the ISO day of a paragraph that is nothing but a date with its year ("Friday, 16 July 2021")."""
        found = self._date_only.match(folded, start, min(end, start + _LONGEST))
        if found is None or end - found.end() > 24 or (found["year1"] or found["year2"]) is None:
            return None
        return self._iso_day(found, None)

    def _is_dateline(self, folded: str, found: re.Match[str], end: int, *, in_capitals: bool) -> bool:
        if found.end() >= end or not found["place"].strip(" .'-"):
            return False
        has_credit = self._has_credit(found)
        if found["separator"] is None and not has_credit:
            return (
                in_capitals and self._is_known_place(found["place"]) and bool(_STARTS_TEXT.match(folded, found.end()))
            )
        if found["separator"] is None:
            return in_capitals or found["slashed"] is not None
        if has_credit or found["date"] is not None:
            return True
        return self._is_bare_dateline(folded, found, end, in_capitals=in_capitals)

    def _has_credit(self, found: re.Match[str]) -> bool:
        """True if a news agency is credited; a name without brackets or slashes must be a known one."""
        wires = self._language.wires
        return (found["wire"] or found["slashed"]) is not None or found["bare"] in wires or found["region"] in wires

    def _is_bare_dateline(self, folded: str, found: re.Match[str], end: int, *, in_capitals: bool) -> bool:
        """True if a place with nothing but a colon or dash opens a report.

        A paragraph written in capitals throughout tells nothing, and a name before a colon may be a speaker.
        """
        if found["bare"] is not None or end - found.end() < 25:
            return False
        place = found["place"]
        if self._is_known_place(place):
            return True
        rest = folded[found.end() : end]
        words = {word.strip(".") for word in re.split(r"[\s-]+", place)}
        return in_capitals and len(place) > 2 and not rest.isupper() and not words & self._language.not_places

    def _is_known_place(self, name: str) -> bool:
        return self._is_place is not None and len(name) > 2 and self._is_place(name)

    def _record(self, found: re.Match[str], published: str | None) -> Dateline:
        wire = found["wire"] or found["slashed"] or found["bare"]
        if wire is None and found["region"] in self._language.wires:  # PARIS, AFP -
            wire = found["region"]
        return Dateline(
            span=_trimmed(found, "separator"),
            place=Span(found.start("place"), found.end("place")),
            date=self._iso_day(found, published) if found["date"] else None,
            wire=self._wire_name(wire) if wire else None,
        )

    def _wire_name(self, credit: str) -> str:
        return self._language.wires.get(credit, credit)

    def _iso_day(self, found: re.Match[str], published: str | None) -> str | None:
        """Return the day of a matched date; one without year takes the year that brings it nearest to ``published``."""
        month = self._language.months[(found["month1"] or found["month2"]).lower()]
        day, year = int(found["day1"] or found["day2"]), found["year1"] or found["year2"]
        if year is not None:
            exact = _day(int(year), month, day)
            return exact.isoformat() if exact else None
        if published is None:
            return None
        base = dt.date.fromisoformat(published)
        days = [d for d in (_day(base.year + shift, month, day) for shift in (-1, 0, 1)) if d is not None]
        return min(days, key=lambda d: abs((d - base).days)).isoformat() if days else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # 31 June, or a year that is none: told so by the text, kept as span only
        return None


def _trimmed(found: re.Match[str], last: str) -> Span:
    """Span of a match without the spaces after its last part."""
    end = found.end(last) if found[last] else found.start() + len(found.group().rstrip())
    return Span(found.start(), end)
