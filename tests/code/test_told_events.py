"""An act told by a speaker is reported by that speaker; a promise, a demand or a threat is statement and event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from eventcoder.analysis import Analysis
from eventcoder.schema import Participant

LINES = Path(__file__).with_name("told_events.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("# ")][1:]


def countries(some: Iterable[Participant]) -> set[str | None]:
    return {p.country for p in some}


@pytest.mark.parametrize(("text", "event_type", "status", "source", "target", "reported_by"), ROWS)
def test_told_event(
    text: str,
    event_type: str,
    status: str,
    source: str,
    target: str,
    reported_by: str,
    analyse: Callable[..., Analysis],
) -> None:
    analysis = analyse(text, published="2018-06-01")
    (event,) = analysis.events
    assert (event.event_type, event.status, countries(event.source)) == (event_type, status, {source})
    if target:
        assert countries(event.target) == {target}
    assert countries(event.reported_by) == ({reported_by} if reported_by else set())
    if not reported_by:
        assert any(s.cue.overlaps(event.trigger) for s in analysis.statements)
    else:
        assert any(event.id in s.event_ids and countries(s.speakers) == {reported_by} for s in analysis.statements)
