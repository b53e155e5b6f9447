"""What two texts of much the same wording tell differently: facts of one story, or another story altogether."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lapwing.documents.wire.alignment import Gap, Side
from lapwing.documents.wire.names import names_in, new_names, significant, swapped
from lapwing.documents.wire.revisions import Revision, revision_of
from lapwing.documents.wire.wording import Wording
from lapwing.records import Change, CountMention, DateMention, Span
from lapwing.records.wire import ChangeKind
from lapwing.text import fold

_SHORT = 12  # words: a longer stretch in place of another is written anew, and its names need not correspond
_OPENING = 15  # words: more than a headline
_LONG = 6  # letters: shorter words stand in any two reports
_SHARED_WORDS = 3
_COMPARED = 40  # words: counts in longer stretches are not of the same people
_UNNAMED = frozenset(
    """man woman men suspect suspects gunman attacker bomber assailant driver boy teenager person identity
    unidentified unnamed unknown identified named identify name""".split()
)
_NAMING = re.compile(
    r"\b(?:identified|named|suspect|charged|arrested|gunman|attacker|bomber|assailant|detained|accused)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|added|confirmed|stated|reported|statement|updated|published)\b[^.!?\n]{0,15}$",
    re.IGNORECASE,
)
_NEAR = 120  # characters around a name in which it is said whose it is
_WEEKDAY = re.compile(r"XXXX-WXX-\d")
_YEARLESS = re.compile(r"XXXX-\d\d-\d\d")


class Swap(NamedTuple):
    """A day, place or name in one text where the other has another: a sign that they tell of two things."""

    kind: str
    first: str
    second: str


def swaps(gaps: Sequence[Gap]) -> set[Swap]:
    """The days, places and names that are other ones in the second text.

    Speakers are not among them, nor are the days of statements: those change from one version of a story to
    the next.
    """
    found: set[Swap] = set()
    for gap in gaps:
        if not gap.replaced or gap.longest > _SHORT or gap.closes:
            continue
        found |= {Swap("day", *days) for days in _other_days(gap)}
        for name, other in swapped(gap):
            kinds = {name.kind, other.kind}
            if "speaker" not in kinds:
                kind = "place" if "place" in kinds else "name"
                found.add(Swap(kind, fold(name.words), fold(other.words)))
    return found


def open_apart(gaps: Sequence[Gap]) -> bool:
    """Whether the two texts open with different news, and what they share comes after it.

    So do pages with one long imprint, and reports that end on the same background. Headlines and leads that are
    written anew still share a name, or several words, with those they replace.
    """
    if not gaps or gaps[0].first.first or gaps[0].second.first:
        return False
    first, second = gaps[0].first, gaps[0].second
    if min(len(first.tokens), len(second.tokens)) < _OPENING:
        return False
    names = {part for name in names_in(first) for part in significant(name.words)}
    others = {part for name in names_in(second) for part in significant(name.words)}
    words, other_words = ({t.form for t in side.tokens if len(t.form) >= _LONG} for side in (first, second))
    return names.isdisjoint(others) and len(words & other_words) < _SHARED_WORDS


def changed_facts(gaps: Sequence[Gap]) -> list[Change]:
    """The counts and the names of suspects that differ, in text order."""
    found: dict[ChangeKind, Change] = {}
    for gap in gaps:
        for change in (*_counts(gap), *_namings(gap)):
            found.setdefault(change.kind, change)
    return list(found.values())


def marked(first: Wording, second: Wording) -> Change | None:
    """That the two texts say differently of which version they are."""
    marks = revision_of(first.document), revision_of(second.document)
    ranks = [mark.rank if mark else 0 for mark in marks]
    if ranks[0] == ranks[1]:
        return None
    words = (marks[0].words if marks[0] else "", marks[1].words if marks[1] else "")
    return Change(kind="marked", first=_place(marks[0]), second=_place(marks[1]), words=words)


def _place(mark: Revision | None) -> Span | None:
    if mark is None or mark.start is None:
        return None
    return Span(start=mark.start, end=mark.start + len(mark.words))


def _other_days(gap: Gap) -> Iterator[tuple[str, str]]:
    first, second = _days(gap.first), _days(gap.second)
    if first and second and all(_differ(a, b) for a in first for b in second):
        yield (
            fold(first[0].quote(gap.first.wording.text)),
            fold(second[0].quote(gap.second.wording.text)),
        )


def _days(side: Side) -> list[DateMention]:
    text = side.wording.text
    return [
        date
        for date in side.wording.dates
        if side.start <= date.start < side.end
        and date.kind in ("DATE", "TIME")
        and not _SAID.search(text, max(0, date.start - 40), date.start)
    ]


def _differ(date: DateMention, other: DateMention) -> bool:
    if date.date_start and date.date_end and other.date_start and other.date_end:
        return date.date_end < other.date_start or other.date_end < date.date_start
    if date.date_start or other.date_start:
        return False
    alike = (
        pattern.match(date.value) and pattern.match(other.value) and date.value[:10] != other.value[:10]
        for pattern in (_WEEKDAY, _YEARLESS)
    )
    return any(alike)


def _counts(gap: Gap) -> Iterator[Change]:
    """Counts of the same people that differ where one stands for the other, or where a lead says more."""
    first, second = _by_key(gap.first), _by_key(gap.second)
    for key in [key for key in first if key in second and gap.longest <= _COMPARED]:
        if _figures(first[key]).isdisjoint(_figures(second[key])):
            yield _changed(gap, first[key][0], second[key][0])
    for mine, theirs, side, other, turned in (
        (first, second, gap.first, gap.second, False),
        (second, first, gap.second, gap.first, True),
    ):
        for key in [key for key in mine if key not in theirs and key[0] in ("killed", "injured")]:
            leads = [count for count in mine[key] if count.start < side.wording.lead_end]
            elsewhere = [count for count in other.wording.counts if _key(count) == key]
            if leads and elsewhere and max(_figures(leads)) > max(_figures(elsewhere)):
                pair = (elsewhere[0], leads[0]) if turned else (leads[0], elsewhere[0])
                yield _changed(gap, *pair)


def _changed(gap: Gap, first: CountMention, second: CountMention) -> Change:
    return Change(
        kind=first.role or "counted",
        first=Span(start=first.start, end=first.end),
        second=Span(start=second.start, end=second.end),
        words=(first.quote(gap.first.wording.text), second.quote(gap.second.wording.text)),
    )


def _by_key(side: Side) -> dict[tuple[str, bool], list[CountMention]]:
    found: dict[tuple[str, bool], list[CountMention]] = defaultdict(list)
    for count in side.wording.counts:
        if side.holds(count.head) and count.toll.best is not None:
            found[_key(count)].append(count)
    return dict(found)


def _key(count: CountMention) -> tuple[str, bool]:
    """Who is counted: by what happened to them, else by the noun."""
    return (count.role or fold(count.of or ""), count.perpetrators)


def _figures(counts: Sequence[CountMention]) -> set[int]:
    return {count.toll.best for count in counts if count.toll.best is not None} or {0}


def _namings(gap: Gap) -> Iterator[Change]:
    """That one text names a suspect whom the other leaves unnamed in the same place."""
    for side, other, turned in ((gap.first, gap.second, False), (gap.second, gap.first, True)):
        if not _UNNAMED.intersection(token.form for token in other.tokens) or new_names(other, side):
            continue
        for name in new_names(side, other):
            text = side.wording.text
            if _NAMING.search(text, max(0, name.span.start - _NEAR), name.span.end + _NEAR):
                spans = (other.span, name.span) if turned else (name.span, other.span)
                rest = other.span.quote(other.wording.text) if other.span else ""
                words = (rest, name.words) if turned else (name.words, rest)
                yield Change(kind="named", first=spans[0], second=spans[1], words=words)
                return
