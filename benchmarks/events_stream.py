"""A synthetic stream of news documents with their codings and the truth about which tell of one incident.

Nothing in it happened. Ten years of incidents in the countries of :mod:`benchmarks.events_world`, in the order in
which their reports came out: 1 to 40 reports each, tolls that grow, wire copies, arrests after attacks in the same
words, follow-ups months later, mentions of old incidents, digests of several, and values that are missing or misread.
The same seed gives the same stream, and a shorter stream is the beginning of a longer one.
"""

import datetime as dt
import heapq
import json
import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import count
from typing import Any

from benchmarks import events_wording as wording
from benchmarks.events_wording import Vocabulary
from benchmarks.events_world import Country, Official, Outlet, Skewed, Town, World, world
from lapwing.records import Coding, Document, Event, Evidence, Toll, content_id

FIRST_DAY = dt.date(2014, 1, 1)
A_DAY = 7.2  # incidents: with 3.7 events each, ten years have about 100,000
_REPORTS = Skewed(range(1, 41), 1.65)  # of an incident
_TYPES = (
    ("attack", 0.62), ("arrest", 0.12), ("clash", 0.1), ("strike", 0.07), ("raid", 0.05), ("prosecution", 0.04),
)  # fmt: skip
_READ_AS = {"attack": "clash", "clash": "attack", "strike": "attack", "arrest": "raid", "raid": "arrest"}
_CUSTODY = ("arrest", "raid", "prosecution")
_RECENT = 400  # incidents of a country that reports may recall
_WIRE_DAYS = 2
_MONTHS = ("January February March April May June July August September October November December").split()
_OTHERS = ("group", "group_link", "killed", "injured", "outcome", "certainty", "modes", "target_types")


@dataclass(frozen=True, slots=True)
class Streamed:
    """A document with its coding; ``incidents`` are the true ones of its events, in their order.

    ``copies`` is the document that it is a wire copy of.
    """

    document: Document
    coding: Coding
    incidents: tuple[int, ...]
    copies: str | None = None


@dataclass(slots=True)
class _Incident:
    number: int
    country: Country
    town: Town
    day: dt.date
    type: str
    mode: str
    group: str | None
    killed: int
    injured: int
    people: list[tuple[str, int]]
    sites: list[str]
    officials: list[Official]
    facts: list[dict[str, str]]
    cause: "_Incident | None" = None
    wire: "_Told | None" = None


@dataclass(slots=True)
class _Told:
    """A text that grows sentence by sentence; ``said`` are the event sentences with what they tell of."""

    day: dt.date
    doc_id: str = ""
    outlet: Outlet | None = None
    headline: str = ""
    sentences: list[str] = field(default_factory=list)
    said: list[tuple[int, _Incident, dict[str, Any]]] = field(default_factory=list)


def stream(*, seed: int = 1, events: int = 100_000) -> Iterator[Streamed]:
    """The stream, to the document with which it has so many events."""
    made = _Stream(seed)
    told = 0
    for one in made.documents():
        yield one
        told += len(one.incidents)
        if told >= events:
            return


class _Stream:
    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._chance = random.Random(f"stream {seed}")
        table = json.loads(files("lapwing.incidents").joinpath("weights/words.json").read_text("utf-8"))
        self._world: World = world(seed, table["words"])
        self._words = Vocabulary(table["words"])
        self._numbers = count(1)
        self._documents = count(1)
        self._turns = count()
        self._recent: dict[str, deque[_Incident]] = {}
        self._waiting: list[tuple[dt.date, int, _Incident]] = []

    def documents(self) -> Iterator[Streamed]:
        """Every document, day by day, without end."""
        for day in (FIRST_DAY + dt.timedelta(days=n) for n in count()):
            for _ in range(self._happen()):
                self._begin(self._incident(day))
            today: list[_Incident] = []
            while self._waiting and self._waiting[0][0] <= day:
                _, _, incident = heapq.heappop(self._waiting)
                today.append(incident)
                yield self._report(incident, day)
            if len(today) > 5 and self._chance.random() < 0.6:
                yield self._digest(today, day)

    def _happen(self) -> int:
        """How many incidents a day has: more in busy weeks."""
        return max(0, round(self._chance.gauss(A_DAY, 3) * self._chance.choice((0.7, 0.9, 1.0, 1.1, 1.3))))

    def _begin(self, incident: _Incident) -> None:
        """Puts the reports of an incident, and sometimes an arrest for it, on the days on which they come out."""
        chance = self._chance
        self._recent.setdefault(incident.country.code, deque(maxlen=_RECENT)).append(incident)
        reports = _REPORTS.draw(chance)
        for n in range(reports):
            heapq.heappush(self._waiting, (incident.day + self._after(n), next(self._turns), incident))
        if incident.type == "attack" and chance.random() < 0.12:
            later = incident.day + dt.timedelta(days=chance.randint(1, 60))
            self._begin(self._arrest(incident, later))

    def _after(self, n: int) -> dt.timedelta:
        roll = self._chance.random()
        if n == 0 or roll < 0.62:
            return dt.timedelta(days=self._chance.choice((0, 0, 1, 1, 2)))
        if roll < 0.9:
            return dt.timedelta(days=self._chance.randint(2, 14))
        return dt.timedelta(days=self._chance.randint(15, 400))

    def _incident(self, day: dt.date) -> _Incident:
        chance = self._chance
        country = self._world.countries.draw(chance)
        kinds, shares = zip(*_TYPES, strict=True)
        return _Incident(
            number=next(self._numbers),
            country=country,
            town=country.towns.draw(chance),
            day=day - dt.timedelta(days=chance.choice((0, 0, 1))),
            type=chance.choices(kinds, shares)[0],
            mode=chance.choice(list(wording.MODES)),
            group=country.groups.draw(chance) if chance.random() < 0.6 else None,
            killed=min(90, int(chance.paretovariate(0.9))),
            injured=min(200, int(2 * chance.paretovariate(0.9))),
            people=[(self._world.person(chance), chance.randint(4, 79)) for _ in range(5)],
            sites=chance.sample(self._world.sites, 5),
            officials=[country.officials.draw(chance), country.officials.draw(chance)],
            facts=self._facts(18),
        )

    def _arrest(self, cause: _Incident, day: dt.date) -> _Incident:
        made = self._incident(day)
        made.country, made.town, made.group, made.type = cause.country, cause.town, cause.group, "arrest"
        made.people[:2], made.officials, made.mode = cause.people[:2], cause.officials, cause.mode
        made.facts[:3], made.cause = cause.facts[:3], cause
        return made

    def _facts(self, number: int) -> list[dict[str, str]]:
        words = self._words.particular(self._chance, 4 * number)
        return [
            {
                **dict(zip("abcd", words[4 * n : 4 * n + 4], strict=True)),
                "number": str(self._chance.randint(3, 900)),
            }
            for n in range(number)
        ]

    def _report(self, incident: _Incident, day: dt.date) -> Streamed:
        chance = self._chance
        wire = incident.wire
        if wire is not None and (day - wire.day).days <= _WIRE_DAYS and chance.random() < 0.4:
            return self._streamed(self._copied(wire, incident, day), wire.doc_id)
        told = _Told(day)
        told.outlet = self._outlet(incident)
        slots = self._slots(incident, day)
        told.headline = chance.choice(wording.HEADLINES).format(**slots)
        self._tell(told, incident, slots, facts=chance.randint(5, 11))
        told.sentences += [self._context(slots) for _ in range(chance.randint(3, 12))]
        if incident.cause is not None and chance.random() < 0.5:
            self._recall(told, incident.cause)
        elif chance.random() < 0.05:
            self._recall(told, chance.choice(self._recent[incident.country.code]))
        told.sentences += [self._context(slots) for _ in range(chance.randint(1, 6))]
        told.sentences.append(chance.choice(wording.CLOSING).format(outlet=told.outlet.name))
        made = self._streamed(told)
        if told.outlet in self._world.agencies.items:
            incident.wire = told
        return made

    def _outlet(self, incident: _Incident) -> Outlet:
        roll = self._chance.random()
        among = (
            self._world.agencies
            if roll < 0.25
            else self._world.outlets
            if roll < 0.6
            else incident.country.outlets
        )
        return among.draw(self._chance)

    def _copied(self, wire: _Told, incident: _Incident, day: dt.date) -> _Told:
        chance = self._chance
        kept = len(wire.sentences) - (chance.randint(1, 5) if chance.random() < 0.4 else 1)
        outlet = incident.country.outlets if chance.random() < 0.5 else self._world.outlets
        told = _Told(day, outlet=outlet.draw(chance), headline=wire.headline)
        if chance.random() < 0.5:
            told.headline = chance.choice(wording.HEADLINES).format(**self._slots(incident, day))
        told.sentences = wire.sentences[:kept]
        told.said = [said for said in wire.said if said[0] < kept]
        assert told.outlet is not None
        told.sentences.append(chance.choice(wording.CLOSING).format(outlet=told.outlet.name))
        return told

    def _digest(self, today: Sequence[_Incident], day: dt.date) -> Streamed:
        among = {incident.number: incident for incident in today}
        picked = self._chance.sample(list(among.values()), min(len(among), self._chance.randint(2, 6)))
        told = _Told(
            day, outlet=self._world.outlets.draw(self._chance), headline=f"Security news of {day:%d %B}"
        )
        for incident in picked:
            self._tell(told, incident, self._slots(incident, day), facts=self._chance.randint(2, 3))
        return self._streamed(told)

    def _tell(self, told: _Told, incident: _Incident, slots: dict[str, str], *, facts: int) -> None:
        """The lead and some of what is known of the incident."""
        chance = self._chance
        custody = incident.type in _CUSTODY
        leads = wording.CUSTODY_LEADS if custody else wording.LEADS
        bare = not custody and chance.random() < 0.08
        lead = chance.choice(wording.BARE_LEADS if bare else leads)
        shown = {"killed": int(slots["killed"]), "injured": int(slots["injured"]), "bare": bare, "old": False}
        told.said.append((len(told.sentences), incident, shown))
        told.sentences.append(lead.format(**slots))
        if incident.group is not None and chance.random() < 0.7:
            told.sentences.append(chance.choice(wording.GROUPS).format(**slots))
        for fact in chance.sample(incident.facts, facts):
            # A fact is told in the same words more often than not.
            fixed = random.Random(f"{incident.number} {fact['a']}").choice(wording.FACTS)
            template = fixed if chance.random() < 0.55 else chance.choice(wording.FACTS)
            told.sentences.append(template.format(**{**slots, **fact, **self._of(incident)}))

    def _recall(self, told: _Told, old: _Incident) -> None:
        slots = self._slots(old, old.day + dt.timedelta(days=30))
        shown = {"killed": old.killed, "injured": None, "bare": False, "old": True}
        told.said.append((len(told.sentences), old, shown))
        when = {"month": _MONTHS[old.day.month - 1], "year": old.day.year, "day": old.day.day}
        told.sentences.append(self._chance.choice(wording.RECALLED).format(**slots, **when))

    def _context(self, slots: dict[str, str]) -> str:
        words = dict(zip("abcdef", self._words.general(self._chance, 6), strict=True))
        chance = self._chance
        words["any"] = str(chance.randint(3, 3000))
        words["other"] = self._world.person(chance)
        words["elsewhere"] = self._world.countries.draw(chance).towns.draw(chance).name
        said = chance.choice(wording.CONTEXT).format(**{**slots, **words})
        return said[0].upper() + said[1:]

    def _slots(self, incident: _Incident, day: dt.date) -> dict[str, str]:
        chance = self._chance
        told = min(1.0, 0.5 + 0.25 * (day - incident.day).days)
        official = chance.choice(incident.officials)
        when = _when(chance, incident.day, day)
        return {
            **chance.choice(incident.facts),
            "killed": str(max(1, round(incident.killed * told))),
            "injured": str(max(1, round(incident.injured * told))),
            "mode": chance.choice(wording.MODES[incident.mode]),
            "town": incident.town.name,
            "province": incident.town.province,
            "country": incident.country.name,
            "group": incident.group or "group",
            "official": official.name,
            "role": official.role,
            **self._of(incident),
            "when": when,
            "when_first": when[0].upper() + when[1:],
        }

    def _of(self, incident: _Incident) -> dict[str, str]:
        who, age = self._chance.choice(incident.people)
        return {"who": who, "age": str(age), "site": self._chance.choice(incident.sites)}

    def _streamed(self, told: _Told, copies: str | None = None) -> Streamed:
        told.doc_id = content_id("doc", str(self._seed), str(next(self._documents)))
        assert told.outlet is not None
        text, starts = _laid_out(told.sentences)
        document = Document(
            doc_id=told.doc_id,
            text=text,
            title=told.headline,
            publisher=told.outlet.name,
            published=told.day,
            published_origin="given",
            language="en",
            url=f"https://{told.outlet.host}/{told.day:%Y/%m/%d}/{told.doc_id}",
        )
        events = tuple(
            self._event(told, n, incident, shown, (starts[at], starts[at] + len(told.sentences[at])))
            for n, (at, incident, shown) in enumerate(told.said)
        )
        coding = Coding(doc_id=told.doc_id, coder="synthetic", events=events)
        return Streamed(document, coding, tuple(incident.number for _, incident, _ in told.said), copies)

    def _event(
        self, told: _Told, n: int, incident: _Incident, shown: dict[str, Any], span: tuple[int, int]
    ) -> Event:
        chance = self._chance
        kind = incident.type
        if chance.random() < 0.06:
            kind = _READ_AS.get(kind, kind)
        date, dated = _read_date(chance, incident.day, bare=shown["bare"], old=shown["old"])
        place, placed = _read_place(chance, incident, self._world, bare=shown["bare"])
        values = {**date, **place}
        others = {name: round(chance.uniform(0.5, 1), 3) for name in _OTHERS}
        named = ["event", *(name for name in ("place", "date_start", "killed") if values.get(name))]
        custody = incident.type in _CUSTODY
        return Event(
            doc_id=told.doc_id,
            event_id=content_id("evt", told.doc_id, str(n)),
            type=kind,
            modes=() if custody else (incident.mode,),
            group=incident.group if chance.random() < 0.75 else None,
            killed=None if custody else _toll(shown["killed"]),
            injured=None if custody else _toll(shown["injured"]),
            target_types=("civilians",),
            evidence=tuple(Evidence(field=name, start=span[0], end=span[1]) for name in named),
            coder="synthetic",
            confidence=round(chance.uniform(0.5, 1), 3),
            field_confidence={**dated, **placed, **others},
            **values,
        )


def _when(chance: random.Random, day: dt.date, told: dt.date) -> str:
    """The day as a report says it."""
    passed = (told - day).days
    if passed == 0 and chance.random() < 0.5:
        return "today"
    if passed < 7 and chance.random() < 0.8:
        return f"on {day:%A}"
    if passed > 60 and chance.random() < 0.5:
        return f"in {_MONTHS[day.month - 1]} {day.year}"
    return f"on {_MONTHS[day.month - 1]} {day.day}"


def _laid_out(sentences: Sequence[str]) -> tuple[str, list[int]]:
    """The text, two sentences a paragraph, and where each begins."""
    starts, parts, at = [], [], 0
    for n, sentence in enumerate(sentences):
        starts.append(at)
        parts.append(sentence + ("\n\n" if n % 2 else " "))
        at += len(parts[-1])
    return "".join(parts).rstrip(), starts


def _sure(chance: random.Random, right: bool) -> float:
    """The confidence of a reading: most right ones are sure, and some wrong ones."""
    sure = chance.random() < (0.7 if right else 0.2)
    return round(chance.uniform(0.86, 0.99) if sure else chance.uniform(0.45, 0.84), 3)


def _read_date(
    chance: random.Random, day: dt.date, *, bare: bool, old: bool
) -> tuple[dict[str, Any], dict[str, float]]:
    """The date as a coder reads it, and how sure it is."""
    roll = chance.random()
    if bare or roll < 0.08:
        return {}, {"date": _sure(chance, True)}
    right = roll > 0.13
    if old:
        start = day.replace(day=1)
        end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    else:
        start = end = day if right else day + dt.timedelta(days=chance.choice((-1, 1, 1, 2, -7, 30)))
    read = {"date_start": start, "date_end": end, "date_precision": "month" if old else "day"}
    return read, {"date": _sure(chance, right)}


def _read_place(
    chance: random.Random, incident: _Incident, among: World, *, bare: bool
) -> tuple[dict[str, Any], dict[str, float]]:
    """The place as a coder reads it, and how sure it is."""
    if bare or chance.random() < 0.05:
        return {}, {"country": _sure(chance, True), "place": _sure(chance, True)}
    country = incident.country if chance.random() > 0.02 else among.countries.draw(chance)
    at_home = country is incident.country
    sure = {"country": _sure(chance, at_home)}
    if chance.random() < 0.1:
        return {"country": country.code}, sure
    town = incident.town if at_home and chance.random() > 0.03 else country.towns.draw(chance)
    sure["place"] = _sure(chance, town is incident.town)
    read = {
        "country": country.code,
        "place": town.name,
        "lat": town.lat,
        "lon": town.lon,
        "place_precision": "city",
        "geonames_id": town.number,
    }
    return read, sure


def _toll(number: int | None) -> Toll | None:
    return None if number is None else Toll(low=number, best=number, high=number)
