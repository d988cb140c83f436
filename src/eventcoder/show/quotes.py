"""Choose statements by speaker, subject, channel and kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eventcoder.schema import COMMITMENTS, Coded, Participant, Statement


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """What a statement must have; None asks for nothing. Case does not matter."""

    speaker: str | None = None  # words of a speaker's name, or its code, country or id
    about: str | None = None  # a context, or words of the content
    channel: str | None = None
    kind: str | None = None
    cue_class: str | None = None  # promise, demand, deny ... or commitment for promises and agreements
    addressee: str | None = None
    due_from: str | None = None  # ISO day; what is to be done by a day not before it
    due_to: str | None = None  # what is to be done by this day at the latest

    def of(self, coded: Coded) -> list[Statement]:
        """Return the statements of a report that have it all, in text order."""
        return [s for s in coded.statements if self.fits(s, coded.document.text)]

    def fits(self, statement: Statement, text: str) -> bool:
        """True if the statement has all that is asked for."""
        return (
            (self.kind is None or statement.kind == self.kind)
            and (self.cue_class is None or self._is_class(statement.cue_class, self.cue_class))
            and (self.channel is None or _same(statement.channel, self.channel))
            and (self.speaker is None or any(_is_somebody(p, self.speaker) for p in statement.speakers))
            and (self.addressee is None or any(_is_somebody(p, self.addressee) for p in statement.addressees))
            and self._is_due(statement)
            and (self.about is None or self._is_about(statement, text, self.about))
        )

    @staticmethod
    def _is_class(cue_class: str, wanted: str) -> bool:
        return cue_class in COMMITMENTS if _same("commitment", wanted) else _same(cue_class, wanted)

    def _is_due(self, statement: Statement) -> bool:
        if self.due_from is None and self.due_to is None:
            return True
        last = statement.due.end if statement.due is not None else None
        return last is not None and (self.due_from or last) <= last <= (self.due_to or last)

    @staticmethod
    def _is_about(statement: Statement, text: str, about: str) -> bool:
        if any(_same(context, about) for context in statement.contexts):
            return True
        return _has_words(" ".join(content.of(text) for content in statement.content), about)


def _is_somebody(participant: Participant, wanted: str) -> bool:
    exact: Iterable[str | None] = (participant.code, participant.country, participant.actor_id, *participant.sectors)
    return any(_same(value, wanted) for value in exact) or _has_words(participant.name, wanted)


def _same(value: str | None, wanted: str) -> bool:
    return value is not None and value.casefold().replace("_", " ") == wanted.casefold().replace("_", " ")


def _has_words(text: str, wanted: str) -> bool:
    return " ".join(wanted.casefold().split()) in " ".join(text.casefold().split())
