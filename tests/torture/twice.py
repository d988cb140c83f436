"""Store a stream of reports once, twice, and with every report delivered one to five times in another order.

usage: python twice.py [--reports 10000] [--seed 1]
Texts that follow each other on the same day keep their order: nothing else tells which is newer. Prints one line of
JSON; exit code 1 if what is stored differs in a byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from material import Delivery, batches, deliver, deliveries, dump

from eventcoder.schema import Coded
from eventcoder.store import open_store

BATCH = 500


def stored(path: Path, stream: Sequence[Delivery]) -> str:
    """Store a stream and return a digest of everything that is then in the store."""
    with open_store(path) as store:
        for pieces in batches(stream, BATCH):
            deliver(store, pieces)
        if list(store.damage()):
            raise SystemExit("the store is damaged")
        return hashlib.sha256(dump(store)).hexdigest()


def shuffled(stream: Sequence[Delivery], draw: random.Random) -> list[Delivery]:
    """Each delivery one to five times, in another order; a text that corrects one of its day comes behind it."""
    out = [item for item in stream for _ in range(draw.randint(1, 5))]
    draw.shuffle(out)
    late = [item for item in out if _is_correction(item)]
    return [item for item in out if not _is_correction(item)] + late


def _is_correction(item: Delivery) -> bool:
    return isinstance(item[0], Coded) and item[0].document.text.endswith("corrected")


def main() -> int:
    """Compare the three."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    stream = deliveries(given.reports)
    with tempfile.TemporaryDirectory() as folder:
        once = stored(Path(folder, "once.db"), stream)
        twice = stored(Path(folder, "twice.db"), [*stream, *stream])
        anyhow = stored(Path(folder, "shuffled.db"), shuffled(stream, draw))
    result = {"reports": given.reports, "deliveries": len(stream), "twice": twice == once, "shuffled": anyhow == once}
    print(json.dumps(result | {"seed": given.seed}))
    return int(not (result["twice"] and result["shuffled"]))


if __name__ == "__main__":
    sys.exit(main())
