"""The coder's cue words: ``cues.yaml`` read into phrase finders."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml

from lapwing.codebook.actor_words import cue_read_alike
from lapwing.records import EventType
from lapwing.text import Phrases

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _tables() -> dict[str, Any]:
    raw = (files("lapwing.codebook") / "cues.yaml").read_text(encoding="utf-8")
    return cast("dict[str, Any]", yaml.load(raw, Loader=_LOADER))


def cue_words() -> dict[str, list[str]]:
    """The trigger phrases of every event type, as they stand in ``cues.yaml``."""
    return {kind: [*by["strong"], *by["plain"]] for kind, by in _tables()["triggers"].items()}


@dataclass(frozen=True, slots=True)
class TriggerCue:
    """A trigger phrase of ``cues.yaml``; ``strong`` ones are seldom said of anything but their type."""

    kind: EventType
    phrase: str
    strong: bool


@cache
def triggers() -> Phrases[TriggerCue]:
    """A finder of the trigger phrases of all event types, among words that are read alike (``actor_words``)."""
    return Phrases(
        [
            (cue_read_alike(phrase), TriggerCue(cast("EventType", kind), phrase, strength == "strong"))
            for kind, by in _tables()["triggers"].items()
            for strength, listed in by.items()
            for phrase in listed
        ]
    )


@cache
def contexts() -> Phrases[str]:
    """A finder of context words, among words that are read alike; each find names the class, such as ``armed``."""
    tables = _tables()
    return Phrases(
        [
            (cue_read_alike(phrase), name)
            for section in ("actors", "contexts")
            for name, listed in tables[section].items()
            for phrase in listed
        ]
    )
