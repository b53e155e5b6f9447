"""What rules out that two reports tell of one incident, however alike they are otherwise.

Two different tolls are no obstacle: counts rise, and sources differ. Two different towns are.
"""

from __future__ import annotations

from collections.abc import Callable

from lapwing.incidents.account import Account
from lapwing.incidents.means import means_of
from lapwing.incidents.words import hashed, unpacked
from lapwing.resolve.places.distance import kilometres
from lapwing.text import words

Obstacle = Callable[[Account, Account], str | None]

# Two values that differ rule something out where both readings together are as probable as two of ``SURE``; one
# reading in seven may be wrong. ``LIKELY`` is enough where something else speaks for it: another value that differs as
# well, or words that only one passage has. Set by judgement; they cost 0.002 of B3 F1 on GVA dev, nothing on ECB+ dev.
SURE = 0.85
LIKELY = 0.65
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
    """Both countries are sure, and neither passage names the other's place but as its own sure one."""
    # Each has to be sure by itself: as a product this lost 0.05 on ECB+, where countries are often misread.
    if a.country is None or b.country is None or a.country == b.country or min(a.landed, b.landed) < SURE:
        return None
    namesakes = a.place == b.place and min(a.placed, b.placed) >= SURE
    if not namesakes and (_names_place_of(a, b) or _names_place_of(b, a)):
        return None
    return f"One happened in {a.country}, the other in {b.country}"


def different_towns(a: Account, b: Account) -> str | None:
    """Both towns are sure, too far apart to be one, and neither passage names the other's."""
    apart = _towns_apart(a, b, SURE)
    return f"{a.place} and {b.place} are {apart:.0f} km apart" if apart > NEAR_KM else None


def different_days(a: Account, b: Account) -> str | None:
    """Both dates are sure and exact, their windows lie apart, and neither passage names the other's days."""
    apart = _days_apart(a, b, SURE)
    return f"They happened {apart} days apart" if apart > DAYS else None


def different_towns_and_days(a: Account, b: Account) -> str | None:
    """Another town and another day: neither is sure or far enough alone, both together are."""
    apart, days = _towns_apart(a, b, LIKELY), _days_apart(a, b, LIKELY)
    if apart <= NEAR_KM or not days:
        return None
    return f"{a.place} and {b.place} are {apart:.0f} km apart, and {days} day{'' if days == 1 else 's'}"


def different_means(a: Account, b: Account) -> str | None:
    """What was used is likely, not the same, and neither passage has a word for what the other says."""
    if not a.modes and not b.modes:
        return None
    used, other = _used(a), _used(b)
    if not used or not other or used & other:
        return None
    if used & b.means_named or other & a.means_named:
        return None
    return f"One was done with {' and '.join(sorted(used))}, the other with {' and '.join(sorted(other))}"


def _used(account: Account) -> frozenset[str]:
    """What it was done with: by its modes, or, without any, by the only means that the passage names."""
    if account.modes:
        return means_of(account.modes) if account.armed >= LIKELY else frozenset()
    return account.means_named if len(account.means_named) == 1 else frozenset()


def before_a_court(a: Account, b: Account) -> str | None:
    """A court deals with what was done before: not with what surely happened on its day or later."""
    for tried, other in ((a.tried, b), (b.tried, a)):
        if tried is None or other.days is None or other.dated < SURE or not exactly_dated(other):
            continue
        if other.days[0] >= tried:
            return "One was before a court already when the other happened"
    return None


def _towns_apart(a: Account, b: Account, sure: float) -> float:
    """Kilometres between the towns; 0 where one is not so sure, or a passage names the other's."""
    if a.spot is None or b.spot is None or a.placed * b.placed < sure**2:
        return 0.0
    if a.place_precision not in _TOWNS or b.place_precision not in _TOWNS:
        return 0.0
    if _names_place_of(a, b) or _names_place_of(b, a):
        return 0.0
    return kilometres(*a.spot, *b.spot)


def _days_apart(a: Account, b: Account, sure: float) -> int:
    """Days between the windows; 0 where one is not so sure or exact, or a passage names the other's days."""
    if a.days is None or b.days is None or a.dated * b.dated < sure**2:
        return 0
    if not (exactly_dated(a) and exactly_dated(b)):
        return 0
    if _names_day_of(a, b) or _names_day_of(b, a):
        return 0
    return max(0, max(a.days[0], b.days[0]) - min(a.days[1], b.days[1]))


def exactly_dated(account: Account) -> bool:
    """Whether the window is a day, a week or a month and no loose range."""
    return account.date_precision in _EXACT


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
    different_towns_and_days,
    different_means,
    before_a_court,
)
