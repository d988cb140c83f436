"""Events of whole reports: parties, needs, doubles, counts, evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis
from eventcoder.schema import Event

Analyse = Callable[..., Analysis]


def told(events: tuple[Event, ...]) -> list[tuple[str, list[str | None], list[str | None]]]:
    """Type and the countries of both sides."""
    return [(e.event_type, [p.country for p in e.source], [p.country for p in e.target]) for e in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia attacked Georgia.", ("ASSAULT", ["RUS"], ["GEO"])),
        ("Georgia was attacked by Russia.", ("ASSAULT", ["RUS"], ["GEO"])),
        ("Moscow's shelling of Georgian villages went on.", ("ASSAULT", ["RUS"], ["GEO"])),
        ("Britain expelled two Russian diplomats.", ("SANCTION", ["GBR"], ["RUS"])),
        ("Iran rejected a French proposal.", ("REJECT", ["IRN"], ["FRA"])),
        ("Japan sent aid to Nepal.", ("AID", ["JPN"], ["NPL"])),
        ("Police in Kenya arrested ten students.", ("COERCE", ["KEN"], ["KEN"])),
        ("Peru's premier rejected Chile's decision to close the port.", ("REJECT", ["PER"], ["CHL"])),
        ("Turkish jets bombed a depot in Aleppo.", ("ASSAULT", ["TUR"], ["SYR"])),
        ("Norway gave a million dollars to feed refugees in Sudan.", ("AID", ["NOR"], ["SDN"])),
        ("The White House warned it would strike back if Iran attacked.", ("THREATEN", ["USA"], ["IRN"])),
        ("Vladimir Putin and Xi Jinping, who have backed Syria, met.", ("SUPPORT", ["RUS", "CHN"], ["SYR"])),
        ("Egypt vetoed a joint mechanism between Norway and Chad.", ("REJECT", ["EGY"], ["NOR", "TCD"])),
        ("Ankara revoked the Swedish envoys' visas.", ("SANCTION", ["TUR"], ["SWE"])),
        ("Turkey pounded Syrian towns with Russian artillery fire.", ("ASSAULT", ["TUR"], ["SYR"])),
        ("Rebels in Mali fought a long insurgency against Ghana.", ("ASSAULT", ["MLI"], ["GHA"])),
        ("The Taliban claimed responsibility for the bombing in Lahore.", ("ASSAULT", ["AFG"], ["PAK"])),
    ],
)
def test_type_and_parties(text: str, expected: tuple[str, list[str], list[str]], analyse: Analyse) -> None:
    assert expected in told(analyse(text).events)


def test_mutual_act_lists_all_parties_on_both_sides(analyse: Analyse) -> None:
    (event,) = analyse("France, Germany and Italy held talks.").events
    assert event.reciprocal
    assert {p.country for p in event.source} == {p.country for p in event.target} == {"FRA", "DEU", "ITA"}


def test_a_role_is_shown_by_the_name_and_not_by_its_pronoun(analyse: Analyse) -> None:
    text = "Hungary said it had expelled two Serbian diplomats."
    (event,) = analyse(text).events
    assert [p.span.of(text) for p in event.source if p.span] == ["Hungary"]


def test_the_state_of_a_town_is_an_actor_of_the_report(analyse: Analyse) -> None:
    analysis = analyse("Rebels shelled Aleppo.")
    (event,) = analysis.events
    assert [p.actor_id for p in event.target] == ["cty:SYR"]
    assert "cty:SYR" in {a.id for a in analysis.actors}


def test_two_sides_of_a_mutual_act_stay_apart(analyse: Analyse) -> None:
    (event,) = analyse("France held talks with Germany.").events
    assert ([p.country for p in event.source], [p.country for p in event.target]) == (["FRA"], ["DEU"])


@pytest.mark.parametrize(
    "text",
    [
        "She talks to a woman in the kitchen.",
        "The dog bit a man.",
        "A man shot a deer.",
        "The storm hit the French coast.",
        "The bank met the needs of French farmers.",
    ],
)
def test_private_matters_and_nature_are_no_events(text: str, analyse: Analyse) -> None:
    assert analyse(text).events == ()


def test_own_things_are_no_target(analyse: Analyse) -> None:
    (event,) = analyse("Israel sent its troops to the border.").events
    assert event.event_type == "MOBILIZE"
    assert not any(p.country == "ISR" for p in event.target)


def test_the_result_of_an_act_is_not_told_twice(analyse: Analyse) -> None:
    events = analyse("Russia attacked Georgia, killing twelve soldiers.").events
    assert [e.event_type for e in events] == ["ASSAULT"]


def test_the_cause_of_a_protest_names_its_target(analyse: Analyse) -> None:
    events = analyse("Students in Chile staged a protest and demanded the resignation of the president.").events
    assert [e.event_type for e in events] == ["PROTEST"]


def test_counts_come_with_their_words(analyse: Analyse) -> None:
    text = "Rebels killed twelve soldiers in Mali."
    (event,) = analyse(text).events
    (count,) = event.counts
    assert (count.kind, count.low, count.high, count.span.of(text)) == ("killed", 12, 12, "twelve")


def test_at_least_leaves_the_count_open(analyse: Analyse) -> None:
    (event,) = analyse("Rebels killed at least 1,200 soldiers in Mali.").events
    assert [(c.low, c.high) for c in event.counts] == [(1200, None)]


def test_a_retelling_points_at_the_first_telling(analyse: Analyse) -> None:
    events = analyse("Russia attacked Georgia.\n\nAs said, Russia attacked Georgia.").events
    assert [e.retells for e in events] == [None, events[0].id]


def test_every_field_has_its_evidence(analyse: Analyse) -> None:
    (event,) = analyse("On Monday Russia attacked Georgia.", published="2021-07-16").events
    assert {"event_type", "source", "target", "status"} <= {e.field for e in event.evidence}
    assert event.evidence[0].knowledge is not None
    assert event.evidence[0].knowledge.startswith("events/lexicon_")


def test_a_silent_sentence_says_why(analyse: Analyse) -> None:
    (silence,) = analyse("The French company released figures.").silences
    assert silence.reasons[0].rule == "no.release.v.document"


def test_ids_depend_on_text_and_place_only(analyse: Analyse) -> None:
    first, second = (analyse("Russia attacked Georgia.").events for _ in range(2))
    assert [e.id for e in first] == [e.id for e in second]
