"""Acts: constructions, composition through operators, roles through grammar."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Sentence
from eventcoder.code.act import Act
from eventcoder.find.predications import BuildPredications
from eventcoder.knowledge import Knowledge
from eventcoder.registry import build_act_finder

Acts = Callable[[str], list[Act]]


@pytest.fixture(scope="module")
def acts(knowledge: Knowledge, parse: Callable[[str], Sentence], predicator: BuildPredications) -> Acts:
    """The acts of a text taken as one sentence."""
    finder = build_act_finder(knowledge)

    def find(text: str) -> list[Act]:
        sentence = parse(text)
        return finder.acts(sentence, predicator.build(sentence))[0]

    return find


COMPOSED = [
    ("Tehran agreed to release the sailors.", "CONCEDE|AGREE", "asserted"),
    ("Tehran promised to send aid to Beirut.", "AGREE", "asserted"),
    ("Moscow threatened to invade Georgia.", "THREATEN", "asserted"),
    ("Ottawa demanded the release of the hostages.", "REQUEST", "asserted"),
    ("Ottawa demanded that Riyadh release the hostages.", "REQUEST", "asserted"),
    ("Hanoi refused to sign the treaty.", "REJECT", "asserted"),
    ("Berlin suspended aid to Kabul.", "SANCTION", "asserted"),
    ("Oslo announced a suspension of aid to Niger.", "SANCTION", "asserted"),
    ("The army denied that it had attacked the village.", "ASSAULT", "negated"),
    ("The army failed to attack the village.", "ASSAULT", "negated"),
    ("The army stopped shelling the town.", "RETREAT", "asserted"),
    ("The army resumed shelling the town.", "ASSAULT", "asserted"),
    ("Rebels are likely to attack the town.", "ASSAULT", "hypothetical"),
    ("Rebels are expected to attack the town.", "ASSAULT", "future"),
    ("The two leaders are due to meet in Rome.", "AGREE", "asserted"),
    ("Seoul wants Pyongyang to free the fishermen.", "REQUEST", "asserted"),
    ("The envoy advised the junta to free the prisoners.", "REQUEST", "asserted"),
    ("The court ordered the release of the editor.", "RETREAT", "asserted"),
    ("The court ordered the arrest of the editor.", "COERCE", "asserted"),
    ("The governor ordered the rebels to leave the city.", "REQUEST", "asserted"),
    ("The minister said the rebels must disarm.", "REQUEST", "asserted"),
    ("He said it was vital for both armies to release the hostages.", "REQUEST", "asserted"),
    ("Bogota set a deadline for the rebels to free the hostages.", "THREATEN", "asserted"),
    ("Urging Sudan to come clean, the envoy left; London urged Sudan to come clean.", "REQUEST", "asserted"),
    ("The prince cancelled a visit to Oslo.", "REJECT", "asserted"),
    ("Vienna offered to host talks between the two sides.", "AGREE", "asserted"),
    ("Qatar warned that it would expel the envoys.", "THREATEN", "asserted"),
    ("The emir warned that his army would attack the port.", "THREATEN", "asserted"),
    ("Aid workers warned that rebels would attack the port.", "ASSAULT", "hypothetical"),
    ("Ghana will withdraw its troops from Liberia unless the rebels disarm.", "THREATEN", "asserted"),
    ("Donors called for the junta to release the mayor.", "REQUEST", "asserted"),
    ("The mayor met with an invitation to sign the treaty.", "SUPPORT", "hypothetical"),
    ("It is unclear whether the junta will free the mayor.", "RETREAT", "hypothetical"),
    ("Peru sent engineers to Haiti to help the government.", "AID", "asserted"),
    ("The premier called the Maltese president to apologise to Malta.", "SUPPORT", "asserted"),
    ("Farmers marched to the capital to protest against the tax.", "PROTEST", "asserted"),
    ("Miners plan to hold a demonstration.", "THREATEN", "asserted"),
    ("The rebels have been able to attack the port.", "ASSAULT", "asserted"),
    ("The rebels are able to attack the port.", "ASSAULT", "hypothetical"),
    ("Gunmen made attempts to assassinate the mayor.", "ASSAULT", "asserted"),
    ("Peru's effort to repair relations with Chile went on.", "SUPPORT", "hypothetical"),
    ("Kenya announced that it would raise a border force.", "MOBILIZE", "future"),
    ("Ghana armed the Malian rebels.", "AID", "asserted"),
]


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("Accra rejected a call by rebels to release the men.", "REJECT", "REQUEST"),
        ("She voiced support for the murder of a judge.", "SUPPORT", "ASSAULT"),
        ("An aide declined to comment on whether Togo would attack the rebels.", "", "REJECT"),
    ],
    ids=["judged", "background", "whether"],
)
def test_what_is_only_spoken_of_is_no_act_of_its_own(text: str, kept: str, gone: str, acts: Acts) -> None:
    found = {a.event_type for a in acts(text) if a.row is not None and a.status.status == "asserted"}
    assert gone not in found
    assert not kept or kept in found


@pytest.mark.parametrize(
    ("nothing", "something"),
    [
        ("Cuba declined to comment on the Chinese plan.", "Cuba declined to adapt the Chinese plan."),
        ("Two officials declined to be named.", "Two officials declined to name the envoys."),
        ("Officials are reluctant to travel by sea.", "Officials refuse to travel by sea."),
        ("Greek officials, speaking on condition of anonymity, met.", "Greek officials, speaking with Ghana, met."),
        ("A friend is ringing Turkey.", "A premier is ringing Turkey."),
    ],
)
def test_reserve_is_no_refusal_and_private_talk_no_consultation(nothing: str, something: str, acts: Acts) -> None:
    assert len(acts(nothing)) == len(acts(something)) - 1


@pytest.mark.parametrize(("text", "event_type", "status"), COMPOSED)
def test_what_operators_make_of_an_act(text: str, event_type: str, status: str, acts: Acts) -> None:
    assert any(a.event_type in event_type.split("|") and a.status.status == status for a in acts(text))


ROLES = [
    ("Rebels attacked an army post.", "ASSAULT", "Rebels", "an army post"),
    ("An army post was attacked by rebels.", "ASSAULT", "rebels", "An army post"),
    ("Rebels who attacked an army post fled.", "ASSAULT", "Rebels", "an army post"),
    ("Rebels marched north and attacked an army post.", "ASSAULT", "Rebels", "an army post"),
    ("Russia's shelling of Kharkiv went on.", "ASSAULT", "Russia's", "Kharkiv"),
    ("The shelling of Kharkiv by Russian guns went on.", "ASSAULT", "Russian guns", "Kharkiv"),
    ("The judge found the colonel guilty of murder.", "SANCTION", "The judge", "the colonel"),
    ("The colonel was found guilty of murder by a judge.", "SANCTION", "a judge", "The colonel"),
    ("London held the militia responsible for the raid.", "ACCUSE", "London", "the militia"),
    ("Pirates took twenty sailors captive.", "ASSAULT", "Pirates", "twenty sailors"),
    ("The kidnappers let the nurse go.", "RETREAT", "The kidnappers", "the nurse"),
    ("The governor called in the army against strikers.", "MOBILIZE", "The governor", "strikers"),
    ("The church broke away from the patriarchate.", "SANCTION", "The church", "the patriarchate"),
    ("Two exiles were branded terrorists by the Cuban leader.", "ACCUSE", "the Cuban leader", "Two exiles"),
    ("Spain imposed sanctions on Russia.", "SANCTION", "Spain", "Russia"),
    ("Sanctions were imposed on Russia by Spain.", "SANCTION", "Spain", "Russia"),
    ("Kharkiv came under fire from Russian guns.", "ASSAULT", "Russian guns", "Kharkiv"),
    ("Two men were convicted of murder by a Berlin court.", "SANCTION", "a Berlin court", "Two men"),
]


@pytest.mark.parametrize(("text", "event_type", "source", "target"), ROLES)
def test_who_did_it_to_whom(text: str, event_type: str, source: str, target: str, acts: Acts) -> None:
    found = [
        ([f.span.of(text) for f in a.source], [f.span.of(text) for f in a.target])
        for a in acts(text)
        if a.event_type == event_type
    ]
    assert any(
        any(s.startswith(source) for s in sources) and any(t.startswith(target) for t in targets)
        for sources, targets in found
    ), found


SILENT = [
    "The company released figures on rainfall.",
    "A cyclone killed dozens of villagers.",
    "Spain beat Germany in the final.",
    "Scientists fight a virus.",
    "The team captured the attention of fans.",
    "Shares rallied in Tokyo.",
    "The singer struck a chord with fans.",
    "The minister suffered a heart attack.",
    "There was talk of a new stadium.",
    "The mill met the needs of farmers.",
    "A reporter asked why the door was locked.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_act(text: str, acts: Acts) -> None:
    assert acts(text) == []


def test_called_somebody_a_name_is_no_phone_call(acts: Acts) -> None:
    assert {a.event_type for a in acts("The president called the ambassador a fool.")} == {"ACCUSE"}
    assert {a.event_type for a in acts("The president called the ambassador.")} == {"CONSULT"}


def test_nominal_act_as_object_of_another_is_told_not_done(acts: Acts) -> None:
    assert [a.event_type for a in acts("Paris condemned the attack on the embassy.")] == ["ACCUSE"]


def test_joint_agents_fill_both_sides(acts: Acts) -> None:
    (act,) = acts("Seoul and Washington began joint exercises.")
    assert act.event_type == "COOPERATE"
    assert act.is_reciprocal
    assert len(act.source) == 2


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Kenya launched an attack on the camp.", "ASSAULT"),
        ("Kenya launched an investigation into the bank.", "ACCUSE"),
        ("Kenya launched a scathing attack on the bank.", "ACCUSE"),
        ("The rebels released two hostages.", "RETREAT"),
        ("Nurses struck against the ministry.", "PROTEST"),
        ("Jets struck a rebel base.", "ASSAULT"),
    ],
)
def test_ambiguous_verbs_are_split_by_what_stands_beside_them(text: str, event_type: str, acts: Acts) -> None:
    assert event_type in {a.event_type for a in acts(text)}
