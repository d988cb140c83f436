"""``eventcoder export``: records in the formats of other projects and programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say
from eventcoder.cli.options import (
    FORMATS,
    TABLES,
    as_of_option,
    check_as_of,
    coder_options,
    fill_dates_option,
    inputs_or_stdin,
    paths_argument,
    report_options,
    settings_of,
    status_option,
    statuses_of,
)
from eventcoder.cli.quarantine import report_quarantined

if TYPE_CHECKING:
    from eventcoder.run.writers import Writer


@click.command(
    "export",
    cls=Command,
    examples=(
        "eventcoder export coded.jsonl --format polecat -o polecat.tsv",
        "eventcoder export coded.jsonl -o events.geojson",
        "eventcoder export coded.jsonl --format excel --records statements -o statements.csv",
        "eventcoder export coded.jsonl --parquet records/",
        "eventcoder export --columns --format gdelt-events",
    ),
)
@paths_argument
@click.option("--format", "name", type=click.Choice(FORMATS), help="Format; else told by the ending of FILE.")
@click.option(
    "-o",
    "--out",
    "--output",
    "out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to FILE.",
)
@click.option(
    "--records", "kind", type=click.Choice(TABLES), help="One kind of record: for jsonl, csv, parquet, excel."
)
@click.option("--excel", is_flag=True, help="The same as --format excel.")
@click.option(
    "--parquet", metavar="DIR", type=click.Path(path_type=Path), help="Write every table to DIR by year and month."
)
@click.option("--columns", is_flag=True, help="Print the columns of the format, what fills each, and notes.")
@status_option
@fill_dates_option
@as_of_option
@click.option("-q", "--quiet", is_flag=True, help="No closing line.")
@report_options
@coder_options
def command(
    paths: tuple[str, ...],
    name: str | None,
    out: Path | None,
    kind: Any,
    parquet: Path | None,
    statuses: tuple[str, ...],
    *,
    excel: bool,
    columns: bool,
    fill_dates: bool,
    as_of: str | None,
    quiet: bool,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """Write records as other projects and programs read them.

    PATH is what 'eventcoder code' wrote as .jsonl, a store, or reports, which are coded now.

    The tables of other projects (polecat, icews, petrarch, phoenix, gdelt-events, gdelt-mentions) and gexf have no
    column for the status of an event: they hold asserted events unless --status says otherwise, and no retelling of an
    event within its report. They have no column for how exactly a day is known either: an event has its day if it is
    known to the week.
    """
    from eventcoder.run.exports import NEED_DAYS
    from eventcoder.run.inputs import coded_reports
    from eventcoder.run.partitions import export_partitions
    from eventcoder.run.progress import Progress
    from eventcoder.run.session import QuarantineFile, run
    from eventcoder.run.undated import Undated

    name = "excel" if excel else name
    if columns:
        return _print_columns(name)
    if parquet is not None and (out is not None or name is not None or kind is not None):
        raise click.UsageError(
            "--parquet writes every table; expected it without --format, --out and --records.",
            click.get_current_context(),
        )
    paths, chosen = inputs_or_stdin(paths), statuses_of(statuses)
    check_as_of(paths, as_of)
    with_stories = paths if as_of is None else ()
    undated = Undated(fill_dates, chosen or frozenset({"asserted"}))
    outcomes = undated.passed(
        coded_reports(paths, settings_of(model, knowledge, published, country), form, as_of=as_of)
    )
    if parquet is not None:
        summary = export_partitions(with_stories, outcomes, parquet, chosen)
    else:
        summary = run(
            outcomes, _writer(name, out, kind, chosen, with_stories), QuarantineFile(None), Progress(is_shown=False)
        )
    report_quarantined(summary)
    if undated.n and not quiet and name in NEED_DAYS:
        say(f"{undated.n} event{'s' * (undated.n != 1)} without a day. --fill-dates gives them the day of publication.")
    if not quiet and (out or parquet):
        say(f"{summary.n_coded} report{'s' * (summary.n_coded != 1)} written to {out or parquet}.")
    return summary.exit_code


def _writer(
    name: str | None, out: Path | None, kind: Any, statuses: frozenset[str] | None, paths: Sequence[str]
) -> Writer:
    from eventcoder.run.exports import MERGING, export_to_file, export_to_stream
    from eventcoder.run.story_index import stories_by_event

    stories = stories_by_event(paths) if name in MERGING else {}
    if out is not None:
        return export_to_file(out, name, kind, statuses, stories=stories)
    if name is None:
        raise click.UsageError(
            f"no format. Expected --format with one of {', '.join(FORMATS)}, or -o FILE with an ending that tells.",
            click.get_current_context(),
        )
    return export_to_stream(sys.stdout.buffer, name, kind, statuses, stories=stories)


def _print_columns(name: str | None) -> int:
    from eventcoder.run.exports import export_notes
    from eventcoder.show.overview import table
    from eventcoder.show.terminal import console

    if name is None:
        raise click.UsageError("--columns needs --format, such as polecat.", click.get_current_context())
    console().print(table(("column", "filled with", "note"), [list(row) for row in export_notes(name)]))
    return 0
