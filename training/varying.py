"""Sentences without a label, made from the project's own: what the large network is asked about to teach the small one.

Each is one of the project's sentences with other actors in its marks, with the marks turned round, with a mark on
another name in it, or joined to a second sentence.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from eventcoder.schema import Span
from training.examples import PairExample
from training.renaming import Renamer

_SHORT: Final = 120  # characters of a sentence that another is joined to
_JOINTS: Final = (" while ", " and ", "; ", ", after ", ", as ", ", a day after ", ", but ", ", but said ")


def variants(examples: Sequence[PairExample], renamer: Renamer, each: int, seed: int) -> list[PairExample]:
    """Return ``each`` variants of every example. Their labels are those of the sentences they were made from."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    found: list[PairExample] = []
    for example in examples:
        for n in range(each):
            name, make = rng.choice(_WAYS)
            made = make(example, rng.choice(examples), renamer, rng)
            found.append(replace(made, id=f"{example.id}.{name}{n}", is_exemplar=False))
    return found


def _recast(example: PairExample, other: PairExample, _: Renamer, __: random.Random) -> PairExample:
    """Put the actors of another sentence into the marks."""
    return _fill(example, other.source.of(other.text), other.target.of(other.text))


def _turned(example: PairExample, *_: object) -> PairExample:
    """Source and target change places."""
    return replace(example, source=example.target, target=example.source)


def _moved(example: PairExample, other: PairExample, renamer: Renamer, rng: random.Random) -> PairExample:
    """Mark another name of the sentence; where there is none, recast."""
    names = [n for n in renamer.names(example.text) if not (n.overlaps(example.source) or n.overlaps(example.target))]
    if not names:
        return _recast(example, other, renamer, rng)
    return replace(example, **{rng.choice(("source", "target")): rng.choice(names)})


def _joined(example: PairExample, other: PairExample, renamer: Renamer, rng: random.Random) -> PairExample:
    """Let a second sentence follow or come first; half of the pairs cross the joint."""
    if len(other.text) > _SHORT:
        return _recast(example, other, renamer, rng)
    first, second = rng.sample((example, other), 2)
    start = f"{first.text.rstrip('. ')}{rng.choice(_JOINTS)}"
    moved = replace(second, source=_shifted(second.source, len(start)), target=_shifted(second.target, len(start)))
    source = (first if first is example else moved).source
    target = rng.choice((first, moved)).target
    return replace(example, text=start + second.text, source=source, target=target)


_WAYS: Final[tuple[tuple[str, Callable[..., PairExample]], ...]] = (
    ("recast", _recast),
    ("recast", _recast),
    ("moved", _moved),
    ("joined", _joined),
    ("turned", _turned),
)


def _fill(example: PairExample, source: str, target: str) -> PairExample:
    """Return the example with other words in its marks."""
    first, last = sorted((example.source, example.target))
    early, late = (source, target) if first == example.source else (target, source)
    text = example.text
    start = f"{text[: first.start]}{early}{text[first.end : last.start]}"
    spans = (Span(first.start, first.start + len(early)), Span(len(start), len(start) + len(late)))
    if first != example.source:
        spans = spans[::-1]
    return replace(example, text=f"{start}{late}{text[last.end :]}", source=spans[0], target=spans[1])


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
