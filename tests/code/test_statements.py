"""Who says what, construction by construction (nobody resolved: the words beside the cue)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis
from eventcoder.code.statements import attributions
from eventcoder.schema import Statement

Told = Callable[[str], tuple[Statement, ...]]
Row = tuple[str, str | None, str, list[str]]  # text, speaker, cue, content


def rows(text: str, statements: tuple[Statement, ...]) -> list[tuple[str | None, str, list[str]]]:
    return [
        (s.source_span.of(text) if s.source_span else None, s.cue.of(text), [c.of(text) for c in s.content])
        for s in statements
    ]


CLAUSES: list[Row] = [
    ("The envoy said that the road was open.", "The envoy", "said", ["the road was open"]),
    ("The envoy said the road was open.", "The envoy", "said", ["the road was open"]),
    ("The road was open, the envoy said.", "the envoy", "said", ["The road was open"]),
    ("The road was open, said the envoy.", "the envoy", "said", ["The road was open"]),
    ("The road, the envoy said, was open.", "the envoy", "said", ["The road", "was open"]),
    ("The envoy has repeatedly said the road was open.", "The envoy", "has repeatedly said", ["the road was open"]),
    ("He asked whether the road was open.", "He", "asked", ["whether the road was open"]),
    ("Anna Roy, the mayor, said the road was open.", "Anna Roy, the mayor", "said", ["the road was open"]),
    ("The envoy, who was ill, said the road was open.", "The envoy, who was ill", "said", ["the road was open"]),
    ("The envoy said on Monday that the road was open.", "The envoy", "said", ["the road was open"]),
    ("The mayor told reporters that the road was open.", "The mayor", "told", ["the road was open"]),
    ("As the envoy put it, the road was open.", "the envoy", "put", ["the road was open"]),
]
COMPLEMENTS: list[Row] = [
    ("Chad promised to open the road.", "Chad", "promised", ["to open the road"]),
    ("Chad urged Mali to open the road.", "Chad", "urged", ["Mali to open the road"]),
    ("Chad called on Mali to open the road.", "Chad", "called on", ["Mali to open the road"]),
    ("Chad condemned the attack on the village.", "Chad", "condemned", ["the attack on the village"]),
    ("Chad blamed the rebels for the raid.", "Chad", "blamed", ["the rebels for the raid"]),
    ("Chad called for an end to the raids.", "Chad", "called for", ["an end to the raids"]),
    ("Chad warned of a new famine.", "Chad", "warned of", ["a new famine"]),
    ("Chad called the raid a crime.", "Chad", "called", ["the raid a crime"]),
    ("Chad described the raid as a crime.", "Chad", "described", ["the raid as a crime"]),
    ("Chad expressed concern over the raid.", "Chad", "expressed concern over", ["the raid"]),
    ("Chad gave the assurance that the road was open.", "Chad", "gave the assurance", ["the road was open"]),
    ("Chad stressed the need for talks.", "Chad", "stressed", ["the need for talks"]),
    ("The raid was condemned by Chad.", "Chad", "was condemned", ["The raid"]),
    ("Chad was critical of the raid.", "Chad", "was critical of", ["the raid"]),
    ("Chad made it clear that the road was open.", "Chad", "made it clear", ["the road was open"]),
]
ACCORDING: list[Row] = [
    ("The road was open, according to the envoy.", "the envoy", "according to", ["The road was open"]),
    ("According to the envoy, the road was open.", "the envoy", "According to", ["the road was open"]),
    ("The road, according to the envoy, was open.", "the envoy", "according to", ["The road", "was open"]),
    ("In the words of the envoy, the road was open.", "the envoy", "In the words of", ["the road was open"]),
    ("In the envoy's view, the road was open.", "the envoy", "In", ["the road was open"]),
]
NOBODY: list[Row] = [
    ("It was reported that the road was open.", None, "was reported", ["the road was open"]),
    ("The rebels reportedly fled.", None, "reportedly", ["The rebels", "fled"]),
    ("The rebels are said to have fled.", None, "are said", ["The rebels", "to have fled"]),
    ("There were reports that the rebels had fled.", None, "reports", ["the rebels had fled"]),
    ("The rebels were accused of looting.", None, "were accused of", ["The rebels", "looting"]),
]
QUOTED: list[Row] = [
    ("“We will stay,” the mayor said.", "the mayor", "said", ["We will stay,"]),
    ("“We will stay,” said Anna Roy, the mayor.", "Anna Roy, the mayor", "said", ["We will stay,"]),
    ("The mayor said: “We will stay.”", "The mayor", "said", ["We will stay."]),
    ("The mayor said, “We will stay.”", "The mayor", "said", ["We will stay."]),
    ("“We will stay,” the mayor said, “until May.”", "the mayor", "said", ["We will stay,", "until May."]),
    ("“We will stay,” the mayor said. “It is home.”", "the mayor", "said", ["We will stay,", "It is home."]),
    ("“We will stay. It is home,” the mayor said.", "the mayor", "said", ["We will stay. It is home,"]),
    ("“Will you stay?” the mayor asked.", "the mayor", "asked", ["Will you stay?"]),
    ("‘We will stay,’ the mayor said.", "the mayor", "said", ["We will stay,"]),
    ("The mayor said the plan was “a bad joke”.", "The mayor", "said", ["the plan was “a bad joke”"]),
    ("The mayor called it “a bad joke”.", "The mayor", "called", ["it “a bad joke”"]),
    ("“We will stay,” grunted the mayor.", "the mayor", "grunted", ["We will stay,"]),
    ("The mayor was quoted as saying that it was over.", "The mayor", "saying", ["it was over"]),
    (
        "The mayor added:\n\nThe town is safe and will stay so.",
        "The mayor",
        "added",
        ["The town is safe and will stay so."],
    ),
    ("“First part.\n\n“Second part,” the mayor said.", "the mayor", "said", ["First part.", "Second part,"]),
    ("“We won,” the mayor said.\n\n“It is over.”", "the mayor", "said", ["We won,", "It is over."]),
    ("“We will stay in this town.” — Anna Roy", "Anna Roy", "—", ["We will stay in this town."]),
    ("His answer: “We will stay in this town.”", "His answer", ":", ["We will stay in this town."]),
]
ALL = [*CLAUSES, *COMPLEMENTS, *ACCORDING, *NOBODY, *QUOTED]


@pytest.mark.parametrize("row", ALL, ids=[r[0][:60] for r in ALL])
def test_construction(row: Row, told: Told) -> None:
    text, speaker, cue, content = row
    assert (speaker, cue, content) in rows(text, told(text))


NOTHING = [
    "The rebels left the town.",
    "The mayor called the emir.",
    "The guard made sure that the gate was shut.",
    "He called his brother to discuss the price.",
    "The so-called “road map” is dead.",
    "Troops attacked the village.",
    "They want to leave.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_statement(text: str, told: Told) -> None:
    assert rows(text, told(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“We won,” he said, adding, “It is over.”",
            [("he", "said", ["We won,"]), ("he", "adding", ["It is over."])],
        ),
        (
            "The mayor said the road was open, adding that the bridge was not.",
            [("The mayor", "said", ["the road was open"]), ("The mayor", "adding", ["the bridge was not"])],
        ),
        (
            "Chad rejected Mali's claim that the road was open.",
            [("Chad", "rejected", ["Mali's claim that the road was open"]), ("Mali", "claim", ["the road was open"])],
        ),
        (
            "He said the talks had failed, and officials warned that war was near.",
            [("He", "said", ["the talks had failed"]), ("officials", "warned", ["war was near"])],
        ),
        (
            "Asked about the raid, the mayor said he knew nothing.",
            [(None, "Asked about", ["the raid"]), ("the mayor", "said", ["he knew nothing"])],
        ),
    ],
    ids=["quotes", "participle", "claim-inside", "two-speakers", "question-and-answer"],
)
def test_several_statements_of_one_sentence(
    text: str, expected: list[tuple[str | None, str, list[str]]], told: Told
) -> None:
    found = rows(text, told(text))
    assert [r for r in found if r in expected] == expected


def test_a_transcript_has_a_statement_for_each_turn(told: Told) -> None:
    text = "SMITH: The road is open.\n\nJONES: I doubt it. Nobody saw it.\n\nSMITH: Go and look."
    found = [r for r in rows(text, told(text)) if r[1] == ":"]
    assert found == [
        ("SMITH", ":", ["The road is open."]),
        ("JONES", ":", ["I doubt it. Nobody saw it."]),
        ("SMITH", ":", ["Go and look."]),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "quoted"),
    [
        ("“We will stay,” he said.", "direct", ["We will stay,"]),
        ("He said they would “stay for good”.", "mixed", ["stay for good"]),
        ("He said they would stay.", "indirect", []),
    ],
)
def test_kind_and_quoted_fragments(text: str, kind: str, quoted: list[str], told: Told) -> None:
    (s,) = told(text)
    assert (s.kind, [q.of(text) for q in s.quoted]) == (kind, quoted)


@pytest.mark.parametrize(
    ("text", "negated", "modal"),
    [
        ("Chad said it would leave.", False, False),
        ("Chad did not say it would leave.", True, False),
        ("Chad never said it would leave.", True, False),
        ("Chad may say it will leave.", False, True),
        ("Chad plans to announce that it will leave.", False, True),
        ("Chad will announce that it leaves.", False, True),
    ],
)
def test_flags(text: str, negated: bool, modal: bool, told: Told) -> None:
    s = told(text)[0]
    assert (s.is_negated, s.is_modal) == (negated, modal)


def test_declining_to_comment_is_a_class_of_its_own(told: Told) -> None:
    assert [s.cue_class for s in told("The firm declined to comment.")] == ["no comment"]


def test_an_unknown_verb_has_a_lower_score(told: Told) -> None:
    for text in ("“Go home now,” blathered the guard.", "The guard yodelled that the gate was shut."):
        scores = [e.match_score for s in told(text) for e in s.evidence if e.field == "cue"]
        assert scores
        assert all(score is not None and score < 0.5 for score in scores)


def test_nested_statements_form_a_tree(told: Told) -> None:
    text = "The paper reported that Chad had said that Mali denied that it had troops."
    found = {s.cue.of(text): s for s in told(text)}
    ids = {s.id: cue for cue, s in found.items()}
    assert {cue: ids.get(s.parent_id or "") for cue, s in found.items()} == {
        "reported": None,
        "had said": "reported",
        "denied": "had said",
    }


def test_what_is_only_told_inside_a_quotation_is_no_statement_of_its_own(told: Told) -> None:
    text = "“We support the plan and want to discuss the price,” he said."
    assert [s.cue.of(text) for s in told(text)] == ["said"]


def test_quotation_corpora_get_the_outer_statements_with_that(attribute: Callable[[str], Analysis]) -> None:
    text = "Chad said that Mali denied that it had troops."
    assert attributions(attribute(text)) == [
        {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, len(text) - 1]]},
    ]


def test_ids_depend_on_what_is_said_not_on_the_document_id(told: Told) -> None:
    text = "Chad said it would leave. Chad said it would leave."
    ids = [s.id for s in told(text)]
    assert len(set(ids)) == 2
    assert ids == [s.id for s in told(text)]


def test_every_field_has_a_reason(told: Told) -> None:
    text = "In a letter, the mayor did not tell the council that the road was open."
    (s,) = told(text)
    fields = {e.field for e in s.evidence}
    assert {"cue", "content", "speakers", "channel", "is_negated"} <= fields
    assert all(e.span is None or e.span.end <= len(text) for e in s.evidence)


@pytest.mark.parametrize("unit", ["“", '"', "“a” ", '"a" he said. ', "‘a’ said b. "])
def test_many_marks_do_not_break_the_stage(unit: str, told: Told) -> None:
    told(unit * 400)
