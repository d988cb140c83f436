"""Where two events happened."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.stories.conftest import place

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories.places import same_place

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("mogadishu", "mogadishu", "where.same"),
        ("mogadishu", "mogadishu/dateline", "where.dateline"),
        ("mogadishu", "kismayo", "where.other"),
        ("mogadishu", "kismayo/dateline", None),
    ],
)
def test_towns(first: str, second: str, rule: str | None, known: StoryKnowledge) -> None:
    a, b = (place(*name.split("/")) for name in (first, second))
    found = same_place(a, b, NOBODY, known.limits)
    assert (found[0] if found else None) == rule


def test_a_town_close_by_is_the_same_place(known: StoryKnowledge) -> None:
    town = place("mogadishu")
    suburb = replace(town, name="Daynile", latitude=2.1, longitude=45.28, geonameid="1")
    found = same_place(town, suburb, NOBODY, known.limits)
    assert found is not None
    assert found[0] == "where.same"


def test_the_country_of_a_party_is_no_other_place(known: StoryKnowledge) -> None:
    town = place("ankara")
    whole = replace(place("sochi"), name="Russia", precision="country")
    assert same_place(town, whole, frozenset({"RUS"}), known.limits) is None
    assert same_place(town, whole, NOBODY, known.limits) == ("where.other", "Ankara, Russia: other countries")


def test_a_sea_is_less_than_a_town(known: StoryKnowledge) -> None:
    sea = replace(place("sochi"), name="Black Sea", country=None, precision="region", geonameid="9")
    assert same_place(sea, sea, NOBODY, known.limits) == ("where.region", "both in Black Sea")
    assert same_place(sea, replace(sea, name="Red Sea", geonameid="8"), NOBODY, known.limits) is None


def test_no_place_tells_nothing(known: StoryKnowledge) -> None:
    assert same_place(None, place("ankara"), NOBODY, known.limits) is None
