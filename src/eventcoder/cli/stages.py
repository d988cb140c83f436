"""``eventcoder stages``: the road of a report."""

from __future__ import annotations

from pathlib import Path

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.options import coder_options, settings_of


@click.command(
    "stages",
    cls=Command,
    examples=(
        "eventcoder stages",
        "eventcoder stages --json | jq .name",
    ),
)
@click.option("--json", "is_json", is_flag=True, help="One line of JSON a stage.")
@coder_options
def command(*, is_json: bool, model: str, knowledge: tuple[Path, ...]) -> int:
    """List the stages of the coder with what they need and give."""
    from eventcoder.registry import cached_pipeline
    from eventcoder.show.overview import stage_rows, table
    from eventcoder.show.records import json_line
    from eventcoder.show.terminal import console

    rows = stage_rows(cached_pipeline(settings_of(model, knowledge)))
    if is_json:
        for row in rows:
            click.echo(json_line(row))
    else:
        console().print(table(("stage", "needs", "gives", "what it does"), [tuple(row.values()) for row in rows]))
    return 0
