"""Which language a text is in, and which of its paragraphs are in another one."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import yaml

from lapwing.records import Span
from lapwing.text import paragraphs

CODED = "en"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6000
# Shares of the words that are function words. Of 4,255 English texts (the news pool, MUC-4, the gold) all but
# 18 lists and headlines pass the first, and no paragraph of them meets both conditions for another language.
_SURELY = 0.15
_PARAGRAPH_ENGLISH = 0.08
_PARAGRAPH_OTHER = 0.20
_SHORT = 20
_FEW = 8
# Different function words: "Los Angeles" and "El Salvador" are two of Spanish.
_SEVERAL = 3
# An English part of a bilingual page is read when it is this long and this much of the letters.
_ENOUGH_LETTERS = 150
_ENOUGH_SHARE = 0.15


class Foreign(NamedTuple):
    """A paragraph that is in ``language`` (ISO 639-1), not in the one that is coded."""

    span: Span
    language: str


class Languages(NamedTuple):
    """``main`` is the language to code in, or the one for which the text is refused; ``None`` without words.

    ``foreign`` are paragraphs to set aside; it is empty when ``main`` is not English.
    """

    main: str | None
    foreign: tuple[Foreign, ...] = ()


def languages(text: str) -> Languages:
    """The language of a text, judged by its function words, else by a trained model.

    A bilingual page counts as English when its English paragraphs are long enough to be an article.
    """
    words = _words(text[:_SAMPLE])
    if not words:
        return Languages(None)
    foreign = _foreign_paragraphs(text)
    if not foreign:
        return Languages(CODED if _share(words, CODED) > _SURELY else _language_of(text[:_SAMPLE], words))
    rest = _letters(text) - sum(_letters(part.span.quote(text)) for part in foreign)
    if rest >= _ENOUGH_LETTERS and rest >= _ENOUGH_SHARE * _letters(text):
        return Languages(CODED, tuple(foreign))
    sizes: Counter[str] = Counter()
    for part in foreign:
        sizes[part.language] += part.span.end - part.span.start
    return Languages(sizes.most_common(1)[0][0])


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    table = yaml.safe_load(resources.files(__package__).joinpath("function_words.yaml").read_text("utf-8"))
    return {("no" if code is False else code): frozenset(words.split()) for code, words in table.items()}


@lru_cache(maxsize=1)
def _languages_of_word() -> dict[str, tuple[str, ...]]:
    """For each function word of a language that is not coded, the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in _function_words().items():
        if code != CODED:
            for word in sorted(words - _function_words()[CODED]):
                found[word] = (*found.get(word, ()), code)
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _share(words: list[str], language: str) -> float:
    known = _function_words()[language]
    return sum(word in known for word in words) / len(words)


def _other(words: list[str]) -> tuple[str, float, int]:
    """The language that is not English with most function words here, their share, and how many differ."""
    hits: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    table = _languages_of_word()
    for word in words:
        for code in table.get(word, ()):
            hits[code] += 1
            kinds.setdefault(code, set()).add(word)
    if not hits:
        return "", 0.0, 0
    code = min(hits, key=lambda code: (-len(kinds[code]), -hits[code], code))
    return code, hits[code] / len(words), len(kinds[code])


def _language_of(text: str, words: list[str]) -> str:
    """The language of a text whose function words are not plainly English."""
    english = _share(words, CODED)
    code, share, kinds = _other(words)
    if kinds >= _SEVERAL and share > max(_PARAGRAPH_OTHER, 2 * english):
        return code
    if len(words) < _SHORT and _is_latin(text):
        # Headlines and captions drop their function words, and the model errs below a hundred characters.
        return CODED
    guess = _model_guess(text)
    return CODED if english > _PARAGRAPH_ENGLISH and _is_latin(text) else guess


def _model_guess(text: str) -> str:
    from py3langid import classify

    return str(classify(text)[0])


def _foreign_paragraphs(text: str) -> list[Foreign]:
    found = []
    for span in _blocks(text):
        words = _words(text[span.start : span.end])
        if len(words) >= _FEW and _share(words, CODED) > _PARAGRAPH_ENGLISH:
            continue
        if not _is_latin(text[span.start : span.end]):
            found.append(Foreign(span, _model_guess(text[span.start : span.end])))
            continue
        code, share, kinds = _other(words)
        if len(words) >= _FEW and kinds >= _SEVERAL and share > _PARAGRAPH_OTHER:
            found.append(Foreign(span, code))
    return found


def _blocks(text: str) -> list[Span]:
    """The paragraphs; the lines where paragraphs end with a single line break and lines are not wrapped."""
    blocks = paragraphs(text)
    if not any(text.find("\n", block.start, block.end) >= 0 for block in blocks):
        return blocks
    lines = [match.span() for match in re.finditer(r"[^\s][^\n]*", text)]
    if max(end - start for start, end in lines) <= 120:
        return blocks
    return [Span(start=start, end=start + len(text[start:end].rstrip())) for start, end in lines]


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_latin(text: str) -> bool:
    """Whether the letters are of the Latin script for the most part (true for a text without letters)."""
    if text.isascii():
        return True
    letters = [char for char in text if char.isalpha()]
    latin = sum(char < "\u0250" or unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return 2 * latin >= len(letters)
