"""The codebook as frozen records: entries, their crosswalks, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What an entry becomes in one outside codebook.

    ``values`` maps the outside field to its labels, the usual one first. It is empty when the outside
    codebook cannot say it; then ``note`` gives the reason.
    """

    values: Mapping[str, tuple[str, ...]]
    note: str | None = None

    @property
    def expressible(self) -> bool:
        """Whether the outside codebook has a value for it."""
        return bool(self.values)


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a closed vocabulary. ``cues`` follow the syntax of :class:`lapwing.text.Phrases`."""

    name: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    example: str
    cues: tuple[str, ...]
    crosswalk: Mapping[str, Crosswalk]
    family: str | None = None


@dataclass(frozen=True, slots=True)
class CrosswalkTarget:
    """An outside codebook: its title and, for each field, the labels with their codes.

    The code is ``None`` where the label is itself what is written; for ACLED it is the event type that a
    sub-event type stands under.
    """

    name: str
    title: str
    fields: Mapping[str, Mapping[str, str | int | None]]


@dataclass(frozen=True)
class Codebook:
    """All closed vocabularies of an event, each a mapping from name to entry in the order of the files.

    ``version`` is 12 hex digits of a hash of all YAML files; runs are stamped with it.
    """

    version: str
    folder: Path
    families: Mapping[str, str]
    event_types: Mapping[str, Entry]
    modes: Mapping[str, Entry]
    target_types: Mapping[str, Entry]
    outcomes: Mapping[str, Entry]
    certainties: Mapping[str, Entry]
    group_links: Mapping[str, Entry]
    relations: Mapping[str, Entry]
    date_precisions: Mapping[str, Entry]
    place_precisions: Mapping[str, Entry]
    crosswalk_targets: Mapping[str, CrosswalkTarget]

    def family(self, event_type: str) -> str:
        """The family of an event type, such as ``violence`` for ``attack``."""
        family = self.event_types[event_type].family
        assert family is not None  # the schema check refuses a type without one
        return family

    def vocabularies(self) -> dict[str, Mapping[str, Entry]]:
        """Every vocabulary under the name of its section in the YAML files."""
        return {
            "event_types": self.event_types,
            "modes": self.modes,
            "target_types": self.target_types,
            "outcomes": self.outcomes,
            "certainties": self.certainties,
            "group_links": self.group_links,
            "relations": self.relations,
            "date_precisions": self.date_precisions,
            "place_precisions": self.place_precisions,
        }
