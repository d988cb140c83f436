"""docs/store.md: its Python runs, and what it says of refusals and codes is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eventcoder.schema import Coded
from eventcoder.store import open_store
from eventcoder.store.identity import _SHORT
from eventcoder.store.opening import _CHECKED_BYTES

PAGE = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")


def test_the_python_runs(
    coded: Coded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store("news.db") as store:
        store.add(coded)
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(block.replace('("GBR", "RUS")', '("FRA", "RUS")'), {})  # noqa: S102 - our own page
    assert "made expelled\n{}" in capsys.readouterr().out


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"less than {_SHORT} characters" in PAGE
    assert f"({_CHECKED_BYTES >> 20} MB)" in PAGE
