"""Cells that a spreadsheet leaves as they are: no formulas, no codes turned into numbers, no spans turned into days.

A spreadsheet that opens a CSV file runs what begins with ``=``, drops the nought of ``042`` and takes ``10-20`` for a
day. Such texts get an apostrophe in front; ``unguarded`` takes it away again, so that nothing is lost.
"""

from __future__ import annotations

import re
from typing import Final

GUARD: Final = "'"
BOM: Final = "\ufeff"
_GUARDED: Final = re.compile(
    r"['=+\-@\t\r\n]"  # a formula, or what could be mistaken for a guard
    r"|0\d+$|\d{16,}$"  # a number that would lose digits
    r"|\d+[-/]\d+([-/]\d+)?$(?<!^\d{4}-\d\d-\d\d)"  # a day to a spreadsheet; an ISO day may be one
    r"|\d+[eE]\d+$"  # a number in powers of ten
)


def guarded(text: str) -> str:
    """Return a text that a spreadsheet shows as it is.

    >>> guarded("=1+1"), guarded("042"), guarded("Paris")
    ("'=1+1", "'042", 'Paris')
    """
    return GUARD + text if _GUARDED.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that ``guarded`` was given."""
    return cell.removeprefix(GUARD)
