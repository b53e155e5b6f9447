"""Words to values: dates, places, groups and counts. Each resolver also works alone.

``resolve(text, ...)`` runs all four over one text and gives a :class:`Resolution`. Nothing is guessed: a
mention that cannot be resolved keeps its words and says why.
"""

import datetime as dt
from dataclasses import dataclass

from lapwing.records import CountMention, DateMention, GroupMention, PlaceMention
from lapwing.resolve.counts import find_counts
from lapwing.resolve.dates import find_all_dates, find_dates
from lapwing.resolve.groups import find_groups
from lapwing.resolve.places import find_places

__all__ = ["Resolution", "find_counts", "find_dates", "find_groups", "find_places", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Every date, place, group and count of one text, each in text order."""

    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    groups: tuple[GroupMention, ...]
    counts: tuple[CountMention, ...]


def resolve(
    text: str, *, published: dt.date | None = None, title: str | None = None, url: str | None = None
) -> Resolution:
    """Resolve everything in ``text``; relative dates count from ``published`` and stay open without it."""
    places = find_places(text, title=title, url=url)
    return Resolution(
        dates=tuple(find_all_dates(text, published)),
        places=tuple(places),
        groups=tuple(find_groups(text, places=places, published=published)),
        counts=tuple(find_counts(text)),
    )
