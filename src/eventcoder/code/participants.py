"""From phrases to participants: which resolved actors stand in a role, and by which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from eventcoder.analysis import Analysis, Phrase, Sentence, Token
from eventcoder.schema import Actor, Mention, Participant, Span

_MAKERS: Final = ("by", "of", "from", "between")
_TOUCHING: Final = ("against", "in", "on", "to", "for", "over", "about")
OWNERS: Final = (*_MAKERS, "with")  # whose doing it is
STRUCK: Final = (
    *_MAKERS,
    *_TOUCHING,
)  # whom harm touches; "with" tells by what means: "spied on him with new software"
CONCERNED: Final = (*OWNERS, *_TOUCHING)  # whom it touches
_DEPTH: Final = 4
_NAMING: Final = frozenset({"including", "include", "like"})
_NAMED: Final = frozenset({"call", "dub", "know", "name"})
_CLAUSES: Final = frozenset({"acl", "advcl", "ccomp", "relcl"})
_LED: Final = frozenset({"led", "commanded", "run"})  # who leads a raid does it
_HELD: Final = frozenset({"held", "controlled"})  # who holds a place is struck there
_CARRYING: Final = frozenset({"carry", "transport", "ferry", "bring"})
_NAMELESS: Final = frozenset({"collective", "description", "pronoun", "role"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A participant and the rule that put it into its role."""

    participant: Participant
    rule: str  # role.head | role.container | role.owner
    phrase: Span


class ParticipantFinder:
    """Looks up the actors of one analysed report.

    containers: lemmas of nouns that only count or group what follows "of" ("thousands of protesters").
    classes: of words: "other_party" is not its owner ("Oslo's allies"), "making" does what its object tells.
    """

    def __init__(
        self, analysis: Analysis, containers: frozenset[str], classes: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._actors = {a.id: a for a in analysis.actors}
        self._by_head: dict[int, Mention] = {}
        self._names: dict[str, list[Mention]] = {}
        for m in analysis.mentions:
            self._by_head[m.head.end] = m
            if m.kind != "pronoun":
                for actor_id in m.actor_ids:
                    self._names.setdefault(actor_id, []).append(m)
        self._containers = containers
        self._others = (classes or {}).get("other_party", frozenset())
        self._making = (classes or {}).get("making", frozenset())

    def fill(
        self, sentence: Sentence, phrases: Sequence[Phrase], owners: Sequence[str] = CONCERNED
    ) -> tuple[Filled, ...]:
        """Return the participants that the phrases of one role name, each actor once, in text order.

        owners: prepositions inside a phrase that may lead to the actor if its head names none.
        """
        found: dict[str, Filled] = {}
        for phrase in phrases:
            for filled in self._of_phrase(sentence, phrase, owners):
                found.setdefault(filled.participant.actor_id, filled)
        return tuple(found.values())

    def within(self, sentence: Sentence, phrases: Sequence[Phrase], others: Sequence[Filled]) -> tuple[Filled, ...]:
        """Return the first actor with a country that is named anywhere inside the phrases and is none of the others.

        People without a name are passed over ("the arrest of lawyers in Peru" concerns Peru), and so are clauses and
        words joined by a hyphen ("a US-backed force"): they say more of the thing, not whose it is.
        """
        known = {f.participant.actor_id for f in others}
        for phrase in phrases:
            for token in sentence.subtree(phrase.head):
                found = self.mention_at(sentence, token.i)
                if found is None or found.kind in _NAMELESS or _is_aside(sentence, token, phrase.head):
                    continue
                actors = [self._actors[i] for i in found.actor_ids if i not in known and self._actors[i].country]
                if actors:
                    return tuple(Filled(participant(a, found.span), "role.within", phrase.span) for a in actors)
        return ()

    def _of_phrase(self, sentence: Sentence, phrase: Phrase, owners: Sequence[str]) -> tuple[Filled, ...]:
        mention, rule = self._mention_of(sentence, phrase.head, owners)
        if mention is None:
            return ()
        return tuple(
            Filled(participant(self._actors[i], m.span), rule, phrase.span)
            for m in (mention, *(self._joined_with(sentence, mention) if rule != "role.head" else ()))
            for i in m.actor_ids
        )

    def _joined_with(self, sentence: Sentence, found: Mention) -> Iterator[Mention]:
        """Who else owns it, is counted or named: "a deal between Togo and Chad", "dozens of priests and nuns"."""
        token = sentence.token_at(found.head.end - 1)
        for i in sentence.conjuncts(token.i)[1:] if token is not None else ():
            mention = self.mention_at(sentence, i)
            if mention is not None:
                yield mention

    def mention_at(self, sentence: Sentence, head: int) -> Mention | None:
        """The mention whose head is this token."""
        return self._by_head.get(sentence.tokens[head].end)

    def named(self, sentence: Sentence, some: Sequence[Filled]) -> tuple[Filled, ...]:
        """The participants with the words of the sentence that name them, where a pronoun put them into their role."""
        return tuple(self._with_name(sentence, f) for f in some)

    def _with_name(self, sentence: Sentence, f: Filled) -> Filled:
        span = f.participant.span
        own = self._by_head.get(span.end) if span is not None else None
        if own is None or own.kind != "pronoun":
            return f
        inside = [m for m in self._names.get(f.participant.actor_id, ()) if sentence.span.covers(m.span)]
        before = [m for m in inside if m.span.end <= own.span.start]
        name = before[-1] if before else inside[0] if inside else None
        if name is None:
            return f
        return replace(f, participant=replace(f.participant, span=name.span), rule=f"{f.rule}+pronoun")

    def possessors(self, sentence: Sentence, span: Span | None) -> Iterator[Mention | None]:
        """The mentions that possess a participant's words: "its" of "its troops"."""
        token = sentence.token_at(span.end - 1) if span is not None else None
        for k in sentence.kids(token.i, "poss") if token is not None else ():
            yield self.mention_at(sentence, k.i)

    def _mention_of(
        self, sentence: Sentence, head: int, owners: Sequence[str], depth: int = 0
    ) -> tuple[Mention | None, str]:
        own, token = self.mention_at(sentence, head), sentence.tokens[head]
        beside = self._other_party(sentence, head)
        if beside is not None:
            return beside, "role.apposition"
        if own is not None and token.lemma not in self._containers:
            return own, "role.head"
        if token.lemma in self._containers and depth < _DEPTH:
            for inner in _objects(sentence, head, ("of",)):
                found, _ = self._mention_of(sentence, inner.i, owners, depth + 1)
                if found is not None:
                    return found, "role.container"
        if own is not None:
            return own, "role.head"
        for name in (*sentence.kids(head, "appos"), *_examples(sentence, head)):
            found = self.mention_at(sentence, name.i)
            if found is not None:
                return found, "role.apposition"
        if token.lemma in self._others:
            return None, ""
        found, rule = self._owner(sentence, head, owners, depth)
        return (found, rule) if found is not None else self._issuer(sentence, head)

    def _other_party(self, sentence: Sentence, head: int) -> Mention | None:
        """Who stands beside somebody: the Britons of "their British counterparts", Chad of "partners like Chad"."""
        if sentence.tokens[head].lemma not in self._others or sentence.has_kid(head, "appos"):
            return None
        named = sentence.kids(head, "amod") if sentence.has_kid(head, "poss") else _examples(sentence, head)
        return next((m for k in named if (m := self.mention_at(sentence, k.i))), None)

    def _issuer(self, sentence: Sentence, head: int) -> tuple[Mention | None, str]:
        """Who made a thing that speaks or acts: "issued a declaration demanding", "claimed the bombing that killed"."""
        for maker in _makers(sentence, sentence.tokens[head], self._making):
            found = self.mention_at(sentence, maker.i)
            if found is not None:
                return found, "role.issuer"
        return None, ""

    def _owner(self, sentence: Sentence, head: int, owners: Sequence[str], depth: int) -> tuple[Mention | None, str]:
        """Whose it is: "Moscow's proposal", "the Russian plan", "the attack by Hamas"."""
        if depth >= _DEPTH:
            return None, ""
        for token in _owner_tokens(sentence, head, owners):
            found, _ = self._mention_of(sentence, token.i, owners, depth + 1)
            if found is not None:
                return found, "role.owner"
        return None, ""


def participant(actor: Actor, span: Span | None) -> Participant:
    """An actor as a participant, with the words that put it there."""
    return Participant(actor.id, actor.name, actor.country, actor.sectors, span)


def _makers(sentence: Sentence, token: Token, making: frozenset[str]) -> Iterator[Token]:
    """Who made, did or owned up to what a noun tells: not whoever only condemned it."""
    verb = sentence.tokens[token.head]
    if token.dep == "pobj" and sentence.tokens[verb.head].lemma == "responsibility":  # "claimed responsibility for"
        verb = sentence.tokens[sentence.tokens[verb.head].head]
    if token.dep in ("dobj", "pobj") and verb.is_verb and verb.lemma in making:
        yield from sentence.kids(verb.i, "nsubj")
    if token.dep == "nsubjpass" and verb.lemma == "claim":
        yield from (p for by in sentence.kids(verb.i, "agent") for p in sentence.kids(by.i, "pobj"))


def _examples(sentence: Sentence, head: int) -> Iterator[Token]:
    """Who is named as one of many: "allies such as Chad", "powers including China", "a group known as the Guard"."""
    for p in sentence.kids(head, "prep"):
        if p.lemma in _NAMING or (p.lemma == "as" and any(k.lemma == "such" for k in sentence.kids(p.i))):
            yield from sentence.kids(p.i, "pobj")
    for verb in sentence.kids(head, "acl"):
        if verb.tag == "VBN" and verb.lemma in _NAMED:
            yield from sentence.kids(verb.i, "oprd")
            yield from _objects(sentence, verb.i, ("as",))


def _is_aside(sentence: Sentence, token: Token, top: int) -> bool:
    """True if a clause or a hyphen lies between the token and the head of its phrase."""
    while token.i != top and token.head != token.i:
        if token.dep in _CLAUSES or (token.dep == "npadvmod" and sentence.tokens[token.i + 1].text == "-"):
            return True
        token = sentence.tokens[token.head]
    return False


def _owner_tokens(sentence: Sentence, head: int, owners: Sequence[str]) -> Iterator[Token]:
    yield from sentence.kids(head, "poss")
    for k in sentence.kids(head, "amod", "compound", "nmod"):
        if k.is_noun or k.text[:1].isupper():  # "a Russian offensive"; "a military offensive" has no owner yet
            yield k
        elif k.text in _LED or (k.text in _HELD and _touches(owners)):  # "a US-led raid", "rebel-held areas"
            yield from (n for n in sentence.kids(k.i) if n.is_noun and n.i < k.i)
    yield from _objects(sentence, head, owners)
    for verb in sentence.kids(head, "acl", "relcl"):
        for by in sentence.kids(verb.i, "agent"):
            yield from sentence.kids(by.i, "pobj")
        if verb.lemma in _CARRYING and _touches(owners):  # "a bus carrying pilgrims"
            yield from sentence.kids(verb.i, "dobj")


def _touches(owners: Sequence[str]) -> bool:
    return _TOUCHING[0] in owners


def _objects(sentence: Sentence, head: int, prepositions: Sequence[str]) -> Iterator[Token]:
    for name in prepositions:
        for p in sentence.kids(head, "prep"):
            if p.lemma == name:
                yield from sentence.kids(p.i, "pobj")
