"""Where rows of the event lexicon stop: who must be known before they fire (`needs`), tried with strangers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from eventcoder.analysis import Analysis
from eventcoder.knowledge import Knowledge
from eventcoder.schema import Event

Analyse = Callable[..., Analysis]
_EDGES = Path(__file__).with_name("lexicon_edges.tsv")
_DAY = "2018-05-04"  # in whose time the offices of the sentences are held
OPEN = "?"  # before what a row should tell and does not yet
_BATCH = 20  # sentences that share a text: many countries in it, so that none tells where a stranger lives


def edges() -> list[tuple[str, str, str]]:
    """Row id, what the row tells in a sentence ("AID", "ASSAULT/drone", - for nothing), and the sentence."""
    lines = _EDGES.read_text(encoding="utf-8").splitlines()[3:]
    return [(row_id, told, text) for row_id, told, text in (line.split("\t") for line in lines)]


def told_by(row_id: str, events: Iterator[Event]) -> str:
    """Type and mode of the first event that the row has coded."""
    for e in events:
        if any(v.field == "event_type" and v.rule == row_id for v in e.evidence):
            return "/".join([e.event_type, *e.modes])
    return "-"


def test_rows_fire_only_for_those_they_need(analyse: Analyse) -> None:
    rows, faults = edges(), []
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        events = analyse("\n\n".join(text for _, _, text in batch), published=_DAY).events
        start = 0
        for row_id, wanted, text in batch:
            told = told_by(row_id, (e for e in events if start <= e.trigger.start < start + len(text)))
            start += len(text) + 2
            if told != wanted and not wanted.startswith(OPEN):
                faults.append(f"{row_id}: {told} instead of {wanted} in {text!r}")
    assert not faults, "\n".join(faults)


def test_most_rows_have_an_edge(knowledge: Knowledge) -> None:
    ids = {r.id for r in knowledge.lexicon.rows if not r.is_block}
    tried = {row_id for row_id, _, _ in edges()}
    assert tried <= ids
    assert len(tried) > 0.8 * len(ids)
