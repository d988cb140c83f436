"""Small reports built by hand: no model is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from eventcoder.knowledge.stories import StoryKnowledge, load_stories
from eventcoder.schema import Coded, Count, Document, Event, EventDate, EventPlace, Participant, Span, Versions
from eventcoder.stories import Report
from eventcoder.stories.items import Item, MakeItems
from eventcoder.stories.reports import reports_of

MakeReport = Callable[..., Coded]
MakeItem = Callable[..., Item]
PEOPLE = {
    "lavrov": Participant("per:lavrov_sergei", "Sergei Lavrov", "RUS", ("GOV",), None),
    "putin": Participant("per:putin_vladimir", "Vladimir Putin", "RUS", ("GOV",), None),
    "cavusoglu": Participant("per:cavusoglu_mevlut", "Mevlüt Çavuşoğlu", "TUR", ("GOV",), None),
    "erdogan": Participant("per:erdogan_recep_tayyip", "Recep Tayyip Erdoğan", "TUR", ("GOV",), None),
    "russia": Participant("cty:RUS", "Russia", "RUS", (), None),
    "moscow": Participant("cty:RUS.gov", "Government of Russia", "RUS", ("GOV",), None),
    "turkey": Participant("cty:TUR", "Turkey", "TUR", (), None),
    "mfa": Participant("ins:rus_mfa", "Foreign Ministry", "RUS", ("GOV",), None),
    "army": Participant("RUS.ins:generic_army", "army", "RUS", ("MIL",), None),
    "gunmen": Participant("SOM.UAF:gunmen", "gunmen", "SOM", ("UAF",), None),
    "shabab": Participant("grp:al_shabaab", "al-Shabaab", "SOM", ("REB",), None),
    "people": Participant("SOM.CVL:people", "people", "SOM", ("CVL",), None),
    "soldiers": Participant("SOM.MIL:soldiers", "soldiers", "SOM", ("MIL",), None),
    "norway": Participant("cty:NOR", "Norway", "NOR", (), None),
    "unknown": Participant("XXX.CVL:civilians", "civilians", None, ("CVL",), None),
}
PLACES = {
    "mogadishu": ("Mogadishu", "SOM", 2.04, 45.34),
    "kismayo": ("Kismayo", "SOM", -0.36, 42.55),
    "sochi": ("Sochi", "RUS", 43.6, 39.73),
    "ankara": ("Ankara", "TUR", 39.92, 32.85),
}


@pytest.fixture(scope="session")
def known() -> StoryKnowledge:
    """The built-in knowledge of stories."""
    return load_stories()


def place(name: str, basis: str = "clause") -> EventPlace:
    shown, country, latitude, longitude = PLACES[name]
    return EventPlace(shown, country, latitude, longitude, None, "city", basis, Span(0, 1))  # type: ignore[arg-type]


def event(text: str, trigger: str, n: int = 0, **given: Any) -> Event:
    """An event whose sentence is the whole text; source, target and place by their short names."""
    at = text.index(trigger)
    day = given.pop("day", None)
    basis = given.pop("basis", "relative")
    fields: dict[str, Any] = {
        "id": f"e{n}",
        "document_id": "d",
        "event_type": "CONSULT",
        "modes": (),
        "contexts": (),
        "cameo": None,
        "quad": 1,
        "plover_score": None,
        "goldstein": None,
        "source": (),
        "target": (),
        "status": "asserted",
        "reciprocal": False,
        "date": EventDate(day, day, "day", basis, None) if day else None,
        "place": None,
        "reported_by": (),
        "counts": (),
        "trigger": Span(at, at + len(trigger)),
        "sentence": Span(0, len(text)),
        "statement_id": None,
        "retells": None,
        "evidence": (),
    }
    for role in ("source", "target"):
        given[role] = tuple(PEOPLE[name] for name in given.get(role, "").split())
    if isinstance(given.get("place"), str):
        given["place"] = place(*given["place"].split("/"))
    if "killed" in given:
        killed = given.pop("killed")
        given["counts"] = (Count("killed", killed, killed, Span(0, 1)),)
    if given.get("event_type") == "ASSAULT":
        given["quad"] = 4
    return Event(**(fields | given))


def report(name: str, text: str, *events: Event, published: str | None = None, outlet: str | None = None) -> Coded:
    """A coded report with these events."""
    document = Document(name, text, published=published, source=outlet)
    own = tuple(replace(e, document_id=name) for e in events)
    return Coded(document, Versions("1.0", "0", "0", "0"), own, (), (), (), ())


def one(coded: Coded) -> Report:
    """The report of coded records."""
    return reports_of([coded])[0]


@pytest.fixture(scope="session")
def item(known: StoryKnowledge) -> MakeItem:
    """Build one event as it is compared: ``item("text", "trigger", source="lavrov", ...)``."""
    make = MakeItems(known)
    made = iter(range(10**6))

    def build(text: str, trigger: str, published: str = "2022-11-01", **given: Any) -> Item:
        n = next(made)
        return make(one(report(f"d{n}", text, event(text, trigger, n, **given), published=published)))[0]

    return build
