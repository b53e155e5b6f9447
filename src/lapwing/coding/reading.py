"""A document as the coder reads it: sentences with their words, cues and resolved mentions."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Protocol, TypeVar

from lapwing.codebook import actor_words
from lapwing.codebook.cues import contexts, triggers
from lapwing.records import CountMention, DateMention, Document, EventType, GroupMention, PlaceMention, Span
from lapwing.resolve import Resolution, resolve
from lapwing.text import Found, Word, paragraphs, sentences, words

_BREAK = re.compile(r"[,;:()\"“”—–]|\s-\s|\.\.\.|…")
_OPENERS = frozenset(
    """while when after before as where which who that since because although though but until whose
    and""".split()
)
_QUOTED = re.compile(r"“[^”]{3,600}”|\"[^\"\n]{3,600}\"|‘‘[^’]{3,600}’’|``(?:[^']|'(?!'))*''")

_LONG = 6  # letters

T = TypeVar("T")
Mentioned = PlaceMention | DateMention | GroupMention | CountMention


@dataclass(frozen=True, slots=True)
class Trigger:
    """A cue that may report an event of ``kind``: its words' indexes within the sentence, and its span."""

    kind: EventType
    phrase: str
    strong: bool
    sentence: int
    first: int
    last: int
    span: Span

    def __hash__(self) -> int:
        return hash((self.kind, self.sentence, self.first, self.last))


@dataclass(frozen=True)
class Sentence:
    """One sentence with everything found in it; mentions are in text order.

    ``words`` are read alike (``codebook.actor_words``), ``written`` are those that stand in the text.
    """

    index: int
    paragraph: int
    span: Span
    words: tuple[Word, ...]
    written: tuple[Word, ...]
    clauses: tuple[int, ...]
    quoted: tuple[bool, ...]
    cues: tuple[Found[str], ...]
    triggers: tuple[Trigger, ...]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]
    groups: tuple[GroupMention, ...]
    counts: tuple[CountMention, ...]
    known: dict[tuple[str, int, int], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def word_at(self, offset: int) -> int:
        """The index of the word that covers or follows the character ``offset``."""
        at = bisect.bisect_right(self._starts, offset) - 1
        if at >= 0 and self.words[at].end > offset:
            return at
        return min(at + 1, len(self.words) - 1)

    def clause_of(self, span: Span) -> int:
        """The number of the clause in which a span begins."""
        return self.clauses[self.word_at(span.start)] if self.words else 0

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def content(self) -> frozenset[str]:
        """The longer words in lower case: those that say what the sentence is about."""
        return frozenset(form for form in self.forms if len(form) >= _LONG)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.form for word in self.words)


def once(work: Callable[[Sentence, Trigger], T]) -> Callable[[Sentence, Trigger], T]:
    """Makes ``work`` on a sentence and one of its triggers be done once: what it gave is kept in the sentence.

    Every candidate and every value asks again for what stands around a trigger. ``work`` may look at the
    sentence and at where the trigger stands in it, at nothing else.
    """

    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def known(sentence: Sentence, trigger: Trigger) -> T:
        key = name, trigger.first, trigger.last
        if key not in sentence.known:
            sentence.known[key] = work(sentence, trigger)
        found: T = sentence.known[key]
        return found

    return known


class Scores(Protocol):
    """What a learned tagger says of one document."""

    def document(self) -> float:
        """The log-odds that the document reports any event."""

    def trigger(self, trigger: Trigger) -> float:
        """The log-odds that the trigger reports an event of its type."""

    def expect(self, triggers: Sequence[Trigger]) -> None:
        """Say which triggers will be asked about, so that they can be worked out together."""

    def same(self, earlier: Trigger, later: Trigger) -> float:
        """The log-odds that two triggers of one type report one event."""

    def shares(self, role: str, triggers: Sequence[Trigger], mentions: Sequence[Any]) -> tuple[Any, float]:
        """Each mention's share of the odds as the role's value, and that of "not said"."""

    def labels(self, name: str, triggers: Sequence[Trigger]) -> dict[str | None, float]:
        """The score of every label of a closed list."""

    def fillers(self) -> Any:
        """Log-odds by word that it is inside a filler of each role, and that it begins one."""


@dataclass(frozen=True)
class Reading:
    """A whole document read closely."""

    document: Document
    resolution: Resolution
    sentences: tuple[Sentence, ...]
    title_words: frozenset[str] = field(default_factory=frozenset)
    scores: Scores | None = None

    @property
    def text(self) -> str:
        """The document's clean text."""
        return self.document.text

    def sentence_of(self, span: Span) -> Sentence | None:
        """The sentence in which a span begins."""
        at = bisect.bisect_right(self._starts, span.start) - 1
        return self.sentences[at] if at >= 0 else None

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many sentences each word stands."""
        return Counter(form for sentence in self.sentences for form in set(sentence.forms))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]


def read_closely(document: Document) -> Reading:
    """Resolve the document's mentions and lay them, with the cues, into its sentences."""
    text = document.text
    resolution = resolve(text, published=document.published, title=document.title, url=document.url)
    paragraph_starts = [span.start for span in paragraphs(text)]
    quotes = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]
    layers = (resolution.dates, resolution.places, resolution.groups, resolution.counts)
    spans = sentences(text)
    sorted_in = [_by_sentence(mentions, spans) for mentions in layers]
    read = []
    for index, span in enumerate(spans):
        written = tuple(words(text, start=span.start, end=span.end))
        if not written:
            written = (Word(span.start, span.end, text[span.start : span.end].lower()),)
        replaced = actor_words.found(text, span.start, span.end)
        among = tuple(actor_words.read_alike(written, replaced)) if replaced else written
        read.append(
            Sentence(
                index=index,
                paragraph=bisect.bisect_right(paragraph_starts, span.start),
                span=span,
                words=among,
                written=written,
                clauses=_clauses(text, among),
                quoted=_quoted(among, quotes),
                cues=tuple(contexts().find(among)),
                triggers=_triggers(index, among),
                dates=sorted_in[0][index],  # type: ignore[arg-type]
                places=sorted_in[1][index],  # type: ignore[arg-type]
                groups=sorted_in[2][index],  # type: ignore[arg-type]
                counts=sorted_in[3][index],  # type: ignore[arg-type]
            )
        )
    return Reading(document, resolution, tuple(read), _title_words(document.title or ""))


def _title_words(title: str) -> frozenset[str]:
    alike = actor_words.read_alike(words(title), actor_words.found(title))
    return frozenset(word.form for word in alike)


def _by_sentence(mentions: Iterable[Span], spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    starts = [span.start for span in spans]
    sorted_in: list[list[Span]] = [[] for _ in spans]
    for mention in mentions:
        at = bisect.bisect_right(starts, mention.start) - 1
        if at >= 0:
            sorted_in[at].append(mention)
    return [tuple(found) for found in sorted_in]


def _triggers(index: int, among: tuple[Word, ...]) -> tuple[Trigger, ...]:
    """The triggers of one sentence; of several of one type that overlap, the longest stays."""
    found = [
        Trigger(f.payload.kind, f.payload.phrase, f.payload.strong, index, f.first, f.last, f.span(among))
        for f in triggers().find(among)
    ]
    found.sort(key=lambda t: (t.kind, t.first - t.last, t.first, t.phrase))
    kept: list[Trigger] = []
    for trigger in found:
        if not any(
            k.kind == trigger.kind and k.first <= trigger.last and trigger.first <= k.last for k in kept
        ):
            kept.append(trigger)
    return tuple(sorted(kept, key=lambda t: (t.first, t.last, t.kind)))


def _clauses(text: str, among: tuple[Word, ...]) -> tuple[int, ...]:
    """The clause number of every word: a new one after a mark or before a conjunction."""
    numbers = []
    number = 0
    for index, word in enumerate(among):
        if index:
            between = text[among[index - 1].end : word.start]
            if _BREAK.search(between) or word.form in _OPENERS:
                number += 1
        numbers.append(number)
    return tuple(numbers)


def _quoted(among: tuple[Word, ...], quotes: Sequence[tuple[int, int]]) -> tuple[bool, ...]:
    here = [(start, end) for start, end in quotes if start < among[-1].end and among[0].start < end]
    if not here:
        return (False,) * len(among)
    return tuple(any(start <= word.start < end for start, end in here) for word in among)
