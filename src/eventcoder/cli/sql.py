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
        'eventcoder sql news.db "SELECT count(*) FROM stories"',
        "eventcoder export coded.jsonl --parquet records/",
        'eventcoder sql records/ "SELECT event_type, count(*) FROM events GROUP BY ALL ORDER BY 2 DESC"',
        "eventcoder sql records/ \"SELECT * FROM events WHERE list_contains(source_countries, 'PAK')\" --format csv",
    ),
)
@click.argument("source", metavar="SOURCE", type=click.Path(path_type=Path))
@click.argument("query")
@click.option("--format", "form", type=click.Choice(("table", "jsonl", "csv")), help="Form of the answer.")
def command(source: Path, query: str, form: str | None) -> int:
    """Answer a question in SQL over records.

    SOURCE is a folder that 'eventcoder export --parquet' wrote, or a store or coded .jsonl, of which such a folder is
    made for this question. Tables are events, participants, statements, actors, mentions, places, reports, stories and
    story_members. DuckDB answers in memory: it reads nothing but the folder, and never the network. Needs the extra
    sql.
    """
    from eventcoder.run.sql import answering
    from eventcoder.show.answers import write_answer

    with answering(source, query) as answer:
        write_answer(answer.columns, answer.rows, form or ("table" if sys.stdout.isatty() else "csv"), sys.stdout)
    return 0
