"""``eventcoder show``: a report with its spans marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.messages import say
from eventcoder.cli.options import coder_options, inputs_or_stdin, paths_argument, report_options, settings_of
from eventcoder.cli.quarantine import report_quarantined

if TYPE_CHECKING:
    from eventcoder.run.session import Summary
    from eventcoder.schema import Coded, Quarantined

_UNSAFE: Final = re.compile(r"[^\w.-]+")
_NAME: Final = 80
_PAGE: Final = (".html", ".htm")


@click.command(
    "show",
    cls=Command,
    examples=(
        "eventcoder show report.txt --published 2021-07-16",
        "eventcoder show report.txt --html report.html",
        "eventcoder show coded.jsonl --html pages/",
    ),
)
@paths_argument
@click.option(
    "--html",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Write a page: one report to FILE.html, or every report to a page of its own in DIR.",
)
@click.option("--records/--no-records", default=True, help="Print the records below the text.", show_default=True)
@report_options
@coder_options
def command(
    paths: tuple[str, ...],
    html: Path | None,
    *,
    records: bool,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """Show a report with its spans marked, here or as an HTML page.

    PATH is a report, a folder, - for standard input, or what 'eventcoder code' wrote as .jsonl. The page needs
    nothing but itself: no network, no other file.
    """
    from eventcoder.run.inputs import coded_reports
    from eventcoder.run.session import Summary

    if html is not None and not html.is_dir() and html.suffix.lower() not in ("", *_PAGE):
        raise click.UsageError(
            f"--html {str(html)!r} is no page. Expected a FILE ending in .html, or a folder.",
            click.get_current_context(),
        )
    settings = settings_of(model, knowledge, published, country)
    outcomes = coded_reports(inputs_or_stdin(paths), settings, form)
    summary = Summary()
    reports = _coded(outcomes, summary)
    if html is None:
        _print(reports, has_records=records)
    elif html.suffix.lower() in _PAGE:
        _one_page(reports, html)
    else:
        _pages(reports, html)
    report_quarantined(summary)
    return summary.exit_code


def _coded(outcomes: Iterator[Coded | Quarantined], summary: Summary) -> Iterator[Coded]:
    """Yield what was coded, and count the rest."""
    from eventcoder.schema import Quarantined

    for outcome in outcomes:
        if isinstance(outcome, Quarantined):
            summary.add_fault(outcome)
        else:
            summary.n_coded += 1
            yield outcome


def _print(reports: Iterator[Coded], *, has_records: bool) -> None:
    from eventcoder.show.cards import report_cards
    from eventcoder.show.marked import legend, marked_report
    from eventcoder.show.terminal import console

    out = console()
    for coded in reports:
        out.rule(coded.document.id, style="dim")
        out.print(legend())
        out.print()
        out.print(marked_report(coded))
        out.print()
        for card in report_cards(coded) if has_records else ():
            out.print(card)


def _one_page(reports: Iterator[Coded], file: Path) -> None:
    from eventcoder.show.page import report_page

    first = next(reports, None)
    if first is None:
        return
    if next(reports, None) is not None:
        raise click.UsageError(
            f"several reports for one page {str(file)!r}; expected one report, or a folder: --html pages/",
            click.get_current_context(),
        )
    _write(file, report_page(first))


def _pages(reports: Iterator[Coded], folder: Path) -> None:
    from eventcoder.show.page import report_page

    folder.mkdir(parents=True, exist_ok=True)
    used: set[str] = set()
    for coded in reports:
        name = _file_name(coded.document.id, used)
        used.add(name.casefold())
        _write(folder / f"{name}.html", report_page(coded))


def _file_name(document_id: str, used: set[str]) -> str:
    """A name that any file system takes, made of an id; ids never become paths."""
    plain = _UNSAFE.sub("_", document_id).strip("._")[:_NAME] or "report"
    name, n = f"report_{plain}" if _is_device(plain) else plain, 1
    while name.casefold() in used:
        n += 1
        name = f"{plain}_{n}"
    return name


def _is_device(name: str) -> bool:
    """True for names that Windows keeps for devices."""
    return re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name) is not None


def _write(file: Path, page: str) -> None:
    file.write_text(page, encoding="utf-8", newline="\n")
    say(f"wrote {file}")
