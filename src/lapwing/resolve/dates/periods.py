"""Years and their parts and multiples: "1998", "2014-15", "the 1990s", "the third quarter", "last summer"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lapwing.resolve.dates.lexicon import DECADES, ORDINALS, SEASONS, full_year, ordinal_of
from lapwing.resolve.dates.reading import FISCAL, Scene
from lapwing.resolve.dates.rules import NUMERAL, Found, Match, Rule, counted, fixed, rule, undated
from lapwing.resolve.dates.windows import Window, months_of, season_of, years_of

_STEPS = {"last": -1, "the previous": -1, "this": 0, "the current": 0, "the": 0, "next": 1}
# What a four-digit number is when it counts or measures.
_MEASURED = re.compile(
    r"[ ]+(?:people|men|women|children|civilians|soldiers|troops|police|officers|fighters|militants"
    r"|prisoners|families|refugees|residents|members|others|euros?|dollars|pounds|miles|km|kilomet\w+"
    r"|met\w+|feet|ft|tons?|tonnes|hours|hrs|gmt|times|percent|per|rounds|homes|houses|cases|deaths"
    r"|local time|utc|degrees|years|days|square|sq|blocks?|blk)\b"
    r"|-(?:strong|member|mile|foot|meter|metre|year|block)|[°%]"
)
_NO_YEAR = re.compile(
    r"(?:[$€£#:/.]|[$€£#][ ]|\b(?:no\.?|number|some|about|around|than|nearly|almost|over|least|most|up to"
    r"|roughly|approximately|estimated|total of|flight|route|highway|page|resolution|unscr|room|bus|boeing"
    r"|airbus)[ ]+)$"
)
_YEAR_FOLLOWS = re.compile(
    r"\b(?:in|since|until|till|by|from|of|before|after|during|early|late|mid|to|and|between|through|year"
    r"|spring|summer|autumn|fall|winter|circa|for)[ -]*(?:the )?$"
)
_OWN = re.compile(r"\b(?:his|her|their|my|our)[ -](?:early |late |mid-?)?$")
_DECADE_FOLLOWS = re.compile(r"(?:'|\b(?:the|early|late|mid)[ -])$")
_SEASON_FOLLOWS = re.compile(r"\b(?:in|during|since|by|until|early|late|mid|throughout|over)[ -](?:the )?$")


def _year(match: Match, scene: Scene) -> Found:
    """A bare year; outside 1900 to 2099 only behind a preposition, never a number that counts something."""
    year, before = int(match.group("y")), scene.before(match.start())
    if _MEASURED.match(scene.lowered, match.end()) or _NO_YEAR.search(before):
        return None
    if not 1900 <= year <= 2099 and not _YEAR_FOLLOWS.search(before):
        return None
    return fixed(match, years_of(year, year))


def _short_year(match: Match, scene: Scene) -> Found:
    """ "'98": needs its apostrophe."""
    before = scene.before(match.start(), 2)
    if not before.endswith("'") or before[:1].isalnum():
        return None
    year = full_year(match.group(), scene.now.year + 1 if scene.now else None)
    return fixed(match, years_of(year, year), value=f"{year:04}")


def _year_range(match: Match, _scene: Scene) -> Found:
    """ "1991-1997", "2006-07": the years from the first to the last."""
    first, tail = int(match.group("y")), match.group("z")
    last = int(tail) if len(tail) == 4 else first // 100 * 100 + int(tail)
    return fixed(match, years_of(first, last)) if first < last <= first + 150 else None


def _decade(match: Match, scene: Scene) -> Found:
    """ "the 1990s", "the '80s", "the nineties", not "in her nineties". The TimeML value is ``199X``."""
    groups, before = match.groupdict(), scene.before(match.start())
    word, digits = groups.get("word"), groups.get("y") or ""
    if len(digits) == 4:
        first = int(digits)
    elif word or (_DECADE_FOLLOWS.search(before) and not _OWN.search(before)):
        first = 1900 + (DECADES[word] if word else int(digits))
    else:
        return None
    return fixed(match, years_of(first, first + 9), value=f"{first // 10}X")


def _century(match: Match, _scene: Scene) -> Found:
    """ "the 19th century" is written ``18XX`` and so read as 1800 to 1899."""
    words = match.group("n")
    number = (
        20 + ordinal_of(words.removeprefix("twenty-")) if words.startswith("twenty-") else ordinal_of(words)
    )
    first = (number - 1) * 100
    return fixed(match, years_of(max(first, 1), first + 99), value=f"{number - 1:02}XX")


def _season(match: Match, scene: Scene) -> Found:
    """A northern season: of a named year, of last, this or next year, or the latest (or coming) one."""
    groups, code = match.groupdict(), SEASONS[match.group("s")]
    if groups["y"]:
        year = int(groups["y"])
        return fixed(match, season_of(year, code), value=f"{year:04}-{code}")
    if not _is_season(match, scene):
        return None
    year_found = _season_year(match, scene, code)
    if year_found is None:
        return counted(match, scene, None, unknown=f"XXXX-{code}")
    return counted(match, scene, season_of(year_found, code), unknown="", value=f"{year_found:04}-{code}")


def _season_year(match: Match, scene: Scene, code: str) -> int | None:
    now, how = scene.now, match.group("how")
    if now is None:
        return None
    if match.group("rel"):
        return now.year + _STEPS[match.group("rel")]
    if how == "last":
        return _first(now.year, range(1, -3, -1), lambda window: window.end < now, code)
    if how in ("next", "coming") or scene.direction(*match.span()) == "future":
        return _first(now.year, range(-2, 3), lambda window: window.end >= now, code)
    return _first(now.year, range(1, -3, -1), lambda window: window.start <= now, code)


def _first(year: int, steps: Iterable[int], fits: Callable[[Window], bool], code: str) -> int | None:
    for step in steps:
        window = season_of(year + step, code)
        if window and fits(window):
            return year + step
    return None


def _is_season(match: Match, scene: Scene) -> bool:
    """Whether the word is the season: not a fall, a spring or a name such as Arab Spring."""
    how, at = match.group("how"), match.start("s")
    if (
        how in (None, "the")
        and match.group("s") == "fall"
        and re.match(r"[ ]+(?:of|in)\b", scene.lowered[match.end() :][:4])
    ):
        return False
    if scene.capital(at) and not scene.shouts:
        before = re.search(r"([^\W\d_]+)[ -]*$", scene.text[max(0, at - 20) : at])
        if (
            before
            and before.group(1)[0].isupper()
            and before.group(1).lower() not in ("last", "this", "next", "in", "the")
        ):
            return False
    return (
        how in ("last", "this", "next", "coming", "past")
        or match.group("rel") is not None
        or bool(_SEASON_FOLLOWS.search(scene.before(at)))
        or (how == "the" and match.group("s") not in ("spring", "fall"))
    )


def _part_of_year(match: Match, scene: Scene) -> Found:
    """A quarter or half of a year; a quarter without its year is the latest that has begun, or the coming."""
    groups = match.groupdict()
    half = groups.get("what") == "half"
    count, letter = (2, "H") if half else (4, "Q")
    number = count if groups["q"] in ("last", "final") else ordinal_of(groups["q"])
    bare = not groups.get("y") and not groups.get("rel")
    if number > count or (bare and (half or groups["q"] == "last")):
        return None
    months = 12 // count
    first = months * (number - 1) + 1
    if groups.get("y"):
        year = int(groups["y"])
        return fixed(match, months_of(year, first, months), value=f"{year:04}-{letter}{number}")
    if scene.now is None:
        return counted(match, scene, None, unknown=f"XXXX-{letter}{number}")
    year = scene.now.year + _STEPS.get(groups.get("rel") or "the", 0)
    if bare and first > scene.now.month and scene.direction(*match.span()) != "future":
        year -= 1
    return counted(
        match, scene, months_of(year, first, months), unknown="", value=f"{year:04}-{letter}{number}"
    )


def _fiscal(match: Match, scene: Scene) -> Found:
    """ "fiscal 1999": its days depend on whose books they are, so none are given."""
    year = full_year(match.group("y").removeprefix("'"), scene.now.year + 2 if scene.now else None)
    return undated(match, "DATE", f"FY{year}", FISCAL)


_REL = r"(?P<rel>last|this|next|the previous|the current|the) year"
_QUARTER = (
    r"(?:the )?(?P<q>first|second|third|fourth|last|final|1st|2nd|3rd|4th)[ -](?P<what>quarter|half)"
    rf"(?: of)?(?: fiscal)?(?:,? (?P<y>{{year}})| {_REL})?"
)

RULES: tuple[Rule, ...] = (
    rule([NUMERAL], r"(?P<y>{year})", _year),
    rule([NUMERAL], r"\d\d(?![.,]\d)", _short_year),
    rule([NUMERAL], r"(?P<y>(?:1[5-9]|20)\d\d)[-/](?P<z>(?:1[5-9]|20)\d\d|\d\d)(?![-/])", _year_range),
    rule([NUMERAL], r"(?P<y>(?:(?:1\d|20)\d|[2-9])0)'?s", _decade),
    rule("the", r"the (?:early |late |mid-?)?(?P<word>" + "|".join(DECADES) + ")", _decade),
    rule(
        [NUMERAL, "twenty", *ORDINALS],
        r"(?P<n>\d{1,2}(?:st|nd|rd|th)|{ordinal}|twenty-first)[ -]century",
        _century,
    ),
    rule(
        [*SEASONS, *"last this next coming past the".split()],
        r"(?:(?P<how>last|this|next|coming|past|the) )?(?P<s>{season})"
        r"(?:(?: of|,)? (?P<y>{year})| of (?P<rel>last|this|next) year)?",
        _season,
    ),
    rule([NUMERAL, *"the first second third fourth last final".split()], _QUARTER, _part_of_year),
    rule("q", r"q(?P<q>[1-4])(?:,? (?:of )?(?P<y>{year}))?", _part_of_year),
    rule("fiscal the", r"(?:the )?fiscal(?: year)?,? (?P<y>{year}|'\d\d)", _fiscal),
    rule("fy", r"fy[ -]?(?P<y>{year}|\d\d)", _fiscal),
)
