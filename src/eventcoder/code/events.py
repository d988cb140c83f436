"""Events of one report: acts with resolved participants, dates, places, contexts, counts and the reasons for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Predication, Sentence
from eventcoder.code.act import Act, Dropped
from eventcoder.code.acts import ActFinder
from eventcoder.code.casting import Cast, Casting
from eventcoder.code.contexts import ContextReader
from eventcoder.code.counts import CountReader
from eventcoder.code.evidence import STAGE, context_evidence, event_evidence, silence
from eventcoder.code.ids import content_id, text_digest
from eventcoder.code.merging import merged, with_events
from eventcoder.code.participants import ParticipantFinder
from eventcoder.code.quarrels import in_words
from eventcoder.code.retelling import with_retellings
from eventcoder.code.retold_dates import with_retold_dates
from eventcoder.code.second_opinion import SecondOpinion, Seen
from eventcoder.code.setting import reporters_of, statement_around, status_of
from eventcoder.code.when import WhenFinder
from eventcoder.code.where import WhereFinder
from eventcoder.knowledge.contexts import ContextWord
from eventcoder.knowledge.ontology import Ontology
from eventcoder.knowledge.when_where import WhenWhereWords
from eventcoder.schema import Actor, Count, Event, EventDate, Silence, Span, Status

_COUNTED: Final = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
_UNDATED: Final = frozenset({"hypothetical", "negated", "requested"})


@dataclass(frozen=True, slots=True)
class _Report:
    """What the stage knows about the report while it codes its sentences."""

    analysis: Analysis
    participants: ParticipantFinder
    casting: Casting
    when: WhenFinder
    where: WhereFinder
    digest: str


@dataclass(frozen=True, slots=True)
class _View:
    """What was seen in one sentence before anybody else was asked."""

    sentence: Sentence
    predications: Sequence[Predication]
    seen: tuple[Seen, ...]
    dropped: tuple[Dropped, ...]
    any_act: bool

    def silence(self) -> Silence:
        """Why the sentence gave no event."""
        return silence(self.sentence, self.dropped, any_act=self.any_act)


class CodeEvents:
    """Give a report its events, and say for each sentence without one why."""

    name = STAGE
    needs = ("predications", "mentions", "actors", "time_expressions", "times", "places", "statements")
    gives = ("events", "silences")

    def __init__(
        self,
        ontology: Ontology,
        acts: ActFinder,
        contexts: ContextReader,
        counts: CountReader,
        containers: frozenset[str],
        classes: Mapping[str, frozenset[str]],
        when_where: WhenWhereWords,
        states: Mapping[str, Actor],
        private: frozenset[str],
        second_opinion: SecondOpinion | None = None,
    ) -> None:
        """containers: nouns that count what follows them; classes: the word classes of the lexicon.

        states: by country code, the actor that a place in that country stands for.

        private: nouns for people whose doing concerns no politics.

        second_opinion: whom to ask where the rules are in doubt; None codes by rules alone.
        """
        self._ontology = ontology
        self._acts = acts
        self._contexts = contexts
        self._counts = counts
        self._containers, self._classes = containers, classes
        self._when_where = when_where
        self._states = states
        self._private = private
        self._second_opinion = second_opinion

    def __call__(self, analysis: Analysis) -> Analysis:
        """Return the analysis with its events, and statements that know the events inside them."""
        participants = ParticipantFinder(analysis, self._containers, self._classes)
        when, where = WhenFinder(analysis, self._when_where), WhereFinder(analysis, self._when_where)
        casting, digest = Casting(analysis, participants, self._states, self._private), text_digest(analysis.document)
        report = _Report(analysis, participants, casting, when, where, digest)
        views = [self._view(report, *pair) for pair in zip(analysis.sentences, analysis.predications, strict=True)]
        acts = [seen for view in views for seen in view.seen]
        if self._second_opinion is not None:
            acts = self._second_opinion.settle(analysis.document.text, acts)
        in_sentence: dict[int, list[Seen]] = {}
        for seen in acts:
            in_sentence.setdefault(seen.sentence.index, []).append(seen)
        found = merged([e for v in views for e in self._events(report, v, in_sentence.get(v.sentence.index, ()))])
        retold = with_retellings(found, analysis.document.text, self._is_anew, analysis.document.headline)
        events = with_retold_dates(retold)
        silences = [v.silence() for v in views if v.sentence.index not in in_sentence]
        statements = with_events(analysis.statements, events)
        actors = (*analysis.actors, *self._new_states(analysis, events))
        return replace(analysis, actors=actors, events=tuple(events), statements=statements, silences=tuple(silences))

    def _new_states(self, analysis: Analysis, events: Sequence[Event]) -> Iterator[Actor]:
        """Yield the states that the report does not name but that its places stand for."""
        known = {a.id for a in analysis.actors}
        used = {p.actor_id for e in events for p in (*e.source, *e.target)}
        yield from (a for a in self._states.values() if a.id in used - known)

    def _is_anew(self, word: str) -> bool:
        return self._when_where.has("another_time", word)

    def _view(self, report: _Report, sentence: Sentence, predications: Sequence[Predication]) -> _View:
        """What can be seen in one sentence: acts whose parties are known, and what was dropped."""
        acts, dropped = self._acts.acts(sentence, predications)
        casts = [(act, report.casting.cast(sentence, act)) for act in acts]
        casts = [(in_words(act, cast, self._classes["quarrel"]), cast) for act, cast in casts]
        dropped += [Dropped(act.trigger, "events.needs", cast.fault) for act, cast in casts if cast.fault]
        seen = [Seen(sentence, act, cast) for act, cast in casts if not cast.fault]
        return _View(sentence, predications, tuple(seen), tuple(dropped), any_act=bool(acts))

    def _events(self, report: _Report, view: _View, acts: Sequence[Seen]) -> Iterator[Event]:
        if acts:
            counts = self._counts.read(view.sentence, view.predications)
            contexts = self._contexts.read(report.analysis.folded, view.sentence.span)
            for seen in acts:
                yield self._event(report, view.sentence, seen.act, seen.cast, counts, contexts)

    def _event(
        self,
        report: _Report,
        sentence: Sentence,
        act: Act,
        cast: Cast,
        counts: tuple[Count, ...],
        contexts: Mapping[str, tuple[ContextWord, Span]],
    ) -> Event:
        analysis = report.analysis
        modes = (act.mode,) if act.mode else ()
        statement = statement_around(analysis.statements, act.trigger)
        date = report.when.date(sentence, act)
        status = status_of(act, date, analysis.document.published)
        return Event(
            id=_event_id(report.digest, act, cast),
            document_id=analysis.document.id,
            event_type=act.event_type,
            modes=modes,
            contexts=tuple(contexts),
            cameo=act.cameo,
            quad=self._ontology.types[act.event_type].quad,
            plover_score=self._ontology.score(act.event_type, modes),
            goldstein=self._ontology.goldstein(act.cameo),
            source=tuple(f.participant for f in cast.source),
            target=tuple(f.participant for f in cast.target),
            status=status,
            reciprocal=act.is_reciprocal,
            date=_told_date(date, status),
            place=report.where.place(sentence, act, _countries(cast), date),
            reported_by=reporters_of(report.participants, sentence, act, statement),
            counts=counts if act.event_type in _COUNTED else (),
            trigger=act.trigger,
            sentence=sentence.span,
            statement_id=statement.id if statement else None,
            retells=None,
            evidence=(
                *event_evidence(act, cast.source, cast.target, status, date),
                *(context_evidence(name, words.ref, span) for name, (words, span) in contexts.items()),
            ),
        )


def _countries(cast: Cast) -> frozenset[str]:
    return frozenset(f.participant.country for f in (*cast.source, *cast.target) if f.participant.country)


def _told_date(date: EventDate | None, status: Status) -> EventDate | None:
    """What did not happen has no date but one that is told."""
    return None if status in _UNDATED and (date is None or date.basis == "publication") else date


def _event_id(digest: str, act: Act, cast: Cast) -> str:
    parts = (
        digest,
        f"{act.trigger.start}-{act.trigger.end}",
        act.event_type,
        act.mode or "",
        *(f.participant.actor_id for f in cast.source),
        ">",
        *(f.participant.actor_id for f in cast.target),
    )
    return content_id("e", parts)
