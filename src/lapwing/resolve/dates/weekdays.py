"""Weekdays, weekends and nights: "on Monday", "next Friday evening", "over the weekend", "overnight"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from lapwing.resolve.dates.lexicon import WEEKDAYS, number_of
from lapwing.resolve.dates.reading import REPEATED, FromText, Scene
from lapwing.resolve.dates.rules import Found, Match, Rule, counted, from_text, in_part, rule, undated
from lapwing.resolve.dates.windows import (
    Window,
    add_days,
    day_range,
    iso_week,
    nearest_weekday,
    one_day,
    week_of,
)

# Names that end in a weekday; the feasts among them have their own rules.
_NAME = re.compile(r"\b(?:bloody|black|super|ash|good|palm|maundy|shrove|cyber|holy|easter)[ ]+$")
# "Wednesdays strike" has lost its apostrophe; "on Wednesdays in summer" has not.
_POSSESSED = re.compile(
    r"[ ]+(?!(?:and|or|at|in|to|when|from|as|for|are|is|were|after|before|during|until|the|but"
    r"|while)\b)[a-z]{3}"
)


def weekday_date(scene: Scene, span: tuple[int, int], weekday: int, how: str | None) -> dt.date | None:
    """The day that a weekday means on the day of writing; ``how`` is "last", "next" and the like."""
    if scene.now is None:
        return None
    if how in ("last", "past"):
        return nearest_weekday(scene.now, weekday, ahead=False, strict=True)
    if how in ("next", "coming"):
        return nearest_weekday(scene.now, weekday, ahead=True, strict=True)
    looks = scene.direction(*span) or ("future" if how == "this" else "past")
    return nearest_weekday(scene.now, weekday, ahead=looks == "future")


def _weekday(match: Match, scene: Scene) -> Found:
    """A weekday: the latest on or before publication, or the coming one where the clause looks ahead."""
    if _NAME.search(scene.before(match.start("wd"))):
        return None
    weekday, part, how = WEEKDAYS[match.group("wd")], match.group("part"), match.group("how")
    unknown = f"XXXX-WXX-{weekday + 1}"
    if match.group("plural") and not _POSSESSED.match(scene.lowered, match.end()):
        return undated(match, "SET", unknown, REPEATED)
    if how in ("following", "previous", "preceding"):
        relative = FromText(_to_weekday(weekday, ahead=how == "following"))
        return in_part(from_text(match, relative, unknown=unknown), part)
    day = weekday_date(scene, match.span(), weekday, how)
    if match.group("week") and scene.now:
        week = week_of(scene.now)
        steps = {"last": -7, "this": 0, "next": 7}[match.group("week")]
        day = add_days(week.start, weekday + steps) if week else None
    return in_part(counted(match, scene, one_day(day) if day else None, unknown=unknown), part)


def _to_weekday(weekday: int, *, ahead: bool) -> Callable[[Window], Window | None]:
    def move(anchor: Window) -> Window | None:
        day = nearest_weekday(anchor.end if ahead else anchor.start, weekday, ahead=ahead, strict=True)
        return one_day(day) if day else None

    return move


def _weeks_ago(match: Match, scene: Scene) -> Found:
    """ "a week ago Monday", "Sunday two weeks ago"."""
    weeks = number_of(match.group("n")) or 1
    near = weekday_date(scene, match.span(), WEEKDAYS[match.group("wd")], "past")
    today = scene.now is not None and scene.now.weekday() == WEEKDAYS[match.group("wd")]
    day = add_days(near, -7 * int(weeks) + (7 if today else 0)) if near else None
    return counted(match, scene, one_day(day) if day else None, unknown="XXXX-XX-XX")


def _overnight(match: Match, scene: Scene) -> Found:
    """A night and the day it runs into: the one before publication, or that of the weekday named."""
    if match.group("wd"):
        start = weekday_date(scene, match.span(), WEEKDAYS[match.group("wd")], None)
    else:
        start = add_days(scene.now, -1) if scene.now else None
    window = day_range(start, add_days(start, 1)) if start else None
    value = start.isoformat() if start else None
    return in_part(counted(match, scene, window, unknown="XXXX-XX-XX", value=value), "night")


def _weekend(match: Match, scene: Scene) -> Found:
    """A Saturday and Sunday: the last that had begun by publication, or the coming one."""
    how = match.group("how")
    if how in ("every", "each") or match.group().endswith("s"):
        return undated(match, "SET", "XXXX-WXX-WE", REPEATED)
    if scene.now is None:
        return counted(match, scene, None, unknown="XXXX-WXX-WE")
    coming = how in ("next", "coming")
    ahead = coming or (how != "last" and scene.direction(*match.span()) == "future")
    saturday = nearest_weekday(scene.now, 5, ahead=ahead, strict=coming)
    if how == "last" and saturday and scene.now.weekday() >= 5:
        saturday = add_days(saturday, -7)
    window = day_range(saturday, add_days(saturday, 1)) if saturday else None
    return counted(
        match, scene, window, unknown="XXXX-WXX-WE", value=f"{iso_week(saturday)}-WE" if saturday else None
    )


_PLURALS = [f"{name}s" for name in WEEKDAYS if name.endswith("day")]
_HOW = "last past this next coming following previous preceding the"

RULES: tuple[Rule, ...] = (
    rule("overnight", r"overnight(?: (?:on )?(?P<wd>{weekday}))?", _overnight),
    rule(
        [*WEEKDAYS, *_PLURALS, *_HOW.split()],
        r"(?:(?:the )?(?P<how>last|past|this|next|coming|following|previous"
        r"|preceding) )?(?P<wd>{weekday})(?P<plural>s)?"
        r"(?:,? (?P<part>{part}))?(?: (?:of )?(?P<week>last|this|next) week)?",
        _weekday,
    ),
    rule("a one two three", r"(?P<n>a|one|two|three) weeks? ago (?:on )?(?P<wd>{weekday})", _weeks_ago),
    rule(WEEKDAYS, r"(?P<wd>{weekday}),? (?P<n>a|one|two|three) weeks? ago", _weeks_ago),
    rule(
        "the this last next past coming every each weekend weekends",
        r"(?:the |this )?(?:(?P<how>last|next|past|coming|this|every|each) )?weekends?",
        _weekend,
    ),
)
