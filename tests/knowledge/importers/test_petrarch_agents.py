"""Agent dictionaries: macros, plurals, roles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.knowledge.importers.conftest import Layer

ROLES = "actors/roles.tsv"
Import = Callable[..., Layer]


@pytest.mark.parametrize(
    ("line", "noun", "plural", "sectors"),
    [
        ("KELPER [~REB]", "kelper", "kelpers", "REB"),
        ("KELP_PARTY [~PTY]", "kelp party", "kelp parties", "PTY"),
        ("HARBOUR_WATCH {HARBOUR_WATCHES} [~COP]", "harbour watch", "harbour watches", "COP"),
        ("KELPFOLK {} [~PPL]", "kelpfolk", None, "CVL"),
        ("KELPMAN_ [~MIL]", "kelpman", None, "MIL"),
        ("KELP_SCRIBE [~MED]", "kelp scribe", "kelp scribes", "JRN"),
        ("KELP_HEALER [~HLH]", "kelp healer", "kelp healers", "MED"),
        ("KELP_ENVOY [~GOVELI]", "kelp envoy", "kelp envoys", "GOV|ELI"),
        ("KELP_OBSERVERS_IN [IGO~]", "kelp observers", "kelp observers", "IGO"),
    ],
)
def test_agent(import_lines: Import, line: str, noun: str, plural: str | None, sectors: str) -> None:
    (row,) = import_lines(agents=line).rows(ROLES)
    assert (row["noun"], row.get("plural"), row["sectors"]) == (noun, plural, sectors)


def test_several_irregular_plurals(import_lines: Import) -> None:
    rows = import_lines(agents="KELPMAN {KELPMEN KELPFOLK} [~CVL]").rows(ROLES)
    assert sorted((r["noun"], r["plural"]) for r in rows) == [("kelpfolk", "kelpfolk"), ("kelpman", "kelpmen")]


def test_macro_of_a_noun_and_its_plural(import_lines: Import) -> None:
    layer = import_lines(agents="!MINIST! = MINISTER, MINISTERS\nKELP_!MINIST!_OF_STATE [~GOV]\n")
    assert [(r["noun"], r["plural"]) for r in layer.rows(ROLES)] == [
        ("kelp minister of state", "kelp ministers of state")
    ]


def test_macro_of_different_nouns(import_lines: Import) -> None:
    layer = import_lines(agents="KELP_!WHO! [~AGR]\n!WHO! = FARMER, DIVER\n")
    assert [r["noun"] for r in layer.rows(ROLES)] == ["kelp diver", "kelp farmer"]


def test_noun_that_is_known_with_the_same_sectors_needs_no_row(import_lines: Import) -> None:
    layer = import_lines(agents="SOLDIER [~MIL]")
    assert layer.rows(ROLES) == []
    assert layer.left_out == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("KELPER [REB]", "expected [~ROLE]"),
        ("KELPER ~REB", "expected PHRASE"),
        ("KELPER [~XQZ]", "XQZ has no PLOVER sector"),
        ("KELP_!NOBODY! [~REB]", "!NOBODY! is defined nowhere"),
        ("KELPER [~REB]\nKELPER [~CRM]", "already"),
    ],
)
def test_left_out(import_lines: Import, line: str, words: str) -> None:
    assert any(words in reason for _, reason in import_lines(agents=line).left_out)
