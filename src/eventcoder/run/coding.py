"""Code report after report; a report that cannot be coded is recorded and the run goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from eventcoder.analysis import Analysis
from eventcoder.errors import CodingError
from eventcoder.pipeline import Pipeline
from eventcoder.schema import Coded, Document, Quarantined

_LOG = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class ReportError(CodingError):
    """One report could not be coded; says which report and in which stage."""

    def __init__(self, document_id: str, stage: str, cause: Exception) -> None:
        super().__init__(
            f"report {document_id!r} could not be coded: {type(cause).__name__} in {stage}: {cause}. "
            "Expected no error from any text; please report it with the text that caused it."
        )
        self.document_id = document_id
        self.stage = stage


def analyse_document(pipeline: Pipeline, document: Document, *, until: str | None = None) -> Analysis:
    """Run the stages over one report. Raises ReportError, whatever goes wrong in a stage.

    until: stop behind the stage that gives this field; None runs all of them.
    """
    analysis = Analysis(document)
    for stage in pipeline.stages:
        try:
            analysis = stage(analysis)
        except Exception as error:
            raise ReportError(document.id, stage.name, error) from error
        if until is not None and until in stage.gives:
            break
    return analysis


def code_document(pipeline: Pipeline, document: Document) -> Coded:
    """Return everything coded from one report. Raises ReportError, whatever goes wrong in a stage."""
    return pipeline.coded(analyse_document(pipeline, document))


def code_documents(pipeline: Pipeline, inputs: Iterable[Document | Quarantined]) -> Iterator[Coded | Quarantined]:
    """Yield the result of every input in order; what was quarantined before is handed on."""
    return each_document(inputs, lambda document: code_document(pipeline, document))


def each_document(
    inputs: Iterable[Document | Quarantined], work: Callable[[Document], _Result]
) -> Iterator[_Result | Quarantined]:
    """Yield what ``work`` makes of every report, in order; where it raises ReportError, the report is quarantined."""
    for item in inputs:
        if isinstance(item, Quarantined):
            yield item
            continue
        try:
            yield work(item)
        except ReportError as error:
            _LOG.debug("%s", error, exc_info=True)
            yield Quarantined(item.path or item.id, None, None, error.stage, str(error))
