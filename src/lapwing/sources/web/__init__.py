"""The network: the only place of Lapwing that fetches. Addresses of feeds, sitemaps and pages → articles.

What is asked how often, what is refused and why is written in ``docs/sources.md``, section "Fetching".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from lapwing.records import Issue
from lapwing.sources.web.discover import Kind
from lapwing.sources.web.fetch import Answer, Caps
from lapwing.sources.web.memory import InMemory, Memory
from lapwing.sources.web.rounds import Fetched, Round, Wanted
from lapwing.sources.web.visiting import Settings, Visitor

__all__ = ["Answer", "Caps", "Fetched", "Fetcher", "InMemory", "Kind", "Memory", "Settings"]


class Fetcher:
    """Fetches articles politely, one request at a time; not for several threads at once.

    ``clock`` gives the time with a zone, ``sleep`` takes seconds. ``memory`` is what the addresses answered
    in earlier rounds; without one nothing is known of them. Raises ``SourceError`` where ``settings`` have
    no usable contact.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], dt.datetime],
        sleep: Callable[[float], None],
        memory: Memory | None = None,
    ) -> None:
        self._memory = InMemory() if memory is None else memory
        self._clock = clock
        self._visitor = Visitor(settings, self._memory, clock=clock, sleep=sleep)

    def collect(
        self,
        source: str,
        *,
        name: str = "",
        kind: Kind = "auto",
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 500,
    ) -> Iterator[Fetched | Issue]:
        """The new and changed articles of the source at the address ``source``, one round of it.

        ``name`` is the source's in the settings, by which its pages are remembered (else its address).
        ``since`` and ``until`` are days of publication, both included; ``limit`` is how many pages are
        fetched at most. A feed or sitemap gives the pages that it lists, a page itself; a front page is not
        crawled. What cannot be had is an ``Issue``, and the rest goes on.
        """
        wanted = Wanted(since, until, limit)
        return Round(self._visitor, self._memory, self._clock, name or source, wanted).run(source, kind)
