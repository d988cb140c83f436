"""``eventcoder demo``: the bundled sample reports, coded."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say

_SHOWN: Final = 3
_NEXT: Final = """
Try next:
  eventcoder explain {id}                            why the first event is as it is
  eventcoder explain SANCTION                             what a type means
  eventcoder show REPORT.txt                              a report of yours with its spans marked
  eventcoder show REPORT.txt --html report.html           the same as a page for the browser
  eventcoder code REPORTS/ -o events.csv                  a table of events from a folder of reports
  eventcoder --help                                       everything else"""


@click.command(
    "demo",
    cls=Command,
    examples=(
        "eventcoder demo",
        "eventcoder demo --all",
        "eventcoder demo -o demo.jsonl",
    ),
)
@click.option("--all", "shows_all", is_flag=True, help="Every sample report, not only the first few.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write the records to FILE; print nothing."
)
def command(*, shows_all: bool, output: Path | None) -> int:
    """Code the sample reports that come with the package."""
    if output is not None:
        return _write(output)
    import time

    from eventcoder.registry import cached_pipeline
    from eventcoder.run.coding import code_document
    from eventcoder.run.inputs import place_test
    from eventcoder.run.samples import sample_documents
    from eventcoder.settings import Settings
    from eventcoder.show.cards import report_cards, short_id
    from eventcoder.show.terminal import console

    started = time.perf_counter()
    pipeline = cached_pipeline(Settings())
    out = console()
    documents = sample_documents(place_test(Settings()))
    reports = []
    for document in documents:
        reports.append(code_document(pipeline, document))
        for card in report_cards(reports[-1]) if shows_all or len(reports) <= _SHOWN else ():
            out.print(card)
    seconds = time.perf_counter() - started
    n_events, n_statements = sum(len(r.events) for r in reports), sum(len(r.statements) for r in reports)
    found = f"{n_events} events, {n_statements} statements"
    out.print(f"{len(reports)} sample reports coded in {seconds:.1f} s with loading: {found}.")
    example = next((short_id(r.events[0].id) for r in reports if r.events), "SANCTION")
    out.print(_NEXT.format(id=example))
    return 0


def _write(output: Path) -> int:
    """Code the samples into a file, as ``eventcoder code`` does with reports."""
    from eventcoder.registry import cached_pipeline
    from eventcoder.run.coding import code_documents
    from eventcoder.run.exports import export_to_file
    from eventcoder.run.inputs import place_test
    from eventcoder.run.progress import Progress
    from eventcoder.run.samples import sample_documents
    from eventcoder.run.session import QuarantineFile, run
    from eventcoder.settings import Settings

    outcomes = code_documents(cached_pipeline(Settings()), sample_documents(place_test(Settings())))
    summary = run(outcomes, export_to_file(output, None), QuarantineFile(None), Progress(is_shown=False))
    say(f"{summary.n_coded} reports coded to {output}.")
    return summary.exit_code
