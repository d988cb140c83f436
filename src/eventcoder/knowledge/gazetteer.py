"""The gazetteer: towns, provinces and districts of the world, read where they lie and only as far as asked.

Comes in: ``places/gazetteer.zip``, made by ``build_places.py``: lines sorted by key, other names with the numbers of
their lines, and for both where every 64th line stands. Goes out: for a key, the places of that name. The members are
stored unpacked and the file is mapped: opening reads the steps alone, a look-up touches a few lines, and workers share
the pages.
"""

from __future__ import annotations

import mmap
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from eventcoder.errors import KnowledgeError

FILE: Final = "places/gazetteer.zip"
STEP: Final = 64  # lines from one noted line to the next
_LOCAL_HEADER: Final = 30  # bytes before the name in the header of a zip member


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


class _Lines:
    """The sorted lines of one member, searched in the mapped file."""

    def __init__(self, file: mmap.mmap, archive: zipfile.ZipFile, name: str) -> None:
        info = archive.getinfo(f"{name}.tsv")
        head = info.header_offset
        sizes = (int.from_bytes(file[head + n : head + n + 2], "little") for n in (26, 28))
        first = head + _LOCAL_HEADER + sum(sizes)
        self._file = file
        self._end = first + info.file_size
        steps = [line.split(b"\t") for line in archive.read(f"{name}.steps.tsv").split(b"\n")[1:-1]]
        self._starts = [first + int(offset) for offset, _ in steps]  # of the line break before each noted line
        self._keys = [key for _, key in steps]

    def of(self, key: str) -> list[str]:
        """The lines whose first cell is the key."""
        file, word = self._file, key.encode("utf-8", "surrogatepass")
        low = max(bisect_left(self._keys, word) - 1, 0)  # lines of one key may begin before the one that is noted
        after = bisect_right(self._keys, word)
        stop = self._starts[after] + len(word) + 2 if after < len(self._starts) else self._end
        start_of_line = b"\n" + word + b"\t"
        found = []
        start = file.find(start_of_line, self._starts[low], stop)
        while start >= 0:
            end = file.find(b"\n", start + 1)
            found.append(file[start + 1 : end].decode())
            start = end if file[end : end + len(start_of_line)] == start_of_line else -1
        return found

    def numbered(self, number: int) -> str:
        """The line with a number, counted from 0."""
        start = self._starts[number // STEP]
        for _ in range(number % STEP):
            start = self._file.find(b"\n", start + 1)
        return self._file[start + 1 : self._file.find(b"\n", start + 1)].decode()

    def all(self) -> list[str]:
        """All lines in order."""
        return self._file[self._starts[0] + 1 : self._end - 1].decode().split("\n")


class Gazetteer:
    """Looks up places by key (``place_names.place_key``)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.find = lru_cache(maxsize=20_000)(self._find)

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Names of provinces and districts by their GeoNames codes ("US.OH"); all lines are read, half a second."""
        names: dict[str, str] = {}
        for key, name, kind, _, admin1, admin2, *_ in (line.split("\t") for line in self._members["places"].all()):
            if kind in ("admin1", "admin2"):
                names.setdefault(admin2 or admin1, name or key.title())
        return names

    def _find(self, key: str) -> tuple[Place, ...]:
        """Return the places with this key as their name, then those with it as another name."""
        places = self._members["places"]
        named = tuple(self._place(line) for line in places.of(key))
        others: tuple[Place, ...] = ()
        for line in self._members["aliases"].of(key):
            others = tuple(self._place(places.numbered(int(n)), asked=key) for n in line.split("\t")[1].split(","))
        return named + others

    @cached_property
    def _members(self) -> dict[str, _Lines]:
        """Places and aliases; the mapping outlives the file object, and a copy of the process may share it."""
        try:
            with self._path.open("rb") as file, zipfile.ZipFile(file) as archive:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                return {name: _Lines(mapped, archive, name) for name in ("places", "aliases")}
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise KnowledgeError(
                f"{self._path.name}: the gazetteer cannot be opened ({error}); expected the file that "
                "python -m eventcoder.knowledge.build_places writes. Build it or install the package again."
            ) from error

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
