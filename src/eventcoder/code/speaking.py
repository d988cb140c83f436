"""Who is meant by the words that name a speaker: the actor of the phrase, or whose paper it is that speaks.

Knowledge: statements/cues.tsv, kinds paper and noun: what can speak for its owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Phrase, Sentence
from eventcoder.code.drafts import Draft, noun_range, own_subject
from eventcoder.code.introduced import with_coordinated_names
from eventcoder.code.participants import OWNERS, Filled, ParticipantFinder
from eventcoder.knowledge.statements import Cues

PAPERS: Final = frozenset(
    {"statement", "release", "communique", "communiqué", "letter", "note", "readout", "report", "memo"}
)
_SEATS: Final = frozenset({"capital", "camp", "side"})
_ISSUING: Final = frozenset(
    {"issue", "publish", "release", "send", "write", "post", "leave", "launch", "compose", "sign", "circulate"}
)
_INDEFINITE: Final = frozenset({"those", "anyone", "everyone", "someone", "nobody", "no one"})


class Voices:
    """Looks up who speaks by a draft's words."""

    def __init__(self, cues: Cues) -> None:
        self._mouthpieces = cues.papers | cues.nouns | PAPERS | _SEATS

    def of(self, sentence: Sentence, participants: ParticipantFinder, d: Draft) -> tuple[Filled, ...]:
        """Who the speaker's words name; "those inspired by him" and "some in the party" are nobody in particular."""
        heads = [i for i in with_coordinated_names(sentence, d.speakers) if not self._is_anybody(sentence, i)]
        filled = participants.fill(sentence, phrases_of(sentence, heads), OWNERS)
        told = tuple(f for f in filled if f.rule != "role.owner" or self._speaks_for(sentence, heads, f))
        return told or self._issuers(sentence, participants, d)

    def _issuers(self, sentence: Sentence, participants: ParticipantFinder, d: Draft) -> tuple[Filled, ...]:
        """Who issues the paper that speaks: "[Lim] left a letter asking X", "[Lim] confirmed the news saying X"."""
        for i in d.speakers:
            paper = sentence.tokens[i]
            verb = sentence.tokens[paper.head]
            subject = own_subject(sentence, verb.i) if paper.dep == "dobj" else None
            is_issued = paper.lemma in self._mouthpieces and verb.lemma in _ISSUING
            is_telling = d.row is not None and d.row.lemma == "say" and sentence.tokens[d.head].dep == "acl"
            if subject is not None and (is_issued or (is_telling and paper.lemma not in self._mouthpieces)):
                found = participants.fill(sentence, phrases_of(sentence, sentence.conjuncts(subject.i)), ())
                return tuple(replace(f, rule="role.document") for f in found)
        return ()

    @staticmethod
    def _is_anybody(sentence: Sentence, i: int) -> bool:
        return sentence.tokens[i].lemma in _INDEFINITE

    def _speaks_for(self, sentence: Sentence, heads: Sequence[int], filled: Filled) -> bool:
        """True for "the king's letter", not for "a friend of the king" nor for "a panel set up by the king"."""
        if not any(sentence.tokens[i].lemma in self._mouthpieces for i in heads):
            return False
        span = filled.participant.span
        for i in heads:
            for k in sentence.kids(i, "acl", "relcl"):
                first, last = sentence.edges[k.i]
                if span is not None and sentence.span_of(first, last).covers(span):
                    return sentence.tokens[i].lemma in PAPERS
        return True


def phrases_of(sentence: Sentence, heads: Sequence[int]) -> tuple[Phrase, ...]:
    """The phrases that these tokens head."""
    return tuple(Phrase(h, sentence.span_of(*(noun_range(sentence, [h]) or (h, h)))) for h in heads)
