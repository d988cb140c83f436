"""Actor dictionaries: codes, dates, synonyms and their traps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.knowledge.importers.conftest import Layer

from eventcoder.knowledge.actor_files import load_actors
from eventcoder.knowledge.importers.petrarch_codes import load_codes
from eventcoder.knowledge.importers.petrarch_dates import Days, parse_restriction
from eventcoder.knowledge.importers.petrarch_words import name_forms, plural_of
from eventcoder.knowledge.tables import Tables

PEOPLE = "actors/offices_import.tsv"
STATES = "actors/countries.tsv"
Import = Callable[..., Layer]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", None, None),
        ("<20120105", None, "2012-01-04"),  # the day itself is no longer in it
        (">930101", "1993-01-01", None),
        ("20050301", "2005-03-01", None),  # a date alone is one to start with
        ("20120105-180630", "2012-01-05", "2018-06-29"),  # both forms of dates in one range
        ("18970101 - 450703", "1897-01-01", "1945-07-02"),
        ("000101-301231", "2000-01-01", "2030-12-30"),  # years up to 30 are of this century ...
        (">310101", "1931-01-01", None),  # ... later ones of the last
        (">19930000", "1993-01-01", None),
    ],
)
def test_restriction(text: str, first: str | None, last: str | None) -> None:
    days = parse_restriction(text)
    assert days is not None
    assert (days.first, days.last) == (first, last)


@pytest.mark.parametrize("text", ["<2012", "20180630-20120105", "20120230", "soon", "1234567"])
def test_restriction_that_cannot_be(text: str) -> None:
    assert parse_restriction(text) is None


def test_days_without_taken_ones() -> None:
    assert Days(1, 10).without([Days(3, 5), Days(8, 20)]) == (Days(1, 3), Days(5, 8))
    assert Days(3, 5).without([Days(1, 10)]) == ()


@pytest.mark.parametrize(
    ("code", "country", "sectors"),
    [
        ("PAK", "PAK", ()),
        ("PAKGOVLEG", "PAK", ("GOV", "LEG")),
        ("DNKMED", "DNK", ("JRN",)),  # MED is the media in CAMEO
        ("DNKHLH", "DNK", ("MED",)),
        ("REB", None, ("REB",)),
        ("IGOUNO", "UNO", ()),
        ("IGOEUREEC", "EUR", ()),
        ("NGOPAK", "PAK", ("NGO",)),
        ("IGOETH", "IGO", ()),  # works in Ethiopia, is not of it
        ("KSVGOV", "KOS", ("GOV",)),
        ("AFGMOSREB", "AFG", ("REB",)),
    ],
)
def test_code(code: str, country: str | None, sectors: tuple[str, ...]) -> None:
    split = load_codes(Tables(), load_actors(Tables()).countries.keys()).split(code)
    assert split is not None
    assert (split.country, split.sectors, split.unknown, split.is_new_country) == (country, sectors, (), False)


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("MINAS_QUENT_", ("Minas Quent",)),
        ("LEAGUE_OF_KELPERS", ("League of Kelpers",)),
        ("KLPF", ("KLPF", "Klpf")),
        ("AL-VANTO", ("Al-Vanto",)),
        ("Kelp Front", ("Kelp Front",)),
    ],
)
def test_name_forms(phrase: str, forms: tuple[str, ...]) -> None:
    assert name_forms(phrase) == forms


@pytest.mark.parametrize(
    ("noun", "plural"), [("boss", "bosses"), ("kelp party", "kelp parties"), ("head of state", "heads of state")]
)
def test_plural(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


def test_new_state_with_adjective(import_lines: Import) -> None:
    layer = import_lines(actors="ALDORIA_  [ALD]   # made up\n+ALDORIAN_\n+KINGDOM_OF_ALDORIA\n")
    assert layer.rows(STATES) == [
        {
            "iso3": "ALD",
            "plover": "ALD",
            "name": "Aldoria",
            "other_names": "Kingdom of Aldoria",
            "adjectives": "Aldorian",
            "demonyms": "Aldorian|Aldorians",
        }
    ]
    assert layer.left_out == []


def test_known_state_gets_only_new_names(import_lines: Import) -> None:
    layer = import_lines(actors="FRANCE [FRA]\n+FRENCH_\n+HEXAGONIA_\n")
    assert layer.rows(STATES) == [{"iso3": "FRA", "other_names": "Hexagonia"}]


def test_person_with_dated_offices(import_lines: Import) -> None:
    layer = import_lines(
        actors="MIRA_VANTO_\n+PRESIDENT_VANTO\n\t[ALDELI <20120105]\n\t[ALDGOV 20120105-180630]\n\t[ALDELI]\n"
    )
    terms = [(r.get("start"), r.get("end"), r["sectors"], r.get("office")) for r in layer.rows(PEOPLE)]
    assert sorted(terms, key=str) == [
        ("2012-01-05", "2018-06-29", "GOV", "president"),
        ("2018-06-30", None, "ELI", None),
        (None, "2012-01-04", "ELI", None),
    ]
    assert {r["aliases"] for r in layer.rows(PEOPLE)} == {"President Vanto"}


def test_undated_code_does_not_hide_dated_ones(import_lines: Import) -> None:
    layer = import_lines(actors="OLAF_QUENT\n\t[ALD]\n\t[ALDGOV 20010101-20020101]\n")
    assert [n for n, _ in layer.notes if n == 2], "the order is told"
    assert ("2001-01-01", "GOV") in [(r.get("start"), r.get("sectors")) for r in layer.rows(PEOPLE)]
    assert layer.left_out == []


def test_first_of_overlapping_codes_counts(import_lines: Import) -> None:
    layer = import_lines(actors="OLAF_QUENT\n\t[ALDGOV 20010101-20030101]\n\t[ALDMIL 20020101-20040101]\n")
    terms = {(r["sectors"], r["start"], r["end"]) for r in layer.rows(PEOPLE)}
    assert terms == {("GOV", "2001-01-01", "2002-12-31"), ("MIL", "2003-01-01", "2003-12-31")}
    assert any("overlaps" in reason for _, reason in layer.notes)


def test_code_that_never_counts(import_lines: Import) -> None:
    layer = import_lines(actors="KELP_FRONT\n\t[ALDREB]\n\t[ALDGOV]\n")
    assert layer.left_out == [(3, "other codes of the phrase cover all its days.")]


@pytest.mark.parametrize(
    ("lines", "table", "prefix"),
    [
        ("KELP_FRONT [ALDREB]\n", "actors/groups.tsv", "grp:"),
        ("KELP_MINISTRY [ALDGOV]\n", "actors/institutions.tsv", "ins:"),
        ("KELP_RELIEF [NGO]\n", "actors/organizations.tsv", "org:"),
        ("KELP_HERALD [ALDMED]\n", "actors/organizations.tsv", "org:"),
    ],
)
def test_bodies(import_lines: Import, lines: str, table: str, prefix: str) -> None:
    (row,) = import_lines(actors=lines).rows(table)
    assert row["id"].startswith(prefix)


def test_two_codes_on_the_first_line(import_lines: Import) -> None:
    layer = import_lines(actors="KELPIA\t[ALD <19800418] [FRA]\n")
    rows = layer.rows("actors/institutions.tsv")
    assert [(r["country"], r.get("start")) for r in rows] == [("ALD", None), ("FRA", "1980-04-18")]


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("\t[ALD]\n", 1, "without a phrase"),
        ("+ALDORIAN\n", 1, "without a phrase"),
        ("ALDORIA [AL]\n", 1, "three letters"),
        ("ALDORIA [ALD <2012]\n", 1, "no date"),
        ("ALDORIA [ALD\n", 1, "not closed"),
        ("ALDORIA\n", 1, "no code"),
        ("THE_SEAS [AFR]\n", 1, "part of the world"),
        ("KELP_FRONT [ALDXQZ]\n", 1, "no PLOVER sector"),
        ("ALDORIA [ALD]\nALDORIA [FRA]\n", 2, "already"),
    ],
)
def test_left_out_with_line_and_reason(import_lines: Import, lines: str, line: int, words: str) -> None:
    assert any(n == line and words in reason for n, reason in import_lines(actors=lines).left_out)


def test_layer_loads_and_wins(import_lines: Import) -> None:
    layer = import_lines(actors="ALDORIA [ALD]\nNATO [ALDMIL]\nPARIS [ALDGOV]\n")
    actors = load_actors(Tables((layer.folder,)))
    assert [actors.known[e.id].periods[0].country for e in actors.names["NATO"]] == ["ALD"]
    assert [e.id for e in actors.names["Paris"]] == ["ins:petrarch_paris"]
    assert actors.known["ins:petrarch_paris"].periods[0].ref == "layer/actors/institutions.tsv:4"
