"""The how-to pages run, and print what they say; figures may differ, since the coder goes on learning."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from eventcoder.cli.main import main

DOCS = Path(__file__).parents[2] / "docs"
NEEDS = {"pandas.md": "pandas", "polars.md": "polars", "duckdb.md": "duckdb"}


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("howto", DOCS / "howto.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    __import__("sys").modules["howto"] = module
    spec.loader.exec_module(module)
    return module


HOWTO = load()
PAGES = [path.name for path in HOWTO.pages()]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample reports, coded once for all pages."""
    path = tmp_path_factory.mktemp("samples") / HOWTO.SAMPLES
    assert main(["demo", "-o", str(path)]) == 0
    return path.read_bytes()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_and_prints_what_it_says(
    name: str, samples: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    (tmp_path / HOWTO.SAMPLES).write_bytes(samples)
    monkeypatch.chdir(tmp_path)
    shown = [(block, printed) for block, printed in HOWTO.run_page((DOCS / "howto" / name).read_text(encoding="utf-8"))]
    assert shown
    for block, printed in shown:
        if block.printed is None:
            assert printed == "", f"shown nowhere: {block.code}"
        else:
            assert first_line(printed) == first_line(block.printed), "run: python docs/howto.py"


def first_line(text: str) -> str:
    return re.sub(r"[\d.,]+", "0", text.splitlines()[0]).rstrip()


def test_there_is_a_page_for_each_program() -> None:
    assert [f"{name}.md" for name in ("duckdb", "excel", "gephi", "pandas", "polars", "qgis", "r")] == PAGES


def test_every_page_starts_from_the_samples() -> None:
    for path in HOWTO.pages():
        assert f"eventcoder demo -o {HOWTO.SAMPLES}" in path.read_text(encoding="utf-8")
