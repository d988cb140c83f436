"""Time expressions for people: table rows and plain records."""

from __future__ import annotations

from typing import Any, Final

from eventcoder.schema import EventDate
from eventcoder.show.terminal import one_line
from eventcoder.time_expressions import TimeExpression

COLUMNS: Final = ("words", "start", "end", "resolution", "basis", "rule")
_WIDEST: Final = 40


def date_record(text: str, expression: TimeExpression, date: EventDate | None) -> dict[str, Any]:
    """Return one expression of a text as a plain record; the days are null where none can be named."""
    return {
        "start_offset": expression.start,
        "end_offset": expression.end,
        "text": text[expression.start : expression.end],
        "start": date.start if date else None,
        "end": date.end if date else None,
        "resolution": date.resolution if date else None,
        "basis": date.basis if date else None,
        "rule": expression.rule,
    }


def date_row(text: str, expression: TimeExpression, date: EventDate | None) -> tuple[str, ...]:
    """Return one expression of a text as the cells of a table."""
    words = one_line(text[expression.start : expression.end], _WIDEST)
    if date is None:
        return (words, "", "", "unresolved", "", expression.rule)
    return (words, date.start or "", date.end or "", date.resolution, date.basis, expression.rule)
