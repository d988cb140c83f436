"""Repairs of coordination: who stands in a list, who shares a subject, who begins a clause of his own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from eventcoder.analysis import Sentence, Token

_JOINING: Final = frozenset({"along", "together"})
_PARTY_PREPOSITIONS: Final = frozenset({"on", "against", "by", "with", "between", "to"})
SUBJECTS: Final = ("nsubj", "nsubjpass", "expl", "csubj")
_TELLING: Final = frozenset("accuse call condemn criticise criticize demand pledge promise urge vow warn".split())
_BEFORE_VERB: Final = frozenset({"aux", "auxpass", "advmod", "neg"})


def mend_coordination(sentence: Sentence, tokens: list[Token]) -> bool:
    """Mend the lists of a sentence in ``tokens``; True if something was changed."""
    return (
        _joined_by_with(sentence, tokens)
        | _list_behind_name(sentence, tokens)
        | _subject_in_list(sentence, tokens)
        | _past_under_modal(sentence, tokens)
        | _told_beside(sentence, tokens)
        | _other_number(sentence, tokens)
        | _bare_under_participle(sentence, tokens)
        | _noun_under_verb(sentence, tokens)
    )


def _joined_by_with(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "Kenya, along with Uganda, condemned it": both did."""
    changed = False
    for t in sentence.tokens[1:]:
        joiner = sentence.tokens[t.i - 1]
        if t.lemma != "with" or joiner.lemma not in _JOINING:
            continue
        noun = _noun_before(sentence, joiner.i)
        for other in sentence.kids(t.i, "pobj") if noun is not None else ():
            if noun is not None and _shares_place(sentence, noun, other):
                tokens[other.i] = replace(other, dep="conj", head=noun.i)
                tokens[t.i] = replace(t, dep="cc", head=noun.i)
                tokens[joiner.i] = replace(joiner, dep="cc", head=noun.i)
                changed = True
    return changed


def _shares_place(sentence: Sentence, noun: Token, other: Token) -> bool:
    """True where both can stand in the same role: not for "signed the deal along with Kenya", "in Rome along with"."""
    if noun.dep == "pobj":
        return sentence.tokens[noun.head].lemma in _PARTY_PREPOSITIONS
    is_like = noun.tag.startswith("NNP") or not other.tag.startswith("NNP")
    return noun.dep in ("nsubj", "nsubjpass") or (noun.dep == "dobj" and is_like)


def _noun_before(sentence: Sentence, i: int) -> Token | None:
    """The head of the noun phrase that ends right before token ``i``, with or without a mark between them."""
    at = i - 1
    while at > 0 and sentence.tokens[at].dep == "punct":
        at -= 1
    t = sentence.tokens[at] if at >= 0 else None
    found = None
    while t is not None and (t.is_noun or t.dep in ("prep", "case")):
        found = t if t.is_noun else found
        above = sentence.tokens[t.head]
        t = above if above.i < t.i or (t.dep in ("compound", "nmod") and above.i <= at) else None
    return found


def _list_behind_name(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "freed Sofia Lim, her lawyer and two ministers": who is one person is not explained by several."""
    changed = False
    for t in sentence.tokens:
        head = sentence.tokens[t.head]
        if t.dep != "appos" or t.tag != "NN" or head.tag != "NNP" or not sentence.has_kid(t.i, "cc"):
            continue
        if any(k.tag == "NNS" for k in sentence.kids(t.i, "conj")):
            tokens[t.i] = replace(t, dep="conj")
            changed = True
    return changed


def _subject_in_list(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "gunmen killed a guard and the army shelled the hills": the army begins a clause of its own."""
    changed = False
    for verb in sentence.tokens:
        first = sentence.tokens[verb.head]
        joined = verb.dep == "conj" or (verb.dep == "advcl" and not sentence.has_kid(verb.i, "mark", "advmod"))
        finite = verb.is_finite or any(k.is_finite for k in sentence.kids(verb.i, "aux", "auxpass"))
        if not joined or not finite or not first.is_verb or sentence.has_kid(verb.i, *SUBJECTS):
            continue
        at = verb.i - 1
        while at > first.i and sentence.tokens[at].dep in _BEFORE_VERB:
            at -= 1
        noun = next((n for n in sentence.tokens[first.i : at + 1] if _ends_list(sentence, n, at, first.i)), None)
        if noun is not None:
            tokens[noun.i] = replace(noun, dep="nsubj", head=verb.i)
            tokens[verb.i] = replace(verb, dep="conj")
            changed = True
    return changed


def _ends_list(sentence: Sentence, noun: Token, last: int, verb: int) -> bool:
    """True for the last noun of an object's list where no "and" of the verb's own follows."""
    above = sentence.tokens[noun.head]
    is_listed = noun.is_noun and noun.dep == "conj" and above.is_noun and sentence.edges[noun.i][1] == last
    return (
        is_listed and sentence.has_ancestor(above.i, verb) and not any(k.i > above.i for k in sentence.kids(verb, "cc"))
    )


def _past_under_modal(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "said he should go and rejected the plan": a past tense with an object is not under "should"."""
    changed = False
    for t in sentence.tokens:
        head = sentence.tokens[t.head]
        if t.dep != "conj" or t.tag != "VBD" or head.dep != "ccomp" or sentence.has_kid(t.i, *SUBJECTS):
            continue
        is_modal = any(k.tag == "MD" for k in sentence.kids(head.i, "aux"))
        if is_modal and sentence.tokens[head.head].tag == "VBD" and sentence.has_kid(t.i, "dobj", "ccomp"):
            _join_above(sentence, tokens, t, head)
            changed = True
    return changed


def _join_above(sentence: Sentence, tokens: list[Token], t: Token, head: Token) -> None:
    """Join a verb, and the conjunction before it, to the verb above the one that the parser joined it to."""
    tokens[t.i] = replace(t, head=head.head)
    for k in sentence.kids(head.i, "cc"):
        tokens[k.i] = replace(k, head=head.head)


def _told_beside(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "said Chad was to blame and called for talks": what is something does not speak, who says so does."""
    changed = False
    for t in sentence.tokens:
        head = sentence.tokens[t.head]
        told = t.dep == "conj" and t.lemma in _TELLING and t.tag == "VBD" and not sentence.has_kid(t.i, *SUBJECTS)
        if not told or head.lemma != "be" or head.dep != "ccomp" or sentence.tokens[head.head].tag != "VBD":
            continue
        _join_above(sentence, tokens, t, head)
        changed = True
    return changed


def _other_number(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "Many states accept that he has won and are sending envoys": who "are" is not who "has"."""
    changed = False
    for t in sentence.tokens:
        head = sentence.tokens[t.head]
        number = _number(sentence, t) if t.dep == "conj" and not sentence.has_kid(t.i, *SUBJECTS) else None
        if number is None or _number(sentence, head) in (None, number):
            continue
        while head.head != head.i and _number(sentence, head) != number:
            head = sentence.tokens[head.head]
        if head.i < t.i and _number(sentence, head) == number:
            tokens[t.i] = replace(t, head=head.i)
            changed = True
    return changed


def _number(sentence: Sentence, verb: Token) -> str | None:
    """Whether a verb's form has one subject or several: "has", "was", "wants" against "have", "were", "want"."""
    forms = [*sentence.kids(verb.i, "aux", "auxpass"), verb]
    if any(k.tag == "VBZ" or k.text == "was" for k in forms):
        return "one"
    return "many" if any(k.tag == "VBP" or k.text == "were" for k in forms) else None


def _bare_under_participle(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "watched them try to take the town, but attack the port": a bare form is joined to the bare form before it."""
    changed = False
    for t in sentence.tokens:
        head = sentence.tokens[t.head]
        is_bare = t.tag == "VB" and t.dep in ("conj", "dep") and not sentence.has_kid(t.i, "aux", *SUBJECTS)
        if not is_bare or not head.is_verb or head.tag == "VB" or sentence.has_kid(head.i, "aux"):
            continue
        before = [k for k in sentence.subtree(head.i) if k.tag == "VB" and k.i < t.i]
        if before:
            tokens[t.i] = replace(t, dep="conj", head=before[-1].i)
            changed = True
    return changed


def _noun_under_verb(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "accused Chad - and its ally Togo - of lying": a noun is joined to the noun before it, not to a verb."""
    changed = False
    for t in sentence.tokens:
        verb = sentence.tokens[t.head]
        if t.dep != "conj" or not t.is_noun or not verb.is_verb or t.i < verb.i:
            continue
        conjunction = next((k for k in sentence.kids(verb.i, "cc") if verb.i < k.i < t.i), None)
        noun = _noun_before(sentence, conjunction.i) if conjunction is not None else None
        if conjunction is None or noun is None or noun.head != verb.i:
            continue
        tokens[t.i] = replace(t, head=noun.i)
        tokens[conjunction.i] = replace(conjunction, head=noun.i)
        for k in sentence.kids(t.i, "prep"):
            if any(m.text in "-—–)" for m in sentence.tokens[t.i + 1 : k.i] if m.dep == "punct"):
                tokens[k.i] = replace(k, head=verb.i)
        changed = True
    return changed
