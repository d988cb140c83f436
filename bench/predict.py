"""Write predictions for one task of the shared scorers, without looking at any answer.

usage: python bench/predict.py TASK INPUT.jsonl > PRED.jsonl

TASK: pairs | sentences | actors | quotes | geo | dates | reports. Only the fields that a user would have are read from
the input: text, date, published, publisher_country, spans that the task gives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from eventcoder.bench import TASKS, Predictor


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def main(arguments: list[str]) -> int:
    """Predict every record of the input file and print one line each."""
    if len(arguments) != 2 or arguments[0] not in TASKS:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    predict: Callable[[dict[str, Any]], dict[str, Any]] = Predictor().task(arguments[0])
    for record in read_lines(Path(arguments[1])):
        sys.stdout.write(json.dumps(predict(record), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
