"""Hand-coded articles for training: JSON Lines with offsets, or YAML with quotes that become offsets.

The YAML form is for writing by hand: an event's ``quote`` (one or several) stands verbatim in the text, an
omitted field has its default, a toll may be one number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from lapwing.errors import GoldError
from lapwing.records import Event

Row = dict[str, Any]
_TOLLS = ("killed", "injured", "detained")
_EMPTY: Row = {
    "modes": [], "outcome": "completed", "certainty": "asserted", "attributed_to": None, "date_start": None,
    "date_end": None, "date_precision": "unknown", "place": None, "country": None, "lat": None, "lon": None,
    "actors": [], "targets": [], "target_types": [], "group": None, "group_link": None, "killed": None,
    "injured": None, "detained": None, "links": [], "optional": False, "unscored": [],
}  # fmt: skip


def read(paths: Iterable[Path]) -> list[Row]:
    """All articles of the files, in the scorer's format; raises ``GoldError`` with every fault found."""
    rows: list[Row] = []
    faults: list[str] = []
    for path in paths:
        if path.suffix == ".jsonl":
            rows.extend(
                json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()
            )
        else:
            documents = yaml.safe_load(path.read_text(encoding="utf-8"))["documents"]
            rows.extend(_row(document, path, faults) for document in documents)
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise GoldError(f"{len(faults)} faults in the training articles:\n{listed}")
    return rows


def _row(document: Row, path: Path, faults: list[str]) -> Row:
    text = document["text"]
    where = f"{path.name}: {document['doc_id']}"
    events = [
        event(item, text, f"{where}: {item.get('id')}", faults) for item in document.get("events") or []
    ]
    published = document.get("published")
    return {
        "doc_id": document["doc_id"],
        "published": str(published) if published else None,
        "title": document.get("title"),
        "text": text,
        "events": events,
    }


def event(given: Row, text: str, where: str, faults: list[str]) -> Row:
    """One hand-coded event with defaults filled in and quotes made offsets; what is wrong goes to ``faults``."""
    made = {**_EMPTY, **{name: value for name, value in given.items() if name not in ("id", "quote")}}
    made["event_id"] = given.get("id")
    for name in ("date_start", "date_end"):
        made[name] = str(made[name]) if made[name] else None
    if made["date_start"]:
        made["date_end"] = made["date_end"] or made["date_start"]
        if made["date_precision"] == "unknown":
            made["date_precision"] = "day" if made["date_start"] == made["date_end"] else "range"
    for name in _TOLLS:
        if isinstance(made[name], int):
            made[name] = {"low": made[name], "best": made[name], "high": made[name]}
    made["evidence"] = _evidence(given.get("quote"), text, where, faults)
    _check(made, where, faults)
    return made


def _evidence(quotes: str | list[str] | None, text: str, where: str, faults: list[str]) -> list[Row]:
    found = []
    for quote in [quotes] if isinstance(quotes, str) else quotes or []:
        start = text.find(quote)
        if start < 0 or not quote:
            faults.append(f"{where}: not in the text: {quote!r}")
            continue
        found.append({"field": "event", "start": start, "end": start + len(quote)})
    if not found:
        faults.append(f"{where}: no quote")
    return found


def _check(event: Row, where: str, faults: list[str]) -> None:
    """The record itself says which values are allowed."""
    fields = {name: event[name] for name in event if name not in ("optional", "unscored", "evidence")}
    try:
        Event(doc_id="check", **fields)
    except ValueError as error:
        faults.append(f"{where}: {error}")
