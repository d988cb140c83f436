"""Knowledge: typed, checked tables. ``load_knowledge`` reads all of them once."""

from __future__ import annotations

from eventcoder.knowledge.bundle import Knowledge, load_knowledge

__all__ = ["Knowledge", "load_knowledge"]
