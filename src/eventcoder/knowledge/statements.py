"""How statements are introduced: cue words with their frames, and the words that name a channel or a venue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.knowledge.marks import Stretches, take_marks
from eventcoder.knowledge.tables import Problems, Row, Tables

_CUE_COLUMNS: Final = "id lemma kind particle frames class addressee channel example".split()
_CHANNEL_COLUMNS: Final = "id kind words prepositions channel example".split()
_LISTS: Final = (
    "none",
    "teller",
    "paper",
    "deed",
    "comment",
    "bond",
    "contact",
)  # kinds whose rows are plain lists of words
_KINDS: Final = frozenset({"verb", "noun", "adj", "prep", "adv", "light", *_LISTS})
_FRAMES: Final = frozenset(
    {"clause", "quote", "np", "infinitive", "object_infinitive", "as", "predicate", "noun_clause"}
)
_ADDRESSEES: Final = frozenset({"object", "to", "with", "at", "on", "upon", "of", "from"})
CLASSES: Final = frozenset(
    "accuse admit agree answer ask believe claim condemn confirm demand deny discuss fear hope name none oppose order "
    "praise predict promise propose refuse reject report say stress support threaten warn".split()
)
CHANNELS: Final = (
    "call", "meeting", "interview", "press conference", "briefing", "speech", "post", "statement", "letter",
    "testimony", "broadcast", "report",
)  # fmt: skip
_CHANNEL_KINDS: Final = frozenset({"noun", "verb", "verb_person", "venue", "audience", "remark"})


@dataclass(frozen=True, slots=True)
class CueExample:
    """A sentence with the words that stand for speaker, cue and content."""

    text: str
    speaker: Stretches
    cue: Stretches
    content: Stretches


@dataclass(frozen=True, slots=True)
class Cue:
    """One word that introduces a statement (cues.tsv)."""

    id: str
    lemma: str
    kind: str  # verb | noun | adj | prep | adv | light (a verb that lends its subject to a noun)
    particle: str | None
    frames: frozenset[str]
    prepositions: frozenset[str]  # of the prep:WORD frames
    cue_class: str
    addressee: tuple[str, ...]  # object, or prepositions
    channel: str | None
    example: CueExample
    ref: str


@dataclass(frozen=True, slots=True)
class ChannelWord:
    """Words that name a channel; ``channel`` is None where they name a venue."""

    id: str
    kind: str  # noun | verb | verb_person | venue | audience (who is told) | remark (the verb of a sentence about it)
    words: str  # lemmas, the head noun last
    prepositions: frozenset[str]
    channel: str | None
    ref: str


class Cues:
    """Cue words by kind, lemma and particle, with lists of words.

    silent: verbs that take a that-clause without telling anything said.
    tellers: verbs that tell something said only if somebody, or a paper, is their subject ("the flood showed X").
    papers: nouns of papers that tell something.
    comments: nouns by which a report judges what was said ("a move that angered X").
    contacts: verbs whose subject says what an infinitive after the object tells ("called him to say X").
    bonds: nouns that "with" completes ("ties with X").
    deeds: words that tell a view of a plan, but help for somebody where their object is an actor ("backed the rebels").
    """

    def __init__(self, rows: Sequence[Cue], lists: Mapping[str, frozenset[str]] | None = None) -> None:
        self.rows = tuple(rows)
        lists = lists or {}
        self.silent, self.tellers, self.papers, self.deeds, self.comments, self.bonds, self.contacts = (
            lists.get(kind, frozenset[str]()) for kind in _LISTS
        )
        self._by_key = {(r.kind, r.lemma, r.particle): r for r in rows}
        self.verbs = frozenset(r.lemma for r in rows if r.kind == "verb")
        self.nouns = frozenset(r.lemma for r in rows if r.kind == "noun")
        self.adjectives = frozenset(r.lemma for r in rows if r.kind == "adj")
        self.light = frozenset(r.lemma for r in rows if r.kind == "light")
        self.adverbs = frozenset(r.lemma for r in rows if r.kind == "adv")

    def find(self, kind: str, lemma: str, particle: str | None = None) -> Cue | None:
        """The row of a cue word, or None."""
        return self._by_key.get((kind, lemma, particle))


class Channels:
    """Channel and venue words by head noun or verb."""

    def __init__(self, rows: Sequence[ChannelWord]) -> None:
        self.rows = tuple(rows)
        self._nouns: dict[str, list[ChannelWord]] = {}
        for row in rows:
            if row.kind in ("noun", "venue"):
                self._nouns.setdefault(row.words.split()[-1], []).append(row)
        for found in self._nouns.values():
            found.sort(key=lambda r: -len(r.words))
        self.verbs: Mapping[str, ChannelWord] = {r.words: r for r in rows if r.kind == "verb"}
        self.audiences: Mapping[str, ChannelWord] = {r.words: r for r in rows if r.kind == "audience"}
        self.remarks: Mapping[str, ChannelWord] = {r.words: r for r in rows if r.kind == "remark"}
        self.person_verbs: Mapping[str, ChannelWord] = {r.words: r for r in rows if r.kind == "verb_person"}

    def nouns(self, head: str) -> Sequence[ChannelWord]:
        """Rows whose words end in this lemma, longest first."""
        return self._nouns.get(head, ())


def load_cues(tables: Tables) -> Cues:
    """Read and check cues.tsv. Raises KnowledgeError with every fault found."""
    problems = Problems()
    rows: list[Cue] = []
    lists: dict[str, set[str]] = {kind: set() for kind in _LISTS}
    seen: dict[object, str] = {}
    for row in tables.read("statements/cues.tsv", _CUE_COLUMNS):
        _check_cue(row, problems)
        for key in (row.word("id"), (row.word("kind"), row.word("lemma"), row.word("particle"))):
            if key in seen:
                problems.add(row, f"{key!r} stands already in {seen[key]}; give each cue word one row.")
            seen[key] = row.ref
        if row.word("kind") in lists:
            lists[row.word("kind")].add(row.word("lemma"))
        else:
            rows.append(_cue(row))
    problems.raise_if_any()
    return Cues(rows, {kind: frozenset(words) for kind, words in lists.items()})


def load_channels(tables: Tables) -> Channels:
    """Read and check channels.tsv. Raises KnowledgeError with every fault found."""
    problems = Problems()
    rows: list[ChannelWord] = []
    for row in tables.read("statements/channels.tsv", _CHANNEL_COLUMNS):
        if row.word("kind") not in _CHANNEL_KINDS:
            problems.add(row, f"kind {row.word('kind')!r}; expected {', '.join(sorted(_CHANNEL_KINDS))}.")
        if (row.word("channel") or None) not in (*CHANNELS, None):
            problems.add(row, f"channel {row.word('channel')!r}; known: {', '.join(CHANNELS)}.")
        if not row.text("channel") and row.word("kind") != "venue":
            problems.add(row, "the channel cell is empty; only rows of kind venue have none.")
        rows.append(
            ChannelWord(
                row.word("id"), row.word("kind"), row.word("words"), frozenset(row.items("prepositions")),
                row.text("channel"), row.ref,
            )
        )  # fmt: skip
    problems.raise_if_any()
    return Channels(rows)


def cue_example(text: str) -> CueExample:
    """Take the marks out of an example and say where the marked words are.

    >>> cue_example("[S Khan] [C said] [Q no].").content
    ((10, 12),)
    """
    plain, marked = take_marks(text, "SCQ")
    return CueExample(plain, marked["S"], marked["C"], marked["Q"])


def _cue(row: Row) -> Cue:
    frames = row.items("frames")
    return Cue(
        id=row.word("id"),
        lemma=row.word("lemma"),
        kind=row.word("kind"),
        particle=row.text("particle"),
        frames=frozenset(f for f in frames if f in _FRAMES),
        prepositions=frozenset(f.removeprefix("prep:") for f in frames if f.startswith("prep:")),
        cue_class=row.word("class"),
        addressee=row.items("addressee"),
        channel=row.text("channel"),
        example=cue_example(row.word("example")),
        ref=row.ref,
    )


def _check_cue(row: Row, problems: Problems) -> None:
    if row.word("kind") not in _KINDS:
        problems.add(row, f"kind {row.word('kind')!r}; expected {', '.join(sorted(_KINDS))}.")
    if row.word("class") not in CLASSES:
        problems.add(row, f"class {row.word('class')!r}; known: {', '.join(sorted(CLASSES))}.")
    for frame in row.items("frames") or ("",):
        if frame not in _FRAMES and not (frame.startswith("prep:") and frame.removeprefix("prep:")):
            problems.add(row, f"frame {frame!r}; expected prep:WORD or {', '.join(sorted(_FRAMES))}.")
    for slot in row.items("addressee"):
        if slot not in _ADDRESSEES:
            problems.add(row, f"addressee {slot!r}; expected {', '.join(sorted(_ADDRESSEES))}.")
    if row.text("channel") and row.word("channel") not in CHANNELS:
        problems.add(row, f"channel {row.word('channel')!r}; known: {', '.join(CHANNELS)}.")
    if not row.word("example"):
        problems.add(row, "the row has no example sentence.")
