"""SIGTERM and Ctrl-C as a request: the unit under way is finished."""

from __future__ import annotations

import signal
import time
from types import FrameType, TracebackType
from typing import Any

_SLICE = 0.25  # seconds after which a sleep sees that it is to end


class Stopping:
    """Takes the signals over during a ``with`` block, and remembers that one came.

    A second Ctrl-C does not wait: it ends the command like any other.
    """

    def __init__(self) -> None:
        self._asked = False
        self._before: dict[signal.Signals, Any] = {}

    def asked(self) -> bool:
        """Whether it is time to stop."""
        return self._asked

    def sleep(self, seconds: float) -> None:
        """Waits for so many seconds, or until it is time to stop."""
        until = time.monotonic() + seconds
        while not self._asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE))

    def __enter__(self) -> Stopping:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        if self._asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        self._asked = True
