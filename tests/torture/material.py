"""What the torture scripts store, and everything a store holds as bytes that can be compared."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

from synthetic import VERSIONS, synthetic

from eventcoder.schema import Coded, Quarantined
from eventcoder.store import Store
from eventcoder.store.codec import encode

Delivery = tuple[Coded | Quarantined, str | None]  # what comes, and the day from which it is known
ENDINGS = ("", "-wal", "-shm")


def deliveries(n: int) -> list[Delivery]:
    """A stream of n reports with what streams bring: repeats, mirrors, edits of the same and of a later day, faults."""
    out: list[Delivery] = []
    for number in range(n):
        report = synthetic(number, n_events=1 + number % 3)
        out.append((report, None))
        if number % 5 == 1:
            out.append((report, None))
        if number % 7 == 2:
            out.append((_elsewhere(synthetic(number - 2, n_events=1 + (number - 2) % 3)), None))
        if number % 11 == 3:
            out.append((synthetic(number - 3, n_events=1 + (number - 3) % 3, edit="edited"), "2030-01-01"))
        if number % 13 == 4:
            out.append((synthetic(number - 1, n_events=1 + (number - 1) % 3, edit="corrected"), None))
        if number % 17 == 5:
            out.append((Quarantined(f"in/{number}.txt", number, None, "read.document", "torn"), None))
    return out


def batches(stream: Sequence[Delivery], size: int) -> Iterator[list[Delivery]]:
    """Cut a stream into pieces that are written together."""
    for start in range(0, len(stream), size):
        yield list(stream[start : start + size])


def deliver(store: Store, pieces: Sequence[Delivery]) -> None:
    """Store one batch as a run does: what is there already is only noted."""
    with store.batch():
        for item, known in pieces:
            if isinstance(item, Quarantined):
                store.quarantine(item)
            elif store.see(item.document, VERSIONS, known=known) is None:
                store.add(item, known=known)


def dump(store: Store) -> bytes:
    """Everything in a store that must not depend on how it came there."""
    lines = [
        json.dumps([r.version_id, r.report_id, r.known, r.is_current, [astuple(s) for s in r.sightings]])
        + encode(r.coded).checksum.hex()
        for r in store.reports(has_old=True)
    ]
    lines += [repr(fault) for fault in store.quarantined()]
    lines += [repr((r.version_id, e.id)) for r, e in store.events()]
    lines += [repr((r.version_id, s.id)) for r, s in store.statements()]
    return "\n".join(lines).encode()


def remove(path: Path) -> None:
    """Take a store away with what SQLite keeps beside it."""
    for ending in ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _elsewhere(coded: Coded) -> Coded:
    """The same report on another outlet's site, a day later."""
    return replace(coded, document=replace(coded.document, url="https://mirror.example.com/a?id=" + coded.document.id))
