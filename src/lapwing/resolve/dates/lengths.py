"""Lengths of time: "three days of clashes", "a 16-hour flight", "the past three months", "for years"."""

from __future__ import annotations

import re

from lapwing.resolve.dates.deictic import rolling_window
from lapwing.resolve.dates.lexicon import CARDINALS, number_of, unit_of_word
from lapwing.resolve.dates.reading import LENGTH_ONLY, REPEATED, VAGUE_COUNT, Scene
from lapwing.resolve.dates.rules import NUMERAL, Found, Match, Rule, length, rule, undated
from lapwing.resolve.dates.windows import Unit

_DESIGNATORS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "M",
    "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
_IN_ONE = {"quarter": 3, "decade": 10, "century": 100}
_FINER: dict[Unit, tuple[Unit, int]] = {
    "century": ("year", 100), "decade": ("year", 10), "year": ("month", 12), "quarter": ("day", 91),
    "month": ("day", 30), "week": ("day", 7), "day": ("hour", 24),
}  # fmt: skip
_AGE = re.compile(r"[ -]+olds?\b|[ ]+of age\b")
_RATED = re.compile(r"\b(?:once|twice|times|million|billion|thousand|[$€£]?\d[\d,.]*|hours)[ ]*$")
_LASTING = re.compile(
    r"\b(?:for|in|within|over|after|of|through|several|during|took|take|lasting|lasted|many|these|those"
    r"|matter of)[ ]+$"
)
_GOING_ON = re.compile(r"[ ]+(?:later|ago|before|after|earlier|from now|into)\b")


def length_value(number: float | None, unit: Unit) -> str:
    """The TimeML value of a length: ``P3M``, ``PT2H``, ``P2.5Y``; ``PXD`` when the number is vague."""
    time, letter = _DESIGNATORS[unit][:-1], _DESIGNATORS[unit][-1]
    if number is None:
        return f"P{time}X{letter}"
    if unit == "year" and number == 0.5:
        return "P6M"
    if unit == "hour" and number != int(number):
        whole = f"{int(number)}H" if number > 1 else ""
        return f"PT{whole}{round(number % 1 * 60)}M"
    return (
        f"P{time}{number * _IN_ONE.get(unit, 1):g}{letter}"
        if number < 1e5
        else f"P{time}{number:.0f}{letter}"
    )


def amount(match: Match) -> tuple[float | None, Unit]:
    """The number and unit of a match with the groups ``n``, ``u`` and perhaps ``half``."""
    number = number_of(match.group("n"))
    if number is not None and match.groupdict().get("half"):
        number += 0.5
    if number is not None and match.group("u").startswith("fortnight"):
        number *= 2
    return number, unit_of_word(match.group("u"))


def whole_units(number: float, unit: Unit) -> tuple[int, Unit]:
    """A number of units that may be broken, in whole units: one and a half years are 18 months."""
    if number == int(number) or unit not in _FINER:
        return int(number), unit
    finer, factor = _FINER[unit]
    return round(number * factor), finer


def _length(match: Match, scene: Scene) -> Found:
    """A bare length of time, or a rate ("$1 billion a year"); not an age."""
    words, word = match.group("n"), match.group("u")
    if _AGE.match(scene.lowered, match.end()) or re.search(r"\baged? $", scene.before(match.start())):
        return None
    if not word.endswith("s") and (word == "second" or words in ("some", "many", "few", "several")):
        return None
    number, unit = amount(match)
    if words in ("a", "an") and _RATED.search(scene.before(match.start())):
        return undated(match, "SET", length_value(1, unit), REPEATED)
    return undated(match, "DURATION", length_value(number, unit), LENGTH_ONLY)


def _adjective(match: Match, scene: Scene) -> Found:
    """ "a 16-hour flight", "decades-long"; "20-year-old" is an age."""
    if _AGE.match(scene.lowered, match.end()):
        return None
    words, word = match.groupdict().get("n"), match.group("u")
    number = number_of(words) if words else None if word.endswith("s") else 1
    return undated(match, "DURATION", length_value(number, unit_of_word(word)), LENGTH_ONLY)


def _recent(match: Match, scene: Scene) -> Found:
    """ "the past three weeks", "the next two days": a length that ends or begins now, unless it is vague."""
    if match.group("n") in ("a", "an"):
        return None
    number, unit = amount(match)
    value, how = length_value(number, unit), match.group("how")
    if number is None:
        return undated(match, "DURATION", value, VAGUE_COUNT)
    if how in ("first", "final", "opening"):
        return undated(match, "DURATION", value, LENGTH_ONLY)
    count, counted_unit = whole_units(number, unit)
    ahead = how in ("next", "coming", "following")
    return length(match, value, rolling_window(scene, counted_unit, count, ahead=ahead), LENGTH_ONLY)


def _unknown_number(match: Match, scene: Scene) -> Found:
    """ "for weeks", "years later", "in recent days": a length of unknown size."""
    word = match.group("u")
    if _AGE.match(scene.lowered, match.end()):
        return None
    named = match.group() != word
    if (
        not named
        and not _LASTING.search(scene.before(match.start()))
        and not _GOING_ON.match(scene.lowered, match.end())
    ):
        return None
    return undated(match, "DURATION", length_value(None, unit_of_word(word)), VAGUE_COUNT)


AMOUNT_HEADS = (
    NUMERAL,
    *CARDINALS,
    *"a an half few several many some dozens hundreds thousands scores".split(),
)
AMOUNT = (
    r"(?P<n>{amount})(?: more| full| whole| further| additional| straight| consecutive"
    r"| successive)? (?P<u>{units})"
    r"(?P<half> and a half)?"
)
HALVES = r"(?P<n>{number})(?P<half> and a half) (?P<u>{units})"
_NUMBER_HEADS = (NUMERAL, *CARDINALS)
PLURALS = "minutes|hours|days|weeks|months|years|decades|centuries"
_RECENT_HEADS = "the past last next coming following first final opening"
_RECENT = r"(?:the )?(?P<how>past|last|next|coming|following|first|final|opening) "

RULES: tuple[Rule, ...] = (
    rule(AMOUNT_HEADS, AMOUNT, _length),
    rule(AMOUNT_HEADS, HALVES, _length),
    rule(_NUMBER_HEADS, r"(?P<n>{number})[ -](?P<u>{unit})(?:-long)?", _adjective),
    rule(PLURALS.split("|"), rf"(?P<u>{PLURALS})-(?:long|old)", _adjective),
    rule("minute hour day night week month year decade century", r"(?P<u>\w+)-long", _adjective),
    rule(_RECENT_HEADS, _RECENT + AMOUNT, _recent),
    rule(_RECENT_HEADS, _RECENT + HALVES, _recent),
    rule(
        ["the", "past", "recent", "coming", "last", "next", *PLURALS.split("|")],
        rf"(?:(?:the )?(?:past|recent|coming|last|next|following|previous) )?(?P<u>{PLURALS})",
        _unknown_number,
    ),
)
