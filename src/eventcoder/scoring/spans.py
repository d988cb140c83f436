"""Who did it and to whom, by words: predicted source and target texts against hand-marked ones.

Gold: {id, source_text, target_text, reciprocal_text, quad}. Prediction: {id, events: [{source_text, target_text,
quad}]}. Two texts are the same if they share at least half of the shorter one's words, articles and titles not
counted. A reciprocal gold text may stand in either role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from eventcoder.scoring.figures import Figure, Share, prf_figures

Record = Mapping[str, Any]
_IGNORED: Final = frozenset(("the", "a", "an", "of", "in", "'s", "s", "mr", "mrs", "ms"))
_ROLES: Final = (("source", "target"), ("target", "source"))


def score_spans(gold: Sequence[Record], predictions: Mapping[str, Record]) -> Iterator[Figure]:
    """Yield precision and recall of both roles, and how often one event has both right."""
    found = {role: Share() for role, _ in _ROLES}
    right = {role: Share() for role, _ in _ROLES}
    with_event, quad, pair = Share(), Share(), Share()
    for record in gold:
        if not (_texts(record, "source") or _texts(record, "target") or _both(record)):
            continue
        events = predictions.get(record["id"], {}).get("events") or []
        with_event.add(events)
        for role, other in _ROLES:
            _count(record, events, role, other, found[role], right[role])
        if (_texts(record, "source") or _both(record)) and (_texts(record, "target") or _both(record)):
            pair.add(any(_is_pair(record, event) for event in events))
            quad.add(any(event.get("quad") == record.get("quad") for event in events))
    yield pair.figure("pair", is_headline=True)
    for role, _ in _ROLES:
        counts = f"found {found[role].n_right:g} of {found[role].n}, right {right[role].n_right:g} of {right[role].n}"
        yield from prf_figures(f"{role} words", right[role].value or 0.0, found[role].value or 0.0, counts)
    yield quad.figure("quad among events")
    yield with_event.figure("with an event")


def _count(record: Record, events: Sequence[Record], role: str, other: str, found: Share, right: Share) -> None:
    reciprocal = _both(record)
    wanted = _texts(record, role) + reciprocal
    given = [text for event in events for text in _texts(event, role)]
    elsewhere = [text for event in events for text in _texts(event, other)]
    for text in wanted:
        pool = given + elsewhere if text in reciprocal else given
        found.add(any(_same(text, candidate) for candidate in pool))
    for text in set(given):
        right.add(any(_same(expected, text) for expected in wanted))


def _is_pair(record: Record, event: Record) -> bool:
    """True if one event has both roles right."""
    reciprocal = _both(record)
    sources, targets = _texts(event, "source"), _texts(event, "target")
    has_source = any(_same(w, s) for w in _texts(record, "source") + reciprocal for s in sources)
    pool = targets + sources if reciprocal else targets
    return has_source and any(_same(w, t) for w in _texts(record, "target") + reciprocal for t in pool)


def _texts(record: Record, role: str) -> list[str]:
    return list(record.get(f"{role}_text") or [])


def _both(record: Record) -> list[str]:
    return list(record.get("reciprocal_text") or [])


def _same(a: str, b: str) -> bool:
    first, second = _words(a), _words(b)
    return bool(first and second) and len(first & second) >= 0.5 * min(len(first), len(second))


def _words(text: str) -> set[str]:
    lower = text.lower()
    return {w for w in re.findall(r"[\w']+", lower) if w not in _IGNORED} or set(re.findall(r"\w+", lower))
