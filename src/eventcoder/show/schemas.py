"""JSON Schemas of every exported record, made from the records themselves."""

from __future__ import annotations

import inspect
import re
import types
import typing
from dataclasses import is_dataclass
from typing import Any, Final, Literal

from eventcoder.schema import (
    SCHEMA_VERSION,
    Actor,
    Coded,
    Document,
    Event,
    Mention,
    Quarantined,
    Silence,
    Span,
    Statement,
    Versions,
)
from eventcoder.show.records import VERSIONS, field_types

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
RECORDS: Final[dict[str, type]] = {
    "document": Document,
    "event": Event,
    "statement": Statement,
    "actor": Actor,
    "mention": Mention,
    "silence": Silence,
    "quarantined": Quarantined,
    "report": Coded,
}
_OWN_LINES: Final = frozenset({"event", "statement", "actor", "mention"})
_SIMPLE: Final = {str: "string", int: "integer", float: "number", bool: "boolean"}
_COMMENT: Final = re.compile(r"^    (\w+): .*?  # (.+)$", re.MULTILINE)


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of record. Raises KeyError for an unknown name."""
    definitions: dict[str, Any] = {}
    top = _reference(RECORDS[name], definitions)
    definitions[Versions.__name__] = _object(Versions, definitions)
    if name == "report":  # its records are written as they are written alone
        properties = definitions["Coded"]["properties"]
        for kind in ("event", "statement", "actor"):
            _carry_versions(definitions[RECORDS[kind].__name__])
            properties[f"{kind}s"] = {"type": "array", "items": {"$ref": f"#/$defs/{RECORDS[kind].__name__}"}}
    elif name in _OWN_LINES:
        _carry_versions(definitions[RECORDS[name].__name__])
    return {
        "$schema": DIALECT,
        "$id": f"eventcoder/{SCHEMA_VERSION}/{name}.schema.json",
        "title": name,
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def all_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of every kind of record by name."""
    return {name: schema_of(name) for name in RECORDS}


def _carry_versions(definition: dict[str, Any]) -> None:
    """Add what every exported record has beside its own fields."""
    extra: dict[str, Any] = {"document_id": {"type": "string"}, VERSIONS: {"$ref": "#/$defs/Versions"}}
    for key, schema in extra.items():
        if key not in definition["properties"]:
            definition["properties"][key] = schema
            definition["required"].append(key)


def _reference(record: type, definitions: dict[str, Any]) -> dict[str, str]:
    if record.__name__ not in definitions:
        definitions[record.__name__] = {}  # holds the place while its fields are read
        definitions[record.__name__] = _span() if record is Span else _object(record, definitions)
    return {"$ref": f"#/$defs/{record.__name__}"}


def _object(record: type, definitions: dict[str, Any]) -> dict[str, Any]:
    comments = _comments(record)
    properties = {}
    for name, hint in field_types(record).items():
        properties[name] = _schema(hint, definitions)
        if name in comments:
            properties[name] = properties[name] | {"description": comments[name]}
    return {
        "type": "object",
        "description": (inspect.getdoc(record) or "").split("\n\n")[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _span() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Words of the report: document.text[start:end] is exactly text. Offsets count code points.",
        "properties": {
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
            "text": {"type": "string"},
        },
        "required": ["start", "end", "text"],
        "additionalProperties": False,
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin in (types.UnionType, typing.Union):
        options = [_schema(option, definitions) for option in inner if option is not type(None)]
        return {"anyOf": [*options, {"type": "null"}]}
    if is_dataclass(hint) and isinstance(hint, type):
        return _reference(hint, definitions)
    raise TypeError(f"no JSON Schema for the type {hint!r}; expected a record, a plain value, a tuple or a choice.")


def _comments(record: type) -> dict[str, str]:
    """What the source says about fields, in the comment behind each; nothing where the source is not at hand."""
    try:
        return dict(_COMMENT.findall(inspect.getsource(record)))
    except (OSError, TypeError):
        return {}
