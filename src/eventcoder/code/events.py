"""Events of one report: acts with resolved participants, dates, places, contexts, counts and the reasons for each."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, DatedTime, Phrase, Predication, Sentence
from eventcoder.code.act import Act, Dropped
from eventcoder.code.acts import ActFinder
from eventcoder.code.contexts import ContextReader
from eventcoder.code.counts import CountReader
from eventcoder.code.participants import CONCERNED, OWNERS, Filled, ParticipantFinder, participant
from eventcoder.knowledge.ontology import Ontology
from eventcoder.schema import (
    Count,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Participant,
    Silence,
    Span,
    Statement,
    Status,
)

_STAGE: Final = "code.events"
_OLD_DAYS: Final = 365  # an act dated longer before publication is background, not news
_COUNTED: Final = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
_TARGET_BY_PLACE: Final = frozenset(
    {"AID", "ASSAULT", "COERCE", "CONCEDE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "THREATEN"}
)
_HOME_SECTORS: Final = frozenset({"GOV", "COP", "LEG", "JUD", "REB", "OPP", "PTY", "PRM"})
_LOCAL_SECTORS: Final = frozenset(
    {
        "REB",
        "UAF",
        "CVL",
        "OPP",
        "REF",
        "REL",
        "LAB",
        "EDU",
        "MED",
        "AGR",
        "CRM",
        "SOC",
        "PRM",
        "COP",
        "MIL",
        "GOV",
        "JRN",
    }
)
_UNDATED: Final = frozenset({"hypothetical", "negated", "requested"})
_PRIVATE: Final = frozenset({"BUS", "SPORT", "UNK"})


@dataclass(frozen=True, slots=True)
class _Report:
    """What the stage knows about the report while it codes its sentences."""

    analysis: Analysis
    participants: ParticipantFinder
    digest: str


class CodeEvents:
    """Give a report its events, and say for each sentence without one why."""

    name = _STAGE
    needs = ("predications", "mentions", "actors")
    gives = ("events", "silences")

    def __init__(
        self,
        ontology: Ontology,
        acts: ActFinder,
        contexts: ContextReader,
        counts: CountReader,
        containers: frozenset[str],
    ) -> None:
        self._ontology = ontology
        self._acts = acts
        self._contexts = contexts
        self._counts = counts
        self._containers = containers

    def __call__(self, analysis: Analysis) -> Analysis:
        digest = hashlib.sha256(analysis.document.text.encode("utf-8", "surrogatepass")).hexdigest()
        report = _Report(analysis, ParticipantFinder(analysis, self._containers), digest)
        events: list[Event] = []
        silences: list[Silence] = []
        for sentence, predications in zip(analysis.sentences, analysis.predications, strict=True):
            acts, dropped = self._acts.acts(sentence, predications)
            coded = list(self._events(report, sentence, predications, acts, dropped))
            events.extend(coded)
            if not coded:
                silences.append(_silence(sentence, dropped, any_act=bool(acts)))
        events = _with_retellings(_without_results(_protests_with_their_cause(_unique(events))))
        statements = _with_events(analysis.statements, events)
        return replace(analysis, events=tuple(events), statements=statements, silences=tuple(silences))

    def _events(
        self,
        report: _Report,
        sentence: Sentence,
        predications: Sequence[Predication],
        acts: Sequence[Act],
        dropped: list[Dropped],
    ) -> Iterator[Event]:
        counts = self._counts.read(sentence, predications)
        for act in acts:
            source = report.participants.fill(sentence, act.source, OWNERS)
            owners = CONCERNED if act.event_type in _TARGET_BY_PLACE else OWNERS
            target = report.participants.fill(sentence, act.target, owners)
            for option in act.target_options:
                target = target or _without(report.participants.fill(sentence, option, owners), source)
            if act.is_reciprocal:
                source, target = _both_ways(source, target)
            else:
                target = _without(target, source)
                if not target and act.event_type in _TARGET_BY_PLACE:
                    where = [
                        f for f in report.participants.fill(sentence, _where(act.predication)) if f.participant.country
                    ]
                    target = tuple(replace(f, rule="role.place") for f in where)
            source, target = self._with_countries(report, sentence, act, source, target)
            if not target and act.event_type == "ASSAULT":
                target = _home_of_rebels(report, source)
            fault = _unfit(act, source, target)
            if fault:
                dropped.append(Dropped(act.trigger, "events.needs", fault))
            else:
                yield self._event(report, sentence, predications, act, source, target, counts)

    def _with_countries(
        self, report: _Report, sentence: Sentence, act: Act, source: tuple[Filled, ...], target: tuple[Filled, ...]
    ) -> tuple[tuple[Filled, ...], tuple[Filled, ...]]:
        """Give parties without a country the one where it happened, or for home affairs the other party's."""
        if all(f.participant.country for f in (*source, *target)):
            return source, target
        where = _country_of_place(report, sentence, act)
        return _located(source, where or _home_of(target)), _located(target, where or _home_of(source))

    def _event(
        self,
        report: _Report,
        sentence: Sentence,
        predications: Sequence[Predication],
        act: Act,
        source: tuple[Filled, ...],
        target: tuple[Filled, ...],
        counts: tuple[Count, ...],
    ) -> Event:
        analysis = report.analysis
        modes = (act.mode,) if act.mode else ()
        statement = _statement_around(analysis.statements, act.trigger)
        date = _date_of(analysis, sentence, predications, act)
        status = _status(act, date, analysis.document.published)
        contexts = self._contexts.read(analysis.folded, sentence.span)
        place = _place_of(analysis, sentence, act)
        reporters = _reporters(report, sentence, act, statement)
        evidence = (
            *_type_evidence(act),
            *_role_evidence("source", source),
            *_role_evidence("target", target),
            _status_evidence(act, status, date),
            *_date_evidence(date),
            *(_context_evidence(name, words.ref, span) for name, (words, span) in contexts.items()),
        )
        return Event(
            id=_event_id(report.digest, act, source, target),
            document_id=analysis.document.id,
            event_type=act.event_type,
            modes=modes,
            contexts=tuple(contexts),
            cameo=act.cameo,
            quad=self._ontology.types[act.event_type].quad,
            plover_score=self._ontology.score(act.event_type, modes),
            goldstein=self._ontology.goldstein(act.cameo),
            source=tuple(f.participant for f in source),
            target=tuple(f.participant for f in target),
            status=status,
            reciprocal=act.is_reciprocal,
            date=None if status in _UNDATED and (date is None or date.basis == "publication") else date,
            place=place,
            reported_by=reporters,
            counts=counts if act.event_type in _COUNTED else (),
            trigger=act.trigger,
            sentence=sentence.span,
            statement_id=statement.id if statement else None,
            retells=None,
            evidence=evidence,
        )


def is_political(participant: Participant) -> bool:
    """True for actors that event data are about: states, their organs, groups, people with a public role."""
    if participant.sectors and set(participant.sectors) <= _PRIVATE:
        return False
    return participant.country is not None or bool(participant.sectors)


def _unfit(act: Act, source: tuple[Filled, ...], target: tuple[Filled, ...]) -> str | None:
    """Why an act cannot become an event, or None."""
    has_source = any(is_political(f.participant) for f in source)
    has_target = any(is_political(f.participant) for f in target)
    if not has_source and not has_target:
        return "no political actor stands in a role"
    if act.needs in ("source", "dyad") and not has_source:
        return "its source is not a known political actor"
    if act.needs in ("target", "dyad") and not has_target:
        return "its target is not a known political actor"
    if act.is_reciprocal and len({f.participant.actor_id for f in (*source, *target)}) < 2:
        return "only one party of a mutual act is known"
    return None


def _both_ways(source: tuple[Filled, ...], target: tuple[Filled, ...]) -> tuple[tuple[Filled, ...], tuple[Filled, ...]]:
    """Parties of a mutual act: two sides stay apart, a single list of parties fills both roles."""
    if source and target:
        return source, _without(target, source) or target
    everyone = source or target
    return everyone, everyone if len(everyone) > 1 else ()


def _without(some: tuple[Filled, ...], others: tuple[Filled, ...]) -> tuple[Filled, ...]:
    ids = {f.participant.actor_id for f in others}
    return tuple(f for f in some if f.participant.actor_id not in ids)


def _where(p: Predication) -> tuple[Phrase, ...]:
    """The phrases that say where an act happened: whoever lives there is concerned by it."""
    return (*p.phrases("prep:in"), *p.phrases("object:in"), *p.phrases("prep:across"), *p.phrases("prep:throughout"))


def _country_of_place(report: _Report, sentence: Sentence, act: Act) -> str | None:
    """The one country that the clause's or sentence's places lie in."""
    clause = _clause_span(sentence, act.outermost.head)
    inside = [p for p in report.analysis.places if sentence.start <= p.span.start < sentence.end and p.place.country]
    for places in ([p for p in inside if clause.covers(p.span)], inside):
        countries = {p.place.country for p in places}
        if len(countries) == 1:
            return countries.pop()
    named = {f.participant.country for f in report.participants.fill(sentence, _where(act.predication))} - {None}
    return named.pop() if len(named) == 1 else None


def _home_of_rebels(report: _Report, source: tuple[Filled, ...]) -> tuple[Filled, ...]:
    """Rebels of a state named in the report strike that state, where nothing else is told."""
    countries = {f.participant.country for f in source if "REB" in f.participant.sectors[:1]}
    for actor in report.analysis.actors:
        if actor.country in countries and actor.id == f"cty:{actor.country}":
            return tuple(replace(f, participant=participant(actor, None), rule="role.home") for f in source[:1])
    return ()


def _home_of(others: tuple[Filled, ...]) -> str | None:
    """The country of the other party where both sides of such an act usually live in one country."""
    countries = {
        f.participant.country for f in others if f.participant.country and set(f.participant.sectors) & _HOME_SECTORS
    }
    return countries.pop() if len(countries) == 1 else None


def _located(some: tuple[Filled, ...], country: str | None) -> tuple[Filled, ...]:
    """Those with a sector but no country get this one; the note of the rule says so."""
    if country is None:
        return some
    return tuple(
        replace(f, participant=replace(f.participant, country=country), rule=f"{f.rule}+place")
        if f.participant.country is None and set(f.participant.sectors) & _LOCAL_SECTORS
        else f
        for f in some
    )


def _status(act: Act, date: EventDate | None, published: str | None) -> Status:
    told: Status = act.status.status  # type: ignore[assignment]
    if told == "asserted" and _is_old(date, published):
        return "historical"
    return told


def _is_old(date: EventDate | None, published: str | None) -> bool:
    if date is None or date.end is None or published is None or date.basis not in ("explicit", "relative"):
        return False
    return (dt.date.fromisoformat(published) - dt.date.fromisoformat(date.end)).days > _OLD_DAYS


def _statement_around(statements: Sequence[Statement], trigger: Span) -> Statement | None:
    """The innermost statement whose content holds the trigger."""
    holding = [s for s in statements if any(c.covers(trigger) for c in s.content)]
    return min(holding, key=lambda s: sum(c.end - c.start for c in s.content), default=None)


def _reporters(report: _Report, sentence: Sentence, act: Act, statement: Statement | None) -> tuple[Participant, ...]:
    if statement is not None and statement.speakers:
        return statement.via or statement.speakers
    found = [f for p in act.reporters for f in report.participants.fill(sentence, p.phrases("agent"))]
    if not found:
        top = act.outermost
        found = list(report.participants.fill(sentence, top.phrases("prep:according_to")))
    return tuple(f.participant for f in found)


def _date_of(analysis: Analysis, sentence: Sentence, predications: Sequence[Predication], act: Act) -> EventDate | None:
    inside = [t for t in analysis.times if sentence.start <= t.span.start < sentence.end]
    clause = _clause_span(sentence, act.predication.head)
    own = [t for t in inside if clause.covers(t.span)]
    chosen = _nearest(own, act.trigger) or _nearest(inside, act.trigger)
    if chosen is not None:
        return chosen.date
    published = (analysis.document.dateline.date if analysis.document.dateline else None) or analysis.document.published
    if published is None:
        return None
    basis = "dateline" if analysis.document.dateline and analysis.document.dateline.date else "publication"
    return EventDate(published, published, "day", basis, None)  # type: ignore[arg-type]


def _clause_span(sentence: Sentence, head: int) -> Span:
    first, last = sentence.edges[head]
    return sentence.span_of(first, last)


def _nearest(times: Sequence[DatedTime], trigger: Span) -> DatedTime | None:
    return min(times, key=lambda t: (abs(t.span.start - trigger.start), t.span.start), default=None)


def _place_of(analysis: Analysis, sentence: Sentence, act: Act) -> EventPlace | None:
    inside = [p for p in analysis.places if sentence.start <= p.span.start < sentence.end]
    clause = _clause_span(sentence, act.predication.head)
    own = [p for p in inside if clause.covers(p.span)]
    for places, basis in ((own, "clause"), (inside, "sentence")):
        if places:
            nearest = min(places, key=lambda p: (abs(p.span.start - act.trigger.start), p.span.start))
            return replace(nearest.place, basis=basis)  # type: ignore[arg-type]
    dateline = analysis.document.dateline
    if dateline is not None and dateline.place is not None:
        for p in analysis.places:
            if dateline.place.overlaps(p.span):
                return replace(p.place, basis="dateline")
    return None


def _event_id(digest: str, act: Act, source: tuple[Filled, ...], target: tuple[Filled, ...]) -> str:
    parts = (
        digest,
        f"{act.trigger.start}-{act.trigger.end}",
        act.event_type,
        act.mode or "",
        *(f.participant.actor_id for f in source),
        ">",
        *(f.participant.actor_id for f in target),
    )
    return "e" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _unique(events: Sequence[Event]) -> list[Event]:
    """One event per act: of events of one sentence with equal type, status and parties the one with a mode is kept."""
    kept: dict[tuple[object, ...], Event] = {}
    for e in events:
        key = (e.sentence, e.event_type, e.status, _parties(e))
        if key not in kept or (e.modes and not kept[key].modes):
            kept[key] = e
    return list(kept.values())


def _without_results(events: Sequence[Event]) -> list[Event]:
    """Drop what only says how an act of the same sentence turned out: "attacked the post, killing 12 soldiers"."""
    kept: list[Event] = []
    for e in events:
        first = next((k for k in kept if k.sentence == e.sentence and k.event_type == e.event_type), None)
        if first is not None and _doers(first) == _doers(e) and _doers(e):
            ids = {p.actor_id for p in first.target}
            if all(p.country is None or p.actor_id in ids for p in e.target):
                continue
        kept.append(e)
    return kept


def _protests_with_their_cause(events: Sequence[Event]) -> list[Event]:
    """What protesters demand or denounce is no event of its own (PLOVER 2.0, PROTEST); whom they address is the target."""
    kept: list[Event] = []
    for e in events:
        protest = next((k for k in kept if k.event_type == "PROTEST" and k.sentence == e.sentence), None)
        if protest is not None and e.event_type in ("REQUEST", "ACCUSE", "REJECT") and _doers(e) & _doers(protest):
            if not protest.target and e.target:
                kept[kept.index(protest)] = replace(protest, target=e.target)
            continue
        kept.append(e)
    return kept


def _doers(e: Event) -> frozenset[str]:
    return frozenset(p.actor_id for p in e.source)


def _parties(e: Event) -> frozenset[str]:
    return frozenset(p.actor_id for p in (*e.source, *e.target))


def _with_retellings(events: Sequence[Event]) -> list[Event]:
    """Point an event that tells an earlier one of the report again at that one."""
    first: dict[tuple[object, ...], str] = {}
    out: list[Event] = []
    for e in events:
        key = (e.event_type, _parties(e), e.status, e.date.start if e.date else None)
        retold = first.get(key) if len(_parties(e)) > 1 else None
        first.setdefault(key, e.id)
        out.append(replace(e, retells=retold) if retold else e)
    return out


def _with_events(statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Statement, ...]:
    inside: dict[str, list[str]] = {}
    for e in events:
        if e.statement_id:
            inside.setdefault(e.statement_id, []).append(e.id)
    return tuple(replace(s, event_ids=tuple(inside[s.id])) if s.id in inside else s for s in statements)


def _silence(sentence: Sentence, dropped: Sequence[Dropped], *, any_act: bool) -> Silence:
    reasons = [Evidence("event", _STAGE, d.rule, None, d.span, None, d.note) for d in dropped]
    if not reasons:
        note = "an act was found but nobody known stands in its roles" if any_act else "no word of the lexicon fits"
        reasons = [Evidence("event", _STAGE, "events.none", None, sentence.span, None, note)]
    return Silence(sentence.span, tuple(reasons))


def _type_evidence(act: Act) -> Iterator[Evidence]:
    if act.row is not None:
        p = act.predication
        yield Evidence("event_type", _STAGE, act.row.id, act.row.ref, act.trigger, None, _frame_note(act, p))
    for step in act.steps:
        note = f"{step.operator.lemma!r} ({step.operator.operator_class}) over the act gives {act.event_type}"
        yield Evidence("event_type", _STAGE, step.operator.id, step.effect.ref, step.span, None, note)
    for row in act.alternatives:
        note = f"not chosen: {row.event_type}, its frame says less about these words"
        yield Evidence("event_type", _STAGE, f"not:{row.id}", row.ref, act.trigger, None, note)


def _frame_note(act: Act, p: Predication) -> str:
    row = act.row
    assert row is not None
    source = "|".join(row.source) or "nobody"
    target = "|".join(row.target) or "nobody"
    return f"{row.kind} {row.lemma!r} is {row.event_type}: source from {source}, target from {target}"


def _role_evidence(field: str, filled: Sequence[Filled]) -> Iterator[Evidence]:
    for f in filled:
        note = f"{f.participant.name} ({f.participant.code}) by {f.rule.replace('role.', '')} of the phrase"
        yield Evidence(field, _STAGE, f.rule, None, f.phrase, None, note)


def _status_evidence(act: Act, status: Status, date: EventDate | None) -> Evidence:
    if status == "historical" and act.status.status == "asserted" and date is not None:
        return Evidence(
            "status", _STAGE, "status.old_date", None, date.span, None, f"dated {date.end}, long before the report"
        )
    reason = act.status
    return Evidence("status", _STAGE, reason.rule, reason.knowledge, reason.span, None, f"told as {status}")


def _date_evidence(date: EventDate | None) -> Iterator[Evidence]:
    if date is not None:
        note = f"{date.start} to {date.end} ({date.resolution}, {date.basis})"
        yield Evidence("date", _STAGE, f"date.{date.basis}", None, date.span, None, note)


def _context_evidence(name: str, ref: str, span: Span) -> Evidence:
    return Evidence("contexts", "code.contexts", f"context.{name}", ref, span, None, f"the words show context {name}")
