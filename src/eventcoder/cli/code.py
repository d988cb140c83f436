"""``eventcoder code``: reports to records."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say
from eventcoder.cli.options import (
    FORMATS,
    RECORDS,
    coder_options,
    inputs_or_stdin,
    paths_argument,
    report_options,
    settings_of,
)
from eventcoder.cli.quarantine import report_quarantined

if TYPE_CHECKING:
    from eventcoder.run.writers import Writer
    from eventcoder.schema import Coded, Document, Quarantined
    from eventcoder.settings import Settings

_Item = TypeVar("_Item", bound="Coded | Document | Quarantined")


@click.command(
    "code",
    cls=Command,
    examples=(
        "eventcoder code report.txt --published 2021-07-16 --country PAK",
        "eventcoder code reports/ more.jsonl -o coded.jsonl",
        "eventcoder code reports.jsonl -o events.csv",
        "eventcoder code reports/ --format polecat -o polecat.tsv",
        "eventcoder code reports/ --store news.db",
        "curl -s URL | eventcoder code - --from html --records events | jq .event_type",
    ),
)
@paths_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to FILE.jsonl, .jsonl.gz, .csv or .parquet.",
)
@click.option("--records", type=click.Choice(RECORDS), help="One kind of record only.")
@click.option(
    "--format", "output_format", type=click.Choice(("cards", *FORMATS)), help="Form of the output; see 'export'."
)
@click.option(
    "--quarantine", metavar="FILE", type=click.Path(path_type=Path), help="Where inputs that failed are listed."
)
@click.option("--lean", is_flag=True, help="JSON without evidence, mentions and silences: a fifth of the size.")
@click.option(
    "--store", metavar="FILE", type=click.Path(path_type=Path), help="Keep everything in a store; run again to go on."
)
@click.option("--known", metavar="DATE", help="With --store: day the reports were known from; else each one's own day.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no closing line.")
@report_options
@coder_options
def command(
    paths: tuple[str, ...],
    output: Path | None,
    records: Any,
    output_format: str | None,
    quarantine: Path | None,
    *,
    lean: bool,
    store: Path | None,
    known: str | None,
    quiet: bool,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """Code reports into events, statements and actors.

    PATH is a file (.txt, .html, .jsonl, .csv, .tsv, also .gz), a folder of them, in which files of other kinds are
    left out and counted, or - for standard input. On a terminal readable cards are printed; into a pipe goes one line
    of JSON a report. A table (.csv, .parquet) gets the events, and a second file NAME.statements.csv the statements.

    With --store nothing is printed: reports go into one SQLite file for 'eventcoder query'. What it holds is not coded
    again, so that a run that was stopped goes on when it is run again; another text of a report becomes its newest
    version.

    Inputs that cannot be read or coded are counted and named on standard error and, with -o, listed in
    NAME.quarantine.jsonl. Exit code: 0 all coded, 1 some quarantined, 2 usage, 3 nothing could be read, 4 store locked
    or damaged, 5 disk full.
    """
    if store is not None:
        given = {"-o": output, "--records": records, "--format": output_format, "--quarantine": quarantine}
        _check_alone([name for name, value in given.items() if value is not None] + ["--lean"] * lean)
        settings = settings_of(model, knowledge, published, country)
        return _code_into(store, inputs_or_stdin(paths), settings, form, known, is_quiet=quiet)
    if known is not None:
        raise click.UsageError("--known needs --store FILE.", click.get_current_context())
    from eventcoder.registry import cached_pipeline
    from eventcoder.run.coding import code_documents
    from eventcoder.run.inputs import read_inputs
    from eventcoder.run.progress import Progress, expected_reports
    from eventcoder.run.session import QuarantineFile, run

    paths = inputs_or_stdin(paths)
    settings = settings_of(model, knowledge, published, country)
    own = _own_files(output, quarantine)
    _check_outputs(paths, own)
    inputs = read_inputs(paths, settings, form)
    pipeline = cached_pipeline(settings_of(model, knowledge))
    has_bar = not quiet and sys.stderr.isatty() and (output is not None or not sys.stdout.isatty())
    progress = Progress(is_shown=has_bar, total=expected_reports(paths) if has_bar else None)
    faults = QuarantineFile(own[-1] if output or quarantine else None, pipeline.versions)
    writer = _writer(output, output_format, records, is_lean=lean)
    summary = run(code_documents(pipeline, _without(inputs, own)), writer, faults, progress)
    report_quarantined(summary, own[-1] if output or quarantine else None)
    if output is not None and not quiet:
        say(f"{summary.n_coded} report{'s' * (summary.n_coded != 1)} coded to {output}.")
    return summary.exit_code


def _check_alone(options: list[str]) -> None:
    if options:
        raise click.UsageError(
            f"{options[0]} does not go with --store. Expected --store alone; print with 'eventcoder query' afterwards.",
            click.get_current_context(),
        )


def _code_into(
    file: Path, paths: tuple[str, ...], settings: Settings, form: Any, known: str | None, *, is_quiet: bool
) -> int:
    from dataclasses import replace

    from eventcoder.registry import cached_pipeline
    from eventcoder.run.inputs import read_or_coded
    from eventcoder.run.progress import Progress, expected_reports
    from eventcoder.run.storing import StoreRun
    from eventcoder.store import open_store

    own = [file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm"))]
    _check_outputs(paths, own)
    items = read_or_coded(paths, settings, form)
    with open_store(file) as store:
        pipeline = cached_pipeline(replace(settings, published=None, country=None))
        has_bar = not is_quiet and sys.stderr.isatty()
        progress = Progress(is_shown=has_bar, total=expected_reports(paths) if has_bar else None)
        summary = StoreRun(store, pipeline, known).run(_without(items, own), paths, progress)
    report_quarantined(summary)
    if not is_quiet:
        say(
            f"{summary.n_coded} report{'s' * (summary.n_coded != 1)} coded to {file}, {summary.n_edited} of them newer "
            f"texts; {summary.n_again} were there already."
        )
    return summary.exit_code


def _own_files(output: Path | None, quarantine: Path | None) -> list[Path]:
    """The files this run writes, the quarantine file last."""
    if output is None:
        return [quarantine] if quarantine else []
    statements = output.with_name(f"{output.stem}.statements{output.suffix}")
    return [output, statements, quarantine or output.with_name(f"{output.stem}.quarantine.jsonl")]


def _check_outputs(paths: tuple[str, ...], own: list[Path]) -> None:
    written = {os.path.realpath(path) for path in own}
    for path in paths:
        if path != "-" and os.path.realpath(path) in written:
            raise click.UsageError(
                f"{path!r} is both input and output. Expected another name after -o; nothing was written.",
                click.get_current_context(),
            )


def _without(inputs: Iterator[_Item], own: list[Path]) -> Iterator[_Item]:
    """Leave out this run's own files where they stand in a folder that is read."""
    written, names = {os.path.realpath(path) for path in own}, {path.name for path in own}

    def is_own(path: str | None) -> bool:
        return path is not None and Path(path).name in names and os.path.realpath(path) in written

    return (item for item in inputs if not is_own(getattr(item, "path", None)))


def _writer(output: Path | None, output_format: str | None, records: Any, *, is_lean: bool) -> Writer:
    from eventcoder.run.exports import export_to_file, export_to_stream
    from eventcoder.run.writers import CardWriter
    from eventcoder.show.terminal import console

    if output is not None and output_format != "cards":
        return export_to_file(output, output_format, records, is_lean=is_lean)
    if output is not None:
        raise click.UsageError(
            "cards are for a terminal; with -o expected jsonl, csv or parquet.", click.get_current_context()
        )
    chosen = output_format or ("cards" if sys.stdout.isatty() else "jsonl")
    if chosen == "cards":
        return CardWriter(console(), records)
    return export_to_stream(sys.stdout.buffer, chosen, records, is_lean=is_lean)
