"""Verbs and patterns of PETRARCH dictionaries as rows of the event lexicon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.importers.findings import Findings, Place
from eventcoder.knowledge.importers.petrarch_verbs import Pattern, SynonymSets, Verb, VerbBlock, own_patterns
from eventcoder.knowledge.importers.tables_out import TableOut
from eventcoder.knowledge.ontology import CameoCode

_COLUMNS: Final = tuple(
    "id lemma kind particle object prep_object agent source target reciprocal needs type mode cameo example".split()
)
_DROPPED_ROOTS: Final = ("01", "02")
_NO_EVENT: Final = ("---", "")
_MARKERS: Final = frozenset({"$", "+", "^", "%"})
_PREPOSITIONS: Final = frozenset(
    "about across after against along among around at before behind between by during for from in inside into near of "
    "off on onto out outside over through throughout to toward towards under until upon with within without".split()
)
_TARGETS: Final = "patient|recipient|with|to|against|from|for|on|of|at|about|over|into|in"
_TARGETS_BESIDE_OBJECT: Final = "with|to|recipient|against|from|for|on|of|at|about|over|into|in"


@dataclass(slots=True)
class Frame:
    """What a pattern asks for, in the columns of the lexicon."""

    agent: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    preposition: str | None = None
    prep_object: tuple[str, ...] = ()
    target: str | None = None

    @property
    def is_bare(self) -> bool:
        """True if it asks for nothing."""
        return not (self.agent or self.object or self.preposition)


class PatternError(KnowledgeError):
    """A pattern says something that a lexicon row cannot say."""


class LexiconRows:
    """Turns verb blocks into lexicon rows. ``cameo``: the codes of the ontology."""

    def __init__(self, cameo: Mapping[str, CameoCode], findings: Findings) -> None:
        self._cameo = cameo
        self._findings = findings
        self._taken: set[tuple[str, ...]] = set()
        self._n = 0
        about = "Verbs and patterns of the dictionary. CC0 does not apply: the content is that of the dictionary."
        self.table = TableOut("events/lexicon_import.tsv", about, _COLUMNS)

    def add(self, blocks: Sequence[VerbBlock], sets: SynonymSets) -> None:
        """Add the rows of one file."""
        told: set[str] = set()  # patterns that have been left out: each is reported once, not once a verb
        for block in blocks:
            for verb in block.verbs:
                if verb.code is not None:
                    self._add(verb, Frame(target=_TARGETS), verb.code, verb.place, verb.lemma, told)
        for verb, pattern in own_patterns(blocks):
            try:
                frame = frame_of(pattern, sets)
            except PatternError as reason:
                self._leave_out(pattern.place, pattern.text, str(reason), told)
            else:
                self._add(verb, frame, pattern.code, pattern.place, pattern.text, told)

    def _add(self, verb: Verb, frame: Frame, code: str, place: Place, text: str, told: set[str]) -> None:
        active, _, passive = (part.strip() for part in code.partition(":"))
        if passive and passive != active:
            self._leave_out(
                place, f"{text} [{code}]", "a row cannot tell active from passive; the first code is taken.", told
            )
        if active in _NO_EVENT:
            if passive or frame.is_bare:
                return
            self._write(verb, frame, "-", "", "", place, text)
            return
        own = self._cameo.get(active)
        if own is None:
            self._leave_out(place, text, f"code {active!r} is not in CAMEO; see ontology/cameo.tsv.", told)
        elif own.event_type is None:
            root = ", ".join(_DROPPED_ROOTS)
            self._leave_out(place, text, f"code {active}: PLOVER has no type for CAMEO roots {root}.", told)
        else:
            self._write(verb, frame, own.event_type, own.mode or "", active, place, text)

    def _write(self, verb: Verb, frame: Frame, event_type: str, mode: str, cameo: str, place: Place, text: str) -> None:
        is_event = event_type != "-"
        cells = {
            "lemma": verb.lemma,
            "kind": "verb",
            "particle": verb.particle or "",
            "object": "|".join(frame.object),
            "prep_object": ":".join(x for x in (frame.preposition, "|".join(frame.prep_object)) if x),
            "agent": "|".join(frame.agent),
            "source": "agent" if is_event else "-",
            "target": (frame.target or _TARGETS) if is_event else "-",
            "reciprocal": "no",
            "needs": "source" if is_event else "any",
        }
        key = tuple(cells[c] for c in ("lemma", "particle", "object", "prep_object", "agent"))
        if key in self._taken:
            self._findings.leave_out(place, text, f"{verb.lemma!r} has a row with the same words already.")
            return
        self._taken.add(key)
        self._n += 1
        example = f"{verb.lemma} ({place})" if frame.is_bare else f"{verb.lemma}: {text} ({place})"
        self.table.add(
            id=f"petrarch.{verb.lemma}.{self._n:05d}",
            type=event_type,
            mode=mode,
            cameo=cameo,
            example=example.replace("[", "<").replace("]", ">"),
            **cells,
        )

    def _leave_out(self, place: Place, text: str, reason: str, told: set[str]) -> None:
        if str(place) not in told:
            told.add(str(place))
            self._findings.leave_out(place, text, reason)


def frame_of(pattern: Pattern, sets: SynonymSets) -> Frame:
    """Return what a pattern asks for. Raises PatternError with the reason if a row cannot say it."""
    if {"^", "%"} & {*pattern.before, *pattern.after}:
        raise PatternError("skips (^) and compounds (%) have no column.")
    frame = Frame()
    before = [t for t in pattern.before if t != "$"]
    if "+" in before or any(t.startswith("(") for t in before):
        raise PatternError("the target or a preposition before the verb has no column.")
    if len(before) > 1:
        raise PatternError("more than one noun before the verb has no column.")
    for item in before:
        frame.agent = _nouns(item, sets)
    _read_after(frame, pattern.after, sets)
    if frame.target is None:
        frame.target = _TARGETS_BESIDE_OBJECT if frame.object else _TARGETS
    return frame


def _read_after(frame: Frame, tokens: Sequence[str], sets: SynonymSets) -> None:
    """Read the words after the verb: an object, one preposition with or without its noun, the target's mark."""
    preposition: str | None = None
    for item in tokens:
        if item == "$":
            raise PatternError("the source after the verb has no column.")
        word = item.lower().strip("_")
        if item == "+":
            frame.target = preposition or "patient"
            preposition = None
        elif item.startswith("("):
            _add_phrase(frame, item.strip("()").split(), sets)
        elif word in _PREPOSITIONS:
            preposition = word
        elif preposition is not None:
            _add_phrase(frame, [preposition, item], sets)
            preposition = None
        elif frame.object:
            raise PatternError("more than one noun after the verb has no column.")
        else:
            frame.object = _nouns(item, sets)
    if preposition is not None:
        _set_preposition(frame, preposition)


def _add_phrase(frame: Frame, words: Sequence[str], sets: SynonymSets) -> None:
    if not words or words[0].lower() not in _PREPOSITIONS:
        raise PatternError("brackets without a preposition first have no column.")
    preposition, nouns = words[0].lower(), words[1:]
    if "+" in nouns or "." in nouns:
        frame.target = preposition
        return
    _set_preposition(frame, preposition)
    if nouns:
        frame.prep_object = _nouns("{" + " ".join(nouns) + "}" if len(nouns) > 1 else nouns[0], sets)


def _set_preposition(frame: Frame, preposition: str) -> None:
    if frame.preposition is not None:
        raise PatternError("more than one preposition has no column.")
    frame.preposition = preposition


def _nouns(item: str, sets: SynonymSets) -> tuple[str, ...]:
    """The nouns of a item: a word, ``{ADJ HEAD}`` as two words, or those of a set."""
    if item.startswith("&"):
        words = sets.words(item.rstrip("_"))
        if words is None:
            raise PatternError(f"the set {item} is defined nowhere.")
        return tuple(_noun(w) for w in words)
    inside = item.strip("{}").split()
    if any(w.startswith("&") for w in inside):
        raise PatternError("a set inside braces has no column.")
    return (_noun("_".join(inside[-2:])),)


def _noun(word: str) -> str:
    return word.strip("_+ ").replace(" ", "_").lower()
