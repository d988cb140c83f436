"""Records as plain values for JSON, and back: the only place where records turn into dicts.

A span becomes ``{"start", "end", "text"}``, a tuple a list, an absent value ``null``; keys stand in the order of the
record's fields. Every exported record carries the versions that made it.
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Final, Literal, TypeVar, cast

from eventcoder.errors import AlignmentError, StoreError
from eventcoder.schema import Coded, Quarantined, Span, Versions

RecordKind = Literal["events", "statements", "actors", "mentions"]
KINDS: Final[tuple[RecordKind, ...]] = ("events", "statements", "actors", "mentions")
VERSIONED: Final[tuple[RecordKind, ...]] = KINDS[:3]  # carry their versions also inside a report, which has its own
VERSIONS: Final = "versions"
_EXPLAINING: Final = ("mentions", "silences", "evidence")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_R = TypeVar("_R")


def to_dict(record: object, text: str) -> dict[str, Any]:
    """Return any record as a plain dict; ``text`` is the text of its document.

    Raises AlignmentError if a span reaches past the end of the text.

    >>> to_dict(Span(0, 5), "KABUL (AP)")
    {'start': 0, 'end': 5, 'text': 'KABUL'}
    """
    return cast(dict[str, Any], _plain(record, text))


def report_dict(coded: Coded, *, is_lean: bool = False) -> dict[str, Any]:
    """Return everything coded from one report: one line of a JSON Lines file.

    is_lean: leave out what explains the records (mentions, silences, evidence), four fifths of a line.
    """
    text = coded.document.text
    versions = to_dict(coded.versions, text)
    out: dict[str, Any] = {"document": to_dict(coded.document, text), VERSIONS: versions}
    out.update({kind: record_dicts(coded, kind) for kind in VERSIONED})
    out["mentions"] = [to_dict(mention, text) for mention in coded.mentions]
    out["silences"] = [to_dict(silence, text) for silence in coded.silences]
    return _lean(out) if is_lean else out


def record_dicts(coded: Coded, kind: RecordKind = "events", *, is_lean: bool = False) -> list[dict[str, Any]]:
    """Return the records of one kind, each with its document's id and the versions that made it.

    is_lean: leave out the evidence.
    """
    text = coded.document.text
    versions = to_dict(coded.versions, text)
    out: list[dict[str, Any]] = []
    for record in getattr(coded, kind):
        plain = to_dict(record, text)
        plain.setdefault("document_id", coded.document.id)
        if is_lean:
            plain.pop("evidence", None)
        out.append(plain | {VERSIONS: versions})
    return out


def quarantine_dict(fault: Quarantined, versions: Versions | None = None) -> dict[str, Any]:
    """Return a quarantined input as one line of a quarantine file."""
    plain = to_dict(fault, "")
    return plain | {VERSIONS: to_dict(versions, "")} if versions else plain


def json_line(value: object) -> str:
    """Return a value as one line of JSON that can be written as UTF-8; lone surrogates are escaped, nothing is lost.

    >>> json_line({"text": "Ayutthaya", "end": 9})
    '{"text":"Ayutthaya","end":9}'
    """
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", line)


def is_coded_line(value: object) -> bool:
    """True for a value that ``report_dict`` made: a report that has been coded."""
    return isinstance(value, dict) and {"document", VERSIONS, *VERSIONED} <= value.keys()


def coded_of(value: Mapping[str, Any]) -> Coded:
    """Return the coded report that ``report_dict`` wrote. Raises StoreError if the value is no such thing."""
    try:
        return _record(Coded, value)
    except (KeyError, TypeError, ValueError, AlignmentError) as error:
        raise StoreError(
            f"a line is not a coded report: {type(error).__name__}: {error}. Expected what 'eventcoder code' of the "
            "same version writes; code the report again."
        ) from error


def _lean(report: dict[str, Any]) -> dict[str, Any]:
    out = {name: value for name, value in report.items() if name not in _EXPLAINING}
    for kind in VERSIONED:
        out[kind] = [{k: v for k, v in record.items() if k not in _EXPLAINING} for record in out[kind]]
    return out


def _plain(value: object, text: str) -> object:
    if isinstance(value, Span):
        if value.end > len(text):
            raise AlignmentError(f"span {value.start}-{value.end} reaches past the text of {len(text)} characters.")
        return {"start": value.start, "end": value.end, "text": value.of(text)}
    if isinstance(value, (tuple, list)):
        return [_plain(item, text) for item in value]
    if is_dataclass(value):
        return {name: _plain(getattr(value, name), text) for name in field_names(type(value))}
    return value


def field_names(record: type) -> tuple[str, ...]:
    """Return the names of a record's fields in the order in which they are written."""
    return _field_names(record)


def field_types(record: type) -> dict[str, Any]:
    """Return the types of a record's fields by name."""
    return _field_types(record)


@lru_cache(maxsize=64)
def _field_names(record: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(record))


@lru_cache(maxsize=64)
def _field_types(record: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    return {name: hints[name] for name in field_names(record)}


def _record(record: type[_R], value: Mapping[str, Any]) -> _R:
    given = dict.fromkeys(_EXPLAINING, ()) | dict(value)
    return record(**{name: _typed(hint, given[name]) for name, hint in field_types(record).items()})


def _typed(hint: Any, value: Any) -> Any:
    """Return a plain value as the type that a field asks for."""
    if value is None:
        return None
    if hint is Span:
        return Span(value["start"], value["end"])
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(_typed(inner, item) for item in value)
    if origin in (types.UnionType, typing.Union):
        return _typed(next(option for option in typing.get_args(hint) if option is not type(None)), value)
    return _record(hint, value) if is_dataclass(hint) and isinstance(hint, type) else value


def spans_of(record: object) -> Iterator[tuple[str, Span]]:
    """Yield every span of a record with the name of the field that holds it, spans of inner records included."""
    for name in field_names(type(record)):
        yield from ((name, span) for span in _spans(getattr(record, name)))


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value):
        for name in field_names(type(value)):
            yield from _spans(getattr(value, name))
