"""What the public sets share: their mapping tables, and events in the scorer's format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lapwing.errors import GoldError
from lapwing.records import Event, Evidence, Span, event_json
from training.corpus import Row

# Every field whose value a set may leave open, under the scorer's names.
FIELDS = (
    "modes", "outcome", "certainty", "attributed_to", "date", "place", "country", "actors", "targets",
    "target_types", "group", "group_link", "killed", "injured", "detained", "links",
)  # fmt: skip


@cache
def table(name: str) -> Row:
    """The mapping table ``name.yaml`` of this package."""
    loaded: Row = yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def row(doc_id: str, text: str, events: list[Row], labelled: list[str], published: str | None = None) -> Row:
    """An article; ``labelled`` are the types of which its set labels every event."""
    return {
        "doc_id": doc_id,
        "published": published,
        "title": None,
        "text": text,
        "events": events,
        "labelled": labelled,
    }


def event(
    values: dict[str, Any],
    said: Iterable[Span],
    *,
    unscored: Iterable[str],
    optional: bool = False,
    evidence: Iterable[Evidence] = (),
) -> Row:
    """An event with the codebook's defaults for what ``values`` leaves out.

    ``said`` are the spans that report it, ``evidence`` the spans of values. Raises ``GoldError`` when a value
    is none of the codebook's.
    """
    spans = [Evidence(field="event", start=s.start, end=s.end) for s in said]
    try:
        made = Event(**values, evidence=(*spans, *evidence))
    except ValueError as error:
        raise GoldError(f"{values.get('event_id')}: {error}") from error
    return {**event_json(made), "optional": optional, "unscored": sorted(unscored)}


def standing(phrase: str, text: str, start: int = 0, end: int | None = None) -> Span | None:
    """Where a phrase stands in the text as whole words, in whatever case; ``None`` when it does not."""
    pattern = r"\s+".join(re.escape(word) for word in phrase.split())
    if not pattern:
        return None
    found = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE).search(
        text, start, len(text) if end is None else end
    )
    return Span(start=found.start(), end=found.end()) if found else None


def begins(beginnings: Iterable[str], text: str) -> bool:
    """Whether a word or phrase of the text begins so, in whatever case."""
    listed = "|".join(re.escape(beginning) for beginning in beginnings)
    return re.search(rf"(?<!\w)(?:{listed})", text, re.IGNORECASE) is not None
