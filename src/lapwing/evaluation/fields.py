"""Whether one field of a predicted event is right: a table of named comparisons.

A comparison gives 1 for right, 0 for wrong, a fraction for sets that agree in part, and ``None`` where gold
does not ask for the field.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping

from lapwing.codebook import load_groups
from lapwing.evaluation.reading import CodedEvent

Aliases = Mapping[str, str]
"""Folded names of groups to the folded canonical name."""

Comparison = Callable[[CodedEvent, CodedEvent], float | None]

KEY_FIELDS = ("country", "date", "group", "outcome", "killed")
"""A record is right when all of these are: the fields without which an incident table is wrong."""

INVENTABLE = ("country", "group", "killed", "injured", "detained")
"""The fields whose value a coder could make up where gold has none."""

_NEAR_KM = 50.0
_MONTH_DAYS = 31
_EARTH_DIAMETER_KM = 12742.0


def fold_group(name: str) -> str:
    """A group's name without case, accents, punctuation and a leading article."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return re.sub(r"^the ", "", re.sub(r"[^a-z0-9]+", " ", bare).strip())


def group_aliases(names: Mapping[str, Collection[str]]) -> Aliases:
    """The lookup for a table of canonical names, each with its other names."""
    aliases: dict[str, str] = {}
    for canonical, others in names.items():
        for name in (canonical, *others):
            aliases[fold_group(name)] = fold_group(canonical)
    return aliases


def registry_aliases() -> Aliases:
    """The lookup for the codebook's registry of groups, from the forms that mean one group in any text."""
    return group_aliases({group.name: group.forms for group in load_groups()})


class Comparisons:
    """The comparison of every scored field, with the names under which groups go."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._table: dict[str, Comparison] = {
            "country": lambda gold, given: float(gold.country == given.country),
            "date": date_agreement,
            "place": _place,
            "group": self._group,
            "group_link": _group_link,
            "outcome": lambda gold, given: float(gold.outcome == given.outcome),
            "certainty": lambda gold, given: float(gold.certainty == given.certainty),
            "modes": lambda gold, given: _overlap(gold.modes, given.modes),
            "target_types": lambda gold, given: _overlap(gold.target_types, given.target_types),
            "killed": lambda gold, given: _toll(gold.killed, given.killed),
            "injured": lambda gold, given: _toll(gold.injured, given.injured),
            "detained": lambda gold, given: _toll(gold.detained, given.detained),
        }

    def all(self, gold: CodedEvent, given: CodedEvent) -> dict[str, float | None]:
        """Every field's score, ``None`` for the fields that gold leaves out."""
        return {
            name: None if name in gold.unscored else compare(gold, given)
            for name, compare in self._table.items()
        }

    def agreement(self, gold: CodedEvent, given: CodedEvent) -> float:
        """The mean score of the fields that gold asks for."""
        scores = [score for score in self.all(gold, given).values() if score is not None]
        return sum(scores) / len(scores) if scores else 0.0

    def _group(self, gold: CodedEvent, given: CodedEvent) -> float:
        return float(self._key(gold.group) == self._key(given.group))

    def _key(self, name: str | None) -> str | None:
        if not name:
            return None
        folded = fold_group(name)
        return self._aliases.get(folded, folded)


def date_agreement(gold: CodedEvent, given: CodedEvent) -> float | None:
    """Whether the date is right.

    Gold to the day asks for that day. A longer window asks for an overlap with a window at most twice as
    long, and one of up to 31 days is always short enough.
    """
    wanted, window = gold.window, given.window
    if wanted is None:
        return None
    if window is None:
        return 0.0
    asked, length = (wanted[1] - wanted[0]).days, (window[1] - window[0]).days
    if asked == 0:
        return float(window == wanted)
    overlaps = window[0] <= wanted[1] and wanted[0] <= window[1]
    return float(overlaps and length <= max(_MONTH_DAYS, 2 * asked))


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """The great-circle distance of two points of (latitude, longitude) in degrees."""
    north, south = math.radians(here[0]), math.radians(there[0])
    haversine = (
        math.sin((south - north) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin(math.radians(there[1] - here[1]) / 2) ** 2
    )
    return _EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(haversine)))


def _place(gold: CodedEvent, given: CodedEvent) -> float | None:
    """Whether the coordinates are within 50 km."""
    if gold.lat is None or gold.lon is None:
        return None
    if given.lat is None or given.lon is None:
        return 0.0
    return float(kilometres((gold.lat, gold.lon), (given.lat, given.lon)) <= _NEAR_KM)


def _group_link(gold: CodedEvent, given: CodedEvent) -> float | None:
    return float(gold.group_link == given.group_link) if gold.group_link else None


def _overlap(gold: Collection[str], given: Collection[str]) -> float | None:
    """The share of all named values that both name."""
    if not gold and not given:
        return None
    return len(set(gold) & set(given)) / len(set(gold) | set(given))


def _toll(gold: int | None, given: int | None) -> float | None:
    return None if gold is None and given is None else float(gold == given)
