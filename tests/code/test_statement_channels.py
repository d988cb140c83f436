"""Through which channel, to whom, where and through whom it was said; speakers resolved by the whole coder."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis

Analyse = Callable[..., Analysis]

CHANNELS = [
    ("Russia said in a statement that the road was open.", "said", "statement"),
    ("Russia said on Twitter that the road was open.", "said", "post"),
    ("Russia tweeted that the road was open.", "tweeted", "post"),
    ("Russia's foreign minister said at a briefing that the road was open.", "said", "briefing"),
    ("The road was open, Russia's foreign minister said in an interview.", "said", "interview"),
    ("Putin told Erdogan in a phone call that the road was open.", "told", "call"),
    ("In a telephone conversation with Erdogan, Putin stressed the need for talks.", "stressed", "call"),
    ("Putin told the parliament in a speech that the road was open.", "told", "speech"),
    ("At a news conference in Moscow, Lavrov said the road was open.", "said", "press conference"),
    ("France said in a letter to the UN that the road was open.", "said", "letter"),
    ("The general said on state television that the road was open.", "said", "broadcast"),
    ("The colonel testified that the road was open.", "testified", "testimony"),
    ("A statement by the ministry said the road was open.", "said", "statement"),
    ("Briefing the senate, Blinken warned of a new war.", "warned of", "briefing"),
    ("Russia said the road was open.", "said", None),
    ("Russia said the statement was false.", "said", None),
    ("Russia said the interview with Iran was a mistake.", "said", None),
]


@pytest.mark.parametrize(("text", "cue", "channel"), CHANNELS, ids=[t[:50] for t, _, _ in CHANNELS])
def test_channel(text: str, cue: str, channel: str | None, analyse: Analyse) -> None:
    found = {s.cue.of(text): s for s in analyse(text).statements}
    assert found[cue].channel == channel
    assert (found[cue].channel_span is None) == (channel is None)


ADDRESSEES = [
    ("Russia told Iran that the road was open.", "told", ["Iran"]),
    ("Russia assured Iran and Iraq that the road was open.", "assured", ["Iran", "Iraq"]),
    ("Russia was told by Iran that the road was open.", "told", ["Russia"]),
    ("Russia urged Iran to open the road.", "urged", ["Iran"]),
    ("Russia called on Iran to open the road.", "called on", ["Iran"]),
    ("Russia said in a phone call with Iran that the road was open.", "said", ["Iran"]),
    ("Russia said the road was open.", "said", []),
    ("Russia condemned Iran.", "condemned", []),
]


@pytest.mark.parametrize(("text", "cue", "names"), ADDRESSEES, ids=[t[:50] for t, _, _ in ADDRESSEES])
def test_addressees(text: str, cue: str, names: list[str], analyse: Analyse) -> None:
    found = next(s for s in analyse(text).statements if s.cue.of(text).endswith(cue))
    assert [p.name for p in found.addressees] == names


SPEAKERS = [
    ("Russia and China said the road was open.", ["Russia", "China"]),
    ("Iran's claim that the road was open was false.", ["Iran"]),
    ("The road was open, according to Iran.", ["Iran"]),
    ("Iran, which had left, said the road was open.", ["Iran"]),
    ("Iran promised aid, adding that the road was open.", ["Iran", "Iran"]),
    ("It was reported that the road was open.", []),
]


@pytest.mark.parametrize(("text", "names"), SPEAKERS, ids=[t[:50] for t, _ in SPEAKERS])
def test_speakers(text: str, names: list[str], analyse: Analyse) -> None:
    assert [p.name for s in analyse(text).statements for p in s.speakers] == names


def test_who_reports_it_is_via(analyse: Analyse) -> None:
    text = "Russia said Iran had told Iraq that the road was open."
    inner = next(s for s in analyse(text).statements if "told" in s.cue.of(text))
    assert [p.name for p in inner.speakers] == ["Iran"]
    assert [p.name for p in inner.addressees] == ["Iraq"]
    assert [p.name for p in inner.via] == ["Russia"]


def test_a_rejected_claim_is_not_via_the_one_who_rejects_it(analyse: Analyse) -> None:
    text = "Russia rejected Iran's claim that the road was open."
    assert [[p.name for p in s.via] for s in analyse(text).statements] == [[], []]


def test_a_speaker_who_goes_on_keeps_the_call(analyse: Analyse) -> None:
    text = (
        "Russia told Iran in a phone call that the road was open. It stressed the need for talks. "
        "Turkey said it would wait."
    )
    found = {s.cue.of(text): s for s in analyse(text).statements}
    assert found["told"].channel == "call"
    assert found["stressed"].channel == "call"
    assert found["said"].channel is None
    (reason,) = [e for e in found["stressed"].evidence if e.field == "channel"]
    assert reason.rule == "channel.inherited"


def test_a_sentence_about_the_remark_names_its_channel(analyse: Analyse) -> None:
    text = "Russia stressed the need for talks. Russia made the remark in a phone call with Iran."
    assert [s.channel for s in analyse(text).statements] == ["call"]


def test_a_post_is_kept_for_the_next_paragraph_only(analyse: Analyse) -> None:
    said = ("tweeted that the road was open", "said the bridge was not", "had rain", "said no aid would come")
    text = "\n\n".join(f"Russia {words}." for words in said)
    assert [s.channel for s in analyse(text).statements] == ["post", "post", None]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Russia said at a rally in Ohio that the road was open.", "a rally in Ohio"),
        ("The minister testified before the senate that the road was open.", "the senate"),
        ("Russia said the road was open.", None),
    ],
)
def test_venue(text: str, venue: str | None, analyse: Analyse) -> None:
    s = analyse(text).statements[0]
    assert (s.venue.of(text) if s.venue else None) == venue


def test_the_statement_without_owner_is_the_one_named_before(analyse: Analyse) -> None:
    text = "The road is open, according to a statement from Iran. The bridge is shut, according to the statement."
    assert [[p.name for p in s.speakers] for s in analyse(text).statements] == [["Iran"], ["Iran"]]
