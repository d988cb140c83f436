"""English spelling habits that reading needs: abbreviations, words that start sentences, datelines and their wires.

Knowledge: ``language/*.tsv``. Case matters: "sat" is a verb, "Sat." a day; in a text written in capitals both forms
are tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.tables import Problems, Tables

ABBREVIATION_KINDS: Final = ("title", "inner", "number", "either", "place", "final")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A word written with a full stop, and when that stop also ends a sentence.

    kind: title, inner = never | number = unless a digit follows | either = if a sentence starter follows |
    place = as either, but only after a comma | final = if a capital follows.
    unless: words after which a "final" one goes on ("p.m. Eastern").
    """

    word: str
    kind: str
    unless: frozenset[str]
    ref: str


@dataclass(frozen=True, slots=True)
class Language:
    """What reading knows about English."""

    abbreviations: Mapping[str, Abbreviation]
    starters: frozenset[str]  # capitalised function words: "The", "He", "Meanwhile"
    saying: frozenset[str]  # forms of verbs that close a quotation: "said", "asks"
    web_suffixes: frozenset[str]  # "Com", "Org"
    months: Mapping[str, int]  # "sept" -> 9
    wires: Mapping[str, str]  # credit as written -> name of the agency: "The Associated Press" -> "AP"
    not_places: frozenset[str]  # words in capitals that begin no dateline: "BREAKING", "MINISTER"

    def abbreviation(self, word: str, *, in_capitals: bool = False) -> Abbreviation | None:
        """Return the entry of a word (final stop left out), or None for an ordinary word.

        in_capitals: the text around is written in capitals, so that GEN may be Gen.

        >>> load_language().abbreviation("GEN", in_capitals=True).kind
        'title'
        """
        found = self.abbreviations.get(word)
        if found is None and in_capitals and word.isupper():
            found = self.abbreviations.get(word.capitalize()) or self.abbreviations.get(word.lower())
        return found

    def is_starter(self, word: str) -> bool:
        """True for "The" and "THE", not for "the"."""
        return word in self.starters or (word.isupper() and word.capitalize() in self.starters)


def load_language(tables: Tables | None = None) -> Language:
    """Return the checked language knowledge. Raises KnowledgeError with everything that is wrong in the files."""
    tables = tables or Tables()
    return Language(
        abbreviations=_abbreviations(tables),
        starters=frozenset(row.word("word") for row in tables.read("language/sentence_starters.tsv", ("word",))),
        saying=frozenset(
            form for row in tables.read("language/saying_verbs.tsv", ("verb", "forms")) for form in row.items("forms")
        ),
        web_suffixes=frozenset(row.word("suffix") for row in tables.read("language/web_suffixes.tsv", ("suffix",))),
        months=_months(tables),
        wires=_wires(tables),
        not_places=frozenset(row.word("word") for row in tables.read("language/not_places.tsv", ("word",))),
    )


def _abbreviations(tables: Tables) -> dict[str, Abbreviation]:
    problems = Problems()
    entries: dict[str, Abbreviation] = {}
    for row in tables.read("language/abbreviations.tsv", ("abbreviation", "class", "unless", "meaning")):
        word, kind = row.word("abbreviation"), row.word("class")
        if kind not in ABBREVIATION_KINDS:
            problems.add(row, f"class {kind!r} is not one of {', '.join(ABBREVIATION_KINDS)}.")
        if not word or word.endswith("."):
            problems.add(row, f"abbreviation {word!r} must be a word without its final stop.")
        entries[word] = Abbreviation(word, kind, frozenset(row.items("unless")), row.ref)
    problems.raise_if_any()
    return entries


def _wires(tables: Tables) -> dict[str, str]:
    rows = tables.read("language/wires.tsv", ("wire", "forms"))
    return {form: row.word("wire") for row in rows for form in row.items("forms")}


def _months(tables: Tables) -> dict[str, int]:
    problems = Problems()
    months: dict[str, int] = {}
    for row in tables.read("language/months.tsv", ("number", "forms")):
        number = row.word("number")
        if not number.isdigit() or not 1 <= int(number) <= 12:
            problems.add(row, f"number {number!r} is no month; expected 1 to 12.")
            continue
        months.update((form.lower(), int(number)) for form in row.items("forms"))
    problems.raise_if_any()
    return months
