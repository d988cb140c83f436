"""Sentences made from the project's own for the learned model: their marks hold what they should, always the same."""

from __future__ import annotations

import random

import pytest

from eventcoder.schema import Span
from training.examples import PairExample, split
from training.renaming import Renamer
from training.varying import variants

RENAMER = Renamer([("Norway", "Chile", "Gabon"), ("Norwegian", "Chilean", "Gabonese")])


def _example(marked: str, label: str = "REQUEST", example_id: str = "one") -> PairExample:
    """An example from a sentence with [S source] and [T target]."""
    text = marked.replace("[S ", "").replace("[T ", "").replace("]", "")
    spans = {m: marked.split(f"[{m} ")[1].split("]")[0] for m in "ST"}
    source, target = (Span(text.index(spans[m]), text.index(spans[m]) + len(spans[m])) for m in "ST")
    return PairExample(example_id, text, source, target, label, is_exemplar=True)


PLAIN = _example("[S Norway's envoy] urged [T the rebels] to leave Chile.")
PASSIVE = _example("[T Four nuns] were freed by [S the captors], said Gabon.", "RETREAT", "two")


def _made(way: str, *examples: PairExample) -> list[PairExample]:
    return [v for v in variants(examples, RENAMER, 30, seed=1) if v.id.split(".")[1].startswith(way)]


def _words(example: PairExample) -> tuple[str, str]:
    return example.source.of(example.text), example.target.of(example.text)


def test_recast_sentences_have_the_other_actors_in_their_own_order() -> None:
    texts = {v.text: _words(v) for v in _made("recast", PLAIN, PASSIVE)}
    assert texts["the captors urged Four nuns to leave Chile."] == ("the captors", "Four nuns")
    assert texts["the rebels were freed by Norway's envoy, said Gabon."] == ("Norway's envoy", "the rebels")


def test_turned_sentences_have_their_marks_exchanged() -> None:
    assert {_words(v) for v in _made("turned", PLAIN)} == {("the rebels", "Norway's envoy")}


def test_a_mark_moves_to_another_name_only() -> None:
    assert {_words(v) for v in _made("moved", PASSIVE)} == {("Gabon", "Four nuns"), ("the captors", "Gabon")}


def test_joined_sentences_keep_the_source_and_either_target() -> None:
    joined = [
        v for v in _made("joined", PLAIN, PASSIVE) if v.id.startswith("one") and len(v.text) > len(PLAIN.text) * 2
    ]
    starts = {v.text.startswith("Norway") for v in joined if "Four nuns" in v.text}
    assert starts == {True, False}
    assert {_words(v) for v in joined if "Four nuns" in v.text} == {
        ("Norway's envoy", "the rebels"),
        ("Norway's envoy", "Four nuns"),
    }


def test_the_same_seed_makes_the_same_sentences() -> None:
    assert variants([PLAIN, PASSIVE], RENAMER, 5, seed=3) == variants([PLAIN, PASSIVE], RENAMER, 5, seed=3)


@pytest.mark.parametrize("example", [PLAIN, PASSIVE], ids=["plain", "passive"])
def test_renaming_moves_the_marks_with_the_words(example: PairExample) -> None:
    text, spans = RENAMER.rename(example.text, (example.source, example.target), random.Random(2))
    assert [s.of(text)[-4:] for s in spans] == [words[-4:] for words in _words(example)]


def test_a_family_is_never_on_both_sides() -> None:
    same_text = [_example(f"[S Envoy {n}] met [T Envoy {n + 1}] in Oslo.", example_id=f"x{n}") for n in range(40)]
    learnt, held_out = split([*same_text, *(_example(f"[S Envoy {n}] hit [T Envoy {n + 1}].") for n in range(40))])
    assert held_out
    assert not {e.pair for e in learnt} & {e.pair for e in held_out}
