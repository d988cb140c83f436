"""The bundled sample reports, each with the records that a person expects from it."""

from __future__ import annotations

import json
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

__all__ = ["load_sample", "sample_names"]


def sample_names() -> list[str]:
    """Return the names of the samples in order, such as ``"01_call_beijing_kyiv"``."""
    return sorted(f.name.removesuffix(".txt") for f in _folder().iterdir() if f.name.endswith(".txt"))


def load_sample(name: str) -> tuple[str, dict[str, Any]]:
    """Return the text of one sample and its metadata with the expected records.

    The keys of the metadata are described in the README beside the samples; spans are code points into the text.
    Raises KeyError if no sample has this name.
    """
    if name not in sample_names():
        raise KeyError(f"no sample is called {name!r}; sample_names() lists them")
    text = _folder().joinpath(f"{name}.txt").read_bytes().decode("utf-8")
    about: dict[str, Any] = json.loads(_folder().joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return text, about


def _folder() -> Traversable:
    return resources.files(__name__)
