"""Commands as all of eventcoder's are: with examples in their help, and with ``--debug``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import click

from eventcoder.cli.messages import did_you_mean

_JSON: Final = "is_json"  # name of the flag --json


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Add examples to a help text, each on its line."""
    if examples:
        with formatter.section("Examples"):
            for example in examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class Command(click.Command):
    """A command with examples and ``--debug``; where it can print JSON Lines, ``--json`` is ``--format jsonl``."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)
        self._format = next((p for p in self.params if "--format" in p.opts and "jsonl" in _choices(p)), None)
        self._has_format = self._format is not None
        if self._format is not None:
            self.params.append(click.Option(["--json", _JSON], is_flag=True, help="The same as --format jsonl."))
        elif any(p.name == _JSON for p in self.params):
            forms = click.Choice(("table", "jsonl"))
            self._format = click.Option(
                ["--format", "output_form"], type=forms, help="Form of the output; jsonl is --json."
            )
            self.params.append(self._format)
        debug = click.Option(["--debug"], is_flag=True, expose_value=False, help="Show the traceback of an error.")
        self.params.append(debug)  # main() looks for it before anything can fail

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command, with one word for JSON Lines whichever of the two options was given."""
        if self._format is not None and self._format.name is not None:
            form, is_json = ctx.params.pop(self._format.name), ctx.params.pop(_JSON)
            if is_json and form not in (None, "jsonl"):
                raise click.UsageError(f"--json is --format jsonl, not {form}. Expected one of the two.", ctx)
            is_json = is_json or form == "jsonl"
            ctx.params |= {self._format.name: "jsonl" if is_json else form} if self._has_format else {_JSON: is_json}
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """End the help with the examples."""
        super().format_epilog(ctx, formatter)
        write_examples(self.examples, formatter)


def _choices(parameter: click.Parameter) -> Sequence[Any]:
    return parameter.type.choices if isinstance(parameter.type, click.Choice) else ()


class Group(click.Group):
    """A command with commands below it; a misspelt one is answered with the nearest."""

    command_class = Command

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """End the help with the examples."""
        super().format_epilog(ctx, formatter)
        write_examples(self.examples, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt one is answered with the nearest."""
        name, known = args[0], self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            hint = did_you_mean(name, known) or f"commands are {', '.join(known)}."
            raise click.UsageError(f"no command {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)
