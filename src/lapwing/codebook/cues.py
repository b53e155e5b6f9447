"""The coder's cue words: ``cues.yaml`` read into phrase finders."""

from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml

from lapwing.records import EventType
from lapwing.text import Phrases

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _tables() -> dict[str, Any]:
    raw = (files("lapwing.codebook") / "cues.yaml").read_text(encoding="utf-8")
    return cast("dict[str, Any]", yaml.load(raw, Loader=_LOADER))  # noqa: S506 - a safe loader


def cue_words() -> dict[str, list[str]]:
    """The trigger phrases of every event type, as they stand in ``cues.yaml``."""
    return {kind: list(phrases) for kind, phrases in _tables()["triggers"].items()}


@cache
def triggers() -> Phrases[tuple[EventType, str]]:
    """A finder of triggers; each find says the event type and the phrase it is listed under."""
    return Phrases(
        [
            (phrase, (cast("EventType", kind), phrase))
            for kind, listed in cue_words().items()
            for phrase in listed
        ]
    )


@cache
def contexts() -> Phrases[str]:
    """A finder of context words; each find names the class, such as ``hypothetical`` or ``armed``."""
    tables = _tables()
    return Phrases(
        [
            (phrase, name)
            for section in ("actors", "contexts")
            for name, listed in tables[section].items()
            for phrase in listed
        ]
    )
