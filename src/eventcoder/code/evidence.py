"""The reasons that an event, or a sentence without one, carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from eventcoder.analysis import Sentence
from eventcoder.code.act import Act, Dropped
from eventcoder.code.learned import Answer
from eventcoder.code.participants import Filled
from eventcoder.knowledge.lexicon import LexiconRow
from eventcoder.schema import EventDate, Evidence, Silence, Span, Status

STAGE: Final = "code.events"


def silence(sentence: Sentence, dropped: Sequence[Dropped], *, any_act: bool) -> Silence:
    """Why a sentence gave no event."""
    reasons = [Evidence("event", STAGE, d.rule, None, d.span, None, d.note) for d in dropped]
    if not reasons:
        note = "an act was found but nobody known stands in its roles" if any_act else "no word of the lexicon fits"
        reasons = [Evidence("event", STAGE, "events.none", None, sentence.span, None, note)]
    return Silence(sentence.span, tuple(reasons))


def event_evidence(
    act: Act, source: Sequence[Filled], target: Sequence[Filled], status: Status, date: EventDate | None
) -> Iterator[Evidence]:
    """Yield why an event has its type, participants, status and date."""
    yield from _type_evidence(act)
    yield from _role_evidence("source", source)
    yield from _role_evidence("target", target)
    yield _status_evidence(act, status, date)
    yield from _date_evidence(date)


def _type_evidence(act: Act) -> Iterator[Evidence]:
    if act.opinion is not None:
        yield _opinion_evidence(act, act.opinion)
    if act.row is not None:
        yield Evidence("event_type", STAGE, act.row.id, act.row.ref, act.trigger, None, _frame_note(act.row))
    for step in act.steps:
        note = f"{step.operator.lemma!r} ({step.operator.operator_class}) over the act gives {act.event_type}"
        yield Evidence("event_type", STAGE, step.operator.id, step.effect.ref, step.span, None, note)
    for row in act.alternatives:
        note = f"not chosen: {row.event_type}, its frame says less about these words"
        yield Evidence("event_type", STAGE, f"not:{row.id}", row.ref, act.trigger, None, note)


def _opinion_evidence(act: Act, opinion: Answer) -> Evidence:
    near = ", ".join(opinion.nearest)
    note = f"the learned model says {act.event_type} with probability {opinion.probability:.2f}; nearest: {near}"
    return Evidence("event_type", STAGE, "model.pair_types", None, act.trigger, opinion.probability, note)


def _frame_note(row: LexiconRow) -> str:
    source = "|".join(row.source) or "nobody"
    target = "|".join(row.target) or "nobody"
    return f"{row.kind} {row.lemma!r} is {row.event_type}: source from {source}, target from {target}"


def _role_evidence(field: str, filled: Sequence[Filled]) -> Iterator[Evidence]:
    for f in filled:
        note = f"{f.participant.name} ({f.participant.code}) by {f.rule.replace('role.', '')} of the phrase"
        yield Evidence(field, STAGE, f.rule, None, f.phrase, None, note)


def _status_evidence(act: Act, status: Status, date: EventDate | None) -> Evidence:
    if status == "historical" and act.status.status == "asserted" and date is not None:
        return Evidence(
            "status", STAGE, "status.old_date", None, date.span, None, f"dated {date.end}, long before the report"
        )
    reason = act.status
    return Evidence("status", STAGE, reason.rule, reason.knowledge, reason.span, None, f"told as {status}")


def _date_evidence(date: EventDate | None) -> Iterator[Evidence]:
    if date is not None:
        note = f"{date.start} to {date.end} ({date.resolution}, {date.basis})"
        yield Evidence("date", STAGE, f"date.{date.basis}", None, date.span, None, note)


def retold_date_evidence(date: EventDate) -> Evidence:
    """Why an event has the date of another telling of it."""
    note = f"{date.start} to {date.end} ({date.resolution}), told where the report tells the same act in another place"
    return Evidence("date", STAGE, "date.retold", None, date.span, None, note)


def context_evidence(name: str, ref: str, span: Span) -> Evidence:
    """Why an event or statement has a context."""
    return Evidence("contexts", "code.contexts", f"context.{name}", ref, span, None, f"the words show context {name}")
