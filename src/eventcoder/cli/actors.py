"""``eventcoder actors``: whom a phrase names and why, and which actors nobody knows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from eventcoder.cli.commands import Command, Group
from eventcoder.cli.messages import say
from eventcoder.cli.options import coder_options, inputs_or_stdin, paths_argument, report_options, settings_of
from eventcoder.cli.parameters import CountryCode
from eventcoder.cli.quarantine import report_quarantined

_FIND_EXAMPLES = (
    'eventcoder actors find "the Pakistani foreign minister" --date 2021-07-16',
    'eventcoder actors find "Foreign Office" --country PAK --json',
)
_UNKNOWN_EXAMPLES = (
    "eventcoder actors unknown reports/",
    "eventcoder actors unknown reports.jsonl --least 3 --propose > organizations.tsv",
)


@click.group("actors", cls=Group, examples=(*_FIND_EXAMPLES, *_UNKNOWN_EXAMPLES))
def command() -> None:
    """Say whom a phrase names and why; rank the actors that nobody knows."""


@command.command("find", cls=Command, examples=_FIND_EXAMPLES)
@click.argument("phrase")
@click.option("--date", "day", metavar="DATE", help="Day of the report that the phrase stands in, such as 2021-07-16.")
@click.option("--country", metavar="ISO3", type=CountryCode(), help="Publisher's country of that report, such as PAK.")
@click.option("--json", "is_json", is_flag=True, help="One line of JSON an actor.")
@coder_options
def find(
    phrase: str, day: str | None, country: str | None, *, is_json: bool, model: str, knowledge: tuple[Path, ...]
) -> int:
    """Show whom PHRASE names on a day, and why.

    Each actor is shown with its country, sectors and office, the rule that chose it, the knowledge row it comes from,
    and who else bears the name. Parts of a phrase ("Pakistani" in "Pakistani troops") stand below it.

    Exit code: 0 somebody is named, 1 nobody.
    """
    from eventcoder.registry import cached_pipeline
    from eventcoder.run.actors import find_actors
    from eventcoder.show.actors import READING_COLUMNS, reading_record, reading_row
    from eventcoder.show.overview import table
    from eventcoder.show.records import json_line
    from eventcoder.show.terminal import console

    settings = settings_of(model, knowledge, day, country)
    pipeline = cached_pipeline(settings_of(model, knowledge))
    readings = find_actors(pipeline, phrase, settings.published, settings.country)
    if is_json:
        for reading in readings:
            click.echo(json_line(reading_record(reading)))
    elif readings:
        console().print(table(READING_COLUMNS, [reading_row(r) for r in readings]))
    if not readings:
        say(f"{phrase!r} names nobody that is known, and no actor noun.")
    return 0 if readings else 1


@command.command("unknown", cls=Command, examples=_UNKNOWN_EXAMPLES)
@paths_argument
@click.option("--least", metavar="N", type=click.IntRange(min=1), default=1, help="Only those named N times or more.")
@click.option("--nouns", "has_nouns", is_flag=True, help='Also those without a name of their own: "gunmen".')
@click.option("--propose", "is_proposal", is_flag=True, help="A table of rows for your own knowledge folder.")
@click.option("--json", "is_json", is_flag=True, help="One line of JSON an actor.")
@report_options
@coder_options
def unknown(
    paths: tuple[str, ...],
    least: int,
    *,
    has_nouns: bool,
    is_proposal: bool,
    is_json: bool,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """Rank the actors of reports for which no country could be found.

    PATH is a report, a folder, - for standard input, a store, or what 'eventcoder code' wrote as .jsonl. The most often
    named come first, each with its best sector, the rule that gave up, and the first sentence it stands in. With
    --propose a row is printed for each that has a name, with the country that its reports are about: check it before
    you use it.

    Exit code: 0 all read, 1 some quarantined, 3 nothing could be read.
    """
    from eventcoder.registry import cached_pipeline
    from eventcoder.run.actors import UnknownActors
    from eventcoder.run.inputs import documents_of
    from eventcoder.run.session import Summary
    from eventcoder.show.actors import UNKNOWN_COLUMNS, UNKNOWN_NUMBERS, proposed_table, unknown_record, unknown_row
    from eventcoder.show.overview import table
    from eventcoder.show.records import json_line
    from eventcoder.show.terminal import console

    settings = settings_of(model, knowledge, published, country)
    actors, summary = UnknownActors(cached_pipeline(settings_of(model, knowledge))), Summary()
    for fault in actors.read(documents_of(inputs_or_stdin(paths), settings, form)):
        if fault is None:
            summary.n_coded += 1
        else:
            summary.add_fault(fault)
    found = actors.ranked(least=least, has_nouns=has_nouns)
    if is_proposal:
        sys.stdout.write(proposed_table(found))
    elif is_json:
        for one in found:
            click.echo(json_line(unknown_record(one)))
    else:
        console().print(table(UNKNOWN_COLUMNS, [unknown_row(u) for u in found], numbers=UNKNOWN_NUMBERS))
    report_quarantined(summary)
    return summary.exit_code
