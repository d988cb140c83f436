"""Pronouns with person, number and gender, and what the words beside them tell about whom they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from eventcoder.knowledge.numbers import load_containers
from eventcoder.knowledge.tables import Problems, Tables

_TAKES: Final = ("somebody", "something")
_SLOTS: Final = ("subject", "object", "owner", "predicate")


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One pronoun form."""

    form: str
    person: int
    is_plural: bool
    gender: str | None  # m | f | n; None where it does not tell
    is_possessive: bool
    is_reflexive: bool


@dataclass(frozen=True)
class Pronouns:
    """Look-up by lower-case form, and words that tell what a pronoun beside them stands for."""

    forms: Mapping[str, Pronoun]
    takes: Mapping[tuple[str, str], str] = field(default_factory=dict)  # by lemma and slot: somebody | something
    empty: Mapping[str, str] = field(default_factory=dict)  # by lemma: construction in which "it" stands for nothing
    saying: frozenset[str] = frozenset()  # verbs that go with a quotation
    containers: frozenset[str] = frozenset()  # "thousands", "majority": the noun after their "of" is meant

    def find(self, form: str) -> Pronoun | None:
        """The pronoun, or None."""
        return self.forms.get(form)


def load_pronouns(tables: Tables) -> Pronouns:
    """Read language/pronouns.tsv and the files about words beside pronouns."""
    forms = {}
    for r in tables.read("language/pronouns.tsv", ("form", "person", "number", "gender", "kind")):
        forms[r.word("form")] = Pronoun(
            form=r.word("form"),
            person=int(r.word("person")),
            is_plural=r.word("number") == "plural",
            gender=r.text("gender"),
            is_possessive=r.word("kind") == "possessive",
            is_reflexive=r.word("kind") == "reflexive",
        )
    return Pronouns(
        forms,
        takes=_load_takes(tables),
        empty={
            r.word("lemma"): r.word("construction")
            for r in tables.read("language/empty_it.tsv", ("lemma", "construction"))
        },
        saying=frozenset(r.word("verb") for r in tables.read("language/saying_verbs.tsv", ("verb",))),
        containers=load_containers(tables),
    )


def _load_takes(tables: Tables) -> dict[tuple[str, str], str]:
    problems = Problems()
    takes = {}
    for r in tables.read("language/word_slots.tsv", ("lemma", "slot", "takes")):
        if r.word("slot") not in _SLOTS or r.word("takes") not in _TAKES:
            problems.add(r, f"slot must be one of {', '.join(_SLOTS)}, takes one of {', '.join(_TAKES)}.")
        takes[r.word("lemma"), r.word("slot")] = r.word("takes")
    problems.raise_if_any()
    return takes
