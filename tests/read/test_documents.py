"""Documents from checked fields: ids, days, countries, and the text as it came."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.errors import ReadError
from eventcoder.read import fold, read_documents, read_text
from eventcoder.schema import Document, Quarantined

from .conftest import Read

REPORT = "Talks fail\r\nBy A. Smith\r\n\r\nKABUL, July 16 (AP) —\u00a0“No,” the envoy\x00 said.\r\n\r\nHe left.\u200f"


def test_everything_is_a_span_of_the_text_as_it_came() -> None:
    document = read_text(REPORT, published="2021-07-17", source="The Example Times", country="usa")
    assert document.text == REPORT
    assert document.headline is not None
    assert document.headline.of(REPORT) == "Talks fail"
    assert document.byline is not None
    assert document.byline.of(REPORT) == "By A. Smith"
    assert document.dateline is not None
    assert document.dateline.place is not None
    assert (document.dateline.place.of(REPORT), document.dateline.date) == ("KABUL", "2021-07-16")
    assert [p.of(REPORT) for p in document.paragraphs][2:] == [
        "KABUL, July 16 (AP) —\u00a0“No,” the envoy\x00 said.",
        "He left.",
    ]
    assert document.publisher_country == "USA"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021-07-16", "2021-07-16"),
        ("2021-7-6", "2021-07-06"),
        ("2021/07/16", "2021-07-16"),
        ("2021-07-16T23:59:59+02:00", "2021-07-16"),
        ("2021-07-16 10:30", "2021-07-16"),
        ("20210716", "2021-07-16"),
        ("20210716103000", "2021-07-16"),
        ("16 July 2021", "2021-07-16"),
        ("July 16th, 2021", "2021-07-16"),
        ("Fri, 16 Jul 2021 10:30:00 GMT", "2021-07-16"),
    ],
)
def test_day_in_many_forms(written: str, day: str) -> None:
    assert read_text("Talks failed.", published=written).published == day


@pytest.mark.parametrize(
    "written", ["9:55 AM ET", "03/05/2021", "2021-02-30", "yesterday", "1626430000000", "July 2021"]
)
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(ReadError, match="which is no day"):
        read_text("Talks failed.", published=written)


@pytest.mark.parametrize("country", ["Pakistan", "PK", "P4K"])
def test_country_must_be_a_code(country: str) -> None:
    with pytest.raises(ReadError, match="alpha-3"):
        read_text("Talks failed.", country=country)


def test_empty_and_long_texts_are_refused() -> None:
    with pytest.raises(ReadError, match="empty"):
        read_text(" \ufeff\n")
    with pytest.raises(ReadError, match="at most 10"):
        read_text("Talks failed.", max_characters=10)


def test_defaults_fill_gaps_only(read: Read) -> None:
    line = '{"id": "%s", "text": "%s"%s}\n'
    lines = line % ("1", "Talks.", ', "date": "2020-01-01", "country": "FRA"') + line % ("2", "More.", "")
    lines += line % ("3", "KABUL, May 3, 2019 (AP) - The envoy left the city on Friday.", "")
    documents, _ = read({"a.jsonl": lines}, published="2021-07-16", country="PAK")
    assert [(d.published, d.publisher_country) for d in documents] == [
        ("2020-01-01", "FRA"),
        ("2021-07-16", "PAK"),
        ("2019-05-03", "PAK"),
    ]


def test_report_is_not_lost_for_a_bad_day_or_country(read: Read, caplog: pytest.LogCaptureFixture) -> None:
    documents, faults = read(
        {"a.jsonl": '{"text": "Talks.", "date": "9:55 AM ET", "country": "Pakistan"}'}, country="GBR"
    )
    assert faults == []
    assert (documents[0].published, documents[0].publisher_country) == (None, "GBR")
    assert [("no day" in m or "alpha-3" in m) and "record 1" in m for m in caplog.messages] == [True, True]


def test_same_id_twice(read: Read) -> None:
    line = '{"id": "%s", "text": "%s"}\n'
    documents, faults = read(
        {
            "a.jsonl": line % ("1", "One.") + line % ("1", "One.") + line % ("1", "Other."),
            "b.jsonl": line % ("1", "One."),
        }
    )
    assert [d.text for d in documents] == ["One."]
    assert ["duplicate" in f.reason for f in faults] == [True, False, True]
    assert "another text" in faults[1].reason
    assert all("a.jsonl, record 1" in f.reason for f in faults)


def test_all_texts_of_an_id_are_read_if_they_are_versions(read: Read) -> None:
    lines = [json.dumps({"id": "1", "text": text}) for text in ("One.", "One.", "Other.")]
    documents, faults = read({"a.jsonl": "\n".join(lines)}, has_versions=True)
    assert [(d.id, d.text) for d in documents] == [("1", "One."), ("1", "One."), ("1", "Other.")]
    assert faults == []


def test_records_without_id_take_a_digest(read: Read) -> None:
    documents, faults = read({"a.jsonl": '{"text": "One."}\n{"text": "Two."}\n{"text": "One."}\n'})
    assert len({d.id for d in documents}) == 2
    assert all(d.id.startswith("doc-") for d in documents)
    assert [f.record for f in faults] == [3]


def test_files_of_one_name_both_stay(read: Read) -> None:
    documents, faults = read({"a/report.txt": "One.", "b/report.txt": "Two."})
    assert documents[0].id == "report"
    assert len({d.id for d in documents}) == 2
    assert faults == []


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_text(text, published="2021-07-16")
    except ReadError:
        assert not fold(text).strip()
        return
    assert document.text == text
    spans = [document.headline, document.byline, document.dateline and document.dateline.span, *document.paragraphs]
    assert all(span is None or span.end <= len(text) for span in spans)
    assert list(document.paragraphs) == sorted(document.paragraphs)


@given(st.binary(max_size=200), st.sampled_from(["text", "jsonl", "csv", "tsv", None]))
def test_any_bytes_are_read_or_quarantined(data: bytes, form: str | None) -> None:
    for found in read_documents(["-"], form=form, stdin=io.BytesIO(data)):  # type: ignore[arg-type]
        assert isinstance(found, Document | Quarantined)
