"""Explanations of records, sentences and terms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventcoder.errors import SettingsError
from eventcoder.knowledge import Knowledge
from eventcoder.schema import Coded
from eventcoder.show.explain import explain_record, explain_report, explain_sentence, find_record, sentence_spans
from eventcoder.show.rows import knowledge_row
from eventcoder.show.terms import LISTS, explain_term


def test_an_event_is_explained_field_by_field(coded: Coded) -> None:
    told = explain_record(coded, "e0123456789ab")
    for words in (
        "event type  SANCTION / expel  “expelled”",
        "expel is SANCTION",
        "rule expel.v · events/lexicon_sanction.tsv:4 · code.events",
        "row: id ",
        "source      France [FRA]  “France”",
        "target      Russian envoys [RUSGOV]  “two Russian envoys”",
        "status      asserted",
        "date        2021-07-15 (day, relative)  “on Thursday”",
        "place       Paris, FRA (city, clause)  “Paris”",
        "count       killed at least 3  “3”",
        "inside      told in statement sfedcba98",
        "not chosen  “expelled”: COERCE (match score 0.41)",
        "made by     schema 1.0, coder 0.0, knowledge abc, parser none 1",
    ):
        assert words in told


def test_a_statement_is_explained(coded: Coded) -> None:
    told = explain_record(coded, "sfedc")
    for words in (
        "cue         say  “told”",
        "speaker     Anne Roy",
        "content     “We regret it”",
        "events      e01234567",
    ):
        assert words in told


def test_an_actor_is_explained(coded: Coded) -> None:
    told = explain_record(coded, "per:roy_anne")
    for words in ("code        FRAGOV", "office      foreign minister (2020-01 to ...)", "mention     name"):
        assert words in told


def test_a_beginning_finds_a_record_only_if_it_is_the_only_one(coded: Coded) -> None:
    twin = replace(coded.events[0], id="e01234xxx")
    two = replace(coded, events=(coded.events[0], twin))
    assert find_record(coded, "e0123") == coded.events[0]
    assert find_record(two, "e0123") is None
    assert find_record(two, "e01234x") == twin
    assert find_record(coded, "e01") is None


def test_an_unknown_id_is_answered_with_the_known_ones(coded: Coded) -> None:
    with pytest.raises(SettingsError, match="Known: e01234567, sfedcba98"):
        explain_record(coded, "nothing")


def test_a_sentence_that_gave_nothing_says_why(coded: Coded) -> None:
    n = len(sentence_spans(coded))
    assert "no event: no word fits" in explain_sentence(coded, n).plain
    assert "events.none" in explain_sentence(coded, n).plain
    with pytest.raises(SettingsError, match=f"sentences 1 to {n}"):
        explain_sentence(coded, n + 1)


def test_a_report_is_explained_sentence_by_sentence(coded: Coded) -> None:
    told = "\n".join(text.plain for text in explain_report(coded))
    assert "e01234567 SANCTION “expelled”" in told
    assert "sfedcba98 statement “told”" in told
    assert "no event: no word fits" in told


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("SANCTION", "event type, quad 4 (material conflict)"),
        ("sanction", "event type"),
        ("SANCTION expel", "SANCTION / expel  mode"),
        ("172", "CAMEO 172"),
        ("GOV", "sector, government"),
        ("diplomatic", "context"),
        ("asserted", "status"),
        ("hypothet", "hypothetical  status"),
        ("assert", "asserted  status"),
        ("assert", "operator of class report"),
        ("deny", "cue of class"),
        ("expel", "word of the event lexicon"),
        ("expel.v", "verb 'expel' is SANCTION / expel"),
    ],
)
def test_terms(knowledge: Knowledge, term: str, words: str) -> None:
    told = "\n".join(text.plain for text in explain_term(term, knowledge))
    assert words in told


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_terms(knowledge: Knowledge, name: str) -> None:
    assert len(explain_term(name, knowledge)) > 5


def test_every_term_of_the_ontology_can_be_explained(knowledge: Knowledge) -> None:
    o = knowledge.ontology
    for term in (*o.types, *o.contexts, *o.sectors, *o.statuses, *list(o.cameo)[:20]):
        assert explain_term(term, knowledge)


def test_a_misspelt_term_is_answered_with_the_nearest(knowledge: Knowledge) -> None:
    with pytest.raises(SettingsError, match="did you mean 'sanction'"):
        explain_term("SANCTON", knowledge)


@pytest.mark.parametrize("ref", ["events/lexicon_sanction.tsv:99999", "nothing.tsv:4", "../../schema.py:3", "x", "x:y"])
def test_rows_that_are_not_there(ref: str) -> None:
    assert knowledge_row(ref) is None
