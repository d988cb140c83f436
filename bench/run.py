"""Score every task of the shared bench beside the peers' figures, and the speed in the same run.

usage: python bench/run.py [--shared DIR] [--only KEY] [--accept --reason TEXT]

Prints one table. Fails (exit 1) if a figure is under its floor in bench/floors.tsv by more than the tolerance, or if
the data are not those that the floors were measured on. ``--accept`` writes the figures of this run as the new floors;
lowering a floor needs ``--reason``, which is kept beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eventcoder.bench import Predictor
from eventcoder.knowledge import load_knowledge
from eventcoder.scoring import Figure, Options, score
from eventcoder.settings import Settings

HERE = Path(__file__).parent
_RULES = "_rules"  # ending of tasks that are coded without the learned model
TOLERANCE = 0.004
Records = list[dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    key: str
    task: str
    gold: str
    figure: str
    shown: str
    peers: str


@dataclass(frozen=True)
class Floor:
    """What a figure may not fall under, and on which data it was measured."""

    value: float
    digest: str
    reason: str


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated file with comments and a header."""
    if path.exists():
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")]
        header = lines[0].split("\t")
        for line in lines[1:]:
            yield dict(zip(header, line.split("\t"), strict=True))


def gold_records(shared: Path, row: Row) -> Records:
    """The gold of a row as the scorers read it."""
    if row.gold == "tests":
        return own_dates()
    path = shared / row.gold
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    record = json.loads(path.read_text(encoding="utf-8"))
    record.setdefault("text", (path.parent / "report.txt").read_text(encoding="utf-8"))
    return [record]


def own_dates() -> Records:
    """The first expression of each case of the project's own date table."""
    records = []
    for n, case in enumerate(read_table(HERE.parent / "tests" / "resolve" / "dates_cases.tsv")):
        first = {name: case[name].split("|")[0] or None for name in ("start", "end", "resolution")}
        if case["resolution"] and "|" not in case["resolution"] and case["resolution"] != "unresolved":
            records.append({"id": str(n), "text": case["text"], "published": case["published"], **first})
    return records


def digest_of(records: Records) -> str:
    """Twelve digits that name the data."""
    return hashlib.sha256(json.dumps(records, sort_keys=True).encode()).hexdigest()[:12]


def measured(shared: Path, rows: Sequence[Row]) -> Iterator[tuple[Row, Figure, str]]:
    """Predict each task and file once and yield the figures that the rows ask for."""
    predictors: dict[bool, Predictor] = {}  # with and without the learned model
    codes = load_knowledge().ontology.cameo.values()
    options = Options(cameo_types={c.code: c.event_type for c in codes if c.event_type})
    cache: dict[tuple[str, str], tuple[Mapping[str, Figure], str]] = {}
    for row in rows:
        key = (row.task, row.gold)
        if key not in cache:
            gold = gold_records(shared, row)
            learned, task = not row.task.endswith(_RULES), row.task.removesuffix("_spans").removesuffix(_RULES)
            if learned not in predictors:
                predictors[learned] = Predictor(Settings(learned=learned))
            predict = predictors[learned].task(task)
            found = [predict(visible(row.task.removesuffix(_RULES), record)) for record in gold]
            figures = score(task, gold, found, options)
            cache[key] = ({f.name: f for f in figures}, digest_of(gold))
        figures_by_name, digest = cache[key]
        yield row, figures_by_name[row.figure], digest


def visible(task: str, record: dict[str, Any]) -> dict[str, Any]:
    """What the coder may see of a gold record: never an answer."""
    if task == "geo_spans":
        spans = [[t["start"], t["end"]] for t in record["toponyms"]]
        return {"doc_id": record["doc_id"], "text": record["text"], "spans": spans}
    fields = ("id", "doc_id", "text", "date", "published", "publisher_country", "input", "context", "known_country")
    seen = {name: record[name] for name in fields if name in record}
    if task == "pairs":
        seen |= {name: record[name] for name in ("source_spans", "target_spans")}
    return seen


def speed(shared: Path) -> Iterator[tuple[str, str]]:
    """Words a second of the whole coder and of spaCy's full pipeline on the same reports, one process each."""
    reports = shared / "reports" / "news_dev.jsonl"
    results = {}
    for what in ("eventcoder", "spacy", "eventcoder", "spacy"):
        command = [sys.executable, str(HERE / "speed.py"), what, str(reports)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        best = results.setdefault(what, found)
        if found["seconds"] < best["seconds"]:
            results[what] = found
    ours, theirs = results["eventcoder"], results["spacy"]
    yield "words a second, the whole coder", f"{ours['words'] / ours['seconds']:,.0f}"
    yield "words a second, spaCy's full pipeline", f"{theirs['words'] / theirs['seconds']:,.0f}"
    yield "time of the coder / time of spaCy (same reports, same run)", f"{ours['seconds'] / theirs['seconds']:.2f}"
    yield "peak memory of the coder, MB", f"{ours['peak_mb']:,.0f}"


def markdown(results: Sequence[tuple[Row, Figure, str]]) -> Iterator[str]:
    """Yield the table as README.md has it."""
    yield "| measure | eventcoder | counts | peers on the same kind of data |"
    yield "|---|---|---|---|"
    for row, figure, _ in results:
        yield f"| {row.shown} | {figure.value or 0.0:.3f} | {figure.counts} | {row.peers} |"


def show(results: Sequence[tuple[Row, Figure, str]], floors: Mapping[str, Floor]) -> list[str]:
    """Print the table and return what is wrong."""
    table = Table(title="eventcoder beside the peers")
    for name in ("measure", "eventcoder", "counts", "floor", "peers on the same kind of data"):
        table.add_column(name)
    faults = []
    for row, figure, digest in results:
        floor = floors.get(row.key)
        value = figure.value if figure.value is not None else 0.0
        if floor and floor.digest != digest:
            faults.append(f"{row.key}: the data ({digest}) are not those of the floor ({floor.digest}).")
        elif floor and value < floor.value - TOLERANCE:
            faults.append(f"{row.key}: {value:.3f} is under its floor {floor.value:.3f}.")
        table.add_row(row.shown, f"{value:.3f}", figure.counts, f"{floor.value:.3f}" if floor else "-", row.peers)
    Console(width=170).print(table)
    return faults


def accept(results: Sequence[tuple[Row, Figure, str]], floors: Mapping[str, Floor], reason: str) -> list[str]:
    """Write the figures as floors; return which would be lowered without a reason."""
    kept = dict(floors)
    lowered = []
    for row, figure, digest in results:
        old = floors.get(row.key)
        new = Floor(round(figure.value or 0.0, 3), digest, old.reason if old else "")
        if old and new.value < old.value:
            lowered.append(row.key)
            new = replace(new, reason=reason)
        kept[row.key] = new
    if lowered and not reason:
        return [f"{key}: accepting would lower its floor; say why with --reason." for key in lowered]
    lines = ["# Figures that make bench may not fall under, with the digest of the data they were measured on."]
    lines += ["key\tvalue\tdigest\treason"]
    lines += [f"{key}\t{f.value:.3f}\t{f.digest}\t{f.reason}" for key, f in sorted(kept.items())]
    (HERE / "floors.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="folder with bench/ and reports/"
    )
    parser.add_argument("--only", default="", help="measure only the rows whose key starts so")
    parser.add_argument("--markdown", action="store_true", help="print the table as the README has it, too")
    parser.add_argument("--accept", action="store_true", help="write this run's figures as floors")
    parser.add_argument("--reason", default="", help="why a floor may be lowered")
    arguments = parser.parse_args()
    if not arguments.shared.is_dir():
        sys.stderr.write(
            f"{arguments.shared}: no such folder; expected the shared bench data. Give it with --shared.\n"
        )
        return 2
    rows = [Row(**r) for r in read_table(HERE / "tasks.tsv") if r["key"].startswith(arguments.only)]
    floors = {r["key"]: Floor(float(r["value"]), r["digest"], r["reason"]) for r in read_table(HERE / "floors.tsv")}
    results = list(measured(arguments.shared, rows))
    faults = show(results, floors)
    if arguments.markdown:
        print("\n".join(markdown(results)))
    if not arguments.only:
        for name, value in speed(arguments.shared):
            print(f"{name:60s} {value}")
    if arguments.accept:
        faults = accept(results, floors, arguments.reason)
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
