"""Rows of events, statements, actors, mentions, participants, places and reports, for CSV, Parquet and pandas.

One row a record, always the same columns in the same order. In flat rows lists are joined with ``|``; in typed rows
they stay lists, and days are dates. An absent value is ``None`` (an empty cell in CSV). Offsets count code points of
the report's text.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final

from eventcoder.errors import SettingsError, StoreError
from eventcoder.schema import (
    Actor,
    Coded,
    Document,
    Event,
    EventDate,
    EventPlace,
    Mention,
    Participant,
    Span,
    Statement,
    Versions,
)
from eventcoder.show.columns import COLUMNS, COUNTS, DATE, PLACE, STORY_COLUMNS, VERSION_COLUMNS, StoryTable, TableKind

Row = dict[str, object]
_SEPARATOR: Final = "|"


def columns(kind: TableKind) -> tuple[str, ...]:
    """Return the names of the columns of one kind of record, in order."""
    return tuple(COLUMNS[kind])


def rows(coded: Coded, kind: TableKind = "events") -> Iterator[Row]:
    """Yield one flat row a record of this kind, with every column of ``columns(kind)``; lists are joined."""
    for row in _rows(coded, kind):
        yield {name: _joined(value) if isinstance(value, tuple) else value for name, value in row.items()}


def typed_rows(coded: Coded, kind: TableKind = "events") -> Iterator[Row]:
    """Yield the same rows with lists as lists and days as dates; a day that no calendar has is None."""
    for row in _rows(coded, kind):
        yield typed(row, COLUMNS[kind])


def typed(row: Row, types: Mapping[str, type]) -> Row:
    """Return a row with its lists as lists and its days as dates."""
    return {name: _day(value) if types[name] is date else _list(value) for name, value in row.items()}


def _rows(coded: Coded, kind: TableKind) -> Iterator[Row]:
    common = _of_report(coded.document) | _of_versions(coded.versions)
    for row in _MAKERS[kind](coded):
        whole = common | row
        yield {name: whole[name] for name in COLUMNS[kind]}


def cell_text(value: object) -> str:
    """Return a cell of a CSV file: nothing for None, true and false in words, no lone surrogates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return writable(value) if isinstance(value, str) else str(value)


def writable(text: str) -> str:
    """Return text that UTF-8 can hold: lone surrogates become the substitute sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(text) else text


def data_frame(reports: Sequence[Coded], kind: TableKind = "events") -> Any:
    """Return a pandas DataFrame of the records of several reports, flat.

    Raises StoreError if pandas is missing, SettingsError for a kind that there is not.
    """
    if kind not in COLUMNS:
        raise SettingsError(f"no records {kind!r}; expected one of {', '.join(COLUMNS)}.")
    pandas = pandas_module()
    table = [row for coded in reports for row in rows(coded, kind)]
    frame = pandas.DataFrame(table, columns=list(columns(kind)))
    dtypes = {str: "string", list: "string", date: "string", int: "Int64", float: "Float64", bool: "boolean"}
    return frame.astype({name: dtypes[python] for name, python in COLUMNS[kind].items()})


def arrow_schema(kind: TableKind | StoryTable) -> Any:
    """Return the Arrow schema of one kind of record: lists of strings for lists, date32 for days."""
    arrow = pyarrow_module()
    types_of: dict[str, Mapping[str, type]] = {str(k): v for k, v in (*COLUMNS.items(), *STORY_COLUMNS.items())}
    types = {
        str: arrow.string(),
        list: arrow.list_(arrow.string()),
        date: arrow.date32(),
        int: arrow.int64(),
        float: arrow.float64(),
        bool: arrow.bool_(),
    }
    return arrow.schema([(name, types[python]) for name, python in types_of[kind].items()])


def pandas_module() -> Any:
    """Return pandas. Raises StoreError if it is not installed."""
    return _extra("pandas", "pandas")


def pyarrow_module() -> Any:
    """Return pyarrow with its Parquet part. Raises StoreError if it is not installed."""
    arrow = _extra("pyarrow", "parquet")
    _extra("pyarrow.parquet", "parquet")
    return arrow


def _extra(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise StoreError(
            f"{module} is not installed, and this needs it. Install it with: pip install 'eventcoder[{extra}]'."
        ) from error


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)


def _joined(items: Sequence[str | None]) -> str | None:
    return _SEPARATOR.join(item or "" for item in items) if items else None


def _list(value: object) -> object:
    if isinstance(value, tuple):
        return [writable(item) if item is not None else None for item in value]
    return writable(value) if isinstance(value, str) else value


def _day(value: object) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(value) if isinstance(value, str) else None
    return None


def _of_report(document: Document) -> Row:
    return {
        "document_id": document.id,
        "published": document.published,
        "publisher": document.source,
        "url": document.url,
    }


def _of_versions(versions: Versions) -> Row:
    made = (versions.schema, versions.coder, versions.knowledge, versions.parser)
    return dict(zip(VERSION_COLUMNS, made, strict=True))


def _of_role(name: str, people: Sequence[Participant], text: str) -> Row:
    return {
        name: tuple(p.name for p in people),
        f"{name}_codes": tuple(p.code for p in people),
        f"{name}_countries": tuple(p.country for p in people),
        f"{name}_sectors": tuple(",".join(p.sectors) for p in people),
        f"{name}_ids": tuple(p.actor_id for p in people),
        f"{name}_text": tuple(p.span.of(text) if p.span else None for p in people),
    }


def _of_span(name: str, span: Span, text: str) -> Row:
    return {name: span.of(text), f"{name}_start": span.start, f"{name}_end": span.end}


def _of_date(date: EventDate | None, text: str) -> Row:
    if date is None:
        return dict.fromkeys(DATE)
    words = date.span.of(text) if date.span else None
    return dict(zip(DATE, (date.start, date.end, date.resolution, date.basis, words), strict=True))


def _of_place(p: EventPlace | None, text: str) -> Row:
    if p is None:
        return dict.fromkeys(PLACE)
    values = (p.name, p.country, p.latitude, p.longitude, p.geonameid, p.precision, p.basis, p.span.of(text))
    return dict(zip(PLACE, values, strict=True))


def _of_counts(event: Event) -> Row:
    row: Row = {f"{kind}_{end}": None for kind in COUNTS for end in ("low", "high")}
    for count in reversed(event.counts):  # the first one told of its kind stays
        row |= {f"{count.kind}_low": count.low, f"{count.kind}_high": count.high}
    return row


def _event_row(e: Event, text: str) -> Row:
    return {
        "id": e.id,
        "event_type": e.event_type,
        "modes": e.modes,
        "contexts": e.contexts,
        "cameo": e.cameo,
        "quad": e.quad,
        "plover_score": e.plover_score,
        "goldstein": e.goldstein,
        **_of_role("source", e.source, text),
        **_of_role("target", e.target, text),
        "status": e.status,
        "reciprocal": e.reciprocal,
        **_of_date(e.date, text),
        **_of_place(e.place, text),
        **_of_role("reported_by", e.reported_by, text),
        **_of_counts(e),
        **_of_span("trigger", e.trigger, text),
        **_of_span("sentence", e.sentence, text),
        "statement_id": e.statement_id,
        "retells": e.retells,
    }


def _statement_row(s: Statement, text: str) -> Row:
    return {
        "id": s.id,
        **_of_role("speaker", s.speakers, text),
        "speaker_words": s.source_span.of(text) if s.source_span else None,
        **_of_span("cue", s.cue, text),
        "cue_class": s.cue_class,
        "kind": s.kind,
        "content": tuple(c.of(text) for c in s.content),
        "content_spans": tuple(f"{c.start}-{c.end}" for c in s.content),
        "quoted": tuple(q.of(text) for q in s.quoted),
        **_of_role("addressee", s.addressees, text),
        "channel": s.channel,
        "channel_text": s.channel_span.of(text) if s.channel_span else None,
        "venue": s.venue.of(text) if s.venue else None,
        **_of_role("via", s.via, text),
        "contexts": s.contexts,
        "event_ids": s.event_ids,
        "is_negated": s.is_negated,
        "is_modal": s.is_modal,
        **_of_date(s.date, text),
        "due_start": s.due.start if s.due else None,
        "due_end": s.due.end if s.due else None,
        **_of_span("sentence", s.sentence, text),
        "parent_id": s.parent_id,
    }


def _actor_row(actor: Actor, coded: Coded) -> Row:
    own = [m for m in coded.mentions if actor.id in m.actor_ids]
    return {
        "id": actor.id,
        "name": actor.name,
        "code": actor.code,
        "country": actor.country,
        "sectors": actor.sectors,
        "office": actor.office,
        "office_from": actor.office_from,
        "office_to": actor.office_to,
        "cow": actor.cow,
        "wikidata": actor.wikidata,
        "mentions": len(own),
        "forms": tuple(dict.fromkeys(m.span.of(coded.document.text) for m in own)),
    }


def _mention_row(mention: Mention, coded: Coded) -> Row:
    text = coded.document.text
    names = {a.id: a.name for a in coded.actors}
    return {
        **_of_span("text", mention.span, text),
        **_of_span("head", mention.head, text),
        "kind": mention.kind,
        "actor_ids": mention.actor_ids,
        "actor_names": tuple(names.get(i) for i in mention.actor_ids),
        "rule": mention.evidence[0].rule if mention.evidence else None,
    }


def _participant_rows(coded: Coded) -> Iterator[Row]:
    text = coded.document.text
    for event in coded.events:
        roles = (("source", event.source), ("target", event.target), ("reported_by", event.reported_by))
        for role, people in roles:
            for position, person in enumerate(people, 1):
                yield {
                    "event_id": event.id,
                    "role": role,
                    "position": position,
                    "actor_id": person.actor_id,
                    "name": person.name,
                    "code": person.code,
                    "country": person.country,
                    "sectors": person.sectors,
                    **(_of_span("text", person.span, text) if person.span else _NO_TEXT),
                }


def _place_rows(coded: Coded) -> Iterator[Row]:
    for event in coded.events:
        if event.place is not None:
            span = event.place.span
            own = {"event_id": event.id, "place_start": span.start, "place_end": span.end}
            yield own | _of_place(event.place, coded.document.text)


def _report_row(coded: Coded) -> Row:
    document = coded.document
    return {
        "title": document.headline.of(document.text) if document.headline else document.title,
        "publisher_country": document.publisher_country,
        "wire": document.dateline.wire if document.dateline else None,
        "characters": len(document.text),
        "n_events": len(coded.events),
        "n_statements": len(coded.statements),
        "n_actors": len(coded.actors),
    }


_NO_TEXT: Final = dict.fromkeys(("text", "text_start", "text_end"))
_MAKERS: Final[Mapping[TableKind, Callable[[Coded], Iterator[Row]]]] = {
    "events": lambda c: (_event_row(e, c.document.text) for e in c.events),
    "statements": lambda c: (_statement_row(s, c.document.text) for s in c.statements),
    "actors": lambda c: (_actor_row(a, c) for a in c.actors),
    "mentions": lambda c: (_mention_row(m, c) for m in c.mentions),
    "participants": _participant_rows,
    "places": _place_rows,
    "reports": lambda c: iter((_report_row(c),)),
}
