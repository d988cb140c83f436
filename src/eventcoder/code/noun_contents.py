"""What a noun introduces: "the claim that X", "a promise to X", "concern over X"."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.content_edges import is_wanted, with_purpose, with_tail, without_relative
from eventcoder.code.drafts import prepositional
from eventcoder.code.readings import Content
from eventcoder.knowledge.statements import Cue

_TOLD: Final = frozenset({"say", "report", "confirm"})


def noun_content(sentence: Sentence, noun: Token, row: Cue, light: Token | None = None) -> Content | None:
    """Return what a noun introduces: "the claim that X", "a promise to X", "concern over X".

    light: the verb that lends it its subject; the parser often hangs on it what belongs to the noun.
    """
    if "noun_clause" in row.frames:
        for k in sentence.kids(noun.i, "acl", "relcl", "ccomp", "xcomp"):
            if k.i > noun.i and _is_content_clause(sentence, noun, k) and not _is_purpose(sentence, row, k):
                return _wanted_thing(sentence, noun, row, k) or _noun_clause(sentence, k)
        if light is not None:
            for k in sentence.kids(light.i, "advcl", "xcomp", "ccomp"):
                if k.i > noun.i and sentence.edges[k.i][0] == noun.i + 1 and _is_content_clause(sentence, noun, k):
                    return _noun_clause(sentence, k)
    heads = [noun.i] if light is None else [noun.i, light.i]
    for p in (p for h in heads for p, _ in prepositional(sentence, h)):
        if p.lemma in row.prepositions and p.i > noun.i:
            last = with_tail(sentence, noun.i, sentence.edges[p.i][1])
            last = with_purpose(sentence, light.i, last) if light is not None and is_wanted(row) else last
            return Content(f"noun_prep:{p.lemma}", ((p.i + 1, last),))
    return None


def _is_purpose(sentence: Sentence, row: Cue, clause: Token) -> bool:
    """ "issued a statement to calm the crowd": what it was for, not what it said."""
    return row.cue_class in _TOLD and any(t.tag == "TO" for t in sentence.kids(clause.i, "aux"))


def _wanted_thing(sentence: Sentence, noun: Token, row: Cue, clause: Token) -> Content | None:
    """ "a call [for donations to pay for pumps]": the infinitive belongs to what stands before it."""
    for p, _ in prepositional(sentence, noun.i):
        if p.lemma in row.prepositions and sentence.edges[p.i][1] + 1 == sentence.edges[clause.i][0]:
            return Content(f"noun_prep:{p.lemma}", ((p.i + 1, sentence.edges[clause.i][1]),))
    return None


def _noun_clause(sentence: Sentence, clause: Token) -> Content:
    first, last = sentence.edges[clause.i]
    first += sentence.tokens[first].lemma == "that"
    return Content("noun_clause", ((first, without_relative(sentence, first, last)),))


def _is_content_clause(sentence: Sentence, noun: Token, clause: Token) -> bool:
    """True for "the claim that he lied" and "a promise to pay", false for "the claim that he made"."""
    first = sentence.tokens[sentence.edges[clause.i][0]]
    if any(t.tag == "TO" for t in sentence.kids(clause.i, "aux")):
        return clause.dep != "relcl" or first.tag == "TO"
    if first.lemma != "that" or first.i - noun.i > 4:
        return False
    if first.dep == "mark":
        return True
    has_subject = any(k.dep in ("nsubj", "nsubjpass", "expl") and k.i != first.i for k in sentence.kids(clause.i))
    return has_subject and any(
        k.dep in ("attr", "acomp", "dobj", "aux", "prep", "neg") and k.i > first.i for k in sentence.kids(clause.i)
    )
