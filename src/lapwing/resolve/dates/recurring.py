"""Repeated times ("daily", "every Monday") and references without a date ("now", "recently")."""

from __future__ import annotations

import re

from lapwing.resolve.dates.lengths import length_value
from lapwing.resolve.dates.lexicon import SEASONS, WEEKDAYS, number_of, unit_of_word
from lapwing.resolve.dates.reading import REPEATED, VAGUE_TIME, Scene
from lapwing.resolve.dates.rules import Found, Match, Rule, rule, undated

_ADVERBS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W",
    "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y",
}  # fmt: skip


def _adverb(match: Match, _scene: Scene) -> Found:
    return undated(match, "SET", _ADVERBS[match.group()], REPEATED)


def _every(match: Match, _scene: Scene) -> Found:
    """ "every day", "each year", "every two weeks", "every other week"."""
    words = match.groupdict().get("n")
    number = 2 if words == "other" else number_of(words) if words else 1
    return undated(match, "SET", length_value(number, unit_of_word(match.group("u"))), REPEATED)


def _every_named(match: Match, _scene: Scene) -> Found:
    """ "every Monday", "each summer"."""
    word = match.group("w")
    value = f"XXXX-WXX-{WEEKDAYS[word] + 1}" if word in WEEKDAYS else f"XXXX-{SEASONS[word]}"
    return undated(match, "SET", value, REPEATED)


def _present(match: Match, scene: Scene) -> Found:
    """ "now", "the current president", not "the current of the river"."""
    if match.group() == "current" and re.match(r"[ ]+(?:of|in|through)\b", scene.lowered[match.end() :][:10]):
        return None
    return undated(match, "DATE", "PRESENT_REF", VAGUE_TIME)


def _past(match: Match, _scene: Scene) -> Found:
    return undated(match, "DATE", "PAST_REF", VAGUE_TIME)


def _future(match: Match, _scene: Scene) -> Found:
    return undated(match, "DATE", "FUTURE_REF", VAGUE_TIME)


_PRESENT = "right now|now|currently|presently|at present|at the moment|nowadays|these days|current"
_FUTURE = r"(?:the )?(?:(?:near|foreseeable|immediate|not too distant|distant) )?future"

RULES: tuple[Rule, ...] = (
    rule(_ADVERBS, "(?:" + "|".join(_ADVERBS) + ")", _adverb),
    rule("every each", r"(?:every|each)(?: (?P<n>other|{number}))? (?P<u>{units})", _every),
    rule("every each", r"(?:every|each) (?P<w>{weekday}|{season})", _every_named),
    rule("per", r"per (?P<u>day|week|month|year|hour|minute)", _every),
    rule("right now currently presently at nowadays these current", rf"(?:{_PRESENT})", _present),
    rule("recently lately formerly", r"(?:recently|lately|formerly)", _past),
    rule("the", r"the (?:(?:recent|distant|near) )?past", _past),
    rule("the future near foreseeable immediate distant", _FUTURE, _future),
)
