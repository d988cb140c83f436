"""From phrases to participants: heads, containers, owners, appositions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.analysis import Analysis
from eventcoder.code.casting import is_known, is_political
from eventcoder.schema import Participant

Analyse = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "side", "country", "rule"),
    [
        ("France attacked Libya.", "target", "LBY", "role.head"),
        ("Thousands of French workers attacked the Libyan embassy.", "source", "FRA", "role.container"),
        ("Iran rejected Moscow's proposal.", "target", "RUS", "role.owner"),
        ("Iran rejected the Russian proposal.", "target", "RUS", "role.owner"),
        ("Iran rejected a proposal by Russia.", "target", "RUS", "role.head"),
        ("Kenya praised the elections in Ghana.", "target", "GHA", "role.within"),
        ("Norway welcomed the resumption of its ties with Sudan.", "target", "SDN", "role.within"),
        ("Germany rejected a plan for a pipeline to Russia.", "target", "RUS", "role.within"),
    ],
)
def test_who_stands_in_a_role(text: str, side: str, country: str, rule: str, analyse: Analyse) -> None:
    (event,) = analyse(text).events
    assert country in {p.country for p in getattr(event, side)}
    assert any(e.rule.startswith(rule) for e in event.evidence if e.field == side), event.evidence


def test_relative_clauses_and_people_do_not_say_whom_a_thing_concerns(analyse: Analyse) -> None:
    (event,) = analyse("Germany rejected a plan for a pipeline that Poland likes.").events
    assert event.target == ()


@pytest.mark.parametrize("text", ["Students stormed the American embassy.", "A crowd ransacked the Rwandan consulate."])
def test_crowd_at_an_embassy_is_not_of_its_country(text: str, analyse: Analyse) -> None:
    (event,) = analyse(text).events
    assert [p.country for p in event.source] == [None]
    assert all(p.country for p in event.target)


@pytest.mark.parametrize(
    ("country", "sectors", "political", "known"),
    [
        ("FRA", (), True, True),
        (None, ("REB",), True, True),
        (None, ("CVL",), True, False),
        ("FRA", ("BUS",), False, False),
        (None, (), False, False),
    ],
)
def test_who_counts(country: str | None, sectors: tuple[str, ...], political: bool, known: bool) -> None:
    participant = Participant("x", "x", country, sectors, None)
    assert (is_political(participant), is_known(participant)) == (political, known)


def _parties() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "parties_cases.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines[2:]]


@pytest.mark.parametrize(("text", "event_type", "source", "target"), _parties(), ids=[row[0] for row in _parties()])
def test_who_did_it_and_to_whom(text: str, event_type: str, source: str, target: str, analyse: Analyse) -> None:
    told = [
        tuple("|".join(p.span.of(text) if p.span else "" for p in side) for side in (e.source, e.target))
        for e in analyse(text).events
        if e.event_type == event_type
    ]
    assert ((source, target) in told) if event_type else not analyse(text).events


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The minister met Putin.", {None, "RUS"}),  # two governments meet across a border
        ("Police in Lima arrested protesters.", {"PER"}),
        ("The Colombian army arrested two rebels.", {"COL"}),
    ],
)
def test_the_other_party_tells_a_home_only_at_home(text: str, countries: set[str | None], analyse: Analyse) -> None:
    (event,) = analyse(text).events
    assert {p.country for p in (*event.source, *event.target)} == countries
