"""Whether an act is old, who tells of it, and in which statement."""

from __future__ import annotations

from collections.abc import Sequence

from eventcoder.analysis import Sentence
from eventcoder.code.act import Act
from eventcoder.code.narrative import OLD_DAYS, days_between
from eventcoder.code.participants import ParticipantFinder
from eventcoder.schema import EventDate, Participant, Span, Statement, Status


def status_of(act: Act, date: EventDate | None, published: str | None) -> Status:
    """The status as told, or historical for what is dated long before the report."""
    told: Status = act.status.status  # type: ignore[assignment]
    return "historical" if told == "asserted" and _is_old(date, published) else told


def _is_old(date: EventDate | None, published: str | None) -> bool:
    if date is None or date.basis not in ("explicit", "relative", "discourse"):
        return False
    return days_between(date.end, published) > OLD_DAYS


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
