"""When and where an act took place, who tells of it, and in which statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Sentence
from eventcoder.code.act import Act
from eventcoder.code.participants import ParticipantFinder
from eventcoder.schema import EventDate, EventPlace, Participant, Span, Statement, Status

_OLD_DAYS: Final = 365  # an act dated longer before publication is background, not news


def status_of(act: Act, date: EventDate | None, published: str | None) -> Status:
    """The status as told, or historical for what is dated long before the report."""
    told: Status = act.status.status  # type: ignore[assignment]
    return "historical" if told == "asserted" and _is_old(date, published) else told


def _is_old(date: EventDate | None, published: str | None) -> bool:
    if date is None or date.end is None or published is None or date.basis not in ("explicit", "relative"):
        return False
    return (dt.date.fromisoformat(published) - dt.date.fromisoformat(date.end)).days > _OLD_DAYS


def statement_around(statements: Sequence[Statement], trigger: Span) -> Statement | None:
    """The innermost statement whose content holds the trigger."""
    holding = [s for s in statements if any(c.covers(trigger) for c in s.content)]
    return min(holding, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


def reporters_of(
    participants: ParticipantFinder, sentence: Sentence, act: Act, statement: Statement | None
) -> tuple[Participant, ...]:
    """Who tells of an act: the speaker of the statement it stands in, or the subject of the verb of saying over it."""
    if statement is not None and statement.speakers:
        return statement.via or statement.speakers
    found = [f for p in act.reporters for f in participants.fill(sentence, p.phrases("agent"))]
    if not found:
        top = act.outermost
        found = list(participants.fill(sentence, top.phrases("prep:according_to")))
    return tuple(f.participant for f in found)


def date_of(analysis: Analysis, sentence: Sentence, act: Act) -> EventDate | None:
    """When an act took place: by the nearest time of its clause or sentence, else the day of the report."""
    inside = [t for t in analysis.times if sentence.start <= t.span.start < sentence.end]
    clause = _clause_span(sentence, act.predication.head)
    own = [t for t in inside if clause.covers(t.span)]
    chosen = _nearest(own, act.trigger) or _nearest(inside, act.trigger)
    if chosen is not None:
        return chosen.date
    published = (analysis.document.dateline.date if analysis.document.dateline else None) or analysis.document.published
    if published is None:
        return None
    basis = "dateline" if analysis.document.dateline and analysis.document.dateline.date else "publication"
    return EventDate(published, published, "day", basis, None)  # type: ignore[arg-type]


def _clause_span(sentence: Sentence, head: int) -> Span:
    first, last = sentence.edges[head]
    return sentence.span_of(first, last)


def _nearest(times: Sequence[DatedTime], trigger: Span) -> DatedTime | None:
    return min(times, key=lambda t: (abs(t.span.start - trigger.start), t.span.start), default=None)


def place_of(analysis: Analysis, sentence: Sentence, act: Act) -> EventPlace | None:
    """Where an act took place: the nearest place of its clause or sentence, else the dateline's."""
    inside = [p for p in analysis.places if sentence.start <= p.span.start < sentence.end]
    clause = _clause_span(sentence, act.predication.head)
    own = [p for p in inside if clause.covers(p.span)]
    for places, basis in ((own, "clause"), (inside, "sentence")):
        if places:
            nearest = min(places, key=lambda p: (abs(p.span.start - act.trigger.start), p.span.start))
            return replace(nearest.place, basis=basis)  # type: ignore[arg-type]
    dateline = analysis.document.dateline
    if dateline is not None and dateline.place is not None:
        for p in analysis.places:
            if dateline.place.overlaps(p.span):
                return replace(p.place, basis="dateline")
    return None
