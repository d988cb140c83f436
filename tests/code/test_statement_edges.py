"""Where contents begin and end, and what tells nothing said: one construction a row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.analysis import Analysis
from eventcoder.schema import Statement

Told = Callable[[str], tuple[Statement, ...]]
Analyse = Callable[..., Analysis]
PUBLISHED = "2024-05-15"
LINES = Path(__file__).with_name("statement_edges.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("# ")][1:]


def contents(text: str, cue: str, statements: tuple[Statement, ...]) -> list[str]:
    """The words of each stretch of the statement with this cue."""
    found = [s for s in statements if cue in s.cue.of(text)]
    assert len(found) == 1, [s.cue.of(text) for s in statements]
    return [c.of(text) for c in found[0].content]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "The mayor feared the bridge would fall and that the ferries would stop.",
            "feared",
            "the bridge would fall and that the ferries would stop",
        ),
        (
            "The clerks accused the bank of hiding losses and of cheating widows.",
            "accused",
            "the bank of hiding losses and of cheating widows",
        ),
        (
            "The palace did not comment on the trip or why it was called off.",
            "comment",
            "the trip or why it was called off",
        ),
        (
            "Both islands have accepted that Lim has won the vote and are sending envoys to the palace.",
            "accepted",
            "Lim has won the vote",
        ),
        (
            "The premier insisted he would keep the port open and ordered the strikers home.",
            "insisted",
            "he would keep the port open",
        ),
        (
            "The judge said the two brokers would be tried and jailed.",
            "said",
            "the two brokers would be tried and jailed",
        ),
        (
            "Ana hopes to become a pilot, while her brother works on a farm.",
            "hopes",
            "to become a pilot",
        ),
        (
            "The firm announced it would shut the mill, a decision that angered the whole valley.",
            "announced",
            "it would shut the mill",
        ),
        (
            "The firm said it would be run by Bo Tan, a former pilot.",
            "said",
            "it would be run by Bo Tan, a former pilot",
        ),
        (
            "Crops were left in the fields; the union insisted on higher wages.",
            "insisted",
            "higher wages",
        ),
        (
            "Many stayed because, in one baker's words: “There was bread for all of us.”",
            "in",
            "There was bread for all of us.",
        ),
        (
            "When we met he told us why: “I want to see the sea,” she said.",
            "said",
            "I want to see the sea,",
        ),
        (
            "Guests often ask her how she cooks the fish, “but never stay to hear it”.",
            "ask",
            "how she cooks the fish",
        ),
    ],
    ids=[
        "joined-that", "joined-of", "joined-why", "verb-of-the-speaker", "finite-beside-modal", "joined-participle",
        "contrast", "comment", "apposition-is-kept", "semicolon", "words-of", "colon-before",
        "fragment-goes-on",
    ],
)  # fmt: skip
def test_a_content_ends_where_the_speaker_ends(text: str, cue: str, content: str, told: Told) -> None:
    assert contents(text, cue, told(text)) == [content]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The sailors she thought would help her had left.", "thought", "The sailors"),
        ("The mayor described him in a speech as a coward.", "described", "him"),
        ("The king phoned, urging her to go home and warning her son to stay away.", "urging", "her to go home"),
    ],
    ids=["gap", "behind-a-speech", "joined-participle"],
)
def test_a_content_begins_with(text: str, cue: str, content: str, told: Told) -> None:
    assert contents(text, cue, told(text))[0] == content


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("“The road is safe,” said one leaflet printed by a smuggler.", "said", "one leaflet printed by a smuggler"),
        ("“It is no mine,” said an army surgeon, in a note seemed meant to calm us.", "said", "an army surgeon"),
        ("A lawyer contacted the baker to say the shop was sold.", "to say", "A lawyer"),
        ("The firm said the pits would be shut, adding that nobody would lose a job.", "adding", "The firm"),
    ],
    ids=["leaflet", "swallowed", "contact", "participle"],
)
def test_whose_words_they_are(text: str, cue: str, source: str, told: Told) -> None:
    found = [s.source_span.of(text) for s in told(text) if cue in s.cue.of(text) and s.source_span]
    assert found == [source]


def test_an_adverb_covers_its_own_clause_only(told: Told) -> None:
    text = "Two shops have reportedly been looted and neighbours say the police fled."
    assert contents(text, "reportedly", told(text)) == ["Two shops have", "been looted"]


@pytest.mark.parametrize(
    "text",
    [
        "To skip the vote threatens the peace of the island, the editor of a small paper in Lagos.",
        "The storm raised questions about the dykes of the Netherlands.",
        "France backed the rebels of the north for years.",
        "Russian support for the Syrian army kept the war going.",
        "He lost two captains not afraid of the storm off Kenya.",
        "In Malta we met sailors who were eager to talk about the storm.",
        "They found it hard to sleep in Kenya.",
        "The clerk in Lima went to find out whether the bank was open.",
        "The bank in Lima issued a statement to calm the crowd.",
        "To have a hope of rest, the sailors went to Kenya.",
    ],
    ids=[
        "clause", "thing", "deed", "deed-noun", "adjective", "eager", "small-clause", "particle", "purpose",
        "condition",
    ],
)  # fmt: skip
def test_nobody_says_anything(text: str, analyse: Analyse) -> None:
    assert analyse(text, published=PUBLISHED).statements == ()


def test_a_view_of_a_plan_is_a_statement(analyse: Analyse) -> None:
    text = "France backed the plan for a truce."
    (statement,) = analyse(text, published=PUBLISHED).statements
    assert statement.cue_class == "support"


@pytest.mark.parametrize(
    ("text", "cue", "speakers"),
    [
        ("Russia and China, which have backed the plan, will vote on Monday.", "backed", {"RUS", "CHN"}),
        ("Russia and China, which has backed the plan, will vote on Monday.", "backed", {"CHN"}),
        ("Officials in Kenya were glad that the lake had risen and said the drought was over.", "said", {"KEN"}),
    ],
    ids=["both", "nearest", "not-the-lake"],
)
def test_who_speaks(text: str, cue: str, speakers: set[str], analyse: Analyse) -> None:
    found = [s for s in analyse(text, published=PUBLISHED).statements if cue in s.cue.of(text)]
    assert [{p.country for p in s.speakers} for s in found] == [speakers]


def test_one_person_may_have_two_posts(analyse: Analyse) -> None:
    text = "“They will pay,” said Kofi Annan, a former diplomat, and the author of a memoir."
    (statement,) = analyse(text, published=PUBLISHED).statements
    assert [p.name for p in statement.speakers] == ["Kofi Annan"]


@pytest.mark.parametrize(
    ("text", "content", "addressees", "start"),
    [
        ("The envoy condemned the raid on Monday.", "the raid", set(), "2024-05-13"),
        ("Lula discussed fires in Bahia with Gustavo Petro on Monday.", "fires in Bahia", {"COL"}, "2024-05-13"),
        ("Lula discussed trade with China.", "trade with China", set(), PUBLISHED),
    ],
    ids=["day", "partner", "bond"],
)  # fmt: skip
def test_when_and_with_whom_is_not_said(
    text: str, content: str, addressees: set[str], start: str, analyse: Analyse
) -> None:
    (statement,) = analyse(text, published=PUBLISHED).statements
    assert [c.of(text) for c in statement.content] == [content]
    assert {p.country for p in statement.addressees} == addressees
    assert statement.date is not None
    assert statement.date.start == start


def test_a_surname_is_known_without_a_tag(analyse: Analyse) -> None:
    text = "Anna Renas went to Kenya in May. Renas says she and her friends face a tense wait to see what comes next."
    found = [s for s in analyse(text, published=PUBLISHED).statements if s.cue.of(text) == "says"]
    assert [p.name for s in found for p in s.speakers] == ["Anna Renas"]


def test_a_joined_verb_in_quotation_marks_is_not_the_outer_speakers(analyse: Analyse) -> None:
    text = "Kofi Annan complains: “The regime puts its foes in prison, and then says they do not exist.”"
    found = [s for s in analyse(text, published=PUBLISHED).statements if "says" in s.cue.of(text)]
    assert [p.name for s in found for p in s.speakers] == ["regime"]


def test_she_is_no_group(analyse: Analyse) -> None:
    text = "Neighbours appealed to Aung San Suu Kyi to find their sons. “We must hurry,” she said."
    said = [s for s in analyse(text, published=PUBLISHED).statements if s.cue.of(text) == "said"]
    assert [p.name for p in said[0].speakers] == ["Aung San Suu Kyi"]


@pytest.mark.parametrize(("text", "cue", "content", "source"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_construction(text: str, cue: str, content: str, source: str, analyse: Analyse) -> None:
    statements = analyse(text, published=PUBLISHED).statements
    if not cue:
        assert statements == ()
        return
    assert " … ".join(contents(text, cue, statements)) == content
    found = next(s.source_span for s in statements if cue in s.cue.of(text))
    assert found is not None
    assert found.of(text) in source.split(";")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "The prosecutor said two men came by bus. Carl Ruiz was hit twice. He said Ruiz died at once.",
            ["prosecutor"],
        ),
        ("Carl Ruiz came to Ohio on Monday. He suggested Ruiz had changed his mind.", []),
        ("Carl Ruiz came to Ohio on Monday. He suggested he had changed his mind.", ["Carl Ruiz"]),
    ],
    ids=["who-spoke-before", "nobody", "of-himself"],
)
def test_he_is_nobody_named_in_what_he_says(text: str, speakers: list[str], analyse: Analyse) -> None:
    last = analyse(text, published=PUBLISHED).statements[-1]
    assert [p.name for p in last.speakers] == speakers


def test_it_goes_on_for_a_statement(analyse: Analyse) -> None:
    text = "The flood began at dawn, said a statement by Kenya's navy. Two men were hurt and the boats sank, it said."
    last = analyse(text, published=PUBLISHED).statements[-1]
    assert [p.country for p in last.speakers] == ["KEN"]
