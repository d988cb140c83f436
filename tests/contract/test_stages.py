"""What every stage and every coded report must keep, whatever the rules are."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder.analysis import Analysis
from eventcoder.errors import SettingsError
from eventcoder.pipeline import Pipeline
from eventcoder.run.samples import sample_documents
from eventcoder.schema import Coded, Document, Span

_PIECES = [
    *"aeTRsn .,\"'“”‘’«»-–—\n\t\r\x00\ufeff\u00a0\u202e\ud800é😀:;!?()[]0123456789",
    "said ", "Iran ", "the ", "Mr. ", "attacked ", "agreed to ", "on Monday ",
]  # fmt: skip
NASTY = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=120).map("".join)


def spans_of(value: object) -> Iterator[Span]:
    """Every span anywhere inside a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans_of(getattr(value, field.name))


def records_of(coded: Coded) -> tuple[object, ...]:
    return (*coded.events, *coded.statements, *coded.mentions, *coded.silences)


@pytest.fixture(scope="module")
def coded(pipeline: Pipeline) -> list[Coded]:
    return [pipeline(document) for document in sample_documents()]


def test_spans_lie_in_their_text(coded: list[Coded]) -> None:
    for c in coded:
        assert all(s.end <= len(c.document.text) for s in spans_of(records_of(c)))


def test_every_event_and_statement_says_why(coded: list[Coded]) -> None:
    for c in coded:
        for e in c.events:
            assert {"event_type", "status"} <= {x.field for x in e.evidence}
        for s in c.statements:
            assert s.evidence


def test_every_sentence_has_an_event_or_a_reason(coded: list[Coded]) -> None:
    for c in coded:
        told = {e.sentence for e in c.events} | {s.sentence for s in c.silences}
        assert told
        assert all(s.reasons for s in c.silences)


def test_participants_are_actors_of_the_report(coded: list[Coded]) -> None:
    for c in coded:
        known = {a.id for a in c.actors}
        for e in c.events:
            assert {p.actor_id for p in (*e.source, *e.target)} <= known


def test_ids_are_unique(coded: list[Coded]) -> None:
    for c in coded:
        ids = [r.id for r in (*c.events, *c.statements)]
        assert len(ids) == len(set(ids))


def test_links_between_records_lead_somewhere(coded: list[Coded]) -> None:
    for c in coded:
        events, statements = {e.id for e in c.events}, {s.id for s in c.statements}
        for e in c.events:
            assert e.statement_id is None or e.statement_id in statements
            assert e.retells is None or e.retells in events
        for s in c.statements:
            assert set(s.event_ids) <= events
            assert s.parent_id is None or s.parent_id in statements


def test_many_at_once_equal_one_by_one(pipeline: Pipeline, coded: list[Coded]) -> None:
    documents = reversed(sample_documents())
    assert list(reversed(list(pipeline.pipe(documents)))) == coded


def test_stages_fit_together_or_say_what_is_missing(pipeline: Pipeline) -> None:
    with pytest.raises(SettingsError, match=r"needs .*, which no stage before it gives"):
        Pipeline(pipeline.stages[1:], pipeline.versions)


def test_stage_names_tell_room_and_step(pipeline: Pipeline) -> None:
    rooms = {stage.name.split(".")[0] for stage in pipeline.stages}
    assert rooms == {"read", "find", "resolve", "code"}
    assert len({stage.name for stage in pipeline.stages}) == len(pipeline.stages)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NASTY)
def test_any_text_is_coded(text: str, pipeline: Pipeline) -> None:
    if not text.strip("\x00\ufeff\u202e \n\t\r\u00a0"):
        return
    coded = pipeline.coded(pipeline.analyse(Document("x", text, published="2020-02-29")))
    assert all(s.end <= len(text) for s in spans_of(records_of(coded)))


def test_the_input_analysis_is_never_changed(pipeline: Pipeline) -> None:
    analysis = Analysis(sample_documents()[0])
    for stage in pipeline.stages:
        before = dataclasses.replace(analysis)
        after = stage(analysis)
        assert analysis == before
        analysis = after
