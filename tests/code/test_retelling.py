"""Which events of one report are told twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.stories.conftest import event

from eventcoder.code.retelling import with_retellings
from eventcoder.schema import Event, Evidence, Span

CALL: dict[str, Any] = {"source": "erdogan", "target": "putin", "modes": ("phone",)}
ATTACK: dict[str, Any] = {"event_type": "ASSAULT", "source": "gunmen"}
CHARGE: dict[str, Any] = {"event_type": "ACCUSE", "quad": 3, "source": "russia", "target": "turkey"}
Told = tuple[str, str, dict[str, Any]]
CASES: dict[str, tuple[Told, Told, bool]] = {
    "a call told again by description": (
        ("Erdogan telephoned Putin.", "telephoned", CALL),
        ("The leaders exchanged views.", "exchanged", {"source": "turkey", "target": "russia"}),
        True,
    ),
    "a second call": (
        ("Erdogan telephoned Putin.", "telephoned", CALL),
        ("He telephoned him again.", "telephoned", CALL),
        False,
    ),
    "a call to somebody else": (
        ("Erdogan telephoned Putin.", "telephoned", CALL),
        ("He telephoned Lavrov.", "telephoned", CALL | {"target": "lavrov"}),
        False,
    ),
    "another day": (
        ("Erdogan telephoned Putin.", "telephoned", CALL | {"day": "2022-11-01"}),
        ("They talked on Friday.", "talked", CALL | {"day": "2022-11-04"}),
        False,
    ),
    "a headline": (
        ("Russia bars Turkey", "bars", {"event_type": "SANCTION", "quad": 4, "source": "russia", "target": "turkey"}),
        ("It banned it.", "banned", {"event_type": "SANCTION", "quad": 4, "source": "russia", "target": "turkey"}),
        True,
    ),
    "two accusations": (
        ("Russia accused Turkey of theft.", "accused", CHARGE),
        ("It accused it of fraud.", "accused", CHARGE),
        False,
    ),
}


def told(first: Told, later: Told) -> list[Event]:
    """The two events in one text, the sentences behind one another."""
    text = f"{first[0]} {later[0]}"
    start = len(first[0]) + 1
    a, b = event(first[0], first[1], 1, **first[2]), event(later[0], later[1], 2, **later[2])
    moved = Span(b.trigger.start + start, b.trigger.end + start)
    b = replace(b, trigger=moved, sentence=Span(start, len(text)))
    return with_retellings([a, b], text, {"again", "second"}.__contains__, None)


@pytest.mark.parametrize("case", CASES)
def test_two_sentences(case: str) -> None:
    first, later, is_retold = CASES[case]
    assert told(first, later)[1].retells == ("e1" if is_retold else None)


@pytest.mark.parametrize(("later", "is_retold"), [("killing", True), ("killed", False)])
def test_a_participle_tells_the_result_of_an_attack(later: str, is_retold: bool) -> None:
    text = f"Gunmen attacked the post, {later} soldiers."
    attack = event(text, "attacked", 1, **ATTACK)
    result = event(text, later, 2, **ATTACK, target="soldiers")
    found = with_retellings([attack, result], text, set[str]().__contains__, None)
    assert found[1].retells == ("e1" if is_retold else None)


@pytest.mark.parametrize(
    ("row", "killer", "is_retold"), [("raid.n", "gunmen", True), ("raid.v", "gunmen", False), ("raid.n", "army", False)]
)
def test_what_the_act_of_a_noun_did_is_its_result(row: str, killer: str, is_retold: bool) -> None:
    text = "A raid of gunmen on the post killed soldiers."
    why = Evidence("event_type", "code.events", row, None, None, None, "")
    raid = event(text, "raid", 1, **ATTACK, evidence=(why,))
    result = event(text, "killed", 2, event_type="ASSAULT", source=killer, target="soldiers")
    found = with_retellings([raid, result], text, set[str]().__contains__, None)
    assert found[1].retells == ("e1" if is_retold else None)
