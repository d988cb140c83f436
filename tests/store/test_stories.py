"""Stories and decisions: what is written is read, and what changed waits to be grouped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from eventcoder.schema import Coded, Participant, Span, Story, StoryDecision, StoryLink, StoryMember, StoryReason
from eventcoder.store import Store

Make = Callable[..., Coded]
FIRST = StoryMember("v1", "a", "e1", "2021-07-16", "Outlet", None, None, None, ())
SECOND = replace(
    FIRST,
    version_id="v2",
    event_id="e2",
    joined_to="e1",
    reasons=(StoryReason("same_place", "w:1", 1.0, "both in Paris"),),
)
STORY = Story(
    id="y1",
    event_type="SANCTION",
    modes=("expel",),
    status="asserted",
    source=(Participant("cty:FRA", "France", "FRA", (), None),),
    target=(),
    date_start="2021-07-16",
    date_end="2021-07-16",
    place="Paris",
    place_country="FRA",
    members=(FIRST, SECOND),
    counts=(),
    links=(StoryLink("denial", "v2", "a", "s1", Span(0, 4), "denied"),),
    n_reports=2,
    n_outlets=2,
    n_independent=1,
)


def test_stories_come_back_by_day_and_id(store: Store) -> None:
    others = [replace(STORY, id="y0"), replace(STORY, id="y9", date_start="2020-01-01")]
    store.write_stories([STORY, *others])
    assert [s.id for s in store.stories()] == ["y9", "y0", "y1"]
    assert next(store.stories(["y1"])) == STORY
    assert list(store.stories(["y7"])) == []
    assert list(store.damage()) == []


def test_a_story_takes_the_place_of_the_one_with_its_id(store: Store) -> None:
    store.write_stories([STORY])
    alone = replace(STORY, members=(FIRST,), links=(), n_reports=1)
    store.write_stories([alone])
    assert list(store.stories()) == [alone]
    assert store.stories_of("v2") == ()
    store.write_stories([], removed=["y1"])
    assert list(store.stories()) == []


def test_an_event_knows_its_stories(store: Store) -> None:
    store.write_stories([STORY, replace(STORY, id="y2", members=(FIRST,))])
    assert store.stories_of("v1", "e1") == ("y1", "y2")
    assert store.stories_of("v1", "e9") == ()
    assert store.stories_of("v2") == ("y1",)


def test_what_is_new_or_changed_waits_to_be_grouped(store: Store, make: Make) -> None:
    first, second = store.add(make(1)), store.add(make(2))
    assert set(store.ungrouped()) == {first.version_id, second.version_id}
    store.write_stories([], grouped=store.ungrouped())
    assert store.ungrouped() == ()
    store.add(make(1))
    assert store.ungrouped() == ()
    edited = store.add(make(1, edit="corrected"))
    assert set(store.ungrouped()) == {first.version_id, edited.version_id}  # the old text is no longer the newest


@pytest.mark.parametrize("kind", ["split", "join"])
def test_a_decision_is_kept_once_for_two_events(store: Store, kind: str) -> None:
    decision = StoryDecision(kind, ("v1", "e1"), ("v2", "e2"), "seen by hand")  # type: ignore[arg-type]
    store.decide(replace(decision, kind="split", first=decision.second, second=decision.first))
    store.decide(decision)
    assert store.decisions() == (decision,)
    assert store.ungrouped() == ("v1", "v2")
    store.undecide(decision)
    assert store.decisions() == ()


def test_texts_are_found_by_their_ids(store: Store, make: Make) -> None:
    ids = [store.add(make(number)).version_id for number in (3, 1)]
    found = list(store.versions([ids[1], "v0", ids[0]], is_lean=True))
    assert [r.version_id for r in found] == [ids[1], ids[0]]
    assert found[0].coded.events[0].evidence == ()
