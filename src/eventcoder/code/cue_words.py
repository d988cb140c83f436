"""The words of a cue: auxiliaries, adverbs, verb, particle; and whether it is negated or only possible."""

from __future__ import annotations

from typing import Final

from eventcoder.analysis import Predication, Sentence, Token
from eventcoder.schema import Span

_BEFORE: Final = frozenset({"aux", "auxpass", "neg", "advmod"})
_POSSIBLE: Final = frozenset(
    {"may", "might", "could", "would", "should", "can", "must", "will", "shall", "'ll", "ca", "wo"}
)
_NO: Final = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})


def group(sentence: Sentence, verb: int, *more: int) -> Span:
    """Return the span of a verb with auxiliaries and adverbs right before it, to the last of the tokens ``more``."""
    first = verb
    while first > 0:
        before = sentence.tokens[first - 1]
        if before.dep not in _BEFORE or before.head not in (verb, first) or before.tag.startswith("W"):
            break
        first -= 1
    return sentence.span_of(first, max((verb, *more)))


def is_negated(sentence: Sentence, verb: int, predication: Predication | None) -> bool:
    """True for "did not say", "never said", "refused to say" is told by its own cue."""
    if predication is not None and predication.is_negated:
        return True
    return any(k.dep == "neg" or k.lemma in _NO for k in sentence.kids(verb, "neg", "advmod", "preconj"))


def is_modal(sentence: Sentence, verb: int, predication: Predication | None) -> bool:
    """True where nobody has said it yet: "may announce", "wants to tell", "if he says"."""
    if any(k.lemma in _POSSIBLE for k in sentence.kids(verb, "aux")):
        return True
    if any(k.tag == "TO" for k in sentence.kids(verb, "aux")):
        return True
    return predication is not None and (
        bool(set(predication.modals) & _POSSIBLE) or predication.marker in ("if", "unless")
    )


def is_passive(sentence: Sentence, verb: Token, predication: Predication | None) -> bool:
    """True if the verb stands in the passive."""
    if predication is not None and not predication.is_passive:
        return False
    aux = next(sentence.kids(verb.i, "auxpass"), None)
    if aux is not None and aux.text == "'s" and next(sentence.kids(verb.i, "agent"), None) is None:
        return not any(k.dep == "prep" for k in sentence.kids(verb.i))  # "who's called for" is "who has called for"
    return predication is not None or any(k.dep in ("auxpass", "nsubjpass") for k in sentence.kids(verb.i))


def particle_of(sentence: Sentence, verb: int) -> tuple[str, ...]:
    """Words that may complete a verb: particles, prepositions and adverbs right after it, "for" of "for X to be Y"."""
    after = sentence.tokens[verb + 1] if verb + 1 < len(sentence.tokens) else None
    if after is not None and after.dep == "mark" and after.lemma == "for":
        return (after.lemma,)
    return tuple(k.lemma for k in sentence.kids(verb, "prt", "prep", "advmod", "dative") if 0 < k.i - verb <= 2)
