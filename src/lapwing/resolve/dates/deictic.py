"""Days and periods pointed at: from the day of writing ("last week") or within the text ("that day")."""

from __future__ import annotations

import re
from collections.abc import Callable

from lapwing.resolve.dates.lexicon import PARTS_OF_DAY, unit_of_word
from lapwing.resolve.dates.reading import LENGTH_ONLY, FromText, Scene
from lapwing.resolve.dates.rules import Found, Match, Rule, counted, from_text, in_part, length, rule
from lapwing.resolve.dates.windows import (
    Unit,
    Window,
    add_days,
    day_range,
    iso_week,
    moved_by,
    one_day,
    unit_of,
)

_NEAR_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_UNKNOWN = {
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXXX",
    "century": "XXXX",
}
_LENGTHS = {
    "day": "P1D",
    "week": "P1W",
    "month": "P1M",
    "quarter": "P3M",
    "year": "P1Y",
    "decade": "P10Y",
    "century": "P100Y",
}
_BACK = ("last", "past", "previous", "preceding", "prior", "before")
_ON = ("next", "coming", "upcoming", "following", "after")
_SO_FAR = re.compile(r"\b(?:earlier|so far|already)[ ]+(?:in )?$")
_DURING = re.compile(r"\b(?:over|in|within|for|during|through|throughout)[ ]+$")
_WHOLE = re.compile(r"\b(?:start|beginning|end|middle|rest|course|half|part|months?|weeks?|days?) of $")


def _from_now(scene: Scene, days: int) -> Window | None:
    day = add_days(scene.now, days) if scene.now else None
    return one_day(day) if day else None


def _near_day(match: Match, scene: Scene) -> Found:
    """ "today", "yesterday morning", "tomorrow night", "tonight"."""
    word = match.group("w")
    day = counted(match, scene, _from_now(scene, _NEAR_DAYS[word]), unknown="XXXX-XX-XX")
    return in_part(day, "night" if word == "tonight" else match.group("part"))


def _next_but_one(match: Match, scene: Scene) -> Found:
    """ "the day before yesterday", "the day after tomorrow"."""
    days = -2 if match.group("how") == "before" else 2
    return counted(match, scene, _from_now(scene, days), unknown="XXXX-XX-XX")


def _part_of_today(match: Match, scene: Scene) -> Found:
    """ "this morning", "last night"."""
    part, days = ("night", -1) if match.group("how") else (match.group("part"), 0)
    return in_part(counted(match, scene, _from_now(scene, days), unknown="XXXX-XX-XX"), part)


def _period(match: Match, scene: Scene) -> Found:
    """ "this week", "last month": of the calendar; one that goes on ends at publication if told as past."""
    how, unit = match.group("how"), unit_of_word(match.group("u"))
    if how == "the" and not _WHOLE.search(scene.before(match.start())):
        return None
    if scene.now is None:
        return counted(match, scene, None, unknown=_UNKNOWN[unit])
    step = -1 if how in _BACK else 1 if how in _ON else 0
    window = unit_of(scene.now, unit, step)
    value = period_value(window, unit) if window else None
    if window and step == 0 and how != "the" and _told_as_past(match, scene):
        window = window.until(scene.now)
    return counted(match, scene, window, unknown=_UNKNOWN[unit], value=value)


def _last_but_one(match: Match, scene: Scene) -> Found:
    """ "the week before last", "the month after next"."""
    unit = unit_of_word(match.group("u"))
    window = unit_of(scene.now, unit, -2 if match.group("how") == "before last" else 2) if scene.now else None
    value = period_value(window, unit) if window else None
    return counted(match, scene, window, unknown=_UNKNOWN[unit], value=value)


def period_value(window: Window, unit: Unit) -> str:
    """A calendar period in TimeML: ``2024-W03``, ``2024-Q1``, ``202X``."""
    start = window.start
    if unit == "week":
        return iso_week(start)
    if unit == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    if unit in ("decade", "century"):
        return f"{start.year:04}"[: 3 if unit == "decade" else 2] + ("X" if unit == "decade" else "XX")
    return window.value


def _told_as_past(match: Match, scene: Scene) -> bool:
    return bool(_SO_FAR.search(scene.before(match.start()))) or scene.direction(*match.span()) == "past"


def _rolling(match: Match, scene: Scene) -> Found:
    """ "the past week", "in the last year": a length of time up to the day of writing, or from it on."""
    unit, ahead = unit_of_word(match.group("u")), match.group("how") in _ON
    if ahead and not _DURING.search(scene.before(match.start())):
        return None
    return length(match, _LENGTHS[unit], rolling_window(scene, unit, 1, ahead=ahead), LENGTH_ONLY)


def rolling_window(scene: Scene, unit: Unit, count: int, *, ahead: bool) -> Window | None:
    """The days from ``count`` units ago until the day of writing, or from it until then."""
    if scene.now is None:
        return None
    other = moved_by(scene.now, unit, count if ahead else -count)
    if unit == "hour" and other == scene.now:
        other = add_days(scene.now, 1 if ahead else -1)
    return day_range(scene.now, other) if ahead else day_range(other, scene.now)


def _same(match: Match, _scene: Scene) -> Found:
    """ "that day", "the same week": the one of the date told before."""
    word = match.group("u")
    if word in PARTS_OF_DAY:
        return in_part(from_text(match, FromText(lambda anchor: anchor)), word)
    unit = unit_of_word(word)
    longest = {"day": 10, "week": 10, "month": 31, "quarter": 100}.get(unit, 40000)
    move = (lambda anchor: anchor) if unit == "day" else _step_by(unit, 0)
    return from_text(match, FromText(move, longest=longest), unknown=_UNKNOWN.get(unit, "XXXX-XX-XX"))


def _neighbour(match: Match, scene: Scene) -> Found:
    """ "the next day", "the night before": counted from the date told before.

    With an event behind it ("the day after the attack") the rest of the sentence is looked at first.
    """
    by_event = "core" in match.re.groupindex
    if by_event and scene.before(match.start(), 4) == " in ":
        return None
    word = match.group("u")
    unit: Unit = "day" if word in PARTS_OF_DAY else unit_of_word(word)
    step = -1 if match.group("how") in _BACK else 1
    longest = 31 if unit in ("day", "week", "month") else 400
    relative = FromText(_step_by(unit, step), ahead=by_event, longest=longest)
    return in_part(from_text(match, relative, unknown=_UNKNOWN.get(unit, "XXXX-XX-XX")), word)


def _step_by(unit: Unit, step: int) -> Callable[[Window], Window | None]:
    def move(anchor: Window) -> Window | None:
        if unit != "day":
            return unit_of(anchor.start, unit, step)
        start, end = add_days(anchor.start, step), add_days(anchor.end, step)
        return Window(start, end, anchor.precision) if start and end else None

    return move


def _then(match: Match, _scene: Scene) -> Found:
    """ "since then"."""
    return from_text(match, FromText(lambda anchor: anchor, longest=40000), unknown="PAST_REF")


_TOLD = r"(?P<u>day|week|month|year|decade|{part})"

RULES: tuple[Rule, ...] = (
    rule(_NEAR_DAYS, r"(?P<w>today|tonight|yesterday|tomorrow)(?: (?P<part>{part}))?", _near_day),
    # An apostrophe gets lost in crawled pages: "todays announcement".
    rule("todays yesterdays", r"(?P<core>(?P<w>today|yesterday))s(?P<part>)(?= [a-z])", _near_day),
    rule("the day", r"(?:the )?day (?P<how>before|after) (?:yesterday|tomorrow)", _next_but_one),
    rule("this last", r"(?:this (?P<part>{part})|(?P<how>last) night)", _part_of_today),
    rule(
        "this last next current coming upcoming the",
        r"(?P<how>this|last|next|current|coming|upcoming|the) (?P<u>{period})",
        _period,
    ),
    rule("the", r"the (?:current|present) (?P<how>)(?P<u>{period})", _period),
    rule("the", r"the (?P<u>{period}) (?P<how>before last|after next)", _last_but_one),
    rule("the past", r"(?:the (?P<how>last|next|coming)|(?:the )?past) (?P<u>day|{period})", _rolling),
    rule("the that", r"(?:the (?:very )?same|that(?: same| very)?) " + _TOLD, _same),
    rule("the", r"the (?P<how>next|following|previous|preceding|prior) " + _TOLD, _neighbour),
    rule("the", rf"the {_TOLD} (?P<how>before|after)(?=[,.;)]|$)", _neighbour),
    rule(
        "the",
        rf"(?P<core>the {_TOLD}) (?P<how>before|after|following) (?!yesterday|tomorrow)[\w']+",
        _neighbour,
    ),
    rule("earlier later late early", r"(?:earlier|later|late|early) in (?P<core>the (?P<u>day))", _same),
    rule("since by until from", r"(?:since|by|until|from) (?P<core>then)", _then),
)
