"""The packed gazetteer: towns, provinces and districts of the world, opened only where it is read.

Comes in: ``places/gazetteer.zip``, made by ``build_places.py``: blocks of lines sorted by key, and an index of the
blocks. Goes out: for a key, the places of that name. A block is unpacked on its first use and searched as text, so that
opening costs milliseconds and everything unpacked needs no more than the text itself.
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Final

from eventcoder.errors import KnowledgeError

FILE: Final = "places/gazetteer.zip"
_STEP: Final = 16


@dataclass(frozen=True, slots=True)
class Place:
    """One place that a name may mean."""

    name: str
    kind: str  # point | city | admin2 | admin1 | country | region
    country: str | None  # ISO 3166 alpha-3; None for what lies in several or none
    admin1: str | None  # GeoNames code: "US.OH"
    admin2: str | None
    latitude: float
    longitude: float
    population: int
    geonameid: str | None
    ref: str  # "places/admin1.tsv:12"
    is_alias: bool = False  # the name asked for is another name of it, and no part of its first name

    def contains(self, other: Place) -> bool:
        """True if ``other`` lies in this unit by its codes."""
        if self.kind == "country":
            return self.country == other.country and other.kind != "country"
        if self.kind == "admin1":
            return self.admin1 is not None and self.admin1 == other.admin1 and other.kind not in ("country", "admin1")
        if self.kind == "admin2":
            return self.admin2 is not None and self.admin2 == other.admin2 and other.kind in ("city", "point")
        return False


class _Block:
    """Sorted lines kept as bytes, with the places of every 16th line for quick look-up."""

    def __init__(self, lines: bytes) -> None:
        self._text = b"\n" + lines + b"\n"
        split = lines.split(b"\n")
        lengths = [0, *accumulate(map(len, split))]
        self._starts = [lengths[n] + n for n in range(0, len(split), _STEP)]  # of the line break before each
        self._keys = [line[: line.index(b"\t")] for line in split[::_STEP]]

    def lines(self, key: str) -> list[str]:
        """The lines whose first cell is the key."""
        text, word = self._text, key.encode("utf-8", "surrogatepass")
        step = bisect_left(self._keys, word) - 1  # lines of one key may begin before the step that starts with it
        low = self._starts[max(step, 0)]
        after = bisect_right(self._keys, word)
        high = self._starts[after] + len(word) + 2 if after < len(self._starts) else len(text)
        start_of_line = b"\n" + word + b"\t"
        found = []
        start = text.find(start_of_line, low, high)
        while start >= 0:
            end = text.index(b"\n", start + 1)
            found.append(text[start + 1 : end].decode())
            start = end if text.startswith(start_of_line, end) else -1
        return found

    def line(self, number: int) -> str:
        """The line with a number, counted from 0."""
        start = self._starts[number // _STEP]
        for _ in range(number % _STEP):
            start = self._text.index(b"\n", start + 1)
        return self._text[start + 1 : self._text.index(b"\n", start + 1)].decode()


class Gazetteer:
    """Looks up places by key (``place_names.place_key``)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._index: dict[str, tuple[list[str], list[str], list[int]]] = {}
        self.find = lru_cache(maxsize=20_000)(self._find)
        self._block = lru_cache(maxsize=1024)(self._unpacked)

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Names of provinces and districts by their GeoNames codes ("US.OH"); all blocks are read, half a second."""
        if not self._index:
            self._open()
        lines = (
            line for member in self._index["places"][0] for line in self._archive.read(member).decode().split("\n")
        )
        names: dict[str, str] = {}
        for key, name, kind, _, admin1, admin2, *_ in (line.split("\t") for line in lines):
            if kind in ("admin1", "admin2"):
                names.setdefault(admin2 or admin1, name or key.title())
        return names

    def _find(self, key: str) -> tuple[Place, ...]:
        """Return the places with this key as their name, then those with it as another name."""
        if not self._index:
            self._open()
        named = tuple(self._place(line) for line in self._lines("places", key))
        others: tuple[Place, ...] = ()
        for line in self._lines("aliases", key):
            others = tuple(self._place(self._numbered(int(n)), asked=key) for n in line.split("\t")[1].split(","))
        return named + others

    def _open(self) -> None:
        try:
            index = self._archive.read("index.tsv").decode("utf-8")
        except (OSError, KeyError, zipfile.BadZipFile) as error:
            raise KnowledgeError(
                f"{self._path.name}: the gazetteer cannot be opened ({error}); expected the file that "
                "python -m eventcoder.knowledge.build_places writes. Build it or install the package again."
            ) from error
        for line in index.strip("\n").split("\n"):
            member, first, number = line.split("\t")
            members, keys, numbers = self._index.setdefault(member.split("/", 1)[0], ([], [], []))
            members.append(member)
            keys.append(first)
            numbers.append(int(number))

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        """The bytes, not the open file: a copy of the process would share the file's position."""
        return zipfile.ZipFile(io.BytesIO(self._path.read_bytes()))

    def _unpacked(self, member: str) -> _Block:
        return _Block(self._archive.read(member))

    def _lines(self, kind: str, key: str) -> list[str]:
        """The lines of a kind that start with the key."""
        members, keys, _ = self._index[kind]
        block = bisect_right(keys, key) - 1
        return self._block(members[block]).lines(key) if block >= 0 else []

    def _numbered(self, number: int) -> str:
        """The line of the place with a number."""
        members, _, numbers = self._index["places"]
        block = bisect_right(numbers, number) - 1
        return self._block(members[block]).line(number - numbers[block])

    def _place(self, line: str, *, asked: str | None = None) -> Place:
        key, name, kind, country, admin1, admin2, latitude, longitude, population, geonameid = line.split("\t")
        return Place(
            name=name or key.title(),
            kind=kind,
            country=country or None,
            admin1=admin1 or None,
            admin2=admin2 or None,
            latitude=float(latitude),
            longitude=float(longitude),
            population=int(population),
            geonameid=geonameid,
            ref=f"{FILE}#{geonameid}",
            is_alias=asked is not None and asked not in key,
        )
