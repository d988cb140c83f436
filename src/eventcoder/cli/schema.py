"""``eventcoder schema``: the JSON Schemas of all records."""

from __future__ import annotations

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import did_you_mean


@click.command(
    "schema",
    cls=Command,
    examples=(
        "eventcoder schema > schemas.json",
        "eventcoder schema event",
    ),
)
@click.argument("name", required=False)
def command(name: str | None) -> int:
    """Print the JSON Schemas of all records.

    With NAME only one of them is printed: report (a line that 'eventcoder code' writes), document, event, statement,
    actor, mention, silence or quarantined.
    """
    import json

    from eventcoder.show.schemas import RECORDS, all_schemas, schema_of

    if name is not None and name not in RECORDS:
        hint = did_you_mean(name, RECORDS) or f"expected one of {', '.join(RECORDS)}."
        raise click.UsageError(f"no record {name!r}; {hint}", click.get_current_context())
    click.echo(json.dumps(schema_of(name) if name else all_schemas(), indent=2))
    return 0
