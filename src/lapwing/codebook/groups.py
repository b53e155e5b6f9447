"""The registry of armed groups: ``groups.yaml`` read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from lapwing.codebook.reading import Faults, read
from lapwing.codebook.schema import keyed, repeated, sentence, texts
from lapwing.errors import CodebookError
from lapwing.text import fold

Ideology = Literal[
    "jihadist", "ethno_separatist", "far_right", "far_left", "religious_other", "state_proxy",
    "insurgent_other", "criminal", "single_issue",
]  # fmt: skip

FOLDER = Path(__file__).parent
_FILE = "groups.yaml"
_REQUIRED = ("id", "name", "ideology")
_OPTIONAL = (
    "aliases", "acronyms", "ambiguous", "parent", "country", "countries", "active_from", "active_to",
    "designations", "note",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{3}")
_ISSUER = re.compile(r"[A-Z]{2,3}")
_YEARS = range(1800, 2101)


@dataclass(frozen=True, slots=True)
class AmbiguousForm:
    """A form that also means other things.

    It names this group only in a text about one of ``countries`` (ISO 3166-1 alpha-3), or when the
    group's full name stands in the text as well.
    """

    form: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """An armed group. ``name`` is canonical; ``parent`` the canonical name of the group that it belongs to.

    ``country`` is that of its main activity, ``countries`` all of note (ISO 3166-1 alpha-3). ``designations``
    names who lists it as a terrorist organisation. Years are ``None`` when not known or not over.
    """

    id: str
    name: str
    ideology: Ideology
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    ambiguous: tuple[AmbiguousForm, ...] = ()
    parent: str | None = None
    country: str | None = None
    countries: tuple[str, ...] = ()
    active_from: int | None = None
    active_to: int | None = None
    designations: tuple[str, ...] = ()
    note: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """The name, aliases and acronyms, which mean this group in any text."""
        return (self.name, *self.aliases, *self.acronyms)


@cache
def load_groups(folder: Path = FOLDER) -> tuple[Group, ...]:
    """The registry in the order of the file; raises ``CodebookError`` with every fault at once."""
    faults = Faults()
    groups = build_groups(folder, faults)
    if faults:
        raise CodebookError(faults)
    return groups


def build_groups(folder: Path, faults: Faults) -> tuple[Group, ...]:
    """The registry of a folder; what is wrong is added to ``faults``, and then it must not be used."""
    data = read(folder / _FILE, faults)
    if not data:
        return ()
    listed = keyed(data, _FILE, faults, required=("groups",), join=": ").get("groups")
    if not isinstance(listed, list):
        faults.add(f"{_FILE}: groups", "must be a list")
        return ()
    groups = tuple(_group(raw, f"{_FILE}: groups[{index}]", faults) for index, raw in enumerate(listed))
    for index, group in enumerate(groups):
        _check_forms(group, f"{_FILE}: groups[{index}]", faults)
    _check_identity(groups, faults)
    _check_parents(groups, faults)
    return groups


def _group(raw: object, path: str, faults: Faults) -> Group:
    data = keyed(raw, path, faults, required=_REQUIRED, optional=_OPTIONAL)
    ideology = data.get("ideology", "jihadist")
    if ideology not in get_args(Ideology):
        faults.add(f"{path}.ideology", f"{ideology!r} is not one of {', '.join(get_args(Ideology))}")
    name = sentence(data.get("name", "-"), f"{path}.name", faults)
    group_id = sentence(data.get("id", "-"), f"{path}.id", faults)
    if "id" in data and group_id and not _ID.fullmatch(group_id):
        faults.add(f"{path}.id", f"{group_id!r} is not lower-case words joined by hyphens")
    country = data.get("country")
    _check_shapes([country] if country is not None else [], _COUNTRY, f"{path}.country", faults)
    countries = _listed(data, "countries", path, faults)
    _check_shapes(countries, _COUNTRY, f"{path}.countries", faults)
    designations = _listed(data, "designations", path, faults)
    _check_shapes(designations, _ISSUER, f"{path}.designations", faults)
    first, last = _year(data, "active_from", path, faults), _year(data, "active_to", path, faults)
    if first is not None and last is not None and last < first:
        faults.add(f"{path}.active_to", "ends before it begins")
    return Group(
        id=group_id,
        name=name,
        ideology=ideology,
        aliases=_listed(data, "aliases", path, faults),
        acronyms=_listed(data, "acronyms", path, faults),
        ambiguous=tuple(_ambiguous(data.get("ambiguous") or [], f"{path}.ambiguous", faults)),
        parent=data.get("parent"),
        country=country,
        countries=countries,
        active_from=first,
        active_to=last,
        designations=designations,
        note=sentence(data["note"], f"{path}.note", faults) if data.get("note") is not None else None,
    )


def _listed(data: dict[str, Any], key: str, path: str, faults: Faults) -> tuple[str, ...]:
    return texts(data.get(key) or [], f"{path}.{key}", faults)


def _year(data: dict[str, Any], key: str, path: str, faults: Faults) -> int | None:
    year = data.get(key)
    if year is None:
        return None
    if not isinstance(year, int) or year not in _YEARS:
        faults.add(f"{path}.{key}", f"{year!r} is not a year")
        return None
    return year


def _ambiguous(raw: object, path: str, faults: Faults) -> Iterator[AmbiguousForm]:
    if not isinstance(raw, list):
        faults.add(path, "must be a list")
        return
    for index, item in enumerate(raw):
        at = f"{path}[{index}]"
        data = keyed(item, at, faults, required=("form", "when"))
        when = keyed(data.get("when", {"countries": []}), f"{at}.when", faults, required=("countries",))
        countries = texts(when.get("countries", []), f"{at}.when.countries", faults)
        _check_shapes(countries, _COUNTRY, f"{at}.when.countries", faults)
        yield AmbiguousForm(sentence(data.get("form", "-"), f"{at}.form", faults), countries)


def _check_shapes(values: Any, shape: re.Pattern[str], path: str, faults: Faults) -> None:
    for value in values:
        if not isinstance(value, str) or not shape.fullmatch(value):
            faults.add(
                path, f"{value!r} is not {'an ISO alpha-3' if shape is _COUNTRY else 'an issuer'} code"
            )


def _check_forms(group: Group, path: str, faults: Faults) -> None:
    for form in repeated(group.forms):
        faults.add(path, f"{form!r} is listed twice for {group.name}")


def _check_identity(groups: tuple[Group, ...], faults: Faults) -> None:
    """Note ids and forms that two groups share; forms compare as :func:`lapwing.text.fold` makes them."""
    for group_id in repeated(g.id for g in groups if g.id):
        faults.add(f"{_FILE}: groups", f"the id {group_id!r} is used twice")
    owners: dict[str, dict[int, str]] = {}
    for index, group in enumerate(groups):
        for form in group.forms:
            owners.setdefault(fold(form), {}).setdefault(index, form)
    for shared in owners.values():
        if len(shared) > 1:
            names = " and ".join(f"groups[{index}] ({groups[index].name})" for index in shared)
            faults.add(f"{_FILE}: groups", f"{next(iter(shared.values()))!r} names {names}")


def _check_parents(groups: tuple[Group, ...], faults: Faults) -> None:
    parents = {group.name: group.parent for group in groups}
    for index, group in enumerate(groups):
        path = f"{_FILE}: groups[{index}].parent"
        if group.parent is not None and group.parent not in parents:
            faults.add(path, f"{group.parent!r} is not the canonical name of a group")
        elif _is_its_own_ancestor(group.name, parents):
            faults.add(path, f"{group.name!r} is its own ancestor")


def _is_its_own_ancestor(name: str, parents: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    at = parents.get(name)
    while at is not None and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = parents.get(at)
    return False
