"""Whether two documents are of the same hands: copies, versions of one story, or independent.

Thresholds are shares of sequences of five words. 0.5 of the shorter text is what tells copies on the made
development pairs; the others were set by judgement and checked on those and on ``examples/copies``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lapwing.documents.wire.alignment import gaps
from lapwing.documents.wire.changes import Swap, changed_facts, marked, open_apart, swaps
from lapwing.documents.wire.credits import credited_agency
from lapwing.documents.wire.wording import Wording
from lapwing.records import Change, Document, Kinship
from lapwing.text import paragraphs

WINDOW = 7  # days within which a story is updated and its cut copies are looked for; whole copies at any time
FEWEST_WORDS = 20  # fewer tell nothing: a stub such as "This page is for subscribers" is nobody's report

_SHARED = 0.5
_SHARED_SAME_AGENCY = 0.35  # two cuts of one long text need not overlap by half
_SHARED_OTHER_AGENCY = 0.8  # what two agencies both print at length is an official text
_LEAD = 0.2  # of the longer text's lead: a story that stands further down is quoted in a digest
_MOST = (
    0.6  # of the longer text, where that is a digest or has another lead: no two stories can be so much of it
)
_SAME = 0.95  # of both: a mark of revision alone makes no other version

_ITEM = re.compile(
    r"(?:[A-Z][A-Z.'’\-]+(?: [A-Z.'’\-]+){0,3}(?:,[^\n]{2,30}?)?(?: \([^()\n]{2,30}\))?\s*(?:--|[-–—:])"
    r"|[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}(?:,? [A-Z][\w'’\-]+)?\s*[:–—]\s"
    r"|[•*▪·]\s|\d{1,2}[.)]\s)"
)
_ITEMS = 3  # paragraphs that open as items
_ITEM_WORDS = 12  # a shorter one is a heading or a link


def kinship(first: Document, second: Document) -> Kinship | None:
    """What makes two documents one source, with the reasons; ``None`` when they are independent.

    ``update`` when they are versions of one story of the same hands: a toll, a named suspect, a mark of
    revision or a later printing by the same outlet tells them apart. The order of the two does not matter.
    Raises ``ValueError`` for two documents of one id.
    """
    return compare(Wording(first), Wording(second))


def compare(first: Wording, second: Wording) -> Kinship | None:
    """:func:`kinship` of wordings, which a caller with many pairs keeps."""
    if first.document.doc_id == second.document.doc_id:
        raise ValueError(f"{first.document.doc_id} cannot be compared with itself")
    if first.document.doc_id > second.document.doc_id:
        first, second = second, first
    if min(len(first.tokens), len(second.tokens)) < FEWEST_WORDS:
        return None
    agencies = credited_agency(first.document), credited_agency(second.document)
    found = _shared(first, second, agencies)
    if found is None:
        return None
    share, share_of_longer = found
    changes = _changes(first, second, alike=min(found) >= _SAME)
    if changes is None or (changes and _days_apart(first, second) > WINDOW):
        return None
    return Kinship(
        first=first.document.doc_id,
        second=second.document.doc_id,
        kind="update" if changes else "copy",
        share=round(share, 4),
        share_of_longer=round(share_of_longer, 4),
        agency=agencies[0] if agencies[0] == agencies[1] else None,
        changes=tuple(changes),
    )


def _shared(
    first: Wording, second: Wording, agencies: tuple[str | None, str | None]
) -> tuple[float, float] | None:
    """The shares of the shorter and of the longer text that the other has, when they make one source."""
    shorter, longer = sorted((first, second), key=lambda one: (len(one.own), one.document.doc_id))
    share = _share(shorter.own, longer)
    if share < _least(agencies):
        return None
    of_longer = _share(longer.own, shorter)
    if of_longer < _MOST and (is_digest(longer) or _share(longer.lead, shorter) < _LEAD):
        return None
    return share, of_longer


def _least(agencies: tuple[str | None, str | None]) -> float:
    if None in agencies:
        return _SHARED
    return _SHARED_SAME_AGENCY if agencies[0] == agencies[1] else _SHARED_OTHER_AGENCY


def _share(sequences: frozenset[str], other: Wording) -> float:
    return len(sequences & other.every) / max(1, len(sequences))


def is_digest(wording: Wording) -> bool:
    """Whether the text strings several stories together: paragraphs that open with a dateline or bullet."""
    items = [
        paragraph
        for paragraph in paragraphs(wording.text)
        if _ITEM.match(wording.text, paragraph.start)
        and len(paragraph.quote(wording.text).split()) >= _ITEM_WORDS
    ]
    return len(items) >= _ITEMS


def _changes(first: Wording, second: Wording, *, alike: bool) -> list[Change] | None:
    """What the second tells otherwise; ``None`` when it tells of another happening."""
    if first.plain == second.plain:
        return []
    between = gaps(first, second)
    if open_apart(between):
        return None
    changes = changed_facts(between)
    mark = marked(first, second)
    if _another_happening(swaps(between), changes, corrected=mark is not None):
        return None
    if mark is not None and (changes or not alike):
        changes.append(mark)
    if not changes and not alike and _same_outlet(first.document, second.document):
        changes.append(_republished(first, second))
    return changes


def _another_happening(found: set[Swap], changes: Sequence[Change], *, corrected: bool) -> bool:
    """Whether days, places and names are exchanged as they are where one wording serves for two incidents.

    A text that says that it corrects another may exchange one.
    """
    if corrected:
        return len(found) > 1
    if any(swap.kind in ("day", "place") for swap in found):
        return True
    return len(found) > 1 or bool(found and changes)


def _same_outlet(first: Document, second: Document) -> bool:
    return first.publisher is not None and first.publisher == second.publisher


def _republished(first: Wording, second: Wording) -> Change:
    return Change(
        kind="republished",
        words=(f"{len(first.tokens)} words", f"{len(second.tokens)} words"),
    )


def _days_apart(first: Wording, second: Wording) -> int:
    """Days between the two; 0 where a day is unknown."""
    days = first.document.published, second.document.published
    return abs((days[0] - days[1]).days) if days[0] and days[1] else 0
