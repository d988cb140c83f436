"""Flat rows of events, statements, actors and mentions, for CSV, Parquet and pandas.

One row a record, always the same columns in the same order. Lists are joined with ``|``; an absent value is ``None``
(an empty cell in CSV). Offsets count code points of the report's text.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from eventcoder.errors import StoreError
from eventcoder.schema import Actor, Coded, Document, Event, EventDate, Mention, Participant, Span, Statement, Versions
from eventcoder.show.records import RecordKind

Row = dict[str, object]
_SEPARATOR: Final = "|"
_COUNTS: Final = ("killed", "injured", "arrested")
_VERSION_COLUMNS: Final = dict.fromkeys(("schema_version", "coder_version", "knowledge_version", "parser_version"), str)


def _role(name: str) -> dict[str, type]:
    return {f"{name}{part}": str for part in ("", "_codes", "_countries", "_sectors", "_ids", "_text")}


def _span(name: str) -> dict[str, type]:
    return {name: str, f"{name}_start": int, f"{name}_end": int}


_DATE: Final = dict.fromkeys(("date_start", "date_end", "date_resolution", "date_basis", "date_text"), str)
_PLACE: Final[dict[str, type]] = {
    "place": str,
    "place_country": str,
    "latitude": float,
    "longitude": float,
    "geonameid": str,
    "place_precision": str,
    "place_basis": str,
    "place_text": str,
}
_REPORT: Final = {"document_id": str, "published": str, "publisher": str, "url": str}

COLUMNS: Final[dict[RecordKind, dict[str, type]]] = {
    "events": {
        "id": str,
        **_REPORT,
        "event_type": str,
        "modes": str,
        "contexts": str,
        "cameo": str,
        "quad": int,
        "plover_score": float,
        "goldstein": float,
        **_role("source"),
        **_role("target"),
        "status": str,
        "reciprocal": bool,
        **_DATE,
        **_PLACE,
        **_role("reported_by"),
        **{f"{count}_{end}": int for count in _COUNTS for end in ("low", "high")},
        **_span("trigger"),
        **_span("sentence"),
        "statement_id": str,
        "retells": str,
        **_VERSION_COLUMNS,
    },
    "statements": {
        "id": str,
        **_REPORT,
        **_role("speaker"),
        "speaker_words": str,
        **_span("cue"),
        "cue_class": str,
        "kind": str,
        "content": str,
        "content_spans": str,
        "quoted": str,
        **_role("addressee"),
        "channel": str,
        "channel_text": str,
        "venue": str,
        **_role("via"),
        "contexts": str,
        "event_ids": str,
        "is_negated": bool,
        "is_modal": bool,
        **_DATE,
        **_span("sentence"),
        "parent_id": str,
        **_VERSION_COLUMNS,
    },
    "actors": {
        "id": str,
        **_REPORT,
        "name": str,
        "code": str,
        "country": str,
        "sectors": str,
        "office": str,
        "office_from": str,
        "office_to": str,
        "cow": str,
        "wikidata": str,
        "mentions": int,
        "forms": str,
        **_VERSION_COLUMNS,
    },
    "mentions": {
        **_REPORT,
        **_span("text"),
        **_span("head"),
        "kind": str,
        "actor_ids": str,
        "actor_names": str,
        "rule": str,
        **_VERSION_COLUMNS,
    },
}


def columns(kind: RecordKind) -> tuple[str, ...]:
    """Return the names of the columns of one kind of record, in order."""
    return tuple(COLUMNS[kind])


def rows(coded: Coded, kind: RecordKind = "events") -> Iterator[Row]:
    """Yield one flat row a record of this kind, with every column of ``columns(kind)``."""
    common = _of_report(coded.document) | _of_versions(coded.versions)
    makers: dict[RecordKind, Callable[[Coded], Iterator[Row]]] = {
        "events": lambda c: (_event_row(e, c.document.text) for e in c.events),
        "statements": lambda c: (_statement_row(s, c.document.text) for s in c.statements),
        "actors": lambda c: (_actor_row(a, c) for a in c.actors),
        "mentions": lambda c: (_mention_row(m, c) for m in c.mentions),
    }
    for row in makers[kind](coded):
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


def data_frame(reports: Sequence[Coded], kind: RecordKind = "events") -> Any:
    """Return a pandas DataFrame of the records of several reports. Raises StoreError if pandas is missing."""
    pandas = _extra("pandas", "pandas")
    table = [row for coded in reports for row in rows(coded, kind)]
    frame = pandas.DataFrame(table, columns=list(columns(kind)))
    dtypes = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
    return frame.astype({name: dtypes[python] for name, python in COLUMNS[kind].items()})


def arrow_schema(kind: RecordKind) -> Any:
    """Return the Arrow schema of one kind of record."""
    arrow = pyarrow_module()
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    return arrow.schema([(name, types[python]) for name, python in COLUMNS[kind].items()])


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


def _of_report(document: Document) -> Row:
    return {
        "document_id": document.id,
        "published": document.published,
        "publisher": document.source,
        "url": document.url,
    }


def _of_versions(versions: Versions) -> Row:
    made = (versions.schema, versions.coder, versions.knowledge, versions.parser)
    return dict(zip(_VERSION_COLUMNS, made, strict=True))


def _of_role(name: str, people: Sequence[Participant], text: str) -> Row:
    return {
        name: _joined([p.name for p in people]),
        f"{name}_codes": _joined([p.code for p in people]),
        f"{name}_countries": _joined([p.country for p in people]),
        f"{name}_sectors": _joined([",".join(p.sectors) for p in people]),
        f"{name}_ids": _joined([p.actor_id for p in people]),
        f"{name}_text": _joined([p.span.of(text) if p.span else None for p in people]),
    }


def _of_span(name: str, span: Span, text: str) -> Row:
    return {name: span.of(text), f"{name}_start": span.start, f"{name}_end": span.end}


def _of_date(date: EventDate | None, text: str) -> Row:
    if date is None:
        return dict.fromkeys(_DATE)
    words = date.span.of(text) if date.span else None
    return dict(zip(_DATE, (date.start, date.end, date.resolution, date.basis, words), strict=True))


def _of_place(event: Event, text: str) -> Row:
    p = event.place
    if p is None:
        return dict.fromkeys(_PLACE)
    values = (p.name, p.country, p.latitude, p.longitude, p.geonameid, p.precision, p.basis, p.span.of(text))
    return dict(zip(_PLACE, values, strict=True))


def _of_counts(event: Event) -> Row:
    row: Row = {f"{kind}_{end}": None for kind in _COUNTS for end in ("low", "high")}
    for count in reversed(event.counts):  # the first one told of its kind stays
        row |= {f"{count.kind}_low": count.low, f"{count.kind}_high": count.high}
    return row


def _event_row(e: Event, text: str) -> Row:
    return {
        "id": e.id,
        "event_type": e.event_type,
        "modes": _joined(e.modes),
        "contexts": _joined(e.contexts),
        "cameo": e.cameo,
        "quad": e.quad,
        "plover_score": e.plover_score,
        "goldstein": e.goldstein,
        **_of_role("source", e.source, text),
        **_of_role("target", e.target, text),
        "status": e.status,
        "reciprocal": e.reciprocal,
        **_of_date(e.date, text),
        **_of_place(e, text),
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
        "content": _joined([c.of(text) for c in s.content]),
        "content_spans": _joined([f"{c.start}-{c.end}" for c in s.content]),
        "quoted": _joined([q.of(text) for q in s.quoted]),
        **_of_role("addressee", s.addressees, text),
        "channel": s.channel,
        "channel_text": s.channel_span.of(text) if s.channel_span else None,
        "venue": s.venue.of(text) if s.venue else None,
        **_of_role("via", s.via, text),
        "contexts": _joined(s.contexts),
        "event_ids": _joined(s.event_ids),
        "is_negated": s.is_negated,
        "is_modal": s.is_modal,
        **_of_date(s.date, text),
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
        "sectors": _joined(actor.sectors),
        "office": actor.office,
        "office_from": actor.office_from,
        "office_to": actor.office_to,
        "cow": actor.cow,
        "wikidata": actor.wikidata,
        "mentions": len(own),
        "forms": _joined(list(dict.fromkeys(m.span.of(coded.document.text) for m in own))),
    }


def _mention_row(mention: Mention, coded: Coded) -> Row:
    text = coded.document.text
    names = {a.id: a.name for a in coded.actors}
    return {
        **_of_span("text", mention.span, text),
        **_of_span("head", mention.head, text),
        "kind": mention.kind,
        "actor_ids": _joined(mention.actor_ids),
        "actor_names": _joined([names.get(i) for i in mention.actor_ids]),
        "rule": mention.evidence[0].rule if mention.evidence else None,
    }
