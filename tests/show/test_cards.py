"""Cards and marked text for the terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pytest

from eventcoder.schema import Coded, Count, EventDate, Participant, Span
from eventcoder.show.annotations import Annotation, annotations_of, segments_of
from eventcoder.show.cards import describe_count, describe_date, describe_place, report_cards
from eventcoder.show.marked import legend, marked_report
from eventcoder.show.quotes import QuoteFilter
from eventcoder.show.terminal import console


def printed(parts: Iterable[object], width: int = 200) -> str:
    stream = io.StringIO()
    out = console(stream, width=width)
    for part in parts:
        out.print(part)
    return stream.getvalue()


def test_cards_show_who_did_what_to_whom_when_and_where(coded: Coded) -> None:
    shown = printed(report_cards(coded))
    for words in (
        "1 event, 1 statement, 4 actors",
        "SANCTION / expel  CAMEO 166",
        "France [FRA] → Russian envoys [RUSGOV]",
        "2021-07-15 (day, relative)  ·  Paris, FRA (city, clause)",
        "killed at least 3  ·  contexts: diplomatic  ·  reported by Anne Roy [FRAGOV]",
        "Anne Roy [FRAGOV]  told → RFI [FRAJRN]  direct  interview",
        "We regret it",
        "FRAGOV    Anne Roy, foreign minister",
    ):
        assert words in shown


def test_a_mutual_event_among_several_says_so(coded: Coded) -> None:
    e = coded.events[0]
    both = (*e.source, *e.target)
    mutual = replace(coded, events=(replace(e, source=both, target=both, reciprocal=True),))
    assert "France [FRA], Russian envoys [RUSGOV]  with each other" in printed(report_cards(mutual))


def test_actors_without_country_and_sector_are_only_counted(coded: Coded) -> None:
    unknown = replace(coded.actors[0], id="unk:x", name="Nobody", country=None)
    shown = printed(report_cards(replace(coded, actors=(*coded.actors, unknown))))
    assert "Nobody" not in shown
    assert "and 1 without country and sector" in shown


def test_status_is_shown_unless_asserted(coded: Coded) -> None:
    future = replace(coded, events=(replace(coded.events[0], status="future"),))
    assert "future" in printed(report_cards(future))
    assert "asserted" not in printed(report_cards(coded))


def test_control_characters_of_a_name_do_not_reach_the_terminal(coded: Coded) -> None:
    evil = Participant("x", "\x1b]0;title\x07", "FRA", (), None)
    assert "\x1b" not in printed(report_cards(replace(coded, events=(replace(coded.events[0], source=(evil,)),))))


@pytest.mark.parametrize(
    ("low", "high", "words"), [(3, 3, "killed 3"), (3, None, "killed at least 3"), (3, 5, "killed 3 to 5")]
)
def test_counts_in_words(low: int, high: int | None, words: str) -> None:
    assert describe_count(Count("killed", low, high, Span(0, 1))) == words


def test_absent_dates_and_places_are_none() -> None:
    assert describe_date(None) is None
    assert describe_place(None) is None
    assert (
        describe_date(EventDate(None, "2021-07-01", "month", "explicit", None)) == "? to 2021-07-01 (month, explicit)"
    )


def test_marked_text_is_the_text_with_labels(coded: Coded) -> None:
    shown = printed([marked_report(coded)])
    assert "expelled[SANCTION e01234567] two Russian envoys" in shown
    assert "told[direct sfedcba98] RFI" in shown
    bare = shown.replace("[SANCTION e01234567]", "").replace("[direct sfedcba98]", "")
    assert bare.rstrip("\n") == coded.document.text.rstrip("\n")
    assert "trigger" in legend().plain


def test_every_role_of_the_records_is_annotated(coded: Coded) -> None:
    roles = {a.role for a in annotations_of(coded)}
    assert {"trigger", "source", "target", "reporter", "date", "place", "count", "cue", "speaker", "addressee"} <= roles
    assert {"content", "channel", "mention", "dateline"} <= roles


def test_segments_cover_the_text_once_with_all_annotations() -> None:
    annotations = [Annotation(Span(0, 4), "a", "1"), Annotation(Span(2, 6), "b", "2"), Annotation(Span(2, 4), "c", "3")]
    found = [(s.start, s.end, "".join(a.role for a in s.annotations)) for s in segments_of(8, annotations)]
    assert found == [(0, 2, "a"), (2, 4, "abc"), (4, 6, "b"), (6, 8, "")]


@pytest.mark.parametrize(
    ("wanted", "n"),
    [
        (QuoteFilter(), 1),
        (QuoteFilter(speaker="roy"), 1),
        (QuoteFilter(speaker="fragov"), 1),
        (QuoteFilter(speaker="FRA"), 1),
        (QuoteFilter(speaker="RUS"), 0),
        (QuoteFilter(about="Diplomatic"), 1),
        (QuoteFilter(about="regret  it"), 1),
        (QuoteFilter(about="rain"), 0),
        (QuoteFilter(channel="INTERVIEW"), 1),
        (QuoteFilter(cue_class="commitment"), 0),
        (QuoteFilter(channel="call"), 0),
        (QuoteFilter(addressee="Nobody"), 0),
        (QuoteFilter(due_to="2021-12-31"), 0),
        (QuoteFilter(kind="indirect"), 0),
        (QuoteFilter(speaker="roy", channel="interview", kind="direct", about="regret"), 1),
    ],
)
def test_statements_are_chosen(coded: Coded, wanted: QuoteFilter, n: int) -> None:
    assert len(wanted.of(coded)) == n
