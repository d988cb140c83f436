"""Operators over a clause that holds no act: "urged Iran to come clean" is a request all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventcoder.analysis import Phrase, Predication
from eventcoder.code.act import Act, Step, head_span, joined
from eventcoder.code.composing import Clauses, Composer, addressees, agents_of, is_obligation, takes
from eventcoder.code.status import StatusReader
from eventcoder.knowledge.composition import NO_ACT, Composition, Operator, Operators

_CLAUSE_TARGETS = (
    "recipient",
    "prep:to",
    "prep:against",
    "prep:on",
    "prep:with",
    "object:in",
    "object:to",
    "deep:against",
)
_GETTING = frozenset({"get", "have", "receive"})  # asks nothing of its subject: "insisted they should have a seat"
_POSSIBLE = frozenset({"can", "could", "may", "might"})
_TALK = frozenset({"report", "suppose"})  # classes of words that only say or discuss something


def bare_acts(
    clauses: Clauses, operators: Operators, composer: Composer, status: StatusReader, absorbed: set[int]
) -> Iterator[Act]:
    """Yield the acts that an operator makes of a clause without any act in it."""
    for i, candidates in clauses.operators.items():
        p = clauses.predications[i]
        inner = [q for q in clauses.predications if q.parent == i and _is_clause(q)]
        if i in absorbed or not inner or _has_own_act(clauses, i):
            continue
        operator = next((o for o in candidates if takes(o, p, inner[0].relation)), None)
        effect = _effect(operators, operator, p, inner)
        carrier = clauses.predications[p.parent] if p.kind == "noun" and p.parent is not None else None
        if p.kind == "noun" and (carrier is None or p.relation != "object" or not composer.is_light(carrier)):
            continue
        if operator is None or effect is None or _asks_for_itself(operator, p, inner[0]):
            continue
        if _is_reserve(clauses, operator, p, inner[0]) or _is_forecast(operator, inner[0]):
            continue
        yield _act(clauses, status, operator, effect, p, inner[0], carrier)


def _is_clause(p: Predication) -> bool:
    """True for what somebody is told to do or said to do: "urged her to resign", "called for her to resign"."""
    return p.relation in ("complement", "infinitive") or (p.relation == "prep:for" and p.marker == "for")


def _asks_for_itself(operator: Operator, p: Predication, clause: Predication) -> bool:
    """True for "asked to be known by another name": nobody else is asked."""
    if operator.operator_class != "demand" or clause.relation != "infinitive" or addressees(p, operator):
        return False
    heads = {f.head for f in p.phrases("agent")}
    return bool(heads & {f.head for f in (*clause.phrases("agent"), *clause.phrases("patient"))})


def _is_forecast(operator: Operator, clause: Predication) -> bool:
    """True for "warned that thousands could be hit by floods": nobody is threatened."""
    return operator.operator_class == "threaten" and bool(_POSSIBLE & set(clause.modals))


def _is_reserve(clauses: Clauses, operator: Operator, p: Predication, clause: Predication) -> bool:
    """True where nobody is refused anything: "declined to comment", "declined to be named", "reluctant to go"."""
    if clause.index in clauses.empty:
        return True
    if operator.operator_class != "refuse":
        return False
    if p.kind == "adj" or any(o.operator_class in _TALK for o in clauses.operators.get(clause.index, ())):
        return True
    return clause.is_passive and {f.head for f in clause.phrases("patient")} == {f.head for f in p.phrases("agent")}


def _effect(
    operators: Operators, operator: Operator | None, p: Predication, inner: Sequence[Predication]
) -> Composition | None:
    if operator is None:
        return None
    obliging = operator.operator_class == "report" and any(is_obligation(q, p) for q in inner)
    effect = operators.effect("demand" if obliging else operator.operator_class, NO_ACT)
    return effect if effect is not None and effect.event_type else None


def _has_own_act(clauses: Clauses, i: int) -> bool:
    match = clauses.matches.get(i)
    return match is not None and bool(match.target or match.row.object)


def _act(
    clauses: Clauses,
    status: StatusReader,
    operator: Operator,
    effect: Composition,
    p: Predication,
    clause: Predication,
    carrier: Predication | None,
) -> Act:
    span = head_span(clauses.sentence, p)
    if carrier is not None:
        span = joined(head_span(clauses.sentence, carrier), span)
    agents = agents_of(clauses.predications, p) or _speakers(clauses.predications, p)
    heads = {f.head for f in agents}
    target = addressees(p, operator) or (carrier.phrases("recipient") if carrier else ())
    if operator.operator_class == "threaten":
        target = target or _warned(clauses.predications, clause)
    elif operator.operator_class != "commit":  # who is to act; in a promise that is the promiser's own side
        doers = () if clause.lemma in _GETTING else clause.phrases("agent")
        target = target or tuple(f for f in doers if f.head not in heads) or clause.phrases("patient")
    return Act(
        event_type=str(effect.event_type),
        mode=effect.mode,
        cameo=effect.cameo,
        status=status.own(clauses.sentence, carrier or p),
        source=agents,
        target=target,
        target_options=tuple(f for role in _CLAUSE_TARGETS if (f := clause.phrases(role))),
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


def _warned(predications: Sequence[Predication], clause: Predication) -> tuple[Phrase, ...]:
    """Whom a threat is for: "would respond if Assad did it again", else whom the clause touches."""
    for p in predications:
        if p.parent == clause.index and p.marker in ("if", "unless") and p.phrases("agent"):
            return p.phrases("agent")
    return clause.phrases("patient")


def _speakers(predications: Sequence[Predication], p: Predication) -> tuple[Phrase, ...]:
    """Who says it, where the clause has no subject of its own: "he said it was imperative that"."""
    while p.parent is not None and p.relation in ("complement", "modifier", "root"):
        p = predications[p.parent]
        if p.phrases("agent"):
            return p.phrases("agent")
    return ()
