"""Time expressions for people: table rows and plain records."""

from __future__ import annotations

from typing import Any, Final

from eventcoder.run.dating import DatedWords
from eventcoder.show.terminal import one_line

COLUMNS: Final = ("words", "start", "end", "resolution", "basis", "rule")
_WIDEST: Final = 40


def date_record(words: DatedWords) -> dict[str, Any]:
    """Return one expression as a plain record; the days are null where none can be named."""
    date = words.date
    return {
        "start_offset": words.span.start,
        "end_offset": words.span.end,
        "text": words.text,
        "start": date.start if date else None,
        "end": date.end if date else None,
        "resolution": date.resolution if date else None,
        "basis": date.basis if date else None,
        "rule": words.rule,
    }


def date_row(words: DatedWords) -> tuple[str, ...]:
    """Return one expression as the cells of a table."""
    date = words.date
    if date is None:
        return (one_line(words.text, _WIDEST), "", "", "unresolved", "", words.rule)
    return (
        one_line(words.text, _WIDEST),
        date.start or "",
        date.end or "",
        date.resolution,
        date.basis,
        words.rule,
    )
