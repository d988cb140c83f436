"""One number with the counts behind it, and the usual ways to make one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A named number."""

    name: str
    value: float | None  # None where there was nothing to measure
    counts: str = ""  # "12 of 40", "tp 3 fp 1 fn 2"
    is_headline: bool = False


@dataclass(slots=True)
class Share:
    """How many of how many."""

    n_right: float = 0
    n: int = 0

    def add(self, is_right: object) -> None:
        """Count one more case."""
        self.n_right += bool(is_right)
        self.n += 1

    @property
    def value(self) -> float | None:
        """The share, or None of nothing."""
        return self.n_right / self.n if self.n else None

    def figure(self, name: str, *, is_headline: bool = False) -> Figure:
        """The share as a figure."""
        return Figure(name, self.value, f"{self.n_right:g} of {self.n}", is_headline)


@dataclass(slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Right ones among the predicted; 0 if nothing was predicted."""
        return ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """Found ones among the gold; 0 if there is no gold."""
        return ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)

    def __str__(self) -> str:
        return f"tp {self.tp} fp {self.fp} fn {self.fn}"


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum."""
    return sum(counts, Counts())


def ratio(part: float, whole: float) -> float:
    """Return part / whole, 0 of nothing."""
    return part / whole if whole else 0.0


def harmonic(a: float, b: float) -> float:
    """Return the harmonic mean, 0 if both are."""
    return 2 * a * b / (a + b) if a + b else 0.0


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, or None of nothing."""
    known = list(values)
    return sum(known) / len(known) if known else None


def prf_figures(
    name: str, precision: float, recall: float, counts: str, *, is_headline: bool = False
) -> Iterator[Figure]:
    """Yield precision, recall and F1."""
    yield Figure(f"{name} P", precision, counts)
    yield Figure(f"{name} R", recall, counts)
    yield Figure(f"{name} F1", harmonic(precision, recall), counts, is_headline)
