"""How each source is: when it answered, what it gave, what fails there and when it is tried again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from lapwing.pipeline.collecting import round_address

if TYPE_CHECKING:
    from lapwing.config import Source
    from lapwing.store import Snapshot, SourceCount, Store


@dataclass(frozen=True)
class SourceHealth:
    """One source of the settings, and what the store knows of it. Times are in UTC.

    ``asked`` and ``answered`` are when it last was asked, and last gave what it was asked for; ``seen`` is
    when the latest item came in. ``items`` were collected, of which ``articles`` became documents and
    ``waiting`` are not read yet. ``failures`` counts rounds that failed since the last answer, ``fault`` is
    the reason of the latest, ``next_try`` when it is asked again, ``None`` for any time. ``pages`` counts by
    reason the addresses of the source that fail.
    """

    name: str
    kind: str
    place: str
    outlet: str | None = None
    home_country: str | None = None
    reliability: str | None = None
    asked: dt.datetime | None = None
    answered: dt.datetime | None = None
    seen: dt.datetime | None = None
    items: int = 0
    articles: int = 0
    waiting: int = 0
    failures: int = 0
    fault: str | None = None
    next_try: dt.datetime | None = None
    pages: tuple[tuple[str, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """All of it, ready for JSON."""
        said = asdict(self)
        for name in ("asked", "answered", "seen", "next_try"):
            said[name] = None if said[name] is None else said[name].isoformat(timespec="seconds")
        said["pages"] = dict(self.pages)
        return said


def source_health(store: Store, sources: Iterable[Source]) -> tuple[SourceHealth, ...]:
    """How each of the sources is, in their order."""
    with store.snapshot() as view:
        counts = view.captures.by_source()
        return tuple(_health(view, source, counts.get(source.name)) for source in sources)


def _health(view: Snapshot, source: Source, count: SourceCount | None) -> SourceHealth:
    own = round_address(source.name)
    rounds = view.addresses.get(own)
    place = None if source.url is None else view.addresses.get(source.url)
    known = [address for address in (rounds, place) if address is not None]
    pages = Counter(
        address.fault or "unknown"
        for address in view.addresses.of_source(source.name, failing=True)
        if address.url not in (own, source.place)
    )
    return SourceHealth(
        name=source.name,
        kind=source.kind,
        place=source.place,
        outlet=source.outlet,
        home_country=source.home_country,
        reliability=source.reliability,
        asked=_newest(address.last_tried for address in known),
        answered=_newest(address.last_answered for address in known),
        seen=None if count is None else count.last_retrieved,
        items=0 if count is None else count.captures,
        articles=0 if count is None else count.documents,
        waiting=0 if count is None else count.waiting,
        failures=max((address.failures for address in known), default=0),
        fault=next((address.fault for address in known if address.failures), None),
        next_try=_newest(address.not_before for address in known),
        pages=tuple(sorted(pages.items())),
    )


def _newest(moments: Iterable[dt.datetime | None]) -> dt.datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)
