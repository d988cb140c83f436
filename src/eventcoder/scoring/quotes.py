"""Attributions of a report: source, cue and content of what is said in it.

Gold: {doc_id, text, attributions: [{source, cue, content}], discard?}, every role a list of [start, end] spans.
Prediction: {doc_id, attributions}. Words are compared, so that marks and commas at the ends do not matter. Partial
means that two roles share at least half of the larger one's words; a cue need only share a word. Predictions are paired
with gold one to one, the best overlap first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from eventcoder.scoring.figures import Figure, Share, prf_figures, ratio
from eventcoder.scoring.speech import is_speech

Record = Mapping[str, Any]
Words = frozenset[int]
ROLES: Final = ("source", "cue", "content")
_WORD: Final = re.compile(r"\w+(?:[’'\-.]\w+)*")
_OPENING, _CLOSING, _EITHER = "“«„‟", "”»", '"＂'
_HALF: Final = 0.5
_DIRECT: Final = 0.9


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words of one attribution, by role, and what kind it is."""

    source: Words
    cue: Words
    content: Words
    kind: str  # direct | mixed | indirect
    is_speech: bool

    def role(self, name: str) -> Words:
        """The words of a role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


class Text:
    """A report as numbered words, and which of them stand inside quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = [m.span() for m in _WORD.finditer(text)]
        self._starts = [start for start, _ in self._spans]
        quoted = _quoted_characters(text)
        self._quoted = frozenset(i for i, start in enumerate(self._starts) if quoted[start])

    def words(self, spans: Sequence[Sequence[int]]) -> Words:
        """The numbers of the words that the spans touch."""
        found: set[int] = set()
        for start, end in spans:
            i = bisect_left(self._starts, start)
            if i and self._spans[i - 1][1] > start:
                i -= 1
            while i < len(self._spans) and self._starts[i] < end:
                found.add(i)
                i += 1
        return frozenset(found)

    def kind(self, spans: Sequence[Sequence[int]], words: Words) -> str:
        """Direct if nearly all words are inside marks, mixed if some are, else indirect."""
        marks = _OPENING + _CLOSING + _EITHER
        if not any(c in marks for start, end in spans for c in self.text[max(0, start - 1) : end + 2]):
            return "indirect"
        n_quoted = len(words & self._quoted)
        if words and n_quoted >= _DIRECT * len(words):
            return "direct"
        return "mixed" if n_quoted else "indirect"

    def attributions(self, records: Sequence[Record]) -> list[Attribution]:
        """The attributions that have content."""
        found = []
        for record in records:
            spans = {role: record.get(role) or [] for role in ROLES}
            words = {role: self.words(spans[role]) for role in ROLES}
            if words["content"]:
                cue = " ".join(self.text[start:end] for start, end in spans["cue"]).strip()
                kind = self.kind(spans["content"], words["content"])
                found.append(Attribution(words["source"], words["cue"], words["content"], kind, is_speech(cue)))
        return found


Criterion = Callable[[Attribution, Attribution], float]
CLASSES: Final[dict[str, Callable[[Attribution], bool]]] = {
    "all": lambda a: True,  # noqa: ARG005 - every attribution is in this class
    "quoted": lambda a: a.kind != "indirect",
    "direct": lambda a: a.kind == "direct",
    "mixed": lambda a: a.kind == "mixed",
    "indirect": lambda a: a.kind == "indirect",
    "speech": lambda a: a.is_speech,
    "speech+quoted": lambda a: a.is_speech and a.kind != "indirect",
    "speech+indirect": lambda a: a.is_speech and a.kind == "indirect",
}


def shared(gold: Words, found: Words) -> float:
    """Shared words as a part of the larger role; 1 if both are empty."""
    if not gold and not found:
        return 1.0
    return len(gold & found) / max(len(gold), len(found))


def _cue_overlap(gold: Attribution, found: Attribution) -> float:
    return shared(gold.cue, found.cue) if gold.cue & found.cue else 0.0


def _partial(role: str) -> Criterion:
    def criterion(gold: Attribution, found: Attribution) -> float:
        value = shared(gold.role(role), found.role(role)) if gold.role(role) else 0.0
        return value if value >= _HALF else 0.0

    return criterion


def _exact(role: str) -> Criterion:
    return lambda gold, found: float(bool(gold.role(role)) and gold.role(role) == found.role(role))


def _has_source(gold: Attribution, found: Attribution) -> bool:
    return shared(gold.source, found.source) >= _HALF


def _pair(gold: Attribution, found: Attribution) -> float:
    return _partial("content")(gold, found) if _has_source(gold, found) else 0.0


def _triple(gold: Attribution, found: Attribution) -> float:
    return _pair(gold, found) if gold.cue & found.cue else 0.0


def _triple_exact(gold: Attribution, found: Attribution) -> float:
    return float(all(gold.role(role) == found.role(role) for role in ROLES))


CRITERIA: Final[dict[str, tuple[str | None, Criterion]]] = {  # the role that must be there to count, if one must
    "cue overlap": ("cue", _cue_overlap),
    "cue exact": ("cue", _exact("cue")),
    "source exact": ("source", _exact("source")),
    "source partial": ("source", _partial("source")),
    "content exact": ("content", _exact("content")),
    "content partial": ("content", _partial("content")),
    "source+content partial": (None, _pair),
    "attribution partial": (None, _triple),
    "attribution exact": (None, _triple_exact),
}
_HEADLINE: Final = frozenset({"cue overlap", "content partial", "source+content partial", "attribution exact"})


@dataclass(slots=True)
class _Tally:
    found: Share = field(default_factory=Share)
    right: Share = field(default_factory=Share)


def score_quotes(gold: Sequence[Record], predictions: Mapping[str, Record]) -> Iterator[Figure]:
    """Yield precision, recall and F1 of every criterion for every class of attribution."""
    tallies = {name: {kind: _Tally() for kind in CLASSES} for name in CRITERIA}
    speaker = Share()
    for record in gold:
        text = Text(record["text"])
        expected = text.attributions(record["attributions"])
        dropped = text.words(record.get("discard") or [])
        given = text.attributions(predictions.get(record["doc_id"], {}).get("attributions") or [])
        found = [a for a in given if 2 * len(a.content & dropped) <= len(a.content)]
        _score_document(expected, found, tallies, speaker)
    for name, by_class in tallies.items():
        for kind, tally in by_class.items():
            counts = f"gold {tally.found.n} predicted {tally.right.n}"
            yield from prf_figures(
                f"{name}, {kind}",
                ratio(tally.right.n_right, tally.right.n),
                ratio(tally.found.n_right, tally.found.n),
                counts,
                is_headline=name in _HEADLINE and kind in ("all", "speech"),
            )
    yield speaker.figure("speaker given content")


def _score_document(
    gold: Sequence[Attribution],
    found: Sequence[Attribution],
    tallies: Mapping[str, Mapping[str, _Tally]],
    speaker: Share,
) -> None:
    for name, (role, criterion) in CRITERIA.items():
        to_found = _matched(gold, found, criterion)
        matched = set(to_found.values())
        for kind, fits in CLASSES.items():
            tally = tallies[name][kind]
            for i, attribution in enumerate(gold):
                if fits(attribution) and (role is None or attribution.role(role)):
                    tally.found.add(i in to_found)
            for j, attribution in enumerate(found):
                if fits(attribution) and (role is None or attribution.role(role)):
                    tally.right.add(j in matched)
        if name == "content partial":
            for i, j in to_found.items():
                if gold[i].source:
                    speaker.add(_has_source(gold[i], found[j]))


def _matched(gold: Sequence[Attribution], found: Sequence[Attribution], criterion: Criterion) -> dict[int, int]:
    """Pair greedily: the best value first, more shared content breaks ties, then text order."""
    by_word: dict[int, set[int]] = {}
    for i, attribution in enumerate(gold):
        for word in attribution.source | attribution.cue | attribution.content:
            by_word.setdefault(word, set()).add(i)
    pairs = []
    for j, candidate in enumerate(found):
        words = candidate.source | candidate.cue | candidate.content
        for i in {i for word in words for i in by_word.get(word, ())}:
            value = criterion(gold[i], candidate)
            if value > 0:
                pairs.append((-(value + 1e-3 * shared(gold[i].content, candidate.content)), i, j))
    to_found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in to_found and j not in taken:
            to_found[i] = j
            taken.add(j)
    return to_found


def _quoted_characters(text: str) -> list[bool]:
    """For every character whether it stands inside double quotation marks; a mark never reaches over a line end."""
    inside, state = [], False
    for c in text:
        if c == "\n" or c in _CLOSING:
            state = False
        elif c in _OPENING:
            state = True
        elif c in _EITHER:
            state = not state
        inside.append(state)
    return inside
