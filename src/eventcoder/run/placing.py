"""The places of report after report, without coding anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eventcoder.analysis import PlacedToponym
from eventcoder.pipeline import Pipeline
from eventcoder.run.coding import analyse_document, each_document
from eventcoder.schema import Document, Quarantined


@dataclass(frozen=True, slots=True)
class PlacedReport:
    """A report with the place names that mean a known place, in text order."""

    document: Document
    places: tuple[PlacedToponym, ...]


def place_document(pipeline: Pipeline, document: Document) -> PlacedReport:
    """Run the stages up to the one that gives places. Raises ReportError, whatever goes wrong in a stage."""
    return PlacedReport(document, analyse_document(pipeline, document, until="places").places)


def place_documents(
    pipeline: Pipeline, inputs: Iterable[Document | Quarantined]
) -> Iterator[PlacedReport | Quarantined]:
    """Yield every input with its places; what was quarantined before is handed on."""
    return each_document(inputs, lambda document: place_document(pipeline, document))
