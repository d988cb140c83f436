"""The arguments of verbs, adjectives and nominal events: who and what stands in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from eventcoder.analysis import Argument, Phrase, Sentence, Token
from eventcoder.find.roles import Roles, is_small_clause

_OUTSIDE_PHRASE: Final = frozenset(
    {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis", "ccomp", "preconj"}
)
_ONE_PREPOSITION: Final = {"out": "from", "towards": "toward", "upon": "on"}
_WHOM: Final = frozenset({"WP", "WDT"})
_UPON: Final = frozenset({"against", "on"})
_TOLD_BY: Final = "prep:accord_to"
_DEEPEST: Final = 3  # prepositional phrases inside each other

Found = dict[str, list[int]]  # role to the heads in it
Led = tuple[tuple[str, tuple[int, ...]], ...]  # roles that a preposition gives, each with the heads in it


class Arguments:
    """Reads the arguments of the predicates of one sentence; keeps the phrases that it has worked out.

    time_words: lemmas that tell a time and fill no role: "in May", "on Tuesday".
    """

    def __init__(self, sentence: Sentence, roles: Roles, time_words: frozenset[str]) -> None:
        self._sentence = sentence
        self._roles = roles
        self._time_words = time_words
        self._phrases: dict[int, Phrase] = {}
        self._led: dict[int, Led] = {}

    def of_verb(self, i: int, *, subject_of: int | None = None) -> tuple[Argument, ...]:
        """Return the arguments of a verb, or of a predicative adjective whose copula is ``subject_of``."""
        found: Found = {}
        if subject_of is None:
            found["agent"] = list(self._roles.agents(i))
            found["patient"] = list(self._roles.patients(i))
        else:
            found["agent"] = self._subjects_of_adjective(subject_of)
        passive = self._roles.is_passive(i)
        for k in self._sentence.kids(i):
            self._add_dependent(k, found, passive=passive)
        for noun in found.get("patient", ()):
            self._add_of_object(noun, found)
        self._add_deeper(found)
        if subject_of is None and passive and not found["agent"]:
            found["agent"] = found.get("prep:by") or found.get("deep:by", [])  # "was convicted of murder by a court"
        return self._as_arguments(found)

    def of_noun(self, i: int) -> tuple[Argument, ...]:
        """Return the arguments of a nominal event: possessor as agent, modifiers, prepositional phrases."""
        found: Found = {}
        for k in self._sentence.kids(i):
            if k.dep == "poss":
                found.setdefault("agent", []).extend(self._sentence.conjuncts(k.i))
            elif k.dep in ("compound", "amod", "nmod") and k.text[:1].isupper():
                found.setdefault("modifier", []).extend(self._sentence.conjuncts(k.i))
            elif k.dep == "compound":
                found.setdefault("compound", []).append(k.i)
            elif k.dep in ("prep", "agent"):
                _add(found, self._prepositional(k))
            elif k.dep == "appos" and k.is_noun:
                found.setdefault("apposition", []).append(k.i)
        _add(found, (("prep:for", self._for_whom(i)),))
        self._add_deeper(found)
        return self._as_arguments(found)

    def _subjects_of_adjective(self, governor: int) -> list[int]:
        tokens = self._sentence.tokens
        if tokens[governor].is_noun:  # "the area likely to be hit"
            return [governor]
        return [i for i in self._roles.surface_subjects(governor) if tokens[i].lemma != "it"]  # "it is vital to disarm"

    def _add_dependent(self, k: Token, found: Found, *, passive: bool) -> None:
        if k.dep in ("attr", "oprd"):
            found.setdefault("attribute", []).extend(self._sentence.conjuncts(k.i))
        elif k.dep == "dative" and (k.is_noun or k.tag == "PRP"):
            found.setdefault("recipient", []).extend(self._sentence.conjuncts(k.i))
        elif k.dep in ("prep", "dative") or (k.dep == "agent" and not passive):
            for role, heads in self._prepositional(k):
                found.setdefault(role, []).extend(heads)
                if k.dep == "dative":
                    found.setdefault("recipient", []).extend(heads)
        if k.dep in ("advmod", "prt", "oprd", "acomp") or (k.dep == "ccomp" and is_small_clause(self._sentence, k)):
            for p in self._sentence.kids(k.i, "prep"):  # "broke away from", "found guilty of", "held responsible for"
                _add(found, self._prepositional(p))

    def _add_of_object(self, noun: int, found: Found) -> None:
        for k in self._sentence.kids(noun, "prep", "agent"):
            _add(found, self._prepositional(k), "object:")
        for verb in self._sentence.kids(noun, "acl"):  # "prevented a march staged by students"
            for by in self._sentence.kids(verb.i, "agent"):
                _add(found, self._prepositional(by), "object:")
        _add(found, (("object:for", self._for_whom(noun)),))

    def _for_whom(self, noun: int) -> tuple[int, ...]:
        """Who is to act by a noun: "a deadline for the rebels to disarm"."""
        return tuple(
            i
            for clause in self._sentence.kids(noun, "acl", "relcl", "advcl")
            if any(m.lemma == "for" for m in self._sentence.kids(clause.i, "mark"))
            for subject in self._sentence.kids(clause.i, "nsubj", "nsubjpass")
            for i in self._sentence.conjuncts(subject.i)
        )

    def _add_deeper(self, found: Found) -> None:
        """Add phrases that stand deeper: "accusations of torture by rights groups against Abu Dhabi".

        Parsers hang a prepositional phrase on the nearest noun, not on the one that governs it; roles "deep:by",
        "deep:against" keep what a frame may claim when nobody stands nearer.
        """
        near = (
            heads
            for role, heads in found.items()
            if role == "patient" or (role.startswith(("prep:", "object:")) and role != _TOLD_BY)
        )
        level = [i for heads in near for i in heads]
        for _ in range(_DEEPEST):
            below: list[int] = []
            for noun in level:
                for k in self._sentence.kids(noun, "prep"):
                    led = self._prepositional(k)
                    _add(found, led, "deep:")
                    below += [i for _, heads in led for i in heads]
                for verb in self._sentence.kids(noun, "acl"):  # "lifted sanctions imposed on Chad"
                    for k in self._sentence.kids(verb.i, "prep") if verb.tag == "VBN" else ():
                        _add(found, self._prepositional(k) if k.lemma in _UPON else (), "deep:")
            level = below

    def _as_arguments(self, found: Found) -> tuple[Argument, ...]:
        return tuple(
            Argument(role, tuple(self.phrase(h) for h in dict.fromkeys(heads)))
            for role, heads in found.items()
            if heads
        )

    def phrase(self, head: int) -> Phrase:
        """The noun phrase of a head: modifiers, prepositional phrases; no relative clauses, appositions, conjuncts."""
        if head not in self._phrases:
            first = last = head
            stack = [head]
            while stack:
                i = stack.pop()
                first, last = min(first, i), max(last, i)
                stack.extend(k.i for k in self._sentence.kids(i) if _belongs(self._sentence, k))
            self._phrases[head] = Phrase(head, self._sentence.span_of(first, last))
        return self._phrases[head]

    def _prepositional(self, preposition: Token) -> Led:
        """The roles that a preposition gives; "out of" counts as "from", "according to" as one word."""
        if preposition.i not in self._led:
            self._led[preposition.i] = tuple(self._read_prepositional(preposition))
        return self._led[preposition.i]

    def _read_prepositional(self, preposition: Token) -> Iterator[tuple[str, tuple[int, ...]]]:
        s = self._sentence
        if s.has_kid(preposition.i, "neg"):
            return  # "signed not with Oslo, but with Bonn"
        name = _ONE_PREPOSITION.get(preposition.lemma, preposition.lemma)
        objects = (p for p in s.kids(preposition.i, "pobj") if not self._tells_time(p))
        heads = tuple(
            i for p in objects for i in (self._roles.antecedent_of(p) if p.tag in _WHOM else s.conjuncts(p.i))
        )
        if heads:
            yield f"prep:{name}", heads
        for inner in s.kids(preposition.i, "prep"):
            deeper = tuple(i for p in s.kids(inner.i, "pobj") for i in s.conjuncts(p.i))
            if deeper:
                yield f"prep:{name if name == 'from' else name + '_' + inner.lemma}", deeper
        for other in s.kids(preposition.i, "conj"):
            yield from self._prepositional(other)

    def _tells_time(self, t: Token) -> bool:
        return t.lemma in self._time_words or (t.tag == "CD" and len(t.text) == 4 and t.text.isdigit())


def _add(found: Found, led: Iterable[tuple[str, tuple[int, ...]]], prefix: str | None = None) -> None:
    for role, heads in led:
        if heads:
            found.setdefault(role if prefix is None else prefix + role.removeprefix("prep:"), []).extend(heads)


def _belongs(sentence: Sentence, k: Token) -> bool:
    """True if a dependent is part of its noun's phrase: no clause, no apposition, no "of attacking it"."""
    if k.dep == "prep":
        return not sentence.has_kid(k.i, "pcomp")
    return k.dep not in _OUTSIDE_PHRASE or (k.dep == "punct" and k.text == "-")
