"""What a pronoun may take up: the nouns before it, who they are, how much each stands out.

Nouns that name no actor are listed too: "it" often means a thing, and then no actor must be chosen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Candidate, Sentence
from eventcoder.knowledge.pronouns import Pronouns
from eventcoder.resolve.clauses import Noun, nouns_of
from eventcoder.resolve.registry import Entity
from eventcoder.resolve.report import Report

PERSON: Final = "person"
MANY: Final = "many"
BODY: Final = "body"
NAME: Final = "name"
THING: Final = "thing"
_BODIES: Final = frozenset({"state", "institution", "group"})
_AND: Final = frozenset({"and", "&"})


@dataclass(frozen=True, slots=True)
class Markable:
    """A noun (or several joined by "and") that a pronoun may stand for."""

    key: str  # the same for all mentions of one entity or one thing
    sort: str  # person | many | body | name | thing; a name may be a person's or a body's
    gender: str | None
    entities: tuple[Entity, ...]  # nobody where it names no actor
    sentence: int
    noun: Noun
    is_plural: bool = False
    is_joint: bool = False  # several nouns together


class Discourse:
    """The markables of one report, made sentence by sentence while it is resolved."""

    def __init__(self, report: Report, pronouns: Pronouns) -> None:
        self._report = report
        self._containers = pronouns.containers
        self._nouns: dict[int, tuple[Noun, ...]] = {}
        self._quotations = _outermost(report)
        self._at = {(c.sentence, c.head): n for n, c in enumerate(report.analysis.candidates)}
        self._times = sorted((t.start, t.end) for t in report.analysis.time_expressions)
        self._steps = self._count_steps()

    def candidate_at(self, sentence: int, i: int) -> int | None:
        """The candidate whose head is token ``i`` of a sentence, or None."""
        return self._at.get((sentence, i))

    def before(self, c: Candidate, sentences_back: int) -> Iterator[Markable]:
        """Yield what stands before a candidate: in its sentence, then in those before it."""
        for j in range(c.sentence, max(-1, c.sentence - sentences_back - 1), -1):
            sentence = self._report.analysis.sentences[j]
            last = c.head if j == c.sentence else len(sentence.tokens)
            for noun in self._nouns_of(sentence) if sentence.tokens else ():
                if noun.i >= last:
                    break
                yield from self._markables(sentence, noun, last)

    def steps_between(self, earlier: int, later: int) -> int:
        """How many sentences lie between two, those that only quote somebody not counted."""
        return self._steps[later] - self._steps[earlier]

    def quotation_at(self, offset: int) -> int | None:
        """The number of the quotation around an offset, or None."""
        k = bisect_right(self._quotations, (offset, 1 << 60, 0)) - 1
        return self._quotations[k][2] if k >= 0 and self._quotations[k][1] > offset else None

    def _count_steps(self) -> list[int]:
        steps, n = [], 0
        spans = [q.outer for q in self._report.analysis.quotations]
        for s in self._report.analysis.sentences:
            n += 0 if any(q.covers(s.span) for q in spans) else 1
            steps.append(n)
        return steps

    def _nouns_of(self, sentence: Sentence) -> tuple[Noun, ...]:
        found = self._nouns.get(sentence.index)
        if found is None:
            found = tuple(
                n
                for n in nouns_of(sentence, self._containers)
                if not self._is_time(sentence.tokens[n.i].start) and not self._is_passed_over(sentence, n.i)
            )
            self._nouns[sentence.index] = found
        return found

    def _is_time(self, offset: int) -> bool:
        k = bisect_right(self._times, (offset, 1 << 60)) - 1
        return k >= 0 and self._times[k][1] > offset

    def _is_passed_over(self, sentence: Sentence, i: int) -> bool:
        """True for "thousands" of "thousands of miners"."""
        t = sentence.tokens[i]
        is_container = t.lemma in self._containers and self.candidate_at(sentence.index, i) is None
        return is_container and any(p.lemma == "of" and p.i > i for p in sentence.kids(i, "prep"))

    def _markables(self, sentence: Sentence, noun: Noun, last: int) -> Iterator[Markable]:
        joint = self._joint(sentence, noun, last)
        if joint is not None:
            yield joint
        single = self._markable(sentence, noun)
        if single is not None:
            yield single

    def _joint(self, sentence: Sentence, noun: Noun, last: int) -> Markable | None:
        """Several nouns joined by "and", from the first of them on."""
        if sentence.tokens[noun.i].dep == "conj" or not sentence.has_kid(noun.i, "conj"):
            return None
        parts = sentence.conjuncts(noun.i)
        is_and = any(k.lemma in _AND for i in parts for k in sentence.kids(i, "cc"))
        if not is_and or parts[-1] >= last:
            return None
        own = [m for i in parts if (m := self._markable(sentence, replace(noun, i=i))) is not None]
        entities = _all_entities(own)
        if len(own) < 2 or (len(entities) == 1 and any(not m.entities for m in own)):
            return None
        sort = MANY if all(m.sort != THING for m in own) else THING
        key = " + ".join(m.key for m in own)
        return Markable(key, sort, None, entities, sentence.index, noun, is_plural=True, is_joint=True)

    def _markable(self, sentence: Sentence, noun: Noun) -> Markable | None:
        t = sentence.tokens[noun.i]
        n = self.candidate_at(sentence.index, noun.i)
        if n is None:
            if t.tag.startswith("PRP"):
                return None
            is_plural = t.tag in ("NNS", "NNPS")
            return Markable(f"thing:{t.lemma}", THING, None, (), sentence.index, noun, is_plural=is_plural)
        resolved = self._report.resolved.get(n)
        c = self._report.analysis.candidates[n]
        if resolved is None:
            return None if c.kind == "pronoun" else self._nobody(c, noun)
        return _somebody(resolved.entities, c, noun)

    def _nobody(self, c: Candidate, noun: Noun) -> Markable:
        """A candidate that names no actor: a place, or somebody of whom nothing is known."""
        role = self._report.actors.roles[c.role][0] if c.role else None
        words = self._report.words(c).lower()
        sort = THING
        gender = None
        if role is not None and "thing" not in role.notes:
            sort = (MANY if c.is_plural else PERSON) if role.kind == "person" else BODY
            gender = role.gender
        if role is not None and "collective" in role.notes and not c.is_plural:
            sort = BODY
        return Markable(f"nobody:{words}", sort, gender, (), c.sentence, noun, is_plural=c.is_plural)


def _outermost(report: Report) -> list[tuple[int, int, int]]:
    """Start, end and number of the quotations that are not inside another, in text order."""
    found: list[tuple[int, int, int]] = []
    for n, q in enumerate(report.analysis.quotations):
        if not found or q.outer.start >= found[-1][1]:
            found.append((q.outer.start, q.outer.end, n))
    return found


def _somebody(entities: tuple[Entity, ...], c: Candidate, noun: Noun) -> Markable:
    key = " + ".join(e.actor.id for e in entities)
    if len(entities) > 1:
        return Markable(key, MANY, None, entities, c.sentence, noun, is_plural=True, is_joint=True)
    e = entities[0]
    return Markable(key, _sort(e), e.gender, entities, c.sentence, noun, is_plural=e.is_plural)


def _sort(e: Entity) -> str:
    if e.kind == PERSON and not e.is_collective:
        return MANY if e.is_plural else PERSON
    if e.kind in _BODIES or e.is_collective:
        return MANY if e.is_plural else BODY
    return NAME if e.kind == "unknown" else THING


def _all_entities(parts: list[Markable]) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {e.actor.id: e for m in parts for e in m.entities}
    return tuple(found.values())
