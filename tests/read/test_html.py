"""Web pages: the report and its metadata, or one clear reason."""

from __future__ import annotations

import sys

import pytest

from eventcoder.read.faults import Fault
from eventcoder.read.html import MAX_TAGS, page_values

PARAGRAPHS = [
    "KABUL (AP) — The foreign minister of the country said on Friday that the talks with its neighbour had failed.",
    "He told reporters in the capital that “both sides” would meet again next month, but gave no day for the meeting.",
    "Officials of the other country did not answer questions about the talks, which began more than two years ago.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Talks fail | The Example Times</title>
<meta property="og:title" content="Talks fail"><meta property="og:site_name" content="The Example Times">
<meta property="article:published_time" content="2021-07-16T10:30:00Z"><meta name="author" content="Jane Smith">
<link rel="canonical" href="https://example.org/talks-fail"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Talks fail</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<footer><p>Copyright. All rights reserved.</p></footer></body></html>"""


@pytest.fixture(autouse=True)
def _needs_trafilatura() -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed (extra 'html')")


def test_report_and_metadata() -> None:
    values = page_values(PAGE.encode())
    text = str(values["text"])
    for paragraph in PARAGRAPHS:
        assert paragraph in text
    assert "Home" not in text
    assert values["title"] == "Talks fail"
    assert values["published"] == "2021-07-16"
    assert values["source"] == "The Example Times"
    assert values["url"] == "https://example.org/talks-fail"


def test_declared_western_encoding_and_unreadable_characters() -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("the capital", "the\x00 capital café").encode("cp1252")
    assert "“both sides”" in str(page_values(page)["text"])


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><script>var x = 1;</script></body></html>",
        "<div><span><<<>>>< a b = ' <p </div",
        "<!-- nothing -->",
        "<html><body>" + "<div>" * 5_000,
        "not a page",
    ],
    ids=["empty-body", "script-only", "soup", "comment", "deep", "no-markup"],
)
def test_page_without_a_report(page: str) -> None:
    with pytest.raises(Fault, match=r"Expected a page with one article|Save the report"):
        page_values(page.encode())


def test_heap_of_tags_is_refused() -> None:
    with pytest.raises(Fault, match="100,001 tags"):
        page_values(b"<html><body>" + b"<p>" * (MAX_TAGS - 1))


def test_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from eventcoder.read import html

    html._extractor.cache_clear()
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(Fault, match=r"pip install 'eventcoder\[html\]'"):
        page_values(PAGE.encode())
    html._extractor.cache_clear()
