"""The stretches of a sentence that may name an actor: known names, role nouns, unknown capitalised names, pronouns."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple

from eventcoder.analysis import Sentence, Token
from eventcoder.find.hits import Hit, NameHits
from eventcoder.find.name_parts import without_name_parts
from eventcoder.find.shapes import SHAPE_TAGS, starts_shape
from eventcoder.knowledge.actor_names import plain
from eventcoder.knowledge.actors import Actors, NameEntry, Role
from eventcoder.knowledge.pronouns import Pronouns

_LONGEST_ROLE: Final = 12  # tokens; a hyphen counts as one
_PARTICLES: Final = frozenset(
    "al el ul ur bin ibn bint ben von van de der den da dos das di du del della la le ter ten abu af av y e".split()
)
_NAME: Final = "NNP"
_ROLE_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "FW"})
_INNER: Final = frozenset({"-", "'", "."})
_NAMES_AND_MONTHS: Final = frozenset({"jan", "april", "may", "june", "august"})
_MISTAKEN_TAGS: Final = frozenset({"NN", "NNS", "JJ", "VB", "VBP", "VBN", "VBG", "FW", "UH", "RB", "IN"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_NAME_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "dative", "conj", "appos"})
_SHORTEST_SHOUT: Final = 4
_STATE: Final = "cty:"  # opens the id of a state
_CAPITALS_SHARE: Final = 0.6
_PIECES: Final = ((" ", 1), ("-", 2), (".", 1), ("'", 1))  # marks in a role noun and how many more tokens they may make
_ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj"})
_PAIR_WORDS: Final = frozenset({"former", "latter", "both", "two"})  # "the latter refused", "the two agreed"


class Item(NamedTuple):
    """A run of tokens of one kind."""

    first: int
    last: int
    kind: str  # as Candidate.kind
    entries: tuple[NameEntry, ...] = ()
    role: Role | None = None
    role_form: str | None = None
    is_weak: bool = False
    is_plural: bool = False

    def covers(self, i: int) -> bool:
        """True if token ``i`` is part of the run."""
        return self.first <= i <= self.last


@dataclass(frozen=True, slots=True)
class Surnames:
    """Last words of the capitalised names of several words of one report; those after a given name besides."""

    any: frozenset[str] = frozenset()
    of_people: frozenset[str] = frozenset()


class ItemFinder:
    """Finds the items of a sentence, each token in one item at most, in text order."""

    def __init__(self, actors: Actors, pronouns: Pronouns) -> None:
        self._actors = actors
        self._pronouns = pronouns
        self.hits = NameHits(actors)
        self._role_ends = role_ends(actors.roles)

    def items(
        self, sentence: Sentence, folded: str, hits: Sequence[Hit], surnames: Surnames | None = None
    ) -> list[Item]:
        """Return the items of one sentence. hits: the name hits that lie in it; surnames: those of the report."""
        surnames = surnames or Surnames()
        names = self._with_capitals(sentence, folded, hits)
        taken: set[int] = set()
        found: list[Item] = []
        for item in sorted([*names, *self._roles(sentence, folded)], key=lambda x: (x.first - x.last, x.first, x.kind)):
            own = range(item.first, item.last + 1)
            if not taken.isdisjoint(own) and item.kind == "role":
                item = self._shorter(sentence, folded, item, taken) or item  # "European | Commission president"
                own = range(item.first, item.last + 1)
            if taken.isdisjoint(own):
                taken.update(own)
                found.append(item)
        found = without_name_parts(sentence, found, taken, surnames.of_people, self._actors)
        found += [*self._shapes(sentence, taken, surnames), *self._pronoun_items(sentence, taken)]
        return sorted(found, key=lambda x: x.first)

    def _shorter(self, sentence: Sentence, folded: str, item: Item, taken: set[int]) -> Item | None:
        """The role in the last words of another whose first words belong to a name."""
        free = next((n for n in range(item.last - item.first + 1) if item.last - n in taken), 0)
        return self._role_ending_at(sentence, folded, sentence.tokens[item.last], free) if free else None

    def _with_capitals(self, sentence: Sentence, folded: str, hits: Sequence[Hit]) -> list[Item]:
        items = list(self._names(sentence, hits))
        items += self._shouted(sentence, items)
        text = folded[sentence.start : sentence.end]
        if _is_in_capitals(text):
            items = [x for x in items if x.kind != "body" or not self._is_everyday(sentence, x)]
            titled = text.title()
            if len(titled) == len(text):
                again = [
                    replace(h, start=h.start + sentence.start, end=h.end + sentence.start)
                    for h in self.hits.find(titled)
                ]
                items += [x for x in self._names(sentence, again) if not any(x.covers(y.first) for y in items)]
        return items

    def _is_everyday(self, sentence: Sentence, item: Item) -> bool:
        """True for the letters of a body that are a word as well, where all is in capitals: "WORLD CUP"."""
        return item.first == item.last and self._actors.name_head(sentence.tokens[item.first].text).kind != "open"

    def _shouted(self, sentence: Sentence, items: Sequence[Item]) -> Iterator[Item]:
        """States and capitals in capitals within a sentence that is not: "ISLAMABAD: The minister said"."""
        for t in sentence.tokens:
            if t.text.isupper() and len(t.text) >= _SHORTEST_SHOUT and not any(x.covers(t.i) for x in items):
                entries = tuple(e for e in self._actors.names.get(t.text.title(), ()) if _family(e.kind) == "state")
                if entries:
                    yield Item(t.i, t.i, entries[0].kind, entries)

    def _names(self, sentence: Sentence, hits: Iterable[Hit]) -> Iterator[Item]:
        for hit in hits:
            first, last = sentence.token_at(hit.start), sentence.token_at(hit.end - 1)
            if first is None or last is None:
                continue
            kind = _kind(hit.entries, first, last)
            if kind is None:
                continue
            if (
                kind == "demonym"
                and _is_before_noun(sentence, last)
                and any(e.kind == "adjective" for e in hit.entries)
            ):
                kind = "adjective"
            entries = tuple(e for e in hit.entries if _family(e.kind) == _family(kind))
            is_weak = all(e.is_weak for e in entries)
            if _family(kind) == "state" and self._is_name_of_person(sentence, first, last):
                continue
            if is_weak and _is_part_of_name(sentence, first.i, last.i):
                continue
            if kind == "person" and self._is_name_of_thing(sentence, last):
                continue
            if _family(kind) in ("state", "people") and self._is_part_of_land(sentence, first.i, last.i, entries):
                continue
            yield Item(first.i, last.i, kind, entries, is_weak=is_weak, is_plural=any(e.is_plural for e in entries))

    def _is_name_of_person(self, sentence: Sentence, first: Token, last: Token) -> bool:
        """True for "Ireland" of "Kathy Ireland", no adjective of what follows, and for "Jordan" of "Jordan Brok"."""
        if first is last and self._opens_name(sentence, first):
            return True
        before = sentence.tokens[first.i - 1] if first.i > 0 and first is last else None
        is_name = before is not None and starts_shape(before) and plain(before.text) in self._actors.name_genders
        return is_name and first.dep not in ("amod", "nmod") and not _is_before_noun(sentence, first)

    def _opens_name(self, sentence: Sentence, t: Token) -> bool:
        """True for a given name before one more capitalised word that is no noun of a body, an office or a thing."""
        if plain(t.text) not in self._actors.name_genders or t.dep != "compound" or t.head != t.i + 1:
            return False
        after = sentence.tokens[t.head]
        is_noun = after.text.lower() in self._actors.roles or self._actors.name_head(after.text).kind in (
            "thing",
            "body",
        )
        return starts_shape(after) and not is_noun

    def _is_name_of_thing(self, sentence: Sentence, last: Token) -> bool:
        """True for a person's name before the noun of a thing: "Nelson Mandela Square"."""
        head = sentence.tokens[last.head]
        is_before = last.dep == "compound" and head.i > last.i and starts_shape(head)
        return is_before and self._actors.name_head(head.text).kind == "thing"

    def _is_part_of_land(self, sentence: Sentence, first: int, last: int, entries: Sequence[NameEntry]) -> bool:
        """True for "Mexico" of "New Mexico", "Tamil" of "Tamil Nadu": a province of another state than the word's."""
        words, starts, ends = (
            [t.text for t in sentence.tokens],
            range(max(0, first - 2), first + 1),
            (last + 1, last + 2),
        )
        names = [" ".join(words[i:j]) for i in starts for j in ends if j - i > last + 1 - first]
        land = next((country for name in names if (country := self._actors.place_country(name))), None)
        return land is not None and land not in {self._actors.code(e.id.removeprefix(_STATE)) for e in entries}

    def _roles(self, sentence: Sentence, folded: str) -> Iterator[Item]:
        for t in sentence.tokens:
            if t.tag in _ROLE_TAGS and t.dep != "punct":
                found = self._role_ending_at(sentence, folded, t)
                if found:
                    yield found

    def _role_ending_at(self, sentence: Sentence, folded: str, t: Token, limit: int = _LONGEST_ROLE) -> Item | None:
        last = t.text.lower()
        longest = self._role_ends.get(last) or (self._role_ends.get(t.lemma) if t.tag == "NNS" else None)
        if longest is None and t.text.endswith("."):
            longest = _LONGEST_ROLE
        for n in range(min(longest or 0, limit, t.i + 1), 0, -1):
            first = sentence.tokens[t.i - n + 1]
            entry = self._role(folded[first.start : t.end].lower(), t, last)
            if entry is not None and _role_fits(entry[0], sentence, first, t):
                return Item(first.i, t.i, "role", (), entry[0], entry[0].noun, is_plural=entry[1])
        return None

    def _role(self, words: str, t: Token, last: str) -> tuple[Role, bool] | None:
        """The role of these words, of their singular if the files give no plural."""
        entry = self._actors.roles.get(words)
        if entry is None and t.tag == "NNS" and t.lemma != last:
            singular = self._actors.roles.get(words[: len(words) - len(last)] + t.lemma)
            entry = (singular[0], True) if singular else None
        return entry

    def _shapes(self, sentence: Sentence, taken: set[int], surnames: Surnames) -> Iterator[Item]:
        i, tokens = 0, sentence.tokens
        is_only_word = len(tokens) == 1
        while i < len(tokens):
            t = tokens[i]
            is_open = i not in taken and (t.tag == _NAME or t.text[:1].isupper())  # most words can open no name
            if not is_open or not (
                starts_shape(t, is_only_word=is_only_word)
                or _is_given_month(sentence, i)
                or _is_surname(t, tokens[t.head], surnames)
            ):
                i += 1
                continue
            last = i
            j = i + 1
            while j < len(tokens) and j not in taken:
                if starts_shape(tokens[j]):
                    last = j
                elif not (tokens[j].text.lower() in _PARTICLES or tokens[j].text in _INNER):
                    break
                j += 1
            yield self._misspelt(tokens[i], last) or Item(i, last, "shape", is_plural=tokens[last].tag == "NNPS")
            i = last + 1

    def _misspelt(self, t: Token, last: int) -> Item | None:
        """A state under a name with one letter wrong: "Afganistan"."""
        entries = self._actors.misspelt_state(t.text) if last == t.i else ()
        kind = _kind(entries, t, t) if entries else None
        return Item(t.i, t.i, kind, entries, is_plural=any(e.is_plural for e in entries)) if kind else None

    def _pronoun_items(self, sentence: Sentence, taken: set[int]) -> Iterator[Item]:
        for t in sentence.tokens:
            if t.i in taken:
                continue
            pronoun = self._pronouns.find(t.text.lower()) if t.tag in ("PRP", "PRP$") else None
            if pronoun is not None:
                yield Item(t.i, t.i, "pronoun", is_plural=pronoun.is_plural)
            elif t.text.lower() in _PAIR_WORDS and _stands_alone(sentence, t):
                yield Item(t.i, t.i, "pronoun", is_plural=t.text.lower() not in ("former", "latter"))


def _kind(entries: Sequence[NameEntry], first: Token, last: Token) -> str | None:
    kinds = {e.kind for e in entries}
    is_small = first.text[:1].islower() and not last.text[:1].isupper()  # "mainland China" is a name
    if is_small and not kinds & {"body", "people"} and first.text.lower() != "the":
        return None
    if "adjective" in kinds and (first.tag in ("JJ", "NNP") and first.dep in ("amod", "compound", "nmod", "advmod")):
        return "adjective"
    for kind in ("country", "person", "body", "demonym", "people", "capital", "adjective"):
        if kind in kinds:
            return kind
    return None


def role_ends(forms: Iterable[str]) -> dict[str, int]:
    """By the last word of role nouns: how many tokens the longest role that ends in it has.

    >>> role_ends(["minister", "vice-minister of state"])
    {'minister': 1, 'state': 5}
    """
    longest: dict[str, int] = {}
    for form in forms:
        last = form.rsplit(" ", 1)[-1].rsplit("-", 1)[-1]
        pieces = 1 + sum(form.count(mark) * weight for mark, weight in _PIECES)
        if pieces > longest.get(last, 0):
            longest[last] = pieces
    return longest


def _is_in_capitals(text: str) -> bool:
    """True for a headline or a wire line in capitals."""
    upper = sum(map(str.isupper, text))
    return upper > 3 and upper > _CAPITALS_SHARE * sum(map(str.isalpha, text))


def _is_before_noun(sentence: Sentence, t: Token) -> bool:
    after = sentence.tokens[t.i + 1] if t.i + 1 < len(sentence.tokens) else None
    return after is not None and after.tag in ("NN", "NNS")


def _family(kind: str) -> str:
    """Kinds of names that may mean the same state together."""
    return "state" if kind in ("country", "adjective", "demonym", "capital") else kind


def surnames_in(sentences: Iterable[Sentence], given_names: Container[str]) -> Surnames:
    """The last words of capitalised names of several words: who bears one may be named by it alone later on."""
    pairs = {
        (before.text, t.text)
        for s in sentences
        for before, t in pairwise(s.tokens)
        if before.tag in SHAPE_TAGS
        and t.tag in SHAPE_TAGS
        and starts_shape(before)
        and (starts_shape(t) or _is_month(t))
    }
    return Surnames(
        frozenset(last for _, last in pairs), frozenset(last for first, last in pairs if plain(first) in given_names)
    )


def _is_surname(t: Token, verb: Token, surnames: Surnames) -> bool:
    """True for a last name that the tagger took for an everyday word, "Toure had held the post", or that is a month."""
    if _is_month(t):
        return t.text in surnames.of_people and t.dep in _SUBJECTS and verb.lemma != "be"
    return t.text in surnames.any and t.tag in _MISTAKEN_TAGS and t.dep in _NAME_PLACES


def _is_month(t: Token) -> bool:
    return t.tag == _NAME and t.text.lower() in _NAMES_AND_MONTHS


def _is_given_month(sentence: Sentence, i: int) -> bool:
    """True for a month's word that is a given name here: "Jan Wolski", "April Ryan"."""
    t = sentence.tokens[i]
    if not _is_month(t) or i + 1 == len(sentence.tokens):
        return False
    after = sentence.tokens[i + 1]
    return after.head != t.i and starts_shape(after) and t.head == after.i


def _is_part_of_name(sentence: Sentence, first: int, last: int) -> bool:
    """True if capitalised words stand directly beside a run that is no name by itself: "Amal Clooney"."""
    beside = (first - 1, last + 1)
    return any(0 <= i < len(sentence.tokens) and starts_shape(sentence.tokens[i]) for i in beside)


def _stands_alone(sentence: Sentence, t: Token) -> bool:
    """True for "the latter", "both" and "the two" in the place of a noun."""
    if t.dep not in _ARGUMENTS or sentence.has_kid(t.i, "prep", "nummod", "amod"):
        return False
    return t.text.lower() == "both" or (t.i > 0 and sentence.tokens[t.i - 1].text.lower() == "the")


def _role_fits(role: Role, sentence: Sentence, first: Token, last: Token) -> bool:
    if "upper" in role.notes and not sentence.tokens[last.i].text[:2].isupper():
        return False
    if last.is_noun:
        return True
    if last.tag in ("VBN", "JJ") and last.i > 0 and sentence.tokens[last.i - 1].tag == "POS":
        return True  # "the country's displaced"
    return (
        first.i < last.i or last.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos") or last.text.isupper()
    )
