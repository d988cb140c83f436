"""Who a phrase means: on a day, in a report, by which rule. Cases are rows; the dated ones are in actors_dated.tsv."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eventcoder.analysis import Analysis
from eventcoder.schema import Actor, Mention

Analyse = Callable[..., Analysis]


def dated_rows() -> list[list[str]]:
    lines = Path(__file__).with_name("actors_dated.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("# ")][1:]


def mention_of(analysis: Analysis, words: str, number: int = 0) -> Mention:
    text = analysis.document.text
    return [m for m in analysis.mentions if m.span.of(text) == words][number]


def actors_of(analysis: Analysis, words: str, number: int = 0) -> list[Actor]:
    by_id = {a.id: a for a in analysis.actors}
    return [by_id[i] for i in mention_of(analysis, words, number).actor_ids]


def code_of(analysis: Analysis, words: str, number: int = 0) -> str:
    return " ".join(sorted(a.code for a in actors_of(analysis, words, number)))


def test_dated_table_is_long_enough() -> None:
    assert len(dated_rows()) >= 300


@pytest.mark.parametrize(
    ("phrase", "day", "countries", "sectors", "name"),
    [row[:5] for row in dated_rows()],
    ids=[f"{row[0]}@{row[1]}" for row in dated_rows()],
)
def test_who_holds_what_on_a_day(
    phrase: str, day: str, countries: str, sectors: str, name: str, analyse: Analyse
) -> None:
    analysis = analyse(phrase, published=day)
    outer = next(
        m for m in analysis.mentions if not any(o.span.covers(m.span) for o in analysis.mentions if o is not m)
    )
    found = next(a for a in analysis.actors if a.id == outer.actor_ids[0])
    assert found.country in countries.split("|")
    if sectors != "*":
        assert (found.sectors[0] if found.sectors else "") in sectors.split("|")
    if name:
        assert found.name == name


PHRASES = [
    # phrase, code of the whole
    ("Sudanese government-backed militia", "SDNPRM"),
    ("Iran-backed militia", "---REB"),
    ("the US-led coalition", "USAMIL"),
    ("Kurdish-led Syrian Democratic Forces", "SYRREB"),
    ("ethnic Albanian rebels in Macedonia", "MKDREB"),
    ("former Israeli prime minister", "ISRELI"),
    ("a senior Hamas official in Gaza", "PSEREB"),
    ("two Chinese warplanes", "CHNMIL"),
    ("Rwandan refugees in Zaire", "RWAREF"),
    ("Minsk police station", "BLRCOP"),
    ("opposition lawmakers", "---LEG"),
    ("a team of heavily armed police", "---COP"),
    ("members of Hamas", "PSEREB"),
    ("students of the University of Khartoum", "SDNEDU"),
    ("the Knesset", "ISRLEG"),
    ("Nigerian airlines", "NGABUS"),
    ("an anti-Syrian journalist", "---JRN"),
    ("pro-Russian separatists", "---REB"),
    ("members of the Taliban", "AFGREB"),
    ("the Red Cross", "NGOMED"),
]


@pytest.mark.parametrize(("phrase", "code"), PHRASES, ids=[p for p, _ in PHRASES])
def test_phrase(phrase: str, code: str, analyse: Analyse) -> None:
    analysis = analyse(phrase, published="2015-06-01")
    widest = max(analysis.mentions, key=lambda m: m.span.end - m.span.start)
    assert [a.code for a in analysis.actors if a.id == widest.actor_ids[0]] == [code]


METONYMS = [
    # text, the capital, code or None where it is only a place
    ("Tehran rejected the offer.", "Tehran", "IRNGOV"),
    ("Washington and Moscow agreed on a truce.", "Moscow", "RUSGOV"),
    ("The minister urged Beijing to act.", "Beijing", "CHNGOV"),
    ("Talks between Ankara and Athens failed.", "Athens", "GRCGOV"),
    ("The troops shelled Kabul.", "Kabul", None),
    ("They met in Geneva and Paris.", "Paris", None),
    ("Kabul fell in August.", "Kabul", None),
    ("The minister flew to Cairo.", "Cairo", None),
    ("Tripoli was bombed on Monday.", "Tripoli", None),
]


@pytest.mark.parametrize(("text", "capital", "code"), METONYMS, ids=[t for t, _, _ in METONYMS])
def test_a_capital_is_its_government_only_where_it_acts(
    text: str, capital: str, code: str | None, analyse: Analyse
) -> None:
    analysis = analyse(text)
    named = [m for m in analysis.mentions if m.span.of(text) == capital]
    assert [code_of(analysis, capital) for _ in named] == ([code] if code else [])


REPORT = [
    # text, words looked at, which of them, name of the actors
    ("President Emmanuel Macron met Olaf Scholz in Paris. Macron praised the deal.", "Macron", 0, "Emmanuel Macron"),
    (
        "Foreign Minister Anna Novak resigned. The foreign minister had been ill.",
        "The foreign minister",
        0,
        "Anna Novak",
    ),
    ("Wang Yi, China's foreign minister, spoke. Wang was calm.", "Wang", 0, "Wang Yi"),
    ("Sergei Lavrov met Mr Kim. He left early.", "He", 0, "Sergei Lavrov"),
    ("Angela Merkel met Mark Rutte. She smiled.", "She", 0, "Angela Merkel"),
    ("Angela Merkel met Mark Rutte. He smiled.", "He", 0, "Mark Rutte"),
    ("The Movement of Green Farmers (MGF) protested. The MGF wants land.", "The MGF", 0, "Movement of Green Farmers"),
    ("Iran and Iraq held talks. The two sides agreed to meet again.", "The two sides", 0, "Iran & Iraq"),
    ("Mali and Niger signed a pact. The former will send troops.", "The former", 0, "Mali"),
    ("Mali and Niger signed a pact. The latter will send troops.", "the latter", 0, "Niger"),
    ("Kenya closed its border. The country also recalled its envoy.", "The country", 0, "Kenya"),
    ('Vladimir Putin was firm. "We will not yield," he said.', "We", 0, "Vladimir Putin"),
]


@pytest.mark.parametrize(("text", "words", "number", "names"), REPORT, ids=[f"{t[:40]}-{w}" for t, w, _, _ in REPORT])
def test_within_a_report(text: str, words: str, number: int, names: str, analyse: Analyse) -> None:
    analysis = analyse(text, published="2023-05-05")
    found = [m for m in analysis.mentions if m.span.of(text).lower() == words.lower()][number]
    by_id = {a.id: a.name for a in analysis.actors}
    assert [by_id[i] for i in found.actor_ids] == names.split(" & ")


def test_a_counterpart_holds_the_same_office_elsewhere(analyse: Analyse) -> None:
    text = "US Secretary of State Antony Blinken met his Russian counterpart on Friday."
    assert [a.name for a in actors_of(analyse(text, published="2021-07-16"), "his Russian counterpart")] == [
        "Sergei Lavrov"
    ]


def test_an_office_without_a_country_is_that_of_the_publisher(analyse: Analyse) -> None:
    text = "The Foreign Office rejected the report."
    for country in ("PAK", "GBR"):
        assert code_of(analyse(text, country=country), "The Foreign Office") == f"{country}GOV"


def test_coordinated_countries_are_several_actors(analyse: Analyse) -> None:
    analysis = analyse("US and British forces entered the town.")
    assert code_of(analysis, "US and British forces") == "GBRMIL USAMIL"


def test_leaders_of_several_countries(analyse: Analyse) -> None:
    analysis = analyse("The leaders of Germany, France and Poland met on Monday.")
    assert code_of(analysis, "The leaders") == "DEUGOV FRAGOV POLGOV"


def test_a_western_official_is_not_of_the_reports_country(analyse: Analyse) -> None:
    analysis = analyse("BAGHDAD - A western official criticised the plan.", published="2019-01-01")
    assert code_of(analysis, "official") == "---GOV"


def test_weak_words_make_no_political_actor(analyse: Analyse) -> None:
    analysis = analyse("The head of the table was empty and the front of the house was white.")
    assert all(not a.sectors and a.country is None for a in analysis.actors)


def test_every_mention_says_by_which_rule(analyse: Analyse) -> None:
    analysis = analyse(
        "Pakistani Foreign Minister Shah Mahmood Qureshi met Afghan officials. He told the Taliban to talk.",
        published="2021-07-16",
    )
    assert analysis.mentions
    for m in analysis.mentions:
        assert m.evidence
        assert all(e.rule and e.stage == "resolve.actors" and e.note for e in m.evidence)


def test_resolution_is_deterministic(analyse: Analyse) -> None:
    text = "Russia and Ukraine accused each other. Both sides blamed the other. He said Kyiv would answer."
    assert analyse(text).mentions == analyse(text).mentions


TEAMS = [
    # text, words, is it an actor
    ("Pakistan beat England by six wickets in Lahore.", "Pakistan", False),
    ("Germany face Brazil in the semi-final on Tuesday.", "Brazil", False),
    ("Israel defeated Egypt in six days.", "Egypt", True),
    ("Russia won the final round of talks.", "Russia", True),
    ("Qatar will host the final of the tournament in Doha, said Qatar's foreign ministry.", "foreign ministry", True),
]


@pytest.mark.parametrize(("text", "words", "is_actor"), TEAMS)
def test_states_that_play_are_no_actors(text: str, words: str, is_actor: bool, analyse: Analyse) -> None:
    analysis = analyse(text, published="2018-05-04")
    found = any(m.span.of(text).endswith(words) for m in analysis.mentions)
    assert found == is_actor


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("The president of Orvex said it would open a factory in Chennai.", "The president", "---"),
        ("Danish media and government warned of floods in Sweden.", "government", "DNKGOV"),
        ("Soldiers and officials in Peru welcomed the truce.", "Soldiers", "PERMIL"),
        ("The Arab League (AL) met in Cairo.", "AL", "IGO"),
    ],
)
def test_whose_the_phrase_is(text: str, words: str, code: str, analyse: Analyse) -> None:
    assert code_of(analyse(text, published="2018-05-04"), words) == code
