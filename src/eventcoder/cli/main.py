"""The command ``eventcoder``: finds the subcommand, and turns errors into one clear message and an exit code."""

from __future__ import annotations

import errno
import gc
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

import click

from eventcoder.cli.commands import Group
from eventcoder.cli.messages import say_error
from eventcoder.errors import BusyStoreError, DamagedStoreError, EventcoderError, FullDiskError, ReadError
from eventcoder.version import __version__

USAGE, UNREADABLE, STORE, DISK_FULL, INTERNAL, INTERRUPTED, BROKEN_PIPE = 2, 3, 4, 5, 70, 130, 141
_CODES: Final = {ReadError: UNREADABLE, BusyStoreError: STORE, DamagedStoreError: STORE, FullDiskError: DISK_FULL}
_ADVICE: Final = {
    errno.ENOENT: "Expected a name in a folder that exists.",
    errno.EACCES: "Expected a file that this user may read, or a folder that this user may write to.",
    errno.EISDIR: "Expected a file, not a folder.",
}
SELDOM: Final = 50_000  # new objects between two rounds of the collector; knowledge is a million that all stay
COMMANDS: Final = {  # name -> what it does; the modules are imported only when their command is called
    "code": "Code reports into events, statements and actors.",
    "show": "Show a report with its spans marked, here or as an HTML page.",
    "export": "Write records as other projects and programs read them.",
    "series": "Count events between actors by day, week or month, with noughts where nothing was told.",
    "sql": "Answer a question in SQL over records.",
    "explain": "Say why: of a record, of a sentence, of a term.",
    "stories": "List the stories of a store or of reports: events that several reports tell are one story.",
    "quotes": "List who said what.",
    "places": "List the places that reports name, with coordinates.",
    "dates": "List the time expressions of a text with the days they mean.",
    "actors": "Say whom a phrase names and why; rank the actors that nobody knows.",
    "query": "Find events, or statements, in a store.",
    "store": "Check a store; list what it holds and what failed.",
    "demo": "Code the sample reports that come with the package.",
    "eval": "Predict a task and score it against gold records.",
    "schema": "Print the JSON Schemas of all records.",
    "stages": "List the stages of the coder with what they need and give.",
    "knowledge": "Check, list and import knowledge files.",
    "doctor": "Check that this installation works.",
}
_CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order in which a reader meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"eventcoder.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has gone away ends it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # caught here, since click would turn it into exit code 1
            _forget_stdout()
            ctx.exit(BROKEN_PIPE)
        return result


@click.group(
    cls=Commands,
    context_settings=_CONTEXT,
    examples=(
        "eventcoder demo",
        "eventcoder code report.txt --published 2021-07-16",
        "eventcoder code reports/ -o events.csv",
        "eventcoder explain SANCTION",
    ),
)
@click.version_option(__version__, "-V", "--version", message="eventcoder %(version)s")
def app() -> None:
    """Read news and foreign-ministry reports and write records that can be checked word for word."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; docs/cli.md lists them."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(SELDOM)
    _soften_streams()
    is_debug = "--debug" in given
    if is_debug:
        logging.basicConfig(format="%(name)s: %(message)s", level=logging.DEBUG)
    try:
        result = app.main(args=given, prog_name="eventcoder", standalone_mode=False)
    except click.ClickException as error:
        return _usage(error)
    except (KeyboardInterrupt, click.Abort):
        say_error("stopped.")
        return INTERRUPTED
    except (EventcoderError, OSError) as error:
        if is_debug:
            raise
        return _failed(error)
    except Exception as error:
        if is_debug:
            raise
        say_error(
            f"{type(error).__name__}: {error}\nThis is a fault of eventcoder, not of your input. "
            "Run the command again with --debug and report what it prints."
        )
        return INTERNAL
    return result if isinstance(result, int) else 0


def _usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return error.exit_code
    message = error.format_message()
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        message += f"\nTry: {ctx.command_path} --help"
    say_error(message)
    return error.exit_code


def _failed(error: Exception) -> int:
    if isinstance(error, OSError):
        what = f"{error.strerror or error}" + (f": {error.filename!r}" if error.filename else "")
        say_error(f"{what}. {_ADVICE.get(error.errno or 0, '')}".rstrip())
        return DISK_FULL if error.errno == errno.ENOSPC else USAGE
    say_error(str(error))
    return next((code for kind, code in _CODES.items() if isinstance(error, kind)), USAGE)


def _forget_stdout() -> None:
    """Point standard output at nothing, so that Python does not complain about the broken pipe when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _soften_streams() -> None:
    """Let terminals that cannot show a character show a substitute instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
