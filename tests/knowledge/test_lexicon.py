"""The loaders of the event lexicon and the composition table report what is wrong, where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge import Knowledge
from eventcoder.knowledge.composition import load_operators
from eventcoder.knowledge.lexicon import LexiconRow, load_lexicon, marked_example
from eventcoder.knowledge.tables import Tables

MODES = Path(__file__).with_name("modes_of_codes.tsv")
HEADER = "id lemma kind particle object prep_object source target reciprocal needs type mode cameo example".split()
GOOD = {
    "id": "zap.v", "lemma": "zap", "kind": "verb", "particle": "", "object": "", "prep_object": "", "source": "agent",
    "target": "patient", "reciprocal": "no", "needs": "any", "type": "ASSAULT", "mode": "", "cameo": "190",
    "example": "[S Rebels] zapped [T a post].",
}  # fmt: skip


def layer(folder: Path, name: str, header: list[str], *rows: dict[str, str]) -> Tables:
    """A user's layer with one table."""
    (folder / "events").mkdir(exist_ok=True)
    lines = ["\t".join(header), *("\t".join(row[c] for c in header) for row in rows)]
    (folder / "events" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Tables((folder,))


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("type", "ATTACK", "type 'ATTACK' is not a PLOVER type"),
        ("mode", "demo", "mode 'demo' does not belong to ASSAULT"),
        ("cameo", "999", "CAMEO code '999'"),
        ("kind", "adverb", "kind 'adverb'"),
        ("needs", "all", "needs 'all'"),
        ("object", "@nothing", "object class '@nothing'"),
        ("prep_object", "with:@nothing", "object class '@nothing'"),
        ("example", "", "no example"),
    ],
)
def test_a_wrong_cell_is_named(column: str, value: str, message: str, tmp_path: Path, knowledge: Knowledge) -> None:
    tables = layer(tmp_path, "lexicon_mine.tsv", HEADER, {**GOOD, column: value})
    with pytest.raises(KnowledgeError) as raised:
        load_lexicon(tables, knowledge.ontology)
    assert message in str(raised.value)
    assert "events/lexicon_mine.tsv:2" in str(raised.value)


def test_all_faults_are_shown_at_once(tmp_path: Path, knowledge: Knowledge) -> None:
    rows = [{**GOOD, "id": f"zap.v.{i}", "type": f"T{i}"} for i in range(3)]
    with pytest.raises(KnowledgeError) as raised:
        load_lexicon(layer(tmp_path, "lexicon_mine.tsv", HEADER, *rows), knowledge.ontology)
    assert str(raised.value).count("is not a PLOVER type") == 3


def test_an_id_stands_once(tmp_path: Path, knowledge: Knowledge) -> None:
    with pytest.raises(KnowledgeError, match="stands already"):
        load_lexicon(layer(tmp_path, "lexicon_mine.tsv", HEADER, GOOD, GOOD), knowledge.ontology)


def test_a_users_row_is_found(tmp_path: Path, knowledge: Knowledge) -> None:
    lexicon = load_lexicon(layer(tmp_path, "lexicon_mine.tsv", HEADER, GOOD), knowledge.ontology)
    assert [r.id for r in lexicon.find("verb", "zap")] == ["zap.v"]


def test_a_block_needs_no_type_and_wins_over_its_equal(knowledge: Knowledge) -> None:
    rows = {r.id: r for r in knowledge.lexicon.rows}
    assert rows["no.release.v.document"].is_block
    assert rows["no.release.v.document"].specificity > rows["release.v.person"].specificity
    assert rows["no.kill.v.by_nature"].specificity < rows["kill.v.in_airstrike"].specificity + 1


def said_by(row: LexiconRow) -> set[str]:
    """The words that set a row apart from the others of its lemma: its constraints and its slots."""
    constraints = {*row.object, *row.prep_object, *row.agent, *row.attribute, row.particle or "", row.preposition or ""}
    words = {piece for word in constraints for piece in re.split("[ _-]", word)}
    slots = {*row.source, *row.target} | ({"own"} if "agent" in row.target else set())
    return words | slots | ({"by"} if row.agent else set()) | ({"mutual", "joint"} if row.is_reciprocal else set())


def test_an_id_names_what_sets_its_row_apart(knowledge: Knowledge) -> None:
    rows = [r for r in knowledge.lexicon.rows if not r.is_block]
    named = {r.id: set(re.split("[._]", r.id.partition(f".{r.kind[0]}.")[2])) - {""} for r in rows}
    assert {r.id: missing for r in rows if (missing := named[r.id] - said_by(r))} == {}


def test_a_code_admits_few_modes(knowledge: Knowledge) -> None:
    lines = MODES.read_text(encoding="utf-8").splitlines()[2:]
    admitted = {code: modes.split("|") for code, modes in (line.split("\t") for line in lines)}
    rows = [r for r in knowledge.lexicon.rows if not r.is_block]
    assert {r.id: r.mode for r in rows if (r.mode or "-") not in admitted.get(str(r.cameo), "-")} == {}


def test_every_mode_and_type_has_rows(knowledge: Knowledge) -> None:
    rows = knowledge.lexicon.rows
    assert len(rows) > 4000
    for event_type, mode in knowledge.ontology.modes:
        assert sum((r.event_type, r.mode) == (event_type, mode) for r in rows) >= 3, (event_type, mode)
    assert {r.event_type for r in rows} == {*knowledge.ontology.types, "-"}


def test_marks_of_an_example() -> None:
    example = marked_example("[T Two men] were held by [S police].")
    assert example.text == "Two men were held by police."
    assert [example.text[a:b] for a, b in (*example.source, *example.target)] == ["police", "Two men"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("nonsense\tAID\tAGREE\t\t030\tasserted\toperator\tinner", "operator class 'nonsense'"),
        ("deny\tNOTHING\tAGREE\t\t030\tasserted\toperator\tinner", "act 'NOTHING'"),
        ("deny\tAID\tNOTHING\t\t030\tasserted\toperator\tinner", "type 'NOTHING'"),
        ("deny\tAID\tAGREE\t\t030\tperhaps\toperator\tinner", "status 'perhaps'"),
        ("deny\tAID\tAGREE\t\t030\tasserted\tnobody\tinner", "source 'nobody'"),
    ],
)
def test_a_wrong_composition_is_named(cells: str, message: str, tmp_path: Path, knowledge: Knowledge) -> None:
    header = "operator act type mode cameo status source target".split()
    tables = layer(tmp_path, "composition.tsv", header, dict(zip(header, cells.split("\t"), strict=True)))
    with pytest.raises(KnowledgeError) as raised:
        load_operators(tables, knowledge.ontology)
    assert message in str(raised.value)
    assert "events/composition.tsv:2" in str(raised.value)
