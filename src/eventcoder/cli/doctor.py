"""``eventcoder doctor``: does this installation work."""

from __future__ import annotations

from pathlib import Path

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.options import coder_options


@click.command(
    "doctor",
    cls=Command,
    examples=(
        "eventcoder doctor",
        "eventcoder doctor --knowledge my_lexicon/",
    ),
)
@click.option("--json", "is_json", is_flag=True, help="One line of JSON a check.")
@coder_options
def command(*, is_json: bool, model: str, knowledge: tuple[Path, ...]) -> int:
    """Check that this installation works.

    Looks at Python, the parser, the knowledge, one sentence coded, and the optional extras. Exit code: 0 all well,
    1 something is wrong.
    """
    from eventcoder.run.checks import doctor_checks, failed
    from eventcoder.show.records import json_line, to_dict

    checks = []
    for check in doctor_checks(model, knowledge):
        checks.append(check)
        if is_json:
            click.echo(json_line({**to_dict(check, ""), "is_ok": check.is_ok}))
            continue
        sign, colour = ("ok", "green") if check.is_ok else ("WRONG", "red")
        click.secho(f"{sign:<6}", fg=colour, nl=False, color=_colour())
        click.echo(f"{check.name:<24} {check.found}")
        if not check.is_ok and check.advice:
            click.echo(f"{'':<31}{check.advice}")
    return 1 if failed(checks) else 0


def _colour() -> bool | None:
    import os

    return False if os.environ.get("NO_COLOR") else None
