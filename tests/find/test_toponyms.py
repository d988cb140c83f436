"""Which words of a text are place names, and what they do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis
from eventcoder.find.toponyms import FindToponyms
from eventcoder.knowledge import Knowledge
from eventcoder.read import read_text
from eventcoder.registry import build_stages
from eventcoder.schema import Span
from eventcoder.settings import Settings

Find = Callable[[str], Analysis]


@pytest.fixture(scope="module")
def find(knowledge: Knowledge) -> Find:
    """Run the stages up to the one that finds toponyms."""
    stages = build_stages(Settings(), knowledge)
    road = stages[: 1 + next(n for n, s in enumerate(stages) if s.name == FindToponyms.name)]

    def run(text: str) -> Analysis:
        analysis = Analysis(read_text(text))
        for stage in road:
            analysis = stage(analysis)
        return analysis

    return run


CASES = [
    ("Gunmen attacked a bank in Peshawar on Monday.", {"Peshawar": "place"}),
    ("Clashes went on near Gao and Kidal.", {"Gao": "place", "Kidal": "place"}),
    ("Russian troops left the town of Izyum.", {"Russian": "modifier", "Izyum": "place"}),
    ("Moscow said it would answer.", {"Moscow": "actor"}),
    ("A Quetta court freed the men.", {"Quetta": "modifier"}),
    ("The mayor of Nantes spoke to residents.", {"Nantes": "place"}),
    ("He was born in Paris, Texas, and lives in Lyon.", {"Paris": "place", "Texas": "place", "Lyon": "place"}),
    ("Police in Barrie, Ont., made two arrests.", {"Barrie": "place", "Ont": "place"}),
    ("The U.S.-led coalition hit targets in Deir ez-Zor.", {"U.S.": "modifier", "Deir ez-Zor": "place"}),
    ("Floods hit Sindh province and the Swat Valley.", {"Sindh": "place", "Swat Valley": "place"}),
    ("Students of Aleppo University marched.", {"Aleppo": "embedded"}),
    ("A boat sank off Prince Edward Island.", {"Prince Edward Island": "place"}),
    # what is no place
    ("Paris Hilton met Chelsea Manning.", {}),
    ("Andrew Jordan and Israel Katz were named.", {}),
    ("The Washington Post and the Jerusalem Post reported it.", {}),
    ("Cases of West Nile virus were confirmed.", {}),
    ("On Monday the Police and the Army said nothing.", {}),
    ("Ms Florence said that she had resigned.", {}),
    ("Many Mexicans protested.", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_places_and_their_use(find: Find, text: str, expected: dict[str, str]) -> None:
    assert {t.span.of(text): t.use for t in find(text).toponyms} == expected


def test_a_name_before_a_unit_is_held_by_it(find: Find) -> None:
    text = "He was arrested in Paris, Texas."
    paris, texas = find(text).toponyms
    assert (paris.container, texas.container) == (1, None)


def test_listed_names_support_each_other(find: Find) -> None:
    text = "Strikes were reported in Nitra, Trnava and Martin."
    assert [t.span.of(text) for t in find(text).toponyms][:2] == ["Nitra", "Trnava"]


def test_a_small_town_once_named_as_place_counts_elsewhere(find: Find) -> None:
    text = "She lives in Coggeshall. Coggeshall council met on Friday."
    assert [t.span.of(text) for t in find(text).toponyms] == ["Coggeshall", "Coggeshall"]


def test_a_dateline_is_marked(find: Find) -> None:
    text = "QUETTA, May 3 (Reuters) - Two soldiers were killed on Tuesday."
    (quetta,) = find(text).toponyms
    assert quetta.use == "dateline"


def test_given_spans_are_taken_as_they_are(find: Find, knowledge: Knowledge) -> None:
    text = "The Multan High Court sat; Xyzzy Hall was shut."
    spans = [Span(4, 21), Span(27, 37)]
    stage = FindToponyms(knowledge.places, knowledge.actors)
    found = stage.of_spans(find(text), spans)
    assert [t.span for t in found] == spans
    assert [t.name for t in found] == ["Multan", "Xyzzy Hall"]
