"""The places of report after report, without coding anything else."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eventcoder.analysis import Analysis, PlacedToponym
from eventcoder.pipeline import Pipeline
from eventcoder.run.coding import ReportError
from eventcoder.schema import Document, Quarantined

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PlacedReport:
    """A report with the place names that mean a known place, in text order."""

    document: Document
    places: tuple[PlacedToponym, ...]


def place_document(pipeline: Pipeline, document: Document) -> PlacedReport:
    """Run the stages up to the one that gives places. Raises ReportError, whatever goes wrong in a stage."""
    analysis = Analysis(document)
    for stage in pipeline.stages:
        try:
            analysis = stage(analysis)
        except Exception as error:
            raise ReportError(document.id, stage.name, error) from error
        if "places" in stage.gives:
            break
    return PlacedReport(document, analysis.places)


def place_documents(
    pipeline: Pipeline, inputs: Iterable[Document | Quarantined]
) -> Iterator[PlacedReport | Quarantined]:
    """Yield every input with its places; what was quarantined before is handed on."""
    for item in inputs:
        if isinstance(item, Quarantined):
            yield item
            continue
        try:
            yield place_document(pipeline, item)
        except ReportError as error:
            _LOG.debug("%s", error, exc_info=True)
            yield Quarantined(item.path or item.id, None, None, error.stage, str(error))
