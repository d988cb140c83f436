"""What a cue of naming calls somebody: "called the plan a disaster", "described it as brutal"."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import Range, prepositional
from eventcoder.code.lost_clauses import antecedent
from eventcoder.code.readings import Case, Content

_SELVES: Final = frozenset({"himself", "herself", "itself", "themselves"})


def naming(case: Case) -> Content | None:
    """ "called the plan a disaster", "described it as brutal", "was described as brutal"."""
    sentence, verb = case.sentence, case.verb
    frames = case.row.frames if case.row is not None else frozenset()
    object_ = next(sentence.kids(verb.i, "nsubjpass" if case.is_passive else "dobj"), None)
    named = _named(sentence, verb, frames, object_)
    if named is not None and _is_while(sentence, verb, named):
        return None
    if named is None and "predicate" in frames and not case.is_passive:
        return _small_clause(sentence, verb) or _two_objects(sentence, verb)
    if named is None:
        return None
    if named.dep == "oprd" and object_ is not None and named.tag.startswith("NNP") and object_.lemma in _SELVES:
        return None  # "called himself Abu Omar": a name, no view
    first, last = sentence.edges[named.i]
    last = _with_since(sentence, verb, named, last)
    if object_ is None and not case.is_passive:
        noun = _described(sentence, verb)
        if noun or named.dep != "oprd":  # not "called the emir"
            return Content("naming", (*noun, (first, last)), is_told=False)
        return None
    if object_ is None or object_.tag in ("WDT", "WP") or object_.lemma == "that":
        return Content("naming", ((first, last),), is_told=False)
    if case.is_passive:
        return Content("naming", (sentence.edges[object_.i], (first, last)), is_told=False)
    reach = sentence.edges[object_.i]
    if sentence.tokens[named.head].dep == "pobj":
        return Content("naming", (reach, (first, last)), is_told=False)
    return Content("naming", ((min(reach[0], first), max(last, reach[1])),), is_told=False)


def _named(sentence: Sentence, verb: Token, frames: frozenset[str], object_: Token | None) -> Token | None:
    """The head of what somebody is called: "disaster", or the "as" before it."""
    named = next(sentence.kids(verb.i, "oprd"), None) if "predicate" in frames else None
    if named is not None or "as" not in frames:
        return named
    for holder in (verb, object_):
        named = next((k for k in sentence.kids(holder.i, "prep") if k.lemma == "as"), None) if holder else None
        if named is not None:
            return named
    return (_predicate_behind(sentence, verb) or _participle(sentence, verb)) if object_ is not None else None


def _is_while(sentence: Sentence, verb: Token, named: Token) -> bool:
    """ "described chaos as shells rained down": "as" opens a clause that the parser cut in two."""
    behind = [k for k in sentence.kids(verb.i, "advcl") if sentence.edges[k.i][0] == sentence.edges[named.i][1] + 1]
    return any(k.is_finite and not sentence.has_kid(k.i, "nsubj", "nsubjpass", "mark") for k in behind)


def _with_since(sentence: Sentence, verb: Token, named: Token, last: int) -> int:
    """ "called it the worst flood [since 1910]": since when it is the worst."""
    is_most = any(k.tag in ("JJS", "RBS") for a in sentence.kids(named.i, "amod") for k in (a, *sentence.kids(a.i)))
    behind = [k for k in sentence.kids(verb.i, "prep") if k.lemma == "since" and k.i == last + 1]
    return sentence.edges[behind[0].i][1] if is_most and behind else last


def _predicate_behind(sentence: Sentence, verb: Token) -> Token | None:
    """The "as" of "described him in a speech as X", which the parser hangs on the speech."""
    for _, o in prepositional(sentence, verb.i):
        for k in sentence.kids(o.i, "prep"):
            if k.lemma == "as" and k.i == o.i + 1 and o.dep == "pobj":
                return k
    return None


def _participle(sentence: Sentence, verb: Token) -> Token | None:
    """The "lost" of "described the camp as lost"."""
    for k in sentence.kids(verb.i, "advcl"):
        if k.tag in ("VBN", "VBG") and sentence.tokens[sentence.edges[k.i][0]].lemma == "as":
            return k
    return None


def _described(sentence: Sentence, verb: Token) -> tuple[Range, ...]:
    """The noun of "a town she called dull", which stands before the verb."""
    return tuple(antecedent(sentence, verb, verb)) if verb.dep == "relcl" else ()


def _small_clause(sentence: Sentence, verb: Token) -> Content | None:
    """ "called it unfair" where the parser sees a clause."""
    for k in sentence.kids(verb.i, "ccomp"):
        if k.i > verb.i and sentence.has_kid(k.i, "nsubj"):
            return Content("naming", (sentence.edges[k.i],), is_told=False)
    return None


def _two_objects(sentence: Sentence, verb: Token) -> Content | None:
    """ "labelled the group a gang" where the parser sees two objects."""
    objects = list(sentence.kids(verb.i, "dobj", "dative"))
    if len(objects) < 2:
        return None
    if objects[0].i < verb.i:  # "which it labelled a gang"
        return Content("naming", (sentence.edges[objects[-1].i],), is_told=False)
    return Content("naming", ((sentence.edges[objects[0].i][0], sentence.edges[objects[-1].i][1]),), is_told=False)
