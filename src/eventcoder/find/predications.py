"""Turn dependency trees into predications: clauses and nominal events that no longer show how they were said.

Passive, relative clauses, control, raising, coordination with shared arguments and participles are undone here and only
here; everything after this stage sees predications, never dependency labels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Analysis, Argument, Predication, Sentence, Token
from eventcoder.find.arguments import Arguments
from eventcoder.find.governors import governor
from eventcoder.find.roles import Roles

_AUXILIARY: Final = frozenset(
    {"aux", "auxpass", "amod", "compound", "prep", "case", "mark", "punct", "quantmod", "det"}
)
_NOMINAL: Final = frozenset({"NN", "NNS"})
_FUTURE: Final = frozenset({"will", "shall", "'ll", "wo", "sha"})
_NEGATIVE_DETERMINERS: Final = frozenset({"no", "neither", "nobody", "none"})


class BuildPredications:
    """Give every parsed sentence its predications.

    nouns, adjectives: lemmas that can head a predication ("talks", "attack", "ready"); verbs always do.
    time_words: lemmas that tell a time and fill no role ("Tuesday", "month").
    """

    name = "find.predications"
    needs = ("tokens",)
    gives = ("predications",)

    def __init__(
        self, nouns: Iterable[str], adjectives: Iterable[str] = (), time_words: frozenset[str] = frozenset()
    ) -> None:
        self._nouns = frozenset(nouns)
        self._adjectives = frozenset(adjectives)
        self._time_words = time_words

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with the predications of every sentence."""
        return replace(analysis, predications=tuple(self.build(s) for s in analysis.sentences))

    def build(self, sentence: Sentence) -> tuple[Predication, ...]:
        """Return the predications of one sentence in text order of their heads."""
        kinds = {t.i: kind for t in sentence.tokens if (kind := self._kind(sentence, t))}
        roles = Roles(sentence)
        index = {i: n for n, i in enumerate(kinds)}
        arguments = Arguments(sentence, roles, self._time_words)
        return tuple(_predication(sentence, i, kind, roles, arguments, index) for i, kind in kinds.items())

    def _kind(self, sentence: Sentence, t: Token) -> str | None:
        if t.is_verb:
            return None if t.dep in _AUXILIARY else "verb"
        if t.tag in _NOMINAL and t.dep not in ("compound", "nmod") and {t.lemma, t.text.lower()} & self._nouns:
            return "noun"
        if t.lemma in self._adjectives and t.tag.startswith("J"):
            clausal = t.dep in ("amod", "acl", "oprd", "advcl", "conj") and any(
                True for _ in sentence.kids(t.i, "xcomp")
            )
            return "adj" if t.dep == "acomp" or clausal else None
        return None


def _predication(
    sentence: Sentence, i: int, kind: str, roles: Roles, arguments: Arguments, index: dict[int, int]
) -> Predication:
    t = sentence.tokens[i]
    parent, relation = governor(sentence, i, index)
    verb = i if kind != "adj" else t.head
    modals = roles.modals(verb) if kind != "noun" else ()
    return Predication(
        index=index[i],
        sentence=sentence.index,
        head=i,
        kind=kind,
        lemma=t.lemma,
        particle=next((k.lemma for k in sentence.kids(i, "prt")), None),
        arguments=_arguments_of(sentence, i, kind, arguments),
        is_negated=_is_negated(sentence, i, verb),
        modals=modals,
        tense=_tense(sentence, verb, modals, roles) if kind != "noun" else "none",
        is_perfect=kind != "noun" and any(k.lemma in ("have", "'ve") for k in sentence.kids(verb, "aux")),
        is_passive=kind == "verb" and roles.is_passive(i),
        marker=_marker(sentence, verb),
        parent=parent,
        relation=relation,
    )


def _arguments_of(sentence: Sentence, i: int, kind: str, arguments: Arguments) -> tuple[Argument, ...]:
    if kind == "noun":
        return arguments.of_noun(i)
    return arguments.of_verb(i, subject_of=sentence.tokens[i].head if kind == "adj" else None)


def _is_negated(sentence: Sentence, i: int, verb: int) -> bool:
    for k in sentence.kids(verb):
        if k.dep == "neg" or (k.dep in ("preconj", "advmod") and k.lemma in ("never", "neither", "nor")):
            return True
        if k.dep == "advmod" and k.text.lower() == "longer" and sentence.tokens[k.i - 1].lemma == "no":
            return True
        if k.dep in ("nsubj", "nsubjpass", "dobj") and (
            k.lemma in _NEGATIVE_DETERMINERS
            or any(d.lemma in _NEGATIVE_DETERMINERS for d in sentence.kids(k.i, "det", "neg"))
        ):
            return True
    return any(k.lemma in _NEGATIVE_DETERMINERS for k in sentence.kids(i, "det", "neg")) or _shares_negation(
        sentence, verb
    )


def _shares_negation(sentence: Sentence, verb: int) -> bool:
    """ "did not attend or send": a bare conjunct stands under the negation of the first."""
    t = sentence.tokens[verb]
    if t.dep != "conj" or not sentence.tokens[t.head].is_verb or sentence.has_kid(verb, "nsubj", "aux"):
        return False
    return any(k.dep == "neg" for k in sentence.kids(t.head)) and any(
        k.lemma in ("or", "nor") for k in sentence.kids(t.head, "cc")
    )


def _tense(sentence: Sentence, verb: int, modals: tuple[str, ...], roles: Roles) -> str:
    if any(m in _FUTURE for m in modals):
        return "future"
    for k in sentence.kids(verb, "aux", "auxpass"):
        if k.tag == "VBD":
            return "past"
        if k.tag in ("VBZ", "VBP"):
            return "present"
        if k.tag == "TO":
            return "infinitive"
    tag = sentence.tokens[verb].tag
    if tag == "VBN" and sentence.tokens[verb].dep == "conj":
        return _tense(sentence, sentence.tokens[verb].head, modals, roles)
    return {"VBD": "past", "VBN": "past", "VBZ": "present", "VBP": "present", "VBG": "gerund", "VB": "infinitive"}.get(
        tag, "none"
    )


def _marker(sentence: Sentence, verb: int) -> str | None:
    t = sentence.tokens[verb]
    for k in sentence.kids(verb, "mark"):
        return k.lemma
    for k in sentence.kids(verb, "advmod"):
        if k.tag == "WRB":
            return k.lemma
    if t.dep == "pcomp":
        return sentence.tokens[t.head].lemma
    return _marker(sentence, t.head) if t.dep == "conj" and t.head != verb and sentence.tokens[t.head].is_verb else None
