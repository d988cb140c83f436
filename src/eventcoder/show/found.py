"""Events and statements of many reports as rows of one table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eventcoder.schema import Document, Event, EventDate, Participant, Statement
from eventcoder.show.cards import short_id
from eventcoder.show.terminal import one_line

EVENT_COLUMNS: Final = ("event", "day", "type", "status", "source", "target", "place", "words", "report")
STATEMENT_COLUMNS: Final = ("statement", "day", "class", "channel", "speaker", "content", "report")
_NAME: Final = 28
_WORDS: Final = 40
_CONTENT: Final = 90


def event_cells(event: Event, document: Document) -> tuple[str, ...]:
    """Return one event as the cells of a table."""
    return (
        short_id(event.id),
        _day(event.date, document),
        " / ".join((event.event_type, *event.modes)),
        event.status,
        _people(event.source),
        _people(event.target),
        one_line(event.place.name, _NAME) if event.place else "",
        one_line(event.trigger.of(document.text), _WORDS),
        one_line(document.id, _NAME),
    )


def statement_cells(statement: Statement, document: Document) -> tuple[str, ...]:
    """Return one statement as the cells of a table."""
    content = " … ".join(span.of(document.text) for span in statement.content)
    return (
        short_id(statement.id),
        _day(statement.date, document),
        statement.cue_class,
        statement.channel or "",
        _people(statement.speakers),
        one_line(content, _CONTENT),
        one_line(document.id, _NAME),
    )


def _day(date: EventDate | None, document: Document) -> str:
    """The first day; in brackets the report's own if the record has none."""
    if date is not None and date.start is not None:
        return date.start
    return f"({document.published})" if document.published else ""


def _people(people: Sequence[Participant]) -> str:
    return ", ".join(f"{one_line(p.name, _NAME)} [{p.code}]" for p in people)
