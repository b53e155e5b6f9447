"""Time expressions of news: what they mean in TimeML, and the days they may stand for.

:func:`find_dates` reads every expression of a text as TIMEX3 (``kind`` and ``value``) and gives the
inclusive days it may mean, or the reason why it fixes none. How the words are read:

* ``scan`` finds expressions by the rules of the other modules, the longest at each word;
* relative ones count from the publication date (or the text's own dateline) where they point at it, else
  from another date of the text; ``direction`` tells whether a clause looks back or ahead;
* in a digest they count from the heading of their item, which ``sections`` finds, and under a stamp such as
  "Posted: May 3" from its day, which ``stamps`` finds;
* ``relate`` settles what depends on other dates: "three days later", hours, ranges, years named only once;
* ``implied`` dates the events that are told by their distance from another ("two days after a bombing").

Nothing is guessed: without a publication date and without a year in the text, the days stay ``None``.
"""

import datetime as dt

from lapwing.records import DateMention
from lapwing.resolve.dates.implied import Implied, implied
from lapwing.resolve.dates.numeric_dates import writes_day_first
from lapwing.resolve.dates.reading import Reading, Scene
from lapwing.resolve.dates.relate import relate
from lapwing.resolve.dates.scan import lower, scan
from lapwing.resolve.dates.sections import headings
from lapwing.resolve.dates.stamps import stamps, told_from

__all__ = ["find_all_dates", "find_dates"]


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
    scene = _scene(text, dateline or published, day_first)
    return _mentions(scene, relate(scene))


def find_all_dates(text: str, published: dt.date | None) -> list[DateMention]:
    """What :func:`find_dates` gives, and the dates of events told only by their distance from another.

    In "killed on Sunday, two days after a bombing" the words "after a" then mean Friday, as do "anniversary
    of" the day that it is the anniversary of. Such a mention is ``implied``, may lie within a longer one, and
    has the words that tell the distance as its ``anchor_span``.
    """
    scene = _scene(text, published, None)
    readings = relate(scene)
    mentions = [*_mentions(scene, readings), *map(_implied, implied(scene, readings))]
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))


def _scene(text: str, now: dt.date | None, day_first: bool | None) -> Scene:
    order = writes_day_first(text) if day_first is None else day_first
    lowered = lower(text)
    scene = Scene(text, lowered, now, order)
    scan(scene)
    told_on = headings(scene) or told_from(scene)
    if told_on:
        scene = Scene(text, lowered, now, order)
        scan(scene, told_on)
    return scene


def _mentions(scene: Scene, readings: list[Reading]) -> list[DateMention]:
    # A day and the time beside it are one reading by now, and two stamps.
    stamped = [stamp.span for stamp in stamps(scene)]
    return [_mention(r, stamp=any(r.span.overlaps(span) for span in stamped)) for r in readings]


def _mention(reading: Reading, *, stamp: bool) -> DateMention:
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
        stamp=stamp,
    )


def _implied(one: Implied) -> DateMention:
    return DateMention(
        start=one.span.start,
        end=one.span.end,
        kind="DATE",
        value=one.window.value,
        date_start=one.window.start,
        date_end=one.window.end,
        precision=one.window.precision,
        anchor="text",
        anchor_span=one.told_by,
        implied=True,
    )
