"""When an event happened."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from lapwing.coding import learned
from lapwing.coding.fields.options import Option, distance, preposition, relation, typed, unsaid
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.linear import bucket
from lapwing.records import DateMention, Span

Window = tuple[dt.date, dt.date]

_OPENS = re.compile(r"(?:\A|\n|[·•|])(?:[^\S\n]|[*#])*\Z")
_LISTED = re.compile(r"[^\S\n]*[*+•·-][^\S\n]")
_HEADS = re.compile(r"(?:[^\S\n]|\*|\([^)\n]{1,20}\))*(?:\n|[·•|:–—]|--?[ ]|\Z)")
_DATELINE = 80  # characters from the start of a text within which its own date stands
_SAYING = frozenset(
    "said says told announced reported added stated spoke speaking statement interview".split()
)


def mentions(reading: Reading) -> list[DateMention]:
    """The mentions that can give a date: those that fix days, lengths of time up to now among them.

    When the page was posted or changed is no date of an event.
    """
    return [m for m in reading.resolution.dates if m.date_start and not m.stamp]


def options(reading: Reading, candidate: Candidate, rivals: Sequence[Trigger]) -> list[Option]:
    """The windows of all resolved dates of the document, and "not said".

    Lengths of time that end or begin on the day of writing ("over the past month") are windows too.
    """
    windows: dict[Window, list[DateMention]] = {}
    for mention in mentions(reading):
        if mention.date_start:
            window = mention.date_start, mention.date_end or mention.date_start
            windows.setdefault(window, []).append(mention)
    heading = _heading(reading, candidate)

    def nearness(mention: DateMention) -> tuple[tuple[int, int], int]:
        return (-1, 0) if mention is heading else distance(reading, candidate, mention), mention.start

    ordered = sorted(windows.items(), key=lambda item: min(map(nearness, item[1])))
    scored = learned.shares(reading, "date", candidate.triggers, [found for _, found in ordered])
    nothing = unsaid(reading, candidate, mentions(reading), len(windows))
    result = [Option(None, (), typed(candidate.kind, [*nothing, *scored[0]]))]
    close = _close(reading, candidate, windows)
    for rank, (window, found) in enumerate(ordered):
        found = sorted(found, key=nearness)
        seen = [f"rank={min(rank, 4)}", f"times={min(len(found), 4)}", *_window(reading, window)]
        seen.extend(_beside(window, close))
        for mention in found[:4]:
            headed = mention is heading
            seen.extend(_headed(mention) if headed else _mention(reading, candidate, mention, rivals))
        if found[0] is not heading and any(_is_dateline(reading, mention) for mention in found):
            seen.append("dateline")
        seen.extend(scored[rank + 1])
        result.append(Option(window, _words(found[0]), typed(candidate.kind, seen), found[0]))
    return result


def _words(mention: DateMention) -> tuple[Span, ...]:
    """What the value was read from: an implied date also from the words that tell how far off it was."""
    return (mention.anchor_span, mention) if mention.implied and mention.anchor_span else (mention,)


def _window(reading: Reading, window: Window) -> Iterator[str]:
    start, end = window
    yield f"days={bucket((end - start).days, (0, 1, 7, 31, 92, 366))}"
    published = reading.document.published
    if published:
        ago = (published - end).days
        yield f"ago={bucket(ago, (-1, 0, 1, 3, 7, 31, 366, 3660))}"


def _close(reading: Reading, candidate: Candidate, windows: dict[Window, list[DateMention]]) -> list[Window]:
    """The windows with a mention in a sentence that reports the event."""
    sentences = {trigger.sentence for trigger in candidate.triggers}
    return [
        window
        for window, found in windows.items()
        if any(s is not None and s.index in sentences for s in map(reading.sentence_of, found))
    ]


def _beside(window: Window, close: Sequence[Window]) -> Iterator[str]:
    """Whether a date close to the event says the same more finely ("last week" beside "Friday"), or less."""
    start, end = window
    if any(start <= a and b <= end and (a, b) != window for a, b in close):
        yield "holds a finer date"
        yield f"holds a finer date, days={bucket((end - start).days, (1, 7, 31, 92, 366))}"
    if any(a <= start and end <= b and (a, b) != window for a, b in close):
        yield "lies in a wider date" + (" close" if window in close else "")


def _heading(reading: Reading, candidate: Candidate) -> DateMention | None:
    """The date that heads the item of the event's first mention, where the item names no other.

    It opens the item's own line ("January 4: a shop burned"), or it is the last to have a line of its own
    before the item. The item must stand in a list, or in a text with several headings: the date above a
    single story says when it was published.
    """
    text, at = reading.text, candidate.triggers[0].span.start
    headings = [m for m in reading.resolution.dates if _is_heading(text, m)]
    opens, closes = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if not headings or not (_LISTED.match(text, opens) or len({m.date_start for m in headings}) > 1):
        return None
    inside = [m for m in mentions(reading) if opens <= m.start and (closes < 0 or m.start < closes)]
    if inside:
        return inside[0] if inside[0] in headings and len(inside) == 1 else None
    return next((m for m in reversed(headings) if m.start < at), None)


def _is_heading(text: str, mention: DateMention) -> bool:
    """Whether a day in figures opens its line or item and is set off from what follows."""
    return (
        mention.precision == "day"
        and any(character.isdigit() for character in mention.quote(text))
        and _OPENS.search(text, max(0, mention.start - 12), mention.start) is not None
        and _HEADS.match(text, mention.end) is not None
    )


def _is_dateline(reading: Reading, mention: DateMention) -> bool:
    return mention.start < _DATELINE and mention.date_start == reading.document.published


def _headed(heading: DateMention) -> Iterator[str]:
    """What is seen of a heading: it counts as the first words of each sentence of its item."""
    yield "heads its item"
    yield heading.precision
    yield heading.anchor
    yield heading.kind
    for where in ("clause before", "clause of the best"):
        yield where
        yield f"{heading.precision} {where}"
        yield f"on {where}"


def _mention(
    reading: Reading, candidate: Candidate, mention: DateMention, rivals: Sequence[Trigger]
) -> Iterator[str]:
    sentence = reading.sentence_of(mention)
    if sentence is None:
        return
    before = preposition(sentence, mention)
    yield mention.precision
    yield "implied" if mention.implied else mention.anchor
    yield mention.kind
    said = _said(sentence.forms, sentence.word_at(mention.start))
    for where in relation(reading, candidate, mention, rivals):
        yield where
        yield f"{mention.precision} {where}"
        if mention.implied or mention.kind == "DURATION":
            yield f"{'implied' if mention.implied else mention.kind} {where}"
        if not where.startswith(("gap", "clauses")):
            yield f"{before} {where}"
        if said:
            yield f"said {where}"


def _said(forms: Sequence[str], at: int) -> bool:
    """Whether the date belongs to a verb of saying: "police said on Monday"."""
    return any(form in _SAYING for form in forms[max(0, at - 3) : at + 3])
