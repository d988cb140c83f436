"""From one coded report to the rows that are searched: pure functions, no connection.

Texts that SQLite cannot hold (lone surrogates, NUL) get the substitute sign here; the exact record is kept elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Final

from eventcoder.schema import Coded, Count, Document, Event, EventPlace, Evidence, Participant, Statement

Row = tuple[object, ...]
SEPARATOR: Final = "|"
GAP: Final = " … "  # between the pieces of a content
EVENT_ROLES: Final = {"source": "source", "target": "target", "reporter": "reported_by"}
STATEMENT_ROLES: Final = {"speaker": "speakers", "addressee": "addressees", "via": "via"}
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")


def writable(text: str) -> str:
    """Return text that SQLite can hold, character for character of the same length."""
    return _UNWRITABLE.sub("�", text)


def cell(text: str | None) -> str | None:
    """Return a text cell, None for an absent one."""
    return None if text is None else writable(text)


def joined(items: Sequence[str]) -> str | None:
    """Return a list as one cell that can be searched for ``|item|``, None for an empty list."""
    return f"|{SEPARATOR.join(writable(i) for i in items)}|" if items else None


def folded(text: str) -> str:
    """Return words without case and superfluous blanks, as names are compared."""
    return " ".join(writable(text).casefold().split())


def digest(values: Sequence[object]) -> bytes:
    """Return what tells one row of values from another."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def headline_of(document: Document) -> str | None:
    """Return the headline, delivered as a field or standing in the text."""
    if document.title is not None:
        return writable(document.title)
    return writable(document.headline.of(document.text)) if document.headline is not None else None


def event_row(event: Event, place: int | None) -> Row:
    """Return the cells of an event, from ``id`` on, without ``is_current``."""
    date = event.date
    return (
        event.id,
        event.event_type,
        joined(event.modes),
        joined(event.contexts),
        event.cameo,
        event.quad,
        event.plover_score,
        event.goldstein,
        event.status,
        int(event.reciprocal),
        date.start if date else None,
        date.end if date else None,
        place,
        *(_count(event.counts, kind) for kind in ("killed", "injured", "arrested")),
        event.trigger.start,
        event.trigger.end,
        event.statement_id,
        event.retells,
    )


def statement_row(statement: Statement, text: str) -> Row:
    """Return the cells of a statement, from ``id`` on, without ``is_current``."""
    date = statement.date
    return (
        statement.id,
        statement.kind,
        statement.cue_class,
        cell(statement.channel),
        joined(statement.contexts),
        int(statement.is_negated),
        int(statement.is_modal),
        date.start if date else None,
        date.end if date else None,
        statement.due.start if statement.due else None,
        statement.due.end if statement.due else None,
        writable(GAP.join(span.of(text) for span in statement.content)),
        statement.parent_id,
    )


def dyads_of(event: Event) -> Iterator[tuple[str, str, int]]:
    """Yield every pair (source country, target country, is_mirror) of an event once; reciprocal ones both ways."""
    sources = dict.fromkeys(p.country for p in event.source if p.country)
    targets = dict.fromkeys(p.country for p in event.target if p.country)
    pairs = dict.fromkeys(((s, t) for s in sources for t in targets), 0)
    if event.reciprocal:
        for source, target in tuple(pairs):
            pairs.setdefault((target, source), 1)
    yield from ((source, target, is_mirror) for (source, target), is_mirror in pairs.items())


def actor_row(participant: Participant) -> Row:
    """Return id, name, folded name, code, country and sectors of someone who took part."""
    p = participant
    return (
        writable(p.actor_id),
        writable(p.name),
        folded(p.name),
        writable(p.code),
        cell(p.country),
        joined(p.sectors),
    )


def place_row(place: EventPlace) -> Row:
    """Return the cells of a place."""
    return (
        writable(place.name),
        folded(place.name),
        cell(place.country),
        place.latitude,
        place.longitude,
        cell(place.geonameid),
        place.precision,
    )


def report_actor_rows(coded: Coded) -> Iterator[Row]:
    """Yield the actors of a report, from ``position`` on."""
    for position, a in enumerate(coded.actors):
        yield (
            position,
            writable(a.id),
            writable(a.name),
            a.country,
            joined(a.sectors),
            cell(a.office),
            a.office_from,
            a.office_to,
            a.cow,
            a.wikidata,
        )


def mention_rows(coded: Coded) -> Iterator[Row]:
    """Yield the mentions of a report, from ``position`` on."""
    for position, m in enumerate(coded.mentions):
        yield (position, m.kind, m.span.start, m.span.end, joined(m.actor_ids))


def evidence_row(evidence: Evidence) -> Row:
    """Return field, span and score of a reason; its rule is a row of its own."""
    span = evidence.span
    return (evidence.field, span.start if span else None, span.end if span else None, evidence.match_score)


def _count(counts: Sequence[Count], kind: str) -> int | None:
    return next((c.low for c in counts if c.kind == kind), None)
