"""``eventcoder sql``: questions over exported records."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from eventcoder.cli.commands import Command


@click.command(
    "sql",
    cls=Command,
    examples=(
        "eventcoder export coded.jsonl --parquet records/",
        'eventcoder sql records/ "SELECT event_type, count(*) FROM events GROUP BY ALL ORDER BY 2 DESC"',
        "eventcoder sql records/ \"SELECT * FROM events WHERE list_contains(source_countries, 'PAK')\" --format csv",
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("query")
@click.option("--format", "form", type=click.Choice(("table", "jsonl", "csv")), help="Form of the answer.")
def command(folder: Path, query: str, form: str | None) -> int:
    """Answer a question in SQL over the records in DIR.

    DIR is what 'eventcoder export --parquet DIR' wrote; its tables are events, participants, statements, actors,
    mentions, places and reports. DuckDB answers in memory: it reads nothing but DIR, and the network never. Needs the
    extra sql.
    """
    from eventcoder.run.sql import ask
    from eventcoder.show.answers import write_answer

    answer = ask(folder, query)
    write_answer(answer.columns, answer.rows, form or ("table" if sys.stdout.isatty() else "csv"), sys.stdout)
    return 0
