"""Descriptions of persons without words for their faith or descent."""

import re

from lapwing.conduct.words import FAITH_AND_DESCENT, PERSON_NOUNS, SIDES_AND_PEOPLES
from lapwing.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COUNTED = re.compile(r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b", re.IGNORECASE)
_AGED = re.compile(r"\b\d{1,2}-year-old\b|,\s*(?:aged )?\d{1,2}$")


def without_faith(description: str) -> str:
    """A description of one or several persons without words for faith or descent; others are left alone.

    "20-year-old Russian Muslim" becomes "20-year-old Russian", "two Christian teachers" "two teachers". Names
    of organisations and sites ("Muslim Council", "Sikh temple"), armed sides ("Kurdish fighters") and whole
    communities ("Yazidis") say what was attacked or who fought, not what one person is, and stay.
    """
    words = list(_WORD.finditer(description))
    told = [i for i, word in enumerate(words) if _is_faith(word.group())]
    if not told or not _of_persons(description, [word.group() for word in words], told):
        return description
    kept = description
    for i in reversed(told):
        kept = kept[: words[i].start()] + kept[words[i].end() :]
    return _mended(kept, several=words[told[-1]].group().lower().endswith("s"))


def _is_faith(word: str) -> bool:
    folded = word.casefold().replace("’", "'")
    return folded in FAITH_AND_DESCENT or folded.removesuffix("s") in FAITH_AND_DESCENT


def _of_persons(description: str, words: list[str], told: list[int]) -> bool:
    following = words[told[-1] + 1 : told[-1] + 3]
    if any(fold(word) in SIDES_AND_PEOPLES for word in following[:1]):
        return False
    if any(fold(word) in PERSON_NOUNS for word in following):
        # "Christian teachers"; but "Muslim Student Union" is an organisation's name.
        return not any(word[0].isupper() for word in following)
    if following and following[0].lower() not in ("in", "from", "of", "at", "who", "living", "with"):
        return False
    # The faith is the noun itself: one person or a few counted ones, not a community.
    return bool(_AGED.search(description) or _COUNTED.search(description)) or not words[
        told[-1]
    ].lower().endswith("s")


def _mended(kept: str, *, several: bool) -> str:
    kept = re.sub(r"\s+", " ", kept).strip(" -")
    kept = re.sub(r"\s+,", ",", kept)
    if re.fullmatch(
        r"(?:(?:the|an?|one|two|three|four|five|\d+(?:-year-old)?|young|elderly|suspected)\s?)*", kept
    ):
        return f"{kept} {'people' if several else 'person'}".strip()
    if kept.startswith(","):
        return f"person{kept}"
    kept = re.sub(r"\b([Aa])n (?=[^aeiouAEIOU\W])", r"\1 ", kept)
    return re.sub(r"\b([Aa]) (?=[aeio])", r"\1n ", kept)
