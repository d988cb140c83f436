"""``eventcoder places``: where the places that a report names are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.options import coder_options, inputs_or_stdin, paths_argument, report_options, settings_of
from eventcoder.cli.quarantine import report_quarantined

if TYPE_CHECKING:
    from eventcoder.run.placing import PlacedReport


@click.command(
    "places",
    cls=Command,
    examples=(
        "eventcoder places report.txt",
        "eventcoder places reports/ --geojson > places.geojson",
        "eventcoder places report.txt --country PAK --format jsonl | jq .name",
    ),
)
@paths_argument
@click.option("--geojson", "is_geojson", is_flag=True, help="One GeoJSON feature collection for all reports.")
@click.option("--format", "output_format", type=click.Choice(("table", "jsonl")), help="Form of the output.")
@report_options
@coder_options
def command(
    paths: tuple[str, ...],
    output_format: str | None,
    *,
    is_geojson: bool,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """List the places that reports name, with coordinates.

    PATH is a report, a folder, - for standard input, a store, or what 'eventcoder code' wrote as .jsonl. A table is
    printed on a terminal, one line of JSON a name into a pipe. Use says what the words do: place, actor ("Moscow
    said"), modifier ("Russian troops"), embedded in the name of a body, dateline. Rule says why this place and no
    other of its name.
    """
    from eventcoder.registry import cached_pipeline
    from eventcoder.run.inputs import documents_of
    from eventcoder.run.placing import place_documents
    from eventcoder.run.session import Summary
    from eventcoder.schema import Quarantined

    settings = settings_of(model, knowledge, published, country)
    summary = Summary()

    def reports() -> Iterator[PlacedReport]:
        inputs = documents_of(inputs_or_stdin(paths), settings, form)
        for outcome in place_documents(cached_pipeline(settings_of(model, knowledge)), inputs):
            if isinstance(outcome, Quarantined):
                summary.add_fault(outcome)
            else:
                summary.n_coded += 1
                yield outcome

    chosen = "geojson" if is_geojson else output_format or ("table" if sys.stdout.isatty() else "jsonl")
    {"geojson": _print_geojson, "table": _print_table, "jsonl": _print_json}[chosen](reports())
    report_quarantined(summary)
    return summary.exit_code


def _print_json(reports: Iterator[PlacedReport]) -> None:
    from eventcoder.show.places import place_record
    from eventcoder.show.records import json_line

    for report in reports:
        for placed in report.places:
            sys.stdout.buffer.write((json_line(place_record(report.document, placed)) + "\n").encode("utf-8"))
    sys.stdout.buffer.flush()


def _print_geojson(reports: Iterator[PlacedReport]) -> None:
    from eventcoder.show.places import feature_collection
    from eventcoder.show.records import json_line

    collection = feature_collection((report.document, report.places) for report in reports)
    sys.stdout.buffer.write((json_line(collection) + "\n").encode("utf-8"))
    sys.stdout.buffer.flush()


def _print_table(reports: Iterator[PlacedReport]) -> None:
    from eventcoder.show.overview import table
    from eventcoder.show.places import COLUMNS, NUMBERS, place_row
    from eventcoder.show.terminal import console

    rows = [place_row(report.document, placed) for report in reports for placed in report.places]
    console().print(table(COLUMNS, rows, numbers=NUMBERS))
