"""Who is spoken to: the phrases beside a cue, beside the verb that lends a noun its subject, and in participles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from eventcoder.analysis import Sentence, Token
from eventcoder.code.drafts import prepositional
from eventcoder.knowledge.statements import Cue

RowOf = Callable[[Sentence, Token], Cue | None]
_LENDING: Final = ("to", "with")  # slots in which a light verb names who hears the noun
_OBJECTS: Final = ("dobj", "dative")


def addressees_of(sentence: Sentence, verb: Token, row: Cue | None, row_of: RowOf, *, is_told: bool) -> tuple[int, ...]:
    """Return the head tokens of who is spoken to: by the slots of the cue's row, else in a participle beside it.

    is_told: False where the object is what is said, or part of it. A person or body there is spoken to ("thanked X for
    Y"), which only who resolves the phrase can tell.
    row_of: gives the row of another verb ("[speaking to CNN], Khan said").
    """
    found = _in_slots(sentence, verb.i, row, is_told=is_told) if row is not None else ()
    if found or row is None:
        return found
    for k in sentence.kids(verb.i, "advcl"):
        if k.tag == "VBG" and not sentence.has_kid(k.i, "mark", "nsubj"):
            other = row_of(sentence, k)
            if other is not None and other.addressee:
                return _in_slots(sentence, k.i, other, is_told=True)
    return ()


def hearers_of_contact(sentence: Sentence, contact: Token) -> tuple[int, ...]:
    """ "[wrote to the king] to apologise", "[called the consul] to say X": who was written to or called."""
    heads = [o.i for p, o in prepositional(sentence, contact.i) if p.lemma == "to" and o.dep == "pobj"]
    heads += [k.i for k in sentence.kids(contact.i, *_OBJECTS) if k.is_noun or k.tag == "PRP"]
    return sentence.conjuncts(heads[0]) if heads else ()


def addressees_of_noun(sentence: Sentence, row: Cue, noun: int, light: int | None) -> tuple[int, ...]:
    """ "sent Minsk a warning", "lodged a protest with Tokyo", "conveyed to Paris his concern"."""
    for slot in row.addressee:
        if slot not in row.prepositions:
            for head in (noun, light):
                found = _after(sentence, head, slot) if head is not None else ()
                if found:
                    return found
    if light is None:
        return ()
    for k in sentence.kids(light, "dative"):
        if k.is_noun or k.tag == "PRP":
            return sentence.conjuncts(k.i)
    lent = (_after(sentence, light, slot) for slot in _LENDING if slot not in row.prepositions)
    return next((heads for heads in lent if heads), ())


def _in_slots(sentence: Sentence, verb: int, row: Cue, *, is_told: bool) -> tuple[int, ...]:
    for slot in row.addressee:
        if slot == "object":
            heads = next(_objects(sentence, verb, is_told=is_told), ())
        else:
            heads = _after(sentence, verb, slot)
        if heads:
            return heads
    return ()


def _objects(sentence: Sentence, verb: int, *, is_told: bool) -> Iterator[tuple[int, ...]]:
    kids = list(sentence.kids(verb, *_OBJECTS))
    if not is_told:  # "promised Libya two frigates", "thanked the doctors"
        kids.sort(key=lambda k: k.dep != "dative")
    for k in kids:
        if k.is_noun or k.tag == "PRP":
            yield sentence.conjuncts(k.i)
    for k in sentence.kids(verb, "nsubjpass"):
        yield sentence.conjuncts(k.i)


def _after(sentence: Sentence, head: int, preposition: str) -> tuple[int, ...]:
    for p, o in prepositional(sentence, head):
        if p.lemma == preposition and o.dep == "pobj":
            return sentence.conjuncts(o.i)
    return ()
