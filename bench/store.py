"""How fast a store is: load synthetic events, count a dyad by month, search a word.

usage: python bench/store.py [--events 1000000] [--file bench/out/store.db] [--keep]

Prints one line of JSON. Times are seconds of processor time, which other work on the machine does not lengthen, the
median of eleven calls on a store that was opened afresh; of loading also the seconds that passed.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "store"))

from synthetic import synthetic, word

from eventcoder.store import EventFilter, StatementFilter, open_store

PER_REPORT, BATCH, CALLS = 4, 5000, 11
ALL_DYADS = "SELECT source, target, month, count(*) FROM dyads WHERE is_current = 1 GROUP BY 1, 2, 3"


def load(path: Path, n_events: int) -> dict[str, float]:
    """Fill a new store and return the seconds it took."""
    start, cpu = time.perf_counter(), time.process_time()
    with open_store(path) as store:
        for first in range(0, n_events // PER_REPORT, BATCH):
            with store.batch():
                for number in range(first, min(first + BATCH, n_events // PER_REPORT)):
                    store.add(synthetic(number, n_events=PER_REPORT))
    return {"load": round(time.process_time() - cpu, 1), "load, passed": round(time.perf_counter() - start, 1)}


def median_s(call: Callable[[], object]) -> float:
    """Return the median processor time of a call."""
    times = []
    for _ in range(CALLS):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return round(statistics.median(times), 4)


def figures(path: Path) -> dict[str, float]:
    """Time the queries."""
    store = open_store(path, read_only=True)
    rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def count(**wanted: object) -> int:
        return sum(1 for _ in store.events(EventFilter(**wanted)))  # type: ignore[arg-type]

    month = {"date_from": "2011-05-01", "date_to": "2011-05-31"}
    return {
        "one dyad by month, counts": median_s(lambda: store.dyad_counts("USA", "CHN", "month")),
        "all dyads by month, counts": median_s(lambda: rows.execute(ALL_DYADS).fetchall()),
        "events of one dyad and month": median_s(lambda: count(pair=("USA", "CHN"), **month)),
        "rare word, 20 events": median_s(lambda: count(words=word(1500), limit=20)),
        "common word, 20 events": median_s(lambda: count(words=word(3), limit=20)),
        "two words, 20 events": median_s(lambda: count(words=f"{word(3)} {word(40)}", limit=20)),
        "word in statements, 20": median_s(lambda: list(store.statements(StatementFilter(words="12345", limit=20)))),
        "actor, type, place, 20": median_s(lambda: count(actor="FRA", event_type="SANCTION", place="Moscow", limit=20)),
    }


def main() -> int:
    """Load, time, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--file", type=Path, default=Path("bench/out/store.db"))
    parser.add_argument("--keep", action="store_true", help="use the file if it is there")
    given = parser.parse_args()
    given.file.parent.mkdir(parents=True, exist_ok=True)
    out: dict[str, object] = {"events": given.events}
    if not (given.keep and given.file.exists()):
        for ending in ("", "-wal", "-shm"):
            given.file.with_name(given.file.name + ending).unlink(missing_ok=True)
        out |= load(given.file, given.events)
    out["MB"] = round(given.file.stat().st_size / 1e6)
    print(json.dumps(out | figures(given.file)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
