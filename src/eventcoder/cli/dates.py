"""``eventcoder dates``: the days that a text speaks of."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say
from eventcoder.cli.options import coder_options, settings_of


@click.command(
    "dates",
    cls=Command,
    examples=(
        'eventcoder dates "Talks held since late Monday failed." --published 2021-07-16',
        "eventcoder dates --published 2021-07-16 < report.txt",
        'eventcoder dates "two days after Christmas" --published 2021-07-16 --format jsonl | jq .start',
    ),
)
@click.argument("text", required=False)
@click.option("--published", metavar="DATE", help="Day that the text was published, such as 2021-07-16.")
@click.option("--format", "output_format", type=click.Choice(("table", "jsonl")), help="Form of the output.")
@coder_options
def command(
    text: str | None,
    published: str | None,
    output_format: str | None,
    *,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """List the time expressions of a text with the days they mean.

    The text is TEXT or standard input. Start and end are days, both included; resolution says how precise the words
    are, basis on what the reading leans: explicit (a full date), relative (counted from the day of publication),
    discourse (counted from a day told before). Words that need a day which the text does not give are unresolved.
    """
    from eventcoder.read import read_text
    from eventcoder.registry import cached_pipeline
    from eventcoder.run.dating import date_document
    from eventcoder.show.dates import COLUMNS, date_record, date_row
    from eventcoder.show.overview import table
    from eventcoder.show.records import json_line
    from eventcoder.show.terminal import console

    if text is not None and Path(text).suffix and Path(text).is_file():
        raise click.UsageError(
            f"{text!r} is a file. Expected words; a file goes to standard input: eventcoder dates < {text}",
            click.get_current_context(),
        )
    settings = settings_of(model, knowledge, published)
    document = read_text(text if text is not None else _piped(), published=settings.published)
    found = date_document(cached_pipeline(settings_of(model, knowledge)), document)
    if (output_format or ("table" if sys.stdout.isatty() else "jsonl")) == "table":
        console().print(table(COLUMNS, [date_row(document.text, *item) for item in found]))
    else:
        for item in found:
            sys.stdout.buffer.write((json_line(date_record(document.text, *item)) + "\n").encode("utf-8"))
        sys.stdout.buffer.flush()
    if not found:
        say("no time expression found.")
    return 0


def _piped() -> str:
    """Return standard input. Raises click's UsageError if nothing is piped in."""
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError(
            'no text. Expected words or standard input, for example: eventcoder dates "late Monday"',
            click.get_current_context(),
        )
    return sys.stdin.buffer.read().decode("utf-8", "replace")
