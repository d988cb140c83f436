"""Cues that tell of nothing said: "were eager to talk about X", "if she hopes to go", "few thought X"."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code import cue_words
from eventcoder.code.drafts import first_conjunct, own_subject
from eventcoder.code.readings import Content
from eventcoder.code.speakers import cleft
from eventcoder.knowledge.statements import Cue
from eventcoder.schema import Span

_ATTITUDES: Final = frozenset({"support", "oppose", "agree", "name", "hope", "fear", "believe", "report"})
STANCES: Final = frozenset({"believe", "fear", "hope", "predict"})
_WEAK: Final = frozenset({"np", "prep:to", "prep:about", "prep:of", "prep:with"})
_MAKING: Final = frozenset({"help", "force", "compel", "oblige", "enable"})
_SEEMING: Final = frozenset({"seem", "appear"})
_OPEN: Final = frozenset({("discuss", "np"), ("discuss", "clause"), ("report", "np")})
_UNREAL: Final = frozenset({"may", "might", "could", "would", "should"})
_DEEDS: Final = frozenset({"order", "support", "agree"})
_EXPLAINING: Final = frozenset({"refer", "consider"})
_TOLD: Final = frozenset({"say", "discuss", "report"})
_GIVEN: Final = frozenset({"say", "report", "propose", "promise", "demand"})
_SUPPOSING: Final = frozenset({"if", "unless"})
_NOT_DONE: Final = frozenset({"unwilling", "reluctant", "unable", "able", "likely", "unlikely", "afraid"})
_ANYBODY: Final = frozenset({"anyone", "anybody", "everyone", "everybody", "whoever", "nobody", "few", "none"})
_NAMED: Final = frozenset({"NNP", "NNPS", "PRP", "PRP$"})
_ABOUT: Final = frozenset({"on", "for", "from", "about", "to", "against", "at", "with"})


def is_unsaid(sentence: Sentence, t: Token, row: Cue | None, content: Content, source: Span | None) -> bool:
    """ "called him to discuss X", "it is sad to learn that X": an infinitive that tells of nothing said."""
    if _is_unreal(sentence, t, content) or _is_supposed(sentence, t, row):
        return True
    is_open = row is not None and (row.cue_class, content.rule) in _OPEN
    if is_open and cue_words.is_modal(sentence, t.i, None):
        return True
    if (
        content.rule == "np"
        and row is not None
        and row.cue_class in _TOLD
        and cue_words.is_negated(sentence, t.i, None)
    ):
        return True  # "did not mention X"
    if content.rule == "np" and row is not None and row.cue_class in _GIVEN and _is_none(sentence, content):
        return True  # "offered no help"
    if row is not None and row.cue_class in STANCES and t.tag == "VBG" and t.dep == "acl" and content.rule != "clause":
        return True  # "people wishing to travel"
    if t.dep == "acl" and _has_aux(sentence, t, {"to"}) and content.rule == "clause" and _is_noun(sentence, t.head):
        return True  # "the urge to ask whether X"
    first = sentence.tokens[first_conjunct(sentence, t.i)] if t.tag == "VB" else t
    if not any(k.tag == "TO" for k in sentence.kids(first.i, "aux")):
        return False
    if source is not None and source.end - source.start == 2 and t.dep in ("xcomp", "advcl", "acl"):
        own = sentence.token_at(source.start)
        if own is not None and own.lemma == "it":
            return True
    is_weak = content.rule == "np" or content.rule.startswith("prep:")
    if row is not None and row.cue_class in _ATTITUDES and is_weak:
        return True
    if content.rule in _WEAK and t.dep == "xcomp" and sentence.tokens[t.head].tag[:2] == "JJ":
        return True  # "were eager to talk about X"
    return content.rule in _WEAK and first.dep in ("advcl", "relcl", "acl")


def _is_unreal(sentence: Sentence, t: Token, content: Content) -> bool:
    """ "might have agreed to X", "Who is to blame for X?", "relies on welcoming X": nobody says anything."""
    auxiliaries = {k.lemma for k in sentence.kids(t.i, "aux")}
    if t.dep == "xcomp" and "to" in auxiliaries and sentence.tokens[t.head].lemma in _SEEMING:
        return True
    over = sentence.tokens[t.head]
    if t.dep == "pcomp" and (over.lemma == "without" or sentence.tokens[max(over.i - 1, 0)].lemma == "instead"):
        return True
    if t.dep in ("xcomp", "ccomp") and over.lemma in _MAKING:
        return True  # "data that could help warn of raids", "forces firms to offer X"
    if "have" in auxiliaries and auxiliaries & _UNREAL:
        return True
    own = own_subject(sentence, t.i) or (own_subject(sentence, t.head) if t.dep == "xcomp" else None)
    is_who = own is not None and own.tag == "WP" and own.lemma == "who"
    if is_who and "ROOT" in (t.dep, sentence.tokens[t.head].dep) and cleft(sentence, t.i) is None:
        return True
    first = sentence.tokens[first_conjunct(sentence, t.i)]
    is_gerund = first.dep == "pcomp" and own is None and sentence.tokens[first.head].lemma in _ABOUT
    return is_gerund and (content.rule == "np" or (t.i != first.i and content.rule.startswith("prep:")))


def _is_supposed(sentence: Sentence, t: Token, row: Cue | None) -> bool:
    """ "drier than they hoped", "if she wishes to go", "what does it say about X that Y": no view and no words told."""
    marks = {k.lemma for k in sentence.kids(t.i, "mark", "prep")} | {sentence.tokens[t.head].lemma}
    if t.dep in ("advcl", "pcomp") and "than" in marks:
        return True
    if row is not None and row.cue_class in STANCES | _DEEDS and marks & _SUPPOSING:
        return True
    if row is not None and row.cue_class in STANCES and _has_aux(sentence, t, _UNREAL):
        return True
    if _has_aux(sentence, t, {"to"}) and sentence.tokens[t.head].lemma in _NOT_DONE:
        return True
    if t.lemma in _EXPLAINING and t.tag == "VBG" and t.dep == "advcl":  # "he said, referring to X": the report's words
        return True
    own = own_subject(sentence, t.i)
    return own is not None and own.lemma == "it" and any(k.tag == "WP" for k in sentence.kids(t.i, "dobj"))


def _is_none(sentence: Sentence, content: Content) -> bool:
    return sentence.tokens[content.ranges[0][0]].lemma in ("no", "nothing")


def _is_noun(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].tag in ("NN", "NNS")


def is_anybody(sentence: Sentence, i: int) -> bool:
    """True for "few", "no official", "anyone": nobody has said it; not for "a few"."""
    if sentence.tokens[i].tag in _NAMED:
        return False
    determiners = {k.lemma for k in sentence.kids(i, "det")}
    return "no" in determiners or (sentence.tokens[i].lemma in _ANYBODY and "a" not in determiners)


def _has_aux(sentence: Sentence, t: Token, words: set[str] | frozenset[str]) -> bool:
    return any(k.lemma in words for k in sentence.kids(t.i, "aux"))
