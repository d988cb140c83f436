"""The record of a story: who tells it by himself, figures, denials, corrections."""

from __future__ import annotations

from dataclasses import replace

from tests.stories.conftest import event, report

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.schema import Coded, Dateline, Participant, Span, Statement, Story
from eventcoder.stories import StoryIndex, reports_of

BLAST = {"event_type": "ASSAULT", "source": "shabab", "target": "people", "day": "2022-10-29", "place": "mogadishu"}
WORDS = (
    "Two cars full of explosives blew up beside the ministry at a junction where hawkers sell tea and phone cards. "
    "Doctors asked for blood and soldiers closed the roads for the rest of the day, witnesses said by telephone."
)


def told(
    name: str, text: str, published: str, outlet: str | None = None, wire: str | None = None, **given: object
) -> Coded:
    coded = report(name, text, event(text, text.split()[2], hash(name) % 9999, **(BLAST | given)), published=published)
    opening = Dateline(Span(0, 1), None, None, wire) if wire else None
    return replace(coded, document=replace(coded.document, source=outlet, dateline=opening))


def stories(known: StoryKnowledge, *reports: Coded) -> list[Story]:
    index = StoryIndex(known)
    for one in reports_of(reports):
        index.add(one)
    return index.stories()


def test_outlets_copies_and_credits_are_counted_apart(known: StoryKnowledge) -> None:
    (story,) = stories(
        known,
        told("a", f"Al-Shabab has bombed a junction. {WORDS}", "2022-10-29", "Reuters", killed=30),
        told("b", f"Al-Shabab has bombed a junction. {WORDS} Shops shut.", "2022-10-30", "Herald", killed=30),
        told("c", "A junction bombed by al-Shabab near the ministry, hawkers dead", "2022-10-30", "Post", "Reuters"),
        told("d", "Al-Shabab militants bombed a junction beside the ministry; hawkers died", "2022-10-30", "AP"),
    )  # fmt: skip
    assert (story.n_reports, story.n_outlets, story.n_independent) == (4, 4, 2)
    members = {m.document_id: m for m in story.members}
    assert members["b"].copy_of == members["a"].version_id
    assert members["c"].origin == "Reuters"
    assert members["a"].joined_to is None


def test_the_same_text_in_two_outlets_is_one_report(known: StoryKnowledge) -> None:
    text = f"Al-Shabab has bombed a junction. {WORDS}"
    (story,) = stories(known, told("a", text, "2022-10-29", "Herald"), told("b", text, "2022-10-29", "Post"))
    assert (story.n_reports, story.n_outlets, len(story.members)) == (1, 2, 1)


def test_newest_figure_range_and_updates(known: StoryKnowledge) -> None:
    (story,) = stories(
        known,
        told("a", "Al-Shabab has bombed a junction beside the ministry", "2022-10-29", killed=30),
        told("b", "Al-Shabab fighters bombed the junction beside the ministry", "2022-10-30", killed=100),
        told("c", "Al-Shabab men bombed that junction beside the ministry", "2022-10-31", killed=90),
    )
    (count,) = story.counts
    assert (count.newest_low, count.low, count.high) == (90, 30, 100)
    assert [(link.kind, link.document_id) for link in sorted(story.links, key=lambda k: k.document_id)] == [
        ("update", "b"),
        ("update", "c"),
    ]


def test_a_correction_is_told_from_an_update(known: StoryKnowledge) -> None:
    (story,) = stories(
        known,
        told("a", "Al-Shabab has bombed a junction beside the ministry", "2022-10-29", killed=30),
        told(
            "b",
            "Al-Shabab fighters bombed the junction by the ministry; police corrected the toll",
            "2022-10-30",
            killed=20,
        ),
    )
    assert [link.kind for link in story.links] == ["correction"]


def test_a_denial_is_linked_and_is_no_member(known: StoryKnowledge) -> None:
    found = stories(
        known,
        told("a", "Al-Shabab has bombed a junction beside the ministry", "2022-10-29", killed=30),
        told("b", "Al-Shabab had not bombed a junction beside the ministry", "2022-10-30", status="negated", day=None),
    )
    story = next(s for s in found if s.status == "asserted")
    assert [m.document_id for m in story.members] == ["a"]
    assert [(link.kind, link.document_id) for link in story.links] == [("denial", "b")]


def test_another_denial_is_not_linked(known: StoryKnowledge) -> None:
    elsewhere = {"status": "negated", "day": None, "source": "soldiers", "place": "kismayo"}
    found = stories(
        known,
        told("a", "Al-Shabab has bombed a junction beside the ministry", "2022-10-29", killed=30),
        told("b", "Somali soldiers not shot fishermen off the coast", "2022-10-30", **elsewhere),
    )
    assert all(not story.links for story in found)


def test_what_was_told_to_an_outlet_comes_from_that_outlet(known: StoryKnowledge) -> None:
    text = "Al-Shabab has bombed a junction, a doctor told the news agency"
    coded = told("a", text, "2022-10-29", "Post")
    outlet = Participant("org:reuters", "Reuters", None, ("MED",), None)
    said = Statement(
        "s1", "a", (), None, Span(0, 1), "say", (), (), "indirect", (outlet,), None, None, None, (), (), ("e1",), False,
        False, None, Span(0, 10), None, (),
    )  # fmt: skip
    spoken = replace(coded, statements=(said,), events=(replace(coded.events[0], statement_id="s1"),))
    (story,) = stories(known, spoken)
    assert story.members[0].origin == "Reuters"
