"""How often a host is asked: one request at a time, a pause between two, and longer and longer waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from lapwing.records import Address
from lapwing.sources.reasons import Fault
from lapwing.sources.web.memory import Memory, back_off

PAUSE = 2.0  # seconds from one request to the next of the same host
PATIENCE = 120.0  # seconds that are slept through; a longer wait is left to a later run
# Faults that speak of the whole host and not of one address.
_OF_THE_HOST = frozenset({"dns", "unreachable", "tls", "timeout", "http_busy"})
_CALLS_OFF = frozenset({"429 ", "503 "})  # the host itself asks for patience; one is enough
_BEFORE_CALLING_OFF = 3  # other faults in a row, so that one broken page does not silence its host


class Politeness:
    """Paces the requests to each host. ``clock`` gives times with a zone, ``sleep`` takes seconds.

    How long a host is left alone outlives the process: it is remembered under ``host://`` and its name.
    """

    def __init__(
        self,
        memory: Memory,
        *,
        clock: Callable[[], dt.datetime],
        sleep: Callable[[float], None],
        pause: float = PAUSE,
        patience: float = PATIENCE,
    ) -> None:
        self._memory = memory
        self._clock = clock
        self._sleep = sleep
        self._pause = pause
        self._patience = patience
        self._last: dict[str, dt.datetime] = {}

    def wait(self, host: str, *, delay: float | None = None) -> None:
        """Returns when ``host`` may be asked: ``delay`` seconds, or the usual pause, after the last time.

        Raises ``Fault`` ``backing_off`` where that is further away than patience goes.
        """
        now = self._clock()
        ready = now
        last = self._last.get(host)
        if last is not None:
            ready = last + dt.timedelta(seconds=max(self._pause, delay or 0.0))
        known = self._memory.get(_key(host))
        if known is not None and known.not_before is not None:
            ready = max(ready, known.not_before)
        seconds = (ready - now).total_seconds()
        if seconds > self._patience:
            why = f"{host} is left alone after: {known.fault}" if known and known.fault else f"pace of {host}"
            raise Fault("backing_off", not_before=ready, until=f"{ready:%Y-%m-%d %H:%M} UTC", why=why)
        if seconds > 0:
            self._sleep(seconds)
        self._last[host] = self._clock()

    def good(self, host: str) -> None:
        """The host answered: it is not held against it any longer."""
        known = self._memory.get(_key(host))
        if known is not None and known.failures:
            self._memory.put(Address(url=_key(host), last_answered=self._clock()))

    def bad(self, host: str, fault: Fault) -> None:
        """The host failed. It is left alone at once where it asks for that, else after three faults in a row."""
        if fault.reason not in _OF_THE_HOST:
            return
        known = self._memory.get(_key(host)) or Address(url=_key(host))
        now = self._clock()
        failures = known.failures + 1
        off = str(fault.details.get("status", ""))[:4] in _CALLS_OFF or fault.not_before is not None
        until = back_off(failures, fault, now) if off or failures >= _BEFORE_CALLING_OFF else None
        changes = {"last_tried": now, "failures": failures, "fault": fault.reason, "not_before": until}
        self._memory.put(known.model_copy(update=changes))


def _key(host: str) -> str:
    return f"host://{host}"
