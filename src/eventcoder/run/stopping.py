"""Ctrl-C between two reports, never in the middle of a line."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any


class Interrupts:
    """While open, Ctrl-C raises KeyboardInterrupt at once, but inside ``shield`` only when that is left.

    A second Ctrl-C inside a shield is not held back. Does nothing outside the main thread.
    """

    def __init__(self) -> None:
        self._previous: Any = None
        self._is_shielded = self._is_asked = False

    def __enter__(self) -> Interrupts:
        if threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._previous is not None:
            signal.signal(signal.SIGINT, self._previous)
            self._previous = None

    @contextmanager
    def shield(self) -> Iterator[None]:
        """Finish what is inside before an interrupt takes effect."""
        self._is_shielded = True
        try:
            yield
        finally:
            self._is_shielded = False
        if self._is_asked:
            self._is_asked = False
            raise KeyboardInterrupt

    def _on_signal(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the signal module's signature
        if self._is_shielded and not self._is_asked:
            self._is_asked = True
            return
        raise KeyboardInterrupt
