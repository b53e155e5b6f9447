"""Words of a text with their positions, and cue phrases found among them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from lapwing.records import Span

# An acronym with points ("U.N.", "U.N convoy") is one word, without its last point.
_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_](?![^\W_]))+|[^\W_]+(?:['’][^\W_]+)?")
_GAP = "~"
_GAP_WIDTH = 5
_KEY = 3
_REMEMBERED = 30_000  # words whose forms and phrases stay in memory

Payload = TypeVar("Payload")
_Entry: TypeAlias = "tuple[tuple[_Slot, ...], Payload]"


class Word(NamedTuple):
    """A word: its position in the text and its lower-case form without a possessive ending."""

    start: int
    end: int
    form: str


def words(text: str, *, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``; hyphens separate words, apostrophes do not."""
    stop = len(text) if end is None else end
    return [Word(m.start(), m.end(), _form(m.group())) for m in _WORD.finditer(text, start, stop)]


@lru_cache(maxsize=_REMEMBERED)
def _form(word: str) -> str:
    form = word.lower().replace("’", "'")
    return form[:-2] if form.endswith("'s") else form


@dataclass(frozen=True, slots=True)
class Found(Generic[Payload]):
    """A cue phrase found in a list of words: the payload, and the first and last word's index."""

    payload: Payload
    first: int
    last: int

    def span(self, among: Sequence[Word]) -> Span:
        """The characters from the first to the last word."""
        return Span(start=among[self.first].start, end=among[self.last].end)


class Phrases(Generic[Payload]):
    """Finds cue phrases in words.

    A phrase is words separated by spaces. ``bomb*`` matches any word that begins so; ``~`` stands for up to
    five words ("claim* ~ responsibility"). Alternatives in one place are written ``kill*|wound*``.
    """

    def __init__(self, phrases: Mapping[str, Payload] | Iterable[tuple[str, Payload]]) -> None:
        pairs = phrases.items() if isinstance(phrases, Mapping) else phrases
        self._exact: dict[str, list[_Entry[Payload]]] = {}
        self._prefix: dict[str, list[_Entry[Payload]]] = {}
        self._opened_by = lru_cache(maxsize=_REMEMBERED)(self._opened)
        for phrase, payload in pairs:
            slots = tuple(_Slot(part) for part in phrase.split())
            for alternative in slots[0].alternatives:
                self._index(alternative, (_Slot(alternative), *slots[1:]), payload)

    def _index(self, head: str, slots: "tuple[_Slot, ...]", payload: Payload) -> None:
        if head.endswith("*"):
            self._prefix.setdefault(head[:-1][:_KEY], []).append((slots, payload))
        else:
            self._exact.setdefault(head, []).append((slots, payload))

    def find(self, among: Sequence[Word]) -> Iterator[Found[Payload]]:
        """Every phrase found, in order of its first word; phrases may overlap."""
        for index, word in enumerate(among):
            for slots, payload in self._opened_by(word.form):
                last = _rest(slots, among, index)
                if last is not None:
                    yield Found(payload, index, last)

    def _opened(self, form: str) -> "tuple[_Entry[Payload], ...]":
        """The phrases that a word may open, each as the places after its first."""
        by_prefix = [e for k in range(1, min(_KEY, len(form)) + 1) for e in self._prefix.get(form[:k], ())]
        return tuple(
            (slots[1:], payload)
            for slots, payload in (*self._exact.get(form, ()), *_unique(by_prefix))
            if slots[0].takes(form)
        )


class _Slot:
    """One place of a phrase: a set of words and word beginnings, or a gap."""

    __slots__ = ("alternatives", "gap", "prefixes", "whole")

    def __init__(self, part: str) -> None:
        self.gap = part == _GAP
        self.alternatives = part.split("|")
        self.whole = frozenset(a for a in self.alternatives if not a.endswith("*"))
        self.prefixes = tuple(a[:-1] for a in self.alternatives if a.endswith("*"))

    def takes(self, form: str) -> bool:
        return form in self.whole or (bool(self.prefixes) and form.startswith(self.prefixes))


def _rest(slots: tuple[_Slot, ...], among: Sequence[Word], last: int) -> int | None:
    """The index of the last word of a match that goes on after ``last``, the shortest gaps first."""
    if not slots:
        return last
    if slots[0].gap:
        for skipped in range(_GAP_WIDTH + 1):
            at = last + 1 + skipped
            if at >= len(among):
                return None
            if slots[1].takes(among[at].form):
                end = _rest(slots[2:], among, at)
                if end is not None:
                    return end
        return None
    at = last + 1
    if at < len(among) and slots[0].takes(among[at].form):
        return _rest(slots[1:], among, at)
    return None


def _unique(entries: "list[_Entry[Payload]]") -> "list[_Entry[Payload]]":
    seen: set[int] = set()
    kept = []
    for entry in entries:
        if id(entry[0]) not in seen:
            seen.add(id(entry[0]))
            kept.append(entry)
    return kept
