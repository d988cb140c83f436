"""``eventcoder explain``: why a record is as it is, why a sentence gave nothing, what a term means."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from eventcoder.cli.commands import Command
from eventcoder.cli.options import coder_options, report_options, settings_of
from eventcoder.errors import SettingsError

if TYPE_CHECKING:
    from rich.text import Text

    from eventcoder.schema import Coded
    from eventcoder.settings import Settings

_CONTENT_ID: Final = re.compile(r"[es][0-9a-f]{3,40}")
_FILE: Final = re.compile(r"^\.{0,2}/|\.(txt|html?|jsonl|ndjson|csv|tsv)(\.gz)?$", re.IGNORECASE)
_ACTOR_ID: Final = re.compile(r"\S+:\S+")


@click.command(
    "explain",
    cls=Command,
    examples=(
        "eventcoder explain e43c95e9a report.txt --published 2021-07-16",
        "eventcoder explain e43c95e9a coded.jsonl",
        "eventcoder explain report.txt --sentence 4",
        "eventcoder explain SANCTION",
        "eventcoder explain 172",
        "eventcoder explain sectors",
    ),
)
@click.argument("what", metavar="ID|TERM|REPORT")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--sentence", metavar="N", type=click.IntRange(min=1), help="One sentence of a report, 1 for the first.")
@report_options
@coder_options
def command(
    what: str,
    paths: tuple[str, ...],
    sentence: int | None,
    form: Any,
    published: str | None,
    country: str | None,
    model: str,
    knowledge: tuple[Path, ...],
) -> int:
    """Say why: of a record, of a sentence, of a term.

    With the ID of an event, statement or actor (its first characters are enough) and the reports it may come from,
    every field is shown with its words, the reason, the knowledge row, and what was not chosen. Without reports the
    bundled samples are searched. With a REPORT, each sentence is shown with what it gave, or why it gave nothing.
    With a TERM of the ontology or a word of the lexicon, its entry is shown. PATH may also be what 'eventcoder code'
    wrote as .jsonl.
    """
    from eventcoder.show.terminal import console

    out = console()
    settings = settings_of(model, knowledge, published, country)
    if paths:
        texts = _of_record(what, _coded(paths, settings, form))
    elif what == "-" or os.path.lexists(what) or _FILE.search(what):
        texts = _of_report(_coded((what,), settings, form), sentence)
    else:
        texts = _of_term(what, settings)
    for text in texts:
        out.print(text)
        if "\n" in text.plain:
            out.print()
    return 0


def _coded(paths: tuple[str, ...], settings: Settings, form: Any) -> Iterator[Coded]:
    """The reports of the paths, coded; what cannot be read is told."""
    from eventcoder.cli.messages import say
    from eventcoder.cli.quarantine import describe_fault
    from eventcoder.run.inputs import coded_reports
    from eventcoder.schema import Quarantined

    for outcome in coded_reports(paths, settings, form):
        if isinstance(outcome, Quarantined):
            say(describe_fault(outcome))
        else:
            yield outcome


def _of_record(record_id: str, reports: Iterable[Coded]) -> Iterator[Text]:
    from eventcoder.show.explain import explanation, find_record

    n = 0
    for coded in reports:
        n += 1
        record = find_record(coded, record_id)
        if record is not None:
            yield explanation(coded, record)
            return
    raise SettingsError(
        f"no record {record_id!r} in {n} report{'s' * (n != 1)}. Expected the id of an event, statement or actor, "
        "or its beginning. Records get other ids if the report, its day or the coder's version differ."
    )


def _of_report(reports: Iterable[Coded], sentence: int | None) -> Iterator[Text]:
    from eventcoder.show.explain import explain_report, explain_sentence

    for coded in reports:
        if sentence is None:
            yield from explain_report(coded)
        else:
            yield explain_sentence(coded, sentence)


def _of_term(what: str, settings: Settings) -> Iterator[Text]:
    from eventcoder.knowledge import load_knowledge
    from eventcoder.show.terms import explain_term

    try:
        yield from explain_term(what, load_knowledge(settings.knowledge))
        return
    except SettingsError:
        if not (_CONTENT_ID.fullmatch(what) or _ACTOR_ID.fullmatch(what)):
            raise
    yield from _of_record(what, _samples(settings))


def _samples(settings: Settings) -> Iterator[Coded]:
    from eventcoder.run.inputs import code_inputs, place_test
    from eventcoder.run.samples import sample_documents
    from eventcoder.schema import Coded

    documents = sample_documents(place_test(settings))
    return (c for c in code_inputs(iter(documents), settings) if isinstance(c, Coded))
