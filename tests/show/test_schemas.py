"""JSON Schemas: they fit what is written, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eventcoder.schema import Coded
from eventcoder.show.records import quarantine_dict, record_dicts, report_dict, to_dict
from eventcoder.show.schemas import RECORDS, all_schemas, schema_of

_TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def faults(value: Any, schema: dict[str, Any], top: dict[str, Any], where: str = "$") -> list[str]:
    """What a value has against a schema; enough of JSON Schema for the schemas that we write."""
    if "$ref" in schema:
        return faults(value, top["$defs"][schema["$ref"].rsplit("/", 1)[-1]], top, where)
    if "anyOf" in schema:
        found = [faults(value, option, top, where) for option in schema["anyOf"]]
        return min(found, key=len)
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{where}: {value!r} is none of {schema['enum']}"]
    if schema["type"] == "array":
        return [f for i, item in enumerate(value) for f in faults(item, schema["items"], top, f"{where}[{i}]")]
    if schema["type"] != "object":
        return [] if isinstance(value, _TYPES[schema["type"]]) else [f"{where}: {value!r} is no {schema['type']}"]
    if not isinstance(value, dict):
        return [f"{where}: no object"]
    found = [f"{where}: lacks {key}" for key in schema["required"] if key not in value]
    for key, item in value.items():
        known = schema["properties"].get(key)
        found += faults(item, known, top, f"{where}.{key}") if known else [f"{where}: unknown {key}"]
    return found


def check(value: Any, name: str) -> list[str]:
    schema = schema_of(name)
    return faults(value, {"$ref": schema["$ref"]}, schema)


def test_a_coded_report_fits_its_schema(coded: Coded) -> None:
    assert check(json.loads(json.dumps(report_dict(coded))), "report") == []


@pytest.mark.parametrize("kind", ["events", "statements", "actors", "mentions"])
def test_exported_records_fit_their_schema(coded: Coded, kind: str) -> None:
    for record in record_dicts(coded, kind):  # type: ignore[arg-type]
        assert check(record, kind.removesuffix("s")) == []


def test_other_records_fit_their_schema(coded: Coded) -> None:
    text = coded.document.text
    assert check(to_dict(coded.document, text), "document") == []
    assert check(to_dict(coded.silences[0], text), "silence") == []


def test_a_wrong_record_does_not_fit(coded: Coded) -> None:
    record = record_dicts(coded)[0]
    assert check(record | {"status": "perhaps"}, "event")
    assert check({k: v for k, v in record.items() if k != "trigger"}, "event")
    assert check(record | {"more": 1}, "event")


def test_every_record_has_a_schema_with_descriptions() -> None:
    schemas = all_schemas()
    assert list(schemas) == list(RECORDS)
    for schema in schemas.values():
        assert all(d.get("description") for d in schema["$defs"].values())
    assert schemas["event"]["$defs"]["Event"]["properties"]["retells"]["description"].startswith(
        "id of an earlier event"
    )


def test_the_quarantine_schema_fits() -> None:
    from eventcoder.schema import Quarantined

    assert check(quarantine_dict(Quarantined("p", None, None, "s", "r")), "quarantined") == []
