"""The named values of one report (a JSON object, a CSV row, HTML metadata) to checked fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eventcoder.read.faults import Fault
from eventcoder.read.folding import fold

FIELD_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    # field -> names it goes by, best first, in any case; "-" and a space count as "_"
    "id": ("id", "doc_id", "document_id", "docid", "storyid", "story_id", "report_id", "uuid"),
    "text": ("text", "content", "body", "event_text", "full_text", "fulltext", "article", "story"),
    "published": ("published", "date", "pub_date", "pubdate", "publication_date", "published_at", "date_published"),
    "source": ("source", "publisher", "sitename", "outlet", "newspaper"),
    "url": ("url", "link", "permalink", "source_url"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "country": ("publisher_country", "country", "source_country"),
    "language": ("language", "lang"),
}
_ENGLISH: Final = re.compile(r"en(?:g(?:lish)?)?(?:[-_].*)?", re.IGNORECASE)
_UNREADABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Fields:
    """What a file tells about one report; only ``text`` must be there."""

    text: str
    id: str | None = None
    published: str | None = None  # as written
    source: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    country: str | None = None  # as written
    language: str | None = None


def fields_of(values: Mapping[str, object]) -> Fields:
    """Return the checked fields of one record. Raises Fault for a missing or empty text and for wrong types.

    >>> fields_of({"Body": "Talks failed.", "pub_date": "2021-07-16"}).published
    '2021-07-16'
    """
    named = _by_field(values)
    text = named.pop("text", None)
    if text is None:
        if {"document", "events"} <= values.keys():
            raise Fault(
                "the line is a report that was coded before. Expected a report to code; read this file with show, "
                "quotes, export or series, or give the reports that it was made from."
            )
        raise Fault(f"no text: found {_shown_names(values)}. Expected one of {', '.join(FIELD_NAMES['text'])}.")
    if not isinstance(text, str):
        raise Fault(f"text is {kind_of(text)}: {_shown(text)}. Expected a string.")
    if not fold(text).strip():
        raise Fault("the text is empty. Expected at least one word.")
    checked = {field: _metadata(field, value) for field, value in named.items()}
    language = checked.get("language")
    if language is not None and not _ENGLISH.fullmatch(language):
        raise Fault(f"language is {language!r}. Expected English (en); translate the report or correct the field.")
    return Fields(text=text, **checked)


def text_name(names: list[str]) -> str | None:
    """Return the name among ``names`` that holds the text, or None."""
    by_field = _by_field({name: name for name in names})
    found = by_field.get("text")
    return found if isinstance(found, str) else None


def _by_field(values: Mapping[str, object]) -> dict[str, object]:
    """Return field -> value for the names that are known; of several names of one field, the best that has a value."""
    plain = {re.sub(r"[\s-]+", "_", name.strip().lower()): value for name, value in values.items()}
    named: dict[str, object] = {}
    for field, names in FIELD_NAMES.items():
        value = next((plain[n] for n in names if plain.get(n) not in (None, "")), None)
        if value is None:
            value = next((plain[n] for n in names if n in plain), None)
        if value is not None:
            named[field] = value
    return named


def _metadata(field: str, value: object) -> str | None:
    """Return a value as clean text; ids and days may be numbers, authors a list, a source an object with a name."""
    if field == "byline" and isinstance(value, list) and all(isinstance(name, str) for name in value):
        value = ", ".join(value)
    if field in ("id", "published") and isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)
    if field == "source" and isinstance(value, dict):
        value = value.get("name", value)
    if not isinstance(value, str):
        raise Fault(f"{field} is {kind_of(value)}: {_shown(value)}. Expected a string.")
    return _UNREADABLE.sub(" ", value).strip() or None


def kind_of(value: object) -> str:
    """Return what sort of JSON value this is, in words."""
    names = {
        bool: "a truth value",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
        str: "a string",
        type(None): "null",
    }
    return names.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


def _shown_names(values: Mapping[str, object]) -> str:
    return _shown(", ".join(list(values)[:20])).rstrip(".") if values else "no fields"
