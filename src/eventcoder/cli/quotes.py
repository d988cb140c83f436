"""``eventcoder quotes``: who said what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import did_you_mean, say
from eventcoder.cli.options import coder_options, inputs_or_stdin, paths_argument, report_options, settings_of
from eventcoder.cli.parameters import check_time, due_options
from eventcoder.cli.quarantine import report_quarantined

_WIDER: Final = ("commitment", "no comment")  # names for several classes, or for a part of one

if TYPE_CHECKING:
    from eventcoder.schema import Coded, Statement


@click.command(
    "quotes",
    cls=Command,
    examples=(
        "eventcoder quotes report.txt",
        "eventcoder quotes coded.jsonl --speaker Qureshi --about diplomatic",
        "eventcoder quotes reports/ --channel interview --format jsonl",
        "eventcoder quotes reports/ --class commitment --addressee KEN --due-to 2024-12-31",
    ),
)
@paths_argument
@click.option(
    "--speaker", metavar="WORDS", help="Only speakers with these words in name, code or id: Qureshi, PAKGOV, PAK."
)
@click.option("--about", metavar="WORDS", help="Only statements of this context, or with these words in them.")
@click.option("--channel", metavar="NAME", help="Only statements through this channel: call, interview, statement ...")
@click.option("--kind", type=click.Choice(("direct", "indirect", "mixed")), help="Only statements of this kind.")
@click.option(
    "--class",
    "cue_class",
    metavar="NAME",
    help="Only statements of this class: promise, demand, deny, no comment ...; commitment: promises and agreements.",
)
@click.option("--addressee", metavar="WORDS", help="Only addressees with these words in name, code or id.")
@due_options
@click.option("--format", "output_format", type=click.Choice(("cards", "jsonl")), help="Form of the output.")
@report_options
@coder_options
def command(
    paths: tuple[str, ...],
    speaker: str | None,
    about: str | None,
    channel: str | None,
    kind: str | None,
    cue_class: str | None,
    addressee: str | None,
    due_from: str | None,
    due_to: str | None,
    output_format: str | None,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """List who said what.

    PATH is a report, a folder, - for standard input, or what 'eventcoder code' wrote as .jsonl. Cards are printed on
    a terminal, one line of JSON a statement into a pipe.
    """
    from eventcoder.run.inputs import coded_reports
    from eventcoder.run.session import Summary
    from eventcoder.schema import Quarantined
    from eventcoder.show.quotes import QuoteFilter

    settings = settings_of(model, knowledge, published, country)
    _check_names(channel, cue_class)
    check_time(due_from, due_to, ("--due-from", "--due-to"))
    wanted = QuoteFilter(speaker, about, channel, kind, cue_class, addressee, due_from, due_to)
    is_json = (output_format or ("cards" if sys.stdout.isatty() else "jsonl")) == "jsonl"
    summary, n = Summary(), 0
    for outcome in coded_reports(inputs_or_stdin(paths), settings, form):
        if isinstance(outcome, Quarantined):
            summary.add_fault(outcome)
            continue
        summary.n_coded += 1
        found = wanted.of(outcome)
        n += len(found)
        (_print_json if is_json else _print_cards)(outcome, found)
    report_quarantined(summary)
    if n == 0 and summary.n_coded:
        say(f"no statement found in {summary.n_coded} report{'s' * (summary.n_coded != 1)}.")
    return summary.exit_code


def _check_names(channel: str | None, cue_class: str | None) -> None:
    """Raise click's UsageError for a channel or class that no statement can have."""
    from eventcoder.knowledge.statements import CHANNELS, CLASSES

    for option, value, known in (("--channel", channel, CHANNELS), ("--class", cue_class, (*CLASSES, *_WIDER))):
        if value is not None and value.casefold().replace("_", " ") not in known:
            hint = did_you_mean(value, known) or ""
            raise click.UsageError(
                f"no {option} {value!r}; {hint} Expected one of {', '.join(sorted(known))}.".replace(";  ", ". "),
                click.get_current_context(),
            )


def _print_json(coded: Coded, statements: list[Statement]) -> None:
    from dataclasses import replace

    from eventcoder.show.records import json_line, record_dicts

    for value in record_dicts(replace(coded, statements=tuple(statements)), "statements"):
        sys.stdout.buffer.write((json_line(value) + "\n").encode("utf-8"))
    sys.stdout.buffer.flush()


def _print_cards(coded: Coded, statements: list[Statement]) -> None:
    from rich.text import Text

    from eventcoder.show.cards import statement_card
    from eventcoder.show.terminal import console, one_line

    out = console()
    if statements:
        out.print(Text(one_line(coded.document.id), "bold reverse"))
    for statement in statements:
        out.print(statement_card(statement, coded.document.text))
    if statements:
        out.print()
