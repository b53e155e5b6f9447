"""Quotations in a text, as spans that include the marks."""

import re

from lapwing.records import Span

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’"}
_OPENS = re.compile(r"[“«„\"‘]|(?<![\w])'(?=\w)")
_PARAGRAPH = re.compile(r"\n\s*\n")


def quotations(text: str) -> list[Span]:
    """Every quotation, outermost only, in order.

    A mark that opens and is never closed in its paragraph runs to the paragraph's end, as a quotation does
    that goes on in the next paragraph: more is taken for quoted, never less.
    """
    found: list[Span] = []
    at = 0
    while opening := _OPENS.search(text, at):
        limit = _paragraph_end(text, opening.start())
        end = _closing(text, opening.start(), limit)
        if end is None and opening.group() in "'‘":
            # An apostrophe or a single mark without its partner quotes nothing.
            at = opening.end()
            continue
        found.append(Span(start=opening.start(), end=limit if end is None else end))
        at = found[-1].end
    return found


def _paragraph_end(text: str, at: int) -> int:
    match = _PARAGRAPH.search(text, at)
    return match.start() if match else len(text)


def _closing(text: str, at: int, limit: int) -> int | None:
    mark = text[at]
    if mark in "'‘":
        # The closing mark looks like an apostrophe: it closes only where no letter follows.
        match = re.compile(r"(?<=[\w.,!?…])['’](?!\w)").search(text, at + 1, limit)
        return match.end() if match else None
    closers = _PAIRS[mark]
    ends = [found + 1 for closer in closers if (found := text.find(closer, at + 1, limit)) >= 0]
    return min(ends) if ends else None
