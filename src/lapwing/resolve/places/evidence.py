"""What speaks for a name being a place here, and for one place of that name."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from lapwing.resolve.gazetteer import Entry
from lapwing.resolve.places.distance import Point, apart, on_sphere
from lapwing.resolve.places.spans import Named, Token

_PLACING = frozenset(
    "in at near from to into outside around across inside toward towards between through".split()
)
_TITLES = frozenset(
    """mr mrs ms miss dr president minister gen general lt col colonel maj major capt captain sgt judge
    justice sen senator rep gov governor mayor king queen prince princess sheikh mullah pope
    bishop sir lord lady saint st professor prof coach secretary ambassador officer detective
    sheriff chief""".split()
)
_ORGANISATIONS = frozenset(
    """university college school police department times post bank hospital airport airlines united city
    fc news herald tribune institute church council court press journal street road avenue museum
    park hotel stadium center centre embassy council parliament army government accord accords
    agreement treaty declaration""".split()
)
_FEATURES = frozenset(
    """river lake creek bay valley mountain mountains hill hills island islands point canal canyon falls
    springs trail bridge square tower hall""".split()
)
_UNITS = frozenset(
    """province district county parish governorate region state oblast city town village republic territory
    municipality suburb prefecture department canton border airport capital area
    neighbourhood neighborhood""".split()
)
_OPENERS = _PLACING | frozenset(
    "the and but of on for by with as after before since while when meanwhile also both that".split()
)
_SAID = frozenset("said says told added".split())


@cache
def word_use() -> Mapping[str, tuple[int, ...]]:
    """How news uses one-word place names (``word_use.tsv``): all, lower, next, before, placed."""
    raw = (files("lapwing.resolve.places") / "word_use.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in raw.splitlines() if not line.startswith("#"))
    return {form: tuple(map(int, figures)) for form, *figures in rows}


@dataclass(frozen=True)
class Page:
    """A text as its names are judged.

    ``lower``: its words in lower case; ``shouting``: whether all is in capitals; ``names``: how often each
    name stands in it; ``countries``: those that it names, by alpha-3.
    """

    text: str
    tokens: Sequence[Token]
    lower: frozenset[str]
    shouting: bool
    names: Mapping[str, int]
    countries: frozenset[str]


def name_features(page: Page, name: Named) -> Iterator[str]:
    """Features of a name being a place here at all."""
    tokens = page.tokens
    top = name.entries[0]
    kinds = {entry.kind for entry in name.entries}
    yield "bias"
    yield f"kind={'name' if 'name' in kinds else min(kinds)}"
    yield f"people={_log(max(e.population for e in name.entries))}"
    yield f"level={_level(name.entries)}"
    yield f"words={min(name.last - name.first + 1, 3)}"
    yield f"ambiguous={min(len(name.entries), 6)}"
    if top.capital:
        yield "capital"
    yield from _use(name)
    yield f"land={_spoken(page.countries, name.entries)}"
    before = tokens[name.first - 1] if name.first else None
    after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
    gap_before = page.text[before.end : name.start] if before else "\n"
    gap_after = page.text[name.end : after.start] if after else "\n"
    opening = before is None or bool(re.search(r"[.!?:\n\"“]", gap_before))
    if opening:
        yield "opens"
    if before and not opening:
        word = before.text.lower()
        if word in _PLACING:
            yield "placed"
        plain = page.shouting or before.text.islower() or word in _OPENERS
        if plain:
            yield f"w-1={word}"
        else:
            yield "capital before" if before.capital else "odd before"
        if word in _TITLES:
            yield "title before"
        if before.capital and word in _FEATURES:
            yield "feature before"
        if before.capital and gap_before == " " and not plain:
            yield "joined before"
    if after:
        word = after.text.lower()
        joined = gap_after == " "
        if joined:
            yield f"w+1={word}" if page.shouting or after.text.islower() else "capital after"
            if after.capital and word in _ORGANISATIONS:
                yield "organisation after"
            if after.capital and word in _FEATURES:
                yield "feature after"
            if word in _UNITS:
                yield "unit after"
            if word in _SAID:
                yield "said after"
        if gap_after == ", " and after.capital:
            yield "comma capital"
        if gap_after.startswith(("'", "’")):
            yield "possessive"
    if name.form in page.lower:
        yield "lower elsewhere"
    yield f"times={min(page.names.get(name.form, 1), 4)}"


def _spoken(countries: frozenset[str], entries: Sequence[Entry]) -> str:
    """Whether the text speaks of a country where the name is one of a place, by the largest that bears it."""
    if not countries:
        return "none spoken of"
    if entries[0].precision in ("country", "region"):
        return "itself"
    if entries[0].country in countries:
        return "the first"
    return "another" if any(entry.country in countries for entry in entries) else "not spoken of"


def _use(name: Named) -> Iterator[str]:
    figures = word_use().get(name.form)
    if figures is None:
        yield "unused" if name.first == name.last else "phrase"
        return
    total, lower, following, before, placed = figures
    capital = max(total - lower, 1)
    yield f"lower={_share(lower, total)}"
    yield f"following={_share(following, capital)}"
    yield f"preceding={_share(before, capital)}"
    yield f"placing={_share(placed, capital)}"


def _share(part: int, whole: int) -> int:
    share = (part + 0.5) / (whole + 2)
    return bisect_right((0.02, 0.1, 0.25, 0.5, 0.8), share)


def _log(population: int) -> int:
    return int(math.log10(population + 1))


def _level(entries: Sequence[Entry]) -> str:
    levels = {entry.precision for entry in entries}
    for level in ("country", "region", "site", "admin1", "city", "district"):
        if level in levels:
            return level
    return "none"


@dataclass(frozen=True)
class Context:
    """What the rest of the text says about where things are.

    ``votes``: share of the country mentions by alpha-3; ``provinces``: the same by (country, province);
    ``anchors``: positions of other places already settled; ``home``: the outlet's country.
    """

    votes: Mapping[str, float]
    provinces: Mapping[tuple[str, str], float]
    anchors: Sequence[tuple[float, float, int]]
    home: str | None = None

    @cached_property
    def top(self) -> float:
        """The largest share of the votes."""
        return max(self.votes.values(), default=0.0)

    def distances(self, entry: Entry, *, but: int) -> list[float]:
        """Kilometres from a place to the anchors, without those that stand at the position ``but``."""
        assert entry.lat is not None and entry.lon is not None
        where = entry.lat, entry.lon
        known = self._known.get(where)
        if known is None:
            here = on_sphere(*where)
            known = self._known[where] = [apart(here, point) for point in self._points]
        return [away for away, (_, _, at) in zip(known, self.anchors, strict=True) if at != but]

    @cached_property
    def _points(self) -> list[Point]:
        return [on_sphere(lat, lon) for lat, lon, _ in self.anchors]

    @cached_property
    def _known(self) -> dict[tuple[float, float], list[float]]:
        return {}


def entry_features(name: Named, entry: Entry, context: Context, following: Named | None) -> Iterator[str]:
    """Features of one place among those that bear the name: its own, and how it fits the text."""
    yield from own_features(name, entry)
    yield from fit_features(name, entry, context, following)


def own_features(name: Named, entry: Entry) -> Iterator[str]:
    """Features of a place that are the same whatever text its name stands in."""
    yield f"level={entry.precision}"
    yield f"{entry.kind}"
    yield f"{entry.kind} {entry.precision}"
    people = _log(entry.population)
    yield f"people={people}"
    larger = [other for other in name.entries if other.population > entry.population]
    yield f"rank={min(len(larger), 4)}"
    if entry.precision == "city" and not any(o.precision == "city" for o in larger):
        yield f"largest city={people}"
    if entry.capital:
        yield "capital"


def fit_features(name: Named, entry: Entry, context: Context, following: Named | None) -> Iterator[str]:
    """Features of how a place fits what the rest of the text says about where things are."""
    if entry.country:
        votes = context.votes.get(entry.country, 0.0)
        yield f"votes={_share_of(votes)}"
        if context.top and votes == context.top:
            yield "top country"
        if entry.country == context.home:
            yield "home"
        if entry.admin1 and entry.precision != "admin1":
            yield f"province={_share_of(context.provinces.get((entry.country, entry.admin1), 0.0))}"
    if entry.lat is not None and entry.lon is not None:
        distances = context.distances(entry, but=name.start)
        yield f"nearest={_near(min(distances, default=20000.0))}"
        near = sum(d < 300 for d in distances)
        yield f"around={min(near, 4)}"
    if following is not None:
        yield "held" if holds(following, entry) else "not held"


def holds(following: Named, entry: Entry) -> bool:
    """Whether the name after the comma is the country or province of the entry."""
    for other in following.entries:
        if other.precision == "country" and other.country == entry.country and entry.precision != "country":
            return True
        if other.precision == "admin1" and other.country == entry.country and other.name == entry.admin1:
            return True
    return False


def _share_of(share: float) -> int:
    return bisect_right((0.001, 0.1, 0.3, 0.6), share)


def _near(distance: float) -> int:
    return bisect_right((30, 100, 300, 1000, 3000), distance)
