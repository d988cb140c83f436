"""A user's layer over the built-in files: its rows win for the same name, id or noun."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.actor_files import load_actors
from eventcoder.knowledge.actors import Actors
from eventcoder.knowledge.lexicon import load_lexicon
from eventcoder.knowledge.ontology import load_ontology
from eventcoder.knowledge.tables import BUILT_IN, Tables


def write(folder: Path, name: str, *rows: dict[str, str]) -> None:
    """Write a table with the columns of the built-in file of that name."""
    source = BUILT_IN / ("actors/offices_asia.tsv" if "offices_" in name else name)
    header = next(x for x in source.read_text(encoding="utf-8").split("\n") if not x.startswith("# ")).split("\t")
    lines = ["\t".join(header), *("\t".join(row.get(c, "") for c in header) for row in rows)]
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def actors_with(*folders: Path) -> Actors:
    return load_actors(Tables(folders))


def test_name_of_a_layer_hides_the_built_in_one(tmp_path: Path) -> None:
    write(tmp_path, "actors/groups.tsv", {"id": "grp:mine", "name": "NATO", "country": "FRA", "sectors": "PTY"})
    assert [e.id for e in actors_with(tmp_path).names["NATO"]] == ["grp:mine"]


def test_accents_make_no_other_name(tmp_path: Path) -> None:
    write(tmp_path, "actors/groups.tsv", {"id": "grp:mine", "name": "Élysée", "country": "FRA", "sectors": "PTY"})
    assert [e.id for e in actors_with(tmp_path).names["Elysee"]] == ["grp:mine"]


def test_later_layer_wins_over_the_earlier(tmp_path: Path) -> None:
    for n in ("1", "2"):
        row = {"id": f"grp:{n}", "name": "Kelp Front", "country": "FRA", "sectors": "REB"}
        write(tmp_path / n, "actors/groups.tsv", row)
    assert [e.id for e in actors_with(tmp_path / "1", tmp_path / "2").names["Kelp Front"]] == ["grp:2"]


def test_rows_of_an_id_replace_the_built_in_ones(tmp_path: Path) -> None:
    row = {"id": "org:nato", "name": "NATO", "country": "IGO", "sectors": "GOV"}
    write(tmp_path, "actors/organizations.tsv", row, {**row, "sectors": "MIL", "start": "2001", "end": "2002"})
    assert [p.sectors for p in actors_with(tmp_path).known["org:nato"].periods] == [("MIL",), ("GOV",)]


def test_state_keeps_what_the_layer_leaves_empty(tmp_path: Path) -> None:
    write(tmp_path, "actors/countries.tsv", {"iso3": "GRL", "other_names": "Kelpland"})
    actors = actors_with(tmp_path)
    assert (actors.countries["GRL"].code, actors.countries["GRL"].name) == ("DNK", "Greenland")
    assert actors.names["Kelpland"][0].id == "cty:GRL"
    assert actors.names["Greenland"][0].id == "cty:GRL"


def test_role_of_a_layer(tmp_path: Path) -> None:
    row = {"id": "role:mine", "noun": "soldier", "plural": "soldiers", "sectors": "CRM", "kind": "person"}
    write(tmp_path, "actors/roles.tsv", row)
    roles = actors_with(tmp_path).roles
    assert roles["soldier"][0].sectors == roles["soldiers"][0].sectors == ("CRM",)


def test_lexicon_row_of_a_layer_replaces_the_one_with_its_id(tmp_path: Path) -> None:
    tables = Tables((tmp_path,))
    row = {"id": "abduct.v", "lemma": "abduct", "kind": "verb", "source": "agent", "target": "patient"}
    row |= {"reciprocal": "no", "needs": "any", "type": "COERCE", "example": "They abducted him."}
    write(tmp_path, "events/lexicon_assault.tsv", row)
    (found,) = (r for r in load_lexicon(tables, load_ontology(tables)).find("verb", "abduct") if r.id == "abduct.v")
    assert (found.event_type, found.layer) == ("COERCE", 1)


def test_id_twice_in_one_layer_is_a_fault(tmp_path: Path) -> None:
    tables = Tables((tmp_path,))
    row = {"id": "abduct.v", "lemma": "abduct", "kind": "verb", "source": "agent", "target": "patient"}
    row |= {"reciprocal": "no", "needs": "any", "type": "COERCE", "example": "They abducted him."}
    write(tmp_path, "events/lexicon_assault.tsv", row, row)
    with pytest.raises(KnowledgeError, match="stands already"):
        load_lexicon(tables, load_ontology(tables))
