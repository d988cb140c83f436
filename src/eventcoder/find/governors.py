"""On which predication another one hangs, and how."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.find.roles import is_small_clause

_CLAUSE_RELATIONS: Final = {
    "ccomp": "complement",
    "csubj": "complement",
    "csubjpass": "complement",
    "xcomp": "infinitive",
    "relcl": "relative",
    "acl": "relative",
    "advcl": "adverbial",
    "parataxis": "parataxis",
    "dobj": "object",
    "nsubjpass": "object",
    "nsubj": "subject",
    "dative": "object",
    "attr": "attribute",
    "oprd": "attribute",
    "appos": "apposition",
    "poss": "modifier",
    "pcomp": "prep",
    "pobj": "prep",
}

Index = dict[int, int]  # token index of a predicate to the index of its predication


def governor(sentence: Sentence, i: int, index: Index) -> tuple[int | None, str]:
    """Return the predication that token ``i`` hangs on, and how; a conjunct hangs where the first conjunct does."""
    t = _first_conjunct(sentence, i)
    if t.head == t.i:
        return None, "root"
    relation, head = _relation(sentence, t), sentence.tokens[t.head]
    special = _special(sentence, t, relation, head, index)
    if special is not None:
        return special
    if relation == "prep":
        relation = f"prep:{head.lemma}"
        while head.tag in ("IN", "TO", "RP", "VBG", "RB") and head.head != head.i and head.i not in index:
            head = sentence.tokens[head.head]
    elif relation == "relative" and head.i in index and t.dep == "acl" and _is_content_clause(sentence, t):
        relation = "complement"
    if head.i not in index and relation != "relative" and _is_predicate(sentence, head):
        head = sentence.tokens[head.head]
    if head.i in index:
        return index[head.i], relation
    if relation.startswith("prep:") and head.dep == "dobj" and head.head in index:
        return index[head.head], relation  # the phrase belongs to the verb: "accused the rebels of attacking"
    if relation == "relative" and head.dep == "dobj" and head.head in index and _has_to(sentence, t):
        return index[head.head], "adverbial"  # "sent a team to help them"
    outer, _ = governor(sentence, head.i, index)
    return outer, relation if relation in ("relative", "apposition") else "modifier"


def _relation(sentence: Sentence, t: Token) -> str:
    relation = _CLAUSE_RELATIONS.get(t.dep, "modifier")
    bare = t.tag == "VBN" and not sentence.has_kid(t.i, "aux", "auxpass", "mark")
    return (
        "participle" if bare and relation in ("complement", "infinitive") else relation
    )  # "ordered the editors jailed"


def _special(sentence: Sentence, t: Token, relation: str, head: Token, index: Index) -> tuple[int | None, str] | None:
    if relation in ("relative", "adverbial") and head.lemma == "order" and sentence.tokens[head.head].lemma == "in":
        return governor(sentence, head.i, index)[0], "adverbial"  # "in order to oust them"
    if relation == "adverbial" and _has_to(sentence, t):
        for k in sentence.kids(head.i, "acomp"):
            if k.i in index:
                return index[k.i], "infinitive"  # "it is vital for both sides to disarm"
        if head.i in index and any(k.lemma == "for" for k in sentence.kids(t.i, "mark")):
            return index[head.i], "prep:for"  # "called for Burma to free them"
    return None


def _is_predicate(sentence: Sentence, t: Token) -> bool:
    return t.dep in ("acomp", "attr", "oprd") or (t.dep == "ccomp" and is_small_clause(sentence, t))


def _first_conjunct(sentence: Sentence, i: int) -> Token:
    t = sentence.tokens[i]
    while t.dep == "conj" and t.head != t.i:
        t = sentence.tokens[t.head]
    return t


def _has_to(sentence: Sentence, t: Token) -> bool:
    return any(k.tag == "TO" for k in sentence.kids(t.i, "aux"))


def _is_content_clause(sentence: Sentence, t: Token) -> bool:
    """True for "a plan to attack" and "the claim that it attacked", false for "the man seen there"."""
    return any(k.tag == "TO" or k.dep == "mark" for k in sentence.kids(t.i, "aux", "mark"))
