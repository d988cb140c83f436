"""The arguments of verbs, adjectives and nominal events: who and what stands in which role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eventcoder.analysis import Argument, Phrase, Sentence, Token
from eventcoder.find.roles import Roles, is_small_clause

_OUTSIDE_PHRASE: Final = frozenset(
    {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis", "ccomp", "preconj"}
)
_TIME_WORDS: Final = frozenset(  # closed by the calendar
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december spring summer autumn winter week weekend month year decade century "
    "morning afternoon evening night noon midnight hour minute day "
    "sept. oct. nov. dec. jan. feb. mar. apr. aug.".split()
)
_DEEPEST: Final = 3  # prepositional phrases inside each other

Found = dict[str, list[int]]  # role to the heads in it


def verb_arguments(sentence: Sentence, i: int, roles: Roles, *, subject_of: int | None = None) -> tuple[Argument, ...]:
    """Return the arguments of a verb, or of a predicative adjective whose copula is ``subject_of``."""
    found: Found = {}
    if subject_of is None:
        found["agent"] = list(roles.agents(i))
        found["patient"] = list(roles.patients(i))
    else:
        found["agent"] = _subjects_of_adjective(sentence, subject_of, roles)
    passive = roles.is_passive(i)
    for k in sentence.kids(i):
        _add_dependent(sentence, k, found, passive=passive)
    for noun in found.get("patient", ()):
        _add_of_object(sentence, noun, found)
    _add_deeper(sentence, found)
    if subject_of is None and passive and not found["agent"]:
        found["agent"] = found.get("prep:by") or found.get("deep:by", [])  # "was convicted of murder by a Berlin court"
    return _as_arguments(sentence, found)


def _subjects_of_adjective(sentence: Sentence, governor: int, roles: Roles) -> list[int]:
    if sentence.tokens[governor].is_noun:  # "the area likely to be hit"
        return [governor]
    return [i for i in roles.surface_subjects(governor) if sentence.tokens[i].lemma != "it"]  # "it is vital to disarm"


def _add_dependent(sentence: Sentence, k: Token, found: Found, *, passive: bool) -> None:
    if k.dep in ("attr", "oprd"):
        found.setdefault("attribute", []).extend(sentence.conjuncts(k.i))
    elif k.dep == "dative" and (k.is_noun or k.tag == "PRP"):
        found.setdefault("recipient", []).extend(sentence.conjuncts(k.i))
    elif k.dep in ("prep", "dative") or (k.dep == "agent" and not passive):
        for role, heads in _prepositional(sentence, k):
            found.setdefault(role, []).extend(heads)
            if k.dep == "dative":
                found.setdefault("recipient", []).extend(heads)
    if k.dep in ("advmod", "prt", "oprd", "acomp") or (k.dep == "ccomp" and is_small_clause(sentence, k)):
        for p in sentence.kids(k.i, "prep"):  # "broke away from", "found guilty of", "held responsible for"
            for role, heads in _prepositional(sentence, p):
                found.setdefault(role, []).extend(heads)


def _add_of_object(sentence: Sentence, noun: int, found: Found) -> None:
    for k in sentence.kids(noun, "prep", "agent"):
        for role, heads in _prepositional(sentence, k):
            found.setdefault("object:" + role.removeprefix("prep:"), []).extend(heads)
    for_whom = _for_whom(sentence, noun)
    if for_whom:
        found.setdefault("object:for", []).extend(for_whom)


def noun_arguments(sentence: Sentence, i: int) -> tuple[Argument, ...]:
    """Return the arguments of a nominal event: possessor as agent, modifiers, prepositional phrases."""
    found: Found = {}
    for k in sentence.kids(i):
        if k.dep == "poss":
            found.setdefault("agent", []).extend(sentence.conjuncts(k.i))
        elif k.dep in ("compound", "amod", "nmod") and k.text[:1].isupper():
            found.setdefault("modifier", []).extend(sentence.conjuncts(k.i))
        elif k.dep == "compound":
            found.setdefault("compound", []).append(k.i)
        elif k.dep in ("prep", "agent"):
            for role, heads in _prepositional(sentence, k):
                found.setdefault(role, []).extend(heads)
        elif k.dep == "appos" and k.is_noun:
            found.setdefault("apposition", []).append(k.i)
    for_whom = _for_whom(sentence, i)
    if for_whom:
        found.setdefault("prep:for", []).extend(for_whom)
    _add_deeper(sentence, found)
    return _as_arguments(sentence, found)


def _for_whom(sentence: Sentence, noun: int) -> list[int]:
    """Who is to act by a noun: "a deadline for the rebels to disarm"."""
    return [
        i
        for clause in sentence.kids(noun, "acl", "relcl", "advcl")
        if any(m.lemma == "for" for m in sentence.kids(clause.i, "mark"))
        for subject in sentence.kids(clause.i, "nsubj", "nsubjpass")
        for i in sentence.conjuncts(subject.i)
    ]


def _add_deeper(sentence: Sentence, found: Found) -> None:
    """Add phrases that stand deeper: "accusations of torture by rights groups against Abu Dhabi".

    Parsers hang a prepositional phrase on the nearest noun, not on the one that governs it; roles "deep:by",
    "deep:against" keep what a frame may claim when nobody stands nearer.
    """
    level = [
        i for role, heads in found.items() if role.startswith(("prep:", "object:")) or role == "patient" for i in heads
    ]
    for _ in range(_DEEPEST):
        below: list[int] = []
        for noun in level:
            for k in sentence.kids(noun, "prep"):
                for role, heads in _prepositional(sentence, k):
                    found.setdefault("deep:" + role.removeprefix("prep:"), []).extend(heads)
                    below += heads
        level = below


def phrase(sentence: Sentence, head: int) -> Phrase:
    """The noun phrase of a head: modifiers and prepositional phrases, no relative clauses, appositions, conjuncts."""
    first = last = head
    stack = [head]
    while stack:
        i = stack.pop()
        first, last = min(first, i), max(last, i)
        stack.extend(k.i for k in sentence.kids(i) if _belongs(sentence, k))
    return Phrase(head, sentence.span_of(first, last))


def _belongs(sentence: Sentence, k: Token) -> bool:
    """True if a dependent is part of its noun's phrase: no clause, no apposition, no "of attacking it"."""
    if k.dep == "prep":
        return not sentence.has_kid(k.i, "pcomp")
    return k.dep not in _OUTSIDE_PHRASE or (k.dep == "punct" and k.text == "-")


def _as_arguments(sentence: Sentence, found: Found) -> tuple[Argument, ...]:
    return tuple(
        Argument(role, tuple(phrase(sentence, h) for h in dict.fromkeys(heads)))
        for role, heads in found.items()
        if heads
    )


def _prepositional(sentence: Sentence, preposition: Token) -> Iterator[tuple[str, list[int]]]:
    """Yield the role and heads of a preposition's objects; "out of" counts as "from", "according to" as one word.

    What tells a time ("in May", "on Tuesday", "in 1967") fills no role.
    """
    name = {"out": "from", "towards": "toward", "upon": "on"}.get(preposition.lemma, preposition.lemma)
    objects = (p for p in sentence.kids(preposition.i, "pobj") if not _tells_time(p))
    heads = [i for p in objects for i in sentence.conjuncts(p.i)]
    if heads:
        yield f"prep:{name}", heads
    for inner in sentence.kids(preposition.i, "prep"):
        deeper = [i for p in sentence.kids(inner.i, "pobj") for i in sentence.conjuncts(p.i)]
        if deeper:
            yield f"prep:{name if name == 'from' else name + '_' + inner.lemma}", deeper
    for other in sentence.kids(preposition.i, "conj"):
        yield from _prepositional(sentence, other)


def _tells_time(t: Token) -> bool:
    return t.lemma in _TIME_WORDS or (t.tag == "CD" and len(t.text) == 4 and t.text.isdigit())
