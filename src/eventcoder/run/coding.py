"""Code report after report; a report that cannot be coded is recorded and the run goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from eventcoder.analysis import Analysis
from eventcoder.errors import CodingError
from eventcoder.pipeline import Pipeline
from eventcoder.schema import Coded, Document, Quarantined

_LOG = logging.getLogger(__name__)


class ReportError(CodingError):
    """One report could not be coded; says which report and in which stage."""

    def __init__(self, document_id: str, stage: str, cause: Exception) -> None:
        super().__init__(
            f"report {document_id!r} could not be coded: {type(cause).__name__} in {stage}: {cause}. "
            "Expected no error from any text; please report it with the text that caused it."
        )
        self.document_id = document_id
        self.stage = stage


def code_document(pipeline: Pipeline, document: Document) -> Coded:
    """Return everything coded from one report. Raises ReportError, whatever goes wrong in a stage."""
    analysis = Analysis(document)
    for stage in pipeline.stages:
        try:
            analysis = stage(analysis)
        except Exception as error:
            raise ReportError(document.id, stage.name, error) from error
    return pipeline.coded(analysis)


def code_documents(pipeline: Pipeline, inputs: Iterable[Document | Quarantined]) -> Iterator[Coded | Quarantined]:
    """Yield the result of every input in order; what was quarantined before is handed on."""
    for item in inputs:
        if isinstance(item, Quarantined):
            yield item
            continue
        try:
            yield code_document(pipeline, item)
        except ReportError as error:
            _LOG.debug("%s", error, exc_info=True)
            yield Quarantined(item.path or item.id, None, None, error.stage, str(error))
