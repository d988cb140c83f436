"""Scoring: predictions against gold records, one module a task. Needs nothing else of the package.

Gold and predictions are plain records as they stand in JSON Lines files; every scorer returns figures with the counts
they are made of. The definitions are those of the public scorers of each kind of data, so that figures compare.
"""

from __future__ import annotations

from eventcoder.scoring.figures import Figure
from eventcoder.scoring.tasks import SCORERS, Options, key_of, score

__all__ = ["SCORERS", "Figure", "Options", "key_of", "score"]
