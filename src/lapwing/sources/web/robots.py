"""What a site's robots.txt asks of programs (RFC 9309), asked once a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

import httpx
from protego import Protego

from lapwing.sources.reasons import Fault

NAME = "Lapwing"  # the name that a robots.txt may address
KEPT_FOR = dt.timedelta(hours=24)
TRIED_AGAIN = dt.timedelta(minutes=10)
# RFC 9309 asks for 500 KiB at least; a crawl delay beyond a day is a way to say no, and waits as long.
MAX_BYTES = 1_000_000
_LONGEST_DELAY = 86_400.0


class _Known(NamedTuple):
    """What a site said, until when it holds; ``fault`` where it could not be asked."""

    rules: Protego
    until: dt.datetime
    fault: Fault | None = None


class Robots:
    """The rules of sites. ``read`` gives the bytes of a robots.txt and raises ``Fault``."""

    def __init__(self, read: Callable[[str], bytes], *, clock: Callable[[], dt.datetime]) -> None:
        self._read = read
        self._clock = clock
        self._sites: dict[str, _Known] = {}

    def check(self, url: httpx.URL) -> float | None:
        """The crawl delay in seconds that the site asks for, where ``url`` may be fetched.

        No robots.txt (a status of 400 to 499 that is not "come back later") means that all may be. Raises
        ``Fault``: ``robots`` where it is not wanted, ``private_address`` where nothing there is,
        ``robots_unreachable`` where the rules cannot be had.
        """
        known = self._of(url)
        if known.fault is not None and known.fault.reason == "private_address":
            raise known.fault
        if known.fault is not None:
            raise Fault("robots_unreachable", not_before=known.until, why=str(known.fault)) from known.fault
        if not known.rules.can_fetch(str(url), NAME):
            raise Fault("robots")
        delay = known.rules.crawl_delay(NAME)
        return None if delay is None else min(max(float(delay), 0.0), _LONGEST_DELAY)

    def _of(self, url: httpx.URL) -> _Known:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        now = self._clock()
        known = self._sites.get(site)
        if known is None or known.until <= now:
            known = self._sites[site] = self._ask(f"{site}/robots.txt", now)
        return known

    def _ask(self, url: str, now: dt.datetime) -> _Known:
        try:
            text = self._read(url).decode("utf-8-sig", "replace")
        except Fault as fault:
            if fault.reason == "backing_off":
                raise
            absent = fault.reason == "http_status" and str(fault.details["status"]).startswith("4")
            if absent or fault.reason == "empty_body":
                return _Known(Protego.parse(""), now + KEPT_FOR)
            until = max(fault.not_before or now, now + TRIED_AGAIN)
            return _Known(Protego.parse(""), until, fault)
        return _Known(Protego.parse(text), now + KEPT_FOR)
