"""Which stretches of a report belong to which record in which role: what marked text and pages are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eventcoder.schema import Coded, Event, Participant, Span, Statement


@dataclass(frozen=True, slots=True)
class Annotation:
    """One stretch of text in one role of one record."""

    span: Span
    role: str  # trigger | source | target | date | place | count | cue | speaker | addressee | content | mention ...
    record_id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two boundaries, with every annotation that covers it."""

    start: int
    end: int
    annotations: tuple[Annotation, ...]


def annotations_of(coded: Coded) -> list[Annotation]:
    """Return every annotation of a report, in the order of its records: events, statements, mentions, dateline."""
    found = [a for event in coded.events for a in _of_event(event)]
    found += [a for statement in coded.statements for a in _of_statement(statement)]
    found += [Annotation(m.span, "mention", actor) for m in coded.mentions for actor in m.actor_ids]
    if coded.document.dateline is not None:
        found.append(Annotation(coded.document.dateline.span, "dateline", ""))
    return found


def segments_of(length: int, annotations: Sequence[Annotation]) -> Iterator[Segment]:
    """Cut a text of this length at every boundary of an annotation and yield the pieces in order."""
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for i, annotation in enumerate(annotations):
        starts.setdefault(annotation.span.start, []).append(i)
        ends.setdefault(annotation.span.end, []).append(i)
    cuts = sorted({0, length, *starts, *ends})
    active: set[int] = set()
    for start, end in pairwise(cuts):
        active.difference_update(ends.get(start, ()))
        active.update(starts.get(start, ()))
        yield Segment(start, end, tuple(annotations[i] for i in sorted(active)))


def _of_event(event: Event) -> Iterator[Annotation]:
    yield Annotation(event.trigger, "trigger", event.id)
    yield from _people(event.source, "source", event.id)
    yield from _people(event.target, "target", event.id)
    yield from _people(event.reported_by, "reporter", event.id)
    if event.date is not None and event.date.span is not None:
        yield Annotation(event.date.span, "date", event.id)
    if event.place is not None:
        yield Annotation(event.place.span, "place", event.id)
    yield from (Annotation(count.span, "count", event.id) for count in event.counts)


def _of_statement(statement: Statement) -> Iterator[Annotation]:
    yield Annotation(statement.cue, "cue", statement.id)
    if statement.source_span is not None:
        yield Annotation(statement.source_span, "speaker", statement.id)
    yield from _people(statement.speakers, "speaker", statement.id)
    yield from _people(statement.addressees, "addressee", statement.id)
    yield from _people(statement.via, "reporter", statement.id)
    yield from (Annotation(content, "content", statement.id) for content in statement.content)
    for span, role in ((statement.channel_span, "channel"), (statement.venue, "venue")):
        if span is not None:
            yield Annotation(span, role, statement.id)


def _people(people: Iterable[Participant], role: str, record_id: str) -> Iterator[Annotation]:
    return (Annotation(p.span, role, record_id) for p in people if p.span is not None)
