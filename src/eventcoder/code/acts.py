"""From lexicon matches to acts: operators over a match change its type, status and roles, through any depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.code.patterns import Match, Matcher
from eventcoder.code.status import ASSERTED, StatusReader, StatusReason
from eventcoder.knowledge.composition import NO_ACT, Composition, Operator, Operators
from eventcoder.knowledge.lexicon import Lexicon, LexiconRow
from eventcoder.schema import Span

_COOPERATIVE: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_TRANSPARENT: Final = frozenset({"report", "resume"})
_CLAUSE_TARGETS: Final = (
    "recipient",
    "prep:to",
    "prep:against",
    "prep:on",
    "prep:with",
    "object:in",
    "object:to",
    "deep:against",
)
_OBLIGING: Final = frozenset({"must", "should", "ought", "need"})
_NEAR: Final = 45  # characters between operator and act that still make one trigger


@dataclass(frozen=True, slots=True)
class Step:
    """One operator that was applied, and the row of the table that said how."""

    operator: Operator
    effect: Composition
    span: Span


@dataclass(frozen=True, slots=True)
class Act:
    """Something done, with the phrases that fill its roles; not yet resolved to actors."""

    event_type: str
    mode: str | None
    cameo: str | None
    status: StatusReason
    source: tuple[Phrase, ...]
    target: tuple[Phrase, ...]
    target_options: tuple[tuple[Phrase, ...], ...]  # tried in order where the target names nobody known
    is_reciprocal: bool
    needs: str
    trigger: Span
    predication: Predication  # the lexical act
    outermost: Predication  # the operator or act that stands highest
    row: LexiconRow | None  # None where only an operator was found
    steps: tuple[Step, ...]
    reporters: tuple[Predication, ...]  # predications of saying over it
    alternatives: tuple[LexiconRow, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """An act that was seen and not coded, and why."""

    span: Span
    rule: str
    note: str


class ActFinder:
    """Finds the acts of a sentence."""

    def __init__(self, lexicon: Lexicon, operators: Operators, status: StatusReader) -> None:
        self._matcher = Matcher(lexicon)
        self._lexicon = lexicon
        self._operators = operators
        self._status = status

    def acts(self, sentence: Sentence, predications: Sequence[Predication]) -> tuple[list[Act], list[Dropped]]:
        """Return the acts of one sentence and what was seen but dropped."""
        matches = self._matcher.matches(sentence, predications)
        operators = {p.index: o for p in predications if (o := self._operators.find(p.kind, p.lemma, p.particle))}
        acts: list[Act] = []
        dropped: list[Dropped] = []
        absorbed: set[int] = set()
        for match in matches.values():
            self._compose(sentence, predications, operators, matches, match, acts, dropped, absorbed)
        acts = [a for a in acts if a.predication.index not in absorbed or a.steps]
        bare = self._bare_operators(sentence, predications, operators, matches, absorbed)
        replaced = {a.predication.index for a in bare}
        acts = [a for a in acts if a.predication.index not in replaced] + bare
        return _without_told_objects(sentence, predications, acts, matches, dropped), dropped

    def _compose(
        self,
        sentence: Sentence,
        predications: Sequence[Predication],
        operators: Mapping[int, Operator],
        matches: Mapping[int, Match],
        match: Match,
        acts: list[Act],
        dropped: list[Dropped],
        absorbed: set[int],
    ) -> None:
        act = self._plain(sentence, match)
        current = match.predication
        while (above := self._above(predications, current)) is not None:
            parent, relation = above
            operator = operators.get(parent.index)
            if operator is None or relation not in operator.complements:
                break
            if _says_more(matches.get(parent.index), relation):
                break
            effect = self._effect(operator, act, self._agents(predications, parent))
            if effect is None:
                break
            if effect.event_type is None:
                dropped.append(
                    Dropped(act.trigger, f"composition.{operator.operator_class}", f"told under {operator.lemma!r}")
                )
                return
            act = self._apply(sentence, predications, act, parent, operator, effect)
            if operator.operator_class not in _TRANSPARENT:
                absorbed.add(parent.index)
            current = parent
        around = self._status.around(sentence, predications, current)
        if act.status.status == "asserted" and around.status != "asserted":
            act = self._under_modality(replace(act, status=around))
        acts.append(act)

    def _above(self, predications: Sequence[Predication], p: Predication) -> tuple[Predication, str] | None:
        """The predication over ``p`` and the relation, stepping over light verbs ("gave the assurance that")."""
        if p.parent is None:
            return None
        parent = predications[p.parent]
        light = p.kind == "noun" and p.relation == "object" and self._operators.find(p.kind, p.lemma, p.particle)
        if light and self._is_light(parent) and not self._operators.find(parent.kind, parent.lemma, parent.particle):
            return (predications[parent.parent], parent.relation) if parent.parent is not None else None
        return parent, p.relation

    def _is_light(self, p: Predication) -> bool:
        support = self._lexicon.support
        return p.kind == "verb" and ((p.lemma, p.particle) in support or (p.lemma, None) in support)

    def _plain(self, sentence: Sentence, match: Match) -> Act:
        p, row = match.predication, match.row
        act = Act(
            event_type=row.event_type,
            mode=row.mode,
            cameo=row.cameo,
            status=self._status.own(sentence, p),
            source=match.source,
            target=match.target,
            target_options=match.target_options,
            is_reciprocal=row.is_reciprocal,
            needs=self._needs(sentence, match),
            trigger=_trigger(sentence, p, match.consumed),
            predication=p,
            outermost=p,
            row=row,
            steps=(),
            reporters=(),
            alternatives=match.alternatives,
        )
        return self._under_modality(act)

    def _needs(self, sentence: Sentence, match: Match) -> str:
        """What must be known of the parties: a bomb or an attack that kills has no political source to ask for."""
        row = match.row
        if row.kind == "noun" and row.needs == "dyad" and match.predication.phrases("prep:by"):
            return "source"  # "an attack by the Taliban": somebody did it, whoever it struck
        heads = {sentence.tokens[f.head].lemma for f in match.source}
        classes = self._lexicon.classes
        if row.event_type == "ASSAULT" and row.needs in ("source", "dyad"):
            if heads & (classes.get("attack", frozenset()) | classes.get("weapon", frozenset())):
                return "target"
        return row.needs

    def _under_modality(self, act: Act) -> Act:
        """An act to come: cooperation becomes the agreement to it (PLOVER 2.0, AGREE); conflict keeps its type."""
        p = act.predication
        if act.status.status == "negated" and p.kind != "noun" and act.event_type in _COOPERATIVE and _is_to_come(p):
            return self._become(act, "refuse", "status.refusal")  # "will not accept refugees"
        if act.status.status != "future" or act.event_type == "AGREE" or act.predication.kind == "noun":
            return act
        return self._become(act, "intend", "status.future_cooperation")

    def _become(self, act: Act, operator_class: str, rule: str) -> Act:
        """What a modal makes of an act, as the operator of that class would."""
        effect = self._operators.effect(operator_class, act.event_type)
        if effect is None or effect.event_type in (None, "="):
            return act
        return replace(
            act,
            event_type=str(effect.event_type),
            mode=effect.mode,
            cameo=effect.cameo,
            is_reciprocal=act.is_reciprocal and len(act.source) > 1,
            status=replace(act.status, status="asserted", rule=rule),
        )

    def _effect(self, operator: Operator, act: Act, agents: tuple[Phrase, ...]) -> Composition | None:
        doers = {f.head for f in act.source}
        if operator.operator_class == "intend" and doers and agents and not doers & {f.head for f in agents}:
            return self._operators.effect("demand", act.event_type)  # "wants Iran to release them"
        if operator.operator_class == "threaten" and doers and agents and not doers & {f.head for f in agents}:
            return self._operators.effect("suppose", act.event_type)  # "warned of an attack by rebels"
        if act.status.status == "negated" and operator.operator_class in ("commit", "intend"):
            if act.event_type in _COOPERATIVE:  # "vowed not to sign"
                return self._operators.effect("refuse", act.event_type)
            return self._operators.effect("commit", "RETREAT")  # "promised not to attack"
        return self._operators.effect(operator.operator_class, act.event_type)

    def _apply(
        self,
        sentence: Sentence,
        predications: Sequence[Predication],
        act: Act,
        parent: Predication,
        operator: Operator,
        effect: Composition,
    ) -> Act:
        span = _head_span(sentence, parent)
        step = Step(operator, effect, span)
        if operator.operator_class == "report":
            return self._reported(act, parent, step)
        agents = self._agents(predications, parent)
        keeps = effect.event_type == "="
        source = agents or act.source if effect.source == "operator" else act.source or agents
        return replace(
            act,
            event_type=act.event_type if keeps else str(effect.event_type),
            mode=act.mode if keeps or effect.mode == "=" else effect.mode,
            cameo=act.cameo if keeps or effect.cameo is None else effect.cameo,
            status=self._composed_status(sentence, parent, act, effect, span),
            source=source,
            target=self._composed_target(predications, act, parent, operator, effect, source),
            is_reciprocal=act.is_reciprocal and (keeps or len(source) > 1),
            needs=act.needs if keeps else "any" if act.needs == "any" else "source",
            trigger=_joined(span, act.trigger),
            outermost=parent,
            steps=(*act.steps, step),
        )

    def _reported(self, act: Act, parent: Predication, step: Step) -> Act:
        status = act.status
        if _is_obligation(act.predication, parent):  # "said the rebels must disarm"
            effect = self._operators.effect("demand", act.event_type)
            if effect is not None and effect.event_type:
                act = replace(
                    act,
                    event_type=effect.event_type,
                    mode=effect.mode,
                    cameo=effect.cameo,
                    status=replace(status, status="asserted", rule="status.obligation"),
                    source=parent.phrases("agent"),
                    target=act.source,
                    target_options=(),
                    is_reciprocal=False,
                )
        if status.status == "hypothetical" and status.rule == "status.modal" and "would" in act.predication.modals:
            act = self._under_modality(replace(act, status=replace(status, status="future")))  # "said it would send"
        if parent.is_negated and act.status.status == "asserted":
            act = replace(act, status=StatusReason("hypothetical", "status.not_said", None, step.span))
        if not act.source and act.steps and act.event_type == "REQUEST":  # "said it was imperative for them to stop"
            act = replace(act, source=parent.phrases("agent"))
        return replace(act, outermost=parent, steps=(*act.steps, step), reporters=(*act.reporters, parent))

    def _composed_status(
        self, sentence: Sentence, parent: Predication, act: Act, effect: Composition, span: Span
    ) -> StatusReason:
        own = self._status.own(sentence, parent)
        if own.status in ("negated", "hypothetical"):
            return own
        if effect.status == "=":
            return act.status if act.status.status != "asserted" else own
        if effect.status == "negated" and act.status.status == "negated":
            return ASSERTED
        return StatusReason(effect.status, "status.operator", effect.ref, span)

    def _agents(self, predications: Sequence[Predication], parent: Predication) -> tuple[Phrase, ...]:
        if parent.kind != "noun":
            return parent.phrases("agent")
        own = parent.phrases("agent") or parent.phrases("prep:by") or parent.phrases("modifier")
        if own or parent.parent is None or parent.relation not in ("object", "prep:in"):
            return own
        above = predications[parent.parent]
        return above.phrases("agent") if above.kind == "verb" else ()

    def _composed_target(
        self,
        predications: Sequence[Predication],
        act: Act,
        parent: Predication,
        operator: Operator,
        effect: Composition,
        source: tuple[Phrase, ...],
    ) -> tuple[Phrase, ...]:
        heads = {f.head for f in source}
        inner_source = tuple(f for f in act.source if f.head not in heads)
        addressee = tuple(f for f in _addressees(predications, parent, operator) if f.head not in heads)
        if effect.target == "addressee":
            return addressee or inner_source or act.target
        target = tuple(f for f in act.target if f.head not in heads)
        return target or inner_source or addressee

    def _bare_operators(
        self,
        sentence: Sentence,
        predications: Sequence[Predication],
        operators: Mapping[int, Operator],
        matches: Mapping[int, Match],
        absorbed: set[int],
    ) -> list[Act]:
        """Operators over a clause that holds no act: "urged Iran to come clean" is a request all the same."""
        acts: list[Act] = []
        for i, operator in operators.items():
            p = predications[i]
            clauses = [q for q in predications if q.parent == i and q.relation in ("complement", "infinitive")]
            obliging = operator.operator_class == "report" and any(_is_obligation(q, p) for q in clauses)
            effect = self._operators.effect("demand" if obliging else operator.operator_class, NO_ACT)
            if effect is None or effect.event_type is None or i in absorbed or not clauses:
                continue
            carrier = predications[p.parent] if p.kind == "noun" and p.parent is not None else None
            if p.kind == "noun" and (carrier is None or p.relation != "object" or not self._is_light(carrier)):
                continue
            if i in matches and (matches[i].target or matches[i].row.object):
                continue
            span = (
                _head_span(sentence, p)
                if carrier is None
                else _joined(_head_span(sentence, carrier), _head_span(sentence, p))
            )
            agents = self._agents(predications, p) or _speakers(predications, p)
            heads = {f.head for f in agents}
            target = _addressees(predications, p, operator) or (carrier.phrases("recipient") if carrier else ())
            if operator.operator_class != "commit":  # who is to act; in a promise that is the promiser's own side
                target = target or tuple(f for f in clauses[0].phrases("agent") if f.head not in heads)
                target = target or clauses[0].phrases("patient")
            options = tuple(f for role in _CLAUSE_TARGETS if (f := clauses[0].phrases(role)))
            acts.append(
                Act(
                    event_type=effect.event_type,
                    mode=effect.mode,
                    cameo=effect.cameo,
                    status=self._status.own(sentence, carrier or p),
                    source=agents,
                    target=target,
                    target_options=options,
                    is_reciprocal=False,
                    needs="source" if carrier is not None else "dyad",
                    trigger=span,
                    predication=p,
                    outermost=p,
                    row=None,
                    steps=(Step(operator, effect, span),),
                    reporters=(),
                    alternatives=(),
                )
            )
        return acts


def _says_more(match: Match | None, relation: str) -> bool:
    """True if the operator has a row of its own for this very object ("asked forgiveness")."""
    return match is not None and bool(match.row.object) and relation not in ("complement", "infinitive")


def _speakers(predications: Sequence[Predication], p: Predication) -> tuple[Phrase, ...]:
    """Who says it, where the clause has no subject of its own: "he said it was imperative that"."""
    while p.parent is not None and p.relation in ("complement", "modifier", "root"):
        p = predications[p.parent]
        if p.phrases("agent"):
            return p.phrases("agent")
    return ()


def _is_to_come(p: Predication) -> bool:
    return p.tense == "future" or "would" in p.modals


def _is_obligation(p: Predication, parent: Predication) -> bool:
    """True for what a speaker says that somebody else has to do."""
    agents = {f.head for f in p.phrases("agent")}
    speakers = {f.head for f in parent.phrases("agent")}
    return bool(agents and speakers and set(p.modals) & _OBLIGING) and not p.is_negated and not agents & speakers


def _without_told_objects(
    sentence: Sentence,
    predications: Sequence[Predication],
    acts: list[Act],
    matches: Mapping[int, Match],
    dropped: list[Dropped],
) -> list[Act]:
    """Drop nominal acts that are only the object of another act ("condemned the attack")."""
    coded = {a.predication.index for a in acts} | {a.outermost.index for a in acts}
    kept: list[Act] = []
    for act in acts:
        p = act.predication
        parent = predications[p.parent] if p.parent is not None else None
        object_of_act = parent is not None and parent.index in coded and parent.index in matches
        if p.kind == "noun" and not act.steps and object_of_act and p.relation not in ("subject", "relative"):
            assert parent is not None
            dropped.append(Dropped(act.trigger, "acts.object_of_act", f"told as the object of {parent.lemma!r}"))
        else:
            kept.append(act)
    return kept


def _addressees(predications: Sequence[Predication], p: Predication, operator: Operator) -> tuple[Phrase, ...]:
    for slot in operator.addressee:
        role = slot if slot in ("patient", "recipient", "agent") else f"prep:{slot}"
        phrases = p.phrases(role) or (p.phrases(f"object:{slot}") if role.startswith("prep:") else ())
        if phrases:
            return phrases
    return ()


def _head_span(sentence: Sentence, p: Predication) -> Span:
    t = sentence.tokens[p.head]
    return Span(t.start, t.end)


def _trigger(sentence: Sentence, p: Predication, consumed: frozenset[int]) -> Span:
    """The predicate with its particle and the nouns that belong to the construction, if they stand near."""
    heads = [p.head, *(k.i for k in sentence.kids(p.head, "prt")), *sorted(consumed)]
    span = _head_span(sentence, p)
    for i in heads:
        t = sentence.tokens[i]
        span = _joined(span, Span(t.start, t.end))
    return span


def _joined(a: Span, b: Span) -> Span:
    """One span over both if they stand near each other, else the first."""
    gap = max(a.start, b.start) - min(a.end, b.end)
    return Span(min(a.start, b.start), max(a.end, b.end)) if gap <= _NEAR else a
