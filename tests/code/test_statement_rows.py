"""Every row of statements/cues.tsv finds the speaker, the cue and the content of its own example."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.statements import CHANNELS, Cue, cue_example, load_channels, load_cues
from eventcoder.knowledge.tables import BUILT_IN, Tables
from eventcoder.schema import Span, Statement

Told = Callable[[str], tuple[Statement, ...]]
CUES = load_cues(Tables())
HEADER = "id\tlemma\tkind\tparticle\tframes\tclass\taddressee\tchannel\texample"


def words(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {m.start() for start, end in spans for m in re.finditer(r"\w+", text) if start <= m.start() < end}


def pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]


def fits(statement: Statement, row: Cue) -> bool:
    example, text = row.example, row.example.text
    cue = words(text, pairs([statement.cue]))
    if row.kind == "light":  # the noun's row names the class
        return cue >= words(text, example.cue)
    source = words(text, pairs([statement.source_span])) if statement.source_span else set()
    content, expected = words(text, pairs(statement.content)), words(text, example.content)
    return (
        bool(cue & words(text, example.cue))
        and statement.cue_class == row.cue_class
        and source == words(text, example.speaker)
        and len(content & expected) >= 0.75 * max(len(content), len(expected))
    )


@pytest.mark.parametrize("row", CUES.rows, ids=[r.id for r in CUES.rows])
def test_a_row_codes_its_example(row: Cue, told: Told) -> None:
    found = told(row.example.text)
    assert any(fits(s, row) for s in found), [
        (s.cue_class, s.source_span, s.cue.of(row.example.text), [c.of(row.example.text) for c in s.content])
        for s in found
    ]


def silent_examples() -> list[str]:
    lines = (BUILT_IN / "statements" / "cues.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")][1:]
    return [cells[-1] for cells in rows if cells[2] == "none"]


@pytest.mark.parametrize("example", silent_examples())
def test_a_verb_that_tells_nothing_said_gives_no_statement(example: str, told: Told) -> None:
    assert told(example) == ()


def test_there_are_enough_rows_of_each_kind() -> None:
    kinds = {k: sum(r.kind == k for r in CUES.rows) for k in ("verb", "noun", "adj", "prep", "adv", "light")}
    assert len(CUES.rows) >= 600
    assert kinds["verb"] >= 350
    assert kinds["noun"] >= 100
    assert kinds["adj"] >= 35


def test_marks_are_taken_out_of_an_example() -> None:
    example = cue_example("[S Khan] [C said] [Q no].")
    assert (example.text, example.speaker, example.content) == ("Khan said no.", ((0, 4),), ((10, 12),))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x.v\tx\tverb\t\tclause\tshout\t\t\tA [C x] b.", "class 'shout'"),
        ("x.v\tx\tword\t\tclause\tsay\t\t\tA [C x] b.", "kind 'word'"),
        ("x.v\tx\tverb\t\tgerund\tsay\t\t\tA [C x] b.", "frame 'gerund'"),
        ("x.v\tx\tverb\t\tclause\tsay\tby\t\tA [C x] b.", "addressee 'by'"),
        ("x.v\tx\tverb\t\tclause\tsay\t\tsmoke\tA [C x] b.", "channel 'smoke'"),
        ("x.v\tx\tverb\t\tclause\tsay\t\t\t", "no example"),
        ("say.v\tx\tverb\t\tclause\tsay\t\t\tA [C x] b.", "stands already"),
        ("y.v\tsay\tverb\t\tclause\tsay\t\t\tA [C x] b.", "stands already"),
    ],
    ids=["class", "kind", "frame", "addressee", "channel", "example", "id", "word"],
)
def test_faults_are_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "statements").mkdir()
    (tmp_path / "statements" / "cues.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_cues(Tables((tmp_path,)))
    assert message in str(caught.value)
    assert "statements/cues.tsv:2" in str(caught.value)


def test_channel_words_know_their_channel() -> None:
    channels = load_channels(Tables())
    assert {r.channel for r in channels.rows} <= {*CHANNELS, None}
    assert [r.channel for r in channels.nouns("conference")][:1] == ["press conference"]


def test_faults_in_channels_are_named(tmp_path: Path) -> None:
    (tmp_path / "statements").mkdir()
    text = "id\tkind\twords\tprepositions\tchannel\texample\na.b\tnoun\tpigeon\tby\tpigeon post\t\n"
    (tmp_path / "statements" / "channels.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="pigeon post"):
        load_channels(Tables((tmp_path,)))
