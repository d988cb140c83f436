"""Two events compared: what makes them one, and what never does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import MakeItem

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories.compare import Compare

CALL: dict[str, Any] = {"source": "erdogan", "target": "putin", "modes": ("phone",), "day": "2022-11-01"}
TALKS: dict[str, Any] = CALL | {"source": "russia", "target": "turkey", "modes": ()}
CHARGE: dict[str, Any] = TALKS | {"event_type": "ACCUSE", "quad": 3, "modes": ("allege",)}
EXPULSION: dict[str, Any] = TALKS | {"event_type": "SANCTION", "quad": 4, "modes": ("expel",)}
BLAST: dict[str, Any] = {
    "event_type": "ASSAULT",
    "source": "gunmen",
    "target": "people",
    "day": "2022-10-29",
    "place": "mogadishu",
}
Told = tuple[str, str, dict[str, Any]]
SAME: dict[str, tuple[Told, Told]] = {
    "a call told in other words": (
        ("Erdogan telephoned Putin over grain", "telephoned", CALL),
        ("The two spoke on the line about ships", "spoke", CALL),
    ),
    "a meeting with one side named by its country": (
        ("Lavrov met the Turkish side over gas prices", "met", TALKS | {"source": "lavrov", "place": "sochi"}),
        (
            "Turkey held talks over gas prices",
            "held",
            TALKS | {"target": "lavrov", "source": "turkey", "place": "sochi"},
        ),
    ),
    "a court jailed and sentenced": (
        ("Russia jailed a Turk over drones", "jailed", EXPULSION | {"event_type": "COERCE", "modes": ("arrest",)}),
        ("Russia sentenced a Turk over drones", "sentenced", EXPULSION | {"modes": ("convict",)}),
    ),
    "a blast whose doer is named later": (
        ("A bomb tore through a junction in Mogadishu", "tore", BLAST | {"killed": 30}),
        ("Al-Shabab bombed a junction in Mogadishu", "bombed", BLAST | {"source": "shabab", "killed": 120}),
    ),
}
OTHER: dict[str, tuple[Told, Told]] = {
    "day, source, target and code alone": (
        ("Russia consulted Turkey over prisoners", "consulted", TALKS),
        ("Turkey saw Russia about tourism", "saw", TALKS),
    ),
    "the next day": (
        ("Erdogan telephoned Putin over grain", "telephoned", CALL),
        ("Erdogan telephoned Putin over grain", "telephoned", CALL | {"day": "2022-11-02"}),
    ),
    "told before it happened": (
        ("Gunmen shot people at a hotel", "shot", BLAST | {"day": None, "published": "2022-10-28"}),
        ("Gunmen shot people at a hotel", "shot", BLAST),
    ),
    "arrests and a ban on trade": (
        ("Russia detained Turks over drones", "detained", EXPULSION | {"event_type": "COERCE", "modes": ("arrest",)}),
        ("Russia stopped imports from Turks over drones", "stopped", EXPULSION | {"modes": ("discontinue",)}),
    ),
    "another town": (
        ("Gunmen shot people at a hotel", "shot", BLAST),
        ("Gunmen shot people at a hotel", "shot", BLAST | {"place": "kismayo"}),
    ),
    "another named actor": (
        ("Erdogan telephoned Putin over grain", "telephoned", CALL),
        ("Erdogan telephoned Lavrov over grain", "telephoned", CALL | {"target": "lavrov"}),
    ),
    "a call and a visit": (
        ("Erdogan talked to Putin over grain", "talked", CALL),
        ("Erdogan visited Putin over grain", "visited", CALL | {"modes": ("visit",)}),
    ),
    "another matter": (
        ("Russia accused Turkey of selling drones", "accused", CHARGE),
        ("Russia accused Turkey of closing churches", "accused", CHARGE),
    ),
    "another number": (
        ("Russia expelled ten diplomats", "expelled", EXPULSION),
        ("Russia sent fifteen diplomats home", "sent", EXPULSION),
    ),
    "done and denied": (
        ("Erdogan telephoned Putin over grain", "telephoned", CALL),
        ("Erdogan telephoned Putin over grain", "telephoned", CALL | {"status": "negated"}),
    ),
}


def merges(first: Told, second: Told, item: MakeItem, known: StoryKnowledge) -> bool:
    a, b = (item(text, trigger, **given) for text, trigger, given in (first, second))
    compare = Compare(known)
    assert compare(a, b) == compare(b, a)
    return compare(a, b).is_merge(known, a, b)


@pytest.mark.parametrize("case", SAME)
def test_one_event(case: str, item: MakeItem, known: StoryKnowledge) -> None:
    assert merges(*SAME[case], item, known)


@pytest.mark.parametrize("case", OTHER)
def test_two_events(case: str, item: MakeItem, known: StoryKnowledge) -> None:
    assert not merges(*OTHER[case], item, known)


def test_every_reason_that_counts_names_its_row(item: MakeItem, known: StoryKnowledge) -> None:
    first, second = (item(text, trigger, **given) for text, trigger, given in SAME["a blast whose doer is named later"])
    reasons = Compare(known)(first, second).reasons
    assert len(reasons) > 4
    assert all(reason.knowledge and reason.note and reason.weight is not None for reason in reasons)


def test_what_blocks_is_named(item: MakeItem, known: StoryKnowledge) -> None:
    first, second = (item(text, trigger, **given) for text, trigger, given in OTHER["another town"])
    found = Compare(known)(first, second)
    assert found.is_blocked
    assert found.reasons[-1].rule == "where.other"
    assert "Kismayo" in found.reasons[-1].note


def test_a_dateline_elsewhere_blocks_nothing(item: MakeItem, known: StoryKnowledge) -> None:
    first = item("Erdogan telephoned Putin over grain", "telephoned", **CALL, place="ankara/dateline")
    second = item("Putin took a call over grain", "took", **CALL, place="sochi/dateline")
    assert Compare(known)(first, second).is_merge(known, first, second)
