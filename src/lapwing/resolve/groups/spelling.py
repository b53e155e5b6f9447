"""Names in spellings that the registry does not list: other transliterations, and slips of the pen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from lapwing.resolve.groups.lexicon import Form, Lexicon, shipped_lexicon
from lapwing.resolve.groups.scan import Hit
from lapwing.resolve.groups.tokens import Token

# Words that transliterations add, drop and change; they do not tell two names apart.
_PARTICLES = frozenset(
    """al el e i o ul ud ur us ut un ad as ash an at az ar wa wal wel fi bi li bin ibn of the for
    de del la los las y du des et""".split()
)
_ARTICLES = frozenset({"al", "el"})
# Letters that romanisations of one sound exchange.
_SOUNDS = (
    ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("zh", "z"), ("ph", "f"), ("dj", "j"), ("q", "k"), ("ck", "k"), ("c", "k"), ("v", "b"), ("z", "d"),
    ("y", ""), ("w", ""), ("ou", ""),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]+")
# Least letters of a name of several words and of one word that is matched by sound, and the least likeness of
# the whole (rapidfuzz ratio, 0 to 100). Set on the 300 training and 40 development articles, 2,415 texts of
# the news pool and 650 of MUC-4: below these, names of other things begin to match.
_SHORTEST, _SHORTEST_WORD, _SOUNDS_OF_WORD = 10, 7, 4
_LIKENESS, _LIKENESS_OF_WORD, _LIKENESS_OF_PART = 82.0, 84.0, 80.0


@dataclass(slots=True)
class _Sound:
    """A place in the trie of sounds: the words written so, what can follow, and the forms that end here."""

    words: set[str] = field(default_factory=set)
    after: dict[str, _Sound] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The consonants of a folded word, one for those that romanisations exchange; ``a`` for a first vowel."""
    heard = word
    for written, said in _SOUNDS:
        if written in heard:
            heard = heard.replace(written, said)
    heard = _DOUBLE.sub(r"\1", heard)
    opening = "a" if word[:1] in "aeiou" else ""
    heard = opening + _VOWELS.sub("", heard)
    return heard[:-1] if len(heard) > 2 and heard.endswith("h") else heard


@cache
def _sounds() -> _Sound:
    return _compile(shipped_lexicon())


def _compile(compiled: Lexicon) -> _Sound:
    root = _Sound()
    for form in compiled.forms:
        meant = [meaning for meaning in form.meanings if meaning.countries is None]
        content = [slot.word for slot in form.slots if slot.word not in _PARTICLES or slot.capital]
        if form.exact is not None or not meant or not _long_enough(form, content):
            continue
        node = root
        for word in content:
            node = node.after.setdefault(sound(word), _Sound())
            node.words.add(word)
        node.forms.append(form)
    return root


def _long_enough(form: Form, content: list[str]) -> bool:
    if not content or any(not word.isascii() or not word.isalpha() for word in content):
        return False
    if len(content) == 1 and len(form.words) == 1:
        return len(content[0]) >= _SHORTEST_WORD and len(sound(content[0])) >= _SOUNDS_OF_WORD
    return sum(map(len, form.words)) >= (_SHORTEST if len(content) > 1 else _SHORTEST - 1)


def with_spellings(text: str, among: list[Token], hits: list[Hit], taken: set[int]) -> list[Hit]:
    """The hits and those names besides that are like a listed one by sound, in text order.

    Each begins with a capital on a word that no exact name takes up, and may take in shorter exact names, as
    "Tahrik-i-Taliban Pakistan" does "Taliban". The words it takes up are added to ``taken``.
    """
    root = _sounds()
    found: list[Hit] = []
    past = 0
    for at, token in enumerate(among):
        if at < past or at in taken or not token.capital or token.form in _PARTICLES or len(token.form) < 3:
            continue
        start = root.after.get(sound(token.form))
        hit = _longest(text, among, at, start) if start is not None else None
        if hit is None or not _takes_whole(hit, hits, taken):
            continue
        found.append(hit)
        past = hit.last + 1
    for hit in found:
        taken.update(range(hit.first, hit.last + 1))
        hits = [exact for exact in hits if exact.last < hit.first or exact.first > hit.last]
    return sorted([*hits, *found], key=lambda hit: hit.start)


def _takes_whole(hit: Hit, hits: list[Hit], taken: set[int]) -> bool:
    """Whether a hit cuts no exact name and no name of another thing in two."""
    words = {at for at in range(hit.first, hit.last + 1) if at in taken}
    if not words:
        return True
    inner = [exact for exact in hits if hit.first <= exact.first and exact.last <= hit.last]
    return words == {at for exact in inner for at in range(exact.first, exact.last + 1)}


def _longest(text: str, among: list[Token], at: int, node: _Sound) -> Hit | None:
    best = _likest(among, at, at, node)
    last = at
    while True:
        last += 1
        while _runs_on(text, among, last) and among[last].form in _PARTICLES:
            last += 1
        if not _runs_on(text, among, last):
            break
        following = node.after.get(sound(among[last].form)) or _nearly(node, among[last].form)
        if following is None or not among[last].capital:
            break
        node = following
        best = _likest(among, at, last, node) or best
    return None if best is None or _goes_on(text, among, best.last + 1) else best


def _goes_on(text: str, among: list[Token], at: int) -> bool:
    """Whether an Arabic name goes on after its likest form, and so is another name."""
    if at + 1 >= len(among) or among[at].form not in _ARTICLES:
        return False
    return (
        text[among[at - 1].tail : among[at].start] == " "
        and text[among[at].tail : among[at + 1].start] == "-"
    )


def _runs_on(text: str, among: list[Token], at: int) -> bool:
    if at >= len(among):
        return False
    gap = text[among[at - 1].tail : among[at].start]
    return gap.strip(" \n-‐‑–'’") == "" and "\n\n" not in gap


def _nearly(node: _Sound, word: str) -> _Sound | None:
    """The branch for a word with a slip of the pen: one sound too many, too few or wrong."""
    heard = sound(word)
    if len(heard) < 4:
        return None
    choice = process.extractOne(heard, node.after.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS_OF_PART)
    if choice is None:
        return None
    near = node.after[choice[0]]
    return near if any(fuzz.ratio(word, known) >= _LIKENESS_OF_PART for known in near.words) else None


def _likest(among: list[Token], first: int, last: int, node: _Sound) -> Hit | None:
    """The form that ends here and is likest to the words; ``None`` when none is like, or two groups are."""
    best: tuple[float, int, Form] | None = None
    groups: set[str] = set()
    for form in node.forms:
        begin = first
        if form.words[0] in _PARTICLES and first > 0:
            begin = first - 1 if among[first - 1].form in _PARTICLES else first
        likeness = fuzz.ratio(" ".join(t.form for t in among[begin : last + 1]), " ".join(form.words))
        least = _LIKENESS_OF_WORD if first == last else _LIKENESS
        if likeness < least:
            continue
        if best is None or likeness > best[0]:
            best = (likeness, begin, form)
        groups.update(m.group.name for m in form.meanings if m.countries is None)
    if best is None or len(groups) > 1:
        return None
    likeness, begin, form = best
    meant = [meaning for meaning in form.meanings if meaning.countries is None]
    score = round(likeness / 100 * 0.9, 3)
    return Hit(begin, last, among[begin].start, among[last].end, form, meant, "spelling", score=score)
