"""The road of one report through the stages, and the check that the stages fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from eventcoder.analysis import Analysis
from eventcoder.errors import SettingsError
from eventcoder.schema import Coded, Document, Versions


class Stage(Protocol):
    """One step: takes an analysis, returns a new one with more fields filled."""

    @property
    def name(self) -> str:
        """Stable name: room and step, "find.quotes"."""

    @property
    def needs(self) -> Sequence[str]:
        """Fields that earlier stages must have filled."""

    @property
    def gives(self) -> Sequence[str]:
        """Fields that this stage fills."""

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with this stage's fields."""


class Pipeline:
    """Codes documents with a fixed list of stages. Build it once, call it often.

    Raises SettingsError if a stage needs what no stage before it gives.
    """

    def __init__(self, stages: Iterable[Stage], versions: Versions) -> None:
        self.stages = tuple(stages)
        self.versions = versions
        _check_fit(self.stages)

    def __call__(self, document: Document) -> Coded:
        """Code one report."""
        return self.coded(self.analyse(document))

    def analyse(self, document: Document) -> Analysis:
        """Run the stages and return everything they found, also what is not part of the result."""
        analysis = Analysis(document)
        for stage in self.stages:
            analysis = stage(analysis)
        return analysis

    def pipe(self, documents: Iterable[Document]) -> Iterator[Coded]:
        """Code many reports; ``pipe([d])`` equals ``[self(d)]``."""
        for document in documents:
            yield self(document)

    def coded(self, analysis: Analysis) -> Coded:
        """The result of an analysis."""
        return Coded(
            document=analysis.document,
            versions=self.versions,
            events=analysis.events,
            statements=analysis.statements,
            actors=analysis.actors,
            mentions=analysis.mentions,
            silences=analysis.silences,
        )


def _check_fit(stages: Sequence[Stage]) -> None:
    given = {"document"}
    for stage in stages:
        missing = [need for need in stage.needs if need not in given]
        if missing:
            raise SettingsError(
                f"stage {stage.name!r} needs {', '.join(missing)}, which no stage before it gives; "
                f"given so far: {', '.join(sorted(given))}."
            )
        given.update(stage.gives)
