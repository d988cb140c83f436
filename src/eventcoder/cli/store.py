"""``eventcoder store``: what a store holds, what failed, and whether it is sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcoder.cli.commands import Command, Group
from eventcoder.cli.messages import say, say_error

if TYPE_CHECKING:
    from eventcoder.store import Run

_STORE = click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
_JSON = click.option("--json", "is_json", is_flag=True, help="JSON instead of words.")
_DAMAGED = 4
_INPUTS = 60  # characters of the inputs of a run that are shown


@click.group(
    "store",
    cls=Group,
    examples=(
        "eventcoder store info news.db",
        "eventcoder store check news.db",
        "eventcoder store failed news.db",
    ),
)
def command() -> None:
    """Check a store; list what it holds and what failed."""


@command.command("check", cls=Command, examples=("eventcoder store check news.db",))
@_STORE
def check(store: Path) -> int:
    """Look through the whole store and name all damage.

    Every report is compared with its checksum, and every row that is searched with the report it was made from.
    Exit code: 0 sound, 4 damaged.
    """
    from eventcoder.errors import DamagedStoreError
    from eventcoder.store import open_store

    try:
        with open_store(store, read_only=True) as opened:
            damage = list(opened.damage())
            n = opened.counts()["versions"]
    except DamagedStoreError as error:
        damage = [str(error)]
    for line in damage:
        say(line)
    if damage:
        say_error(f"{store} is damaged. Restore it from a copy, or code the reports into a new store.")
        return _DAMAGED
    click.echo(f"{store} is sound: {n:,} text{'s' * (n != 1)}, each as it was stored.")
    return 0


@command.command(
    "info", cls=Command, examples=("eventcoder store info news.db", "eventcoder store info news.db --json")
)
@_STORE
@_JSON
def info(store: Path, *, is_json: bool) -> int:
    """Count what a store holds, and list the runs that filled it."""
    from eventcoder.show.overview import table
    from eventcoder.show.records import json_line, to_dict
    from eventcoder.show.terminal import console
    from eventcoder.store import open_store

    with open_store(store, read_only=True) as opened:
        counts, runs = opened.counts(), list(opened.runs())
    if is_json:
        click.echo(json_line({"counts": counts, "runs": [to_dict(run, "") for run in runs]}))
        return 0
    out = console()
    out.print(table(("what", "number"), [(name, f"{n:,}") for name, n in counts.items()], numbers=("number",)))
    rows = [_run_cells(run) for run in runs]
    columns = ("run", "state", "coded", "there already", "failed", "coder", "known", "inputs")
    out.print(table(columns, rows, numbers=("run", *columns[2:5])))
    return 0


@command.command("failed", cls=Command, examples=("eventcoder store failed news.db --json | jq .reason",))
@_STORE
@_JSON
def failed(store: Path, *, is_json: bool) -> int:
    """List the inputs that could not be read or coded. Exit code: 0 none, 1 some."""
    from eventcoder.cli.quarantine import describe_fault
    from eventcoder.show.records import json_line, quarantine_dict
    from eventcoder.store import open_store

    n = 0
    with open_store(store, read_only=True) as opened:
        for fault in opened.quarantined():
            n += 1
            click.echo(json_line(quarantine_dict(fault)) if is_json else describe_fault(fault))
    return int(n > 0)


def _run_cells(run: Run) -> tuple[str, ...]:
    from eventcoder.show.terminal import one_line

    numbers = (f"{n:,}" for n in (run.n_coded, run.n_again, run.n_quarantined))
    return (
        str(run.number),
        run.state,
        *numbers,
        run.versions.coder,
        run.known or "",
        one_line(" ".join(run.inputs), _INPUTS),
    )
