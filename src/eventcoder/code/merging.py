"""Events of one report beside each other: doubles, results and causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventcoder.schema import Event, Statement


def merged(events: Sequence[Event]) -> list[Event]:
    """The events without doubles, told results and causes of protests."""
    return without_results(protests_with_their_cause(unique(events)))


def unique(events: Sequence[Event]) -> list[Event]:
    """One event per act: of events of one sentence with equal type, status and parties the one with a mode is kept."""
    kept: dict[tuple[object, ...], Event] = {}
    for e in events:
        key = (e.sentence, e.event_type, e.status, _parties(e))
        if key not in kept or (e.modes and not kept[key].modes):
            kept[key] = e
    return list(kept.values())


def without_results(events: Sequence[Event]) -> list[Event]:
    """Drop what only says how an act of the same sentence turned out: "attacked the post, killing 12 soldiers"."""
    kept: list[Event] = []
    for e in events:
        first = next((k for k in kept if k.sentence == e.sentence and k.event_type == e.event_type), None)
        if first is not None and _doers(first) == _doers(e) and _doers(e):
            if not first.target and e.target and e.modes in ((), first.modes):
                kept[kept.index(first)] = replace(first, target=e.target)  # "carried out a raid, hitting a camp"
                continue
            ids = {p.actor_id for p in first.target}
            if all(p.country is None or p.actor_id in ids for p in e.target):
                continue
        kept.append(e)
    return kept


def protests_with_their_cause(events: Sequence[Event]) -> list[Event]:
    """What protesters demand is no event of its own (PLOVER 2.0, PROTEST); whom they address is the target."""
    kept: list[Event] = []
    for e in events:
        protest = next((k for k in kept if k.event_type == "PROTEST" and k.sentence == e.sentence), None)
        if protest is not None and e.event_type in ("REQUEST", "ACCUSE", "REJECT") and _doers(e) & _doers(protest):
            if not protest.target and e.target:
                kept[kept.index(protest)] = replace(protest, target=e.target)
            continue
        kept.append(e)
    return kept


def _doers(e: Event) -> frozenset[str]:
    return frozenset(p.actor_id for p in e.source)


def _parties(e: Event) -> frozenset[str]:
    return frozenset(p.actor_id for p in (*e.source, *e.target))


def with_events(statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Statement, ...]:
    """The statements with the ids of the events told inside them."""
    inside: dict[str, list[str]] = {}
    for e in events:
        if e.statement_id:
            inside.setdefault(e.statement_id, []).append(e.id)
    return tuple(replace(s, event_ids=tuple(inside[s.id])) if s.id in inside else s for s in statements)
