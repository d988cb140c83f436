"""Which report a text is: its identity, its content, and the address that both are told from.

Three things are told apart. The **content** is what a report says: the same words from two mirrors are one content.
The **key** is which report it is: its address if it has one, else the file it is, else its outlet and id. A
**sighting** is one content under one key, known from a day on. Two contents under one key are two versions of one
report.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import PurePath
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from eventcoder.errors import StoreError
from eventcoder.schema import Document
from eventcoder.store.codec import canonical

_NOISE: Final = ("data", "url_noise.tsv")
_HEADER: Final = ("id", "kind", "name", "note")
_KINDS: Final = ("parameter", "host", "path")
_SHORT: Final = 280  # characters; two shorter texts may be the same by chance, on different days
_UNDATED: Final = "9999-99-99"
_COPY: Final = re.compile(r"-[0-9a-f]{8}\Z")  # what a second file of the same name gets behind its id
_NAMES: Final = ("urn:", "tag:")  # addresses that name a thing without saying where it is
_HOST_LABELS: Final = 3  # "m.example.org" has a label to spare, "m.org" has not


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is to a store."""

    key: str  # which report: "url:example.org/a", "file:reports/a.txt", "id:Outlet|a"
    content: str  # which words: "v" and sixteen hex digits
    known: str | None  # ISO day from which it was known
    rank: str  # the least one of a content is the sighting whose record is kept


@dataclass(frozen=True, slots=True)
class UrlNoise:
    """Parts of an address that do not say which report it is."""

    parameters: frozenset[str]
    prefixes: tuple[str, ...]
    hosts: frozenset[str]
    paths: frozenset[str]

    def is_noise(self, parameter: str) -> bool:
        """True for a parameter of the query that only says how a reader came."""
        name = parameter.casefold()
        return name in self.parameters or name.startswith(self.prefixes)


def identify(document: Document, known: str | None = None) -> Identity:
    """Return what a document is; ``known`` is the ISO day it was known from, None for the day it was published.

    Raises StoreError if ``known`` is no day.
    """
    day = checked_day(known) if known is not None else document.published
    key, content = _key(document), content_of(document)
    whole = hashlib.blake2b(canonical(document), digest_size=8).hexdigest()
    return Identity(key, content, day, "\x1f".join((day or _UNDATED, key, whole)))


def content_of(document: Document) -> str:
    """Return the id of a document's words; line breaks and blanks do not count.

    Short texts get their day as well: "Markets were closed." of two days are two reports.
    """
    words = " ".join(document.text.split())
    day = (document.published or "") if len(words) < _SHORT else ""
    digest = hashlib.sha256(f"{day}\x1f{words}".encode("utf-8", "surrogatepass"))
    return f"v{digest.hexdigest()[:16]}"


def report_id(key: str) -> str:
    """Return the id of the report with this key."""
    return f"r{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def canonical_url(url: str) -> str | None:
    """Return an address without what differs between mirrors, or None if it names no single page.

    >>> canonical_url("http://www.Example.org/a/?utm_source=x&b=2#top")
    'example.org/a?b=2'
    """
    plain = url.strip()
    if plain.casefold().startswith(_NAMES):
        return plain
    try:
        parts = urlsplit(plain if "//" in plain else f"//{plain}")
        host, port = (parts.hostname or "").casefold(), parts.port
    except ValueError:
        return None
    if "." not in host or any(c.isspace() for c in host):
        return None
    noise = url_noise()
    path = _plain_path(parts.path, noise)
    kept = sorted((n, v) for n, v in parse_qsl(parts.query, keep_blank_values=True) if not noise.is_noise(n))
    if not path and not kept:
        return None  # the front page of an outlet stands for many reports
    place = _plain_host(host, noise) + (f":{port}" if port not in (None, 80, 443) else "")
    return place + path + (f"?{urlencode(kept)}" if kept else "")


def checked_day(day: str) -> str:
    """Return an ISO day as it is. Raises StoreError if it is none."""
    try:
        if dt.date.fromisoformat(day).isoformat() == day:
            return day
    except ValueError:
        pass
    raise StoreError(f"{day!r} is no day. Expected a day such as 2021-07-16.")


@lru_cache(maxsize=1)
def url_noise() -> UrlNoise:
    """Return the built-in list. Raises StoreError if a row is wrong."""
    text = resources.files(__package__).joinpath(*_NOISE).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]
    rows = lines[1:]
    if tuple(lines[0]) != _HEADER or any(len(row) != len(_HEADER) or row[1] not in _KINDS for row in rows):
        raise StoreError(f"{'/'.join(_NOISE)}: expected the columns {', '.join(_HEADER)} and the kinds {_KINDS}.")
    by_kind = {kind: [name for _, k, name, _ in rows if k == kind] for kind in _KINDS}
    return UrlNoise(
        parameters=frozenset(name for name in by_kind["parameter"] if not name.endswith("*")),
        prefixes=tuple(name[:-1] for name in by_kind["parameter"] if name.endswith("*")),
        hosts=frozenset(by_kind["host"]),
        paths=frozenset(by_kind["path"]),
    )


def _key(document: Document) -> str:
    address = canonical_url(document.url) if document.url else None
    if address is not None:
        return f"url:{address}"
    if document.path is not None and _is_named_by_file(document.id, document.path):
        return f"file:{posixpath.normpath(PurePath(document.path).as_posix())}"
    return f"id:{document.source or ''}|{document.id}"


def _is_named_by_file(document_id: str, path: str) -> bool:
    """True if a report brought no id of its own and was given the name of its file."""
    name = PurePath(path).name.removesuffix(".gz")
    stem = PurePath(name).stem or name
    return stem in (document_id, _COPY.sub("", document_id))


def _plain_host(host: str, noise: UrlNoise) -> str:
    labels = host.rstrip(".").split(".")
    while len(labels) >= _HOST_LABELS and labels[0] in noise.hosts:
        labels = labels[1:]
    return ".".join(labels)


def _plain_path(path: str, noise: UrlNoise) -> str:
    parts = [part for part in path.split("/") if part]
    while parts and parts[-1].casefold() in noise.paths:
        parts.pop()
    return "".join(f"/{part}" for part in parts)
