"""Many programs write one store at once while others read it.

usage: python crowd.py [--seconds 60] [--writers 8] [--readers 4]
Every writer stores batches of its own, and now and then one that all writers share. A reader must always find whole
batches. Prints one line of JSON; exit code 1 if anything was lost, doubled, torn or seen half.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from material import VERSIONS
from synthetic import synthetic

from eventcoder.store import Store, open_store

BATCH = 4
OWN = 1_000_000  # numbers of one writer's reports begin at a multiple of this
SHARED = 99 * OWN
EVERY = 5  # one batch in so many is one that all writers bring
LEAST = 3  # batches that every writer stores, however slow the machine
OK, WRONG = 0, 1


def add_batch(store: Store, first: int) -> None:
    """Store a batch of reports."""
    with store.batch():
        for number in range(first, first + BATCH):
            report = synthetic(number, n_events=1)
            if store.see(report.document, VERSIONS) is None:
                store.add(report)


def write(path: Path, writer: int, until: float, tell: int) -> None:
    """Store batches until it is time, and some in any case; say after each which one it was."""
    with open_store(path) as store:
        step = 0
        while step < LEAST or time.monotonic() < until:
            first = SHARED + step if step % EVERY == 0 else writer * OWN + step * BATCH
            first -= first % BATCH
            add_batch(store, first)
            os.write(tell, first.to_bytes(8, "big"))
            step += 1


def read(path: Path, until: float, tell: int) -> None:
    """Read everything until it is time; end with an assertion if a batch is there by half."""
    while time.monotonic() < until:
        with open_store(path, read_only=True) as store:
            ids = [report.coded.document.id for report in store.reports(is_lean=True)]
        found = Counter(int(i.removeprefix("made-")) // BATCH for i in ids)
        assert len(ids) == len(set(ids)), "doubled"
        assert all(n == BATCH for n in found.values()), "half a batch"
        os.write(tell, len(ids).to_bytes(8, "big"))


def start(job: Callable[[int], None]) -> tuple[int, int]:
    """Start a process; return its id and the end of the pipe in which it tells what it did."""
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = WRONG
        try:
            os.close(told)
            job(tell)
            code = OK
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(code)
    os.close(tell)
    return pid, told


def main() -> int:
    """Let them work, then count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.db")
        open_store(path).close()
        until = time.monotonic() + given.seconds
        writers = [start(lambda tell, w=w: write(path, w, until, tell)) for w in range(1, given.writers + 1)]
        readers = [start(lambda tell: read(path, until, tell)) for _ in range(given.readers)]
        written = [_numbers(told) for _, told in writers]
        stored = {first for numbers in written for first in numbers}
        reads = [n for _, told in readers for n in _numbers(told)]
        failed = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != OK for pid, _ in writers + readers]
        with open_store(path, read_only=True) as store:
            there = [report.coded.document.id for report in store.reports(is_lean=True)]
            damage = list(store.damage())
    expected = {f"made-{number}" for first in stored for number in range(first, first + BATCH)}
    result = {
        "writers": given.writers,
        "readers": given.readers,
        "batches": len(stored),
        "fewest of a writer": min(len(numbers) for numbers in written),
        "reads": len(reads),
        "failed": sum(failed),
        "lost": len(expected - set(there)),
        "doubled": len(there) - len(set(there)),
        "unknown": len(set(there) - expected),
        "damaged": len(damage),
    }
    print(json.dumps(result))
    return int(any(result[name] for name in ("failed", "lost", "doubled", "unknown", "damaged")) or not reads)


def _numbers(told: int) -> list[int]:
    """Everything that a process told until it ended."""
    with os.fdopen(told, "rb") as stream:
        data = stream.read()
    return [int.from_bytes(data[i : i + 8], "big") for i in range(0, len(data), 8)]


if __name__ == "__main__":
    sys.exit(main())
