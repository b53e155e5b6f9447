"""Days that one attack made a name of: "9/11", "October 7"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from lapwing.resolve.dates.reading import Scene
from lapwing.resolve.dates.rules import NUMERAL, Found, Match, Rule, fixed, rule
from lapwing.resolve.dates.windows import one_day


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day that keeps its year where the words around it say that it is meant, and its short form."""

    date: dt.date
    about: str
    short: str | None = None


KNOWN_DAYS = {
    (known.date.month, known.date.day): known
    for known in (
        KnownDay(
            dt.date(2001, 9, 11),
            r"attacks?|hijack\w+|terror\w*|al[ -]?qa[ei]da\w*|world trade|pentagon|bin laden",
            "9/11",
        ),
        KnownDay(dt.date(2004, 3, 11), r"madrid"),
        KnownDay(dt.date(2005, 7, 7), r"bombings?|london|underground|tube", "7/7"),
        KnownDay(dt.date(2008, 11, 26), r"mumbai|lashkar\S*", "26/11"),
        KnownDay(dt.date(2021, 1, 6), r"capitol|riot\w*|insurrection\w*"),
        KnownDay(dt.date(2023, 10, 7), r"hamas|gaza|israel\w*|massacre"),
    )
}
_NEAR = 120


def known_date(scene: Scene, month: int, day: int, span: tuple[int, int]) -> dt.date | None:
    """The full date of a day that is a name, when the words within 120 characters say that it is meant.

    Without a publication date, or before the day itself, no day is a name.
    """
    known = KNOWN_DAYS.get((month, day))
    if known is None or scene.now is None or scene.now < known.date:
        return None
    around = scene.lowered[max(0, span[0] - _NEAR) : span[1] + _NEAR]
    return known.date if re.search(rf"\b(?:{known.about})\b", around) else None


def _short(match: Match, scene: Scene) -> Found:
    """ "9/11" says all by itself; "7/7" and "26/11" need their attack beside them."""
    for (month, day), known in KNOWN_DAYS.items():
        if known.short == match.group() and (
            known.short == "9/11" or known_date(scene, month, day, match.span())
        ):
            return fixed(match, one_day(known.date))
    return None


RULES: tuple[Rule, ...] = (rule([NUMERAL], r"\d{1,2}/\d{1,2}(?!/)", _short),)
