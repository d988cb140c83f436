"""Cut a store, or turn bits in it over, at many places: it opens right, or says what is wrong.

usage: python damage.py [--places 500] [--seed 1] [--reports 40]
For every damaged copy three things are asked: reading all reports gives what was stored or a plain error; nothing ends
in anything but a plain error; and the full check names the damage wherever reports or searches are not what they were.
(A search reads rows without checksums of their own: "wrong search" counts those that only the full check tells.)
Prints one line of JSON; exit code 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from material import batches, deliver, deliveries, dump, remove

from eventcoder.errors import StoreError
from eventcoder.store import EventFilter, StatementFilter, Store, open_store
from eventcoder.store.codec import encode

SEARCHES = (EventFilter(pair=("FRA", "DEU")), EventFilter(words="bakebake*"), StatementFilter(channel="interview"))


def reports(store: Store) -> bytes:
    """All reports, as an export reads them."""
    return b"".join(r.version_id.encode() + encode(r.coded).checksum for r in store.reports())


def searches(store: Store) -> bytes:
    """What some searches find."""
    return repr(
        [[(r.version_id, r.coded.events, r.coded.statements) for r in store.matching(f)] for f in SEARCHES]
    ).encode()


def answer(path: Path, ask: Callable[[Store], bytes]) -> bytes | None:
    """What a store answers; None if it says plainly that it is damaged."""
    try:
        with open_store(path, read_only=True) as store:
            return ask(store)
    except StoreError:
        return None


def damage_told(path: Path) -> bool:
    """True if the full check finds something."""
    try:
        with open_store(path, read_only=True) as store:
            return any(True for _ in store.damage())
    except StoreError:
        return True


def spoil(data: bytes, draw: random.Random) -> bytes:
    """Cut the file, or turn one to eight bits of it over."""
    spoilt = bytearray(data)
    if draw.random() < 0.25:
        return bytes(spoilt[: draw.randrange(len(spoilt))])
    within = 4096 if draw.random() < 0.1 else len(spoilt)
    for _ in range(draw.choice((1, 1, 1, 8))):
        spoilt[draw.randrange(within)] ^= 1 << draw.randrange(8)
    return bytes(spoilt)


def main() -> int:
    """Spoil so many copies."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=40)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    result = dict.fromkeys(("places", "told", "harmless", "wrong reports", "wrong search", "untold", "crashed"), 0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.db")
        with open_store(path) as store:
            for pieces in batches(deliveries(given.reports), 10):
                deliver(store, pieces)
        data = path.read_bytes()
        right = {ask: answer(path, ask) for ask in (reports, searches, dump)}
        for _ in range(given.places):
            remove(path)
            path.write_bytes(spoil(data, draw))
            result["places"] += 1
            try:
                found = {ask: answer(path, ask) for ask in right}
                is_told = damage_told(path)
            except Exception as error:  # noqa: BLE001 - whatever it is, it should have been a plain error
                result["crashed"] += 1
                print(f"{type(error).__name__}: {error}", file=sys.stderr)
                continue
            result["wrong reports"] += found[reports] not in (None, right[reports])
            result["wrong search"] += found[searches] not in (None, right[searches])
            is_whole = found == right
            result["untold"] += not is_told and not is_whole
            result["told"] += is_told
            result["harmless"] += is_whole
    print(json.dumps(result | {"seed": given.seed}))
    return int(any(result[name] for name in ("wrong reports", "untold", "crashed")))


if __name__ == "__main__":
    sys.exit(main())
