"""The check of the vocabularies: every fault is found, none hides another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from lapwing.codebook.entries import Codebook, Crosswalk, CrosswalkTarget, Entry
from lapwing.codebook.reading import Faults, read, version
from lapwing.records import (
    Certainty,
    DatePrecision,
    EventType,
    GroupLink,
    Mode,
    Outcome,
    PlacePrecision,
    Relation,
    TargetType,
)

# Section of the YAML files -> the file it stands in and the values that records.py allows.
SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "event_types": ("event_types.yaml", get_args(EventType)),
    "modes": ("modes.yaml", get_args(Mode)),
    "target_types": ("targets.yaml", get_args(TargetType)),
    "outcomes": ("vocabulary.yaml", get_args(Outcome)),
    "certainties": ("vocabulary.yaml", get_args(Certainty)),
    "group_links": ("vocabulary.yaml", get_args(GroupLink)),
    "relations": ("vocabulary.yaml", get_args(Relation)),
    "date_precisions": ("vocabulary.yaml", get_args(DatePrecision)),
    "place_precisions": ("vocabulary.yaml", get_args(PlacePrecision)),
}
_OTHER_SECTIONS = {"event_types.yaml": {"families"}}
_ENTRY_KEYS = ("definition", "includes", "excludes", "example", "crosswalk")
_TARGETS_FILE = "crosswalk_targets.yaml"
_CUE_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?(?:\.[^\W_]+)*\*?")


def build(folder: Path, faults: Faults) -> Codebook:
    """The codebook of a folder; what is wrong is added to ``faults``, and then it must not be used."""
    files = {name: read(folder / name, faults) for name in dict.fromkeys(f for f, _ in SECTIONS.values())}
    targets = _crosswalk_targets(read(folder / _TARGETS_FILE, faults), faults)
    families = _families(files["event_types.yaml"].get("families"), faults)
    for name, data in files.items():
        known = {s for s, (file, _) in SECTIONS.items() if file == name} | _OTHER_SECTIONS.get(name, set())
        for key in data.keys() - known:
            faults.add(f"{name}: {key}", "is not a section of this file")
    reader = _EntryReader(faults, targets, families)
    sections = {
        section: reader.section(section, files[file].get(section), file, allowed)
        for section, (file, allowed) in SECTIONS.items()
    }
    return Codebook(
        version=version(folder),
        folder=folder,
        families=MappingProxyType(families),
        crosswalk_targets=MappingProxyType(targets),
        **sections,
    )


class _EntryReader:
    """Reads the entries of all sections against the crosswalk targets and families."""

    def __init__(self, faults: Faults, targets: dict[str, CrosswalkTarget], families: dict[str, str]) -> None:
        self.faults = faults
        self.targets = targets
        self.families = families

    def section(self, section: str, data: object, file: str, allowed: tuple[str, ...]) -> Mapping[str, Entry]:
        path = f"{file}: {section}"
        if not isinstance(data, dict):
            self.faults.add(path, "is missing" if data is None else "must be a mapping")
            return MappingProxyType({})
        for name in data:
            if name not in allowed:
                self.faults.add(f"{path}.{name}", "is not a value that records allow")
        for name in allowed:
            if name not in data:
                self.faults.add(f"{path}.{name}", "has no entry")
        own = "family" if section == "event_types" else "cues"
        return MappingProxyType(
            {str(name): self.entry(str(name), raw, f"{path}.{name}", own) for name, raw in data.items()}
        )

    def entry(self, name: str, raw: object, path: str, own: str) -> Entry:
        data = keyed(raw, path, self.faults, required=(*_ENTRY_KEYS, own))
        family = data.get("family")
        if own == "family" and "family" in data and family not in self.families:
            self.faults.add(f"{path}.family", f"{family!r} is not one of {', '.join(self.families)}")
        return Entry(
            name=name,
            definition=sentence(data.get("definition", "-"), f"{path}.definition", self.faults),
            includes=texts(data.get("includes", []), f"{path}.includes", self.faults),
            excludes=texts(data.get("excludes", []), f"{path}.excludes", self.faults),
            example=sentence(data.get("example", "-"), f"{path}.example", self.faults),
            cues=_cues(data.get("cues", []), f"{path}.cues", self.faults),
            crosswalk=self.crosswalk(data.get("crosswalk"), f"{path}.crosswalk"),
            family=family if own == "family" else None,
        )

    def crosswalk(self, raw: object, path: str) -> Mapping[str, Crosswalk]:
        if raw is None:  # a missing key has been noted
            return MappingProxyType({})
        data = keyed(raw, path, self.faults, required=tuple(self.targets))
        return MappingProxyType(
            {
                name: self.mapped(value, self.targets[name], f"{path}.{name}")
                for name, value in data.items()
                if name in self.targets
            }
        )

    def mapped(self, raw: object, target: CrosswalkTarget, path: str) -> Crosswalk:
        """One crosswalk: ``{field: [labels], note}``, or ``{value: null, reason}``."""
        if not isinstance(raw, dict) or not raw:
            self.faults.add(path, "must be a mapping with a field, or {value: null, reason: ...}")
            return Crosswalk({})
        if "value" in raw:
            data = keyed(raw, path, self.faults, required=("value", "reason"))
            if data["value"] is not None:
                self.faults.add(f"{path}.value", "must be null; name the field instead")
            return Crosswalk({}, sentence(data.get("reason", "-"), f"{path}.reason", self.faults))
        note = sentence(raw["note"], f"{path}.note", self.faults) if "note" in raw else None
        values: dict[str, tuple[str, ...]] = {}
        for field, labels in raw.items():
            if field == "note":
                continue
            if field not in target.fields:
                self.faults.add(f"{path}.{field}", f"is not a field of {target.title}")
                continue
            values[field] = texts(labels, f"{path}.{field}", self.faults)
            for label in values[field]:
                if label not in target.fields[field]:
                    self.faults.add(f"{path}.{field}", f"{label!r} is not a value of {target.title}")
        if not values:
            self.faults.add(path, "maps to no field")
        return Crosswalk(MappingProxyType(values), note)


def _cues(raw: object, path: str, faults: Faults) -> tuple[str, ...]:
    cues = texts(raw, path, faults)
    for index, cue in enumerate(cues):
        problem = cue_problem(cue)
        if problem:
            faults.add(f"{path}[{index}]", f"{cue!r} {problem}")
    for cue in repeated(cues):
        faults.add(path, f"{cue!r} is listed twice")
    return cues


def cue_problem(cue: str) -> str | None:
    """Why a cue phrase can never match as meant, or ``None``."""
    if cue != cue.lower():
        return "has upper case"
    if cue != " ".join(cue.split()):
        return "has a space too many"
    slots = cue.split(" ")
    if slots[0] == "~" or slots[-1] == "~":
        return "begins or ends with a gap"
    for word in (w for slot in slots if slot != "~" for w in slot.split("|")):
        if not _CUE_WORD.fullmatch(word):
            return f"has {word!r}, which is not a word (write a hyphen as a space)"
        if word.rstrip("*").endswith("'s"):
            return f"has {word!r}, but words are compared without a possessive ending"
    return None


def _families(raw: object, faults: Faults) -> dict[str, str]:
    path = "event_types.yaml: families"
    if not isinstance(raw, dict) or not raw:
        faults.add(path, "must be a mapping from family to definition")
        return {}
    return {str(name): sentence(text, f"{path}.{name}", faults) for name, text in raw.items()}


def _crosswalk_targets(raw: dict[str, Any], faults: Faults) -> dict[str, CrosswalkTarget]:
    data = keyed(raw, _TARGETS_FILE, faults, required=("targets",), join=": ").get("targets")
    if not isinstance(data, dict):
        return {}
    found = {}
    for name, target in data.items():
        path = f"{_TARGETS_FILE}: targets.{name}"
        body = keyed(target, path, faults, required=("title", "fields"))
        fields = body.get("fields")
        if not isinstance(fields, dict):
            faults.add(f"{path}.fields", "must be a mapping from field to values")
            fields = {}
        found[str(name)] = CrosswalkTarget(
            name=str(name),
            title=sentence(body.get("title", "-"), f"{path}.title", faults),
            fields=MappingProxyType(
                {str(f): _labels(v, f"{path}.fields.{f}", faults) for f, v in fields.items()}
            ),
        )
    return found


def _labels(raw: object, path: str, faults: Faults) -> Mapping[str, str | int | None]:
    if isinstance(raw, dict):
        return MappingProxyType({str(label): code for label, code in raw.items()})
    return MappingProxyType(dict.fromkeys(texts(raw, path, faults)))


def keyed(
    raw: object,
    path: str,
    faults: Faults,
    *,
    required: tuple[str, ...],
    optional: tuple[str, ...] = (),
    join: str = ".",
) -> dict[str, Any]:
    """``raw`` as a mapping; unknown and missing keys are noted."""
    if not isinstance(raw, dict):
        faults.add(path, "must be a mapping")
        return {}
    for key in raw:
        if key not in required and key not in optional:
            faults.add(f"{path}{join}{key}", "is not a known key")
    for key in required:
        if key not in raw:
            faults.add(f"{path}{join}{key}", "is missing")
    return raw


def sentence(raw: object, path: str, faults: Faults) -> str:
    """``raw`` as a text that says something; white space is evened out."""
    if not isinstance(raw, str) or not raw.strip():
        faults.add(path, "is empty" if raw is None or raw == "" else "must be a text that says something")
        return ""
    return " ".join(raw.split())


def texts(raw: object, path: str, faults: Faults) -> tuple[str, ...]:
    """``raw`` as a tuple of texts; anything else in it is noted with its index."""
    if not isinstance(raw, list):
        faults.add(path, "must be a list")
        return ()
    for index, item in enumerate(raw):
        if not isinstance(item, str) or not item.strip():
            faults.add(f"{path}[{index}]", f"{item!r} is not a text (quote it)")
    return tuple(item for item in raw if isinstance(item, str) and item.strip())


def repeated(items: Iterable[str]) -> list[str]:
    """The items that occur more than once, in order of first occurrence."""
    counts: dict[str, int] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return [item for item, count in counts.items() if count > 1]
