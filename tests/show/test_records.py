"""Records as plain values and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder.errors import AlignmentError, StoreError
from eventcoder.schema import Coded, Document, Quarantined, Span
from eventcoder.show.records import (
    KINDS,
    coded_of,
    field_names,
    is_coded_line,
    json_line,
    quarantine_dict,
    record_dicts,
    report_dict,
    spans_of,
    to_dict,
)


def test_a_span_becomes_its_offsets_and_words() -> None:
    assert to_dict(Span(0, 5), "KABUL (AP)") == {"start": 0, "end": 5, "text": "KABUL"}


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(AlignmentError, match="0-5 reaches past the text of 3 characters"):
        to_dict(Span(0, 5), "abc")


def test_keys_stand_in_the_order_of_the_fields(coded: Coded) -> None:
    assert list(to_dict(coded.events[0], coded.document.text)) == list(field_names(type(coded.events[0])))


@pytest.mark.parametrize("kind", KINDS)
def test_every_exported_record_has_versions_and_document(coded: Coded, kind: str) -> None:
    records = record_dicts(coded, kind)  # type: ignore[arg-type]
    assert records
    for record in records:
        assert record["versions"] == {"schema": "1.0", "coder": "0.0", "knowledge": "abc", "parser": "none 1"}
        assert record["document_id"] == "made"


def test_a_report_comes_back_as_it_was(coded: Coded) -> None:
    line = json_line(report_dict(coded))
    assert coded_of(json.loads(line)) == coded


def test_a_lean_report_comes_back_without_what_explains_it(coded: Coded) -> None:
    value = report_dict(coded, is_lean=True)
    assert "evidence" not in json_line(value)
    back = coded_of(value)
    assert (back.mentions, back.silences) == ((), ())
    assert back.events == (replace(coded.events[0], evidence=()),)


def test_every_span_of_a_report_has_its_words(coded: Coded) -> None:
    text = coded.document.text

    def check(value: object) -> int:
        if isinstance(value, dict):
            if value.keys() == {"start", "end", "text"}:
                assert text[value["start"] : value["end"]] == value["text"]
                return 1
            return sum(check(item) for item in value.values())
        return sum(check(item) for item in value) if isinstance(value, list) else 0

    spans = [s for record in (*coded.events, *coded.statements) for s in spans_of(record)]
    assert check(report_dict(coded)) > len(spans) > 10


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_survives_json_and_utf8(coded: Coded, text: str) -> None:
    own = Coded(Document("x", text), coded.versions, (), (), (), (), ())
    line = json_line(report_dict(own)).encode("utf-8")
    assert b"\n" not in line
    assert coded_of(json.loads(line)) == own


@pytest.mark.parametrize("text", ["\ud83d", "a\udc80b", "\x00\x1b[31m", "\u2028\u2029", "\u202eevil"])
def test_nasty_characters_are_kept(text: str) -> None:
    assert json.loads(json_line({"t": text}).encode("utf-8"))["t"] == text


@pytest.mark.parametrize(
    ("change", "part"),
    [({"events": [{}]}, "KeyError"), ({"document": 3}, "TypeError"), ({"versions": {"schema": "1.0"}}, "KeyError")],
)
def test_what_is_no_report_is_named(coded: Coded, change: dict[str, object], part: str) -> None:
    with pytest.raises(StoreError, match=part):
        coded_of(report_dict(coded) | change)


@pytest.mark.parametrize("value", [None, [], {"text": "a report"}, {"document": {}}])
def test_other_lines_are_not_taken_for_coded_ones(value: object) -> None:
    assert not is_coded_line(value)


def test_a_quarantined_input_is_one_record(coded: Coded) -> None:
    fault = Quarantined("a.txt", 3, 17, "read.file", "why")
    assert quarantine_dict(fault, coded.versions) == {
        "path": "a.txt",
        "record": 3,
        "offset": 17,
        "stage": "read.file",
        "reason": "why",
        "versions": {"schema": "1.0", "coder": "0.0", "knowledge": "abc", "parser": "none 1"},
    }
