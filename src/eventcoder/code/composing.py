"""What the words above an act make of it: "agreed to send", "threatened to invade", "denied that it shelled"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Phrase, Predication, Sentence
from eventcoder.code.act import COOPERATIVE, Act, Dropped, Step, head_span, joined
from eventcoder.code.patterns import Match
from eventcoder.code.status import ASSERTED, DENIED_CLAIM, StatusReader, StatusReason
from eventcoder.knowledge.composition import Composition, Operator, Operators
from eventcoder.knowledge.lexicon import Lexicon
from eventcoder.schema import Span

_TELLING: Final = frozenset({"report", "think"})
_TRANSPARENT: Final = frozenset({"contact", "report", "resume", "think"})
_TALKING: Final = frozenset({"ACCUSE", "CONSULT", "REJECT", "REQUEST", "THREATEN"})
_OBLIGING: Final = frozenset({"must", "should", "ought", "need"})
_MANNERS: Final = frozenset({"how", "when", "where", "why"})
_CIRCUMSTANCE: Final = "circumstance"  # "phoned him after the border had been opened": no operator takes that
_TO_COME: Final = "status.future_cooperation"
_SUBORDINATE: Final = frozenset({"status.present_marker", "status.to_come"})
_CLAUSES: Final = frozenset({"infinitive", "complement", "participle"})
_DEALINGS: Final = frozenset({"AID", "CONSULT", "COOPERATE", "SUPPORT"})  # with somebody else
_UNREAL: Final = frozenset(
    {"intend", "hope", "demand", "suppose", "threaten", "commit", "refuse", "fail", "expect", "decide"}
)
_SELF_BINDING: Final = frozenset({"commit", "intend", "expect"})
_AGENTLESS: Final = frozenset({"stop", "cancel"})  # as nouns, they need somebody who ends: "the end of the uprising"


@dataclass(frozen=True, slots=True)
class Clauses:
    """One sentence with its predications, their lexicon matches and the operators among them."""

    sentence: Sentence
    predications: Sequence[Predication]
    matches: Mapping[int, Match]
    operators: Mapping[int, tuple[Operator, ...]]
    empty: frozenset[int] = (
        frozenset()
    )  # predications whose word is never an act, whatever stands beside it: "elaborate"


class Composer:
    """Climbs from an act through the operators over it."""

    def __init__(self, lexicon: Lexicon, operators: Operators, status: StatusReader) -> None:
        self._lexicon = lexicon
        self._operators = operators
        self._status = status

    def compose(self, clauses: Clauses, act: Act, absorbed: set[int]) -> Act | Dropped:
        """Return what becomes of an act; adds to ``absorbed`` the operators that have become part of it."""
        current = act.predication
        while (above := self._above(clauses, current)) is not None:
            parent, relation = above
            operator = next((o for o in clauses.operators.get(parent.index, ()) if takes(o, parent, relation)), None)
            if (
                operator is None
                or current.marker == "whether"
                or _says_more(clauses.matches.get(parent.index), relation)
            ):
                break
            effect = self._effect(clauses.sentence, operator, act, parent, agents_of(clauses.predications, parent))
            if effect is None:
                break
            if effect.event_type is None:
                return Dropped(act.trigger, f"composition.{operator.operator_class}", f"told under {operator.lemma!r}")
            if (
                parent.kind == "noun"
                and operator.operator_class in _AGENTLESS
                and not agents_of(clauses.predications, parent)
            ):
                return Dropped(act.trigger, "composition.nobody", f"{operator.lemma!r} has nobody who does it")
            act = self._apply(clauses, act, parent, operator, effect)
            if operator.operator_class not in _TRANSPARENT:
                absorbed.add(parent.index)
            current = parent
        around = self._status.around(clauses.sentence, clauses.predications, current)
        if around.status == "asserted" and _is_content_of_noun(clauses, current):
            around = StatusReason("hypothetical", "status.content_of_noun", None, head_span(clauses.sentence, current))
        if around.status == "asserted":
            around = self._under_unreal(clauses, current)
        if act.status.status == "asserted" and around.status != "asserted":
            act = self.under_modality(replace(act, status=around))
        return self._under_condition(clauses, _announced(clauses.sentence, act))

    def _under_condition(self, clauses: Clauses, act: Act) -> Act:
        """What is announced for the case that others do not act is a threat: "will pull out unless they pay"."""
        p = act.predication
        if act.row is None or not _is_to_come(p) or act.status.status not in ("asserted", "future"):
            return act
        for clause in clauses.predications:
            if clause.parent == p.index and clause.marker == "unless" and act.row.event_type not in _TALKING:
                effect = self._operators.effect("threaten", act.row.event_type)
                if effect is not None and effect.event_type:
                    act = replace(act, event_type=effect.event_type, mode=effect.mode, cameo=effect.cameo)
                    return replace(act, status=replace(act.status, status="asserted", rule="status.condition"))
        return act

    def _under_unreal(self, clauses: Clauses, p: Predication) -> StatusReason:
        """A want or plan that stands higher up: "wants the court to use the file to open a case"."""
        while p.parent is not None and p.relation in _CLAUSES:
            relation, p = p.relation, clauses.predications[p.parent]
            for operator in clauses.operators.get(p.index, ()):
                if operator.operator_class in _UNREAL and takes(operator, p, relation):
                    span = head_span(clauses.sentence, p)
                    return StatusReason("hypothetical", "status.under_operator", operator.ref, span)
        return ASSERTED

    def under_modality(self, act: Act) -> Act:
        """An act to come: cooperation becomes the agreement to it (PLOVER 2.0, AGREE); conflict keeps its type."""
        p = act.predication
        if act.status.status == "negated" and p.kind != "noun" and act.event_type in COOPERATIVE and _is_to_come(p):
            return self._become(act, "refuse", "status.refusal")  # "will not accept refugees"
        if act.status.status != "future" or act.event_type == "AGREE" or act.predication.kind == "noun":
            return act
        if act.status.rule in _SUBORDINATE or (act.event_type == "MOBILIZE" and not act.target):
            return act  # nobody is told what awaits him: "when it strikes", "will raise a border force"
        return self._become(act, "intend", _TO_COME)

    def is_light(self, p: Predication) -> bool:
        """True for a verb that only carries its noun: "gave the assurance"."""
        own = self._lexicon.support_verbs(p.lemma)
        return p.kind == "verb" and any(v.particle in (None, p.particle) and v.subject_role != "event" for v in own)

    def _above(self, clauses: Clauses, p: Predication) -> tuple[Predication, str] | None:
        """The predication over ``p`` and the relation, stepping over light verbs ("gave the assurance that")."""
        if p.parent is None:
            return None
        parent = clauses.predications[p.parent]
        light = p.kind == "noun" and p.relation == "object" and p.index in clauses.operators
        if light and self.is_light(parent) and parent.index not in clauses.operators:
            return (clauses.predications[parent.parent], parent.relation) if parent.parent is not None else None
        if p.relation == "infinitive" and p.is_passive and not p.phrases("agent"):
            return parent, "participle"  # "ordered him to be freed": nobody in particular is told to
        return parent, _CIRCUMSTANCE if p.relation == "adverbial" and p.tense != "infinitive" else p.relation

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

    def _able(self, operator: Operator, act: Act, parent: Predication) -> Composition | None:
        """Who was able to did it; who is able to help offers it; who is able to attack has done nothing yet."""
        if (parent.tense == "past" or parent.is_perfect) and not parent.modals:
            return self._operators.effect("resume", act.event_type)
        willing = act.event_type in COOPERATIVE
        return self._operators.effect("intend" if willing else operator.operator_class, act.event_type)

    def _effect(
        self, sentence: Sentence, operator: Operator, act: Act, parent: Predication, agents: tuple[Phrase, ...]
    ) -> Composition | None:
        doers = {f.head for f in act.source}
        other_doer = bool(doers and agents) and not _is_same_doer(sentence, act, agents)
        if operator.operator_class == "can":
            return self._able(operator, act, parent)
        if operator.operator_class == "refuse" and act.reporters:
            return self._operators.effect("suppose", act.event_type)  # "declined to say who had attacked them"
        if operator.operator_class in _UNREAL and act.outermost.marker in _MANNERS:
            return self._operators.effect("suppose", act.event_type)  # "considering how they should be tried"
        if operator.operator_class == "demand" and doers and agents and not other_doer:
            return self._operators.effect("intend", act.event_type)  # "insists on selling", "asked to join"
        if operator.operator_class == "intend" and other_doer:
            return self._operators.effect("demand", act.event_type)  # "wants Iran to release them"
        if operator.operator_class == "hope" and (other_doer or not doers):
            return self._operators.effect(
                "demand" if other_doer else "suppose", act.event_type
            )  # "hopes they are freed"
        if operator.operator_class == "threaten" and operator.lemma != "threaten" and other_doer:
            return self._operators.effect("suppose", act.event_type)  # "warned of an attack by rebels"
        if operator.lemma == "warn" and not doers and act.predication.modals:
            return self._operators.effect("suppose", act.event_type)  # "warned that thousands could be killed"
        if act.status.status == "negated" and operator.operator_class in ("commit", "intend"):
            if act.event_type in COOPERATIVE:  # "vowed not to sign"
                return self._operators.effect("refuse", act.event_type)
            return self._operators.effect("commit", "RETREAT")  # "promised not to attack"
        return self._operators.effect(operator.operator_class, act.event_type)

    def _apply(self, clauses: Clauses, act: Act, parent: Predication, operator: Operator, effect: Composition) -> Act:
        span = head_span(clauses.sentence, parent)
        step = Step(operator, effect, span)
        agents = agents_of(clauses.predications, parent)
        if operator.operator_class in _TELLING:
            return self._reported(clauses.sentence, act, parent, step, agents)
        if operator.operator_class == "suppose" and act.row is not None and not act.steps:
            act = replace(
                act, event_type=act.row.event_type, mode=act.row.mode, cameo=act.row.cameo
            )  # "fear it will attack"
        if operator.operator_class == "demand" and act.row is not None and act.row.event_type == "ASSAULT":
            act = replace(act, target=(), target_options=())  # "urged strikes on Iran" asks nothing of it
        keeps = effect.event_type == "="
        source = agents or act.source if effect.source == "operator" else act.source or agents
        options = () if operator.operator_class == "hope" else act.target_options  # of whoever is hoped to act
        doing = (*source, *act.source) if _is_same_doer(clauses.sentence, act, agents) else source
        return replace(
            act,
            event_type=act.event_type if keeps else str(effect.event_type),
            mode=act.mode if keeps or effect.mode == "=" else effect.mode,
            cameo=act.cameo if keeps or effect.cameo is None else effect.cameo,
            status=self._composed_status(clauses.sentence, parent, act, effect, span),
            source=source,
            target=_composed_target(act, parent, operator, effect, doing),
            is_reciprocal=act.is_reciprocal and (keeps or len(source) > 1),
            target_options=(*options, *_conditions(clauses.predications, act, parent, operator)),
            needs=act.needs if keeps else _composed_needs(act, operator),
            trigger=joined(span, act.trigger),
            outermost=parent,
            steps=(*act.steps, step),
        )

    def _reported(
        self, sentence: Sentence, act: Act, parent: Predication, step: Step, agents: tuple[Phrase, ...]
    ) -> Act:
        status = act.status
        if step.operator.operator_class == "report" and is_obligation(
            act.predication, parent
        ):  # "said they must disarm"
            act = self._obliged(act, parent)
        modals = (*act.predication.modals, *act.outermost.modals)
        first = sentence.tokens[sentence.edges[act.predication.head][0]].lemma
        habit = _MANNERS & {act.predication.marker, first}  # "told how they would raid the farms"
        told = step.operator.operator_class == "report" and not habit  # what is only thought to come stays so
        if status.status == "hypothetical" and status.rule == "status.modal" and "would" in modals and told:
            act = self.under_modality(replace(act, status=replace(status, status="future")))  # "said it would send"
        if parent.is_negated and act.status.status == "asserted":
            act = replace(act, status=StatusReason("hypothetical", "status.not_said", None, step.span))
        if not act.source and act.steps and act.event_type == "REQUEST":  # "said it was imperative for them to stop"
            act = replace(act, source=agents)
        if not act.source and act.predication.kind == "noun":  # "announced sanctions on Minsk"
            act = replace(act, source=agents)
        return replace(act, outermost=parent, steps=(*act.steps, step), reporters=(*act.reporters, parent))

    def _obliged(self, act: Act, parent: Predication) -> Act:
        effect = self._operators.effect("demand", act.event_type)
        if effect is None or not effect.event_type:
            return act
        return replace(
            act,
            event_type=effect.event_type,
            mode=effect.mode,
            cameo=effect.cameo,
            status=replace(act.status, status="asserted", rule="status.obligation"),
            source=parent.phrases("agent"),
            target=act.source,
            target_options=(),
            is_reciprocal=False,
        )

    def _composed_status(
        self, sentence: Sentence, parent: Predication, act: Act, effect: Composition, span: Span
    ) -> StatusReason:
        own = self._status.own(sentence, parent)
        if own.status in ("negated", "hypothetical"):
            return own
        if effect.status == "=":
            return act.status if act.status.status != "asserted" else own
        if effect.status == "negated" and act.status.status == "negated":
            return act.status if act.status.rule == DENIED_CLAIM else ASSERTED
        return StatusReason(effect.status, "status.operator", effect.ref, span)


def takes(operator: Operator, p: Predication, relation: str) -> bool:
    """True if an act in this relation is a complement of the operator: "infinitive@on" is "called on them to"."""
    relations = {relation, "infinitive"} if relation == "participle" else {relation}
    for complement in operator.complements:
        wanted, _, slot = complement.partition("@")
        filled = p.phrases("patient") if slot == "patient" and not p.is_passive else p.phrases(f"prep:{slot}")
        if wanted in relations and (not slot or filled):
            return True
    return False


def agents_of(predications: Sequence[Predication], p: Predication) -> tuple[Phrase, ...]:
    """Who does what an operator says: of a noun, its owner or the subject of the verb it is the object of."""
    if p.kind != "noun":
        return p.phrases("agent")
    own = p.phrases("agent") or p.phrases("prep:by") or p.phrases("modifier") or p.phrases("prep:from")
    if own or p.parent is None or p.relation not in ("object", "prep:in"):
        return own
    above = predications[p.parent]
    return above.phrases("agent") if above.kind == "verb" else ()


def addressees(p: Predication, operator: Operator) -> tuple[Phrase, ...]:
    """To whom the operator's doer turns."""
    for slot in operator.addressee:
        role = slot if slot in ("patient", "recipient", "agent") else f"prep:{slot}"
        phrases = p.phrases(role) or (p.phrases(f"object:{slot}") if role.startswith("prep:") else ())
        if phrases:
            return phrases
    return ()


def is_obligation(p: Predication, parent: Predication) -> bool:
    """True for what a speaker says that somebody else has to do."""
    agents = {f.head for f in p.phrases("agent")}
    speakers = {f.head for f in parent.phrases("agent")}
    return bool(agents and speakers and set(p.modals) & _OBLIGING) and not p.is_negated and not agents & speakers


def _composed_needs(act: Act, operator: Operator) -> str:
    """Who must be known: of what somebody hopes others do also they: "hopes that the gift will help"."""
    if act.needs == "any":
        return "any"
    return "dyad" if operator.operator_class == "hope" else "source"


def _announced(sentence: Sentence, act: Act) -> Act:
    """What only the report says is to come binds its doer to somebody, or it is mere routine: "is due to speak"."""
    is_expected = any(
        o.operator_class == "expect" or (o.operator_class == "intend" and o.kind == "noun")
        for o in (s.operator for s in act.steps)
    )
    if act.event_type != "AGREE" or act.reporters or not (is_expected or act.status.rule == _TO_COME):
        return act
    row = act.row
    if row is None or row.event_type not in _DEALINGS or (row.event_type == "CONSULT" and row.is_constrained):
        return act  # "will resign"; "is due to attend a summit": the object says that there are others
    is_own_word = any(sentence.tokens[f.head].lemma in ("i", "we") for f in act.source)
    return act if is_own_word or len(act.source) > 1 else replace(act, needs="dyad")


def _conditions(
    predications: Sequence[Predication], act: Act, parent: Predication, operator: Operator
) -> tuple[tuple[Phrase, ...], ...]:
    """Whom a threat is for where it names nobody: "would strike back if Iran attacked"."""
    if operator.operator_class != "threaten" or act.target:
        return ()
    over = {act.predication.index, act.outermost.index, parent.index}
    return tuple(p.phrases("agent") for p in predications if p.parent in over and p.marker in ("if", "unless"))


def _is_same_doer(sentence: Sentence, act: Act, agents: tuple[Phrase, ...]) -> bool:
    """True if who acts is who speaks: "Iran warned that it would", "he warned that his army would"."""
    heads = {f.head for f in agents}
    if any(f.head in heads for f in act.source):
        return True
    p = act.predication
    if p.kind != "verb" or (p.tense == "infinitive" and not p.modals):
        return False  # "wants it to go"
    words = {t.text for f in agents for t in sentence.tokens[sentence.edges[f.head][0] : f.head] if t.tag == "NNP"}
    return any(
        sentence.tokens[f.head].tag == "PRP"
        or sentence.tokens[f.head].text in words
        or any(k.tag == "PRP$" for k in sentence.kids(f.head, "poss"))
        for f in act.source
    )


def _composed_target(
    act: Act,
    parent: Predication,
    operator: Operator,
    effect: Composition,
    source: tuple[Phrase, ...],
) -> tuple[Phrase, ...]:
    heads = {f.head for f in source}
    inner_source = _others(act.source, heads)
    addressee = _others(addressees(parent, operator), heads)
    if effect.target == "addressee":
        return addressee or inner_source or act.target
    if act.predication.kind == "noun" and operator.operator_class in _SELF_BINDING:
        inner_source = ()  # "pledged US support": the owner of what is promised is the one who promises
    return _others(act.target, heads) or inner_source or addressee


def _others(phrases: Iterable[Phrase], heads: set[int]) -> tuple[Phrase, ...]:
    return tuple(f for f in phrases if f.head not in heads)


def _says_more(match: Match | None, relation: str) -> bool:
    """True if the operator has a row of its own for this very object ("asked forgiveness")."""
    return match is not None and bool(match.row.object) and relation not in ("complement", "infinitive", "adverbial")


def _is_content_of_noun(clauses: Clauses, p: Predication) -> bool:
    """True for what a noun only speaks of: "an invitation to attend", "talks to reduce their arsenals"."""
    if p.kind != "verb" or p.tense != "infinitive" or p.relation not in _CLAUSES or p.parent is None:
        return False
    return clauses.predications[p.parent].kind == "noun"


def _is_to_come(p: Predication) -> bool:
    return p.tense == "future" or "would" in p.modals
