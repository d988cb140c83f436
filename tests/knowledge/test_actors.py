"""The actor files as the loader gives them, on tiny knowledge; the built-in files at the end."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from eventcoder.errors import KnowledgeError
from eventcoder.knowledge.actor_files import load_actors
from eventcoder.knowledge.actor_names import last_word, person_words, plain, slug
from eventcoder.knowledge.actors import Actors, Known, Period, office_key
from eventcoder.knowledge.tables import Tables


def period(start: str | None, end: str | None, office: str | None = None) -> Period:
    return Period("PAK", ("GOV",), office, start, end, "x.tsv:1")


def known(*periods: Period) -> Known:
    return Known("per:x", "X", None, tuple(sorted(periods, key=lambda p: p.start or "", reverse=True)))


@pytest.mark.parametrize(
    ("start", "end", "day", "holds"),
    [
        ("2018-08-20", "2022-04-10", "2018-08-20", True),
        ("2018-08-20", "2022-04-10", "2022-04-10", True),  # ends are inclusive
        ("2018-08-20", "2022-04-10", "2022-04-11", False),
        ("2018-08", "2022-04", "2018-08-01", True),
        ("2018-08", "2022-04", "2022-04-30", True),
        ("2018-08", "2022-04", "2022-05-01", False),
        ("2018", "2022", "2022-12-31", True),
        ("2018", None, "2030-01-01", True),
        (None, "2022", "1950-01-01", True),
        ("2018", None, None, True),  # no day: what has not ended
        ("2018", "2022", None, False),
    ],
)
def test_a_period_holds_with_the_precision_of_its_ends(
    start: str | None, end: str | None, day: str | None, *, holds: bool
) -> None:
    assert period(start, end).holds(day) is holds


def test_without_a_day_the_latest_period_counts() -> None:
    person = known(period("2001", "2003", "minister"), period("2005", "2009", "president"))
    assert person.at(None) == person.latest() == period("2005", "2009", "president")
    assert person.at("2004-06-01") is None


def test_nothing_is_over_without_a_day() -> None:
    assert known(period("2001", "2003")).last_before(None) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Abdel-Fattah al-Sisi", ("abdel", "fattah", "sisi")),
        ("Omar El Bashir", ("omar", "bashir")),
        ("Antony J. Blinken", ("antony", "blinken")),
        ("Recep Tayyip Erdoğan", ("recep", "tayyip", "erdogan")),
        ("Ban Ki-moon", ("ban", "ki", "moon")),
    ],
)
def test_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert person_words(name) == words
    assert last_word(name) == words[-1]


@pytest.mark.parametrize("text", ["Łódź", "São Tomé", "Đukanović", "ASCII only", "“quoted” – dash", "ẞ"])
def test_plain_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_slug() -> None:
    assert slug("Élysée Palace") == "elysee_palace"
    assert slug("–") == "x"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("president of the Senate", "Senate president"),
        ("defense secretary", "defence secretary"),
        ("secretary-general of NATO", "NATO secretary general"),
    ],
)
def test_offices_are_the_same_in_any_order(one: str, other: str) -> None:
    assert office_key(one) == office_key(other)


# user layers and faults


def layer(root: Path, name: str, header: str, *rows: str) -> Tables:
    file = root / "actors" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["# a layer of tests", header, *rows]) + "\n", encoding="utf-8")
    return Tables((root,))


BODIES = "id\tname\taliases\tcountry\tsectors\tstart\tend\tparent\tnote"


def test_a_layer_adds_a_body(tmp_path: Path) -> None:
    tables = layer(
        tmp_path, "groups.tsv", BODIES, "grp:shire\tShire Front\tSF Rebels|Shire Guard\tNZL\tREB\t2001\t\t\t"
    )
    actors = load_actors(tables)
    assert [e.id for e in actors.names["SF Rebels"]] == ["grp:shire"]
    assert actors.known["grp:shire"].at("2002-01-01") is not None


def test_an_unknown_country_is_an_error_with_file_and_line(tmp_path: Path) -> None:
    tables = layer(tmp_path, "groups.tsv", BODIES, "grp:shire\tShire Front\t\tQQQ\tREB\t\t\t\t")
    with pytest.raises(KnowledgeError, match=r"actors/groups\.tsv:3: country 'QQQ'"):
        load_actors(tables)


def test_weak_names_are_weak_only_where_no_word_tells(tmp_path: Path) -> None:
    tables = layer(tmp_path, "groups.tsv", BODIES, "grp:dawn_x\tSunrise\tSunrise Party\tNZL\tPTY\t\t\t\tweak")
    names = load_actors(tables).names
    assert [e.is_weak for e in names["Sunrise"]] == [True]
    assert [e.is_weak for e in names["Sunrise Party"]] == [False]


def test_acronyms_may_be_written_as_words(tmp_path: Path) -> None:
    tables = layer(
        tmp_path,
        "organizations.tsv",
        BODIES,
        "org:zorp\tZone of Regional Peace\tZORP\tIGO\tGOV\t\t\t\t",
        "org:plan_x\tPeople's League\tPLAN\tIGO\tGOV\t\t\t\t",
    )
    names = load_actors(tables).names
    assert [e.id for e in names["Zorp"]] == ["org:zorp"]
    assert "Plan" not in names  # actors/capitals_only.tsv


# the built-in files


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors(Tables())


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Afganistan", "AFG"),
        ("Ethopia", "ETH"),
        ("Phillipines", "PHL"),
        ("Cameron", None),
        ("Bolivar", None),
        ("Georgina", None),
        ("Smith", None),
    ],
)
def test_misspelt_states(word: str, country: str | None, actors: Actors) -> None:
    assert {e.id for e in actors.misspelt_state(word)} == ({f"cty:{country}"} if country else set())


def test_notes_of_roles(actors: Actors) -> None:
    assert actors.roles["taoiseach"][0].country == "IRL"
    assert actors.roles["gen."][0].full == "general"
    assert "relational" in actors.roles["spokesman"][0].notes
    assert "weak" in actors.roles["head"][0].notes


def test_every_office_of_the_table_is_held_by_somebody(actors: Actors) -> None:
    held = {office for _, office in actors.holders}
    nouns = [noun for noun, offices in actors.offices.items() if not held & set(offices)]
    assert not nouns


def test_holders_are_found_by_country_and_office(actors: Actors) -> None:
    holding = [i for i, p in actors.holders["USA", "secretary of state"] if p.holds("2021-07-16")]
    assert holding == ["per:blinken_antony"]


def test_names_without_accents_are_keys(actors: Actors) -> None:
    assert all(form.isascii() or plain(form) == form for form in actors.names)


def test_the_files_load_quickly() -> None:
    started = time.process_time()
    load_actors(Tables())
    assert time.process_time() - started < 1.5  # about 0.2 s; the limit leaves room for a busy machine
