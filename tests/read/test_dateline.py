"""Datelines in the shapes that agencies and ministries write, and openings that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.knowledge.language import Language, load_language
from eventcoder.read.dateline import FindDateline
from eventcoder.read.folding import fold

BODY = "The foreign minister met his counterpart on Friday to discuss trade."
PUBLISHED = "2021-07-20"

CASES = {  # opening -> (span, place, date, wire)
    "ISLAMABAD: ": ("ISLAMABAD:", "ISLAMABAD", None, None),
    "KABUL (AP) — ": ("KABUL (AP) —", "KABUL", None, "AP"),
    "CITY, 3 May (Wire) - ": ("CITY, 3 May (Wire) -", "CITY", "2021-05-03", "Wire"),
    "GENEVA/NEW YORK, May 3 (Reuters) - ": ("GENEVA/NEW YORK, May 3 (Reuters) -", "GENEVA", "2021-05-03", "Reuters"),
    "Islamabad, July 16: ": ("Islamabad, July 16:", "Islamabad", "2021-07-16", None),
    "ST. PETERSBURG, Russia (AP) — ": ("ST. PETERSBURG, Russia (AP) —", "ST. PETERSBURG", None, "AP"),
    "WASHINGTON, D.C. — ": ("WASHINGTON, D.C. —", "WASHINGTON", None, None),
    "AUSTIN, Texas - ": ("AUSTIN, Texas -", "AUSTIN", None, None),
    "UNITED NATIONS, Sept. 26 (UPI) — ": ("UNITED NATIONS, Sept. 26 (UPI) —", "UNITED NATIONS", "2021-09-26", "UPI"),
    "MOSCOW, March 3. /TASS/. ": ("MOSCOW, March 3. /TASS/.", "MOSCOW", "2021-03-03", "TASS"),
    "Beijing, 16 July 2020 (Xinhua) -- ": ("Beijing, 16 July 2020 (Xinhua) --", "Beijing", "2020-07-16", "Xinhua"),
    "NEW DELHI, July 16 (PTI): ": ("NEW DELHI, July 16 (PTI):", "NEW DELHI", "2021-07-16", "PTI"),
    "Ankara (dpa) – ": ("Ankara (dpa) –", "Ankara", None, "DPA"),
    "PARIS, AFP - ": ("PARIS, AFP -", "PARIS", None, "AFP"),
    "KABUL, Friday, July 16 – ": ("KABUL, Friday, July 16 –", "KABUL", "2021-07-16", None),
    "AL-QAMISHLI, Syria – ": ("AL-QAMISHLI, Syria –", "AL-QAMISHLI", None, None),
    "SÃO PAULO (The Associated Press) - ": ("SÃO PAULO (The Associated Press) -", "SÃO PAULO", None, "AP"),
    "JERUSALEM and GAZA, Dec 31 (Reuters) - ": (
        "JERUSALEM and GAZA, Dec 31 (Reuters) -",
        "JERUSALEM",
        "2021-12-31",
        "Reuters",
    ),
    "THE HAGUE (Reuters) ": ("THE HAGUE (Reuters)", "THE HAGUE", None, "Reuters"),
    "(Reuters) - ": ("(Reuters) -", None, None, "Reuters"),
    "(CNN)": ("(CNN)", None, None, "CNN"),
    "(NEW YORK) — ": ("(NEW YORK) —", "NEW YORK", None, None),
    "GENEVA, June 31 (Reuters) - ": ("GENEVA, June 31 (Reuters) -", "GENEVA", None, "Reuters"),
    "KABUL\u00a0(AP)\u00a0—\u00a0": ("KABUL\u00a0(AP)\u00a0—", "KABUL", None, "AP"),
}

NONE = [
    "BREAKING: ", "EXCLUSIVE: ", "UPDATE 2 - ", "SECRETARY BLINKEN: ", "DR. KHAN: ", "QUESTION: ", "MR. PRICE: ",
    "NATO ", "US – ", "Analysis: ", "New Delhi: ", "Officials said - ", "On May 3 ", "In Kabul, ",
    "The CNN ", "", "1. ", "— ", "(a) ",
]  # fmt: skip


@pytest.mark.parametrize("opening", CASES, ids=[ascii(c) for c in CASES])
def test_dateline(opening: str, language: Language) -> None:
    text = opening + BODY
    found = FindDateline(language)(fold(text), 0, len(text), PUBLISHED)
    assert found is not None
    place = found.place.of(text) if found.place else None
    assert (found.span.of(text), place, found.date, found.wire) == CASES[opening]


@pytest.mark.parametrize("opening", NONE, ids=[ascii(c) for c in NONE])
def test_no_dateline(opening: str, language: Language) -> None:
    text = opening + BODY
    assert FindDateline(language)(fold(text), 0, len(text), PUBLISHED) is None


def test_text_in_capitals_tells_nothing(language: Language) -> None:
    text = "KHAN: " + BODY.upper()
    assert FindDateline(language)(fold(text), 0, len(text)) is None


def test_place_in_small_letters_is_taken_from_who_knows_places(language: Language) -> None:
    find = FindDateline(language, is_place=lambda name: name == "New Delhi")
    text = "New Delhi: " + BODY
    found = find(fold(text), 0, len(text))
    assert found is not None
    assert found.span.of(text) == "New Delhi:"
    other = "Nobody: " + BODY
    assert find(fold(other), 0, len(other)) is None


def test_place_without_any_mark_is_taken_from_who_knows_places(language: Language) -> None:
    find = FindDateline(language, is_place=lambda name: name == "LONDON")
    text = "LONDON The latest on the talks between the two governments."
    found = find(fold(text), 0, len(text))
    assert found is not None
    assert found.span.of(text) == "LONDON"
    other = "UNICEF The latest on the talks between the two governments."
    assert find(fold(other), 0, len(other)) is None


@pytest.mark.parametrize(
    ("published", "date"),
    [("2021-01-02", "2020-12-31"), ("2020-12-30", "2020-12-31"), (None, None), ("2020-06-15", "2019-12-31")],
)
def test_day_without_year_is_the_nearest(published: str | None, date: str | None, language: Language) -> None:
    text = "KABUL, Dec. 31 (AP) — " + BODY
    found = FindDateline(language)(fold(text), 0, len(text), published)
    assert found is not None
    assert found.date == date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("16 July 2021", "2021-07-16"),
        ("Friday, 16 July 2021", "2021-07-16"),
        ("Published: July 16, 2021 10:30am", "2021-07-16"),
        ("Fri, 16 Jul 2021 10:30:00 GMT", "2021-07-16"),
        ("16 July", None),
        ("16 July 2021 was a bad day for the whole of the country.", None),
        ("31 June 2021", None),
    ],
)
def test_date_line(line: str, day: str | None, language: Language) -> None:
    assert FindDateline(language).date_line(fold(line), 0, len(line)) == day


PIECES = st.lists(
    st.sampled_from(
        [
            "KABUL",
            "New York",
            ", ",
            "/",
            " and ",
            "May 3",
            "3 May 2021",
            " (AP)",
            "/TASS/",
            " - ",
            " — ",
            ":",
            ".",
            " ",
            "A",
            "The",
        ]
    )
).map("".join)


@given(st.one_of(st.text(st.characters(exclude_categories=())), PIECES))
def test_spans_lie_in_the_text(text: str) -> None:
    find = FindDateline(load_language())
    found = find(fold(text), 0, len(text), PUBLISHED)
    if found is not None:
        assert found.span.end <= len(text)
        assert found.place is None or found.span.covers(found.place)
