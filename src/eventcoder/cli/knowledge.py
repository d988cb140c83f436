"""``eventcoder knowledge``: check, list and import knowledge files."""

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
        "eventcoder knowledge import petrarch actors.txt agents.txt verbs.txt -o my_lexicon/",
    ),
)
def command() -> None:
    """Check, list and import knowledge files."""


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


@command.group(
    "import",
    cls=Group,
    examples=("eventcoder knowledge import petrarch actors.txt agents.txt verbs.txt -o my_lexicon/",),
)
def import_files() -> None:
    """Turn knowledge of other coders into a folder for --knowledge."""


@import_files.command(
    "petrarch",
    cls=Command,
    examples=(
        "eventcoder knowledge import petrarch actors.txt agents.txt verbs.txt -o my_lexicon/",
        "eventcoder code reports/ --knowledge my_lexicon/",
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Folder for the tables."
)
@click.option("--replace", "replaces", is_flag=True, help="Write over tables that are in the folder already.")
@click.option("-q", "--quiet", is_flag=True, help="Do not print what was left out; the report lists it.")
def import_petrarch_files(files: tuple[Path, ...], output: Path, *, replaces: bool, quiet: bool) -> int:
    """Import dictionaries of PETRARCH, PETRARCH2, UniversalPetrarch or TABARI.

    FILE is an actor, agent, verb, discard or issue dictionary; which one is told by its name (discard, issue, agent,
    verb), else by its lines. Codes become states and PLOVER sectors, CAMEO codes PLOVER types. A state that nobody
    knows becomes a new one. What a table cannot say is named with file, line and reason, here and in
    DIR/import_report.txt.

    Exit code: 0 everything was taken over, 1 something was left out, 2 wrong use or a file that cannot be read.
    """
    from eventcoder.knowledge.importers.petrarch import REPORT, import_petrarch
    from eventcoder.show.imports import import_summary

    imported = import_petrarch(files, output, replaces=replaces)
    if not quiet:
        for finding in imported.findings:
            say(str(finding))
    for line in import_summary(imported, output):
        click.echo(line)
    if imported.left_out:
        say(f"{len(imported.left_out)} left out; {output / REPORT} says why.")
    return 1 if imported.left_out else 0
