"""The days that the time expressions of a text mean, without coding anything else."""

from __future__ import annotations

from dataclasses import dataclass

from eventcoder.analysis import Analysis
from eventcoder.pipeline import Pipeline
from eventcoder.run.coding import ReportError
from eventcoder.schema import Document, EventDate, Span


@dataclass(frozen=True, slots=True)
class DatedWords:
    """Words that say when. date: None where no day can be named. rule: row of times/patterns.tsv."""

    span: Span
    text: str
    date: EventDate | None
    rule: str


def date_document(pipeline: Pipeline, document: Document) -> tuple[DatedWords, ...]:
    """Run the stages up to the one that gives times. Raises ReportError, whatever goes wrong in a stage."""
    analysis = Analysis(document)
    for stage in pipeline.stages:
        try:
            analysis = stage(analysis)
        except Exception as error:
            raise ReportError(document.id, stage.name, error) from error
        if "times" in stage.gives:
            break
    dates = {t.span: t.date for t in analysis.times}
    spans = [(Span(e.start, e.end), e.rule) for e in analysis.time_expressions]
    return tuple(DatedWords(span, span.of(document.text), dates.get(span), rule) for span, rule in spans)
