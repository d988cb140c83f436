"""The package for Python programs: code a text, many reports, or one marked pair, and use what comes back.

Only the records are imported with the package; the coder itself is loaded by the first call and kept for the next.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from eventcoder.schema import (
    Actor,
    Coded,
    Document,
    Event,
    Mention,
    Quarantined,
    Silence,
    Span,
    Statement,
    Versions,
)

if TYPE_CHECKING:
    from datetime import date

    import pandas

    from eventcoder.pipeline import Pipeline
    from eventcoder.run.series import Published
    from eventcoder.settings import Settings
    from eventcoder.show.series import Series

_LOG: Final = logging.getLogger(__name__)
Records = Literal["events", "statements", "actors", "mentions"]
Layers = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything coded from one report."""

    coded: Coded

    @property
    def document(self) -> Document:
        """The report, its text as it came."""
        return self.coded.document

    @property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom, in text order."""
        return self.coded.events

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what, in text order."""
        return self.coded.statements

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody named in the report."""
        return self.coded.actors

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The words that name the actors."""
        return self.coded.mentions

    @property
    def silences(self) -> tuple[Silence, ...]:
        """Why sentences gave no event."""
        return self.coded.silences

    @property
    def versions(self) -> Versions:
        """What made the records."""
        return self.coded.versions

    def to_dict(self) -> dict[str, Any]:
        """Return the whole report as plain values, as one line of ``eventcoder code`` holds it."""
        from eventcoder.show.records import report_dict

        return report_dict(self.coded)

    def to_dicts(self, records: Records = "events") -> list[dict[str, Any]]:
        """Return the records of one kind as plain dicts, each with its spans' words and the versions that made it."""
        from eventcoder.show.records import record_dicts

        return record_dicts(self.coded, records)

    def to_pandas(self, records: Records = "events") -> pandas.DataFrame:
        """Return the records of one kind as a table. Raises StoreError if the extra ``pandas`` is missing."""
        from eventcoder.show.tables import data_frame

        frame: pandas.DataFrame = data_frame([self.coded], records)
        return frame

    def to_html(self) -> str:
        """Return one self-contained page: the report with its spans marked, the records beside it."""
        from eventcoder.show.page import report_page

        return report_page(self.coded)

    def explain(self, record_id: str) -> str:
        """Return every reason of an event, statement or actor in words; the beginning of its id is enough.

        Raises SettingsError if no record of this report has the id.
        """
        from eventcoder.show.explain import explain_record

        return explain_record(self.coded, record_id)

    def __repr__(self) -> str:
        return (
            f"<Result {self.document.id!r}: {len(self.events)} events, {len(self.statements)} statements, "
            f"{len(self.actors)} actors>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from eventcoder.show.page import report_fragment

        return report_fragment(self.coded)


@dataclass(slots=True)
class Results:
    """Results of many reports, coded while they are asked for; what could not be read or coded is kept beside them."""

    _outcomes: Iterator[Coded | Quarantined]
    quarantined: list[Quarantined] = field(default_factory=list)

    def __iter__(self) -> Iterator[Result]:
        for outcome in self._outcomes:
            if isinstance(outcome, Coded):
                yield Result(outcome)
            else:
                _LOG.warning("quarantined %s: %s", outcome.path, outcome.reason)
                self.quarantined.append(outcome)

    def to_pandas(self, records: Records = "events") -> pandas.DataFrame:
        """Return the records of one kind of all reports not yet asked for as one table."""
        from eventcoder.show.tables import data_frame

        frame: pandas.DataFrame = data_frame([result.coded for result in self], records)
        return frame


def code(
    text: str,
    *,
    published: str | None = None,
    country: str | None = None,
    id: str | None = None,  # noqa: A002 - the field's name everywhere
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    model: str | None = None,
    knowledge: Layers = (),
    learned: bool = True,
) -> Result:
    """Return the events, statements and actors of one report.

    published: its day, ISO. country: its publisher's, ISO 3166 alpha-3. model: an installed spaCy English pipeline.
    knowledge: folders with your own knowledge files, read over the built-in ones. learned: False codes by rules alone.
    Raises ReadError for an empty or oversized text, SettingsError for an impossible option.

    >>> result = code("Russia expelled two Polish diplomats on Friday.", published="2021-07-16")
    >>> [(e.event_type, e.source[0].code, e.target[0].code) for e in result.events]
    [('SANCTION', 'RUS', 'POLGOV')]
    """
    from eventcoder.read import read_text
    from eventcoder.run.coding import code_document
    from eventcoder.run.inputs import place_test

    settings = _settings(published, country, model, knowledge, learned=learned)
    pipeline = _pipeline(settings)
    document = read_text(
        text,
        id=id,
        published=published,
        source=source,
        url=url,
        title=title,
        country=country,
        is_place=place_test(settings),
    )
    return Result(code_document(pipeline, document))


def code_many(
    reports: str | os.PathLike[str] | Iterable[str | os.PathLike[str] | Document],
    *,
    published: str | None = None,
    country: str | None = None,
    model: str | None = None,
    knowledge: Layers = (),
    learned: bool = True,
) -> Results:
    """Return the results of many reports, coded one by one while you iterate.

    reports: paths of files and folders (text, HTML, JSON Lines, CSV; ``-`` for standard input), or documents; one path
    may stand alone.
    Inputs that cannot be read or coded do not stop the run; they are in ``quarantined`` when it has ended.
    Raises ReadError, before anything is coded, if a path does not exist.
    """
    from eventcoder.run.coding import code_documents

    settings = _settings(published, country, model, knowledge, learned=learned)
    given = [reports] if isinstance(reports, (str, os.PathLike)) else list(reports)
    inputs = _inputs(given, settings)
    return Results(code_documents(_pipeline(settings), inputs))


def code_pair(
    text: str,
    source_span: tuple[int, int],
    target_span: tuple[int, int],
    *,
    published: str | None = None,
    model: str | None = None,
    knowledge: Layers = (),
    learned: bool = True,
) -> str | None:
    """Return the PLOVER type of what the marked source did to the marked target, or None if the text tells nothing.

    source_span, target_span: character offsets, half-open. Raises AlignmentError if one lies outside the text.
    """
    from eventcoder.knowledge import load_knowledge
    from eventcoder.read import read_text
    from eventcoder.registry import build_pair_coder

    source, target = (_span_in(text, span) for span in (source_span, target_span))
    settings = _settings(published, None, model, knowledge, learned=learned)
    analysis = _pipeline(settings).analyse(read_text(text, published=published))
    coder = build_pair_coder(load_knowledge(settings.knowledge), learned=settings.learned)
    return coder.event_type(analysis.sentences, analysis.predications, text, [source], [target])


def _span_in(text: str, offsets: tuple[int, int]) -> Span:
    from eventcoder.errors import AlignmentError

    start, end = offsets
    if end > len(text):
        raise AlignmentError(f"span {start} to {end} ends after the text, which has {len(text)} characters.")
    return Span(start, end)


def series(
    reports: str | os.PathLike[str] | Iterable[Result | Coded | str | os.PathLike[str]],
    *,
    by: Literal["day", "week", "month"] = "month",
    pairs: Iterable[tuple[str, str]] = (),
    measure: Literal["quad", "type"] = "quad",
    start: str | date | None = None,
    end: str | date | None = None,
    statuses: Iterable[str] = ("asserted",),
    fill_dates: bool = False,
) -> Series:
    """Return counts of events between actors over time, with noughts where nothing was told.

    reports: results, or paths of what ``eventcoder code`` wrote, of stores, or of reports, which are coded now.
    pairs: source and target, each a country, a code (``RUSGOV``), an actor's id or ``*``; none: every two countries.
    start, end: first and last day (ISO); by default those of the published reports. statuses: which events count.
    fill_dates: events without a date count on the day of publication; else they are in ``n_undated`` of the result.
    Raises SettingsError for an impossible value or a series of more than two million rows, StoreError for a line that
    cannot be read back.
    """
    from eventcoder.run.series import count_series
    from eventcoder.run.story_index import story_ids
    from eventcoder.show.series import Counting, checked_day

    given = [reports] if isinstance(reports, (str, os.PathLike)) else list(reports)
    stories = story_ids([os.fspath(path) for path in given if isinstance(path, (str, os.PathLike))])
    counting = Counting(by, tuple(pairs), measure, frozenset(statuses), stories)
    return count_series(_published(given, fills_dates=fill_dates), counting, checked_day(start), checked_day(end))


def _published(reports: Iterable[Result | Coded | str | os.PathLike[str]], *, fills_dates: bool) -> Iterator[Published]:
    from eventcoder.errors import StoreError
    from eventcoder.run.series import Published, published_reports
    from eventcoder.run.undated import filled_dates

    for report in reports:
        if isinstance(report, (Result, Coded)):
            coded = report.coded if isinstance(report, Result) else report
            yield Published(filled_dates(coded) if fills_dates else coded)
            continue
        path, settings = os.fspath(report), _settings(None, None, None, ())
        for outcome in published_reports([path], settings, fills_dates=fills_dates):
            if isinstance(outcome, Quarantined):
                raise StoreError(f"{outcome.path}: {outcome.reason}")
            yield outcome


def _settings(
    published: str | None, country: str | None, model: str | None, knowledge: Layers, *, learned: bool = True
) -> Settings:
    from eventcoder.settings import DEFAULT_MODEL, Settings

    layers = [knowledge] if isinstance(knowledge, (str, os.PathLike)) else knowledge
    return Settings(
        model=model or DEFAULT_MODEL,
        published=published,
        country=country,
        knowledge=tuple(Path(folder) for folder in layers),
        learned=learned,
    )


def _pipeline(settings: Settings) -> Pipeline:
    """The pipeline for the part of the settings that it depends on, built once."""
    from dataclasses import replace

    from eventcoder.registry import cached_pipeline

    return cached_pipeline(replace(settings, published=None, country=None))


def _inputs(
    reports: Sequence[str | os.PathLike[str] | Document], settings: Settings
) -> Iterator[Document | Quarantined]:
    """Everything that paths hold, read together so that their ids are watched, then the documents."""
    from eventcoder.run.inputs import read_inputs

    paths = [os.fspath(report) for report in reports if not isinstance(report, Document)]
    documents = [report for report in reports if isinstance(report, Document)]
    return chain(read_inputs(paths, settings), documents)
