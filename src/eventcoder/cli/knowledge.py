"""``eventcoder knowledge``: check and list the knowledge files."""

from __future__ import annotations

from pathlib import Path

import click

from eventcoder.cli.commands import Command, Group
from eventcoder.cli.messages import say, say_error

_LAYERS = click.option(
    "--knowledge", metavar="DIR", multiple=True, type=click.Path(path_type=Path), help="Folder with your own files."
)


@click.group(
    "knowledge",
    cls=Group,
    examples=(
        "eventcoder knowledge check",
        "eventcoder knowledge check --knowledge my_lexicon/",
        "eventcoder knowledge list",
    ),
)
def command() -> None:
    """Check and list the knowledge files."""


@command.command(
    "check",
    cls=Command,
    examples=(
        "eventcoder knowledge check",
        "eventcoder knowledge check --knowledge my_lexicon/",
    ),
)
@_LAYERS
def check(knowledge: tuple[Path, ...]) -> int:
    """Read every knowledge file and name every fault with file and line.

    Exit code: 0 nothing wrong, 1 faults found.
    """
    from eventcoder.cli.options import settings_of
    from eventcoder.knowledge.tables import digest
    from eventcoder.run.checks import knowledge_faults
    from eventcoder.show.overview import knowledge_files

    layers = settings_of(knowledge=knowledge).knowledge
    faults = knowledge_faults(layers)
    for fault in faults:
        say(fault)
    if faults:
        say_error(f"{len(faults)} fault{'s' * (len(faults) != 1)} in the knowledge files; mend the lines named above.")
        return 1
    files = knowledge_files(layers)
    n_rows = sum(file.n_rows for file in files)
    click.echo(f"{len(files)} knowledge files with {n_rows:,} rows are sound. Digest {digest(layers)}.")
    return 0


@command.command(
    "list",
    cls=Command,
    examples=("eventcoder knowledge list",),
)
@_LAYERS
def list_files(knowledge: tuple[Path, ...]) -> int:
    """List the knowledge files with their rows."""
    from eventcoder.cli.options import settings_of
    from eventcoder.show.overview import knowledge_files, table
    from eventcoder.show.terminal import console

    files = knowledge_files(settings_of(knowledge=knowledge).knowledge)
    rows = [(f.name, f"{f.n_rows:,}", f.about if f.layer == "built-in" else f"{f.about} ({f.layer})") for f in files]
    console().print(table(("file", "rows", "what it holds"), rows, numbers=("rows",)))
    return 0
