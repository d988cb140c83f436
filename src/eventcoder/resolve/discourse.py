"""What a pronoun may take up: the nouns before it, who they are, how much each stands out.

Nouns that name no actor are listed too: "it" often means a thing, and then no actor must be chosen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from eventcoder.analysis import Candidate, Sentence, Token
from eventcoder.knowledge.pronouns import Pronoun, Pronouns
from eventcoder.resolve.clauses import Noun, is_empty_it, nouns_of, slot_of
from eventcoder.resolve.registry import Entity
from eventcoder.resolve.report import Report

PERSON: Final = "person"
MANY: Final = "many"
BODY: Final = "body"
NAME: Final = "name"
THING: Final = "thing"
_BODIES: Final = frozenset({"state", "institution", "group"})
_AND: Final = frozenset({"and", "&"})
_PLURAL: Final = frozenset({"NNS", "NNPS"})


class Standing(NamedTuple):
    """A noun as it stands in its sentence: all that does not depend on who it is."""

    noun: Noun
    candidate: int | None
    quotation: int | None  # the number of the one around it
    is_speaking: bool  # subject of a verb that goes with quotations
    owner: Pronoun | None  # "their" of "their families"
    parts: tuple[Standing, ...] = ()  # it and what "and" joins to it, where it is the first of them


class Markable(NamedTuple):
    """A noun (or several joined by "and") that a pronoun may stand for."""

    key: str  # the same for all mentions of one entity or one thing
    sort: str  # person | many | body | name | thing; a name may be a person's or a body's
    gender: str | None
    entities: tuple[Entity, ...]  # nobody where it names no actor
    sentence: int
    at: Standing
    is_plural: bool = False
    is_joint: bool = False  # several nouns together

    @property
    def noun(self) -> Noun:
        """The noun, the first one of several."""
        return self.at.noun


class Discourse:
    """The markables of one report, made sentence by sentence while it is resolved."""

    def __init__(self, report: Report, pronouns: Pronouns) -> None:
        self._report = report
        self._pronouns = pronouns
        self._standings: dict[int, tuple[Standing, ...]] = {}  # by sentence
        self._nobodies: dict[tuple[int, int], Markable | None] = {}  # by sentence and token
        self._quotations = _outermost(report)
        self._runs = _runs(report, self._quotations)
        self._at = {(c.sentence, c.head): n for n, c in enumerate(report.analysis.candidates)}
        self._times = sorted((t.start, t.end) for t in report.analysis.time_expressions)
        self._steps = self._count_steps()

    def candidate_at(self, sentence: int, i: int) -> int | None:
        """The candidate whose head is token ``i`` of a sentence, or None."""
        return self._at.get((sentence, i))

    def before(self, c: Candidate, sentences_back: int, *, one_person: bool) -> Iterator[Markable]:
        """Yield what stands before a candidate: in its sentence, then in those before it.

        one_person: "he" is asked for, so that nouns that name nobody and several joined are passed over unread.
        """
        for j in range(c.sentence, max(-1, c.sentence - sentences_back - 1), -1):
            sentence = self._report.analysis.sentences[j]
            last = c.head if j == c.sentence else len(sentence.tokens)
            for at in self._standings_in(sentence) if sentence.tokens else ():
                if at.noun.i >= last:
                    break
                if one_person and at.candidate is None:
                    continue
                if (
                    at.parts
                    and not one_person
                    and at.parts[-1].noun.i < last
                    and (joint := self._joint(j, at)) is not None
                ):
                    yield joint
                single = self._markable(j, at)
                if single is not None:
                    yield single

    def steps_between(self, earlier: int, later: int) -> int:
        """How many sentences lie between two, those that only quote somebody not counted."""
        return self._steps[later] - self._steps[earlier]

    def quotation_at(self, offset: int) -> int | None:
        """The number of the quotation around an offset, or None."""
        k = bisect_right(self._quotations, (offset, 1 << 60, 0)) - 1
        return self._quotations[k][2] if k >= 0 and self._quotations[k][1] > offset else None

    def quotations_with(self, quotation: int | None) -> frozenset[int | None]:
        """The quotation and those before it from which only words about who speaks part it."""
        run = self._runs.get(quotation)
        return frozenset(q for q, r in self._runs.items() if r == run) | {quotation}

    def is_speaking(self, sentence: Sentence, i: int) -> bool:
        """True for the subject of a verb that goes with quotations, and for whom "according to" names."""
        slot = slot_of(sentence, i)
        above = sentence.tokens[sentence.tokens[i].head]
        if sentence.tokens[i].dep == "pobj" and sentence.tokens[above.head].lemma == "accord":
            return True
        return slot is not None and slot[1] == "subject" and slot[0] in self._pronouns.saying

    def _count_steps(self) -> list[int]:
        steps, n = [], 0
        for s in self._report.analysis.sentences:
            k = bisect_right(self._quotations, (s.start, 1 << 60, 0)) - 1
            n += 0 if k >= 0 and self._quotations[k][1] >= s.end else 1
            steps.append(n)
        return steps

    def _standings_in(self, sentence: Sentence) -> tuple[Standing, ...]:
        found = self._standings.get(sentence.index)
        if found is None:
            nouns = nouns_of(sentence, self._pronouns.containers)
            found = tuple(
                self._standing(sentence, n)
                for n in nouns
                if not self._is_time(sentence.tokens[n.i].start) and not self._is_passed_over(sentence, n.i)
            )
            self._standings[sentence.index] = found
        return found

    def _standing(self, sentence: Sentence, noun: Noun) -> Standing:
        alone = self._standing_alone(sentence, noun)
        joined = _joined(sentence, noun.i)
        if not joined:
            return alone
        others = (self._standing_alone(sentence, noun._replace(i=i)) for i in joined[1:])
        return alone._replace(parts=(alone, *others))

    def _standing_alone(self, sentence: Sentence, noun: Noun) -> Standing:
        i = noun.i
        owner = None
        if sentence.children[i]:
            owner = next((k.text.lower() for k in sentence.kids(i, "poss") if k.tag == "PRP$"), None)
        return Standing(
            noun,
            candidate=self.candidate_at(sentence.index, i),
            quotation=self.quotation_at(sentence.tokens[i].start),
            is_speaking=self.is_speaking(sentence, i),
            owner=self._pronouns.find(owner) if owner is not None else None,
        )

    def _is_time(self, offset: int) -> bool:
        k = bisect_right(self._times, (offset, 1 << 60)) - 1
        return k >= 0 and self._times[k][1] > offset

    def _is_passed_over(self, sentence: Sentence, i: int) -> bool:
        """True for "thousands" of "thousands of miners", and for "brothers" of "the brothers Jan and Piet Visser"."""
        t = sentence.tokens[i]
        beside = [k.i for k in sentence.kids(i, "appos") if self.candidate_at(sentence.index, k.i) is not None]
        if t.tag in _PLURAL and any(_joined(sentence, k) for k in beside):
            return True
        is_container = t.lemma in self._pronouns.containers and self.candidate_at(sentence.index, i) is None
        return is_container and any(p.lemma == "of" and p.i > i for p in sentence.kids(i, "prep"))

    def _joint(self, sentence: int, at: Standing) -> Markable | None:
        """Several nouns joined by "and", from the first of them on."""
        own = [m for part in at.parts if (m := self._markable(sentence, part)) is not None]
        entities = _all_entities(own)
        is_one = len(entities) == 1 and any(not m.entities or m.sort == PERSON for m in own)
        if len(own) < 2 or is_one:
            return None
        sort = MANY if all(m.sort != THING for m in own) else THING
        key = " + ".join(m.key for m in own)
        return Markable(key, sort, None, entities, sentence, at, is_plural=True, is_joint=True)

    def _markable(self, sentence: int, at: Standing) -> Markable | None:
        if at.candidate is not None:
            resolved = self._report.resolved.get(at.candidate)
            if resolved is not None:
                return _somebody(resolved.entities, self._report.analysis.candidates[at.candidate], at)
        key = (sentence, at.noun.i)
        if key not in self._nobodies:
            self._nobodies[key] = self._nobody(sentence, at)
        return self._nobodies[key]

    def _nobody(self, sentence: int, at: Standing) -> Markable | None:
        """A thing, a place, somebody of whom nothing is known; None for a pronoun that cannot be taken up."""
        t = self._report.analysis.sentences[sentence].tokens[at.noun.i]
        if t.tag.startswith("PRP"):
            return self._open(sentence, t, at)
        if at.candidate is None:
            own = self._report.analysis.sentences[sentence]
            is_plural = t.tag in _PLURAL and not _takes_singular(own, t)
            sort = MANY if self._are_people(own, t) else THING
            return Markable(f"thing:{t.lemma}", sort, None, (), sentence, at, is_plural=is_plural)
        c = self._report.analysis.candidates[at.candidate]
        sort, gender = self._sort_of(c)
        return Markable(
            f"nobody:{self._report.words(c).lower()}", sort, gender, (), sentence, at, is_plural=c.is_plural
        )

    def _are_people(self, sentence: Sentence, t: Token) -> bool:
        """True for a noun of no role that the words beside it say means people: "therapists who", "passers-by said"."""
        if t.tag != "NNS" or t.lemma in self._pronouns.containers:
            return False
        has_who = any(k.lemma == "who" for clause in sentence.kids(t.i, "relcl") for k in sentence.kids(clause.i))
        slot = slot_of(sentence, t.i)
        is_doing = slot is not None and slot[1] == "subject" and self._pronouns.takes.get(slot) == "somebody"
        return has_who or is_doing

    def _open(self, sentence: int, t: Token, at: Standing) -> Markable | None:
        """A "they" or "it" of which nobody knows what it means: the next one may mean the same."""
        pronoun = self._pronouns.find(t.text.lower())
        if pronoun is None or pronoun.person != 3 or pronoun.gender in ("m", "f") or self._is_empty(sentence, t):
            return None
        sort = MANY if pronoun.is_plural else THING
        return Markable(f"open:{sort}", sort, None, (), sentence, at, is_plural=pronoun.is_plural)

    def _is_empty(self, sentence: int, t: Token) -> bool:
        """True for the "it" of "it is clear that"."""
        words = self._pronouns.empty
        return t.lemma == "it" and is_empty_it(self._report.analysis.sentences[sentence], t.i, words)

    def _sort_of(self, c: Candidate) -> tuple[str, str | None]:
        """Sort and gender that the role noun of a candidate tells."""
        role = self._report.actors.roles[c.role][0] if c.role else None
        if role is None:
            return THING, None
        is_body = role.kind != "person" or ("collective" in role.notes and not c.is_plural)
        if "thing" in role.notes:
            return (BODY if "collective" in role.notes and not c.is_plural else THING), None
        return (BODY if is_body else MANY if c.is_plural else PERSON), role.gender


def _takes_singular(sentence: Sentence, t: Token) -> bool:
    """True for "the data was"."""
    verbs = (sentence.tokens[t.head], *sentence.kids(t.head, "aux", "auxpass")) if t.dep.startswith("nsubj") else ()
    return any(v.tag == "VBZ" or v.text == "was" for v in verbs)


def _joined(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The nouns that "and" joins, from the first of them on; empty where nothing is joined to ``i``."""
    if sentence.tokens[i].dep == "conj" or not sentence.has_kid(i, "conj"):
        return ()
    parts = sentence.conjuncts(i)
    return parts if any(k.lemma in _AND for j in parts for k in sentence.kids(j, "cc")) else ()


def _outermost(report: Report) -> list[tuple[int, int, int]]:
    """Start, end and number of the quotations that are not inside another, in text order."""
    found: list[tuple[int, int, int]] = []
    for n, q in enumerate(report.analysis.quotations):
        if not found or q.outer.start >= found[-1][1]:
            found.append((q.outer.start, q.outer.end, n))
    return found


def _runs(report: Report, quotations: list[tuple[int, int, int]]) -> dict[int | None, int]:
    """A number for each quotation, the same where no sentence without quoted words lies between two of them."""
    starts = [s.start for s in report.analysis.sentences]
    runs: dict[int | None, int] = {}
    run, last = 0, -1
    for start, end, n in quotations:
        run += 1 if bisect_right(starts, start) > last + 1 else 0
        runs[n], last = run, bisect_right(starts, end - 1)
    return runs


def _somebody(entities: tuple[Entity, ...], c: Candidate, at: Standing) -> Markable:
    if len(entities) > 1:
        key = " + ".join(e.actor.id for e in entities)
        return Markable(key, MANY, None, entities, c.sentence, at, is_plural=True, is_joint=True)
    e = entities[0]
    return Markable(e.actor.id, _sort(e), e.gender, entities, c.sentence, at, is_plural=e.is_plural)


def _sort(e: Entity) -> str:
    if e.kind == PERSON and not e.is_collective:
        return MANY if e.is_plural else PERSON
    if e.kind in _BODIES or e.is_collective:
        return MANY if e.is_plural else BODY
    return NAME if e.kind == "unknown" else THING


def _all_entities(parts: list[Markable]) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {e.actor.id: e for m in parts for e in m.entities}
    return tuple(found.values())
