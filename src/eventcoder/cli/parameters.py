"""Kinds of options that several commands share: days, times from a day to a day, and options with older names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])
_FIND = "'eventcoder actors find NAME' tells a country's code."


class Day(click.ParamType):  # type: ignore[type-arg]  # not generic before click 8.4
    """A day, as ISO text."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day. Raises click's BadParameter if it is none."""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day. Expected a day such as 2021-07-16.", param, ctx)


class CountryCode(click.ParamType):  # type: ignore[type-arg]  # not generic before click 8.4
    """A country's code of three letters, written in any case."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code in capitals. Raises click's BadParameter if no country has it."""
        from eventcoder.cli.messages import did_you_mean
        from eventcoder.knowledge.actors import SUPRANATIONAL
        from eventcoder.knowledge.tables import Tables

        rows = Tables().read("actors/countries.tsv", ("iso3", "plover", "name"))
        codes = {row.word(column) for row in rows for column in ("iso3", "plover") if row.text(column)} | SUPRANATIONAL
        names = {row.word("name").casefold(): row.word("iso3") for row in rows}
        code = str(value).upper()
        if code not in codes:
            meant = names.get(str(value).casefold())
            hint = f"{value} is {meant}." if meant else did_you_mean(str(value), [*names, *codes]) or _FIND
            self.fail(
                f"{value!r} is no country's code. Expected an ISO 3166 alpha-3 code such as PAK; {hint}", param, ctx
            )
        return code


class Renamed(click.Option):
    """An option with further names that go on working; the help shows the first only."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option with its first name, and what it does."""
        names, self.opts = self.opts, self.opts[:1]
        try:
            return super().get_help_record(ctx)
        finally:
            self.opts = names


def time_options(first: str, last: str, *, also: Sequence[str] = ()) -> Callable[[_F], _F]:
    """Add ``--start`` and ``--end``, with other names that they had; the command gets ``start`` and ``end``."""

    def decorated(function: _F) -> _F:
        for name, help_text, others in (("end", last, also[1:]), ("start", first, also[:1])):
            option = click.option(f"--{name}", *others, name, metavar="DATE", type=Day(), cls=Renamed, help=help_text)
            function = option(function)
        return function

    return decorated


def due_options(function: _F) -> _F:
    """Add ``--due-from`` and ``--due-to``: by when a promise is to be kept or a demand to be met."""
    late = "Only what is to be done by a day not before this one: promises, agreements, demands with a term."
    soon = "Only what is to be done by this day at the latest."
    for name, help_text in (("due-to", soon), ("due-from", late)):
        function = click.option(f"--{name}", metavar="DATE", type=Day(), help=help_text)(function)
    return function


def check_time(start: str | None, end: str | None, names: tuple[str, str] = ("--start", "--end")) -> None:
    """Raise click's UsageError if a time ends before it begins."""
    if start is not None and end is not None and start > end:
        raise click.UsageError(
            f"{names[0]} {start} is later than {names[1]} {end}. Expected the earlier day first.",
            click.get_current_context(),
        )
