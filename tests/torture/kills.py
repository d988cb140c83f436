"""Kill a program that fills a store, at random instants; run it again until it ends; compare with an unbroken run.

usage: python kills.py [--kills 1000] [--seed 1] [--reports 60]
Prints one line of JSON; exit code 1 if anything was lost, doubled, torn or different.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from material import Delivery, batches, deliver, deliveries, dump, remove

from eventcoder.schema import Coded
from eventcoder.store import open_store
from eventcoder.store.identity import identify

BATCH = 3
FULL_CHECK = 25  # after every so many kills the whole file is looked through


def work(path: Path, stream: list[Delivery], acknowledge: int) -> None:
    """Fill the store from the beginning, as the same command would, and say which batch has been written."""
    with open_store(path) as store:
        for number, pieces in enumerate(batches(stream, BATCH)):
            deliver(store, pieces)
            os.write(acknowledge, number.to_bytes(4, "big"))


def killed_run(path: Path, stream: list[Delivery], delay_s: float) -> tuple[bool, int]:
    """Run the worker and kill it after a while. Return whether it had ended by itself, and the batches it told of."""
    told, tell = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(told)
            work(path, stream, tell)
            code = 0
        finally:
            os._exit(code)
    os.close(tell)
    time.sleep(delay_s)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(told, "rb") as stream:
        n_told = len(stream.read()) // 4
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit("the worker failed by itself")
    return os.WIFEXITED(status), n_told


def lost(path: Path, stream: list[Delivery], n_told: int) -> int:
    """How many reports of acknowledged batches are not there."""
    if n_told == 0:
        return 0
    expected = {
        identify(item.document, known).content
        for pieces in list(batches(stream, BATCH))[:n_told]
        for item, known in pieces
        if isinstance(item, Coded)
    }
    with open_store(path, read_only=True) as store:
        there = [r.version_id for r in store.reports(has_old=True, is_lean=True)]
    if len(there) != len(set(there)):
        raise SystemExit("a report is there twice")
    return len(expected - set(there))


def main() -> int:
    """Kill so many times, over as many stores as it takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=60)
    given = parser.parse_args()
    draw = random.Random(given.seed)
    result = {"kills": 0, "stores": 0, "lost": 0, "damaged": 0, "different": 0}
    with tempfile.TemporaryDirectory() as folder:
        whole, path = Path(folder, "whole.db"), Path(folder, "killed.db")
        stream = deliveries(given.reports)
        start = time.monotonic()
        work(whole, stream, os.open(os.devnull, os.O_WRONLY))
        usual_s = time.monotonic() - start
        with open_store(whole, read_only=True) as store:
            expected = dump(store)
        while result["kills"] < given.kills or not result["stores"]:
            slower = max(1.0, result["kills"] / given.kills)  # than when it was timed: at some time a store is filled
            ended, n_told = killed_run(path, stream, draw.uniform(0.0, 0.6 * usual_s * slower))
            result["kills"] += not ended
            result["lost"] += lost(path, stream, n_told)
            if path.exists() and (ended or result["kills"] % FULL_CHECK == 0):
                with open_store(path) as store:
                    result["damaged"] += any(True for _ in store.damage())
                    result["different"] += ended and dump(store) != expected
            if ended:
                result["stores"] += 1
                remove(path)
    print(json.dumps(result | {"seed": given.seed}))
    return int(bool(result["lost"] or result["damaged"] or result["different"] or not result["stores"]))


if __name__ == "__main__":
    sys.exit(main())
