"""What the columns of foreign tables may be filled with: fields of events, pairs, mentions and reports by name.

Comes in: a coded report and one of its events. Goes out: a mapping of names such as ``event.cameo`` or
``report.publisher`` to plain values; the files ``knowledge/data/formats/*.tsv`` say which column takes which.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from eventcoder.knowledge.formats import ForeignCodes
from eventcoder.schema import Coded, Event, EventDate, Participant, Span, Story
from eventcoder.show.formats.places import Value

_EXACT: Final = 53  # bits of a whole number that R, JavaScript and spreadsheets keep exactly
_WEEK: Final = 7  # days: what is known less exactly has no day
_MIDNIGHT: Final = "000000"
_WEB, _CITED = 1, 2  # GDELT's kinds of mentions
_ORGANIZATIONS: Final = ("org:", "ins:", "grp:")


def report_fields(coded: Coded) -> Mapping[str, Value]:
    """Return every field ``report.*``."""
    document, versions = coded.document, coded.versions
    published = _compact(document.published)
    return {
        "report.id": document.id,
        "report.publisher": document.source,
        "report.published": document.published,
        "report.timestamp": published + _MIDNIGHT if published else None,
        "report.url": document.url,
        "report.address": document.url or document.id,
        "report.mention_type": _WEB if document.url else _CITED,
        "report.length": len(document.text),
        "report.language": "en",
        "report.people": _names(coded, ("per:",)),
        "report.organizations": _names(coded, _ORGANIZATIONS),
        "report.places": tuple(dict.fromkeys(e.place.name for e in coded.events if e.place)),
        "report.version": f"eventcoder {versions.coder} {versions.knowledge}",
    }


def event_fields(event: Event, coded: Coded, starts: Sequence[int], codes: ForeignCodes) -> Mapping[str, Value]:
    """Return every field ``event.*``.

    starts: where the sentences of the report begin, for their numbers.
    """
    cameo = event.cameo
    number = sentence_number(event.sentence, starts)
    lead = coded.document.paragraphs[0] if coded.document.paragraphs else None
    return {
        "event.key": f"{event.id}@{coded.document.id}",
        "event.type": event.event_type,
        "event.mode": event.modes[0] if event.modes else None,
        "event.contexts": event.contexts,
        "event.issues": ";".join(f"{context.upper()},1" for context in event.contexts) or None,
        "event.cameo": cameo,
        "event.cameo_base": cameo[:3] if cameo else None,
        "event.cameo_root": cameo[:2] if cameo else None,
        "event.cameo_name": codes.cameo_names.get(cameo) if cameo else None,
        "event.goldstein": event.goldstein,
        "event.plover_score": event.plover_score,
        "event.quad": event.quad,
        **{f"event.quad_{name}": roots.get(cameo[:2]) if cameo else None for name, roots in codes.quads.items()},
        "event.sentence_number": number,
        "event.sentence_id": f"{coded.document.id}_{number}",
        "event.is_root": int(lead is None or lead.overlaps(event.sentence)),
        "event.n_mentions": 1 + sum(other.retells == event.id for other in coded.events),
        "event.n_sources": 1,
        "event.n_articles": 1,
        **date_fields(event.date),
    }


def date_fields(when: EventDate | None) -> Mapping[str, Value]:
    """Return the fields of the day of an event, in the ways tables write days.

    Nothing for an event that is only known to the month or less exactly: a table without a column for the precision
    must not say 1 January for "in 2019".
    """
    day = day_of(when)
    if day is None:
        return {}
    compact = day.isoformat().replace("-", "")
    return {
        "event.date": day.isoformat(),
        "event.yyyymmdd": compact,
        "event.yyyymm": compact[:6],
        "event.year": day.year,
        "event.month": day.month,
        "event.day": day.day,
        "event.timestamp": compact + _MIDNIGHT,
        "event.fraction_date": f"{day.year + (day.month * 30 + day.day) / 365:.4f}",
    }


def day_of(when: EventDate | None) -> date | None:
    """Return the first day of a date that is known to the week, else None."""
    if when is None or when.start is None or when.end is None:
        return None
    try:
        first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    except ValueError:
        return None
    return first if (last - first).days < _WEEK else None


def story_fields(story: Story) -> dict[str, Value]:
    """Return the fields ``event.*`` that count what a whole story has."""
    return {
        "event.n_mentions": len(story.members),
        "event.n_sources": story.n_outlets,
        "event.n_articles": story.n_reports,
    }


def pair_fields(
    told: tuple[str, str], coder: str, source: Participant | None, target: Participant | None
) -> dict[str, Value]:
    """Return the fields ``pair.*``: the number of a row that holds one source and one target.

    told: ids of the event and its report, or of the story. The number is made of them and of the two actors; it fits
    into a double.
    """
    parts = (*told, source.actor_id if source else "", target.actor_id if target else "")
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:8], "big") >> (64 - _EXACT)
    return {"pair.number": number, "pair.number_version": f"{number}_{coder}"}


def mention_fields(mention: Event, starts: Sequence[int]) -> dict[str, Value]:
    """Return the fields ``mention.*`` of one telling of an event in its report."""
    return {
        "mention.offset": mention.trigger.start,
        "mention.sentence_number": sentence_number(mention.sentence, starts),
        "mention.in_raw_text": 1,
    }


def sentence_number(sentence: Span, starts: Sequence[int]) -> int:
    """Return the number of a sentence in its report, from 1."""
    return max(1, sum(start <= sentence.start for start in starts))


def _names(coded: Coded, kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in coded.actors if actor.id.startswith(kinds)))


def _compact(day: str | None) -> str | None:
    return day.replace("-", "") if day else None
