"""Phrases that may name actors: what is taken together, what modifies what, what is no candidate."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis, Candidate
from eventcoder.find.hits import NameHits
from eventcoder.knowledge import Knowledge

Analyse = Callable[..., Analysis]


def candidate(analysis: Analysis, words: str) -> Candidate:
    text = analysis.document.text
    return next(c for c in analysis.candidates if c.span.of(text) == words)


def spans(analysis: Analysis) -> list[str]:
    return [c.span.of(analysis.document.text) for c in analysis.candidates]


WHOLE = [
    (
        "US Secretary of State Antony Blinken spoke.",
        "US Secretary of State Antony Blinken",
        "person",
        "secretary of state",
    ),
    ("Foreign Minister Anna Novak spoke.", "Foreign Minister Anna Novak", "shape", "foreign minister"),
    ("Gen. Peter Bloggs spoke.", "Gen. Peter Bloggs", "shape", "gen."),
    ("The Sudanese rebels fled.", "The Sudanese rebels", "role", "rebel"),
    ("Rebels in Darfur fled.", "Rebels", "role", "rebel"),
    ("The anti-Syrian journalist fled.", "The anti-Syrian journalist", "role", "journalist"),
    ("The European Union agreed.", "The European Union", "body", None),
    ("Kofi Annan spoke.", "Kofi Annan", "person", None),
    ("Afganistan agreed.", "Afganistan", "country", None),
    ("Erdoğan spoke to Recep Tayyip Erdogan.", "Recep Tayyip Erdogan", "person", None),
]


@pytest.mark.parametrize(("text", "words", "kind", "role"), WHOLE, ids=[w for _, w, _, _ in WHOLE])
def test_what_is_one_candidate(text: str, words: str, kind: str, role: str | None, analyse: Analyse) -> None:
    c = candidate(analyse(text), words)
    assert (c.kind, c.role) == (kind, role)


FUNCTIONS = [
    ("Rebels attacked the army.", "Rebels", "subject"),
    ("Rebels attacked the army.", "the army", "object"),
    ("The minister urged the army to leave.", "the army", "addressee"),
    ("The town was taken by rebels.", "rebels", "partner"),
    ("Talks with rebels failed.", "rebels", "partner"),
    ("Rebels met in Iran.", "Iran", "place"),
    ("Rebels went to Iran.", "Iran", "goal"),
    ("A blast in the suburbs of Beirut killed rebels.", "Beirut", "place"),
    ("Sanctions on Moscow remain.", "Moscow", "addressee"),
    ("Iran's army left.", "Iran", "owner"),
    ("A Hamas official in Gaza", "A Hamas official", "alone"),
]


@pytest.mark.parametrize(("text", "words", "function"), FUNCTIONS, ids=[f"{w}-{f}" for _, w, f in FUNCTIONS])
def test_what_a_phrase_does_in_its_clause(text: str, words: str, function: str, analyse: Analyse) -> None:
    assert candidate(analyse(text), words).function == function


BONDS = [
    ("The Kenyan-led mission left.", "Kenyan", "led"),
    ("Qatar-funded groups left.", "Qatar", "funded"),
    ("An anti-Syrian journalist left.", "Syrian", "anti"),
    ("The Hamas-run ministry left.", "Hamas", "run"),
    ("US troops left.", "US", None),
]


@pytest.mark.parametrize(("text", "words", "bond"), BONDS, ids=[t for t, _, _ in BONDS])
def test_what_a_hyphen_joins(text: str, words: str, bond: str | None, analyse: Analyse) -> None:
    c = candidate(analyse(text), words)
    assert c.joined == bond
    assert c.is_modifier


@pytest.mark.parametrize(
    ("text", "is_former"),
    [
        ("Former Israeli prime minister Ehud Olmert spoke.", True),
        ("Ousted President Askar Akayev spoke.", True),
        ("Current and former US officials spoke.", False),
        ("Israeli prime minister Ehud Olmert spoke.", False),
    ],
)
def test_former_office(text: str, analyse: Analyse, *, is_former: bool) -> None:
    analysis = analyse(text)
    main = next(c for c in analysis.candidates if not c.is_modifier)
    assert main.is_former is is_former


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The talks begin on Monday in March.", ("Monday", "March")),
        ("Amal Clooney spoke.", ("Amal",)),
        ("The peace deal brought hope.", ("hope", "deal")),
    ],
)
def test_what_is_no_candidate(text: str, words: tuple[str, ...], analyse: Analyse) -> None:
    assert not set(words) & set(spans(analyse(text)))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Iranian and Iraqi troops", ["Iranian", "Iraqi"]),
        ("an Iranianised state", []),
        ("São Tomé and Principe", ["Sao Tome and Principe"]),
        ("Nato and Isis", ["Nato", "Isis"]),
        ("the Pakistan-based group", ["Pakistan"]),
        ("Pakistan's rebels", ["Pakistan"]),
    ],
)
def test_hits_are_whole_words(text: str, forms: list[str], knowledge: Knowledge) -> None:
    assert [h.form for h in NameHits(knowledge.actors).find(text)] == forms


def test_capitals_are_read_as_names(analyse: Analyse) -> None:
    found = spans(analyse("PAKISTANI ENVOY IN KABUL"))
    assert "PAKISTANI ENVOY" in found
    assert "KABUL" in found


def test_candidates_are_in_text_order_and_in_range(analyse: Analyse) -> None:
    analysis = analyse("Iran and Iraq met. The president of France told Hamas that its leaders must go.")
    starts = [(c.sentence, c.span.start) for c in analysis.candidates]
    assert starts == sorted(starts)
    for c in analysis.candidates:
        assert all(0 <= m < len(analysis.candidates) for m in (*c.modifiers, *c.complements, *c.companions))
