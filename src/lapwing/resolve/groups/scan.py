"""Names as they stand: every longest form of the registry in a text, before it is decided what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lapwing.resolve.groups.lexicon import MARKS, Form, Lexicon, Meaning, Node
from lapwing.resolve.groups.tokens import Token, joined, shouting

# The Arabic article before sun letters.
_SUN = frozenset({"as", "an", "at", "ad", "ash", "ath", "adh", "az", "ar"})
# Acronyms that are English words: in a text all in capitals they are not believed.
_WORDS = frozenset("is its let tip fact model ram war far elf mend arm".split())
_BETWEEN = re.compile(r"\s*[-‐‑–/]\s*|—|\s+|['’]?\s*\(\s*|['’]\s+|\)\s*|\s*&\s*|\.\s?|,\s+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_ARTICLE_GAP = re.compile(r"\s+")
_PLURAL_FROM = 5
# Nouns that close names and are also written small; words too general to carry a name without a capital noun.
_NOUNS = frozenset(
    """brigade brigades battalion battalions movement group network organization organisation cartel gang clan
    faction division militia""".split()
)
_GENERAL = frozenset(
    "islamic armed national popular free people peoples united islamist new active the".split()
)


@dataclass(slots=True)
class Hit:
    """A form found: its words by index, its characters, what it can mean, and once decided the meaning."""

    first: int
    last: int
    start: int
    end: int
    form: Form
    meanings: list[Meaning]
    how: Literal["name", "alias", "acronym", "spelling", "affiliate"]
    loud: bool = False
    group: str | None = None
    score: float = 1.0
    alternatives: tuple[str, ...] = ()


def scan(text: str, among: list[Token], compiled: Lexicon) -> tuple[list[Hit], set[int]]:
    """Every longest form of the registry, in text order, and the indexes of the words that names take up.

    Names of other things are set aside but their words are taken up too. A form that cannot be meant here (a
    word in small letters, an English word in a text all in capitals) gives way to a shorter one.
    """
    hits: list[Hit] = []
    taken: set[int] = set()
    root = compiled.root.after
    at = 0
    while at < len(among):
        node = root.get(among[at].form)
        if node is None and not _may_be_plural(among[at]):
            at += 1
            continue
        hit = _longest(text, among, at, compiled.root)
        if hit is None:
            at += 1
            continue
        taken.update(range(hit.first, hit.last + 1))
        if hit.meanings:
            hits.append(hit)
        at = hit.last + 1
    return hits, taken


def _may_be_plural(token: Token) -> bool:
    return len(token.form) > _PLURAL_FROM and token.form[-1] == "s" and token.capital


def _longest(text: str, among: list[Token], at: int, root: Node) -> Hit | None:
    best: Hit | None = None
    node: Node | None = root
    gaps: list[str] = []
    for last in range(at, len(among)):
        assert node is not None
        if last > at:
            gap = text[among[last - 1].tail : among[last].start]
            if gap not in (" ", "-") and (not _BETWEEN.fullmatch(gap) or _BLANK_LINE.search(gap)):
                break
            gaps.append(gap)
        token = among[last]
        following = node.after.get(token.form)
        if following is None or not following.forms:
            best = _plural(text, among, (at, last), gaps, node) or best
        if following is not None and following.forms:
            best = _accepted(text, among, (at, last), gaps, following.forms) or best
        if following is None:
            break
        node = following
    return best


def _plural(text: str, among: list[Token], words: tuple[int, int], gaps: list[str], node: Node) -> Hit | None:
    """A name whose last word has a plural s, or a possessive one that lost its apostrophe."""
    token = among[words[1]]
    if not _may_be_plural(token):
        return None
    single = node.after.get(token.form[:-1])
    if single is None or not single.forms:
        return None
    hit = _accepted(text, among, words, gaps, [form for form in single.forms if form.exact is None])
    if hit is not None:
        hit.end = token.end - 1
    return hit


def _accepted(
    text: str, among: list[Token], words: tuple[int, int], gaps: list[str], forms: list[Form]
) -> Hit | None:
    first, last = words
    run = among[first : last + 1]
    loud = run[-1].raw.isupper() and shouting(among, first, last)
    fitting = [form for form in forms if _fits(form, run, gaps, loud)]
    if not fitting:
        return None
    fitting.sort(key=lambda form: form.exact is None)  # the letters of an acronym say more than a word's
    form = fitting[0]
    meanings = list({m.group.name: m for f in reversed(fitting) for m in reversed(f.meanings)}.values())[::-1]
    if form.article and not _proper_article(text, among, first):
        return None
    start, end = run[0].start, run[-1].end
    if run[0].form == "the" and not form.article:
        start = run[1].start
    elif first > 0 and among[first - 1].form in ("al", "el") and text[among[first - 1].tail : start] == "-":
        start = among[first - 1].start
    if ")" in form.marks and "(" in text[start:end] and text[end : end + 1] == ")":
        end += 1
    if form.dotted and text[end : end + 1] == ".":
        end += 1
    how = meanings[0].how if meanings else "name"
    return Hit(first, last, start, end, form, meanings, how, loud)


def _fits(form: Form, run: list[Token], gaps: list[str], loud: bool) -> bool:
    """Whether the words are written as the form asks: capitals, letters of an acronym, what is between."""
    if not form.marks.issuperset(MARKS.intersection("".join(gaps))):
        return False
    dots = [gap for gap in gaps if "." in gap]
    if form.dotted:
        return len(dots) == len(gaps) and all(token.raw.isupper() for token in run)
    if dots:
        return False
    if form.exact is not None:
        return _spells(form, run, gaps, loud)
    if run[0].form in _SUN and gaps and not joined(gaps[0]):
        return False  # "as", "an" and "at" are English words unless a hyphen makes them the article
    return all(
        not slot.capital or run[at].capital or _after_hyphen(run, gaps, at) or _common_noun(form.words, at)
        for at, slot in enumerate(form.slots)
    ) and all(
        slot.owner or token.tail == token.end for slot, token in zip(form.slots[:-1], run, strict=False)
    )


def _spells(form: Form, run: list[Token], gaps: list[str], loud: bool) -> bool:
    if any(gap.isspace() for gap in gaps):
        return False
    written = "".join(token.raw for token in run)
    if loud:
        word = written.lower()
        return word not in _WORDS and word == (form.exact or "").lower()
    return written == form.exact


def _common_noun(words: tuple[str, ...], at: int) -> bool:
    """Whether a word is the noun that closes a distinctive name, also written small: "Qassam brigades"."""
    return (
        0 < at == len(words) - 1 and words[at] in _NOUNS and any(word not in _GENERAL for word in words[:at])
    )


def _after_hyphen(run: list[Token], gaps: list[str], place: int) -> bool:
    """Whether a word in small letters follows a capitalised one by a hyphen, as in "Al-shabaab"."""
    return place > 0 and joined(gaps[place - 1]) and run[place - 1].capital


def _proper_article(text: str, among: list[Token], first: int) -> bool:
    """Whether "The" before a common word is part of a name: capitalised inside a sentence, no title after it.

    "The Base" inside a sentence is a name; at its start, and as "the Base", it may be any base.
    """
    article, word = among[first], among[first + 1]
    if not article.capital or word.raw.isupper() or first == 0:
        return False
    before = text[among[first - 1].tail : article.start]
    if not _ARTICLE_GAP.fullmatch(before) or "\n" in before:
        return False
    if first + 2 < len(among):
        following = among[first + 2]
        return not (following.capital and text[word.tail : following.start] == " ")
    return True
