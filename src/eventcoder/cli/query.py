"""``eventcoder query``: events and statements of a store."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import did_you_mean, say
from eventcoder.cli.parameters import CountryCode, Renamed, check_time, due_options, time_options

if TYPE_CHECKING:
    from eventcoder.run.writers import Writer
    from eventcoder.schema import Coded
    from eventcoder.store import EventFilter, StatementFilter, Store

_ROWS: Final = 50  # of a table, if no limit is given
_OF_STATEMENTS: Final = ("speaker", "addressee", "channel", "cue_class", "kind", "due_from", "due_to")
_VOCABULARY: Final = ("event_type", "status", "channel", "cue_class")
_NAMES: Final = {  # options that are not called as the field of the filter
    "event_type": "--type",
    "date_from": "--start",
    "date_to": "--end",
    "country": "--actor-country",
    "cue_class": "--class",
}


@click.command(
    "query",
    cls=Command,
    examples=(
        "eventcoder query news.db --pair USA,CHN --start 2021-07-01 --end 2021-07-31",
        "eventcoder query news.db --type SANCTION --mode expel --place Moscow",
        "eventcoder query news.db --actor Qureshi --as-of 2021-07-16 --format csv",
        "eventcoder query news.db --words 'ceasefire \"held talks\"' -o found.parquet",
        "eventcoder query news.db --statements --speaker PAKGOV --words afghan*",
        "eventcoder query news.db --class commitment --addressee KEN --due-to 2024-12-31",
    ),
)
@click.argument("store", metavar="STORE", type=click.Path(path_type=Path))
@click.option("--statements", "has_statements", is_flag=True, help="Find statements instead of events.")
@click.option("--actor", metavar="WHO", help="Source or target; of statements, speaker or addressee.")
@click.option("--source", metavar="WHO", help="Who did it.")
@click.option("--target", metavar="WHO", help="Whom it was done to.")
@click.option("--pair", metavar="A,B", help="Source A, target B; what was done together fits both ways.")
@click.option(
    "--actor-country",
    "--country",
    "country",
    metavar="ISO3",
    type=CountryCode(),
    cls=Renamed,
    help="Country of a source or target; of statements, of a speaker.",
)
@click.option("--type", "event_type", metavar="TYPE", help="SANCTION, CONSULT ...: see eventcoder explain types.")
@click.option("--mode", metavar="MODE", help="expel, visit ...: see eventcoder explain modes.")
@click.option("--quad", type=click.IntRange(1, 4), help="1, 2 cooperation in words, in deeds; 3, 4 conflict.")
@click.option("--status", metavar="STATUS", help="asserted, negated, future ...: see eventcoder explain statuses.")
@click.option("--context", metavar="NAME", help="diplomatic, military ...: see eventcoder explain contexts.")
@time_options(
    "On this day or later; leaves out what has no day.",
    "On this day or earlier; leaves out what has no day.",
    also=("--from", "--to"),
)
@click.option("--place", metavar="NAME", help="Name of the place, or code of its country.")
@click.option("--speaker", metavar="WHO", help="Who said it; finds statements.")
@click.option("--addressee", metavar="WHO", help="To whom it was said; finds statements.")
@click.option("--channel", metavar="NAME", help="interview, call, speech ...; finds statements.")
@click.option("--class", "cue_class", metavar="NAME", help="promise, demand, deny ..., commitment; finds statements.")
@due_options
@click.option("--kind", type=click.Choice(("direct", "indirect", "mixed")), help="How it is quoted; finds statements.")
@click.option("--words", metavar="WORDS", help='Words of the report, or of the statement: all, "in order", begin*.')
@click.option("--as-of", metavar="DATE", help="What was known on that day.")
@click.option(
    "--limit", type=click.IntRange(0), help="At most so many; 0 for all.", show_default="50 in a table, else all"
)
@click.option(
    "--format", "output_format", type=click.Choice(("table", "jsonl", "csv", "parquet")), help="Form of the output."
)
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE.jsonl, .csv or .parquet."
)
@click.option("--lean", is_flag=True, help="JSON without evidence.")
def command(
    store: Path,
    *,
    has_statements: bool,
    pair: str | None,
    start: str | None,
    end: str | None,
    limit: int | None,
    output_format: str | None,
    output: Path | None,
    lean: bool,
    **wanted: Any,
) -> int:
    """Find events, or statements, in a store.

    WHO is a country (PAK), a code (PAKGOV), the id of an actor, or words of a name (Qureshi). All that is asked for
    must fit. The store is opened for reading only; it may be written meanwhile. A table is printed on a terminal, one
    line of JSON a record into a pipe. Exit code: 0 also if nothing was found.
    """
    from eventcoder.store import open_store

    check_time(start, end)
    check_time(wanted["due_from"], wanted["due_to"], ("--due-from", "--due-to"))
    chosen = output_format or ("table" if output is None and sys.stdout.isatty() else None)
    if chosen == "table" and output is not None:
        raise click.UsageError("a table is for a terminal; with -o expected jsonl, csv or parquet.", _here())
    if limit is None and chosen == "table":
        limit = _ROWS + 1
    wanted |= {"pair": _pair(pair), "date_from": start, "date_to": end, "limit": limit or None}
    found = _filter(wanted, has_statements=has_statements or any(wanted[name] is not None for name in _OF_STATEMENTS))
    with open_store(store, read_only=True) as opened:
        if chosen == "table":
            n = _print_table(opened, found)
        else:
            n = _write(opened, found, _writer(output, chosen, found, is_lean=lean), is_lean=lean)
        if n == 0:
            say(_nothing(opened, wanted))
    if output is not None:
        say(f"{n} record{'s' * (n != 1)} written to {output}.")
    return 0


def _here() -> click.Context:
    return click.get_current_context()


def _pair(pair: str | None) -> tuple[str, str] | None:
    if pair is None:
        return None
    source, comma, target = pair.partition(",")
    if not comma or not source.strip() or not target.strip():
        raise click.UsageError(f"--pair is {pair!r}. Expected two actors with a comma: --pair USA,CHN.", _here())
    return source.strip(), target.strip()


def _filter(wanted: dict[str, Any], *, has_statements: bool) -> EventFilter | StatementFilter:
    from eventcoder.store import EventFilter, StatementFilter

    kind = StatementFilter if has_statements else EventFilter
    known = {field.name for field in fields(kind)}
    strange = [name for name, value in wanted.items() if value is not None and name not in known]
    if strange:
        option = _NAMES.get(strange[0], f"--{strange[0].replace('_', '-')}")
        raise click.UsageError(f"{option} is asked of events, the rest of statements. Expected only one kind.", _here())
    return kind(**{name: value for name, value in wanted.items() if name in known})


def _writer(output: Path | None, chosen: str | None, found: EventFilter | StatementFilter, *, is_lean: bool) -> Writer:
    from eventcoder.run.writers import writer_to_file, writer_to_stream
    from eventcoder.store import EventFilter

    kind: Any = "events" if isinstance(found, EventFilter) else "statements"
    if output is not None:
        return writer_to_file(output, chosen, kind, is_lean=is_lean)  # type: ignore[arg-type]
    return writer_to_stream(sys.stdout.buffer, chosen or "jsonl", kind, is_lean=is_lean)  # type: ignore[arg-type]


def _write(store: Store, found: EventFilter | StatementFilter, writer: Writer, *, is_lean: bool) -> int:
    """Write every record and return how many there were; if that fails, no half table stays behind."""
    n = 0
    try:
        for report in store.matching(found, is_lean=is_lean):
            n += _count(report.coded, found)
            writer.write(report.coded)
    except BaseException:
        writer.close(keep=False)
        raise
    writer.close()
    return n


def _print_table(store: Store, found: EventFilter | StatementFilter) -> int:
    from eventcoder.show.found import EVENT_COLUMNS, STATEMENT_COLUMNS, event_cells, statement_cells
    from eventcoder.show.overview import table
    from eventcoder.show.terminal import console
    from eventcoder.store import EventFilter

    columns: tuple[str, ...] = STATEMENT_COLUMNS
    if isinstance(found, EventFilter):
        columns, rows = EVENT_COLUMNS, [event_cells(e, r.coded.document) for r, e in store.events(found)]
    else:
        rows = [statement_cells(s, r.coded.document) for r, s in store.statements(found)]
    is_cut = found.limit == _ROWS + 1 and len(rows) > _ROWS
    shown = rows[:_ROWS] if is_cut else rows
    if shown:
        console().print(table(columns, shown))
    if is_cut:
        say(f"the first {_ROWS}; more with --limit N, all with --limit 0.")
    return len(shown)


def _count(coded: Coded, found: EventFilter | StatementFilter) -> int:
    from eventcoder.store import EventFilter

    return len(coded.events if isinstance(found, EventFilter) else coded.statements)


def _nothing(store: Store, wanted: dict[str, Any]) -> str:
    """Say that nothing was found, and whether a word was asked for that the store does not have."""
    for name in _VOCABULARY:
        value = wanted.get(name)
        known = store.vocabulary(name) if value is not None else ()
        if value is not None and value.casefold() not in {word.casefold() for word in known}:
            option = _NAMES.get(name, f"--{name}")
            hint = did_you_mean(value, known) or f"known: {', '.join(known)}."
            return f"nothing found; there is no {option} {value!r} here, {hint}"
    return "nothing found."
