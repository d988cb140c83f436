"""What the tree of a sentence says about pronouns: the clause one stands in, its subject, how a noun stands out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from eventcoder.analysis import Sentence, Token

_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
_INSIDE: Final = frozenset({"compound", "amod", "nmod", "nummod", "punct", "npadvmod", "det", "quantmod"})
_NOT_COREFERENT: Final = frozenset({"to", "for", "of", "on", "against", "at", "from", "about", "by"})
_CLAUSES: Final = ("ccomp", "xcomp", "csubj", "acl", "relcl", "advcl")
_RELATIVE: Final = frozenset({"WP", "WDT"})
_BARE_FORMS: Final = frozenset({"VB", "VBG", "VBN"})
_SUNK: Final = frozenset({"ccomp", "xcomp", "conj", "advcl", "pcomp"})  # clauses that lie as deep as the one above them
_OBJECT_FORMS: Final = frozenset({"him", "her", "them"})
_DEEPEST: Final = 12
_BE: Final = frozenset({"be", "'s", "'re", "'m"})  # the parser leaves short forms as they are

# How much a noun stands out by its place in the sentence, after Lappin and Leass (1994): subject 80, object 50,
# other 40; 80 more outside another noun's phrase, 50 more outside a phrase that opens the sentence, 100 for the
# sentence itself.
_WEIGHTS: Final = {"subject": 310.0, "object": 280.0, "other": 270.0, "inner": 190.0, "predicate": 120.0}
_FRONTED: Final = 50.0


class Noun(NamedTuple):
    """A noun or pronoun that can be taken up again. place: subject | object | other | inner | predicate.

    is_embedded: it stands in a clause that describes another noun.
    """

    i: int
    place: str
    weight: float
    is_embedded: bool = False


def nouns_of(sentence: Sentence, containers: frozenset[str]) -> tuple[Noun, ...]:
    """The nouns of a sentence in text order, each with how much it stands out."""
    found = []
    for t in sentence.tokens:
        if (t.is_noun or t.tag in ("PRP", "PRP$")) and t.dep not in _INSIDE:
            place, at = _place(sentence, t, containers)
            weight = _WEIGHTS[place] - (_FRONTED if _is_fronted(sentence, at) else 0.0)
            found.append(Noun(t.i, place, weight, t.is_noun and is_embedded(sentence, at.i)))
    return tuple(found)


def _place(sentence: Sentence, t: Token, containers: frozenset[str]) -> tuple[str, Token]:
    """Where a noun stands, and the token that stands there for it."""
    t = first_conjunct(sentence, t)
    if t.dep == "appos":
        return _place(sentence, sentence.tokens[t.head], containers) if t.head != t.i else ("other", t)
    if t.dep in _SUBJECTS or t.dep == "ROOT":
        return "subject", t
    if t.dep in ("dobj", "dative", "oprd"):
        return "object", t
    if t.dep == "attr":
        is_there = any(k.dep == "expl" for k in sentence.kids(t.head))
        return ("subject" if is_there else "object" if t.tag == "NNP" else "predicate"), t  # "her hero is Novak"
    if t.dep == "poss":
        return "inner", t
    if t.dep == "pobj":
        return _place_after(sentence, t, containers)
    return "other", t


def _place_after(sentence: Sentence, t: Token, containers: frozenset[str]) -> tuple[str, Token]:
    """Of a noun after a preposition: of its own, or inside another noun's phrase ("thousands of" is no other)."""
    preposition = sentence.tokens[t.head]
    above = sentence.tokens[preposition.head]
    if preposition.lemma == "as":
        return "predicate", t  # "as a veteran, he": what somebody is, not somebody else
    if preposition.lemma == "of" and above.lemma in containers and above.i < t.i:
        place, at = _place(sentence, above, containers)
        return ("other" if place == "predicate" else place), at  # who is "part of" a group is not the group
    if above.lemma == "accord":
        return "inner", t  # "according to the police": who tells it is seldom who it is about
    return ("inner" if above.is_noun else "other"), t


def first_conjunct(sentence: Sentence, t: Token) -> Token:
    """The first of the nouns that this one is coordinated with."""
    while t.dep == "conj" and t.head != t.i:
        t = sentence.tokens[t.head]
    return t


def _is_fronted(sentence: Sentence, t: Token) -> bool:
    """True for a noun in a phrase that stands before the subject of its clause."""
    below, above = t, sentence.tokens[t.head]
    for _ in range(_DEEPEST):
        if above.is_verb or above.head == above.i:
            break
        below, above = above, sentence.tokens[above.head]
    if below.dep not in ("prep", "advcl"):
        return False
    subject = next(sentence.kids(above.i, *_SUBJECTS), None)
    return subject is not None and below.i < subject.i


def described_around(sentence: Sentence, i: int) -> frozenset[int]:
    """The nouns in whose clauses a word stands: "the woman who left her home", "the woman leaving her home"."""
    clauses = ((t.head, *sentence.edges[t.i]) for t in sentence.tokens if t.dep in ("relcl", "acl"))
    return frozenset(noun for noun, first, last in clauses if first <= i <= last)


def is_embedded(sentence: Sentence, i: int) -> bool:
    """True for a word in a clause that describes a noun: "survivors" of "experts who treat survivors"."""
    verb = clause_of(sentence, i)
    for _ in range(_DEEPEST):
        if verb.dep not in _SUNK:
            break
        verb = clause_of(sentence, verb.i)
    return verb.dep == "relcl" or (verb.dep == "acl" and verb.tag in _BARE_FORMS)  # no "fact that"


def clause_of(sentence: Sentence, i: int) -> Token:
    """The verb (or the root) that governs a token at whatever distance."""
    t = sentence.tokens[sentence.tokens[i].head]
    for _ in range(_DEEPEST):
        if t.is_verb or t.tag == "MD" or t.head == t.i:
            break
        t = sentence.tokens[t.head]
    return t


def subject_of(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """The subject of a verb, its own or that of the clause it depends on."""
    own = next(sentence.kids(verb.i, *_SUBJECTS), None)
    above = sentence.tokens[verb.head]
    if own is not None and own.tag in _RELATIVE and verb.dep == "relcl":  # "who" is the noun before it
        return sentence.tokens[max(i for i in sentence.conjuncts(above.i) if i < verb.i)]
    if own is not None or depth > _DEEPEST or verb.head == verb.i:
        return own
    if verb.dep in ("acl", "relcl"):
        return above
    if verb.dep == "xcomp":
        controller = next(sentence.kids(above.i, "dobj", "dative"), None)
        return controller or subject_of(sentence, above, depth + 1)
    if verb.dep == "pcomp":
        return _subject_of_gerund(sentence, above, depth)
    return subject_of(sentence, above, depth + 1) if above.is_verb or above.tag == "MD" else None


def _subject_of_gerund(sentence: Sentence, preposition: Token, depth: int) -> Token | None:
    """ "accused Novak of hurting himself": the object's act; "left after seeing": the subject's."""
    verb = sentence.tokens[preposition.head]
    controller = next(sentence.kids(verb.i, "dobj"), None)
    if controller is not None and preposition.lemma in ("of", "for", "from", "into"):
        return controller
    return subject_of(sentence, verb, depth + 1)


def slot_of(sentence: Sentence, i: int) -> tuple[str, str] | None:
    """The word a pronoun depends on, as lemma and slot (subject, object, owner); None for other places."""
    t = sentence.tokens[i]
    above = sentence.tokens[t.head]
    if t.dep == "poss":
        return above.lemma, "owner"
    if t.dep in ("nsubj", "csubj"):
        return "be" if above.lemma in _BE else above.lemma, "subject"
    return (above.lemma, "object") if t.dep in ("dobj", "dative", "nsubjpass") else None


def cannot_mean(sentence: Sentence, i: int) -> frozenset[int]:
    """Tokens of its own sentence that a pronoun (not a reflexive one) cannot stand for."""
    t = sentence.tokens[i]
    barred = {i}
    above = t
    while above.head != above.i:  # "his men" are not "he"; nor is he their friend in "his men's friend"
        below, above = above, sentence.tokens[above.head]
        if above.dep == "prep" and sentence.tokens[above.head].dep == "amod":  # "someone close to his family"
            below = sentence.tokens[above.head]
            above = sentence.tokens[below.head]
        if not above.is_noun or below.dep in ("relcl", "acl", "appos", "conj"):
            break
        barred.add(above.i)
    above = sentence.tokens[t.head]
    if t.dep in _SUBJECTS and above.dep == "relcl":
        barred.add(above.head)  # "the men they killed"
    if t.dep != "poss":
        barred |= _clause_mates(sentence, t)
    return frozenset(barred)


def _clause_mates(sentence: Sentence, t: Token) -> set[int]:
    """The subject of the verb whose object the pronoun is, and the objects of the verb whose subject it is."""
    above = sentence.tokens[t.head]
    if t.dep == "pobj":
        if above.lemma not in _NOT_COREFERENT:
            return set()
        above = sentence.tokens[above.head]
        if above.dep == "acomp":  # "the government is aware of it"
            above = sentence.tokens[above.head]
    if not above.is_verb and t.text.lower() not in _OBJECT_FORMS:
        return set()
    if t.dep in _SUBJECTS:
        return {k.i for k in sentence.kids(above.i, "dobj", "dative")} | _urging(sentence, t, above)
    subject = subject_of(sentence, above)
    mates = {k.i for k in sentence.kids(above.i, "dobj", "dative") if k.i != t.i}
    return mates | ({subject.i} if subject is not None else set())


def _urging(sentence: Sentence, t: Token, verb: Token) -> set[int]:
    """The subject of "let" in "let them in": what looks like a subject is the object of the verb above."""
    if t.text.lower() not in _OBJECT_FORMS or verb.head == verb.i:
        return set()
    subject = subject_of(sentence, sentence.tokens[verb.head])
    return {subject.i} if subject is not None else set()


def subject_ahead(sentence: Sentence, i: int) -> Token | None:
    """The subject of the main clause where the pronoun stands in a phrase or clause before it, else None."""
    below = sentence.tokens[i]
    for _ in range(_DEEPEST):
        above = sentence.tokens[below.head]
        if above.i == below.i:
            return None
        subject = next(sentence.kids(above.i, *_SUBJECTS), None)
        is_before = subject is not None and below.i < subject.i and i < subject.i
        if is_before and below.dep in ("advcl", "prep") and above.is_verb:
            return subject
        below = above
    return None


def is_empty_it(sentence: Sentence, i: int, words: Mapping[str, str]) -> bool:
    """True for an "it" that stands for nothing said before: "it is clear that", "it was raining".

    words: by lemma, the construction in which a word beside it tells so.
    """
    t = sentence.tokens[i]
    verb = sentence.tokens[t.head]
    if t.dep == "expl" or (t.dep in ("nsubj", "nsubjpass") and words.get(verb.lemma) == "always"):
        return True
    if t.dep == "dobj" or (t.dep == "nsubj" and verb.tag in ("JJ", "NN")):
        return _has_clause(sentence, verb) and any(k.dep in ("acomp", "oprd") for k in sentence.kids(verb.i))
    if t.dep not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma in _BE:
        return _is_empty_be(sentence, verb, words)
    if t.dep == "nsubjpass":
        return _has_clause(sentence, verb, ("ccomp", "csubj"))  # "it was forced to" is somebody
    return _has_clause(sentence, verb) and words.get(verb.lemma) == "clause"


def _is_empty_be(sentence: Sentence, verb: Token, words: Mapping[str, str]) -> bool:
    for k in sentence.kids(verb.i, "acomp", "attr", "prep", "advmod"):
        construction = words.get(k.lemma) or words.get(k.text.lower())
        if construction == "predicate":
            return True
        if k.dep in ("acomp", "attr") and construction != "never":
            deps = ("ccomp",) if construction == "that" else _CLAUSES
            if _has_clause(sentence, k, deps) or _has_clause(sentence, verb, deps):
                return True
    return False


def _has_clause(sentence: Sentence, t: Token, deps: tuple[str, ...] = _CLAUSES) -> bool:
    """True if a clause that says what follows: that ..., to ..., who ..."""
    for k in sentence.kids(t.i, *deps):
        if k.i > t.i and (k.dep != "advcl" or k.tag == "VB" or _is_that(sentence, k)):
            return True
    return False


def _is_that(sentence: Sentence, clause: Token) -> bool:
    return any(k.lemma in ("that", "whether", "if", "to") for k in sentence.kids(clause.i, "mark", "aux"))
