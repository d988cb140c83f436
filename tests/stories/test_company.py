"""What else two reports both tell speaks for two of their events being one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import event, one, report

from eventcoder.knowledge.stories import StoryKnowledge
from eventcoder.stories import StoryIndex

DAY = "2022-11-01"
CALL: dict[str, Any] = {"source": "erdogan", "target": "putin", "modes": ("phone",), "day": DAY}
TALKS: dict[str, Any] = {"source": "russia", "target": "turkey", "day": DAY}
BLAST: dict[str, Any] = {"event_type": "ASSAULT", "source": "gunmen", "day": DAY}
SUPPORT: dict[str, Any] = TALKS | {"event_type": "SUPPORT"}


def n_stories(known: StoryKnowledge, *reports: list[tuple[str, str, dict[str, Any]]]) -> int:
    """How many stories reports make; of each, the events are given as sentence, trigger and what else is known."""
    index, text = StoryIndex(known), ""
    for n, told in enumerate(reports):
        text = " ".join(sentence for sentence, _, _ in told)
        events = [event(text, trigger, i, **given) for i, (_, trigger, given) in enumerate(told)]
        index.add(one(report(f"d{n}", text, *events, published=DAY, outlet=f"o{n}")))
    return len(index.stories())


FIRST = ("Russia consulted Turkey over prisoners.", "consulted", TALKS)
SECOND = ("Turkey saw Russia about tourism.", "saw", TALKS)
CALLED = ("Erdogan rang Putin.", "rang", CALL)
PHONED = ("The two leaders spoke.", "spoke", CALL)
SHOT = ("Gunmen shot at a guard.", "shot", BLAST)
SIGNED = ("Turkey, Russia: a pact.", "pact", SUPPORT)


@pytest.mark.parametrize(
    ("reports", "n"),
    [
        (([FIRST], [SECOND]), 2),
        (([FIRST, CALLED], [SECOND, PHONED]), 2),  # the call is one by itself, and so the talks are
        (([FIRST, CALLED], [SECOND, SHOT]), 4),
        (([SIGNED, CALLED], [SECOND, PHONED]), 3),  # a meeting is not what was signed there
        (([FIRST], [SECOND, SECOND]), 3),
    ],
    ids=["alone", "another event in common", "nothing in common", "two types", "told twice by one"],
)
def test_company(reports: tuple[list[tuple[str, str, dict[str, Any]]], ...], n: int, known: StoryKnowledge) -> None:
    assert n_stories(known, *reports) == n
    assert n_stories(known, *reversed(reports)) == n


def test_the_reason_is_named(known: StoryKnowledge) -> None:
    index, keys = StoryIndex(known), []
    for n, (talks, call) in enumerate(((FIRST, CALLED), (SECOND, PHONED))):
        text = f"{talks[0]} {call[0]}"
        told = report(
            f"d{n}", text, *(event(text, t, i, **g) for i, (_, t, g) in enumerate((talks, call))), published=DAY
        )
        index.add(one(told))
        keys.append((one(told).version_id, "e0"))
    found = index.comparison(*keys)
    assert [reason.knowledge for reason in found.reasons if reason.rule == "company"] == [known.weights["company"].ref]
