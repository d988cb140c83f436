"""Records as bytes and back: canonical JSON, compressed. What explains a report's records is kept beside them.

A record is an object with its fields in their order; a span is ``[start, end]``; fields that are absent or empty are
left out, so that records written before a field existed can still be read. Every string comes back as it was, lone
surrogates too.
"""

from __future__ import annotations

import hashlib
import json
import types
import typing
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

from eventcoder.errors import AlignmentError, DamagedStoreError
from eventcoder.schema import Coded, Evidence, Mention, Silence, Span

_LEVEL: Final = 6
_ENCODING: Final = ("utf-8", "surrogatepass")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A coded report as two pieces of bytes."""

    record: bytes  # the report and its records without what explains them
    reasons: bytes  # mentions, silences, and the evidence of events and statements
    checksum: bytes  # over both


def encode(coded: Coded) -> Encoded:
    """Return a coded report as bytes; equal reports give equal bytes."""
    record = pack(without_reasons(coded))
    reasons = zlib.compress(_json(_reasons(coded)), _LEVEL)
    return Encoded(record, reasons, checksum_of(record, reasons))


def decode(record: bytes, reasons: bytes, checksum: bytes, *, is_lean: bool = False, where: str = "a report") -> Coded:
    """Return the coded report; ``is_lean``: without mentions, silences and evidence, in a fraction of the time.

    Raises DamagedStoreError, naming ``where``, if the bytes are not what ``encode`` made.
    """
    try:
        if checksum_of(record, reasons) != checksum:
            raise damaged(where, "its bytes do not fit their checksum")
        coded = unpack(Coded, record)
        return coded if is_lean else _with_reasons(coded, _inflate(reasons))
    except (zlib.error, ValueError, KeyError, TypeError, AlignmentError) as error:
        raise damaged(where, f"{type(error).__name__}: {error}") from error


def without_reasons(coded: Coded) -> Coded:
    """Return the report without mentions, silences and evidence."""
    return replace(
        coded,
        events=tuple(replace(event, evidence=()) for event in coded.events),
        statements=tuple(replace(statement, evidence=()) for statement in coded.statements),
        mentions=(),
        silences=(),
    )


def damaged(where: str, why: str) -> DamagedStoreError:
    """Return the error for a report that cannot be read back."""
    return DamagedStoreError(
        f"{where} is damaged: {why}. Expected what was stored. 'eventcoder store check' lists all damage; restore the "
        "file from a copy, or code the reports into a new store."
    )


def checksum_of(*pieces: bytes) -> bytes:
    """Return sixteen bytes that change with every byte of the pieces."""
    digest = hashlib.blake2b(digest_size=16)
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return digest.digest()


def pack(record: object) -> bytes:
    """Return one record of the schema as compressed canonical JSON."""
    return zlib.compress(canonical(record), _LEVEL)


def canonical(record: object) -> bytes:
    """Return one record of the schema as canonical JSON."""
    plainer = _plainer(cast(Any, type(record)))
    return _json(record if plainer is None else plainer(record))


def unpack(record: type[_R], data: bytes) -> _R:
    """Return the record that ``pack`` made. Raises ValueError, KeyError, TypeError or zlib.error for other bytes."""
    made: _R = _maker(cast(Any, record))(_inflate(data))
    return made


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(*_ENCODING)


def _reasons(coded: Coded) -> dict[str, list[Any]]:
    """What explains the records: the evidence of every event and statement in their order, mentions, silences."""
    evidence = _plainer(tuple[Evidence, ...]) or list
    mentions = _plainer(tuple[Mention, ...]) or list
    silences = _plainer(tuple[Silence, ...]) or list
    return {
        "mentions": mentions(coded.mentions),
        "silences": silences(coded.silences),
        "events": [evidence(event.evidence) for event in coded.events],
        "statements": [evidence(statement.evidence) for statement in coded.statements],
    }


def _inflate(data: bytes) -> Any:
    return json.loads(zlib.decompress(data).decode(*_ENCODING))


def _with_reasons(coded: Coded, reasons: Mapping[str, Any]) -> Coded:
    evidence = _maker(tuple[Evidence, ...])
    return replace(
        coded,
        events=tuple(replace(e, evidence=evidence(r)) for e, r in zip(coded.events, reasons["events"], strict=True)),
        statements=tuple(
            replace(s, evidence=evidence(r)) for s, r in zip(coded.statements, reasons["statements"], strict=True)
        ),
        mentions=_maker(tuple[Mention, ...])(reasons["mentions"]),
        silences=_maker(tuple[Silence, ...])(reasons["silences"]),
    )


@lru_cache(maxsize=256)
def _plainer(hint: Any) -> Callable[[Any], Any] | None:
    """Return what turns a value of the type that a field asks for into a plain one; None if it is plain already."""
    if hint is Span:
        return lambda span: [span.start, span.end]
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _plainer(next(option for option in typing.get_args(hint) if option is not type(None)))
    if origin is tuple:
        inner = _plainer(typing.get_args(hint)[0])
        return list if inner is None else lambda items: [inner(item) for item in items]
    return _record_plainer(hint) if isinstance(hint, type) and is_dataclass(hint) else None


def _record_plainer(record: type) -> Callable[[Any], dict[str, Any]]:
    plainers = tuple((name, _plainer(hint)) for name, hint in _field_types(record).items())

    def make(value: Any) -> dict[str, Any]:
        out = {}
        for name, plainer in plainers:
            item = getattr(value, name)
            if item is not None and item != ():
                out[name] = item if plainer is None else plainer(item)
        return out

    return make


@lru_cache(maxsize=64)
def _field_types(record: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(record)
    return {f.name: hints[f.name] for f in fields(record)}


@lru_cache(maxsize=256)
def _maker(hint: Any) -> Callable[[Any], Any]:
    """Return what turns a plain value into the type that a field asks for."""
    if hint is Span:
        return lambda value: Span(value[0], value[1])
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _maker(next(option for option in typing.get_args(hint) if option is not type(None)))
    if origin is tuple:
        inner = _maker(typing.get_args(hint)[0])
        return lambda value: tuple([inner(item) for item in value])
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_maker(hint)
    return lambda value: value


def _record_maker(record: type) -> Callable[[Any], Any]:
    defaults = {name: () if typing.get_origin(hint) is tuple else None for name, hint in _field_types(record).items()}
    makers = {name: _maker(hint) for name, hint in _field_types(record).items()}

    def make(value: Mapping[str, Any]) -> Any:
        return record(**(defaults | {name: makers[name](item) for name, item in value.items()}))

    return make
