from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Predication

Build = Callable[[str], tuple[Predication, ...]]


def of(build: Build, text: str, lemma: str) -> Predication:
    return next(p for p in build(text) if p.lemma == lemma)


def words(p: Predication, role: str, text: str) -> list[str]:
    return [f.span.of(text).lower().removeprefix("the ") for f in p.phrases(role)]


SAME = [
    ("active", "The rebels attacked the convoy."),
    ("passive", "The convoy was attacked by the rebels."),
    ("relative-subject", "The rebels, who attacked the convoy, have fled."),
    ("relative-object", "The convoy that the rebels attacked was burning."),
    ("reduced-passive", "The convoy attacked by the rebels was burning."),
    ("control", "The rebels tried to attack the convoy."),
    ("raising", "The rebels are expected to attack the convoy."),
    ("object-control", "The colonel ordered the rebels to attack the convoy."),
    ("coordination", "The rebels left the camp and attacked the convoy."),
    ("gerund-subject", "The rebels camping in Goma attacked the convoy."),
    ("accused-of", "The government accused the rebels of attacking the convoy."),
    ("participle", "Attacking the convoy at dawn, the rebels took two prisoners."),
    ("perfect", "By Friday the rebels had attacked the convoy."),
    ("apposition", "The rebels, a small group from the north, attacked the convoy."),
]


@pytest.mark.parametrize("text", [t for _, t in SAME], ids=[i for i, _ in SAME])
def test_however_it_is_said_the_roles_are_the_same(text: str, predications: Build) -> None:
    p = of(predications, text, "attack")
    assert words(p, "agent", text) == ["rebels"]
    assert words(p, "patient", text) == ["convoy"]


@pytest.mark.parametrize(
    ("text", "lemma", "role", "expected"),
    [
        ("France and Germany condemned the coup.", "condemn", "agent", ["france", "germany"]),
        ("Ghana sent troops to Mali.", "send", "prep:to", ["mali"]),
        ("Ghana gave Mali four helicopters.", "give", "recipient", ["mali"]),
        ("Talks between Iran and Iraq failed.", "talk", "prep:between", ["iran", "iraq"]),
        ("Egypt pulled its troops out of Sinai.", "pull", "prep:from", ["sinai"]),
        ("Norway's visit pleased Chile.", "visit", "agent", ["norway's"]),
        ("Turkey imposed sanctions on Greece.", "impose", "object:on", ["greece"]),
        ("Accusations of torture by monitors against Syria grew.", "accusation", "deep:against", ["syria"]),
        ("Rebels attacked Goma in May.", "attack", "prep:in", []),
        ("Egypt is ready to host talks.", "host", "agent", ["egypt"]),
    ],
)
def test_roles(text: str, lemma: str, role: str, expected: list[str], predications: Build) -> None:
    assert words(of(predications, text, lemma), role, text) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "attribute", "expected"),
    [
        ("Kenya did not attend.", "attend", "is_negated", True),
        ("No soldier fired.", "fire", "is_negated", True),
        ("Kenya attended.", "attend", "is_negated", False),
        ("Kenya may attend.", "attend", "modals", ("may",)),
        ("Kenya will attend.", "attend", "tense", "future"),
        ("Kenya attended.", "attend", "tense", "past"),
        ("Kenya wants to attend.", "attend", "relation", "infinitive"),
        ("Kenya said Ghana attended.", "attend", "relation", "complement"),
        ("Kenya leaves if Ghana attends.", "attend", "marker", "if"),
        ("Police gunned down the suspect.", "gun", "particle", "down"),
        ("The envoy was detained.", "detain", "is_passive", True),
    ],
)
def test_how_it_is_told(text: str, lemma: str, attribute: str, expected: object, predications: Build) -> None:
    assert getattr(of(predications, text, lemma), attribute) == expected


def test_finite_verb_does_not_hang_on_an_infinitive(predications: Build) -> None:
    text = "The minister urged Iran to release the sailors and threatened to cut ties with Tehran."
    assert words(of(predications, text, "threaten"), "agent", text) == ["minister"]


def test_participle_with_an_object_is_the_main_verb(predications: Build) -> None:
    text = "The transport minister, Anna Okafor, handed over her papers on Monday."
    assert words(of(predications, text, "hand"), "agent", text) == ["transport minister"]
