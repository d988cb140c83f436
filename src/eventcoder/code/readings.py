"""The records that reading a cue's complement takes and gives."""

from __future__ import annotations

from dataclasses import dataclass

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import Range
from eventcoder.knowledge.statements import Cue


@dataclass(frozen=True, slots=True)
class Content:
    """One reading of a cue's complement."""

    rule: str
    ranges: tuple[Range, ...]
    cue_end: tuple[int, ...] = ()  # tokens that still belong to the cue: "called [for]"
    is_told: bool = True  # False where the object of the verb is part of what is said, not who it is said to


@dataclass(frozen=True, slots=True)
class Case:
    """A verb whose complement is read."""

    sentence: Sentence
    verb: Token
    row: Cue | None
    is_passive: bool
