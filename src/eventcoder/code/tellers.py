"""Who can tell something: "the flood showed X" is told by nobody, "the report showed X" by the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eventcoder.analysis import Analysis, Sentence
from eventcoder.code.drafts import Draft
from eventcoder.code.participants import ParticipantFinder
from eventcoder.knowledge.statements import Cues

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
        return [d for d in drafts if not self._is_thing(analysis.sentences[d.sentence], participants, d)]

    def _is_thing(self, sentence: Sentence, participants: ParticipantFinder, d: Draft) -> bool:
        if d.row is None or d.row.lemma not in self._cues.tellers or d.row.kind not in ("verb", "light"):
            return False
        return bool(d.speakers) and all(self._is_no_teller(sentence, participants, i) for i in d.speakers)

    def _is_no_teller(self, sentence: Sentence, participants: ParticipantFinder, i: int) -> bool:
        t = sentence.tokens[i]
        if t.lemma in _IMPERSONAL:
            return True
        if t.tag not in ("NN", "NNS") or t.lemma in self._cues.papers | self._containers:
            return False
        has_name = any(k.tag.startswith("NNP") for k in sentence.kids(i, "appos", "compound"))
        return participants.mention_at(sentence, i) is None and not has_name
