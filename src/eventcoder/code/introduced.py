"""Who a description stands for when the report names the person beside it: "Its spokeswoman, Ana Lim, said"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Sentence, Token
from eventcoder.code.participants import Filled, ParticipantFinder, participant
from eventcoder.schema import Actor, Mention, Span

_PERSON: Final = "per:"
_DESCRIPTIONS: Final = frozenset({"role", "description", "collective"})
_NAMES: Final = frozenset({"name", "title", "institution"})
_SINGULAR: Final = "NN"
_DEPTH: Final = 3
_GROUPS: Final = frozenset({"collective", "people"})
_ONE_PERSON: Final = frozenset({"he", "she", "him", "his", "her"})
_BODIES: Final = ("cty:", "grp:", "ins:", "org:")
_LEADERS: Final = frozenset({"leader", "strongman"})
_REACH: Final = 600  # characters over which a person goes on being meant


@dataclass(frozen=True, slots=True)
class _Introduction:
    """A description that stands beside a name."""

    start: int  # where the description begins
    actor_id: str  # the actor that the description alone gives
    lemma: str  # of its head
    name: Actor
    others: tuple[Actor, ...] = ()  # "his parents, Ana and Bo Lim"


class Introduced:
    """Looks up, for participants named by a description or a pronoun, the person named beside the description.

    ``many``: the actors that the report names only as several.
    """

    def __init__(self, analysis: Analysis, participants: ParticipantFinder) -> None:
        self._actors = {a.id: a for a in analysis.actors}
        self._mentions = {m.span: m for m in analysis.mentions}
        self._heads = {t.end: t for s in analysis.sentences for t in s.tokens} if analysis.mentions else {}
        self._found = tuple(self._introductions(analysis, participants))
        self._text = analysis.folded
        self.many = _many_only(analysis, self._heads)
        self._persons = [
            m for m in analysis.mentions if m.kind in ("name", "title") and m.actor_ids[0].startswith(_PERSON)
        ]

    def named(self, filled: Sequence[Filled]) -> tuple[Filled, ...]:
        """Return the participants with descriptions replaced by the persons they introduce; each person once."""
        out: dict[str, Filled] = {}
        for f in filled:
            actors = self._persons_of(f)
            if not actors and self._is_body(f):  # "he" is no group and no state
                actors = self._last_person(f)
                if not actors:
                    continue
            for actor in actors:
                p = replace(
                    f.participant, actor_id=actor.id, name=actor.name, country=actor.country, sectors=actor.sectors
                )
                out.setdefault(actor.id, replace(f, participant=p, rule="role.apposition"))
            if not actors:
                out.setdefault(f.participant.actor_id, f)
        return tuple(out.values())

    def by_surname(self, words: Span | None) -> tuple[Filled, ...]:
        """Who is meant by a surname that the tagger takes for a common noun; nobody if two persons bear it."""
        word = words.of(self._text).split()[0] if words is not None else ""
        found = [a for a in self._actors.values() if a.id.startswith(_PERSON) and a.name.split()[-1] == word]
        if words is None or len(found) != 1:
            return ()
        span = Span(words.start, words.start + len(word))
        return (Filled(participant(found[0], span), "role.surname", span),)

    def _is_body(self, filled: Filled) -> bool:
        p = filled.participant
        mention = self._mentions.get(p.span) if p.span else None
        is_one = mention is not None and mention.head.of(self._text).lower() in _ONE_PERSON
        return is_one and (any(part in p.actor_id for part in _BODIES) or p.actor_id in self.many)

    def _last_person(self, filled: Filled) -> tuple[Actor, ...]:
        start = filled.participant.span.start if filled.participant.span else 0
        near = [m for m in self._persons if m.span.end <= start <= m.span.end + _REACH]
        return (self._actors[near[-1].actor_ids[0]],) if near else ()

    def _introductions(self, analysis: Analysis, participants: ParticipantFinder) -> Iterator[_Introduction]:
        for sentence in analysis.sentences:
            for t in sentence.tokens:
                if t.dep != "appos" or not t.tag.startswith("NNP"):
                    continue
                name = participants.mention_at(sentence, t.i)
                head = _described(sentence, participants, t, name)
                description = participants.mention_at(sentence, head.i)
                if description is not None and name is not None and self._introduces(description, name):
                    actor = self._actors[name.actor_ids[0]]
                    others = self._others(sentence, participants, t) if head.tag == "NNS" else ()
                    yield _Introduction(description.span.start, description.actor_ids[0], head.lemma, actor, others)

    def _others(self, sentence: Sentence, participants: ParticipantFinder, name: Token) -> tuple[Actor, ...]:
        found = (participants.mention_at(sentence, i) for i in sentence.conjuncts(name.i)[1:])
        return tuple(self._actors[m.actor_ids[0]] for m in found if m is not None and m.kind in _NAMES)

    def _introduces(self, description: Mention, name: Mention) -> bool:
        return (
            description.kind in _DESCRIPTIONS
            and name.kind in _NAMES
            and len(description.actor_ids) == len(name.actor_ids) == 1
            and not description.actor_ids[0].startswith(_PERSON)
            and description.actor_ids != name.actor_ids
        )

    def _persons_of(self, filled: Filled) -> tuple[Actor, ...]:
        """The person that a description or a pronoun stands for, or several; nobody if the words are not taken up."""
        mention = self._mentions.get(filled.participant.span) if filled.participant.span else None
        if mention is None or filled.participant.actor_id.startswith(_PERSON):
            return ()
        for known in reversed(self._found):
            if known.start <= mention.span.start and self._continues(mention, filled, known):
                return (known.name, *known.others)
        if mention.kind == "role" and mention.head.of(self._text).lower() in _LEADERS:
            return self._leader(mention, filled.participant.country)
        return ()

    def _leader(self, mention: Mention, country: str | None) -> tuple[Actor, ...]:
        """ "the Turkish leader": the last person in the government of that country who was named before."""
        if country is None:
            return ()
        for m in reversed(self._persons):
            actor = self._actors[m.actor_ids[0]]
            if m.span.end <= mention.span.start and actor.country == country and actor.sectors[:1] == ("GOV",):
                return (actor,)
        return ()

    def _continues(self, mention: Mention, filled: Filled, known: _Introduction) -> bool:
        if mention.kind == "pronoun" or mention.span.start == known.start:
            return filled.participant.actor_id == known.actor_id
        head = self._heads.get(mention.head.end)
        return (
            mention.kind in _DESCRIPTIONS
            and head is not None
            and head.tag == _SINGULAR
            and head.lemma == known.lemma
            and filled.participant.country in (None, known.name.country)
        )


def _many_only(analysis: Analysis, heads: Mapping[int, Token]) -> frozenset[str]:
    """The actors that a report names only as several or as a group: "family members", "her family"."""
    found: dict[str, bool] = {}
    for m in analysis.mentions:
        if m.kind == "pronoun" or len(m.actor_ids) != 1:
            continue
        head = heads.get(m.head.end)
        is_many = head is not None and (head.tag == "NNS" or m.kind in _GROUPS)
        found[m.actor_ids[0]] = is_many and found.get(m.actor_ids[0], True)
    return frozenset(actor_id for actor_id, is_many in found.items() if is_many)


def _described(sentence: Sentence, participants: ParticipantFinder, t: Token, name: Mention | None) -> Token:
    """The noun that an apposition explains: the post, where the parser hangs a person on the body it belongs to."""
    head = sentence.tokens[t.head]
    if name is None or not name.actor_ids[0].startswith(_PERSON):
        return head
    at = head
    for _ in range(_DEPTH):
        found = participants.mention_at(sentence, at.i)
        if found is not None and found.kind == "role":
            return at
        if at.dep != "pobj":
            break
        at = sentence.tokens[sentence.tokens[at.head].head]
    return head


def with_coordinated_names(sentence: Sentence, heads: Sequence[int]) -> tuple[int, ...]:
    """Add the first name of "ministers Ana Lim and Bo Tan", which the parser hangs under the second."""
    out: list[int] = []
    for i in heads:
        out += [k.i for k in sentence.kids(i, "nmod") if _is_coordinated_name(sentence, k)]
        out.append(i)
    return tuple(out)


def _is_coordinated_name(sentence: Sentence, t: Token) -> bool:
    is_name = t.tag.startswith("NNP") and sentence.tokens[t.head].tag.startswith("NNP")
    return is_name and sentence.has_kid(t.i, "cc")
