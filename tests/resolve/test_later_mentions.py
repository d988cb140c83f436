"""Whom pronouns, last names and descriptions mean: short passages with their answers in later_mentions.tsv."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.analysis import Analysis
from eventcoder.schema import Actor

Analyse = Callable[..., Analysis]


def passages() -> list[list[str]]:
    lines = Path(__file__).with_name("later_mentions.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("# ")][1:]


def actors_at(analysis: Analysis, words: str) -> list[Actor]:
    """Actors of the last mention that ends with these words."""
    text = analysis.document.text
    end = [m.end() for m in re.finditer(rf"\b{re.escape(words)}\b", text)][-1]
    by_id = {a.id: a for a in analysis.actors}
    for m in sorted(analysis.mentions, key=lambda m: m.span.end - m.span.start):
        if m.span.end == end:
            return [by_id[i] for i in m.actor_ids]
    return []


def is_meant(actor: Actor, answer: str) -> bool:
    return answer == actor.code or answer.lower() in actor.name.lower()


def test_there_are_enough_passages() -> None:
    assert len(passages()) >= 120


@pytest.mark.parametrize(
    ("passage", "mention", "answer"),
    [
        pytest.param(*row[1:4], id=f"{n}-{row[0]}", marks=[pytest.mark.xfail(strict=True)] if row[4] else [])
        for n, row in enumerate(passages())
    ],
)
def test_who_is_meant(passage: str, mention: str, answer: str, analyse: Analyse) -> None:
    actors = actors_at(analyse(passage, published="2018-05-04"), mention)
    wanted = [] if answer == "?" else answer.split("|")
    assert len(actors) == len(wanted), [a.name for a in actors]
    assert all(any(is_meant(a, w) for a in actors) for w in wanted), [a.name for a in actors]
