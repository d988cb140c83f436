"""Verb dictionaries: codes to types, patterns to constraints, what no row can say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.knowledge.importers.conftest import Layer

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.importers.petrarch import REPORT, import_petrarch
from eventcoder.knowledge.importers.petrarch_lines import kind_of, read_lines
from eventcoder.knowledge.lexicon import load_lexicon
from eventcoder.knowledge.ontology import load_ontology
from eventcoder.knowledge.tables import Tables

LEXICON = "events/lexicon_import.tsv"
HEAD = "&VESSEL\n+BOAT\n+FERRY\n&CRAFT\n+&VESSEL\n+RAFT\n--- TOW [---] ---\nTOW {TOWS TOWING TOWED }\n"
Import = Callable[..., Layer]


@pytest.mark.parametrize(
    ("lines", "cells"),
    [
        ("--- EXPEL [174] ---\nEXPEL\n", {"lemma": "expel", "type": "COERCE", "mode": "deport", "cameo": "174"}),
        ("--- EXPEL [---] ---\nEXPEL [111]\n", {"type": "ACCUSE", "mode": "disapprove"}),
        ("--- BEEF [152] ---\n+BEEF_UP\n", {"lemma": "beef", "particle": "up", "type": "MOBILIZE"}),
        (HEAD + "- * &VESSEL [173] # TOW\n", {"object": "boat|ferry", "type": "COERCE", "mode": "arrest"}),
        (HEAD + "- * &CRAFT [173]\n", {"object": "boat|ferry|raft"}),
        (HEAD + "- * AID (TO PORT) [070]\n", {"object": "aid", "prep_object": "to:port", "type": "AID"}),
        (HEAD + "- * {DIPLOMATIC TIES} [050]\n", {"object": "diplomatic_ties"}),
        (HEAD + "- &VESSEL * AID [070]\n", {"agent": "boat|ferry", "object": "aid"}),
        (HEAD + "- $ * TIES WITH + [050]\n", {"object": "ties", "target": "with"}),
        (HEAD + "- $ * + INTO PORT [173]\n", {"prep_object": "into:port", "target": "patient"}),
        (HEAD + "- * KITE [---]\n", {"object": "kite", "type": "-", "needs": "any"}),
    ],
)
def test_row(import_lines: Import, lines: str, cells: dict[str, str]) -> None:
    (row,) = import_lines(verbs=lines).rows(LEXICON)
    assert {k: row.get(k) for k in cells} == cells


def test_verb_without_code_gives_no_row(import_lines: Import) -> None:
    layer = import_lines(verbs=HEAD)
    assert layer.rows(LEXICON) == []
    assert layer.left_out == []


def test_active_code_of_a_pair_is_taken(import_lines: Import) -> None:
    layer = import_lines(verbs="--- VISIT [---] ---\nVISIT\n- * KELP [042:043]\n")
    assert [r["cameo"] for r in layer.rows(LEXICON)] == ["042"]
    assert layer.left_out == [(3, "a row cannot tell active from passive; the first code is taken.")]


def test_pattern_belongs_to_every_verb_of_its_block(import_lines: Import) -> None:
    layer = import_lines(verbs="--- TOW [---] ---\nTOW\nDRAG\n- * BOAT [173]\n")
    assert [r["lemma"] for r in layer.rows(LEXICON)] == ["tow", "drag"] or len(layer.rows(LEXICON)) == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- * BOAT [012]", "PLOVER has no type"),
        ("- * BOAT [023]", "PLOVER has no type"),
        ("- * BOAT [345]", "not in CAMEO"),
        ("- * BOAT CREW [173]", "more than one noun after"),
        ("- * (TO PORT) (FOR CREW) [173]", "more than one preposition"),
        ("- OLD BOAT * AID [173]", "more than one noun before"),
        ("- (IN PORT) * AID [173]", "before the verb"),
        ("- * ^ BOAT [173]", "skips"),
        ("- * &NOWHERE [173]", "defined nowhere"),
        ("- BOAT [173]", "one *"),
        ("~ a (a b TOW) SAY = a b 030", "rewrite"),
        ("WIRE_+TAP", "before the verb"),
    ],
)
def test_left_out(import_lines: Import, line: str, words: str) -> None:
    layer = import_lines(verbs=f"{HEAD}{line}\n")
    assert [n for n, reason in layer.left_out if words in reason] == [9]
    assert layer.rows(LEXICON) == []


def test_pattern_left_out_is_told_once(import_lines: Import) -> None:
    assert len(import_lines(verbs="--- TOW [---] ---\nTOW\nDRAG\n- * BOAT [345]\n").left_out) == 1


def test_rows_load_and_come_before_built_in_ones(import_lines: Import) -> None:
    tables = Tables((import_lines(verbs="--- EXPEL [111] ---\nEXPEL\n").folder,))
    rows = load_lexicon(tables, load_ontology(tables)).find("verb", "expel")
    assert rows[0].event_type == "ACCUSE"
    assert rows[0].ref == "layer/events/lexicon_import.tsv:3"
    assert {r.layer for r in rows[1:]} == {0}


def test_discards_and_issues_are_kept_and_told(import_lines: Import) -> None:
    layer = import_lines(
        discards="+KNITTING GRAND PRIX\nHISTORY OF KITES_\n",
        issues='<ISSUE CATEGORY="BOATS" TYPE="ALL">\nn:ferry v:sink [FERRY_LOSS]\n~~ferry tale\n</ISSUE>\n',
    )
    assert layer.rows("not_used/discards.tsv") == [
        {"phrase": "history of kites", "scope": "sentence", "exact": "yes"},
        {"phrase": "knitting grand prix", "scope": "story", "exact": "no"},
    ]
    issues = [(r["phrase"], r.get("code"), r.get("suppresses")) for r in layer.rows("not_used/issues.tsv")]
    assert issues == [("ferry sink", "FERRY_LOSS", None), ("ferry tale", None, "story")]
    assert len(layer.left_out) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ALDORIA [ALD]\n", "actors"),
        ("KELPER [~REB]\n", "agents"),
        ("--- TOW [---] ---\n", "verbs"),
        ('<ISSUE CATEGORY="X" TYPE="ALL">\n', "issues"),
        ("KITES\n", "discards"),
    ],
)
def test_kind_of_file_by_its_lines(tmp_path: Path, text: str, kind: str) -> None:
    file = tmp_path / "made.txt"
    file.write_text(text, encoding="utf-8")
    assert kind_of(file, read_lines(file)) == kind


def test_comments_are_no_lines(tmp_path: Path) -> None:
    file = tmp_path / "made.txt"
    file.write_bytes("# one\n; two\n<!-- three\nfour -->\n\nCAF\xc9 [ALD] # five\n".encode("latin-1"))
    assert [(x.place.line, x.text) for x in read_lines(file)] == [(6, "CAFÉ [ALD]")]


def test_folder_with_tables_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "layer").mkdir()
    (tmp_path / "layer" / "mine.tsv").write_text("word\n", encoding="utf-8")
    file = tmp_path / "actors.txt"
    file.write_text("ALDORIA [ALD]\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"mine\.tsv"):
        import_petrarch([file], tmp_path / "layer")
    import_petrarch([file], tmp_path / "layer", replaces=True)
    assert (tmp_path / "layer" / "mine.tsv").is_file()
    assert "ALD" in (tmp_path / "layer" / REPORT).read_text(encoding="utf-8")
