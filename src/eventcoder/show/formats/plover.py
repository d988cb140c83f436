"""Events as PLOVER 2.0 records: one JSON object an event, under the manual's names.

What PLOVER has no place for stands under one key, ``eventcoder``: offsets, status, evidence rules, versions. The
statuses that PLOVER calls auxiliary modes (negation, hypothetical, future, historical) are among the modes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from eventcoder.knowledge.formats import ForeignCodes
from eventcoder.knowledge.places import Places
from eventcoder.schema import Actor, Coded, Event, EventPlace, Participant, Span
from eventcoder.show.formats.places import units_of

EXTENSION: Final = "eventcoder"
_AUXILIARY: Final = {
    "negated": "negation",
    "hypothetical": "hypothetical",
    "future": "future",
    "historical": "historical",
}
_RESOLUTION: Final = {"point": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1}  # 5 is the most exact
_SIZES: Final = {"killed": "dead", "injured": "injured", "arrested": "arrested"}


def plover_records(coded: Coded, codes: ForeignCodes, places: Places) -> Iterator[dict[str, Any]]:
    """Yield one PLOVER record for every event that is no retelling; absent fields are left out."""
    actors = {actor.id: actor for actor in coded.actors}
    for event in coded.events:
        if event.retells is None:
            yield _record(event, coded, actors, codes, places)


def _record(
    event: Event, coded: Coded, actors: Mapping[str, Actor], codes: ForeignCodes, places: Places
) -> dict[str, Any]:
    document, text = coded.document, coded.document.text
    auxiliary = _AUXILIARY.get(event.status)
    when = event.date
    record = {
        "id": f"{event.id}@{document.id}",
        "has_event": True,
        "date": when.start if when else None,
        "enddate": when.end if when and when.end != when.start else None,
        "actor": [_entity(p, text, actors) for p in event.source],
        "recipient": [_entity(p, text, actors) for p in event.target],
        "event": [event.event_type],
        "event_loc": _location(event.place, text, codes, places) if event.place else None,
        "event_text": [event.trigger.of(text)],
        "quad_code": event.quad,
        "event_scale": event.plover_score,
        "mode": [*event.modes, *([auxiliary] if auxiliary else [])],
        "context": list(event.contexts),
        "size": {_SIZES[c.kind]: c.low for c in reversed(event.counts)},
        "link": document.url,
        "text": event.sentence.of(text),
        "text_info": _stretch(event.sentence),
        "cite_info": _cited(coded),
        "coder": f"eventcoder {coded.versions.coder}",
        EXTENSION: _extension(event, coded),
    }
    required = ("id", "date", "actor", "event")
    return {name: value for name, value in record.items() if name in required or value not in (None, [], {})}


def _entity(person: Participant, text: str, actors: Mapping[str, Actor]) -> dict[str, Any]:
    actor = actors.get(person.actor_id)
    entity = {
        "code": person.country,
        "sector": list(person.sectors),
        "entity_text": person.span.of(text) if person.span else None,
        "identifier_id": person.actor_id,
        "identifier_text": person.name,
        "office": actor.office if actor else None,
        "wikidata_id": actor.wikidata if actor else None,
    }
    return {name: value for name, value in entity.items() if value not in (None, [])}


def _location(place: EventPlace, text: str, codes: ForeignCodes, places: Places) -> dict[str, Any]:
    units, country = units_of(place, places), codes.countries.get(place.country or "")
    precision = codes.precisions.get(place.precision)
    location = {
        "extracted_place": place.span.of(text),
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": units.city,
        "district": units.district,
        "province": units.province,
        "country": country.name if country else None,
        "country_code": place.country,
        "feature_code": precision.feature if precision else None,
        "resolution": _RESOLUTION.get(place.precision),
    }
    return {name: value for name, value in location.items() if value is not None}


def _stretch(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _cited(coded: Coded) -> dict[str, Any]:
    document, versions = coded.document, coded.versions
    cited = {
        "citation": document.id,
        "url": document.url,
        "title": document.headline.of(document.text) if document.headline else document.title,
        "language": "en",
        "publication": document.source,
        "codebook": "PLOVER 2.0",
        "version": f"{versions.coder} {versions.knowledge}",
    }
    return {name: value for name, value in cited.items() if value is not None}


def _extension(event: Event, coded: Coded) -> dict[str, Any]:
    when = event.date
    return {
        "event_id": event.id,
        "document_id": event.document_id,
        "status": event.status,
        "reciprocal": event.reciprocal,
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "published": coded.document.published,
        "date_resolution": when.resolution if when else None,
        "date_basis": when.basis if when else None,
        "place_basis": event.place.basis if event.place else None,
        "trigger": _stretch(event.trigger),
        "statement_id": event.statement_id,
        "rules": list(dict.fromkeys(reason.rule for reason in event.evidence)),
        "schema": coded.versions.schema,
    }
