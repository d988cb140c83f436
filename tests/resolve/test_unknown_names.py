"""Names that no file knows: somebody only where the text says so; places that only bear the name of a state."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis

Analyse = Callable[..., Analysis]

SOMEBODY = [
    ("Zorvex told the court that the shipment had been lost.", "Zorvex"),
    ("The firm Zorvex Oyj paid the fine.", "Zorvex Oyj"),
    ("The Zendar Herald reported the arrests.", "Zendar Herald"),
    ("The contracts were uncovered by the Sunlit Project, a group opposed to arms exports.", "Sunlit Project"),
    ("The Zendar Relief Initiative has announced a new appeal.", "Initiative"),
    ("The strike was called by the Union of Zendar Teachers (UZT).", "UZT"),
    ("Several groups including the Hamas movement and Zorva Tod held a march.", "Zorva Tod"),
    ("Talvi Orrek, 28, of Mirrow, was charged on Monday.", "Talvi Orrek"),
    ("Talvi Orrek 28, of Mirrow, was charged on Monday.", "Talvi Orrek"),
    ("It came too late for Talvi Orrek, the 17-year-old who died on Monday.", "Talvi Orrek"),
    ("A neighbour saw Talvi Orrek, who was looking for a cow.", "Talvi Orrek"),
    ("Talvi Orrek is a survivor of the attack.", "Talvi Orrek"),
    ("Another, Talvi Orrek, was killed by a mine.", "Talvi Orrek"),
    ("The verdict concerned Maria Holm and Talvi Orrek.", "Talvi Orrek"),
    ("Residents remember Talvi Orrek. Orrek left in May.", "Talvi Orrek"),
    ("Mirrow Mayor Georges Talvi opened the bridge.", "Georges Talvi"),
    ("Estonia launched a campaign against Krugvald.", "Krugvald"),
    ("Jordan Brok praised the verdict.", "Jordan Brok"),
    ("Benny Hill praised the verdict.", "Benny Hill"),
    ("ISLAMABAD: Lena Brok was arrested on Monday.", "Lena Brok"),
    ("LENA BROK SAYS SHE WILL NOT RESIGN", "LENA BROK"),
]
NOBODY = [
    ("Customer Complaints are handled at Gate 10 of the terminal.", "Complaints"),
    ("Customer Complaints are handled at Gate 10 of the terminal.", "Gate"),
    ("Norway qualified for the World Cup.", "World Cup"),
    ("The study covered HIV and Bird Flu.", "Bird Flu"),
    ("The study covered HIV and Bird Flu.", "HIV"),
    ("The Zendar strain has killed 200 birds.", "Zendar"),
    ("The works closed King Edward Street for a week.", "Edward Street"),
    ("It was sold near Nelson Mandela Square.", "Nelson Mandela"),
    ("He read from The Silver Gate at the festival.", "Silver Gate"),
    ("The law is named the Coastal Waters Act.", "Waters Act"),
    ("She works at the Centre for Arms Control.", "Arms Control"),
    ("The operation was named Operation Quiet Branch.", "Branch"),
    ("Photo Credit: the archive.", "Photo Credit"),
    ("They drove a white Holden Bravada.", "Holden Bravada"),
    ("Stalls open at Mile Hill on Monday.", "Mile Hill"),
    ("She sang at the Imperia Banquet Hall.", "Banquet Hall"),
    ("They were tried under Section 6A.", "Section"),
    ("The body lay close to the Sheikh Orrek graveyard.", "Orrek"),
    ("The rally marked Liberty Day in the capital.", "Liberty Day"),
    ("She won the Lena Brok Award.", "Award"),
    ("WORLD CUP: NORWAY QUALIFY", "WORLD CUP"),
]
PLACES = [
    ("GEORGETOWN, Ky. (AP) - Police arrested two men.", "Police", "USA"),
    ("A shop in Paris, Texas, was robbed. Police arrested two men in Paris.", "Police", "USA"),
    ("The governor of Georgia met the mayor of Birmingham, Alabama.", "governor", "USA"),
    ("Police in Athens, Georgia, arrested a man.", "Police", "USA"),
    ("The police in Tbilisi arrested two men, officials of Georgia said.", "police", "GEO"),
    ("Officials in mainland China praised the plan.", "Officials", "CHN"),
    ("Georgia accused Russia of shelling a village.", "Georgia", "GEO"),
]
SECTORS = [
    ("The president of Orvex said it would open a factory.", "president", ()),
    ("Talvi Orrek, president of Royal Orvex, praised the sale.", "Talvi Orrek", ()),
    ("Wendro's spokesman praised the sale.", "spokesman", ()),
    ("The Zendar Bureau spokeswoman denied it.", "spokeswoman", ("GOV",)),
    ("The president of Kenya praised the sale.", "president", ("GOV",)),
]


def named(analysis: Analysis, words: str) -> bool:
    text = analysis.document.text
    return any(words in m.span.of(text) for m in analysis.mentions)


@pytest.mark.parametrize(("text", "words"), SOMEBODY)
def test_evidence_makes_a_name_somebody(text: str, words: str, analyse: Analyse) -> None:
    assert named(analyse(text, published="2018-05-04"), words)


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_a_name_without_evidence_is_nobody(text: str, words: str, analyse: Analyse) -> None:
    assert not named(analyse(text, published="2018-05-04"), words)


@pytest.mark.parametrize(("text", "words", "country"), PLACES)
def test_a_namesake_is_of_the_country_it_lies_in(text: str, words: str, country: str, analyse: Analyse) -> None:
    assert actor_of(analyse(text, published="2018-05-04"), words)[0] == country


@pytest.mark.parametrize(("text", "words", "sectors"), SECTORS)
def test_whose_office_it_is(text: str, words: str, sectors: tuple[str, ...], analyse: Analyse) -> None:
    assert actor_of(analyse(text, published="2018-05-04"), words)[1] == sectors


def actor_of(analysis: Analysis, words: str) -> tuple[str | None, tuple[str, ...]]:
    """Country and sectors of the first mention that ends in the words."""
    actors = {a.id: a for a in analysis.actors}
    found = next(m for m in analysis.mentions if m.span.of(analysis.document.text).endswith(words))
    return actors[found.actor_ids[0]].country, actors[found.actor_ids[0]].sectors
