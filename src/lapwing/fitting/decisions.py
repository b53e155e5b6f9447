"""A user's reviewed documents: read, checked for what fitting needs, and split into two parts by their ids."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.errors import FittingError, GoldError
from lapwing.evaluation import CodedDocument, CodedEvent, read_coded
from lapwing.fitting.cases import Gold, Row

LEAST_HELD_BACK = 5  # documents; with fewer, one of them decides
_LEAST_FITTED = 5
_SHARE = 0.25  # of the documents is held back
_TOLLS = ("killed", "injured", "detained")
_LISTED_FAULTS = 10


@dataclass(frozen=True)
class Decided:
    """One reviewed document: ``row`` as fitting reads it, ``coded`` as the scorer does."""

    row: Row
    coded: CodedDocument

    @property
    def held_back(self) -> bool:
        """Whether it is kept for judging. Its id alone decides, so it never changes sides."""
        digest = hashlib.sha256(self.coded.doc_id.encode("utf-8", "surrogatepass")).digest()
        return digest[0] < 256 * _SHARE


def read_decisions(paths: Sequence[Path]) -> list[Decided]:
    """The documents of ``.jsonl`` files in the scorer's format.

    Raises :class:`~lapwing.errors.GoldError` where a file cannot be read, a document occurs twice, or one has
    no text, an impossible date, or an event without the words that report it; it names what it found.
    """
    found: dict[str, Decided] = {}
    faults: list[str] = []
    for path in paths:
        rows = {coded.doc_id: coded for coded in read_coded(path)}
        for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
            data = json.loads(line)
            coded = rows[data["doc_id"]]
            if coded.doc_id in found:
                faults.append(f"{coded.doc_id}: it stands in two of the files")
            faults.extend(f"{coded.doc_id}: {fault}" for fault in _faults(data, coded))
            found[coded.doc_id] = Decided(_row(data, coded), coded)
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults[:_LISTED_FAULTS])
        raise GoldError(
            f"The decisions cannot be learned from ({len(faults)} faults):\n{listed}",
            hint="docs/training.md says what a decided document needs.",
        )
    return list(found.values())


def split(decided: Sequence[Decided]) -> tuple[list[Decided], list[Decided]]:
    """The documents to fit on and those held back, about one in four.

    Raises :class:`~lapwing.errors.FittingError` where one of the parts is too small to mean anything.
    """
    held = [one for one in decided if one.held_back]
    fitted = [one for one in decided if not one.held_back]
    if len(held) < LEAST_HELD_BACK or len(fitted) < _LEAST_FITTED:
        raise FittingError(
            f"There are too few documents: of {len(decided)}, {len(held)} would be held back to judge the"
            f" result and {len(fitted)} fitted on; each needs {LEAST_HELD_BACK} or more.",
            hint="Review more articles (thirty are mostly enough to begin, some hundreds are better).",
        )
    for part, name in ((held, "held back"), (fitted, "to fit on")):
        if not any(not event.optional for one in part for event in one.coded.events):
            raise FittingError(
                f"None of the {len(part)} documents {name} has an event.",
                hint="Add reviewed articles that report events.",
            )
    return fitted, held


def fingerprint(decided: Sequence[Decided]) -> str:
    """The SHA-256 of the documents as fitting reads them, whatever their order."""
    lines = sorted(json.dumps(one.row, sort_keys=True, ensure_ascii=False) for one in decided)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _faults(data: dict[str, Any], coded: CodedDocument) -> Iterator[str]:
    if not coded.text.strip():
        yield "it has no text"
    published = data.get("published")
    if published and _day(published) is None:
        yield f"published is no date of the form 2024-01-31: {published!r}"
    for event in coded.events:
        spans = [span for span in event.evidence if span.field == "event"]
        if not spans:
            yield f"event {event.event_id}: no evidence for the field 'event'"
        elif any(not 0 <= span.start < span.end <= len(coded.text) for span in spans):
            yield f"event {event.event_id}: evidence outside the text"


def _day(published: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(published)
    except (TypeError, ValueError):
        return None


def _row(data: dict[str, Any], coded: CodedDocument) -> Row:
    """The document with the values that the scorer compares, so that both go by the same."""
    given = data.get("events") or []
    return {
        "doc_id": coded.doc_id,
        "published": data.get("published"),
        "title": data.get("title"),
        "url": data.get("url"),
        "text": coded.text,
        "events": [_gold(event, raw.get("place")) for event, raw in zip(coded.events, given, strict=True)],
    }


def _gold(event: CodedEvent, place: str | None) -> Gold:
    gold: Gold = event.model_dump(mode="json")
    gold["unscored"] = sorted(event.unscored)
    gold["place"] = place
    if event.window is not None:
        gold["date_start"], gold["date_end"] = (day.isoformat() for day in event.window)
    for name in _TOLLS:
        gold[name] = None if gold[name] is None else {"best": gold[name]}
    return gold
