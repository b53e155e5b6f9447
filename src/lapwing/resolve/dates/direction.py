"""Whether the clause around a date looks back or ahead.

"Will meet on Monday" and "met on Monday" are told apart by the nearest verb: in the clause first before the
date and then after it, then in the rest of the sentence. News without such a sign tells what has happened.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Direction = Literal["past", "future"]

_FUTURE = r"""
    will | won't | \w+'ll | shall | would (?!-be) | upcoming | forthcoming
  | (?: expected | due | set | slated ) [ ] (?: to | for | on | at | in | by )
  | (?: (?: has | have ) [ ] )? (?: scheduled | planned | planning | plans? ) [ ]
    (?: to | for | on | at | in | by | an? | the | another )
  | (?: (?: has | have ) [ ] )? (?<!was[ ])(?<!were[ ])(?<!been[ ]) (?: called | calls | calling ) [ ]
    (?: to (?![ ](?:the|an?|his|her|their|that)\b) | for | on | at | in | by
      | (?: an? | the | another ) [ ] (?: [\w-]+ [ ] ){0,2} (?: GATHERING ) )
  | (?: supposed | preparing | prepares? | prepared | ready | going | hopes? | hoping | hoped | intends?
      | intended | likely | poised | agreed | promised | aims? | wants? ) [ ] to
  | (?<!appear[ ]) (?<!appears[ ]) (?<!appeared[ ]) (?<!believed[ ]) (?<!thought[ ]) (?<!seems[ ])
    (?<!seemed[ ]) (?<!found[ ]) (?<!known[ ]) (?<!said[ ]) (?<!proved[ ])
    to [ ] be [ ] (?! (?: an? | at | the | his | her | their ) \b ) \w+
  | deadline | postponed | adjourned | rescheduled | remanded | extended | extends
  | begins | starts | opens | ends | expires | resumes | reconvenes | arrives | convenes | takes [ ] effect
  | as [ ] (?: early | soon | late ) [ ] as | no [ ] later [ ] than
"""
# "Called a strike for Monday", not "called an accident".
_GATHERINGS = (
    "boycott|conference|days?|demonstration|elections?|general|hearing|march|meeting|protests?|rally|referendum"
    "|session|shutdown|sit-in|strikes?|summit|vote"
)
_PAST = r"""
    (?<!\bbe[ ]) (?<!\bis[ ]) (?<!\bare[ ]) (?:
      was | were | had | did | has | have | said | told | went | came | made | took | began | held | shot
    | left | met | hit | struck | blew | fled | fought | won | lost | sent | found | gave | saw | led | fell
    | rose | broke | became | brought | caught | got | kept | knew | put | ran | set | spoke | stood | threw
    | wrote | drove | burst | beat | (?! hundred | united | armed | sacred ) \w{2,}(?<!e)ed )
"""
_BREAK = re.compile(r"[,;:()\"“”]|--|—")
# "Ordered him to appear on Monday": what was ordered need not be over.
_INFINITIVE = re.compile(r"\bto (?!the\b|a\b|an\b|his\b|her\b|their\b|its\b)[a-z]{2,}\b")
_DATED_NOUN = re.compile(r" (?:\w+ )?(?:deadline|date)\b")
_BEFORE, _AFTER = 100, 80


@cache
def _cues() -> re.Pattern[str]:
    future = _FUTURE.replace("GATHERING", _GATHERINGS)
    return re.compile(rf"\b(?:(?P<future>{future})|(?P<past>{_PAST}))(?!\w)", re.VERBOSE)


def direction(lowered: str, start: int, end: int, sentence: tuple[int, int]) -> Direction | None:
    """Where the clause of the date at ``start``-``end`` points, or ``None`` when no verb tells.

    ``sentence`` bounds the search; 100 characters before and 80 after the date are looked at. "Monday's
    attack" is past unless what follows it says otherwise.
    """
    left, right = max(sentence[0], start - _BEFORE), min(sentence[1], end + _AFTER)
    opens = max((match.end() for match in _BREAK.finditer(lowered, left, start)), default=left)
    closing = _BREAK.search(lowered, end, right)
    closes = closing.start() if closing else right
    if _DATED_NOUN.match(lowered, end):
        return "future"
    if lowered.startswith("'s ", end):
        return _told(_first(lowered, end, closes)) or "past"
    found = _last(lowered, opens, start)
    if found and found.lastgroup == "past" and _INFINITIVE.search(lowered, found.end(), start):
        return None
    return _told(
        found or _first(lowered, end, closes) or _last(lowered, left, opens) or _first(lowered, closes, right)
    )


def _first(lowered: str, start: int, end: int) -> re.Match[str] | None:
    """The first cue after a date, but for a call: "late on Friday unions called for a strike" is past."""
    return next(
        (m for m in _cues().finditer(lowered, start, end) if not m.group().startswith("called")), None
    )


def _told(cue: re.Match[str] | None) -> Direction | None:
    if cue is None:
        return None
    return "future" if cue.lastgroup == "future" else "past"


def _last(lowered: str, start: int, end: int) -> re.Match[str] | None:
    found: re.Match[str] | None = None
    for match in _cues().finditer(lowered, start, end):
        found = match
    return found
