"""``eventcoder series``: counts of events between actors over time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say
from eventcoder.cli.options import (
    as_of_option,
    check_as_of,
    coder_options,
    fill_dates_option,
    inputs_or_stdin,
    paths_argument,
    report_options,
    settings_of,
    status_option,
    statuses_of,
)
from eventcoder.cli.parameters import check_time, time_options
from eventcoder.cli.quarantine import report_quarantined


def _pair(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = [tuple(part.strip() for part in value.split(",")) for value in values]
    for value, pair in zip(values, found, strict=True):
        if len(pair) != 2 or not all(pair):
            raise click.BadParameter(
                f"{value!r} is no pair. Expected source and target, such as RUS,UKR or RUSMIL,*.", ctx, parameter
            )
    return tuple((pair[0], pair[1]) for pair in found)


@click.command(
    "series",
    cls=Command,
    examples=(
        "eventcoder series coded.jsonl --by month --pair RUS,UKR --pair UKR,RUS",
        "eventcoder series coded.jsonl --by week --pair 'RUSMIL,*' --measure type --format csv",
        "eventcoder series coded.jsonl -o dyads.parquet",
    ),
)
@paths_argument
@click.option("--by", type=click.Choice(("day", "week", "month")), default="month", show_default=True, help="Period.")
@click.option(
    "--pair",
    "pairs",
    metavar="A,B",
    multiple=True,
    callback=_pair,
    help="Source and target: country, code (RUSGOV), id, or * for anybody; may be repeated. Else every two countries.",
)
@click.option(
    "--measure", type=click.Choice(("quad", "type")), default="quad", show_default=True, help="What is counted apart."
)
@time_options("First day; else of the first report.", "Last day; else of the last report.")
@click.option("--format", "name", type=click.Choice(("table", "jsonl", "csv", "parquet")), help="Form of the output.")
@click.option("-o", "--out", "--output", "out", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE.")
@status_option
@fill_dates_option
@as_of_option
@report_options
@coder_options
def command(
    paths: tuple[str, ...],
    by: Any,
    pairs: tuple[tuple[str, str], ...],
    measure: Any,
    start: str | None,
    end: str | None,
    name: str | None,
    out: Path | None,
    statuses: tuple[str, ...],
    *,
    fill_dates: bool,
    as_of: str | None,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """Count events between actors by day, week or month, with noughts where nothing was told.

    PATH is what 'eventcoder code' wrote as .jsonl, a store, or reports, which are coded now. A row is a directed pair
    in a period: events by quad class or type, mean PLOVER score and Goldstein value, stories and reports that tell
    them, and all reports and outlets of the period to divide by. Asserted events count, or those of --status; a
    retelling within a report does not. How many events were left out, because their date is not known exactly enough,
    is said at the end.
    """
    from eventcoder.run.series import Published, count_series, published_reports, write_series
    from eventcoder.run.session import Summary
    from eventcoder.run.story_index import story_ids
    from eventcoder.show.series import ASSERTED, Counting, checked_day

    check_time(start, end)
    summary = Summary()
    paths = inputs_or_stdin(paths)
    check_as_of(paths, as_of)
    settings = settings_of(model, knowledge, published, country)

    def reports() -> Iterator[Published]:
        for outcome in published_reports(paths, settings, form, fills_dates=fill_dates, as_of=as_of):
            if isinstance(outcome, Published):
                summary.n_coded += 1
                yield outcome
            else:
                summary.add_fault(outcome)

    counting = Counting(by, pairs, measure, statuses_of(statuses) or ASSERTED, None if as_of else story_ids(paths))
    found = count_series(reports(), counting, checked_day(start), checked_day(end))
    write_series(found, name, out)
    report_quarantined(summary)
    for pair in pairs:
        if not (found.n_events(pair) or found.n_undated or found.n_outside):
            say(f"no event of --pair {','.join(pair)}. Expected countries (RUS), codes (RUSGOV), ids, or *.")
    hint = "" if fill_dates else "; --fill-dates gives those without any the day of publication"
    for number, why in ((found.n_undated, f"a date exact enough{hint}"), (found.n_outside, "a day inside the series")):
        if number:
            say(f"not counted: {number} event{'s' * (number != 1)} without {why}.")
    return summary.exit_code
