"""What an import has to tell: lines that could not be taken over, and how doubtful ones were read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a dictionary file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line with what became of it."""

    place: Place
    words: str  # the words of the line that it is about
    reason: str
    is_left_out: bool  # False for a note on how the line was read

    def __str__(self) -> str:
        return f"{self.place}: {'left out' if self.is_left_out else 'note'}: {self.words!r}: {self.reason}"


@dataclass(slots=True)
class Findings:
    """Collects findings while files are read."""

    found: list[Finding] = field(default_factory=list)

    def leave_out(self, place: Place, words: str, reason: str) -> None:
        """Note something that is not taken over."""
        self.found.append(Finding(place, words.strip(), reason, is_left_out=True))

    def note(self, place: Place, words: str, reason: str) -> None:
        """Note how something doubtful was read."""
        self.found.append(Finding(place, words.strip(), reason, is_left_out=False))

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """The findings that say that something was left out, in the order they were found."""
        return tuple(f for f in self.found if f.is_left_out)
