"""Scorers on small gold made by hand: each figure can be counted by eye."""

from __future__ import annotations

from typing import Any

import pytest

from eventcoder.scoring import SCORERS, Options, key_of, score
from eventcoder.scoring.geo import distance_km
from eventcoder.scoring.names import channel_of, same_name, same_speakers, sentence_ends, sentence_of
from eventcoder.scoring.speech import is_speech

Records = list[dict[str, Any]]


def figures(task: str, gold: Records, found: Records, **options: Any) -> dict[str, float | None]:
    return {f.name: f.value for f in score(task, gold, found, Options(**options))}


@pytest.mark.parametrize("task", SCORERS)
def test_no_gold_gives_no_error(task: str) -> None:
    assert isinstance(score(task, [], []), list)


def test_a_record_is_known_by_id_or_document() -> None:
    assert (key_of({"id": 3, "doc_id": "d"}), key_of({"doc_id": "d"})) == ("3", "d")
    with pytest.raises(KeyError):
        key_of({})


def test_pairs() -> None:
    gold = [
        {"id": "1", "root": "YIELD"},
        {"id": "2", "root": "AID"},
        {"id": "3", "root": "AID"},
        {"id": "4", "root": "AID"},
    ]
    found = [
        {"id": "1", "event_type": "RETREAT"},
        {"id": "2", "event_type": "COOPERATE"},
        {"id": "3", "event_type": None},
    ]
    got = figures("pairs", gold, found)
    assert (got["accuracy"], got["quad accuracy"], got["answered"]) == (0.25, 0.5, 0.5)
    assert (got["F1 YIELD"], got["F1 AID"], got["macro-F1"]) == (1.0, 0.0, 0.5)


def event(event_type: str | None, source: Any, target: Any, **more: Any) -> dict[str, Any]:
    return {"event": event_type, "source": source, "target": target, **more}


GSR = {"id": "1", "event_2021": "ACCUSE", "event_2021_alt": ["REJECT"], "source": ["USAGOV"], "target": ["IRN"]}


@pytest.mark.parametrize(
    ("found", "figure", "value"),
    [
        ([event("ACCUSE", "USAGOV", "IRN")], "tuple, country+sector", 1),
        ([event("ACCUSE", "USAMIL", "IRNGOV")], "tuple, country+sector", 0),
        ([event("ACCUSE", "USAMIL", "IRNGOV")], "tuple, country", 1),
        ([event("DISAPPROVE", {"country": "USA"}, ["X", "IRN"])], "tuple, country", 1),
        ([event("REJECT", "USA", "IRN")], "tuple, country", 1),
        ([event("REJECT", "USA", "IRN")], "type, micro F1", 1),
        ([event("ASSAULT", "USA", "IRN")], "tuple, country", 0),
        ([event("ASSAULT", "USA", "IRN")], "source country", 1),
        ([event("THREATEN", "USA", "IRN")], "quad, any event", 1),
        ([event(None, "USA", "IRN", cameo="112")], "type, any event", 1),
        ([event(None, "USA", "IRN", cameo="010")], "type, any event", 0),
        ([event("ACCUSE", "USA", "IRN"), event("AID", "USA", "IRN")], "type, micro P", 0.5),
        ([], "type, micro R", 0),
    ],
)
def test_sentences_with_one_event(found: Records, figure: str, value: float) -> None:
    got = figures("sentences", [GSR], [{"id": "1", "events": found}], cameo_types={"11": "ACCUSE"})
    assert got[figure] == pytest.approx(value)


def test_strict_sentences_take_no_alternative() -> None:
    found = [{"id": "1", "events": [event("REJECT", "USA", "IRN")]}]
    assert figures("sentences", [GSR], found, is_strict=True)["type, micro F1"] == 0


def test_a_reciprocal_event_may_be_told_either_way() -> None:
    gold = GSR | {"event_2021": "CONSULT", "reciprocal": True}
    found = [{"id": "1", "events": [event("CONSULT", "IRN", "USAGOV")]}]
    assert figures("sentences", [gold], found)["tuple, country+sector"] == 1


def test_sentences_without_events_must_stay_silent() -> None:
    gold = [{"id": "1", "events": []}, {"id": "2", "events": []}, {"id": "3", "error": "dateline", "events": []}]
    got = figures("sentences", gold, [{"id": "2", "events": [event("AID", "USA", "IRN")]}])
    assert (got["no event"], got["records"]) == (0.5, 2)


def test_marked_words() -> None:
    gold = [{"id": "1", "text": "", "source_text": ["the US army"], "target_text": ["rebels"], "quad": "MK"}]
    found = [
        {"id": "1", "events": [{"event": "ASSAULT", "source_text": ["US army"], "target_text": ["Iraq"], "quad": "MK"}]}
    ]
    got = figures("sentences", gold, found)
    assert (got["source words F1"], got["target words F1"], got["pair"], got["quad among events"]) == (1, 0, 0, 1)


def test_actors() -> None:
    base = {"method": "agent_to_code", "status": "active", "needs_wikipedia": "no"}
    gold = [
        base | {"id": "1", "expect": {"country": "USA", "code_1": "MIL"}},
        base | {"id": "2", "expect": {"country": "", "code_1": "IGO"}},
        base | {"id": "3", "expect": {"code_1": "?"}},
        base | {"id": "4", "status": "skipped", "expect": {"country": "USA"}},
    ]
    found = [{"id": "1", "country": "USA", "sector": "GOV"}, {"id": "2", "country": "IGO", "sector": None}]
    got = figures("actors", gold, found)
    assert (got["country, all"], got["sector, all"], got["both, all"]) == (0.5, 0.5, 0)


def test_joined_actors() -> None:
    gold = [{"id": "1", "expect_actors": ["b", "a"]}, {"id": "2", "expect_actors": ["a"]}]
    found = [{"id": "1", "actors": ["a", "b"]}, {"id": "2", "actors": ["a", "b"]}]
    assert figures("multiple", gold, found)["exact"] == 0.5


TEXT = 'Roy said: "We will go." He hopes so.'


def spans(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def test_quotes() -> None:
    gold = {"source": spans("Roy"), "cue": spans("said"), "content": spans("We will go")}
    belief = {"source": spans("He"), "cue": spans("hopes"), "content": spans("so")}
    half = {"source": spans("Roy"), "cue": spans("said"), "content": spans('"We will go." He')}
    records = [{"doc_id": "d", "text": TEXT, "attributions": [gold, belief]}]
    got = figures("quotes", records, [{"doc_id": "d", "attributions": [half]}])
    assert (got["cue overlap, all R"], got["cue overlap, speech R"], got["cue overlap, all P"]) == (0.5, 1, 1)
    assert (got["content exact, speech F1"], got["content partial, speech F1"]) == (0, 1)
    assert (got["attribution exact, all R"], got["source+content partial, speech F1"]) == (0, 1)
    assert got["content partial, direct R"] == 1
    assert got["speaker given content"] == 1


def test_predictions_in_dropped_text_do_not_count() -> None:
    found = {"source": [], "cue": spans("hopes"), "content": spans("so")}
    records = [{"doc_id": "d", "text": TEXT, "attributions": [], "discard": spans("He hopes so")}]
    counts = [f.counts for f in score("quotes", records, [{"doc_id": "d", "attributions": [found]}])]
    assert counts[0] == "gold 0 predicted 0"


@pytest.mark.parametrize(
    ("cue", "is_one"),
    [
        ("said", True),
        ("told reporters", True),
        (":", True),
        ("pointed out", True),
        ("announced", True),
        ("hopes", False),
    ],
)
def test_cues_of_speech(cue: str, is_one: bool) -> None:
    assert is_speech(cue) is is_one


def place(start: int, end: int, lat: float | None, lon: float | None, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "lat": lat, "lon": lon, "type": "Literal", "optional": False, **more}


def test_places() -> None:
    gold = [
        {
            "doc_id": "d",
            "text": "",
            "toponyms": [
                place(0, 5, 0, 0),
                place(10, 15, 0, 0, geonameid="7"),
                place(20, 25, None, None, optional=True),
            ],
        }
    ]
    found = [{"doc_id": "d", "toponyms": [place(0, 5, 1, 0), place(9, 15, 50, 0, geonameid=7), place(20, 25, 1, 1)]}]
    got = figures("geo", gold, found)
    assert (got["found, overlap F1"], got["found, exact P"]) == (1, 0.5)
    assert (got["within 161 km, all"], got["within 161 km or same id, all"], got["same GeoNames id"]) == (0.5, 1, 1)
    nothing = figures("geo", gold, [])
    assert (nothing["within 161 km, all"], nothing["error curve, all (0 best)"]) == (0, 1)


def test_distances() -> None:
    assert distance_km(0, 0, 0, 0) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)


def test_dates() -> None:
    gold = [
        {"id": "1", "start": "2021-07-01", "end": "2021-07-31", "resolution": "month"},
        {"id": "2", "start": None, "end": None, "resolution": None},
    ]
    got = figures("dates", gold, [{"id": "1", "start": "2021-07-01", "end": "2021-07-30", "resolution": "month"}])
    assert (got["interval"], got["start"], got["end"], got["resolution"]) == (0.5, 1, 0.5, 1)


REPORT = "France expelled two envoys. Roy said it was a mistake. He left."


def at(words: str) -> list[int]:
    start = REPORT.index(words)
    return [start, start + len(words)]


def gold_report() -> dict[str, Any]:
    return {
        "id": "r",
        "text": REPORT,
        "events": [
            {
                "type": "SANCTION",
                "mode": "expel",
                "source": ["FRA GOV"],
                "target": ["RUS GOV"],
                "cameo": "166",
                "date": "2021-07",
                "factuality": "asserted",
                "trigger_span": at("expelled"),
            }
        ],
        "optional_events": [{"type": "RETREAT", "trigger_span": at("left")}],
        "statements": [
            {
                "speakers": ["Anne Roy"],
                "cue": at("said"),
                "content": [at("it was a mistake")],
                "kind": "indirect",
                "channel": "press conference",
            }
        ],
        "actors": [{"span": at("Roy"), "name": "Anne Roy", "country": "FRA", "sectors": ["GOV"]}],
    }


def test_gold_reports_are_all_right() -> None:
    gold = gold_report()
    found = gold | {"events": gold["events"] + gold["optional_events"]}
    got = figures("reports", [gold], [found])
    assert got.pop("event status, where not asserted") is None
    assert {name: value for name, value in got.items() if value != 1} == {}


def test_empty_reports_are_all_missed() -> None:
    got = figures("reports", [gold_report()], [])
    assert (got["events F1"], got["statements F1"], got["actor recall"], got["event stories F1"]) == (0, 0, 0, 0)


def test_an_event_of_another_type_is_another_event() -> None:
    gold = gold_report()
    wrong = gold | {"events": [gold["events"][0] | {"type": "AID"}]}
    assert figures("reports", [gold], [wrong])["events F1"] == 0
    gold["events"][0]["type_alt"] = ["AID"]
    assert figures("reports", [gold], [wrong])["events F1"] == 1


@pytest.mark.parametrize(
    ("a", "b", "is_same"),
    [
        ("Anne Roy", "Roy", True),
        ("Foreign Minister Anne Roy", "Anne Roy", True),
        ("A. Roy", "Anne Roy", True),
        ("Anne Roy", "Paul Roy", False),
        ("Anne Roy", "Anne Ray", False),
        ("Anne Roy", None, False),
        ("", "", True),
    ],
)
def test_names(a: str | None, b: str | None, is_same: bool) -> None:
    assert same_name(a, b) is is_same


def test_speakers_are_sets() -> None:
    gold = {"speakers": ["Anne Roy", "Paul Bah"], "speakers_alt": [["France"]]}
    assert same_speakers(gold, {"speakers": ["Bah", "Roy"]})
    assert same_speakers(gold, {"speakers": ["France"]})
    assert not same_speakers(gold, {"speakers": ["Roy"]})
    assert not same_speakers(gold, {})


def test_channels_have_common_names() -> None:
    assert channel_of("Phone call") == channel_of("telephone") == "call"
    assert channel_of(None) == ""


def test_sentences_by_marks_alone() -> None:
    ends = sentence_ends("Mr. Roy left. She came\nHe slept")
    assert [sentence_of(ends, offset) for offset in (4, 14, 25, 99)] == [0, 1, 2, 3]
