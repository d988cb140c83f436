"""Web pages to their report: main text and metadata by trafilatura, an optional extra that only this module imports."""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from eventcoder.read.decoding import decode_html
from eventcoder.read.faults import Fault

STAGE: Final = "read.html"
MAX_TAGS: Final = 100_000  # time grows with them; a cap on seconds would make results depend on the machine
_DATES: Final = {"original_date": True, "extensive_search": False, "min_date": "1970-01-01", "max_date": "2199-12-31"}
_TAG: Final = re.compile("<[a-zA-Z]")
_REMOVED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what an XML tree cannot hold
_MISSING: Final = (
    "HTML needs the extra 'html', which is not installed: {error}. Install it with: pip install 'eventcoder[html]'."
)


def page_values(data: bytes) -> dict[str, object]:
    """Return the named values of one page: text, title, published, url, source.

    Raises Fault if trafilatura is missing, the page is undecodable or too large a heap of tags, or holds no report.
    """
    markup = _REMOVED.sub(" ", decode_html(data))
    tags = sum(1 for _ in _TAG.finditer(markup))
    if tags > MAX_TAGS:
        raise Fault(f"{tags:,} tags on one page. Expected at most {MAX_TAGS:,}; save the report's text instead.")
    page = _extracted(markup)
    text = getattr(page, "text", None)
    if not text or not text.strip():
        raise Fault("no report found on the page. Expected a page with one article; save the report's text instead.")
    found = {"text": text, "title": page.title, "published": page.date, "url": page.url, "source": page.sitename}
    return {name: value for name, value in found.items() if value}


def _extracted(markup: str) -> Any:
    """Run trafilatura; its trees may fail in many ways on broken pages, and each failure is one page's own."""
    try:
        extract = _extractor()
    except ImportError as error:
        raise Fault(_MISSING.format(error=error)) from error
    try:
        return extract(
            markup,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=dict(_DATES),  # no date of today, and the same answer every day
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError) as error:
        name = type(error).__name__
        raise Fault(f"the page cannot be read: {name}: {error}. Save the report's text instead.") from error


@lru_cache(maxsize=1)
def _extractor() -> Callable[..., Any]:
    """Return trafilatura's extractor, with its chatter about broken pages turned off: the fault tells it."""
    extract: Callable[..., Any] = importlib.import_module("trafilatura").bare_extraction
    for name in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return extract
