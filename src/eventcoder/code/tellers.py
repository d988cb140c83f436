"""Who can tell something: "the flood showed X" is told by nobody, "the report showed X" by the report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Final

from eventcoder.analysis import Analysis, Sentence, Token
from eventcoder.code.drafts import Draft, prepositional
from eventcoder.code.joined_cues import share_with_teller
from eventcoder.code.participants import ParticipantFinder
from eventcoder.knowledge.statements import Cue, Cues

_CLAUSES: Final = frozenset({"csubj", "csubjpass"})
_HELPED: Final = ("np", "prep:for", "prep:of")
_PERSON: Final = "per:"
_IMAGES: Final = frozenset({"video", "footage", "photo", "photograph", "picture", "image"})  # show without words
_IMPERSONAL: Final = frozenset({"it", "this", "that", "which", "these", "those"})


class Tellers:
    """Sorts out drafts whose subject is a thing that tells nothing."""

    def __init__(self, cues: Cues, containers: frozenset[str]) -> None:
        self._cues = cues
        self._containers = containers

    def told_by_somebody(
        self, analysis: Analysis, participants: ParticipantFinder, drafts: Sequence[Draft]
    ) -> list[Draft]:
        """Leave out "the flood underscored X", where no one speaks; nothing is left out where no one is known."""
        if not analysis.mentions:
            return list(drafts)
        told: list[Draft] = []
        for n, some in groupby(drafts, key=lambda d: d.sentence):
            sentence = analysis.sentences[n]
            shared = share_with_teller(sentence, list(some), partial(self._is_no_teller, sentence, participants))
            told += [d for d in shared if not self._is_silent(sentence, participants, d)]
        return told

    def _is_silent(self, sentence: Sentence, participants: ParticipantFinder, d: Draft) -> bool:
        return self._is_thing(sentence, participants, d) or self._is_deed(sentence, participants, d)

    def _is_thing(self, sentence: Sentence, participants: ParticipantFinder, d: Draft) -> bool:
        if d.row is None or not d.speakers:
            return False
        if all(sentence.tokens[i].dep in _CLAUSES for i in d.speakers):  # "to ignore him threatens X"
            return True
        if d.rule == "np" and d.row.cue_class == "report" and d.row.lemma in self._cues.tellers:
            written = self._cues.papers - _IMAGES
            return not any(sentence.tokens[i].lemma in written for i in d.speakers)  # "showed disregard"
        if not self._needs_teller(sentence, d, d.row):
            return False
        return all(self._is_no_teller(sentence, participants, i) for i in d.speakers)

    def _needs_teller(self, sentence: Sentence, d: Draft, row: Cue) -> bool:
        if row.kind == "noun":  # "the advance raised questions about X"
            t = sentence.tokens[d.head]
            return d.cue.start < t.start and sentence.tokens[t.head].lemma in self._cues.tellers
        return row.lemma in self._cues.tellers and row.kind in ("verb", "light")

    def _is_deed(self, sentence: Sentence, participants: ParticipantFinder, d: Draft) -> bool:
        """ "backed the rebels", "support for the regime": help for somebody; "backed the plan" tells a view."""
        if d.row is None or d.row.lemma not in self._cues.deeds or not d.rule.endswith(_HELPED):
            return False
        helped = [k for k in sentence.kids(d.head, "dobj") if k.i > d.head]
        if d.row.kind == "noun":
            if d.cue.start < sentence.tokens[d.head].start:  # "expressed support for"
                return False
            helped = [o for p, o in prepositional(sentence, d.head) if p.lemma in d.row.prepositions]
        return any(self._is_somebody(sentence, participants, o) for o in helped)

    @staticmethod
    def _is_somebody(sentence: Sentence, participants: ParticipantFinder, t: Token) -> bool:
        mention = participants.mention_at(sentence, t.i)
        return mention is not None and not any(i.startswith(_PERSON) for i in mention.actor_ids)

    def _is_no_teller(self, sentence: Sentence, participants: ParticipantFinder, i: int) -> bool:
        t = sentence.tokens[i]
        if t.lemma in _IMPERSONAL:
            return True
        if t.tag not in ("NN", "NNS") or t.lemma in self._cues.papers | self._containers:
            return False
        has_name = any(k.tag.startswith("NNP") for k in sentence.kids(i, "appos", "compound"))
        return participants.mention_at(sentence, i) is None and not has_name
