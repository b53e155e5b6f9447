"""Who says what: the reports in one order, each one's value of a field, and one word per witness."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lapwing.incidents.merge.fields import Field
from lapwing.incidents.merge.officials import is_official
from lapwing.records import Evidence, Reliability, Report, Version

# Admiralty letters from the least trusted. F says that the source cannot be judged, as no letter does.
_TRUST: dict[Reliability | None, int] = {"E": 0, "D": 1, "F": 2, None: 2, "C": 3, "B": 4, "A": 5}
NO_DAY = -1  # of publication: older than every day


@dataclass(slots=True)
class Voice:
    """One report, with what every field asks of it. ``order`` is its place among all, the earliest first.

    ``current`` says that it speaks for its witness: no later version supersedes it, or none that tells of this
    incident.
    """

    report: Report
    order: int
    day: int
    trust: int
    official: bool
    current: bool
    evidence: dict[str, list[Evidence]]


@dataclass(slots=True)
class Said:
    """One report's value of one field; ``at`` is the place of its version in the merged field."""

    voice: Voice
    value: Any
    key: Hashable
    at: int
    person: bool


@dataclass(slots=True)
class Claim:
    """A value and who holds it: how many witnesses, how trusted the best of them, and since when.

    ``since`` is the day on which a witness that holds it was the first to report it, ``official_since`` the
    same for reports that attribute it to authorities (``None`` when none does). A later report of the same
    value makes it no newer. ``order`` is the place of its first report.
    """

    value: Any
    key: Hashable
    votes: int
    trust: int
    since: int
    official_since: int | None
    order: int


def voices(reports: Iterable[Report]) -> list[Voice]:
    """The reports by day of publication, those without one last, then as the store received them."""
    heard = []
    for report in reports:
        day = report.document.published
        evidence: dict[str, list[Evidence]] = {}
        for item in report.event.evidence:
            evidence.setdefault(item.field, []).append(item)
        source = report.event.attributed_to
        heard.append(
            Voice(
                report=report,
                order=0,
                day=NO_DAY if day is None else day.toordinal(),
                trust=_TRUST[report.reliability],
                official=source is not None and is_official(source),
                current=report.current,
                evidence=evidence,
            )
        )
    heard.sort(key=_order)
    spoken = {voice.report.witness for voice in heard if voice.current}
    for order, voice in reversed(list(enumerate(heard))):
        voice.order = order
        if voice.report.witness not in spoken:
            voice.current = True
            spoken.add(voice.report.witness)
    return heard


def _order(voice: Voice) -> tuple[bool, int, int, str, str]:
    report = voice.report
    return voice.day == NO_DAY, voice.day, report.stored, report.event.doc_id, report.event.event_id


def listen(field: Field, heard: Sequence[Voice]) -> list[Said]:
    """What the reports say of a field, those that say nothing left out."""
    said: list[Said] = []
    read, key, parts = field.read, field.key, field.parts
    for voice in heard:
        value = read(voice.report.event)
        if value is not None:
            decided = voice.report.decided
            person = bool(decided) and any(part in decided for part in parts)
            said.append(Said(voice, value, key(value), len(said), person))
    return said


def version(field: Field, said: Said) -> Version:
    """What was said as a record."""
    voice, report = said.voice, said.voice.report
    event = report.event
    # Made of values that were validated with the report: to validate them again would double the time.
    return Version.model_construct(
        value=said.value,
        doc_id=event.doc_id,
        event_id=event.event_id,
        witness=report.witness,
        reported=report.document.published,
        attributed_to=event.attributed_to,
        official=voice.official,
        reliability=report.reliability,
        current=report.current,
        by="person" if said.person else "coder",
        evidence=_evidence(field.parts, voice.evidence),
    )


def _evidence(parts: tuple[str, ...], evidence: dict[str, list[Evidence]]) -> tuple[Evidence, ...]:
    own = [item for part in parts for item in evidence.get(part, ())]
    return tuple(own or evidence.get("event", ()))


def words(field: Field, said: Iterable[Said]) -> list[Said]:
    """One word for each witness, in the order of the reports: the last value that it came to.

    Superseded reports have none. A copy that repeats what its witness said before changes nothing, however
    late it appears.
    """
    first: dict[tuple[str, Hashable], Said] = {}
    for item in said:
        if item.voice.current:
            first.setdefault((item.voice.report.witness, item.key), item)
    if len(first) < 2:
        return list(first.values())
    last: dict[str, Said] = {}
    for item in first.values():
        witness = item.voice.report.witness
        held = last.get(witness)
        if held is None or _later(field, item) > _later(field, held):
            last[witness] = item
    return sorted(last.values(), key=lambda item: item.voice.order)


def _later(field: Field, said: Said) -> tuple[int, int, float, int]:
    use = field.use(said.value) if field.use else 1
    detail = field.detail(said.value) if field.detail else 0
    return use, said.voice.day, detail, -said.voice.order


def claims(held: Iterable[Said]) -> list[Claim]:
    """The distinct values among the words, in the order of their first reports."""
    found: dict[Hashable, Claim] = {}
    for item in held:
        voice = item.voice
        official = voice.day if voice.official else None
        claim = found.get(item.key)
        if claim is None:
            found[item.key] = Claim(item.value, item.key, 1, voice.trust, voice.day, official, voice.order)
            continue
        claim.votes += 1
        claim.trust = max(claim.trust, voice.trust)
        claim.since = _earlier(claim.since, voice.day)
        if official is not None:
            known = claim.official_since
            claim.official_since = official if known is None else _earlier(known, official)
    return list(found.values())


def _earlier(a: int, b: int) -> int:
    """The earlier of two days of publication; an unknown one counts for nothing beside a known one."""
    return max(a, b) if NO_DAY in (a, b) else min(a, b)
