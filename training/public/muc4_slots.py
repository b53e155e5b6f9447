"""The slots of a MUC-4 template as values of the codebook.

A reader gives the values of its fields, or ``None`` when the template leaves them open, so that they are not
scored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lapwing.resolve import find_groups
from lapwing.resolve.gazetteer import Entry, gazetteer
from lapwing.text import fold
from training.corpus import Row
from training.public.mapping import begins, table

Reader = Callable[[Row, str, str], Row | None]
# The slots that are filled with words of the text.
WORDED = {
    "actors": ("perp_individual", "perp_organization"),
    "targets": ("hum_target_name", "hum_target_description", "phys_target_id"),
    "instruments": ("instrument_id",),
}
_VICTIMS = ("hum_target_name", "hum_target_description")
_DOMINANT = 5  # times the people of the next place of that name; below that the name stays open


def kind(template: Row, said: str) -> Row | None:
    """Type and outcome; ``None`` without a counterpart. ``said`` is the evidence; an open outcome is ``None``."""
    tables = table("muc4")
    (incident,) = template["incident_type"]
    made = tables["incidents"][incident]["type"]
    authors = {value for filler in template["perp_category"] or () for value in filler["values"]}
    state = tables["state"]
    if state["category"] in authors:
        if len(authors) > 1 or incident not in state or template["stage"] != ["ACCOMPLISHED"]:
            return None
        return {"type": state[incident], "outcome": "completed"}
    if template["stage"] == ["THREATENED"]:
        made = next((one["type"] for one in tables["threatened"] if begins(one["words"], said)), None)
        return made and {"type": made, "outcome": None if made == "plot" else "completed"}
    outcomes = [tables["outcomes"].get(stage) for stage in template["stage"]]
    if None in outcomes:
        return None
    return {"type": made, "outcome": outcomes[0] if len(outcomes) == 1 else None}


def phrases(template: Row, what: str) -> list[str]:
    """All strings that fill the slots ``what`` of ``WORDED``."""
    found = [value for name in WORDED[what] for filler in template[name] or () for value in filler["values"]]
    return list(dict.fromkeys(value.strip('"') for value in found if value.strip('"')))


def place_names(template: Row) -> list[str]:
    """The names of the location below the country."""
    below = [level for alternative in template["location"] for level in alternative[1:]]
    return [place["name"] for level in below for place in level]


def setting(template: Row) -> tuple[str, str]:
    """When and where, as the key writes it: templates that share it may be one event of several targets."""
    return template["date_raw"], template["location_raw"]


def parties(template: Row) -> dict[str, list[str]]:
    """The strings that name actors and targets; of alternatives the first, of a victim the name."""
    made: dict[str, list[str]] = {}
    for field in ("actors", "targets"):
        fillers = [
            filler for name in WORDED[field] for filler in template[name] or () if not filler.get("refers_to")
        ]
        firsts = (filler["values"][0].strip('"') for filler in fillers)
        made[field] = list(dict.fromkeys(first for first in firsts if first))
    return made


def modes(template: Row, made: str, said: str) -> Row | None:
    """Modes of an attack or plot, from the incident type, else from the instruments."""
    tables = table("muc4")
    if made not in ("attack", "plot"):
        return {"modes": []}
    given = tables["incidents"][template["incident_type"][0]]["modes"]
    if given is None:
        types = [value for filler in template["instrument_type"] or () for value in filler["values"]]
        given = [tables["instruments"][value] for value in types if value in tables["instruments"]]
        given += [mode for mode, words in tables["said_modes"].items() if begins(words, said)]
    return {"modes": list(dict.fromkeys(given))} if given else None


def target_types(template: Row, made: str, _: str) -> Row | None:
    """Target types, open as soon as one target has none of ours."""
    if made not in ("attack", "plot", "threat"):
        return None
    tables = table("muc4")
    fillers = [*(template["hum_target_type"] or ()), *(template["phys_target_type"] or ())]
    if not fillers or any(len(filler["values"]) > 1 for filler in fillers):
        return None
    found = {tables["target_types"].get(filler["values"][0]) for filler in fillers}
    named = " ; ".join(phrases(template, "targets"))
    if None in found or ("civilians" in found and begins(tables["not_plain_civilians"], named)):
        return None
    return {"target_types": sorted(found - {"civilians"}) or ["civilians"]}


def date(template: Row, *_: str) -> Row | None:
    """The day or range of the incident, where there is one reading of it and it has a beginning."""
    if len(template["date"]) != 1 or None in (template["date"][0]["start"], template["date"][0]["end"]):
        return None
    start, end = template["date"][0]["start"], template["date"][0]["end"]
    precision = "day" if start == end else "range"
    return {"date_start": start, "date_end": end, "date_precision": precision}


def country(template: Row, *_: str) -> Row | None:
    """The country of the location, when it is one and the gazetteer knows the name."""
    found = {_country(alternative) for alternative in template["location"]}
    code = found.pop() if len(found) == 1 else None
    return {"country": code} if code else None


def _country(levels: list[list[Row]]) -> str | None:
    names = [place["name"] for place in levels[0]] if levels else []
    found = (
        [e for e in gazetteer().lookup(fold(names[0])) if e.precision == "country"] if len(names) == 1 else []
    )
    return found[0].country if found else None


def place(template: Row, *_: str) -> Row | None:
    """Place and coordinates; no place where the location is a country alone."""
    if len(template["location"]) != 1 or any(len(level) != 1 for level in template["location"][0]):
        return None
    code = _country(template["location"][0])
    below = [level[0] for level in template["location"][0][1:]]
    if code is None:
        return None
    if not below:
        return {"place": None}
    precisions = table("muc4")["levels"]
    known = [level for level in below if level["type"] in precisions]
    entry = _settled(known[-1]["name"], code, precisions[known[-1]["type"]]) if known else None
    if entry is None:
        return None
    return {"place": below[-1]["name"].title(), "lat": entry.lat, "lon": entry.lon}


def _settled(name: str, code: str, precision: str) -> Entry | None:
    """The place of that name and precision in the country, unless others of the name are about as large."""
    found = [e for e in gazetteer().lookup(fold(name)) if e.country == code and e.precision == precision]
    if not found or (len(found) > 1 and found[0].population < _DOMINANT * found[1].population):
        return None
    return found[0] if found[0].lat is not None else None


def group(template: Row, made: str, _: str) -> Row | None:
    """The registry's group and its link; none where no organisation is named, open where it is not ours."""
    if made == "strike":
        return None
    fillers = template["perp_organization"]
    if fillers is None:
        return None
    if not fillers:
        return {"group": None}
    where = template["location"][0][0][0]["name"].title() if template["location"] else ""
    groups = {_group(filler["values"], where) for filler in fillers}
    name = groups.pop() if len(groups) == 1 else None
    return {"group": name} if name else None


def _group(names: Iterable[str], where: str) -> str | None:
    for name in names:
        for form in (name, name.title()):
            found = [m.group for m in find_groups(f"{form} in {where}") if m.group and m.how != "anaphor"]
            if found:
                return found[0]
    return None


def group_link(template: Row, made: str, said: str) -> Row | None:
    """How the text ties the group to it, when the template is of one mind."""
    if not (group(template, made, said) or {}).get("group"):
        return None
    fillers = template["perp_organization_confidence"] or ()
    found = {table("muc4")["group_links"].get(value) for filler in fillers for value in filler["values"]}
    link = found.pop() if len(found) == 1 else None
    return {"group_link": link} if link else None


def toll(field: str) -> Reader:
    """A reader of how many were killed or injured: the sum over the victims, open unless all are counted."""

    def read(template: Row, *_: str) -> Row | None:
        effects = template["hum_target_effect"]
        if effects is None:
            return None
        effect = table("muc4")["effects"][field]
        hit = [filler for filler in effects if effect in _alternatives(filler)]
        numbers = [_number(template, filler) for filler in hit]
        if None in numbers or any(len(_alternatives(filler)) > 1 for filler in hit):
            return None
        total = sum(n for n in numbers if n is not None)
        if not hit and len(effects) < len(_victims(template)):
            return None  # of some victims the template does not say what became of them
        return {field: {"low": total, "best": total, "high": total} if hit else None}

    return read


def _alternatives(filler: Row) -> list[str]:
    return [one for value in filler["values"] for one in value.strip("()").split("|")]


def _victims(template: Row) -> list[Row]:
    return [f for name in _VICTIMS for f in template[name] or () if not f.get("refers_to")]


def _number(template: Row, effect: Row) -> int | None:
    """How many the victims are that an effect is about; ``None`` unless the template counts them exactly."""
    about = set(effect.get("refers_to") or ())
    found = [
        f for f in template["hum_target_number"] or () if about and about & set(f.get("refers_to") or ())
    ]
    if len(found) != 1 or len(found[0]["values"]) != 1 or not re.fullmatch(r"\d+", found[0]["values"][0]):
        return None
    return int(found[0]["values"][0])


READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (("modes",), modes),
    (("target_types",), target_types),
    (("date",), date),
    (("country",), country),
    (("place",), place),
    (("group",), group),
    (("group_link",), group_link),
    (("killed",), toll("killed")),
    (("injured",), toll("injured")),
)
