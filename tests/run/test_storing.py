"""Coding into a store: nothing twice, nothing lost, what failed is settled when it no longer fails."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eventcoder.pipeline import Pipeline
from eventcoder.run.progress import Progress
from eventcoder.run.session import Summary
from eventcoder.run.storing import StoreRun
from eventcoder.schema import Coded, Document, Quarantined, Versions
from eventcoder.store import Store, open_store

VERSIONS = Versions("1.0", "0.0", "made", "none")
NOTHING = Coded(Document("", "x"), VERSIONS, (), (), (), (), ())
TORN = Quarantined("in/a.jsonl", 7, 0, "read.file", "torn")


class Counting(Pipeline):
    """A pipeline without stages that remembers what it coded."""

    def __init__(self) -> None:
        super().__init__((), VERSIONS)
        self.coded_ids: list[str] = []

    def coded(self, analysis: object) -> Coded:
        document = analysis.document  # type: ignore[attr-defined]
        self.coded_ids.append(document.id)
        return replace(NOTHING, document=document)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def reports(n: int) -> list[Document]:
    return [Document(f"r{i}", f"Report number {i}.", published="2021-07-16", path="in/a.jsonl") for i in range(n)]


def go(
    store: Store, items: list[Coded | Document | Quarantined] | Iterator[Document], known: str | None = None
) -> tuple[Summary, list[str]]:
    pipeline = Counting()
    summary = StoreRun(store, pipeline, known).run(items, ["in/"], Progress(is_shown=False))
    return summary, pipeline.coded_ids


def test_every_report_is_coded_once(store: Store) -> None:
    summary, coded = go(store, reports(3) + reports(3))
    assert coded == ["r0", "r1", "r2"]
    assert (summary.n_coded, summary.n_again, summary.exit_code) == (3, 3, 0)
    summary, coded = go(store, reports(4))
    assert coded == ["r3"]
    assert (summary.n_coded, summary.n_again) == (1, 3)


def test_a_run_that_finds_nothing_new_is_no_failure(store: Store) -> None:
    go(store, reports(2))
    assert go(store, reports(2))[0].exit_code == 0


def test_reports_that_were_coded_before_are_taken_in(store: Store) -> None:
    items = [replace(NOTHING, document=document) for document in reports(450)]
    summary, coded = go(store, items)
    assert (summary.n_coded, coded) == (450, [])
    assert len(list(store.reports())) == 450
    assert go(store, items)[0].n_again == 450


def test_an_interrupted_run_goes_on(store: Store) -> None:
    def interrupted() -> Iterator[Document]:
        yield from reports(2)
        os.kill(os.getpid(), signal.SIGINT)
        yield from reports(5)

    summary, _ = go(store, interrupted())
    assert (summary.is_interrupted, summary.exit_code) == (True, 130)
    assert go(store, reports(5))[1] == ["r2", "r3", "r4"]
    assert [run.state for run in store.runs()] == ["stopped", "done"]


def test_a_run_that_was_killed_is_seen_in_the_list(store: Store) -> None:
    def failing() -> Iterator[Document]:
        yield from reports(1)
        raise OSError("no such device")

    with pytest.raises(OSError, match="no such device"):
        go(store, failing())
    assert [(run.state, run.inputs) for run in store.runs()] == [("running", ("in/",))]
    assert len(list(store.reports())) == 1


def test_faults_are_kept_and_go_when_they_no_longer_come(store: Store) -> None:
    summary, _ = go(store, [*reports(1), TORN])
    assert (summary.exit_code, list(store.quarantined())) == (1, [TORN])
    other = replace(TORN, path="in/b.jsonl")
    go(store, [other])
    assert list(store.quarantined()) == [TORN, other]
    go(store, reports(1))
    assert list(store.quarantined()) == [other]


def test_an_edited_report_is_counted(store: Store) -> None:
    go(store, reports(1))
    summary, coded = go(store, [replace(reports(1)[0], text="Another text.")], "2021-08-01")
    assert (summary.n_coded, summary.n_edited, coded) == (1, 1, ["r0"])
    assert [c.document.text for c in store.coded(as_of="2021-07-31")] == ["Report number 0."]
    assert [c.document.text for c in store.coded()] == ["Another text."]
