"""The records of a report as lines that a person can compare: one record a line, in text order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from eventcoder.pipeline import Pipeline
from eventcoder.run.samples import sample_documents
from eventcoder.schema import Coded, Event, Participant, Statement

EXPECTED = Path(__file__).parent / "expected"


def coded_samples(pipeline: Pipeline) -> dict[str, Coded]:
    """The coded records of the bundled samples, by name."""
    return {document.id: pipeline(document) for document in sample_documents()}


def lines_of(coded: Coded) -> Iterator[str]:
    """Yield one line for each event, statement and actor."""
    text = coded.document.text
    yield from (_event(e, text) for e in coded.events)
    yield from (_statement(s, text) for s in coded.statements)
    for actor in coded.actors:
        yield f"actor\t{actor.id}\t{actor.name}\t{actor.code}\t{actor.office or '-'}"


def _event(e: Event, text: str) -> str:
    cells = [
        "event",
        "/".join([e.event_type, *e.modes]),
        e.cameo or "-",
        e.status,
        f"{_codes(e.source)} > {_codes(e.target)}",
        f"{e.date.start}..{e.date.end} {e.date.basis}" if e.date else "-",
        e.place.name if e.place else "-",
        _words(text, e.trigger.start, e.trigger.end),
    ]
    return "\t".join(cells)


def _statement(s: Statement, text: str) -> str:
    cells = [
        "statement",
        "; ".join(p.name for p in s.speakers) or "-",
        _words(text, s.cue.start, s.cue.end),
        s.kind,
        s.channel or "-",
        " ... ".join(_words(text, c.start, c.end) for c in s.content),
    ]
    return "\t".join(cells)


def _codes(participants: Sequence[Participant]) -> str:
    return ",".join(p.code for p in participants) or "-"


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
