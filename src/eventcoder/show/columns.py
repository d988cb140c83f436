"""The columns of the tables that eventcoder writes of its own records, with the types of their values.

``list`` is a list of texts, ``date`` an ISO day. CSV and pandas have lists joined and days as text; Parquet keeps both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from eventcoder.show.records import RecordKind

TableKind = RecordKind | Literal["participants", "places", "reports"]
VERSION_COLUMNS: Final = dict.fromkeys(("schema_version", "coder_version", "knowledge_version", "parser_version"), str)


def _role(name: str) -> dict[str, type]:
    return _actors(name) | {f"{name}_text": list}


def _actors(name: str) -> dict[str, type]:
    return {f"{name}{part}": list for part in ("", "_codes", "_countries", "_sectors", "_ids")}


def _span(name: str) -> dict[str, type]:
    return {name: str, f"{name}_start": int, f"{name}_end": int}


COUNTS: Final = ("killed", "injured", "arrested")
DATE: Final[dict[str, type]] = {
    "date_start": date,
    "date_end": date,
    "date_resolution": str,
    "date_basis": str,
    "date_text": str,
}
PLACE: Final[dict[str, type]] = {
    "place": str,
    "place_country": str,
    "latitude": float,
    "longitude": float,
    "geonameid": str,
    "place_precision": str,
    "place_basis": str,
    "place_text": str,
}
_REPORT: Final[dict[str, type]] = {"document_id": str, "published": date, "publisher": str, "url": str}

COLUMNS: Final[Mapping[TableKind, Mapping[str, type]]] = {
    "events": {
        "id": str,
        **_REPORT,
        "event_type": str,
        "modes": list,
        "contexts": list,
        "cameo": str,
        "quad": int,
        "plover_score": float,
        "goldstein": float,
        **_role("source"),
        **_role("target"),
        "status": str,
        "reciprocal": bool,
        **DATE,
        **PLACE,
        **_role("reported_by"),
        **{f"{count}_{end}": int for count in COUNTS for end in ("low", "high")},
        **_span("trigger"),
        **_span("sentence"),
        "statement_id": str,
        "retells": str,
        **VERSION_COLUMNS,
    },
    "statements": {
        "id": str,
        **_REPORT,
        **_role("speaker"),
        "speaker_words": str,
        **_span("cue"),
        "cue_class": str,
        "kind": str,
        "content": list,
        "content_spans": list,
        "quoted": list,
        **_role("addressee"),
        "channel": str,
        "channel_text": str,
        "venue": str,
        **_role("via"),
        "contexts": list,
        "event_ids": list,
        "is_negated": bool,
        "is_modal": bool,
        **DATE,
        "due_start": date,
        "due_end": date,
        **_span("sentence"),
        "parent_id": str,
        **VERSION_COLUMNS,
    },
    "actors": {
        "id": str,
        **_REPORT,
        "name": str,
        "code": str,
        "country": str,
        "sectors": list,
        "office": str,
        "office_from": str,
        "office_to": str,
        "cow": str,
        "wikidata": str,
        "mentions": int,
        "forms": list,
        **VERSION_COLUMNS,
    },
    "mentions": {
        **_REPORT,
        **_span("text"),
        **_span("head"),
        "kind": str,
        "actor_ids": list,
        "actor_names": list,
        "rule": str,
        **VERSION_COLUMNS,
    },
    "participants": {
        "event_id": str,
        **_REPORT,
        "role": str,
        "position": int,
        "actor_id": str,
        "name": str,
        "code": str,
        "country": str,
        "sectors": list,
        **_span("text"),
        **VERSION_COLUMNS,
    },
    "places": {
        "event_id": str,
        **_REPORT,
        **PLACE,
        "place_start": int,
        "place_end": int,
        **VERSION_COLUMNS,
    },
    "reports": {
        **_REPORT,
        "title": str,
        "publisher_country": str,
        "wire": str,
        "characters": int,
        "n_events": int,
        "n_statements": int,
        "n_actors": int,
        **VERSION_COLUMNS,
    },
}
TABLES: Final[tuple[TableKind, ...]] = tuple(COLUMNS)

StoryTable = Literal["stories", "story_members"]
STORY_COLUMNS: Final[Mapping[StoryTable, Mapping[str, type]]] = {  # one thing that happened, as many reports tell it
    "stories": {
        "id": str,
        "event_type": str,
        "modes": list,
        "status": str,
        **_actors("source"),
        **_actors("target"),
        "date_start": date,
        "date_end": date,
        "place": str,
        "place_country": str,
        **{f"{count}_{end}": int for count in COUNTS for end in ("low", "high")},
        **{f"{count}_newest": int for count in COUNTS},
        "n_reports": int,
        "n_outlets": int,
        "n_independent": int,
        "n_denials": int,
        "n_corrections": int,
    },
    "story_members": {
        "story_id": str,
        "event_id": str,
        "document_id": str,
        "version_id": str,
        "published": date,
        "publisher": str,
        "origin": str,
        "copy_of": str,
        "joined_to": str,
        "rules": list,
    },
}
