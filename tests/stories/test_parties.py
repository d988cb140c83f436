"""Who did it to whom in two events."""

from __future__ import annotations

import pytest
from tests.stories.conftest import PEOPLE, event

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories.parties import pair_levels, role_level

LEVELS = [
    ("lavrov", "lavrov", "named"),
    ("lavrov", "putin", None),
    ("lavrov", "mfa", "sector"),
    ("lavrov", "russia", "country"),
    ("russia", "russia", "state"),
    ("russia", "moscow", "state"),
    ("lavrov", "cavusoglu", None),
    ("gunmen", "shabab", "country"),
    ("people", "soldiers", "other_sector"),
    ("people", "unknown", "unknown"),
    ("soldiers", "unknown", None),
    ("", "lavrov", "unknown"),
    ("lavrov cavusoglu", "cavusoglu", "named"),
]


@pytest.mark.parametrize(("first", "second", "level"), LEVELS)
def test_levels_of_one_role(first: str, second: str, level: str | None, known: StoryKnowledge) -> None:
    a, b = (tuple(PEOPLE[name] for name in names.split()) for names in (first, second))
    assert role_level(a, b, known) == role_level(b, a, known) == level


def test_cooperation_is_compared_both_ways_round(known: StoryKnowledge) -> None:
    met = event("they met", "met", source="lavrov", target="cavusoglu")
    received = event("he received", "received", source="cavusoglu", target="lavrov")
    assert pair_levels(met, received, known) == ("named", "named")


def test_conflict_keeps_its_direction(known: StoryKnowledge) -> None:
    one_way = event("expelled", "expelled", event_type="SANCTION", quad=4, source="russia", target="norway")
    answer = event("expelled", "expelled", event_type="SANCTION", quad=4, source="norway", target="russia")
    assert pair_levels(one_way, answer, known) is None
