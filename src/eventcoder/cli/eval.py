"""``eventcoder eval``: predict a task and score it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say
from eventcoder.cli.options import coder_options, settings_of
from eventcoder.errors import ReadError
from eventcoder.scoring import SCORERS

if TYPE_CHECKING:
    from eventcoder.scoring import Figure

_FILE: Final = click.Path(path_type=Path)


@click.command(
    "eval",
    cls=Command,
    examples=(
        "eventcoder eval pairs gold.jsonl",
        "eventcoder eval sentences gold.jsonl --all --save predictions.jsonl",
        "eventcoder eval reports expected.json --json",
    ),
)
@click.argument("task", type=click.Choice(tuple(SCORERS)))
@click.argument("gold", type=_FILE)
@click.option("--predictions", metavar="FILE", type=_FILE, help="Score these predictions; nothing is coded.")
@click.option("--save", metavar="FILE", type=_FILE, help="Keep the predictions as JSON Lines.")
@click.option("--strict", is_flag=True, help="Accepted alternatives of the gold do not count.")
@click.option("--all", "shows_all", is_flag=True, help="Every figure, also by type and class.")
@click.option("--json", "is_json", is_flag=True, help="One line of JSON a figure.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@coder_options
def command(
    task: str,
    gold: Path,
    predictions: Path | None,
    save: Path | None,
    *,
    strict: bool,
    shows_all: bool,
    is_json: bool,
    quiet: bool,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """Predict a task and score it against gold records.

    TASK is pairs, sentences, actors, multiple, quotes, geo, dates or reports. GOLD is a file of JSON Lines, or for
    reports also a .json file or a folder of them (text from a report.txt beside it if it has none). The coder sees
    only what a user would have.
    """
    from eventcoder.knowledge import load_knowledge
    from eventcoder.scoring import Options, score

    settings = settings_of(model, knowledge)
    records = _records(gold)
    if not records:
        raise ReadError(f"{gold}: no records. Expected gold of the task {task!r}, one record a line.")
    try:
        found = _records(predictions) if predictions else _predict(task, records, settings, is_quiet=quiet)
    except KeyError as error:
        raise _wrong_gold(gold, task, error) from error
    if save is not None:
        save.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found), encoding="utf-8", newline="\n"
        )
    codes = load_knowledge(settings.knowledge).ontology.cameo.values()
    options = Options(is_strict=strict, cameo_types={c.code: c.event_type for c in codes if c.event_type})
    try:
        figures = score(task, records, found, options)
    except KeyError as error:
        raise _wrong_gold(gold, task, error) from error
    _print(figures, shows_all=shows_all, is_json=is_json)
    return 0


def _wrong_gold(gold: Path, task: str, error: KeyError) -> ReadError:
    return ReadError(
        f"{gold}: a record lacks {error}. Expected gold of the task {task!r}; is it the right file for it?"
    )


def _predict(task: str, records: Sequence[Mapping[str, Any]], settings: Any, *, is_quiet: bool) -> list[dict[str, Any]]:
    from eventcoder.bench import Predictor
    from eventcoder.run.progress import Progress

    predict: Callable[[Mapping[str, Any]], dict[str, Any]] = Predictor(settings).task(task)
    found = []
    with Progress(is_shown=not is_quiet and sys.stderr.isatty(), total=len(records)) as progress:
        for record in records:
            found.append(predict(record))
            progress.advance(0)
    return found


def _records(path: Path) -> list[dict[str, Any]]:
    """Return the records of JSON Lines, of one JSON file, or of a folder of JSON files. Raises ReadError."""
    try:
        if path.is_dir():
            return [_with_text(json.loads(f.read_text(encoding="utf-8")), f) for f in sorted(path.glob("*.json"))]
        if path.suffix.lower() == ".json":
            return [_with_text(json.loads(path.read_text(encoding="utf-8")), path)]
        return list(_lines(path))
    except OSError as error:
        raise ReadError(f"{str(path)!r} cannot be read: {error.strerror}. Expected a file of gold records.") from error
    except ValueError as error:
        raise ReadError(f"{path}: not JSON: {error}. Expected one record a line.") from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                value = json.loads(line)
                if not isinstance(value, dict):
                    raise ValueError(f"line {number} holds no object")
                yield value


def _with_text(record: dict[str, Any], file: Path) -> dict[str, Any]:
    """Add the text that stands in a file beside its gold."""
    beside = file.with_name("report.txt")
    if "text" not in record and beside.is_file():
        record["text"] = beside.read_bytes().decode("utf-8")
    return record


def _print(figures: Sequence[Figure], *, shows_all: bool, is_json: bool) -> None:
    from eventcoder.show.overview import table
    from eventcoder.show.records import json_line
    from eventcoder.show.terminal import console

    if is_json:
        for figure in figures:
            click.echo(json_line({"name": figure.name, "value": figure.value, "counts": figure.counts}))
        return
    shown = [f for f in figures if shows_all or f.is_headline] or list(figures)
    rows = [(f.name, "-" if f.value is None else f"{f.value:.3f}", f.counts) for f in shown]
    console().print(table(("figure", "value", "counts"), rows, numbers=("value",)))
    if len(shown) < len(figures):
        say(f"{len(figures) - len(shown)} more figures with --all.")
