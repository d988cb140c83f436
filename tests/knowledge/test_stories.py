"""Knowledge of the grouping is checked when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.stories import load_stories
from eventcoder.knowledge.tables import Tables


def layer(folder: Path, name: str, text: str) -> Tables:
    (folder / "stories").mkdir(parents=True)
    (folder / "stories" / name).write_text(text.replace(" ", "\t"), encoding="utf-8")
    return Tables((folder,))


def test_the_built_in_files_are_right() -> None:
    known = load_stories()
    assert known.limits.merge > known.limits.average > 0
    assert known.types_like("SANCTION") == tuple(sorted(known.types_like("SANCTION")))
    assert "SANCTION" in known.types_like("SANCTION")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("weights.tsv", "rule kind weight note\nwho.named names much n\n", "weight 'much' is no number"),
        ("limits.tsv", "name value note\nmerged 2 n\n", "limit 'merged' is not one of"),
        ("type_pairs.tsv", "first second weight note modes\nMEET AGREE 0 n phone\n", "'MEET' is no event type"),
        ("type_pairs.tsv", "first second weight note modes\nAGREE AGREE 0 n phone\n", "stands with itself"),
        (
            "type_pairs.tsv",
            "first second weight note modes\nCOERCE SANCTION 0 n deport+phone\n",
            r"modes 'deport\+phone'",
        ),
        ("mode_pairs.tsv", "type first second verdict note\nCONSULT phone visit maybe n\n", "verdict 'maybe'"),
        (
            "mode_pairs.tsv",
            "type first second verdict note\nCONSULT phone expel same n\n",
            "'expel' is no mode",
        ),
        ("sector_pairs.tsv", "first second note\nGOV KING n\n", "'KING' is no value"),
        ("type_needs.tsv", "event_type needs note\nASSAULT blood n\n", "needs 'blood'"),
    ],
)
def test_a_wrong_row_is_named(name: str, text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=told) as error:
        load_stories(layer(tmp_path / "mine", name, text))
    assert f"mine/stories/{name}:2" in str(error.value)


def test_a_user_may_change_a_limit(tmp_path: Path) -> None:
    tables = layer(tmp_path / "mine", "limits.tsv", "name value note\nmerge 9 strict\n")
    assert load_stories(tables).limits.merge == 9
