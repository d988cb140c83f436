"""Did it happen: negation, modality, conditions, purposes, questions, history."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventcoder.analysis import Analysis

Analyse = Callable[..., Analysis]

CASES = [
    ("Russia attacked Georgia.", "ASSAULT", "asserted"),
    ("Russia did not attack Georgia.", "ASSAULT", "negated"),
    ("Russia never attacked Georgia.", "ASSAULT", "negated"),
    ("No Russian soldiers attacked Georgia.", "ASSAULT", "negated"),
    ("Russia no longer attacks Georgia.", "ASSAULT", "negated"),
    ("Russia denied that it had attacked Georgia.", "ASSAULT", "negated"),
    ("Russia rejected Georgian claims that it had attacked Tbilisi.", "ASSAULT", "negated"),
    ("Russia dismissed reports that its troops had attacked Georgia.", "ASSAULT", "negated"),
    ("Reports that Russia had attacked Georgia alarmed Turkey.", "ASSAULT", "asserted"),
    ("Russia rejected the offer after it had attacked Georgia.", "ASSAULT", "asserted"),
    ("Russia left without attacking Georgia.", "ASSAULT", "negated"),
    ("Russia may attack Georgia.", "ASSAULT", "hypothetical"),
    ("Russia could have attacked Georgia.", "ASSAULT", "hypothetical"),
    ("If Russia attacks Georgia, markets will fall.", "ASSAULT", "hypothetical"),
    ("Will Russia attack Georgia?", "ASSAULT|THREATEN", "hypothetical|future|asserted"),
    ("Did Russia attack Georgia?", "ASSAULT", "hypothetical"),
    ("Russia massed troops in order to attack Georgia.", "ASSAULT", "hypothetical"),
    ("Analysts fear that Russia will attack Georgia.", "ASSAULT", "hypothetical"),
    ("Russia is likely to attack Georgia.", "ASSAULT", "hypothetical"),
    ("The possibility of a Russian attack on Georgia worries Tbilisi.", "ASSAULT", "hypothetical"),
    ("A possible Russian attack on Georgia was discussed.", "ASSAULT", "hypothetical"),
    ("Russia is expected to attack Georgia.", "ASSAULT", "future"),
    ("Italy should be sending aid to Georgia.", "AID", "hypothetical"),
    ("In 1998 Russia attacked Georgia.", "ASSAULT", "historical"),
    ("A previous Russian attack on Georgia killed nine.", "ASSAULT", "historical"),
    ("Georgia is on the brink of being invaded by Russia.", "ASSAULT", "hypothetical"),
    ("In the absence of an understanding between France and Algeria, prices will rise.", "AGREE", "negated"),
    ("The senate in Paris opens an investigation into the Algerian bank once he holds power.", "ACCUSE", "future"),
    ("The only way of dealing with Chad is to attack it, the Libyan minister said.", "ASSAULT", "hypothetical"),
    ("The mediator spoke of a deal in which Turkey supports Armenia.", "SUPPORT", "hypothetical"),
    ("Aides restrained the king of Jordan from attacking Libya.", "ASSAULT", "negated"),
    ("India will answer China when it launches strikes against Bhutan.", "ASSAULT", "future"),
    ("Russia's projected attack on Georgia was leaked.", "ASSAULT", "future"),
    ("Turkey will begin a bombardment followed by a ground attack by the Syrian army.", "ASSAULT", "future"),
    ("The outlines of a bargain are visible - in which Turkey supports Armenia.", "SUPPORT", "hypothetical"),
    ("A planned attack by Russia on Chad was leaked.", "ASSAULT", "future"),
    ("Kenya reopened its mission in Sudan three years after troops shelled Khartoum.", "ASSAULT", "historical"),
    ("A decade after Russia invaded Georgia, NATO leaders met in Oslo.", "ASSAULT", "historical"),
    ("Three days after Russia invaded Georgia, NATO leaders met in Oslo.", "ASSAULT", "asserted"),
    ("Russia invaded Georgia two years after it left the pact.", "ASSAULT", "asserted"),
    ("The Cubans thought Peru would offer protection to Chile.", "AGREE", "hypothetical"),
]


@pytest.mark.parametrize(("text", "event_type", "status"), CASES)
def test_status(text: str, event_type: str, status: str, analyse: Analyse) -> None:
    events = analyse(text, published="2021-07-16").events
    told = [(e.event_type, e.status) for e in events]
    assert any(t in event_type.split("|") and s in status.split("|") for t, s in told), told


def test_every_status_says_why(analyse: Analyse) -> None:
    for text, _, _ in CASES:
        for event in analyse(text, published="2021-07-16").events:
            (reason,) = [e for e in event.evidence if e.field == "status"]
            assert reason.note == f"told as {event.status}" or reason.rule == "status.old_date"


def test_future_cooperation_is_the_agreement_to_it(analyse: Analyse) -> None:
    (event,) = analyse("Italy will send aid to Georgia.").events
    assert (event.event_type, event.status) == ("AGREE", "asserted")
    (event,) = analyse("Italy will not send aid to Georgia.").events
    assert (event.event_type, event.status) == ("REJECT", "asserted")
