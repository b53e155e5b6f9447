"""An invented world for a synthetic stream: countries, towns, armed groups, officials and outlets.

A few countries, towns and groups have most of what happens. Their names are made of words that the table of
:mod:`lapwing.incidents.words` lists, as it lists the names that are often in the news; all other names are
syllables that stand in no table.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count
from typing import Generic, TypeVar

Item = TypeVar("Item")

COUNTRIES = 60
GROUPS = 45
AGENCIES = 4
INTERNATIONAL = 24  # outlets that report from everywhere
LOCAL = 6  # outlets of one country
SITES = 12_000
OFFICIALS = 40  # of a country, who are quoted again and again
_FAMOUS_COUNTRIES, _FAMOUS_TOWNS, _FAMOUS_PROVINCES, _FAMOUS_GROUPS = 8, 6, 3, 10  # of each such country
_FEWEST_TOWNS, _MOST_TOWNS = 6, 45
_LISTED = (25, 250)  # of the 7,557 articles of the table have a word of which a famous name is made
_SPREAD = 4.0  # degrees from the middle of a country to its furthest town

_ONSETS = "b br d dr f g gr h j k kr l m n p r s sh st t tr v z th kh".split()
_VOWELS = "a e i o u ai ei ou".split()
_CODAS = ["", "", "", "n", "r", "l", "m", "s", "sk", "nd", "rt", "th", "k"]
_ROLES = (
    "police spokesman", "interior minister", "provincial governor", "army commander", "hospital director",
    "public prosecutor", "police chief", "mayor", "government spokeswoman", "head of the emergency services",
)  # fmt: skip


class Skewed(Generic[Item]):
    """Things of which the first are drawn most often: the n-th in proportion to 1 / n ** ``slope``."""

    def __init__(self, items: Sequence[Item], slope: float) -> None:
        self.items = items
        self._cumulative = list(accumulate((n + 1) ** -slope for n in range(len(items))))

    def draw(self, chance: random.Random) -> Item:
        """One of them."""
        return chance.choices(self.items, cum_weights=self._cumulative)[0]


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its position in degrees."""

    name: str
    province: str
    lat: float
    lon: float
    number: int


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who is quoted in many reports."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher; ``host`` is that of its pages."""

    name: str
    host: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country with all that its news is full of."""

    name: str
    code: str
    towns: Skewed[Town]
    officials: Skewed[Official]
    groups: Skewed[str]
    outlets: Skewed[Outlet]


@dataclass(frozen=True, slots=True)
class World:
    """All of it; ``names`` are given names and family names of people, ``sites`` names of streets and villages."""

    countries: Skewed[Country]
    agencies: Skewed[Outlet]
    outlets: Skewed[Outlet]
    names: tuple[Skewed[str], Skewed[str]] = field(repr=False)
    sites: tuple[str, ...] = field(repr=False)

    def person(self, chance: random.Random) -> str:
        """A name for somebody."""
        given, family = self.names
        return f"{given.draw(chance)} {family.draw(chance)}"


def world(seed: int, listed_words: Mapping[str, int]) -> World:
    """The world of this seed. ``listed_words`` are those that the table has, with their articles."""
    chance = random.Random(f"world {seed}")
    coined = _coined(chance)
    listed = _pairs(chance, listed_words)
    groups = [
        f"{next(listed)} Front" if n < _FAMOUS_GROUPS else f"{next(coined)} Brigade" for n in range(GROUPS)
    ]
    names = (
        Skewed([next(coined) for _ in range(400)], 0.7),
        Skewed([next(coined) for _ in range(5000)], 0.4),
    )
    numbers = count(1)
    countries = [_country(n, chance, coined, listed, groups, names, numbers) for n in range(COUNTRIES)]
    return World(
        countries=Skewed(countries, 1.1),
        agencies=Skewed([_outlet(f"{next(listed)} Press Agency") for _ in range(AGENCIES)], 0.7),
        outlets=Skewed([_outlet(f"{next(listed)} News") for _ in range(INTERNATIONAL)], 0.8),
        names=names,
        sites=tuple(next(coined) for _ in range(SITES)),
    )


def _country(
    rank: int,
    chance: random.Random,
    coined: Iterator[str],
    listed: Iterator[str],
    groups: Sequence[str],
    names: tuple[Skewed[str], Skewed[str]],
    numbers: Iterator[int],
) -> Country:
    famous = rank < _FAMOUS_COUNTRIES
    middle = (chance.uniform(-50, 60), chance.uniform(-170, 170))
    size = chance.randint(_FEWEST_TOWNS, _MOST_TOWNS)
    provinces = [
        next(listed) if famous and n < _FAMOUS_PROVINCES else next(coined) for n in range(1 + size // 5)
    ]
    towns = [
        Town(
            name=next(listed) if famous and n < _FAMOUS_TOWNS else next(coined),
            province=chance.choice(provinces),
            lat=round(middle[0] + chance.uniform(-_SPREAD, _SPREAD), 4),
            lon=round(middle[1] + chance.uniform(-_SPREAD, _SPREAD), 4),
            number=next(numbers),
        )
        for n in range(size)
    ]
    officials = [
        Official(f"{names[0].draw(chance)} {names[1].draw(chance)}", _ROLES[n % len(_ROLES)])
        for n in range(OFFICIALS)
    ]
    name = next(listed) if famous else next(coined)
    return Country(
        name=name,
        code=f"X{chr(65 + rank // 26)}{chr(65 + rank % 26)}",
        towns=Skewed(towns, 1.0),
        officials=Skewed(officials, 0.5),
        groups=Skewed(chance.sample(groups[:_FAMOUS_GROUPS], 2) + chance.sample(groups, 3), 1.2),
        outlets=Skewed([_outlet(f"{next(listed)} Times") for _ in range(LOCAL)], 0.9),
    )


def _outlet(name: str) -> Outlet:
    return Outlet(name, f"www.{name.lower().replace(' ', '-')}.example")


def _coined(chance: random.Random) -> Iterator[str]:
    """Names of two or three syllables, each once."""
    given: set[str] = set()
    while True:
        syllables = (
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(chance.choice((2, 2, 3)))
        )
        name = "".join(syllables).capitalize()
        if name not in given:
            given.add(name)
            yield name


def _pairs(chance: random.Random, listed: Mapping[str, int]) -> Iterator[str]:
    """Names of two listed words, each pair once."""
    fewest, most = _LISTED
    parts = [word for word in sorted(listed) if word.isalpha() and fewest <= listed[word] <= most]
    while True:
        chance.shuffle(parts)
        yield from (
            f"{a.capitalize()} {b.capitalize()}" for a, b in zip(parts[::2], parts[1::2], strict=False)
        )
