"""eventcoder reads news and foreign-ministry reports and writes records that can be checked word for word."""

from __future__ import annotations

from eventcoder.version import __version__

__all__ = ["__version__"]
