"""Senses of common words, each a row of a table: what must be told and what must stay silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from eventcoder.analysis import Analysis
from eventcoder.schema import Event

Analyse = Callable[..., Analysis]
_CASES = Path(__file__).with_name("sense_cases.tsv")
_DAY = "2018-05-04"  # in whose time the offices of the sentences are held


def is_as_wanted(wanted: str, events: Sequence[Event]) -> bool:
    """True if the events are those of the table: all types ("AID|SUPPORT", "ASSAULT/drone", "-"), or one status."""
    event_type, _, status = wanted.partition(" ")
    if status:
        is_told = any((e.event_type, e.status) == (event_type.removeprefix("!"), status) for e in events)
        return is_told != event_type.startswith("!")
    with_mode = "/" in wanted
    told = {e.event_type + (f"/{e.modes[0]}" if with_mode and e.modes else "") for e in events}
    return told == ({*wanted.split("|")} - {"-"})


def test_sentences_are_coded_in_their_sense(analyse: Analyse) -> None:
    rows = [line.split("\t") for line in _CASES.read_text(encoding="utf-8").splitlines()[3:]]
    assert len(rows) > 500
    faults = []
    for wanted, text in rows:
        events = analyse(text, published=_DAY).events
        if not is_as_wanted(wanted, events):
            faults.append(f"{wanted}: {text} {[(e.event_type, e.modes, e.status) for e in events]}")
    assert not faults, "\n".join(faults)
