from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from eventcoder.pipeline import Pipeline
from eventcoder.samples import sample_names
from eventcoder.schema import Coded

_SPEC = importlib.util.spec_from_file_location("golden_records", Path(__file__).parent / "records.py")
assert _SPEC is not None
assert _SPEC.loader is not None
records = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(records)


@pytest.fixture(scope="module")
def coded(pipeline: Pipeline) -> dict[str, Coded]:
    return records.coded_samples(pipeline)


@pytest.mark.parametrize("name", sample_names())
def test_sample_is_coded_as_accepted(name: str, coded: dict[str, Coded]) -> None:
    """`make golden` shows the difference, `make golden ACCEPT=1` takes it over."""
    accepted = (records.EXPECTED / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert list(records.lines_of(coded[name])) == accepted


def test_no_golden_file_without_its_sample() -> None:
    assert {p.stem for p in records.EXPECTED.glob("*.tsv")} == set(sample_names())
