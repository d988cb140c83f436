"""Pronouns with person, number and gender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eventcoder.knowledge.tables import Tables


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One pronoun form."""

    form: str
    person: int
    is_plural: bool
    gender: str | None  # m | f | n; None where it does not tell
    is_possessive: bool
    is_reflexive: bool


class Pronouns:
    """Look-up by lower-case form."""

    def __init__(self, forms: Mapping[str, Pronoun]) -> None:
        self._forms = forms

    def find(self, form: str) -> Pronoun | None:
        """The pronoun, or None."""
        return self._forms.get(form)


def load_pronouns(tables: Tables) -> Pronouns:
    """Read language/pronouns.tsv."""
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
    return Pronouns(forms)
