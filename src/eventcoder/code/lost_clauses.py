"""Clauses that the parser hangs on the wrong word, found again for what a cue introduces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import Range, own_subject, prepositional

_OWN: Final = ("nsubj", "nsubjpass", "expl", "aux")
_MARKS: Final = frozenset({'"', "``", "''"})
_RELATIVE: Final = frozenset({"WDT", "WP", "WP$", "WRB", "IN"})
_WHEN: Final = frozenset({"day", "time", "moment", "year", "week", "month", "way", "reason", "place"})
_TALES: Final = frozenset({"story", "tale", "lie", "truth", "news", "joke"})  # what is told, not who


def lost_predicate(sentence: Sentence, verb: Token, clause: Token) -> list[Token]:
    """ "said the woman seen there [is his]", "said he might, in time, [go]": the parser stops at "seen" and "might"."""
    if clause.tag == "MD":
        return [
            k for k in sentence.kids(verb.i, "conj") if k.tag in ("VB", "VBP") and not sentence.has_kid(k.i, *_OWN)
        ][:1]
    if clause.tag != "VBN" or sentence.has_kid(clause.i, "aux", "auxpass"):
        return []
    after = sentence.edges[clause.i][1] + 1
    for k in sentence.kids(verb.i, "ccomp", "conj"):
        has_subject = sentence.has_kid(k.i, "nsubj", "nsubjpass", "expl")
        if sentence.edges[k.i][0] == after and (k.is_finite or k.tag == "MD") and not has_subject:
            return [k]
    return []


def with_lost_subject(sentence: Sentence, verb: Token, clause: Token, ranges: list[Range]) -> list[Range]:
    """ "fears the deal will fail", where the parser takes the subject of the clause for an object of the verb."""
    if sentence.has_kid(clause.i, "nsubj", "nsubjpass", "expl", "mark", "csubj"):
        return ranges
    is_finite = clause.is_finite or any(k.is_finite or k.tag == "MD" for k in sentence.kids(clause.i, "aux", "auxpass"))
    objects = [k for k in sentence.kids(verb.i, "dobj") if verb.i < k.i < ranges[0][0]]
    if not is_finite or not objects:
        return ranges
    return [(sentence.edges[objects[0].i][0], ranges[0][1]), *ranges[1:]]


def opens_content(sentence: Sentence, noun: Token, clause: Token) -> bool:
    """True for a that-clause in which "that" stands for nothing, so that it cannot describe the noun."""
    that = sentence.tokens[sentence.edges[clause.i][0]]
    if that.lemma != "that" or noun.lemma in _TALES:
        return False
    if that.dep == "mark" or that.tag == "IN":
        return True
    subjects = [k for k in sentence.kids(clause.i, "nsubj", "nsubjpass") if k.i != that.i]
    return bool(subjects) and (that.dep in ("nsubj", "nsubjpass") or noun.dep == "dobj")


def chained(sentence: Sentence, head: int) -> Iterator[tuple[Token, Token]]:
    """Prepositional phrases under a token, and those inside them."""
    for p, o in prepositional(sentence, head):
        yield p, o
        yield from prepositional(sentence, o.i)


def antecedent(sentence: Sentence, verb: Token, clause: Token) -> list[Range]:
    """The noun of "the rebels he thought [would protect him]", without which the content has no subject or object."""
    pronoun = next((k for k in sentence.kids(verb.i, "dobj") if k.tag in ("WDT", "WP") and k.i < verb.i), None)
    if pronoun is not None and verb.dep == "relcl" and clause.tag == "VBG":  # "[which] they deny having done"
        return [(pronoun.i, pronoun.i)]
    if verb.dep != "relcl" or any(t.tag in _RELATIVE for t in sentence.tokens[sentence.edges[verb.i][0] : verb.i]):
        return []
    noun = sentence.tokens[verb.head]
    first = sentence.edges[verb.i][0]
    if not noun.i < first or clause.tag == "VBG" or own_subject(sentence, verb.i) is None or noun.lemma in _WHEN:
        return []
    return [(sentence.edges[noun.i][0], first - 1)]


def is_seen(sentence: Sentence, clause: Token) -> bool:
    """ "found a boy [bleeding]": who finds somebody doing something tells nothing."""
    return clause.tag == "VBG" and not sentence.has_kid(clause.i, "aux", "mark")


def is_relative(sentence: Sentence, clause: Token) -> bool:
    """ "wrote in a letter [that attacked the plan]": "that" behind a noun is the subject of what describes it."""
    that = sentence.tokens[sentence.edges[clause.i][0]]
    is_subject = that.tag == "WDT" and that.lemma == "that" and that.dep in ("nsubj", "nsubjpass")
    return is_subject and that.i > 0 and sentence.tokens[that.i - 1].tag.startswith("NN") and that.head == clause.i


def with_joined_before(sentence: Sentence, verb: Token, ranges: list[Range]) -> list[Range]:
    """ "[A left and] B stayed, Lim said", where the parser joins only "B stayed, Lim said" to "A left"."""
    host = sentence.tokens[verb.head]
    first = ranges[0][0]
    own = own_subject(sentence, verb.i)
    is_tag = own is not None and ranges[0][1] < own.i and first < verb.i
    if verb.dep != "conj" or not is_tag or host.i >= first or sentence.has_kid(host.i, "ccomp"):
        return ranges
    joint = sentence.tokens[first - 1]
    if joint.lemma != "and" or sentence.tokens[first - 2].text in _MARKS or own_subject(sentence, host.i) is None:
        return ranges
    return [(sentence.edges[host.i][0], ranges[0][1]), *ranges[1:]]
