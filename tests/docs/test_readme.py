"""The examples of README.md run and ``docs/readme.py`` fills them; figures may differ as the coder learns."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme", DOCS / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


README = load()


def heads(page: str) -> list[tuple[str, str]]:
    """The command and the first printed line of every block."""
    return re.findall(r"^```\n\$ (eventcoder [^\n]*)\n([^\n]*)\n", page, re.MULTILINE)


def test_the_examples_run_and_show_the_same_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS.parent)
    page = README.README.read_text(encoding="utf-8")
    assert len(heads(page)) == 2
    assert heads(README.filled(page)) == heads(page)


def test_a_block_is_filled_and_keeps_its_length_where_it_is_cut() -> None:
    cut = README.filled("```\n$ eventcoder explain statuses\nold\n...\n```\n")
    assert re.fullmatch(r"```\n\$ eventcoder explain statuses\nasserted [^\n]*\n\.\.\.\n```\n", cut)
    whole = README.filled("```\n$ eventcoder explain statuses\nold\n```\n")
    assert "requested" in whole
    assert max(map(len, whole.splitlines())) <= 100
