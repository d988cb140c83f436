"""Records as bytes: back comes what went in."""

from __future__ import annotations

import dataclasses
import json
import typing
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder import schema
from eventcoder.errors import DamagedStoreError
from eventcoder.schema import Coded, Document, Span, Story, StoryCount, StoryLink, StoryMember, StoryReason
from eventcoder.store.codec import decode, encode, pack, unpack

RECORDS = [record for record in vars(schema).values() if isinstance(record, type) and dataclasses.is_dataclass(record)]
TEXT = st.text(st.characters(codec=None), max_size=8)  # lone surrogates and NUL too


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of the type that a field asks for."""
    if hint is Span:
        return st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda t: Span(t[0], t[0] + t[1]))
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(values(arguments[0]), max_size=2).map(tuple)
    if arguments:
        return st.one_of(*(st.none() if option is type(None) else values(option) for option in arguments))
    if dataclasses.is_dataclass(hint):
        return record(hint)
    simple = {str: TEXT, int: st.integers(-5, 10**9), bool: st.booleans()}
    return simple.get(hint, st.floats(allow_nan=False, allow_infinity=False, width=32))


def record(kind: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    return st.deferred(lambda: st.builds(kind, **{f.name: values(hints[f.name]) for f in dataclasses.fields(kind)}))


@given(record(Coded))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_report_comes_back_as_it_was(coded: Coded) -> None:
    encoded = encode(coded)
    assert decode(encoded.record, encoded.reasons, encoded.checksum) == coded
    assert encode(coded) == encoded


def test_a_report_with_every_field_comes_back(coded: Coded) -> None:
    encoded = encode(coded)
    assert decode(encoded.record, encoded.reasons, encoded.checksum) == coded


def test_a_lean_report_lacks_only_what_explains(coded: Coded) -> None:
    encoded = encode(coded)
    lean = decode(encoded.record, encoded.reasons, encoded.checksum, is_lean=True)
    assert lean.document == coded.document
    assert lean.events == tuple(replace(e, evidence=()) for e in coded.events)
    assert (lean.mentions, lean.silences) == ((), ())


def test_pairs_of_surrogates_stay_two_characters() -> None:
    odd = Document("a", "\ud83d\ude00 \x00")
    assert unpack(Document, pack(odd)) == odd


def test_records_of_before_a_field_existed_can_be_read() -> None:
    old = zlib.compress(json.dumps({"id": "a", "text": "b"}).encode())
    assert unpack(Document, old) == Document("a", "b")


def test_stories_come_back() -> None:
    reason = StoryReason("same_place", "stories/weights.tsv:3", 1.5, "both in Paris")
    member = StoryMember("v1", "d", "e1", "2021-07-16", None, "AP", None, None, (reason,))
    link = StoryLink("denial", "v2", "d2", "s1", Span(0, 4), "denied")
    count = StoryCount("killed", 3, None, "v1", 2, 5)
    people = (schema.Participant("cty:FRA", "France", "FRA", (), None),)
    story = Story(
        "y1", "ASSAULT", (), "asserted", people, (), None, None, "Paris", "FRA", (member,), (count,), (link,), 2, 2, 1
    )
    assert unpack(Story, pack(story)) == story


@pytest.mark.parametrize("at", range(0, 200, 7))
def test_a_changed_byte_is_noticed(coded: Coded, at: int) -> None:
    encoded = encode(coded)
    spoilt = bytearray(encoded.record)
    spoilt[at] ^= 4
    with pytest.raises(DamagedStoreError, match="report v1 is damaged"):
        decode(bytes(spoilt), encoded.reasons, encoded.checksum, where="report v1")
