"""Who "he" is beside what somebody said: the one who spoke before, not somebody named only in what was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from eventcoder.analysis import Analysis
from eventcoder.code.drafts import Draft
from eventcoder.code.participants import Filled
from eventcoder.schema import Mention, Span

_OPPOSITE: Final = {"he": "she", "she": "he"}
_BODIES: Final = ("cty:", "grp:", "ins:", "org:")
_BY_NAME: Final = frozenset({"name", "title"})
_PARAGRAPHS: Final = 1  # how far back the one who spoke before may be


class GoingOn:
    """Remembers, statement by statement in text order, the last single person who spoke.

    many: the actors that the report names only as several.
    """

    def __init__(self, analysis: Analysis, many: frozenset[str]) -> None:
        self._analysis = analysis
        self._text = analysis.folded
        self._last: tuple[Filled, str, int] | None = None  # who, by which word, in which paragraph
        self._sentence = -2  # the one in which the last speaker was heard
        self._told: list[Span] = []  # what the last speaker has told so far
        self._many = many
        self._named: dict[str, list[Mention]] = {}
        for m in analysis.mentions:
            if m.kind != "pronoun":
                for actor_id in m.actor_ids:
                    self._named.setdefault(actor_id, []).append(m)

    def speakers(self, d: Draft, found: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """Return who speaks in a draft: those found, or the last speaker where "he" points nowhere or astray."""
        word = d.source.of(self._text).lower() if d.source is not None else ""
        paragraph = self._analysis.sentences[d.sentence].paragraph
        last = self._last
        if word in _OPPOSITE and last is not None and paragraph - last[2] <= _PARAGRAPHS:
            is_other = last[1] == _OPPOSITE[word]
            before = last[0]
            is_back = not is_other and (not found or self._is_told_of(d, found) or self._is_next(d))
            if is_back and not self._is_named_in(before.participant.actor_id, d, is_plain=True):
                found = (Filled(before.participant, "role.going_on", d.source or before.phrase),)
        if word in _OPPOSITE and len(found) == 1:
            found = () if self._is_named_in(found[0].participant.actor_id, d, is_plain=True) else found
        if len(found) == 1 and not self._is_body(found[0].participant.actor_id):
            if last is None or last[0].participant.actor_id != found[0].participant.actor_id:
                self._told = []
            self._told += d.content
            self._sentence = d.sentence
            self._last = (found[0], word, paragraph)
        return found

    def _is_body(self, actor_id: str) -> bool:
        return actor_id in self._many or any(part in actor_id for part in _BODIES)

    def _is_next(self, d: Draft) -> bool:
        """True for `"A," he said.` right behind a sentence in which somebody spoke."""
        first = d.content[0]
        opening = d.sentence
        while opening > 0 and self._analysis.sentences[opening].start > first.start:
            opening -= 1
        is_quoted = self._text[max(first.start - 1, 0)] == '"' and first.end <= d.cue.start
        return is_quoted and 0 < opening - self._sentence <= 1

    def _is_named_in(self, actor_id: str, d: Draft, *, is_plain: bool = False) -> bool:
        """ "He said Ruiz had died": not Ruiz, who would say "he" of himself, or "I" in a quotation.

        is_plain: only behind the cue, where the name does not stand between quotation marks.
        """
        named = (m.span for m in self._named.get(actor_id, ()) if m.kind in _BY_NAME)
        return any(c.covers(s) and not (is_plain and self._is_free(d, c, s)) for s in named for c in d.content)

    def _is_free(self, d: Draft, content: Span, name: Span) -> bool:
        """True for what the speaker may name himself in: `Lim is content, she says`, and a quotation."""
        is_quoted = self._text.count('"', max(content.start - 1, 0), name.start) % 2 == 1
        return is_quoted or content.start < d.cue.start

    def _is_told_of(self, d: Draft, found: Sequence[Filled]) -> bool:
        """True if the last words that name the person found stand in what this draft or the last speaker tells."""
        start = d.source.start if d.source is not None else d.cue.start
        actor_id = found[0].participant.actor_id
        if self._is_named_in(actor_id, d):
            return True
        named = [m for m in self._named.get(actor_id, ()) if m.span.end <= start]
        if not named or (self._last is not None and self._last[0].participant.actor_id == actor_id):
            return False
        return any(c.covers(named[-1].span) for c in (*d.content, *self._told))
