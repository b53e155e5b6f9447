"""Time expressions of news: what they mean in TimeML, and the days they may stand for.

:func:`find_dates` reads every expression of a text as TIMEX3 (``kind`` and ``value``) and gives the
inclusive days it may mean, or the reason why it fixes none. How the words are read:

* ``scan`` finds expressions by the rules of the other modules, the longest at each word;
* relative ones count from the publication date (or the text's own dateline) where they point at it, else
  from another date of the text; ``direction`` tells whether a clause looks back or ahead;
* ``relate`` settles what depends on other dates: "three days later", hours, ranges, years named only once.

Nothing is guessed: without a publication date and without a year in the text, the days stay ``None``.
"""

import datetime as dt

from lapwing.records import DateMention
from lapwing.resolve.dates.numeric_dates import writes_day_first
from lapwing.resolve.dates.reading import Reading, Scene
from lapwing.resolve.dates.relate import relate
from lapwing.resolve.dates.scan import lower, scan

__all__ = ["find_dates"]


def find_dates(
    text: str, published: dt.date | None, *, dateline: dt.date | None = None, day_first: bool | None = None
) -> list[DateMention]:
    """Every time expression of ``text``, in order and apart, each with its TimeML reading and its days.

    Relative expressions count from ``dateline``, the date in the text's own dateline, where given, else
    from ``published``; without both they keep ``None`` and the refusal "no publication date". A weekday is
    the latest on or before that day, a day without a year the latest such day, unless the clause looks
    ahead. Figures such as 7/10/2023 are read in the order that the text's other dates show, else day first;
    ``day_first`` decides it. Where both orders are dates, ``refusal`` notes it beside the days: the only
    refusal with days.

    Parts of months are their days 1-10, 10-20 and from 20 on; "early" and "late" in a year its first and
    last quarter, "mid" May to August. "Weeks ago" give seven days around the day, "a year ago" the month
    around it. Vague counts ("several days ago") fix no day. Islamic feasts may be a day off and have the
    precision ``range``. Both ends of "from 3 May to 5 May" have the whole range as their days and their own
    day as ``value``. Never fails, whatever the text.
    """
    scene = Scene(
        text, lower(text), dateline or published, writes_day_first(text) if day_first is None else day_first
    )
    scan(scene)
    return [_mention(reading) for reading in relate(scene)]


def _mention(reading: Reading) -> DateMention:
    window = reading.window
    return DateMention(
        start=reading.start,
        end=reading.end,
        kind=reading.kind,
        value=reading.value,
        date_start=window.start if window else None,
        date_end=window.end if window else None,
        precision=window.precision if window else "unknown",
        anchor=reading.anchor,
        anchor_span=reading.anchor_span,
        refusal=reading.refusal,
    )
