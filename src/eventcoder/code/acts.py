"""The acts of a sentence: lexicon matches, what operators make of them, and operators that stand alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from eventcoder.analysis import Predication, Sentence
from eventcoder.code.act import Act, Dropped, head_span, trigger_span
from eventcoder.code.bare import bare_acts
from eventcoder.code.composing import Clauses, Composer
from eventcoder.code.patterns import Match, Matcher
from eventcoder.code.status import ASSERTED, StatusReader
from eventcoder.knowledge.composition import Operators
from eventcoder.knowledge.lexicon import Lexicon

_ANSWERS: Final = frozenset({"ACCUSE", "CONCEDE", "REJECT", "SUPPORT"})  # acts upon what others say or do
_FOR_A_PURPOSE: Final = frozenset({"AID", "MOBILIZE", "SUPPORT"})
_CONCERNED: Final = ("recipient", "patient", "prep:for", "object:for", "deep:for", "prep:in", "object:in", "deep:in")
_RECEIVING: Final = ("recipient", "prep:to")
_HARM: Final = frozenset({"ASSAULT", "COERCE"})
_TELLING: Final = frozenset({"after", "amid", "by", "during", "following", "in", "into", "since", "under", "with"})
_DEALINGS: Final = frozenset({"AID", "CONSULT", "COOPERATE", "SUPPORT"})
_WEAPONS: Final = ("attack", "weapon")  # object classes whose members do harm by themselves


class ActFinder:
    """Finds the acts of a sentence."""

    def __init__(self, lexicon: Lexicon, operators: Operators, status: StatusReader) -> None:
        self._matcher = Matcher(lexicon, operators.heads("noun"))
        self._lexicon = lexicon
        self._operators = operators
        self._status = status
        self._composer = Composer(lexicon, operators, status)

    def acts(self, sentence: Sentence, predications: Sequence[Predication]) -> tuple[list[Act], list[Dropped]]:
        """Return the acts of one sentence and what was seen but dropped."""
        matches = self._matcher.matches(sentence, predications)
        blocked = {i for i, m in matches.items() if m.row.is_block}
        dropped = [_blocked(sentence, matches[i]) for i in sorted(blocked)]
        empty = frozenset(i for i in blocked if matches[i].row.specificity <= 1)
        matches = {i: m for i, m in matches.items() if i not in blocked}
        operators = {
            p.index: o
            for p in predications
            if p.index not in blocked
            and not _has_prefix(sentence, p)
            and (o := self._operators.find(p.kind, p.lemma, p.particle))
        }
        clauses = Clauses(sentence, predications, matches, operators, empty)
        acts: list[Act] = []
        absorbed: set[int] = set()
        for match in matches.values():
            if match.predication.relation == "infinitive" and match.predication.parent in blocked:
                continue  # "advised travellers to help each other": what nobody political asks for
            found = self._composer.compose(clauses, self._plain(sentence, match), absorbed)
            if isinstance(found, Act):
                acts.append(found)
            else:
                dropped.append(found)
        said = {predications[i].head for i in absorbed}
        acts = [a for a in acts if _is_changed(a) or not _is_told_by(a, matches[a.predication.index], absorbed, said)]
        bare = list(bare_acts(clauses, self._operators, self._composer, self._status, absorbed))
        replaced = {a.predication.index for a in bare}
        acts = _with_purposes([a for a in acts if a.predication.index not in replaced] + bare)
        acts = [_with_victims(acts, _with_beneficiaries(predications, a)) for a in acts]
        acts = [a for a in acts if not self._is_counted(sentence, a)]
        return _without_told_objects(predications, acts, matches, dropped), dropped

    def _is_counted(self, sentence: Sentence, act: Act) -> bool:
        """True for crimes that are only figures: "there were 130 murders", "killings in the city fell"."""
        t = sentence.tokens[act.predication.head]
        if t.tag != "NNS" or act.steps or act.source or act.event_type not in _HARM:
            return False
        verb = sentence.tokens[t.head]
        is_figure = t.dep == "attr" and any(True for _ in sentence.kids(t.i, "nummod"))
        return is_figure or (t.dep == "nsubj" and verb.lemma in self._lexicon.classes["trend"])

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
            trigger=trigger_span(sentence, p, match.consumed),
            predication=p,
            outermost=p,
            row=row,
            steps=(),
            reporters=(),
            alternatives=match.alternatives,
        )
        return self._composer.under_modality(act)

    def _needs(self, sentence: Sentence, match: Match) -> str:
        """What must be known of the parties: a bomb or an attack that kills has no political source to ask for."""
        row = match.row
        if match.predication.is_negated and row.event_type in _DEALINGS:
            return "dyad"  # "does not provide meals": nobody in particular goes without
        if row.kind == "noun" and row.needs == "dyad" and match.predication.phrases("prep:by"):
            return "source"  # "an attack by the Taliban": somebody did it, whoever it struck
        if row.event_type not in ("ASSAULT", "PROTEST") or row.needs not in ("source", "dyad"):
            return row.needs
        heads = {sentence.tokens[f.head].lemma for f in match.source}
        if row.event_type == "PROTEST":  # "thousands marched", "protests erupted": who they are is not told
            happens = not heads and match.predication.relation == "subject"
            return "target" if happens else "any" if heads & self._lexicon.containers else row.needs
        armed = any(heads & self._lexicon.classes.get(name, frozenset()) for name in _WEAPONS)
        return "target" if armed else row.needs


def _with_purposes(acts: list[Act]) -> list[Act]:
    """Fold "to protest against the tax" into the strike or march that it explains; who came to protest does so."""
    by_index = {a.predication.index: a for a in acts}
    kept: dict[int, Act] = {}
    for act in acts:
        p = act.predication
        governing = by_index.get(p.parent) if p.parent is not None else None
        if act.event_type != "PROTEST" or act.status.rule != "status.purpose":
            kept.setdefault(p.index, act)
        elif governing is None:
            kept[p.index] = replace(act, status=ASSERTED)
        elif governing.event_type == "PROTEST":
            options = (*governing.target_options, *act.target_options)
            kept[governing.predication.index] = replace(governing, target_options=options)
        else:
            kept[p.index] = act
    return list(kept.values())


def _with_beneficiaries(predications: Sequence[Predication], act: Act) -> Act:
    """Help or troops sent to nobody are for whom their purpose names: "gave a million to feed refugees in Chad".

    What is approved is for whom it is given to: "approved a contract to sell Chad six tanks".
    """
    if act.event_type not in _FOR_A_PURPOSE or act.is_reciprocal or (act.target and act.event_type != "SUPPORT"):
        return act
    roles = _RECEIVING if act.event_type == "SUPPORT" else _CONCERNED
    for p in predications:
        if p.parent == act.predication.index and p.tense == "infinitive" and p.relation in ("adverbial", "infinitive"):
            options = tuple(f for role in roles if (f := p.phrases(role)))
            return replace(act, target_options=(*act.target_options, *options))
    return act


def _with_victims(acts: Sequence[Act], act: Act) -> Act:
    """Harm done to nobody strikes whom its purpose names: "opened fire to disperse the marchers"."""
    if act.event_type not in _HARM or act.target:
        return act
    aims = (a for a in acts if a.predication.parent == act.predication.index and a.status.rule == "status.purpose")
    options = tuple(a.target for a in aims if a.event_type in _HARM and a.target)
    return replace(act, target_options=(*act.target_options, *options))


def _is_told_by(act: Act, match: Match, absorbed: set[int], said: set[int]) -> bool:
    """True if another act has taken in its verb or the noun it carries: "repeated its demand that Chad pull out"."""
    is_repeated = act.event_type == "REQUEST" and not act.target and bool(match.consumed & said)
    return act.predication.index in absorbed or is_repeated


def _is_changed(act: Act) -> bool:
    """True for an act that an operator has turned into another, not only told."""
    return any(s.operator.operator_class not in ("report", "think") for s in act.steps)


def _has_prefix(sentence: Sentence, p: Predication) -> bool:
    """True for the second half of a word written with a hyphen: "opted" of "co-opted"."""
    return p.head > 0 and sentence.tokens[p.head - 1].text == "-"


def _blocked(sentence: Sentence, match: Match) -> Dropped:
    row = match.row
    return Dropped(head_span(sentence, match.predication), row.id, f"{row.ref} says that this construction is no event")


def _without_told_objects(
    predications: Sequence[Predication],
    acts: list[Act],
    matches: Mapping[int, Match],
    dropped: list[Dropped],
) -> list[Act]:
    """Drop nominal acts that are only the object of another: "condemned the attack", "rejected a call to disarm"."""
    coded = {a.predication.index for a in acts} | {a.outermost.index for a in acts}
    kept: list[Act] = []
    for act in acts:
        p = act.outermost
        parent = predications[p.parent] if p.parent is not None and p.parent in coded else None
        outer = matches.get(parent.index) if parent is not None and p.relation not in ("subject", "relative") else None
        is_claim = any(s.operator.operator_class == "think" for s in act.steps)  # "rejected claims that it attacked"
        bare = not act.steps or (outer is not None and outer.row.event_type in _ANSWERS and not is_claim)
        if parent is not None and outer is not None and p.kind == "noun" and bare and _says_who(act, outer):
            dropped.append(Dropped(act.trigger, "acts.object_of_act", f"told as the object of {parent.lemma!r}"))
        elif _is_background(act):
            dropped.append(
                Dropped(act.trigger, "acts.background", "a noun in the background that names no one who did it")
            )
        else:
            kept.append(act)
    return kept


def _is_background(act: Act) -> bool:
    """True for harm that only says what something is about: "support for the murder of journalists"."""
    p = act.predication
    preposition = p.relation.removeprefix("prep:") if p.relation.startswith("prep:") else None
    if p.kind != "noun" or act.steps or act.source or act.event_type not in _HARM or preposition is None:
        return False
    if act.event_type == "COERCE" and not act.target and preposition == "during":
        return True  # "were beaten during detention in Chad"
    return preposition not in _TELLING


def _says_who(inner: Act, outer: Match) -> bool:
    """False where the outer act names nobody and the inner one both its parties: "X's arrest by Y was condemned"."""
    return bool(outer.source) or not (inner.source and inner.target)
