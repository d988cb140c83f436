"""Write docs/cli.md from the help of every command.

usage: python docs/generate.py [--check]

With --check nothing is written; exit code 1 if the file is not what would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from eventcoder.cli.main import app

TARGET = Path(__file__).with_name("cli.md")
_WIDTH = 100
_HEAD = """# Command line

This page is made by `python docs/generate.py` from the help of the commands; change it there.

Data goes to standard output, everything else to standard error. Exit codes: 0 ok, 1 some inputs were quarantined (or,
for `doctor` and `knowledge check`, faults were found, for `knowledge import`, something was left out), 2 wrong use or
settings, 3 input that cannot be read, 4 store locked or damaged, 5 disk full, 70 a fault of eventcoder itself, 130
stopped with Ctrl-C, 141 the reader of the output has gone away.

An error says what is wrong, where, what was expected and what to do; `--debug` adds the traceback. Colours are used on
terminals only, and not if `NO_COLOR` is set.
"""


def command_page() -> str:
    """Return the whole page."""
    return "\n".join([_HEAD, *_sections(app, "eventcoder", None)])


def _sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    """Yield the section of a command and those of the commands below it."""
    options = command.context_settings | {"terminal_width": _WIDTH, "max_content_width": _WIDTH}
    ctx = click.Context(command, info_name=name, parent=parent, **options)
    yield f"## {ctx.command_path}\n\n```\n{command.get_help(ctx)}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(ctx):
            found = command.get_command(ctx, below)
            if found is not None:
                yield from _sections(found, below, ctx)


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    page = command_page()
    if "--check" in arguments:
        return int(not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != page)
    TARGET.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
