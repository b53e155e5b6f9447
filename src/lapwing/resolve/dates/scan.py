"""Where time expressions begin: every rule is tried only at the words it can begin with."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict, deque
from collections.abc import Sequence
from functools import cache

from lapwing.resolve.dates import (
    calendar_dates,
    clock,
    counted,
    deictic,
    feasts,
    known_days,
    lengths,
    numeric_dates,
    periods,
    recurring,
    weekdays,
)  # fmt: skip
from lapwing.resolve.dates.lexicon import pattern
from lapwing.resolve.dates.reading import Reading, Scene
from lapwing.resolve.dates.rules import NUMERAL, Rule

# Where two rules match equally far, the earlier module is asked first.
_MODULES = (
    known_days, calendar_dates, numeric_dates, clock, periods, feasts, weekdays, deictic, counted, lengths,
    recurring,
)  # fmt: skip
_WORD = re.compile(r"(?<![^\W_])(?:[^\W\d_]+|\d+)")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘`´ʼ", "'"),
        **dict.fromkeys("–‐‑−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\t\r", " "),
    }
)
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?![ ]*\n)")


@cache
def _rules_by_head() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = defaultdict(list)
    for module in _MODULES:
        for rule in module.RULES:
            for head in sorted(rule.heads):
                table[head].append(rule)
    return {head: tuple(rules) for head, rules in table.items()}


def lower(text: str) -> str:
    """The text as the rules read it: lowered, with plain quotes, hyphens and spaces; its length is the same.

    Single line breaks become spaces, since wrapped lines break expressions; blank lines stay.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few letters grow when lowered, such as İ; none of them occurs in a word of time.
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return _SINGLE_BREAK.sub(" ", lowered.translate(_PLAIN))


def scan(scene: Scene, told_on: Sequence[tuple[int, dt.date]] = ()) -> None:
    """Read a text from start to end into the scene; at each word the longest expression wins.

    ``told_on`` are offsets in text order and the day that what follows each is told on, until the next.
    """
    rules_by_head = _rules_by_head()
    written, items = scene.now, deque(told_on)
    for word in _WORD.finditer(scene.lowered):
        start, token = word.start(), word.group()
        while items and items[0][0] <= start:
            scene.now = items.popleft()[1]
        if scene.readings and start < scene.readings[-1].end:
            continue
        rules = rules_by_head.get(NUMERAL if token[0].isdecimal() else token)
        for reading in _longest(scene, rules, start) if rules else ():
            scene.add(reading)
    scene.now = written


def _longest(scene: Scene, rules: tuple[Rule, ...], start: int) -> list[Reading]:
    tried = ((rule, pattern(rule.pattern).match(scene.lowered, start)) for rule in rules)
    matches = [(match, rule) for rule, match in tried if match is not None]
    matches.sort(key=lambda item: -item[0].end())
    for match, rule in matches:
        found = rule.read(match, scene)
        if found is not None:
            return [found] if isinstance(found, Reading) else list(found)
    return []
