"""Let the disk be full at the n-th page that a store writes, for many n; make room; run again; compare.

usage: python full_disk.py [--points 200] [--reports 40]
The limit is the operating system's limit on the size of a file, so that SQLite meets a real failed write. Every other
point closes the store after each batch, so that the main file is written too, not only the log beside it.
Prints one line of JSON; exit code 1 if a failure was not told plainly, or anything was lost or differs.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
from pathlib import Path

from material import batches, deliver, deliveries, dump, remove

from eventcoder.errors import FullDiskError
from eventcoder.store import open_store

BATCH = 4
FRAME, HEAD = 4096 + 24, 32  # of SQLite's write-ahead log
TOLD, SILENT = 5, 0


def fill(path: Path, n_reports: int, *, closes: bool) -> None:
    """Store everything, in one session or in one for each batch."""
    pieces = list(batches(deliveries(n_reports), BATCH))
    for some in [[p] for p in pieces] if closes else [pieces]:
        with open_store(path) as store:
            for batch in some:
                deliver(store, batch)


def filled_until(path: Path, n_reports: int, limit: int, *, closes: bool) -> int:
    """Fill a store in a process that may write files of so many bytes; return how it ended."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            fill(path, n_reports, closes=closes)
            code = SILENT
        except FullDiskError:
            code = TOLD
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main() -> int:
    """Try every point."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--reports", type=int, default=40)
    given = parser.parse_args()
    result = {"points": 0, "told": 0, "not reached": 0, "wrong exit": 0, "damaged": 0, "different": 0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.db")
        fill(path, given.reports, closes=True)
        pages = path.stat().st_size // 4096
        with open_store(path, read_only=True) as store:
            expected = dump(store)
        for point in range(given.points):
            remove(path)
            closes = bool(point % 2)
            write = point * (pages if closes else 2 * pages) // given.points
            code = filled_until(path, given.reports, HEAD + FRAME * write + point % 4096, closes=closes)
            result["points"] += 1
            result["told"] += code == TOLD
            result["not reached"] += code == SILENT
            result["wrong exit"] += code not in (TOLD, SILENT)
            with open_store(path) as store:
                result["damaged"] += any(True for _ in store.damage())
            fill(path, given.reports, closes=False)
            with open_store(path) as store:
                result["damaged"] += any(True for _ in store.damage())
                result["different"] += dump(store) != expected
    print(json.dumps(result))
    return int(bool(result["wrong exit"] or result["damaged"] or result["different"] or not result["told"]))


if __name__ == "__main__":
    sys.exit(main())
