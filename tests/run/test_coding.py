"""Reports that fail do not stop a run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventcoder.analysis import Analysis
from eventcoder.errors import CodingError
from eventcoder.pipeline import Pipeline
from eventcoder.run.coding import code_document, code_documents
from eventcoder.schema import Coded, Document, Quarantined, Versions


class Folding:
    """A stage that gives something."""

    name, needs, gives = "read.fold", ("document",), ("folded",)

    def __call__(self, analysis: Analysis) -> Analysis:
        return replace(analysis, folded=analysis.document.text.lower())


class Failing:
    """A stage that fails on one word."""

    name, needs, gives = "find.bombs", ("folded",), ("events",)

    def __call__(self, analysis: Analysis) -> Analysis:
        if "bomb" in analysis.folded:
            raise ZeroDivisionError("tick")
        return analysis


@pytest.fixture
def small() -> Pipeline:
    return Pipeline([Folding(), Failing()], Versions("1", "2", "3", "4"))


def test_a_report_is_coded(small: Pipeline) -> None:
    assert code_document(small, Document("a", "Peace.")).document.id == "a"


def test_an_error_names_report_and_stage(small: Pipeline) -> None:
    with pytest.raises(CodingError, match=r"report 'b' could not be coded: ZeroDivisionError in find.bombs: tick"):
        code_document(small, Document("b", "A bomb."))


def test_the_run_goes_on_and_keeps_the_order(small: Pipeline) -> None:
    unreadable = Quarantined("x.txt", None, 0, "read.file", "empty")
    inputs = [Document("a", "Peace."), unreadable, Document("b", "A bomb.", path="b.txt"), Document("c", "Rain.")]
    found = list(code_documents(small, inputs))
    assert [type(f) for f in found] == [Coded, Quarantined, Quarantined, Coded]
    assert found[1] is unreadable
    fault = found[2]
    assert isinstance(fault, Quarantined)
    assert (fault.path, fault.stage) == ("b.txt", "find.bombs")
    assert "ZeroDivisionError" in fault.reason


def test_an_interrupt_is_not_swallowed(small: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: object, analysis: Analysis) -> Analysis:
        raise KeyboardInterrupt

    monkeypatch.setattr(Failing, "__call__", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(code_documents(small, [Document("a", "Peace.")]))
