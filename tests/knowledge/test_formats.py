"""The tables of other projects: checked when they are loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.formats import load_foreign_codes, load_formats
from eventcoder.knowledge.ontology import load_ontology
from eventcoder.knowledge.tables import Tables


def layer(folder: Path, name: str, *lines: str) -> Tables:
    file = folder / "formats" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Tables((folder,))


@pytest.mark.parametrize(
    ("iso3", "fips", "cameo"),
    [
        ("DEU", "GM", "DEU"),
        ("ROU", "RO", "ROM"),
        ("RUS", "RS", "RUS"),
        ("SRB", "RI", "SRB"),
        ("KOS", "KV", "KOS"),
        ("AUS", "AS", "AUS"),
        ("AUT", "AU", "AUT"),
        ("CHE", "SZ", "CHE"),
        ("SDN", "SU", "SDN"),
        ("SSD", "OD", "SSD"),
    ],
)
def test_countries(iso3: str, fips: str, cameo: str) -> None:
    codes = load_foreign_codes().countries[iso3]
    assert (codes.fips, codes.cameo) == (fips, cameo)


def test_no_two_countries_share_a_code() -> None:
    fips = [c.fips for c in load_foreign_codes().countries.values() if c.fips]
    assert len(set(fips)) == len(fips)
    cameo = [c.cameo for c in load_foreign_codes().countries.values()]
    assert len(set(cameo)) == len(cameo)


def test_every_sector_and_root_is_translated() -> None:
    ontology, codes = load_ontology(Tables()), load_foreign_codes()
    assert set(codes.sectors) == set(ontology.sectors)
    assert set(codes.quads["gdelt"]) == {code for code in ontology.cameo if len(code) == 2}
    assert (codes.sectors["MED"], codes.sectors["JRN"]) == ("HLH", "MED"), "MED is medical in PLOVER, media in CAMEO"


def test_all_faults_of_a_format_are_shown_at_once(tmp_path: Path) -> None:
    head = "name\ttitle\tending\tunit\tneeds_target\theader\tmissing\tseparator\tstatuses\tmerges\tnote"
    layer(tmp_path, "mine.tsv", "column\tfield\tnote", "a\tevent.date\t", "a\tevent.year\t", "b\t\t")
    tables = layer(tmp_path, "formats.tsv", head, "mine\tMine\t.tsv\tline\tno\tmaybe\t\t;\tasserted\tno\t")
    with pytest.raises(KnowledgeError) as error:
        load_formats(tables)
    for part in ("unit 'line'", "header is yes or no", "'a' stands twice", "'b' is never filled"):
        assert part in str(error.value)


def test_unknown_countries_and_quads_are_faults(tmp_path: Path) -> None:
    layer(tmp_path, "quads.tsv", "root\tphoenix\tgdelt", "01\t7\t1")
    tables = layer(tmp_path, "countries.tsv", "iso3\tfips\tcameo", "ZZZ\tZZ\t")
    with pytest.raises(KnowledgeError, match="'ZZZ' is not in") as error:
        load_foreign_codes(tables)
    assert "quad class from 0 to 4" in str(error.value)
