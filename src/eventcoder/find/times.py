"""Text → time expressions: words that say when, taken apart so that resolve/dates.py can name the days.

Knowledge: ``times/patterns.tsv`` and the word tables beside it. The text becomes a string of token symbols, the rows
are regexes over it; of overlapping finds the leftmost, then the longest, then the earlier row wins. What stands around
a find and changes it ("since", "early", "the night of", "from ... to ...") is put on it by find/time_composition.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from eventcoder.find.time_composition import Found, Prefix, compose
from eventcoder.find.time_grammar import CompiledPattern, Grammar
from eventcoder.find.time_tokens import TimeTokens
from eventcoder.knowledge.times import TimeKnowledge
from eventcoder.time_expressions import TimeExpression

__all__ = ["FindTimes", "TimeExpression"]

_Fields = dict[str, Any]
# Classes whose words stand for a number or an id in one field of the expression.
_NUMBER_FIELDS: Final = {
    "MONTH": "month", "MONTHWORD": "month", "MONTHFREE": "month", "MONTHNAME": "month",
    "WEEKDAY": "weekday", "WEEKDAYANY": "weekday", "ORDINAL": "day", "NINETIES": "year",
    "SHIFT": "shift", "FOLLOW": "shift", "SENSE": "shift", "TOWARD": "shift", "DEIXIS": "shift",
}  # fmt: skip
_WORD_FIELDS: Final = {
    "UNIT": "unit", "UNITMANY": "unit", "UNITSOON": "unit", "UNITONE": "unit", "PERIOD": "unit",
    "PORTION": "portion", "PORTIONNOUN": "portion", "SEASON": "name", "HOLIDAY": "name", "DAYPART": "day_part",
    "BOUND": "bound",
}  # fmt: skip
_DIGIT_FIELDS: Final = {
    "DOM": "day", "DAYORD": "day", "YEAR": "year", "YEARODD": "year", "DECADE": "year", "DECADETWO": "year",
    "QUARTER": "count",
}  # fmt: skip
_FIXED_TYPES: Final[Mapping[str, Callable[[str], Any]]] = {"shift": int, "count": int, "is_vague": bool}
_HIGHEST: Final = {"quarter": 4, "half": 2, "nth_weekday": 4}
_MULTIPLIERS: Final = (12, 100, 1000)  # "two dozen", "three hundred": they multiply what stands before them
_LONGEST_YEARS: Final = 500  # "1999-2003" is a range of years, "1100-2000" is not


class FindTimes:
    """Finds the time expressions of a text.

    >>> from eventcoder.knowledge.times import load_times
    >>> text = "Talks held since Monday failed on 3 May."
    >>> [(text[t.start:t.end], t.text_kind, t.bound) for t in FindTimes(load_times())(text)]
    [('since Monday', 'weekday', 'since'), ('3 May', 'date', None)]
    """

    def __init__(self, knowledge: TimeKnowledge) -> None:
        self._vague = knowledge.vague
        self._grammar = Grammar(knowledge)

    def __call__(self, text: str) -> tuple[TimeExpression, ...]:
        """Return the expressions in text order, without overlaps; empty if there are none. Any string will do."""
        tokens = self._grammar.vocabulary.read(text)
        found: list[tuple[int, int, int, Found | None]] = []
        prefixes: list[Prefix] = []
        for rank, pattern, match in self._matches(tokens.symbols):
            first, last = match.span("span")
            expression = self._build(pattern, match, tokens, text)
            if expression is None:
                continue
            if pattern.row.kind == "prefix":
                prefixes.append(Prefix(first, last, expression))
            else:
                kept = None if pattern.row.kind == "guard" else Found(first, last, expression)
                found.append((first, -last, rank, kept))
        return compose(_without_overlaps(found), prefixes, tokens, self._grammar.vocabulary)

    def _matches(self, symbols: str) -> list[tuple[int, CompiledPattern, re.Match[str]]]:
        """Return every row that fits somewhere; each place tries only the rows that can begin with its symbol."""
        by_first = self._grammar.by_first
        found: list[tuple[int, CompiledPattern, re.Match[str]]] = []
        for i, symbol in enumerate(symbols):
            starters = by_first.get(symbol)
            if starters is not None and (starters.gate is None or starters.gate.match(symbols, i)):
                found.extend(starters.matching(symbols, i))
        return found

    def _build(
        self, pattern: CompiledPattern, match: re.Match[str], tokens: TimeTokens, text: str
    ) -> TimeExpression | None:
        """Read the classes of a match into an expression; None if a value is impossible ("the ninth quarter")."""
        fields = _fixed_fields(pattern.row.fields)
        second: _Fields = {}
        for group, class_name in pattern.groups:
            first, last = match.span(group)
            if first < 0:
                continue
            values = self._values(class_name, match.group(group), text[slice(*tokens.span(first, last))])
            if values is None:
                return None
            if group.endswith("2"):
                second |= values
            else:
                fields = values | fields
        start, end = tokens.span(*match.span("span"))
        place = {"start": start, "end": end, "rule": pattern.row.id}
        return _finish(pattern.row.kind, fields, second, place)

    def _values(self, class_name: str, symbols: str, words: str) -> _Fields | None:
        """Return what one class of a match says, as fields; None if it cannot be meant."""
        if class_name == "COUNT" or (class_name == "ORD" and symbols[0] not in "TU"):
            return self._count(symbols, words) if class_name == "COUNT" else self._ordinal(symbols)
        if class_name in _DIGIT_FIELDS or class_name == "ORD":
            return {_DIGIT_FIELDS.get(class_name, "count"): int("".join(c for c in words if c.isdigit()))}
        if class_name in _SHAPE_READERS:
            return _SHAPE_READERS[class_name](words)
        if class_name == "APPROX":
            return {"is_vague": True}
        if class_name == "HOLIDAY" and words == words.lower() and not words[0].isdigit():
            return None
        value = self._grammar.value(class_name, symbols)
        if class_name in _NUMBER_FIELDS and value is not None:
            return {_NUMBER_FIELDS[class_name]: int(value)}
        return {_WORD_FIELDS[class_name]: value} if class_name in _WORD_FIELDS else {}

    def _ordinal(self, symbols: str) -> _Fields | None:
        value = self._grammar.value("ORDINAL", symbols)
        return None if value is None else {"count": int(value)}

    def _count(self, symbols: str, words: str) -> _Fields | None:
        """Read a number in digits or words: "2,000", "twenty-five", "a couple of", "two hundred"."""
        if symbols[0] in "DIYRn":
            digits = words.split()[0].replace(",", "")
            return {"count": float(digits)} if _is_plain_number(digits) and len(symbols) == 1 else None
        total = 0.0
        for part in self._grammar.numbers(symbols):
            value = float(self._grammar.value("NUMBER", part) or 0)
            total = total * value if value in _MULTIPLIERS and total else total + value
        is_vague = " ".join(words.lower().split()) in self._vague
        return {"count": total} | ({"is_vague": True} if is_vague else {})


def _without_overlaps(found: list[tuple[int, int, int, Found | None]]) -> list[Found]:
    """Leftmost, then longest, then earliest row; guards (None) take their place and vanish."""
    kept: list[Found] = []
    reached = 0
    for first, minus_last, _, item in sorted(found, key=lambda entry: entry[:3]):
        if first >= reached:
            reached = -minus_last
            if item is not None:
                kept.append(item)
    return kept


def _fixed_fields(given: Mapping[str, str]) -> _Fields:
    return {name: _FIXED_TYPES.get(name, str)(value) for name, value in given.items()}


def _finish(kind: str, fields: _Fields, second: _Fields, place: _Fields) -> TimeExpression | None:
    """Make the expression, or the two ends of a range; None if the values do not go together."""
    if "second_day" in fields:
        second = {"day": fields.pop("second_day")}
    short_year = fields.pop("short_year", None)
    if short_year is not None:
        full = fields["year"] - fields["year"] % 100 + short_year
        if not fields["year"] < full <= fields["year"] + 10:
            return None
        second = {"year": full} if kind == "range" else second
    if fields.get("count", 0) > _HIGHEST.get(kind, 10**6):
        return None
    if kind == "numeric" and "day" in fields:
        kind = "date"
    if kind != "range":
        return TimeExpression(text_kind=kind, **fields, **place)
    ends = tuple(TimeExpression(text_kind="date", **end, **place) for end in (fields, fields | second))
    if "month" not in fields and not 0 < second["year"] - fields["year"] <= _LONGEST_YEARS:
        return None
    return TimeExpression(text_kind="range", inner=ends, **place)


def _read_iso(words: str) -> _Fields | None:
    year, month, day = (int(x) for x in words[:10].split("-"))
    return {"year": year, "month": month, "day": day} if year else None


def _read_slash(words: str) -> _Fields | None:
    """Read day and month where only one reading is possible; else the year alone."""
    first, second, year = (int(x) for x in words.split("/"))
    if max(first, second) <= 12 and first != second:
        return {"year": year}
    day, month = (first, second) if second <= 12 else (second, first)
    return {"year": year, "month": month, "day": day} if 1 <= month <= 12 and 1 <= day <= 31 and year else None


def _read_dotted(words: str) -> _Fields | None:
    day, month, year = (int(x) for x in words.split("."))
    return {"year": year, "month": month, "day": day} if 1 <= month <= 12 and 1 <= day <= 31 and year else None


def _read_short_year(words: str) -> _Fields | None:
    return {"short_year": int(words)} if len(words) == 2 else None


def _read_pair(words: str) -> _Fields | None:
    first, second = (int(x) for x in words.split("/"))
    return {"day": first, "second_day": second} if 0 < first < second <= 31 else None


def _is_plain_number(digits: str) -> bool:
    return len(digits) <= 7 and digits.isascii() and digits.replace(".", "", 1).isdigit()


_SHAPE_READERS: Final[Mapping[str, Callable[[str], _Fields | None]]] = {
    "ISO": _read_iso,
    "SLASH": _read_slash,
    "DOTTED": _read_dotted,
    "YEARTWO": _read_short_year,
    "DAYPAIR": _read_pair,
}
