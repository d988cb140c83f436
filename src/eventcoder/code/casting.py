"""Who takes part in an act: its phrases become participants, or the act is dropped because nobody known does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Phrase, Predication, Sentence
from eventcoder.code.act import Act
from eventcoder.code.participants import CONCERNED, OWNERS, STRUCK, Filled, ParticipantFinder, participant
from eventcoder.knowledge.actors import MISSIONS, SUPRANATIONAL
from eventcoder.schema import Actor, Participant, Span

_TARGET_BY_PLACE: Final = frozenset(
    {"AID", "ASSAULT", "COERCE", "CONCEDE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "THREATEN"}
)
_ON_THINGS: Final = frozenset({"ACCUSE", "COERCE", "CONCEDE", "REJECT", "SUPPORT"})
_HARM: Final = frozenset({"ASSAULT", "COERCE"})
_OUTWARD: Final = frozenset({"AGREE", "AID", "CONSULT", "COOPERATE", "MOBILIZE", "THREATEN"})
_LEAVING: Final = frozenset({"CONCEDE", "REQUEST", "RETREAT"})
_HOME_SECTORS: Final = frozenset({"GOV", "COP", "LEG", "JUD", "REB", "OPP", "PTY", "PRM"})
_ANYWHERE: Final = frozenset({"AID", "COOPERATE", "MOBILIZE", "SUPPORT"})  # done across borders as often as at home
_LOCAL_SECTORS: Final = frozenset("REB UAF CVL OPP REF REL LAB EDU MED AGR CRM SOC PRM COP MIL GOV JRN".split())
_ELSEWHERE: Final = "role.elsewhere"  # the resolver's word for people whose home nothing around them tells
_PEOPLE: Final = "ppl:"
_PERSON: Final = "per:"
_NATIONALS: Final = ".nationals"  # ends the id of a people called by its country
_CAPITAL: Final = ".gov"  # ends the id of a government called by its capital, which mostly acts abroad
_OPEN_TO_ALL: Final = frozenset({"AID", "ASSAULT", "COERCE", "PROTEST", "SANCTION"})
_FORCES: Final = frozenset({"MIL", "COP", "PRM"})
_OF_THE_STATE: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_NO_SETTING: Final = frozenset({"actor", "modifier"})  # uses of place names that do not say where an act happened
_DEALINGS: Final = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})  # of citizens among themselves: no politics
_FEW_COUNTRIES: Final = 2  # of a report whose places still tell where its people are at home
_PRIVATE: Final = frozenset({"BUS", "SPORT", "UNK"})
_CITIZENS: Final = _PRIVATE | frozenset("CVL EDU MED AGR JRN CRM".split())
_ANYBODY: Final = _CITIZENS | frozenset("LAB REL SOC ELI".split())  # unknown without a country


@dataclass(frozen=True, slots=True)
class Cast:
    """The participants of an act, and why it cannot become an event (None if it can)."""

    source: tuple[Filled, ...]
    target: tuple[Filled, ...]
    fault: str | None


class Casting:
    """Casts the acts of one analysed report."""

    def __init__(
        self,
        analysis: Analysis,
        participants: ParticipantFinder,
        states: Mapping[str, Actor],
        private: frozenset[str] = frozenset(),
    ) -> None:
        """states: by country code, the actor that a town stands for; private: nouns for people outside politics."""
        self._private = private
        self._analysis = analysis
        self._participants = participants
        self._states = states
        endings = tuple(MISSIONS)
        missions = [m.span for m in analysis.mentions if any(i.endswith(endings) for i in m.actor_ids)]
        places = (p for p in analysis.places if p.place.country)
        self._placed = tuple(p for p in places if not any(s.covers(p.span) for s in missions))
        self._tells_homes = len({p.place.country for p in self._placed}) <= _FEW_COUNTRIES
        self._elsewhere = frozenset(
            i for m in analysis.mentions if any(x.rule == _ELSEWHERE for x in m.evidence) for i in m.actor_ids
        )

    def cast(self, sentence: Sentence, act: Act) -> Cast:
        """Return who takes part in the act."""
        source = self._participants.fill(sentence, act.source, OWNERS)
        target = self._target(sentence, act, source)
        if act.is_reciprocal:
            source, target = _both_ways(source, target)
        else:
            target = (
                _without(target, source)
                or self._foreign(sentence, act, _without(self._struck_place(sentence, act), source), source)
                or (() if _is_pointed_at(sentence, act) else self._by_place(sentence, act, source))
                or self._home_of_rebels(act, source)
                or self._spoken_of(sentence, act, source)
            )
        source, target = self._with_countries(sentence, act, source, target)
        fault = _unfit(act, self._public(sentence, act, source), self._public(sentence, act, target))
        return Cast(self._participants.named(sentence, source), self._participants.named(sentence, target), fault)

    def _public(self, sentence: Sentence, act: Act, some: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """Those whose doing concerns politics; harm and protest anybody can do or suffer: singers, tourists."""
        if act.event_type in _OPEN_TO_ALL:
            return some
        phrases = {f.span for f in (*act.source, *act.target) if sentence.tokens[f.head].lemma in self._private}
        return tuple(f for f in some if f.phrase not in phrases and not self._is_private(sentence, f.participant.span))

    def _is_private(self, sentence: Sentence, words: Span | None) -> bool:
        head = sentence.token_at(words.end - 1) if words is not None else None
        return head is not None and head.lemma in self._private

    def _target(self, sentence: Sentence, act: Act, source: tuple[Filled, ...]) -> tuple[Filled, ...]:
        kind = _kind(act)
        owners = STRUCK if kind in _HARM else CONCERNED if kind in _TARGET_BY_PLACE else OWNERS
        target = self._foreign(sentence, act, self._participants.fill(sentence, act.target, owners), source)
        for option in act.target_options:
            if not _without(target, source):
                some = _without(self._participants.fill(sentence, option, owners), source)
                target = self._foreign(sentence, act, some, source)
        return target

    def _foreign(
        self, sentence: Sentence, act: Act, target: tuple[Filled, ...], source: tuple[Filled, ...]
    ) -> tuple[Filled, ...]:
        """Leave out of acts between parties what is the doer's own: "moved its troops", "pledged US troops"."""
        if act.event_type in _LEAVING:  # "ended half of the US presence in Togo", "Iran asked for Iranians' return"
            homes = {f.participant.country for f in source if not set(f.participant.sectors) - _OF_THE_STATE}
            return tuple(f for f in target if not (f.participant.country in homes - {None} and _is_what_leaves(act, f)))
        if act.event_type not in _OUTWARD or act.is_reciprocal:
            return target
        countries = {f.participant.country for f in source}
        return tuple(
            f
            for f in target
            if not (f.participant.country in countries and not f.participant.sectors)
            and not (_FORCES & set(f.participant.sectors) and self._own_thing(sentence, f, source))
        )

    def _own_thing(self, sentence: Sentence, f: Filled, source: tuple[Filled, ...]) -> bool:
        doers = {s.participant.actor_id for s in source}
        return any(
            m is not None and m.kind == "pronoun" and doers.intersection(m.actor_ids)
            for m in self._participants.possessors(sentence, f.participant.span)
        )

    def _struck_place(self, sentence: Sentence, act: Act) -> tuple[Filled, ...]:
        """The state of a town that stands in the target's slot: "shelled Aleppo"."""
        if _kind(act) not in _TARGET_BY_PLACE:
            return self._states_of(sentence, act.target)
        return self._states_of(sentence, (*act.target, *(f for option in act.target_options for f in option)))

    def _states_of(self, sentence: Sentence, phrases: Iterable[Phrase]) -> tuple[Filled, ...]:
        found: dict[str, Filled] = {}
        for phrase in phrases:
            head = sentence.tokens[phrase.head]
            for p in self._analysis.places:
                state = self._states.get(p.place.country or "")
                if state is not None and p.span.overlaps(Span(head.start, head.end)):
                    found.setdefault(state.id, Filled(participant(state, p.span), "role.toponym", phrase.span))
        return tuple(found.values())

    def _by_place(self, sentence: Sentence, act: Act, source: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """Whoever lives where it happened, if nobody stands in the target's slots."""
        if _kind(act) not in _TARGET_BY_PLACE:
            return ()
        phrases = tuple(f for f in where(act.predication) if not act.trigger.covers(f.span))  # "in a drone strike"
        found = self._participants.fill(sentence, phrases)
        inside = tuple(replace(f, rule="role.place") for f in found if f.participant.country)
        if inside or _kind(act) in _OUTWARD:
            return inside
        own = {f.participant.country for f in source if not set(f.participant.sectors) - _OF_THE_STATE}
        return tuple(f for f in self._states_of(sentence, phrases) if f.participant.country not in own)

    def _spoken_of(self, sentence: Sentence, act: Act, source: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """Whom a thing concerns that is judged or done to: "criticised the closure of schools in Chad"."""
        if _kind(act) not in _ON_THINGS or act.event_type != _kind(act):
            return ()
        return self._participants.within(sentence, (*act.target, *act.predication.phrases("patient")), source)

    def _home_of_rebels(self, act: Act, source: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """Rebels of a state that the report names strike that state, where nobody is told to be struck."""
        if act.event_type != "ASSAULT" or act.target or not self._tells_homes:
            return ()
        countries = {f.participant.country for f in source if "REB" in f.participant.sectors[:1]}
        states = [a for a in self._analysis.actors if a.country in countries and a.id == f"cty:{a.country}"]
        return tuple(
            replace(f, participant=participant(states[0], None), rule="role.home") for f in source[:1] if states
        )

    def _with_countries(
        self, sentence: Sentence, act: Act, source: tuple[Filled, ...], target: tuple[Filled, ...]
    ) -> tuple[tuple[Filled, ...], tuple[Filled, ...]]:
        """Give parties without a country the one where it happened, or for home affairs the other party's."""
        if all(f.participant.country for f in (*source, *target)):
            return source, target
        source, target = self._named_places(source), self._named_places(target)
        place = self._country_of_place(sentence, act)
        return (
            self._located(source, place, () if act.event_type in _ANYWHERE else target),
            self._located(target, place, () if act.event_type in _ANYWHERE else source),
        )

    def _named_places(self, some: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """A town that stands for the people in it is known by its country."""
        return tuple(
            replace(f, participant=replace(f.participant, country=country), rule=f"{f.rule}+toponym")
            if f.participant.country is None
            and f.participant.actor_id not in self._elsewhere
            and (country := self._country_at(f.participant.span))
            else f
            for f in some
        )

    def _located(self, some: tuple[Filled, ...], place: str | None, others: tuple[Filled, ...]) -> tuple[Filled, ...]:
        """Those with a sector but no country get that of the place, else of the others; the rule says so."""
        return tuple(
            replace(f, participant=replace(f.participant, country=country), rule=f"{f.rule}+place")
            if f.participant.country is None
            and self._may_live_anywhere(f.participant)
            and (country := self._country_inside(f) or place or _home_of(f.participant, others))
            else f
            for f in some
        )

    def _country_inside(self, f: Filled) -> str | None:
        """The country of the thing that a party owns: Syria for the rebels of "rebel-held Syrian towns"."""
        countries = {p.place.country for p in self._placed if f.rule == "role.owner" and f.phrase.covers(p.span)}
        return countries.pop() if len(countries) == 1 else None

    def _may_live_anywhere(self, p: Participant) -> bool:
        """True for people of whom nothing says that they come from another country than the one it happened in."""
        if p.actor_id in self._elsewhere or p.actor_id.startswith(_PEOPLE):
            return False
        return bool(set(p.sectors) & _LOCAL_SECTORS)

    def _country_at(self, span: Span | None) -> str | None:
        if span is None:
            return None
        return next((p.place.country for p in self._analysis.places if p.span.start < span.end <= p.span.end), None)

    def _country_of_place(self, sentence: Sentence, act: Act) -> str | None:
        """The one country that the places of the act's own clause lie in.

        The rest of the sentence does not say where its parties are at home: in reports of wars it is mostly elsewhere.
        Where a report tells of several countries, the clause does not say it either.
        """
        if not self._tells_homes:
            return None
        first, last = sentence.edges[act.predication.head]
        clause = sentence.span_of(first, last)
        partners = () if _kind(act) in _TARGET_BY_PLACE else (*act.source, *act.target)  # whom one praises is no place
        countries = {
            p.place.country
            for p in self._placed
            if p.use not in _NO_SETTING and clause.covers(p.span) and not any(f.span.overlaps(p.span) for f in partners)
        }
        if len(countries) == 1:
            return countries.pop()
        named = {f.participant.country for f in self._participants.fill(sentence, where(act.predication))} - {None}
        return named.pop() if len(named) == 1 else None


def _is_what_leaves(act: Act, f: Filled) -> bool:
    return f.rule == "role.owner" or (act.event_type != "REQUEST" and bool(_FORCES & set(f.participant.sectors)))


def _is_pointed_at(sentence: Sentence, act: Act) -> bool:
    """True if somebody unknown is struck, not the place: "arrested him in Turkey"."""
    return any(sentence.tokens[f.head].text.lower() in ("him", "her", "them") for f in act.target)


def _kind(act: Act) -> str:
    """The type of the act itself, whatever is promised or threatened of it."""
    return act.row.event_type if act.row is not None else act.event_type


def where(p: Predication) -> tuple[Phrase, ...]:
    """The phrases that say where an act happened: whoever lives there is concerned by it."""
    roles = ("prep:in", "object:in", "prep:across", "prep:throughout", "prep:near", "prep:into")
    return tuple(f for role in roles for f in p.phrases(role))


def is_political(participant: Participant) -> bool:
    """True for actors that event data are about: states, their organs, groups, people with a public role."""
    if participant.sectors and set(participant.sectors) <= _PRIVATE:
        return False
    return participant.country is not None or bool(participant.sectors)


def is_known(participant: Participant) -> bool:
    """True for a political actor that is more than "a woman" or "workers" of nowhere."""
    if not is_political(participant):
        return False
    if participant.country is not None or participant.actor_id.startswith((_PERSON, _PEOPLE)):
        return True
    return not set(participant.sectors) <= _ANYBODY


def is_official(participant: Participant) -> bool:
    """True for states and those who rule, fight or stand for something in them; not for citizens and firms."""
    if participant.country in SUPRANATIONAL or participant.actor_id.startswith(_PEOPLE):
        return True
    if participant.actor_id.endswith(_NATIONALS) or not participant.sectors:
        return participant.country is not None
    return not set(participant.sectors) <= _CITIZENS


def _is_public(act: Act, source: tuple[Filled, ...], target: tuple[Filled, ...]) -> bool:
    """True if somebody official takes part; the place of a private trip or trade does not count."""
    if not source or any(is_official(f.participant) for f in source):
        return True
    partners = (f.participant for f in target if f.participant.sectors or act.event_type not in _OUTWARD)
    return any(is_official(p) for p in partners)


def _unfit(act: Act, source: tuple[Filled, ...], target: tuple[Filled, ...]) -> str | None:
    """Why an act cannot become an event, or None."""
    if not any(is_political(f.participant) for f in (*source, *target)):
        return "no political actor stands in a role"
    if act.event_type in _DEALINGS and not _is_public(act, source, target):
        return "an affair of private people"
    known_source = any(is_known(f.participant) for f in source)
    known_target = any(is_known(f.participant) for f in target)
    if act.needs in ("source", "dyad") and not (known_source or (act.needs == "source" and known_target and source)):
        return "its source is not a known political actor"
    if act.needs in ("target", "dyad") and not (known_target or (act.needs == "target" and target)):
        return "its target is not a known political actor"
    is_word = act.event_type == "AGREE" and act.needs == "source"  # "agreed to a truce": one party's own word
    parties = {f.participant for f in (*source, *target)}
    if (
        act.event_type == "CONSULT" and act.needs == "dyad" and act.status.status == "asserted"
    ):  # "fighters, men and boys, spoke": only one side is known
        parties = {p for p in parties if is_known(p)}
    if act.is_reciprocal and not is_word and len({p.actor_id for p in parties}) < 2:
        return "only one party of a mutual act is known"
    return None


def _both_ways(source: tuple[Filled, ...], target: tuple[Filled, ...]) -> tuple[tuple[Filled, ...], tuple[Filled, ...]]:
    """Parties of a mutual act: two sides stay apart, a single list of parties fills both roles."""
    if source and target:
        return source, _without(target, source) or target
    everyone = source or target
    return everyone, everyone if len(everyone) > 1 else ()


def _without(some: Sequence[Filled], others: Sequence[Filled]) -> tuple[Filled, ...]:
    ids = {f.participant.actor_id for f in others}
    return tuple(f for f in some if f.participant.actor_id not in ids)


def _home_of(p: Participant, others: tuple[Filled, ...]) -> str | None:
    """The country of the other party where both sides of such an act usually live in one country.

    Two organs of states mostly meet across a border, and a body of many states is nobody's home.
    """
    if p.actor_id.startswith(_PERSON):
        return None
    is_organ = bool(_OF_THE_STATE.intersection(p.sectors[:1]))
    countries = {
        o.country
        for f in others
        if (o := f.participant).country
        and o.country not in SUPRANATIONAL
        and not o.actor_id.endswith((_CAPITAL, *MISSIONS))
        and _HOME_SECTORS.intersection(o.sectors)
        and not (is_organ and _OF_THE_STATE.intersection(o.sectors[:1]))
    }
    return countries.pop() if len(countries) == 1 else None
