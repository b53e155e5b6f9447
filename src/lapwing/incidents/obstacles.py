"""What rules out that two reports tell of one incident, however alike they are otherwise.

Two different tolls are no obstacle: counts rise, and sources differ. Two different towns are.
"""

from __future__ import annotations

from collections.abc import Callable

from lapwing.incidents.account import Account
from lapwing.incidents.words import hashed, unpacked
from lapwing.resolve.places.distance import kilometres
from lapwing.text import words

Obstacle = Callable[[Account, Account], str | None]

# A value read with less confidence rules nothing out; set by judgement: one reading in seven may be wrong.
SURE = 0.85
# Towns nearer than this may be one place told in two ways (a suburb, a village by its district's town).
NEAR_KM = 40.0
# A night attack is reported under two dates, and "two days ago" is counted in two ways.
DAYS = 2
_TOWNS = ("site", "city", "district")
_EXACT = ("day", "week", "month")


def obstacle(a: Account, b: Account) -> str | None:
    """Why the two cannot be of one incident, in words for people; ``None`` when nothing rules it out."""
    return next((why for look in OBSTACLES if (why := look(a, b)) is not None), None)


def one_document(a: Account, b: Account) -> str | None:
    """The coder took them apart, and saw them side by side."""
    return "One document tells of both, as two events" if a.doc_id == b.doc_id else None


def different_kinds(a: Account, b: Account) -> str | None:
    """Types that are never readings of one happening."""
    return f"One is a {a.type}, the other a {b.type}" if a.kind != b.kind else None


def different_countries(a: Account, b: Account) -> str | None:
    """Both countries are sure, and neither passage names the other's place."""
    if a.country is None or b.country is None or a.country == b.country or min(a.landed, b.landed) < SURE:
        return None
    if _names_place_of(a, b) or _names_place_of(b, a):
        return None
    return f"One happened in {a.country}, the other in {b.country}"


def different_towns(a: Account, b: Account) -> str | None:
    """Both towns are sure, too far apart to be one, and neither passage names the other's."""
    if a.spot is None or b.spot is None or min(a.placed, b.placed) < SURE:
        return None
    if a.place_precision not in _TOWNS or b.place_precision not in _TOWNS:
        return None
    if _names_place_of(a, b) or _names_place_of(b, a):
        return None
    apart = kilometres(*a.spot, *b.spot)
    return f"{a.place} and {b.place} are {apart:.0f} km apart" if apart > NEAR_KM else None


def different_days(a: Account, b: Account) -> str | None:
    """Both dates are sure and exact, their windows lie apart, and neither passage names the other's days."""
    if a.days is None or b.days is None or min(a.dated, b.dated) < SURE:
        return None
    if a.date_precision not in _EXACT or b.date_precision not in _EXACT:
        return None
    if _names_day_of(a, b) or _names_day_of(b, a):
        return None
    apart = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    return f"They happened {apart} days apart" if apart > DAYS else None


def _names_day_of(a: Account, b: Account) -> bool:
    """Whether the passage of ``a`` names a day on which ``b`` says it happened: one may have been misread."""
    return b.days is not None and any(b.days[0] <= day <= b.days[1] for day in a.said_days)


def _names_place_of(a: Account, b: Account) -> bool:
    """Whether the passage of ``a`` has the name of the place of ``b``: one of them may have been misread."""
    if b.place is None:
        return False
    said = unpacked(a.words).keys() | unpacked(a.names).keys()
    return all(hashed(word.form) in said for word in words(b.place))


OBSTACLES: tuple[Obstacle, ...] = (
    one_document,
    different_kinds,
    different_countries,
    different_towns,
    different_days,
)
