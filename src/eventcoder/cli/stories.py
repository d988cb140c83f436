"""``eventcoder stories``: which events of many reports are one event."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say
from eventcoder.cli.options import coder_options, inputs_or_stdin, paths_argument, report_options, settings_of
from eventcoder.cli.parameters import CountryCode, check_time, time_options

if TYPE_CHECKING:
    from eventcoder.run.stories import Grouped
    from eventcoder.schema import Story
    from eventcoder.store import Store

_ROWS = 50  # of a table, if no limit is given


@click.command(
    "stories",
    cls=Command,
    examples=(
        "eventcoder stories news.db --min-reports 2",
        "eventcoder stories reports/ --country TUR --format jsonl",
        "eventcoder stories news.db --explain y4f0c",
        "eventcoder stories news.db --split y4f0c e81b2    # this event is another one",
        "eventcoder stories news.db --join y4f0c y77d1     # these two are one",
    ),
)
@paths_argument
@click.option("--explain", metavar="STORY", help="Every report of one story, and why each was put there.")
@click.option("--split", nargs=2, metavar="STORY EVENT", help="Keep an event apart from its story; STORE only.")
@click.option("--join", nargs=2, metavar="STORY STORY", help="Put two stories together; STORE only.")
@click.option("--undo", metavar="EVENT", help="Take back every --split and --join of an event; STORE only.")
@click.option("--min-reports", type=click.IntRange(1), default=1, show_default=True, help="Told by so many at least.")
@click.option("--type", "event_type", metavar="TYPE", help="SANCTION, CONSULT ...: see eventcoder explain types.")
@click.option("--actor-country", metavar="ISO3", type=CountryCode(), help="Country of a source or target.")
@time_options("On this day or later.", "On this day or earlier.", also=("--day-from", "--day-to"))
@click.option("--as-of", metavar="DATE", help="What was known on that day; STORE only, nothing is written.")
@click.option(
    "--order",
    type=click.Choice(("newest", "oldest", "told")),
    help="By day, or the most independent reports first.",
    show_default="newest in a table, else oldest",
)
@click.option("--limit", type=click.IntRange(0), help="At most so many; 0 for all.", show_default="50 in a table")
@click.option("--format", "output_format", type=click.Choice(("table", "jsonl")), help="Form of the output.")
@report_options
@coder_options
def command(
    paths: tuple[str, ...],
    *,
    explain: str | None,
    split: tuple[str, str] | None,
    join: tuple[str, str] | None,
    undo: str | None,
    as_of: str | None,
    start: str | None,
    end: str | None,
    order: str | None,
    limit: int | None,
    output_format: str | None,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
    **wanted: Any,
) -> int:
    """List the stories of a store or of reports: events that several reports tell are one story.

    PATH is a store, or reports, folders and coded .jsonl files. The stories of a store are brought up to date and
    kept in it. Reports of a story are counted in three ways: all, those of different outlets, and those that neither
    copied nor credited another. --split and --join are your decisions; they hold whatever reports come later.
    """
    from eventcoder.store import is_database, open_store

    check_time(start, end)
    given = inputs_or_stdin(paths)
    is_store = len(given) == 1 and given[0] != "-" and Path(given[0]).is_file() and is_database(Path(given[0]))
    if not is_store and (split or join or undo or as_of):
        raise click.UsageError("--split, --join, --undo and --as-of need a store. Expected one STORE.", _here())
    if is_store:
        with open_store(given[0], read_only=as_of is not None) as store:
            found = _of_store(store, split, join, undo, as_of, knowledge)
    else:
        found = _of_paths(given, settings_of(model, knowledge, published, country), form)
    if explain is not None:
        _explain(found, explain)
    else:
        _list(found, _wanted(found, start=start, end=end, **wanted), order, limit, output_format)
    return 0


def _here() -> click.Context:
    return click.get_current_context()


def _of_store(
    store: Store,
    split: tuple[str, str] | None,
    join: tuple[str, str] | None,
    undo: str | None,
    as_of: str | None,
    knowledge: tuple[Path, ...],
) -> Grouped:
    """Take the user's decision, if there is one, and return the stories after it."""
    from eventcoder.run.stories import find_story, group_store, join_stories, split_event, undo_decisions, update_store

    if as_of is not None:
        return group_store(store, as_of=as_of, layers=knowledge)
    found = update_store(store, knowledge)
    if split is not None:
        n = split_event(store, find_story(found.stories, split[0]), split[1])
        say(f"kept apart from {n} event{'s' * (n != 1)}.")
    if join is not None:
        join_stories(store, *(find_story(found.stories, story_id) for story_id in join))
        say("joined.")
    if undo is not None:
        say(f"{undo_decisions(store, undo)} decisions taken back.")
    return update_store(store, knowledge) if split or join or undo else found


def _of_paths(paths: tuple[str, ...], settings: Any, form: Any) -> Grouped:
    from eventcoder.cli.quarantine import report_quarantined
    from eventcoder.run.inputs import coded_reports
    from eventcoder.run.session import Summary
    from eventcoder.run.stories import group_reports
    from eventcoder.schema import Quarantined

    summary, coded = Summary(), []
    for outcome in coded_reports(paths, settings, form):
        if isinstance(outcome, Quarantined):
            summary.add_fault(outcome)
        else:
            coded.append(outcome)
    report_quarantined(summary)
    return group_reports(coded, settings.knowledge)


def _wanted(
    found: Grouped,
    *,
    min_reports: int,
    event_type: str | None,
    actor_country: str | None,
    start: str | None,
    end: str | None,
) -> list[Story]:
    return [
        story
        for story in found.stories
        if story.n_reports >= min_reports
        and (event_type is None or story.event_type == event_type.upper())
        and (actor_country is None or actor_country in {p.country for p in (*story.source, *story.target)})
        and (start is None or (story.date_end or "") >= start)
        and (end is None or (story.date_start or "9999") <= end)
    ]


def _list(
    found: Grouped, stories: list[Story], order: str | None, limit: int | None, output_format: str | None
) -> None:
    from eventcoder.show.overview import table
    from eventcoder.show.records import json_line
    from eventcoder.show.stories import COLUMNS, story_cells, story_dict
    from eventcoder.show.terminal import console

    is_table = (output_format or ("table" if sys.stdout.isatty() else "jsonl")) == "table"
    most = limit if limit is not None else _ROWS if is_table else 0
    ordered = _in_order(stories, order or ("newest" if is_table else "oldest"))
    shown = ordered[:most] if most else ordered
    if not shown:
        say("no story found.")
    elif is_table:
        console().print(table(COLUMNS, [story_cells(story, found.first(story)) for story in shown]))
    else:
        for story in shown:
            sys.stdout.buffer.write((json_line(story_dict(story)) + "\n").encode("utf-8"))
        sys.stdout.buffer.flush()
    if len(shown) < len(stories):
        say(f"the first {len(shown)} of {len(stories)}; all with --limit 0.")


def _in_order(stories: list[Story], order: str) -> list[Story]:
    """Stories by day, or those first that most independent tellers tell; of equals the newest."""
    newest = stories[::-1]
    if order == "told":
        return sorted(newest, key=lambda story: -story.n_independent)
    return newest if order == "newest" else stories


def _explain(found: Grouped, story_id: str) -> None:
    from eventcoder.run.stories import find_story
    from eventcoder.show.stories import explain_story

    story = find_story(found.stories, story_id)
    click.echo(explain_story(story, *found.told(story)))
