"""The event lexicon: which words, in which frame, are which kind of act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.marks import Stretches, take_marks
from eventcoder.knowledge.numbers import load_containers
from eventcoder.knowledge.ontology import Ontology
from eventcoder.knowledge.tables import Problems, Row, Tables

_COLUMNS: Final = (
    "id lemma kind particle object prep_object source target reciprocal needs type mode cameo example".split()
)
_KINDS: Final = frozenset({"verb", "noun", "adj"})
_NEEDS: Final = frozenset({"any", "source", "target", "dyad"})
NO_EVENT: Final = "-"
ANY: Final = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class MarkedExample:
    """A sentence with the words that stand for source and target."""

    text: str
    source: Stretches
    target: Stretches


@dataclass(frozen=True, slots=True)
class LexiconRow:
    """One construction and the act it means (lexicon_*.tsv), or that it means none (type ``-``)."""

    id: str
    lemma: str
    kind: str  # verb | noun | adj
    particle: str | None
    object: frozenset[str]  # lemmas the direct object may have; empty for any or none, ANY if there is one
    preposition: str | None  # prep_object: the preposition ...
    prep_object: frozenset[str]  # ... and the lemmas its object may have
    agent: frozenset[str]  # lemmas the logical subject may have; empty for any
    attribute: frozenset[str]  # lemmas of what the object is called or found to be; ANY for whatever it is
    source: tuple[str, ...]  # slots, in order of preference
    target: tuple[str, ...]
    is_reciprocal: bool
    needs: str  # any | source | target | dyad
    event_type: str
    mode: str | None
    cameo: str | None
    example: MarkedExample
    ref: str
    layer: int = 0  # of the files it comes from: a user's row wins over a built-in one that fits as well

    @property
    def specificity(self) -> int:
        """How many constraints the row sets; the most specific row wins, of equals one that means no event."""
        preposition = 4 if self.prep_object else 1 if self.preposition else 0
        attribute = 2 if self.attribute == ANY else 3 if self.attribute else 0
        thing = 1 if self.object == ANY else 3 * bool(self.object)
        own = preposition + thing + 2 * bool(self.particle) + 3 * bool(self.agent) + attribute
        return own + self.is_block

    @property
    def is_constrained(self) -> bool:
        """True if the row asks for particular words beside its own: an object, a particle, a phrase."""
        return bool(self.object or self.prep_object or self.particle or self.agent or self.attribute)

    @property
    def is_block(self) -> bool:
        """True for a construction that looks like an act and is none: "released a statement"."""
        return self.event_type == NO_EVENT


@dataclass(frozen=True, slots=True)
class SupportVerb:
    """A light verb that lends its subject to the nominal event it governs (support_verbs.tsv)."""

    lemma: str
    particle: str | None
    subject_role: str  # source | target | event: it is the event itself that "broke out"


class Lexicon:
    """Rows by lemma, the object classes they refer to, and the light verbs."""

    def __init__(
        self,
        rows: Sequence[LexiconRow],
        classes: Mapping[str, frozenset[str]],
        support: Sequence[SupportVerb],
        light_heads: frozenset[str] = frozenset(),
        containers: frozenset[str] = frozenset(),
    ) -> None:
        self.light_heads = light_heads
        self.containers = containers | light_heads
        self.rows = tuple(rows)
        self.classes = classes
        self.support = {(s.lemma, s.particle): s for s in support}
        self._support: dict[str, tuple[SupportVerb, ...]] = {}
        for verb in sorted(support, key=lambda v: -len((v.particle or "").split())):
            self._support[verb.lemma] = (*self._support.get(verb.lemma, ()), verb)
        self._by_lemma: dict[tuple[str, str], list[LexiconRow]] = {}
        for row in rows:
            self._by_lemma.setdefault((row.kind, row.lemma), []).append(row)
        for own in self._by_lemma.values():
            own.sort(key=lambda r: -r.layer)

    def find(self, kind: str, *lemmas: str) -> tuple[LexiconRow, ...]:
        """Rows of a kind under any of the given forms ("talks", "talk"): a user's rows first, then in file order."""
        found: list[LexiconRow] = []
        for lemma in dict.fromkeys(lemmas):
            found += self._by_lemma.get((kind, lemma), ())
        return tuple(found)

    def is_ambiguous(self, row: LexiconRow) -> bool:
        """True if other rows give the same word another type."""
        own = self._by_lemma[(row.kind, row.lemma)]
        return any(other.event_type != row.event_type and not other.is_block for other in own)

    def support_verbs(self, lemma: str) -> tuple[SupportVerb, ...]:
        """The light verbs with this lemma, those with most words first."""
        return self._support.get(lemma, ())

    def heads(self, kind: str) -> frozenset[str]:
        """Lemmas that head a row of the kind."""
        return frozenset(lemma for k, lemma in self._by_lemma if k == kind)


def load_lexicon(tables: Tables, ontology: Ontology) -> Lexicon:
    """Read and check all lexicon files. Raises KnowledgeError with every fault found."""
    problems = Problems()
    classes = _load_classes(tables)
    rows: dict[str, LexiconRow] = {}  # by id: a user's row takes the place of the row with its id in a lower layer
    for row in tables.read("events/lexicon_*.tsv", _COLUMNS):
        _check(row, ontology, classes, problems)
        before = rows.get(row.word("id"))
        if before is not None and before.layer == row.layer:
            problems.add(row, f"id {before.id!r} stands already in {before.ref}; give it another.")
        rows[row.word("id")] = _lexicon_row(row, classes)
    support = [
        SupportVerb(r.word("lemma"), r.text("particle"), r.word("subject_role") or "source")
        for r in tables.read("events/support_verbs.tsv", ("lemma", "particle", "subject_role"))
    ]
    problems.raise_if_any()
    light_heads = frozenset(r.word("lemma") for r in tables.read("language/light_heads.tsv", ("lemma",)))
    return Lexicon(list(rows.values()), classes, support, light_heads, load_containers(tables))


def marked_example(text: str) -> MarkedExample:
    """Take the marks out of an example and say where the marked words are.

    >>> marked_example("[S Rebels] attacked [T a post].").target
    ((16, 22),)
    """
    plain, marked = take_marks(text, "ST")
    return MarkedExample(plain, marked["S"], marked["T"])


def _load_classes(tables: Tables) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in tables.read("events/argument_classes.tsv", ("class", "lemma")):
        classes.setdefault(row.word("class"), set()).add(row.word("lemma").replace("_", " "))
    return {name: frozenset(lemmas) for name, lemmas in sorted(classes.items())}


def _lexicon_row(row: Row, classes: Mapping[str, frozenset[str]]) -> LexiconRow:
    preposition, _, nouns = row.word("prep_object").partition(":")
    return LexiconRow(
        id=row.word("id"),
        lemma=row.word("lemma"),
        kind=row.word("kind"),
        particle=row.text("particle"),
        object=_lemmas(row.items("object"), classes),
        preposition=preposition or None,
        prep_object=_lemmas(nouns.split("|") if nouns else (), classes),
        agent=_lemmas(_optional(row, "agent"), classes),
        attribute=_lemmas(_optional(row, "attribute"), classes),
        source=_slots(row.word("source")),
        target=_slots(row.word("target")),
        is_reciprocal=row.word("reciprocal") == "yes",
        needs=row.word("needs"),
        event_type=row.word("type"),
        mode=row.text("mode"),
        cameo=row.text("cameo"),
        example=marked_example(row.word("example")),
        ref=row.ref,
        layer=row.layer,
    )


def _optional(row: Row, column: str) -> tuple[str, ...]:
    """Items of a column that only some lexicon files have."""
    return row.items(column) if column in row.cells else ()


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(s for s in cell.split("|") if s and s != "-")


def _lemmas(items: Sequence[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    out: set[str] = set()
    for item in items:
        out |= classes.get(item[1:], frozenset()) if item.startswith("@") else {item.replace("_", " ")}
    return frozenset(out)


def _check(row: Row, ontology: Ontology, classes: Mapping[str, frozenset[str]], problems: Problems) -> None:
    _check_words(row, classes, problems)
    event_type, mode, cameo = row.word("type"), row.text("mode"), row.text("cameo")
    if event_type == NO_EVENT:
        return
    if event_type not in ontology.types:
        problems.add(
            row, f"type {event_type!r} is not a PLOVER type; known: {', '.join(ontology.types)} or {NO_EVENT}."
        )
    elif mode and (event_type, mode) not in ontology.modes:
        known = ", ".join(m for t, m in ontology.modes if t == event_type) or "none"
        problems.add(row, f"mode {mode!r} does not belong to {event_type}; known modes: {known}.")
    if cameo and cameo not in ontology.cameo:
        problems.add(row, f"CAMEO code {cameo!r} is not in ontology/cameo.tsv.")


def _check_words(row: Row, classes: Mapping[str, frozenset[str]], problems: Problems) -> None:
    if row.word("kind") not in _KINDS:
        problems.add(row, f"kind {row.word('kind')!r}; expected verb, noun or adj.")
    if row.word("needs") not in _NEEDS:
        problems.add(row, f"needs {row.word('needs')!r}; expected any, source, target or dyad.")
    constrained = (*row.items("object"), *_optional(row, "agent"), *_optional(row, "attribute"))
    for item in (*constrained, *row.word("prep_object").partition(":")[2].split("|")):
        if item.startswith("@") and item[1:] not in classes:
            problems.add(row, f"object class {item!r} is not in argument_classes.tsv.")
    if not row.word("example"):
        problems.add(row, "the row has no example sentence.")
