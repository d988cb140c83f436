"""The bundled samples are well-formed, varied, and say what their text says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

import pytest

from eventcoder.knowledge import load_knowledge
from eventcoder.knowledge.ontology import Ontology
from eventcoder.samples import load_sample, sample_names

_NAMES: Final = sample_names()
_CHANNELS: Final = {
    None,
    "call",
    "meeting",
    "interview",
    "press conference",
    "briefing",
    "speech",
    "post",
    "statement",
    "letter",
    "testimony",
    "broadcast",
    "report",
}
_RESOLUTIONS: Final = {"day", "week", "month", "season", "quarter", "year", "decade", "century", "interval"}
_ABOVE_STATES: Final = {"UNO", "IGO", "NGO", "EUR", "IMG", "ISM", "MNC"}
_REGIONS: Final = {
    "Africa": {"ETH", "NER", "RWA", "ZAF", "GMB", "NGA", "SEN", "KEN"},
    "Americas": {"CHL", "ECU", "MEX", "VEN", "USA"},
    "Asia": {"CHN", "NPL", "IND", "JPN", "MMR", "KOR", "PAK", "PHL"},
    "Europe": {"GBR", "ALB", "FRA", "UKR", "RUS"},
    "Middle East": {"SAU", "IRN", "LBN", "ISR", "YEM"},
    "Oceania": {"AUS", "SLB", "TLS"},
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_knowledge().ontology


def _events(about: dict[str, Any]) -> list[dict[str, Any]]:
    return [*about["events"], *about["optional_events"]]


def _statements(about: dict[str, Any]) -> list[dict[str, Any]]:
    return [*about["statements"], *about["optional_statements"]]


def test_there_are_enough_samples():
    assert len(_NAMES) >= 26
    assert len({name[:2] for name in _NAMES}) == len(_NAMES)


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError, match="sample_names"):
        load_sample("00_nothing")


@pytest.mark.parametrize("name", _NAMES)
def test_length_and_metadata(name):
    text, about = load_sample(name)
    assert 80 <= len(text.split()) <= 200
    assert about["id"] == name
    assert 1990 <= date.fromisoformat(about["published"]).year <= 2024
    assert about["source"]
    assert len(about["publisher_country"]) == 3


@pytest.mark.parametrize("name", _NAMES)
def test_spans_hold_the_words(name):
    text, about = load_sample(name)
    spans = [(e["trigger_span"], e["trigger"]) for e in _events(about)]
    spans += [(s["cue"], s["cue_text"]) for s in _statements(about)]
    for statement in _statements(about):
        spans += zip(statement["content"], statement["content_text"], strict=True)
    spans += [(r["span"], r["text"]) for key in ("actors", "dates", "places") for r in about[key]]
    assert [words for (start, end), words in spans if text[start:end] != words] == []
    assert all(words == words.strip() for _, words in spans)


@pytest.mark.parametrize("name", _NAMES)
def test_events_use_the_ontology(name, ontology):
    _, about = load_sample(name)
    for event in _events(about):
        types = [event["type"], *event.get("type_alt", [])]
        assert set(types) <= set(ontology.types), event
        assert event["mode"] is None or (event["type"], event["mode"]) in ontology.modes, event
        known = {mode for event_type, mode in ontology.modes if event_type in types} | {None}
        assert set(event.get("mode_alt", [])) <= known, event
        assert {event["factuality"], *event.get("factuality_alt", [])} <= set(ontology.statuses), event
        assert event["cameo"] in ontology.cameo, event
        assert event.get("same_story_as") is None or 0 <= event["same_story_as"] < len(about["events"])


@pytest.mark.parametrize("name", _NAMES)
def test_actors_use_known_countries_and_sectors(name, ontology):
    _, about = load_sample(name)
    countries = _known_countries() | _ABOVE_STATES
    for code in (c for e in _events(about) for role in ("source", "target") for c in e[role]):
        country, *sectors = code.split()
        assert country in countries, code
        assert set(sectors) <= set(ontology.sectors), code
    for actor in about["actors"]:
        assert actor["country"] in countries, actor
        assert set(actor["sectors"]) <= set(ontology.sectors), actor


def _known_countries() -> set[str]:
    return {country.code for country in load_knowledge().actors.countries.values()}


@pytest.mark.parametrize("name", _NAMES)
def test_statements_have_known_kinds_and_channels(name):
    _, about = load_sample(name)
    for statement in _statements(about):
        assert statement["kind"] in {"direct", "indirect", "mixed"}
        assert statement["channel"] in _CHANNELS
        quoted = any(mark in text for text in statement["content_text"] for mark in '"“”')
        assert quoted == (statement["kind"] == "mixed"), statement


@pytest.mark.parametrize("name", _NAMES)
def test_dates_are_intervals_of_days(name):
    _, about = load_sample(name)
    for found in about["dates"]:
        start, end = date.fromisoformat(found["start"]), date.fromisoformat(found["end"])
        assert start <= end
        assert found["resolution"] in _RESOLUTIONS
        assert (start == end) == (found["resolution"] == "day"), found


def test_sport_and_business_give_nothing():
    for name in ("31_sport_doha", "32_business_copenhagen"):
        _, about = load_sample(name)
        assert _events(about) == []
        assert _statements(about) == []


def test_background_is_historical():
    _, about = load_sample("33_background_falklands")
    told = {e["factuality"] for e in about["events"]}
    assert told <= {"historical", "requested"}


def test_every_event_type_and_most_statuses_occur(ontology):
    events = [e for name in _NAMES for e in load_sample(name)[1]["events"]]
    types = Counter(e["type"] for e in events)
    assert set(types) == set(ontology.types)
    assert min(types.values()) >= 2, types
    assert {e["factuality"] for e in events} >= {"asserted", "negated", "future", "historical", "requested"}
    assert len({(e["type"], e["mode"]) for e in events if e["mode"]}) >= 30


def test_every_region_and_decade_occurs():
    regions: Counter[str] = Counter()
    decades: Counter[str] = Counter()
    for name in _NAMES:
        _, about = load_sample(name)
        told = {code[:3] for e in about["events"] for role in ("source", "target") for code in e[role]}
        regions.update(region for region, countries in _REGIONS.items() if told & countries)
        decades[about["published"][:3]] += 1
    assert min(regions[region] for region in _REGIONS) >= 3, regions
    assert set(decades) == {"199", "200", "201", "202"}


def test_kinds_and_channels_vary():
    statements = [s for name in _NAMES for s in load_sample(name)[1]["statements"]]
    kinds = Counter(s["kind"] for s in statements)
    assert min(kinds.values()) >= 15, kinds
    assert len({s["channel"] for s in statements}) >= 8
    assert any(s["via"] for s in statements)
