"""Which place a name means, by what the report says around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis, PlacedToponym, Toponym
from eventcoder.knowledge.places import Places, load_places
from eventcoder.resolve.places import ResolvePlaces
from eventcoder.schema import Document, Span

Analyse = Callable[..., Analysis]


def placed(analysis: Analysis, words: str) -> PlacedToponym:
    text = analysis.document.text
    return next(p for p in analysis.places if p.span.of(text) == words)


@pytest.mark.parametrize(
    ("text", "words", "precision", "country", "near"),
    [
        ("A bomb went off in Paris on Friday.", "Paris", "city", "FRA", (48.9, 2.3)),
        ("A storm hit Paris, Texas, on Friday.", "Paris", "city", "USA", (33.7, -95.6)),
        ("Mayors met in London, Ontario, on Friday.", "London", "city", "CAN", (43.0, -81.2)),
        ("Ministers met in London on Friday.", "London", "city", "GBR", (51.5, -0.1)),
        ("Troops entered Tripoli in northern Lebanon.", "Tripoli", "city", "LBN", (34.4, 35.8)),
        ("Militias in Libya fought for Tripoli.", "Tripoli", "city", "LBY", (32.9, 13.2)),
        ("Flooding struck Hyderabad, Sindh, on Sunday.", "Hyderabad", "city", "PAK", (25.4, 68.4)),
        ("Police in Hyderabad, India, said so.", "Hyderabad", "city", "IND", (17.4, 78.5)),
        ("Talks between Georgia and Russia began in Tbilisi.", "Georgia", "country", "GEO", (42.0, 43.5)),
        ("Voters in Georgia, Alabama and Florida went to the polls.", "Georgia", "admin1", "USA", (32.8, -83.5)),
        ("Mexico closed its border.", "Mexico", "country", "MEX", (23.0, -102.0)),
        ("Rebels shelled Idlib province.", "Idlib", "admin1", "SYR", (35.8, 36.7)),
        ("Fires burn across Alberta and British Columbia.", "Alberta", "admin1", "CAN", (52.3, -115.8)),
        ("Migrants crossed the Mediterranean.", "Mediterranean", "region", None, (35.0, 20.0)),
        ("Chinese ships passed Okinawa.", "Chinese", "country", "CHN", (35.0, 105.0)),
        ("Soldiers patrolled the Gaza Strip.", "Gaza Strip", "region", "PSE", (31.4, 34.4)),
        ("Officials in Barrie, Ont., resigned.", "Barrie", "city", "CAN", (44.4, -79.7)),
    ],
)
def test_place_of_a_name(
    analyse: Analyse, text: str, words: str, precision: str, country: str | None, near: tuple[float, float]
) -> None:
    place = placed(analyse(text), words).place
    assert (place.precision, place.country) == (precision, country)
    assert place.latitude == pytest.approx(near[0], abs=1.0)
    assert place.longitude == pytest.approx(near[1], abs=1.0)


def test_the_publishers_country_decides_between_equals(analyse: Analyse) -> None:
    text = "Two men were arrested in Hamilton on Friday."
    assert placed(analyse(text, country="NZL"), "Hamilton").place.country == "NZL"
    assert placed(analyse(text, country="CAN"), "Hamilton").place.country == "CAN"


def test_one_sense_in_a_report(analyse: Analyse) -> None:
    text = "A storm hit Paris, Texas, on Friday. In Paris, roofs were torn off."
    found = [p.place.country for p in analyse(text).places if p.place.name == "Paris"]
    assert found == ["USA", "USA"]


def test_the_rule_is_named(analyse: Analyse) -> None:
    assert placed(analyse("A storm hit Paris, Texas, on Friday."), "Paris").rule == "places.contained"


def test_the_dateline_is_the_basis(analyse: Analyse) -> None:
    text = "QUETTA, May 3 (Reuters) - Two soldiers were killed on Tuesday."
    place = placed(analyse(text), "QUETTA")
    assert (place.use, place.place.basis, place.place.country) == ("dateline", "dateline", "PAK")


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places()


def _toponym(start: int, name: str, asked: str | None = None) -> Toponym:
    return Toponym(Span(start, start + len(name)), name, is_adjective=False, use="place", asked=asked)


def test_an_unlisted_building_lies_in_the_town_named_before(places: Places) -> None:
    toponyms = [_toponym(0, "Multan"), _toponym(20, "Xyzzy Hall", "facility")]
    found = ResolvePlaces(places).resolve(toponyms, Document("x", "x" * 40))
    assert [(p.place.name, p.rule) for p in found] == [("Multan", "places.size"), ("Multan", "places.around")]


def test_what_nobody_knows_is_left_out(places: Places) -> None:
    toponyms = [_toponym(0, "Qwertzistan"), _toponym(20, "Xyzzy Hall", "facility")]
    assert ResolvePlaces(places).resolve(toponyms, Document("x", "x" * 40)) == ()


def test_nothing_is_put_at_zero(places: Places) -> None:
    names = ["Paris", "Null Island", "Gulf of Guinea", "Accra", "Tema"]
    toponyms = [_toponym(20 * n, name) for n, name in enumerate(names)]
    for p in ResolvePlaces(places).resolve(toponyms, Document("x", "x" * 200)):
        assert (p.place.latitude, p.place.longitude) != (0, 0)
