"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from eventcoder.cli.parameters import CountryCode
from eventcoder.settings import DEFAULT_MODEL, Settings

_F = TypeVar("_F", bound=Callable[..., Any])
RECORDS: Final = ("events", "statements", "actors", "mentions")
TABLES: Final = (*RECORDS, "participants", "places", "reports")
FORMATS: Final = (
    *("jsonl", "csv", "parquet", "excel"),
    *("polecat", "icews", "petrarch", "phoenix", "gdelt-events", "gdelt-mentions", "plover", "geojson", "gexf"),
)
STATUSES: Final = ("asserted", "negated", "hypothetical", "future", "historical", "requested")
_RULES_ONLY: Final = "eventcoder.rules_only"  # where the flag waits until the settings are made
INPUT_FORMATS: Final = ("text", "html", "jsonl", "csv", "tsv")


def paths_argument(function: _F) -> _F:
    """Add PATH...: files, folders, or - for standard input."""
    return click.argument("paths", metavar="[PATH]...", nargs=-1)(function)


def report_options(function: _F) -> _F:
    """Add what says how reports are read."""
    for option in (
        click.option("--published", metavar="DATE", help="Day of reports that bring none, such as 2021-07-16."),
        click.option(
            "--country",
            metavar="ISO3",
            type=CountryCode(),
            help="Publisher's country for reports that bring none, such as PAK.",
        ),
        click.option(
            "--from", "form", type=click.Choice(INPUT_FORMATS), help="Format of all inputs; else told by name."
        ),
    ):
        function = option(function)
    return function


def status_option(function: _F) -> _F:
    """Add which events are taken."""
    return click.option(
        "--status",
        "statuses",
        multiple=True,
        type=click.Choice((*STATUSES, "all")),
        help="Events of this status only; may be repeated.",
    )(function)


def fill_dates_option(function: _F) -> _F:
    """Add what becomes of events without a date."""
    return click.option(
        "--fill-dates", is_flag=True, help="Give events without a date the day of publication, as other coders do."
    )(function)


def as_of_option(function: _F) -> _F:
    """Add the day on which a store is looked at."""
    return click.option("--as-of", metavar="DATE", help="What a store knew on that day; stories are left out.")(
        function
    )


def check_as_of(paths: tuple[str, ...], as_of: str | None) -> None:
    """Raise click's UsageError if a day is asked of what is no store."""
    from eventcoder.run.inputs import is_store

    others = [path for path in paths if not is_store(path)]
    if as_of is not None and others:
        raise click.UsageError(
            f"--as-of is asked of stores; {others[0]!r} is none. Expected what 'eventcoder code --store' wrote.",
            click.get_current_context(),
        )


def statuses_of(statuses: tuple[str, ...]) -> frozenset[str] | None:
    """Return the statuses that were asked for, or None if nothing was."""
    if not statuses:
        return None
    return frozenset(STATUSES) if "all" in statuses else frozenset(statuses)


def _without_model(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own
    context.meta[_RULES_ONLY] = value


def coder_options(function: _F) -> _F:
    """Add what says which coder is used."""
    for option in (
        click.option(
            "--knowledge",
            metavar="DIR",
            multiple=True,
            type=click.Path(path_type=Path),
            help="Folder with your own knowledge files, read over the built-in ones; may be repeated.",
        ),
        click.option(
            "--model",
            metavar="NAME",
            default=DEFAULT_MODEL,
            show_default=True,
            help="Installed spaCy English pipeline.",
        ),
        click.option(
            "--no-model",
            is_flag=True,
            expose_value=False,
            callback=_without_model,
            help="Code by rules alone, without the learned model of event types.",
        ),
    ):
        function = option(function)
    return function


def settings_of(
    model: str = DEFAULT_MODEL,
    knowledge: tuple[Path, ...] = (),
    published: str | None = None,
    country: str | None = None,
) -> Settings:
    """Return checked settings. Raises SettingsError for an impossible value."""
    context = click.get_current_context(silent=True)
    return Settings(
        model=model,
        published=published,
        country=country and country.upper(),
        knowledge=knowledge,
        learned=not (context and context.meta.get(_RULES_ONLY)),
    )


def inputs_or_stdin(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the given paths, or standard input if something is piped in. Raises click's UsageError if nothing is."""
    import sys

    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError(
            "no input. Expected files, folders, or - for standard input, for example: eventcoder code report.txt",
            click.get_current_context(),
        )
    return ("-",)
