"""What the command line says on standard error."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click


def say(message: str) -> None:
    """Print a line on standard error."""
    click.echo(message, err=True)


def say_error(message: str) -> None:
    """Print an error: red where colours are wanted."""
    click.secho("error: ", fg="red", bold=True, nl=False, err=True, color=_wants_colour())
    click.echo(message, err=True)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return "did you mean 'code'?" for a misspelt word, or None if nothing is near."""
    by_case = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), list(by_case), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(repr(by_case[name]) for name in near)}?" if near else None


def _wants_colour() -> bool | None:
    import os

    return False if os.environ.get("NO_COLOR") else None
