"""The exemplars of the learned model: what the loader offers, what it refuses, and that the set is balanced."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge import Knowledge
from eventcoder.knowledge.exemplars import Exemplar, load_exemplars, near_duplicates, shingles
from eventcoder.knowledge.tables import Tables

HEADER = "id\ttype\tmode\tconstruction\tsentence"
SENTENCE = "After a night of shelling [S the rebels] freed [T two Polish surgeons] near the old salt works."


@pytest.fixture(scope="module")
def exemplars(knowledge: Knowledge) -> tuple[Exemplar, ...]:
    return load_exemplars(Tables(), knowledge.ontology)


def _load(folder: Path, knowledge: Knowledge, *rows: str) -> tuple[Exemplar, ...]:
    (folder / "exemplars").mkdir()
    (folder / "exemplars" / "own.tsv").write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return load_exemplars(Tables((folder,)), knowledge.ontology)


def test_marks_become_offsets(tmp_path: Path, knowledge: Knowledge) -> None:
    last = _load(tmp_path, knowledge, f"own-1\tRETREAT\trelease\tactive\t{SENTENCE}")[-1]
    assert last.text[slice(*last.source)] == "the rebels"
    assert last.text[slice(*last.target)] == "two Polish surgeons"
    assert (last.event_type, last.mode, last.ref) == ("RETREAT", "release", f"{tmp_path.name}/exemplars/own.tsv:2")


def test_none_is_no_type(tmp_path: Path, knowledge: Knowledge) -> None:
    assert _load(tmp_path, knowledge, f"own-1\tNONE\t\tsport\t{SENTENCE}")[-1].event_type is None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (f"own-1\tFIGHT\t\tactive\t{SENTENCE}", "not a PLOVER type"),
        (f"own-1\tRETREAT\tdemo\tactive\t{SENTENCE}", "does not belong to RETREAT"),
        (f"own-1\tNONE\tdemo\tactive\t{SENTENCE}", "does not belong to NONE"),
        (f"own-1\tRETREAT\trelease\tSome Tag\t{SENTENCE}", "short tag"),
        (f"own-1\tRETREAT\trelease\tactive\t{SENTENCE.replace('[S the rebels]', 'they')}", "0 marks [S"),
        (f"own-1\tRETREAT\trelease\tactive\t{SENTENCE.replace('the old', '[T the old]')}", "2 marks [T"),
        (f"own-1\tRETREAT\trelease\tactive\t{SENTENCE.replace('[T ', '[')}", "0 marks [T"),
        (f"own-1\tRETREAT\trelease\tactive\t{SENTENCE.replace('the old', '[the old')}", "bracket"),
        ("own-1\tRETREAT\trelease\tactive\t[S Rebels] freed [T a nun].", "4 words"),
    ],
    ids=["type", "mode", "none-with-mode", "tag", "no-source", "two-targets", "unmarked", "bracket", "short"],
)
def test_faults_are_named(tmp_path: Path, knowledge: Knowledge, row: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        _load(tmp_path, knowledge, row)
    assert message in str(caught.value)
    assert "exemplars/own.tsv:2" in str(caught.value)


def test_an_id_and_a_marked_sentence_occur_once(tmp_path: Path, knowledge: Knowledge) -> None:
    row = f"own-1\tRETREAT\trelease\tactive\t{SENTENCE}"
    with pytest.raises(KnowledgeError) as caught:
        _load(tmp_path, knowledge, row, row)
    assert str(caught.value).count(f"stands already in {tmp_path.name}/exemplars/own.tsv:2") == 2


def test_every_type_is_well_filled(exemplars: tuple[Exemplar, ...], knowledge: Knowledge) -> None:
    counts = Counter(e.event_type for e in exemplars)
    assert len(exemplars) >= 8000
    assert counts[None] >= 350
    assert {t: counts[t] for t in knowledge.ontology.types if not 330 <= counts[t] <= 650} == {}


def test_every_mode_is_covered(exemplars: tuple[Exemplar, ...], knowledge: Knowledge) -> None:
    counts = Counter((e.event_type, e.mode) for e in exemplars)
    assert [mode for mode in knowledge.ontology.modes if counts[mode] < 12] == []


def test_no_construction_rules(exemplars: tuple[Exemplar, ...]) -> None:
    counts = Counter(e.construction for e in exemplars)
    assert max(counts.values()) < len(exemplars) / 2
    assert sum(count >= 20 for count in counts.values()) >= 15


def test_ids_tell_the_type(exemplars: tuple[Exemplar, ...]) -> None:
    mixed = ("wa", "wb", "wc", "wd", "we")  # the wire files hold all types, interleaved
    assert [e.id for e in exemplars if e.id.split("-")[0] not in ((e.event_type or "none").lower(), *mixed)] == []


def test_no_near_duplicates(exemplars: tuple[Exemplar, ...], knowledge: Knowledge) -> None:
    lexicon = (row.example.text for row in knowledge.lexicon.rows)
    own = {e.text for e in exemplars}
    assert [pair for pair in near_duplicates([*lexicon, *own]) if pair[1] in own] == []


def test_a_sentence_returns_only_with_another_type_or_pair(exemplars: tuple[Exemplar, ...]) -> None:
    returning = {text for text, count in Counter(e.text for e in exemplars).items() if count > 1}
    assert max(Counter(e.text for e in exemplars).values()) <= 4
    assert {e.construction for e in exemplars if e.text in returning} == {"contrast"}


def test_near_duplicates_are_seen() -> None:
    first = "The army shelled the old harbour of the northern town for nine days"
    second = "The army shelled the old harbour of the northern town for ten days"
    assert list(near_duplicates([first, second, "Envoys met in a hotel by the lake on Monday"])) == [(first, second)]
    assert shingles("Only four words here") == frozenset()
