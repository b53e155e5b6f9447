"""Numbers of a sentence as tolls: "at least two dozen", "between 10 and 15", "up to 30", "dozens"."""

import re
from dataclasses import dataclass

from lapwing.records import Toll
from lapwing.resolve.counts.lexicon import Bound, Lexicon
from lapwing.resolve.counts.tokens import Sentence

_WHOLE = re.compile(r"\d+|\d{1,3}(?:[,.]\d{3})+")
_DECIMAL = re.compile(r"\d+\.\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HYPHENS = frozenset("-–—")
_MONEY = frozenset("$£€¥")
_TO_SEPARATES = frozenset({"to", "or", *_HYPHENS})
_MOST = 10**9


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or vague amount: the words ``first`` up to ``last``, and the toll that they give.

    ``year`` is true for a bare four-digit number that may as well be a year; ``bare`` where nothing but one
    number was read, which an age could be as well.
    """

    first: int
    last: int
    toll: Toll
    year: bool = False
    bare: bool = False


def quantity_at(sentence: Sentence, index: int, words: Lexicon) -> Quantity | None:
    """The quantity that begins at a word, its bounds included, or ``None``."""
    if sentence.lower[index] not in words.opens_number and not sentence.lower[index][0].isdigit():
        return None
    vague = words.vague.at(sentence.lower, index)
    bound = words.bounds.at(sentence.lower, index)
    between = sentence.lower[index] == "between"
    at = bound[0] if bound else index + between
    if bound and (at >= len(sentence) or not _number(sentence, at, words)):
        # "at least another 12", "about the 12": one word may stand between.
        at += at < len(sentence) and sentence.lower[at] in {"another", "a", "further", "the", "other"}
    number = _number(sentence, at, words) if at < len(sentence) else None
    if number is None or (vague and vague[0] > number[1]):
        return Quantity(index, vague[0], Toll(words=_quote(sentence, index, vague[0]))) if vague else None
    value, last = number
    upper = _range_end(sentence, (at, last), words, between=between)
    if upper is not None and upper[0] > value and _counts(sentence, last + 1, upper[1], words):
        return Quantity(index, upper[1], Toll(low=value, best=value, high=upper[0]))
    if between or upper is not None or not _counts(sentence, at, last, words):
        return None
    kind: Bound | None = bound[1] if bound else None
    after = words.after_bounds.at(sentence.lower, last) if last < len(sentence) else None
    if after:
        last, kind = after[0], kind or after[1]
    year = kind is None and last - at == 1 and _YEAR.fullmatch(sentence.words[at]) is not None
    return Quantity(index, last, _toll(value, kind), year=year, bare=kind is None)


def _toll(value: int, kind: Bound | None) -> Toll:
    return Toll(
        low=None if kind in {"most", "around"} else value,
        best=value,
        high=None if kind in {"least", "around"} else value,
    )


def _quote(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(sentence.words[first:last])


def _number(sentence: Sentence, index: int, words: Lexicon) -> tuple[int, int] | None:
    """The value of the number words at ``index`` and where they end."""
    lower = sentence.lower
    if lower[index] in {"a", "an", "half"}:
        return _article_number(lower, index, words)
    value = words.numbers.get(lower[index])
    if value is None:
        if _DECIMAL.fullmatch(lower[index]) and index + 1 < len(lower) and lower[index + 1] in words.scales:
            return _bounded(round(float(lower[index]) * words.scales[lower[index + 1]]), index + 2)
        if not _WHOLE.fullmatch(lower[index]):
            return _bounded(words.dozens[lower[index]], index + 1) if lower[index] in words.dozens else None
        value = int(lower[index].replace(",", "").replace(".", "")[:10])
    elif value >= 20 and value % 10 == 0 and index + 1 < len(lower):
        # "twenty one", written without its hyphen
        unit = words.numbers.get(lower[index + 1], 0)
        if 0 < unit < 10:
            return _scaled(lower, index + 2, value + unit, words)
    return _scaled(lower, index + 1, value, words)


def _article_number(lower: list[str], index: int, words: Lexicon) -> tuple[int, int] | None:
    """ "a hundred and six", "half a dozen", "a dozen"."""
    half = "half" in lower[index : index + 2]
    at = index
    while at < len(lower) and lower[at] in {"a", "an", "half"} and at - index < 2:
        at += 1
    if at >= len(lower) or at == index:
        return None
    if lower[at] in words.dozens and lower[at] != "score":
        return (words.dozens[lower[at]] // (2 if half else 1), at + 1)
    if lower[at] in words.scales and not half:
        return _scaled(lower, at, 1, words)
    return None


def _scaled(lower: list[str], index: int, value: int, words: Lexicon) -> tuple[int, int] | None:
    """Multiply by the scales that follow, and add what comes after them ("two hundred and six")."""
    total, current = 0, value
    while index < len(lower):
        word = lower[index]
        if word in words.scales:
            current *= words.scales[word]
            if words.scales[word] > 100:
                total, current = total + current, 0
            index += 1
            small = index + (index < len(lower) and lower[index] == "and")
            if small < len(lower) and 0 < words.numbers.get(lower[small], 0) < 100 and current % 100 == 0:
                current += words.numbers[lower[small]]
                index = small + 1
        elif word in words.dozens and word != "score":
            current *= words.dozens[word]
            index += 1
        else:
            break
    return _bounded(total + current, index)


def _bounded(value: int, index: int) -> tuple[int, int] | None:
    return (value, index) if value <= _MOST else None


def _range_end(
    sentence: Sentence, lower_end: tuple[int, int], words: Lexicon, *, between: bool
) -> tuple[int, int] | None:
    """The number that stands as upper end of a range. "From 12 to 36" is a rise, not a range."""
    lower, (first, index) = sentence.lower, lower_end
    if index + 1 >= len(lower) or lower[index] not in ({"and"} if between else _TO_SEPARATES):
        return None
    if first and lower[first - 1] == "from":
        return None
    hyphen = lower[index] in _HYPHENS
    return None if hyphen and _YEAR.fullmatch(lower[index + 1]) else _number(sentence, index + 1, words)


def _counts(sentence: Sentence, first: int, last: int, words: Lexicon) -> bool:
    """Whether nothing beside the number makes it a date, a price, a share, a measure or a label."""
    lower = sentence.lower
    before = lower[first - 1] if first else ""
    after = lower[last] if last < len(lower) else ""
    digits = lower[first][0].isdigit()
    if before in _MONEY or after == "%" or after in words["measures"]:
        return False
    if digits and last - first == 1 and (before in words["months"] or after in words["months"]):
        return False
    if digits and before in words["labels"]:
        return False
    if digits and after in _HYPHENS and lower[last + 1 : last + 2] and lower[last + 1][0].isdigit():
        return False
    aged = any(word in {"aged", "age", "ages"} for word in lower[max(0, first - 4) : first])
    return not (digits and (aged or before in {"/", "#", "."})) and after != "/"
