"""When an event happened."""

import datetime as dt
from collections.abc import Iterator, Sequence

from lapwing.coding import learned
from lapwing.coding.fields.options import Option, distance, preposition, relation, typed
from lapwing.coding.grouping import Candidate
from lapwing.coding.reading import Reading, Trigger
from lapwing.linear import bucket
from lapwing.records import DateMention

Window = tuple[dt.date, dt.date]


def options(reading: Reading, candidate: Candidate, rivals: Sequence[Trigger]) -> list[Option]:
    """The windows of all resolved dates of the document, and "not said"."""
    windows: dict[Window, list[DateMention]] = {}
    for mention in reading.resolution.dates:
        if mention.date_start and mention.kind in ("DATE", "TIME"):
            windows.setdefault((mention.date_start, mention.date_end or mention.date_start), []).append(
                mention
            )
    ordered = sorted(
        windows.items(), key=lambda item: min((distance(reading, candidate, m), m.start) for m in item[1])
    )
    scored = learned.shares(reading, "date", candidate.triggers, [found for _, found in ordered])
    result = [Option(None, (), typed(candidate.kind, [*_nothing(reading, candidate, windows), *scored[0]]))]
    for rank, (window, found) in enumerate(ordered):
        found = sorted(found, key=lambda m: (distance(reading, candidate, m), m.start))
        seen = [f"rank={min(rank, 4)}", f"times={min(len(found), 4)}", *_window(reading, window)]
        for mention in found[:4]:
            seen.extend(_mention(reading, candidate, mention, rivals))
        seen.extend(scored[rank + 1])
        result.append(Option(window, (found[0],), typed(candidate.kind, seen), found[0]))
    return result


def _nothing(
    reading: Reading, candidate: Candidate, windows: dict[Window, list[DateMention]]
) -> Iterator[str]:
    yield "none"
    yield f"none of {min(len(windows), 4)}"
    apart = min((distance(reading, candidate, m)[0] for found in windows.values() for m in found), default=9)
    yield f"none within {min(apart, 3)}"


def _window(reading: Reading, window: Window) -> Iterator[str]:
    start, end = window
    yield f"days={bucket((end - start).days, (0, 1, 7, 31, 92, 366))}"
    published = reading.document.published
    if published:
        ago = (published - end).days
        yield f"ago={bucket(ago, (-1, 0, 1, 3, 7, 31, 366, 3660))}"


def _mention(
    reading: Reading, candidate: Candidate, mention: DateMention, rivals: Sequence[Trigger]
) -> Iterator[str]:
    sentence = reading.sentence_of(mention)
    if sentence is None:
        return
    before = preposition(sentence, mention)
    yield f"{mention.precision}"
    yield f"{mention.anchor}"
    yield f"{mention.kind}"
    said = _said(sentence.forms, sentence.word_at(mention.start))
    for where in relation(reading, candidate, mention, rivals):
        yield where
        yield f"{mention.precision} {where}"
        if not where.startswith(("gap", "clauses")):
            yield f"{before} {where}"
        if said:
            yield f"said {where}"


_SAYING = frozenset(
    "said says told announced reported added stated spoke speaking statement interview".split()
)


def _said(forms: Sequence[str], at: int) -> bool:
    """Whether the date belongs to a verb of saying: "police said on Monday"."""
    return any(form in _SAYING for form in forms[max(0, at - 3) : at + 3])
