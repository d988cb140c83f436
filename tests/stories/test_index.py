"""Stories of many reports: the order of arrival changes nothing, decisions hold."""

from __future__ import annotations

import random

import pytest
from tests.stories.conftest import event, report

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import Coded, Story, StoryDecision
from eventcoder.stories import Kept, Report, StoryIndex, reports_of

ORDERS = 50
NOUNS = "grain gas drones prisoners tourism fishing visas bridges radars cement wheat pipelines".split()


def many_reports(n: int = 60, seed: int = 3) -> list[Report]:
    """Reports of a week about a dozen matters, many of them about the same calls, talks and attacks."""
    rng = random.Random(seed)
    made: list[Coded] = []
    for i in range(n):
        day = rng.randint(1, 7)
        made.append(_call(i, day, rng) if i % 3 else _attack(i, day, rng))
    return reports_of(made)


def _call(i: int, day: int, rng: random.Random) -> Coded:
    source, target = rng.choice([("erdogan", "putin"), ("cavusoglu", "lavrov"), ("turkey", "russia")])
    about = " and ".join(rng.sample(NOUNS[:5], 3))
    text = f"Report {i}: the two spoke about {about} for {rng.choice(('an hour', 'a long time'))}"
    given = {"modes": rng.choice([("phone",), ()]), "day": rng.choice([f"2022-11-0{day}", None])}
    spoke = event(text, "spoke", i, source=source, target=target, **given)
    return report(f"r{i}", text, spoke, published=f"2022-11-0{day}", outlet=f"o{i % 7}")


def _attack(i: int, day: int, rng: random.Random) -> Coded:
    text = f"Report {i}: they attacked a {rng.choice(('hotel', 'market'))} with {rng.choice(('cars', 'rifles'))}"
    given = {"source": rng.choice(["gunmen", "shabab", ""]), "target": "people", "killed": rng.randint(1, 5)}
    where = rng.choice(["mogadishu", "kismayo", "mogadishu/dateline"])
    first = event(text, "attacked", i, event_type="ASSAULT", day=f"2022-11-0{day}", place=where, **given)
    return report(f"r{i}", text, first, published=f"2022-11-0{min(day + 1, 9)}", outlet=f"o{i % 5}")


def grouped(reports: list[Report], known: StoryKnowledge, decisions: tuple[StoryDecision, ...] = ()) -> list[Story]:
    index = StoryIndex(known, decisions)
    for one in reports:
        index.add(one)
    return index.stories()


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return many_reports()


@pytest.fixture(scope="module")
def expected(reports: list[Report], known: StoryKnowledge) -> list[Story]:
    found = grouped(reports, known)
    assert 5 < sum(len(story.members) > 1 for story in found) < len(found) < len(reports)
    return found


@pytest.mark.parametrize("seed", range(ORDERS))
def test_order_of_arrival_changes_nothing(
    seed: int, reports: list[Report], expected: list[Story], known: StoryKnowledge
) -> None:
    rng = random.Random(seed)
    index = StoryIndex(known)
    for one in rng.sample(reports, len(reports)):
        index.add(one)
        if rng.random() < 0.2:
            index.stories()  # what was grouped in between must leave no trace
    assert index.stories() == expected


def test_the_same_report_again_changes_nothing(
    reports: list[Report], expected: list[Story], known: StoryKnowledge
) -> None:
    assert grouped([*reports, *reports[:20]], known) == expected


@pytest.mark.parametrize("seed", range(5))
def test_a_report_taken_out_was_never_there(seed: int, reports: list[Report], known: StoryKnowledge) -> None:
    out = random.Random(seed).sample(reports, 15)
    index = StoryIndex(known)
    for one in reports:
        index.add(one)
    index.stories()
    for one in out:
        index.remove(one.version_id)
    assert index.stories() == grouped([r for r in reports if r not in out], known)


@pytest.mark.parametrize("seed", range(10))
def test_an_index_restored_from_what_was_kept_goes_on(
    seed: int, reports: list[Report], expected: list[Story], known: StoryKnowledge
) -> None:
    rng = random.Random(seed)
    order, by_id = rng.sample(reports, len(reports)), {r.version_id: r for r in reports}
    stories: dict[str, Story] = {}
    kept: dict[str, str] = {}
    while order:
        index = StoryIndex(known, load=by_id.__getitem__)
        for version_id, line in kept.items():
            index.restore(version_id, Kept.from_json(line))
        for one in order[: rng.randint(1, 25)]:
            index.add(one)
            order.remove(one)
        keys, changed = index.regroup()
        old = {s.id for s in stories.values() if {(m.version_id, m.event_id) for m in s.members} & keys}
        stories = {s.id: s for s in stories.values() if s.id not in old} | {s.id: s for s in changed}
        kept |= {version_id: index.kept(version_id).to_json() for version_id in index.take_changed()}
    assert sorted(stories.values(), key=lambda s: s.id) == sorted(expected, key=lambda s: s.id)


def test_only_what_a_report_touches_is_built_anew(reports: list[Report], known: StoryKnowledge) -> None:
    index = StoryIndex(known)
    for one in reports[:-1]:
        index.add(one)
    before = {id(story) for story in index.stories()}
    index.add(reports[-1])
    kept = [story for story in index.stories() if id(story) in before]
    assert len(kept) > len(before) / 2


def biggest(stories: list[Story]) -> Story:
    return max(stories, key=lambda story: (len(story.members), story.id))


def test_a_split_holds_whatever_comes_later(
    reports: list[Report], expected: list[Story], known: StoryKnowledge
) -> None:
    members = [(m.version_id, m.event_id) for m in biggest(expected).members]
    decisions = tuple(StoryDecision("split", members[-1], other) for other in members[:-1])
    for order in (reports, reports[::-1]):
        stories = grouped(order, known, decisions)
        apart = next(s for s in stories if members[-1] in {(m.version_id, m.event_id) for m in s.members})
        assert not {(m.version_id, m.event_id) for m in apart.members} & set(members[:-1])
    assert grouped(reports, known, decisions) == grouped(reports[::-1], known, decisions)


def test_a_join_holds_and_says_who_decided(reports: list[Report], expected: list[Story], known: StoryKnowledge) -> None:
    first, second = expected[0].members[0], expected[-1].members[0]
    keys = [(m.version_id, m.event_id) for m in (first, second)]
    stories = grouped(reports, known, (StoryDecision("join", keys[0], keys[1]),))
    together = next(s for s in stories if first.event_id in {m.event_id for m in s.members})
    joined = next(m for m in together.members if m.event_id == second.event_id)
    assert joined.reasons[0].rule == "decided.join"


def test_a_later_decision_takes_the_place_of_an_earlier_one(
    reports: list[Report], expected: list[Story], known: StoryKnowledge
) -> None:
    keys = [(s.members[0].version_id, s.members[0].event_id) for s in (expected[0], expected[-1])]
    index = StoryIndex(known, [StoryDecision("join", keys[0], keys[1])])
    for one in reports:
        index.add(one)
    assert index.stories() != expected
    index.decide(StoryDecision("split", keys[0], keys[1]))
    assert index.stories() == expected


def test_a_retelling_stands_beside_the_first_telling(known: StoryKnowledge) -> None:
    text = "They called, then they talked about tourism in other words"
    first = event(text, "called", 1, source="erdogan", target="putin", day="2022-11-01")
    again = event(text, "talked", 2, source="turkey", target="russia", retells="e1")
    story = grouped(reports_of([report("r", text, first, again, published="2022-11-01")]), known)
    assert [len(s.members) for s in story] == [2]
    assert story[0].members[1].reasons[0].rule == "retold"
    assert story[0].n_reports == 1
