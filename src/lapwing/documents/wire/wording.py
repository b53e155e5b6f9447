"""A text as copies are told by it: its words with their places, and its sequences of five words.

What a page or an outlet adds is left out of the sequences: page furniture, datelines, paragraphs that address
the reader. Words of direct quotes are told apart, for two reporters may quote one statement.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

from lapwing.documents.furniture import page_furniture
from lapwing.records import CountMention, DateMention, Document, Span
from lapwing.resolve import find_counts, find_dates
from lapwing.text import fold, paragraphs, words

SEQUENCE = 5
LEAD = 40  # words: a headline of up to a dozen and the first sentence or two
_FEW = 15  # sequences: with fewer words of its own a text is taken whole, quotes and all

_FIGURES = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split(),
    )
}
_DATELINE = re.compile(
    r"""(?:(?-i:[A-Z][A-Z.'’\-]+(?:[ /\-][A-Z][A-Z.'’\-]*){0,4})(?:,\s*[A-Z][\w.'’ \-]{1,30})?  # MARO, Southland
        (?:\s*\([^()\n]{2,40}\))?                                                        # (AP)
        |[A-Z][\w'’\-]+(?:[ ][A-Z][\w'’\-]+){0,2}\s*\([^()\n]{2,40}\)                     # Maro (AP)
        |\([^()\n]{2,40}\))                                                              # (AP)
        (?:,?\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?|,?\s*\d{1,2}\s+[A-Z][a-z]{2,8}(?:\s+\d{4})?)?
        (?:\s*\([^()\n]{2,40}\)|\s*/[^/\n]{2,20}/)?
        \s*(?:--|[-–—:])\s*""",
    re.VERBOSE,
)
_LOOKED_AT = 4  # paragraphs at the head in which a dateline may stand, below headline, byline and caption
_TO_READERS = re.compile(
    r"\b(?:you|your|yours|our)\b|https?://|www\.|@\w|\b\d{3}[-. ]\d{3,4}[-. ]\w{4}\b|\bsubscri|\bnewsletter",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"“[^”\n]{1,2000}(?:”|(?=\n)|$)|\"[^\"\n]{1,2000}(?:\"|(?=\n)|$)")

# Characters: what an outlet says to its readers is brief; a longer paragraph with "you" in it is the report's own.
_SHORT = 400


class Token(NamedTuple):
    """A word: where it stands, and its form without case, marks and spelling out of small numbers."""

    start: int
    end: int
    form: str


class Wording:
    """The words of one document, worked out as they are asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the report itself, in text order."""
        aside = self.aside
        found = []
        at = 0
        for word in words(self.text):
            while at < len(aside) and aside[at].end <= word.start:
                at += 1
            if at < len(aside) and aside[at].start < word.end:
                continue
            form = _form(self.text[word.start : word.end])
            if form:
                found.append(Token(word.start, word.end, form))
        return tuple(found)

    @cached_property
    def aside(self) -> tuple[Span, ...]:
        """What the page or the outlet adds to the report, in text order and apart."""
        spans = [Span(start=piece.start, end=piece.end) for piece in page_furniture(self.text)]
        for number, paragraph in enumerate(paragraphs(self.text)):
            if number < _LOOKED_AT and (dateline := _DATELINE.match(self.text, paragraph.start)):
                spans.append(Span(start=dateline.start(), end=dateline.end()))
            said = paragraph.quote(self.text)
            if len(said) <= _SHORT and _TO_READERS.search(_QUOTE.sub(" ", said)):
                spans.append(paragraph)
        return _apart(spans)

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The direct quotes."""
        return tuple(Span(start=match.start(), end=match.end()) for match in _QUOTE.finditer(self.text))

    @cached_property
    def sequences(self) -> tuple[str, ...]:
        """The sequences of five words, in text order; that of a shorter text is all of it."""
        forms = [token.form for token in self.tokens]
        return _sequences(forms)

    @cached_property
    def every(self) -> frozenset[str]:
        """All sequences."""
        return frozenset(self.sequences)

    @cached_property
    def own(self) -> frozenset[str]:
        """The sequences that are the reporter's: those with at most two words of a direct quote.

        All of them where there are hardly any such.
        """
        inside = [_within(token, self.quoted) for token in self.tokens]
        own = frozenset(
            sequence
            for at, sequence in enumerate(self.sequences)
            if sum(inside[at : at + SEQUENCE]) <= SEQUENCE // 2
        )
        return own if len(own) >= _FEW else self.every

    @cached_property
    def lead(self) -> frozenset[str]:
        """The sequences at the head of the report."""
        return frozenset(self.sequences[: LEAD - SEQUENCE + 1])

    @property
    def lead_end(self) -> int:
        """The character at which the head of the report ends."""
        return self.tokens[min(LEAD, len(self.tokens)) - 1].end if self.tokens else 0

    @cached_property
    def counts(self) -> tuple[CountMention, ...]:
        """The counts of people in the text, those of the furniture aside."""
        found = find_counts(self.text)
        return tuple(count for count in found if not any(count.overlaps(span) for span in self.aside))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The time expressions of the text."""
        return tuple(find_dates(self.text, self.document.published))

    @cached_property
    def plain(self) -> str:
        """The whole report as its words, one space between them."""
        return " ".join(token.form for token in self.tokens)


def _sequences(forms: list[str]) -> tuple[str, ...]:
    if not forms:
        return ()
    last = max(1, len(forms) - SEQUENCE + 1)
    return tuple(" ".join(forms[at : at + SEQUENCE]) for at in range(last))


@lru_cache(maxsize=30_000)
def _form(word: str) -> str:
    folded = fold(word).replace(" ", "")
    return _FIGURES.get(folded, folded)


def _within(token: Token, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= token.start and token.end <= span.end for span in spans)


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
