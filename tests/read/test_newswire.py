"""Headline, byline, dateline and date line, told from the text alone."""

from __future__ import annotations

import pytest

from eventcoder.knowledge.language import Language
from eventcoder.read.dateline import FindDateline
from eventcoder.read.folding import fold
from eventcoder.read.newswire import Newswire, ReadNewswire
from eventcoder.read.paragraphs import split_paragraphs

BODY = (
    "The foreign minister met his counterpart on Friday to discuss bilateral trade, the ministry said in a statement."
)

CASES = {  # text -> (headline, byline, dateline)
    f"Minister meets envoy\nBy Our Diplomatic Correspondent\nISLAMABAD: {BODY}": (
        "Minister meets envoy",
        "By Our Diplomatic Correspondent",
        "ISLAMABAD:",
    ),
    f"Minister meets envoy\n\n{BODY}": ("Minister meets envoy", None, None),
    f"Will the minister meet the envoy?\n\n{BODY}": ("Will the minister meet the envoy?", None, None),
    f"By Jane Smith and Ali al-Khan, Staff Writers\n\nKABUL (AP) — {BODY}": (
        None,
        "By Jane Smith and Ali al-Khan, Staff Writers",
        "KABUL (AP) —",
    ),
    f"By John Smith KABUL (Reuters) - {BODY}": (None, "By John Smith", "KABUL (Reuters) -"),
    f"By Jane Smith, Associated Press WASHINGTON (AP) — {BODY}": (
        None,
        "By Jane Smith, Associated Press",
        "WASHINGTON (AP) —",
    ),
    f"By JANE SMITH and ALI KHAN, Associated Press WASHINGTON (AP) — {BODY}": (
        None,
        "By JANE SMITH and ALI KHAN, Associated Press",
        "WASHINGTON (AP) —",
    ),
    f"(AP) KABUL, Afghanistan - {BODY}": (None, None, "KABUL, Afghanistan -"),
    f"A guard stands at a gate. (Wire Photo/J. Roe) KABUL, Afghanistan - {BODY}": (None, None, "KABUL, Afghanistan -"),
    f"Judges sit in court. By NAIROBI, Kenya, Apr 5 – {BODY}": (None, None, "NAIROBI, Kenya, Apr 5 –"),
    f"A guard stands at a gate. LAGOS (Reuters) - {BODY}": (None, None, "LAGOS (Reuters) -"),
    f"He met the union. NATO, Europe - and others - kept silent. {BODY}": (None, None, None),
    f"She met the union. WHO - and others - kept silent. {BODY}": (None, None, None),
    f"The Example Times reports:\n\n{BODY}": (None, None, None),
    f"Talks fail\n\nAli Khan reports from Kabul\n\n{BODY}": ("Talks fail", "Ali Khan reports from Kabul", None),
    f"{BODY}\n\n(Reporting by A. Smith; Editing by B. Jones)": (
        None,
        "(Reporting by A. Smith; Editing by B. Jones)",
        None,
    ),
    f"By Friday the talks had collapsed.\n\n{BODY}": (None, None, None),
    f"By Friday The Talks Collapsed\n\n{BODY}": ("By Friday The Talks Collapsed", None, None),
    f"{BODY}\n\n{BODY}": (None, None, None),
    BODY: (None, None, None),
    "Only a short line": (None, None, None),
    "MR. PRICE: Good afternoon, everyone here.\n\nQUESTION: Thank you for the time.\n\nMR. PRICE: No.": (
        None,
        None,
        None,
    ),
    "ALPHA: Good afternoon to everyone in the room.\n\nBETA: Thank you very much for the answer.": (None, None, None),
}


def _read(text: str, language: Language, published: str | None = None) -> Newswire:
    folded = fold(text)
    return ReadNewswire(FindDateline(language))(folded, split_paragraphs(folded), published)


@pytest.mark.parametrize("text", CASES)
def test_opening(text: str, language: Language) -> None:
    found = _read(text, language)
    spans = (found.headline, found.byline, found.dateline.span if found.dateline else None)
    assert tuple(span.of(text) if span else None for span in spans) == CASES[text]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Talks fail\n\nFriday, 16 July 2021\n\nKABUL: {BODY}", "2021-07-16"),
        (f"KABUL, July 16, 2021 (AP) — {BODY}", "2021-07-16"),
        (f"KABUL, July 16 (AP) — {BODY}", None),
        (BODY, None),
    ],
)
def test_published_is_told_by_the_text(text: str, published: str | None, language: Language) -> None:
    assert _read(text, language).published == published


def test_date_line_gives_the_dateline_its_year(language: Language) -> None:
    found = _read(f"16 July 2021\n\nKABUL, July 15 (AP) — {BODY}", language)
    assert found.dateline is not None
    assert found.dateline.date == "2021-07-15"
