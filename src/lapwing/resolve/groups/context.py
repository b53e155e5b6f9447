"""What a form means that can mean several things: by full names, by countries, by the year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lapwing.records import PlaceMention
from lapwing.resolve.groups.areas import areas_in
from lapwing.resolve.groups.lexicon import Meaning
from lapwing.resolve.groups.scan import Hit
from lapwing.resolve.groups.tokens import Token

# Words for members: "FSA fighters" and "a Haqqani leader" are of an armed group; "FSA" and "Haqqani" need
# not be.
_MEMBERS = frozenset(
    """fighter fighters militant militants rebel rebels guerrilla guerrillas guerilla guerillas gunman
    gunmen insurgent insurgents terrorist terrorists commander commanders operative operatives combatant
    combatants separatist separatists extremist extremists jihadist jihadists bomber bombers faction
    hideout leader leaders facilitator facilitators cell cells hitman hitmen paramilitary
    paramilitaries mercenary mercenaries""".split()
)
# Words that open a sentence with a capital and are no part of a name after them.
_OPENERS = frozenset(
    "the a an in on at but and as when while after before since for from by with this".split()
)
_ONLY_SPACE = re.compile(r"[ \-]")
# Places count by nearness to the mention, halved at this many characters; one reading must outweigh the next
# by this factor. Not tuned: no group of the training articles depends on them.
_HALF, _MARGIN = 300, 1.25
# A long document has many places; those further off could not turn the balance.
_NEAREST = 40


@dataclass(frozen=True)
class Setting:
    """Where and when a text plays: its words and the places found in them, and the year it was published."""

    among: list[Token]
    places: Sequence[PlaceMention]
    year: int | None

    @cached_property
    def countries(self) -> tuple[tuple[int, str], ...]:
        """Positions and countries: of the places, or without any of the names of countries in the text."""
        given = [(p.start, p.place.country) for p in self.places if p.place is not None and p.place.country]
        if given:
            return tuple(sorted(given))
        return tuple((area.start, area.countries[0]) for area in areas_in(self.among))

    def around(self, at: int) -> tuple[tuple[int, str], ...]:
        """The places nearest to a position, up to ``_NEAREST`` before it and as many after."""
        here = bisect_left(self.countries, (at, ""))
        return self.countries[max(0, here - _NEAREST) : here + _NEAREST]


def decide(text: str, hits: list[Hit], where: Setting) -> list[Hit]:
    """The hits with the group that each means; what means no group here is left out.

    A form shared by several groups that nothing tells apart keeps them as alternatives and no group.
    """
    clear = {hit.meanings[0].group.name for hit in hits if _is_clear(hit, where)}
    decided = []
    for hit in hits:
        meanings = [meaning for meaning in hit.meanings if _could(meaning, hit, where.year)]
        if not meanings:
            continue
        if len(meanings) == 1 and meanings[0].countries is None:
            _settle(hit, meanings[0], 1.0 if meanings[0].how == "name" else 0.95)
        elif not _by_context(text, hit, (meanings, clear), where):
            continue
        decided.append(hit)
    return decided


def _is_clear(hit: Hit, where: Setting) -> bool:
    """Whether a form names its group without help, or has words for members after it."""
    if len(hit.meanings) != 1:
        return False
    return hit.meanings[0].countries is None or _of_members(hit, hit.meanings[0], where)


def _of_members(hit: Hit, meaning: Meaning, where: Setting) -> bool:
    """Whether words for members follow, in a text that does not play elsewhere."""
    if hit.last + 1 >= len(where.among) or where.among[hit.last + 1].form not in _MEMBERS:
        return False
    return not (meaning.countries and where.countries)


def _could(meaning: Meaning, hit: Hit, year: int | None) -> bool:
    """Whether the group was there to be written about; its full name is believed at any date."""
    begun = meaning.group.active_from
    if year is None or begun is None or (meaning.countries is None and hit.last > hit.first):
        return True
    return year >= begun


def _settle(hit: Hit, meaning: Meaning, score: float) -> None:
    hit.group = meaning.group.name
    if hit.how != "spelling":
        hit.how = meaning.how
        hit.score = score


def _by_context(text: str, hit: Hit, read: tuple[list[Meaning], set[str]], where: Setting) -> bool:
    """Settle a hit by its context; ``False`` when it means no group here."""
    meanings, clear = read
    if _part_of_a_longer_name(text, where.among, hit):
        meanings = [meaning for meaning in meanings if meaning.countries is None]
    named = [meaning for meaning in meanings if meaning.group.name in clear]
    default = next((meaning for meaning in meanings if meaning.countries is None), None)
    if len(named) == 1 and (default in (None, named[0]) or not _weight(default, hit, where)):
        _settle(hit, named[0], 0.95)
        return True
    named = [*named, default] if named and default is not None and default not in named else named
    located = _by_place(named or meanings, hit, where)
    if located is not None:
        _settle(hit, located, 0.85)
        return True
    if default is not None:
        _settle(hit, default, 0.8)
        return True
    return _by_members(hit, named or meanings, where)


def _by_place(meanings: list[Meaning], hit: Hit, where: Setting) -> Meaning | None:
    weights = [_weight(meaning, hit, where) for meaning in meanings]
    if not weights or max(weights) == 0:
        return None
    best = max(range(len(meanings)), key=weights.__getitem__)
    rest = max((weight for at, weight in enumerate(weights) if at != best), default=0.0)
    return meanings[best] if weights[best] >= _MARGIN * rest else None


def _weight(meaning: Meaning, hit: Hit, where: Setting) -> float:
    countries = meaning.group.countries if meaning.countries is None else meaning.countries
    return sum(
        1 / (1 + abs(at - hit.start) / _HALF)
        for at, country in where.around(hit.start)
        if country in countries
    )


def _by_members(hit: Hit, meanings: list[Meaning], where: Setting) -> bool:
    """Settle a hit that only the words after it and the other readings speak for."""
    if not meanings:
        return False
    speaks = any(_of_members(hit, meaning, where) for meaning in meanings)
    if len(meanings) == 1:
        if speaks:
            _settle(hit, meanings[0], 0.6)
        return speaks
    speaks = speaks or any(_weight(meaning, hit, where) for meaning in meanings)
    if not speaks and any(meaning.how == "acronym" for meaning in meanings):
        return False
    hit.alternatives = tuple(meaning.group.name for meaning in meanings)
    hit.score, hit.how = 0.3, meanings[0].how
    return True


def _part_of_a_longer_name(text: str, among: list[Token], hit: Hit) -> bool:
    """Whether a one-word name that is also a common word or a surname stands among capitalised words."""
    if hit.last > hit.first or hit.loud or hit.form.exact is not None:
        return False
    if hit.first > 0:
        before = among[hit.first - 1]
        gap = text[before.tail : among[hit.first].start]
        opens = hit.first < 2 or not _ONLY_SPACE.fullmatch(text[among[hit.first - 2].tail : before.start])
        if before.capital and _ONLY_SPACE.fullmatch(gap) and not (opens and before.form in _OPENERS):
            return True
    if hit.last + 1 < len(among):
        after = among[hit.last + 1]
        return after.capital and text[among[hit.last].end : after.start] == " "
    return False
