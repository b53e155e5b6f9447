"""Times of day: "9:30 p.m.", "0700 GMT", "noon". They wait for their day; :mod:`.relate` gives it."""

from __future__ import annotations

import re

from lapwing.resolve.dates.lexicon import CARDINALS
from lapwing.resolve.dates.reading import Reading, Scene
from lapwing.resolve.dates.rules import NUMERAL, Found, Match, Rule, rule

_HOURS = [word for word, number in CARDINALS.items() if 1 <= number <= 12 and word != "dozen"]
_ZONES = r"(?:gmt|utc|bst|cet|cest|eet|est|edt|cst|cdt|mst|mdt|pst|pdt|et|pt|ist|local time|local|zulu|z)\b"
_ZONE = rf"(?: ?{_ZONES}| ?\({_ZONES}\))"
_AT = re.compile(r"\bat (?:about |around |approximately )?$")
_TIMED = re.compile(
    r"\b(?:at|around|about|by|until|till|from|since|and|between|after|before|to|approximately|past)[ ]+$|[(]$"
)


def _time(match: Match, hour: int, minute: int) -> Reading | None:
    if hour > 24 or minute > 59:
        return None
    clock = f"T{hour:02}:{minute:02}"
    return Reading(*match.span(), "TIME", f"XXXX-XX-XX{clock}", anchor="none", clock=clock)


def _half_day(match: Match, _scene: Scene) -> Found:
    """ "9:30 p.m.", "9 o'clock", "4 in the morning"."""
    groups = match.groupdict()
    words, half = groups["h"], groups.get("half") or ""
    hour = CARDINALS[words] if words in CARDINALS else int(words)
    if not 1 <= hour <= 12:
        return None
    late = half in ("p", "afternoon", "evening")
    return _time(match, hour % 12 + 12 * late if half else hour, int(groups.get("m") or 0))


def _full_day(match: Match, scene: Scene) -> Found:
    """ "18:45", "0700 GMT", "at 2100": needs a zone, "hours" or a preposition of time beside it."""
    usual = _TIMED if ":" in match.group() else _AT
    if not match.group("sure") and not usual.search(scene.before(match.start())):
        return None
    return _time(match, int(match.group("h")), int(match.group("m")))


def _noon(match: Match, _scene: Scene) -> Found:
    return _time(match, 24 if match.group() == "midnight" else 12, 0)


_HOUR = rf"(?P<h>\d{{1,2}}|{'|'.join(_HOURS)})"

RULES: tuple[Rule, ...] = (
    rule([NUMERAL], rf"(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))? ?(?P<half>[ap])\.? ?m\b\.?{_ZONE}?", _half_day),
    rule(
        [NUMERAL, *_HOURS],
        rf"{_HOUR}(?::(?P<m>\d\d))?(?: o'clock)? in the (?P<half>morning|afternoon|evening){_ZONE}?",
        _half_day,
    ),
    rule([NUMERAL, *_HOURS], rf"{_HOUR} o'clock{_ZONE}?", _half_day),
    rule(
        [NUMERAL],
        rf"(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)(?::[0-5]\d)?(?P<sure> ?(?:hours|hrs|h)\b{_ZONE}?"
        rf"|{_ZONE})?",
        _full_day,
    ),
    rule(
        [NUMERAL], rf"(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)(?P<sure> ?(?:hours|hrs){_ZONE}?|{_ZONE})?", _full_day
    ),
    rule("noon midday midnight", r"(?:noon|midday|midnight)", _noon),
)
