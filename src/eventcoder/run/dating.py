"""The days that the time expressions of a text mean, without coding anything else."""

from __future__ import annotations

from eventcoder.pipeline import Pipeline
from eventcoder.run.coding import analyse_document
from eventcoder.schema import Document, EventDate, Span
from eventcoder.time_expressions import TimeExpression


def date_document(pipeline: Pipeline, document: Document) -> tuple[tuple[TimeExpression, EventDate | None], ...]:
    """Return the expressions of a text in order, each with its days; None where no day can be named.

    Runs the stages up to the one that gives times. Raises ReportError, whatever goes wrong in a stage.
    """
    analysis = analyse_document(pipeline, document, until="times")
    dates = {t.span: t.date for t in analysis.times}
    return tuple((e, dates.get(Span(e.start, e.end))) for e in analysis.time_expressions)
