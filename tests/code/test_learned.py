"""The learned model: what ships is what was built, it tells obvious acts apart, and the coder works without it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import eventcoder
from eventcoder.code.learned import LearnedTypes, Question
from eventcoder.errors import KnowledgeError
from eventcoder.knowledge import Knowledge
from eventcoder.knowledge.exemplars import load_exemplars
from eventcoder.knowledge.learned import FILES, LABELS, NETWORK, check_files, load_learned
from eventcoder.knowledge.tables import Tables
from eventcoder.schema import Span


@pytest.fixture(scope="module")
def learned() -> LearnedTypes:
    return LearnedTypes(load_learned())


def _question(text: str, source: str, target: str) -> Question:
    return Question(text, *(Span(text.index(words), text.index(words) + len(words)) for words in (source, target)))


@pytest.mark.parametrize(
    ("text", "source", "target", "event_type"),
    [
        ("Norway expelled two Belarusian attaches over spying.", "Norway", "two Belarusian attaches", "SANCTION"),
        ("Two Belarusian attaches were expelled by Norway.", "Norway", "Two Belarusian attaches", "SANCTION"),
        ("Gunmen shot dead a Colombian mayor in Cauca.", "Gunmen", "a Colombian mayor", "ASSAULT"),
        (
            "The Fijian premier flew to Suva to meet the Tongan king.",
            "The Fijian premier",
            "the Tongan king",
            "CONSULT",
        ),
        ("Oslo sent forty tonnes of flour to Malawi after the floods.", "Oslo", "Malawi", "AID"),
        ("Lima urged Bogota to hand over the general.", "Lima", "Bogota", "REQUEST"),
    ],
    ids=["expel", "passive", "shoot", "meet", "aid", "urge"],
)
def test_plain_acts_are_told_apart(learned: LearnedTypes, text: str, source: str, target: str, event_type: str) -> None:
    assert learned.ask([_question(text, source, target)])[0].event_type == event_type


def test_answers_do_not_depend_on_what_is_asked_beside(learned: LearnedTypes) -> None:
    short = _question("Oslo sent flour to Malawi.", "Oslo", "Malawi")
    long = _question("Lima urged Bogota " + "again and " * 20 + "again to leave.", "Lima", "Bogota")
    assert learned.ask([short, long, short]) == (*learned.ask([short]), *learned.ask([long]), *learned.ask([short]))


def test_probabilities_cover_every_label(learned: LearnedTypes) -> None:
    answer = learned.ask([_question("Oslo sent flour to Malawi.", "Oslo", "Malawi")])[0]
    assert tuple(answer.probabilities) == LABELS
    assert sum(answer.probabilities.values()) == pytest.approx(1, abs=0.05)
    assert answer.probability == max(answer.probabilities.values())


def test_the_nearest_exemplars_exist(learned: LearnedTypes, knowledge: Knowledge) -> None:
    known = {e.id for e in load_exemplars(Tables(), knowledge.ontology)}
    answer = learned.with_nearest(learned.ask([_question("Oslo sent flour to Malawi.", "Oslo", "Malawi")])[0])
    assert answer.nearest
    assert set(answer.nearest) <= known


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    learned = load_learned()
    shutil.copytree(learned.folder, tmp_path / "model")
    (tmp_path / "model" / NETWORK).write_bytes(b"something else")
    (tmp_path / "model" / FILES[1]).unlink()
    with pytest.raises(KnowledgeError) as caught:
        check_files(replace(learned, folder=tmp_path / "model"))
    assert NETWORK in str(caught.value)
    assert "is missing" in str(caught.value)


def test_rules_alone_code_without_the_model() -> None:
    text = "Norway expelled two Belarusian diplomats on Friday."
    with_model, without = (eventcoder.code(text, learned=flag) for flag in (True, False))
    assert [e.event_type for e in without.events] == ["SANCTION"]
    assert "rules alone" in without.versions.coder
    assert without.versions.coder != with_model.versions.coder


def test_a_pair_is_coded_where_rules_and_model_agree_or_only_one_speaks() -> None:
    text = "Norway expelled two Belarusian diplomats on Friday."
    for flag in (True, False):
        assert eventcoder.code_pair(text, (0, 6), (16, 41), learned=flag) == "SANCTION"
