"""Coding into a store: what is stored already is not coded again, and a run that was killed is simply run again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from eventcoder.pipeline import Pipeline
from eventcoder.run.coding import ReportError, code_document
from eventcoder.run.progress import Progress
from eventcoder.run.session import Summary
from eventcoder.run.stopping import Interrupts
from eventcoder.schema import Coded, Document, Quarantined
from eventcoder.store import Store

_BATCH: Final = 200  # reports that need no coding are written together; a coded one is written at once


@dataclass(slots=True)
class StoreRun:
    """One run of the coder over a store."""

    store: Store
    pipeline: Pipeline
    known: str | None = None  # ISO day from which the reports were known; None for the day each was published
    summary: Summary = field(default_factory=Summary)
    _waiting: list[Coded | Quarantined] = field(default_factory=list)
    _faults: list[Quarantined] = field(default_factory=list)
    _paths: dict[str, None] = field(default_factory=dict)

    def run(
        self, items: Iterable[Coded | Document | Quarantined], inputs: Sequence[str], progress: Progress
    ) -> Summary:
        """Store every item and return how it went; ``inputs`` are the paths, for the record.

        Ctrl-C ends the run after the report that is being written. Whatever ends it, what is written is whole, and
        the same run goes on from there.
        """
        number = self.store.start_run(inputs, self.pipeline.versions, known=self.known)
        with Interrupts() as interrupts, progress:
            try:
                for item in items:
                    self._take(item)
                    with interrupts.shield():
                        if len(self._waiting) >= _BATCH or isinstance(item, Document):
                            self._write()
                        progress.advance(self.summary.n_quarantined)
            except KeyboardInterrupt:
                self.summary.is_interrupted = True
            with interrupts.shield():
                self._end(number)
        return self.summary

    def _take(self, item: Coded | Document | Quarantined) -> None:
        """Code what must be coded, and let it wait to be written."""
        if isinstance(item, Document):
            self._note_path(item.path)
            if self.store.see(item, self.pipeline.versions, known=self.known) is not None:
                self.summary.n_again += 1
                return
            self._waiting.append(self._coded(item))
        else:
            self._note_path(item.path if isinstance(item, Quarantined) else item.document.path)
            self._waiting.append(item)

    def _coded(self, document: Document) -> Coded | Quarantined:
        try:
            return code_document(self.pipeline, document)
        except ReportError as error:
            return Quarantined(document.path or document.id, None, None, error.stage, str(error))

    def _write(self) -> None:
        if not self._waiting:
            return
        with self.store.batch():
            outcomes = [self._write_one(item) for item in self._waiting]
        for item, outcome in zip(self._waiting, outcomes, strict=True):
            if isinstance(item, Quarantined):
                self._faults.append(item)
                self.summary.add_fault(item)
            elif outcome == "again":
                self.summary.n_again += 1
            else:
                self.summary.n_coded += 1
                self.summary.n_edited += outcome == "edited"
        self._waiting.clear()

    def _write_one(self, item: Coded | Quarantined) -> str | None:
        if isinstance(item, Quarantined):
            self.store.quarantine(item)
            return None
        return self.store.add(item, known=self.known).outcome

    def _end(self, number: int) -> None:
        """Write what waits; after a whole run forget faults of its inputs that did not come up again."""
        with self.store.batch():
            self._write()
            s = self.summary
            if not s.is_interrupted:
                self.store.settle(self._paths, self._faults)
            state = "stopped" if s.is_interrupted else "done"
            self.store.end_run(number, state, s.n_coded, s.n_again, s.n_quarantined)

    def _note_path(self, path: str | None) -> None:
        if path is not None:
            self._paths[path] = None
