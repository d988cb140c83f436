"""Stores on a temporary path, and made reports."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eventcoder.schema import Coded
from eventcoder.store import Store, open_store

_SPEC = importlib.util.spec_from_file_location("synthetic", Path(__file__).with_name("synthetic.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
synthetic_module = importlib.util.module_from_spec(_SPEC)
sys.modules.setdefault("synthetic", synthetic_module)
_SPEC.loader.exec_module(synthetic_module)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new store."""
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def make() -> Callable[..., Coded]:
    """Make a report of a number: ``make(7, edit="more")``."""
    function: Callable[..., Coded] = synthetic_module.synthetic
    return function
