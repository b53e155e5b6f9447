"""Coded documents for tests, in one line each."""

from typing import Any


def event(kind: str = "attack", **fields: Any) -> dict[str, Any]:
    base = {
        "event_id": "e",
        "type": kind,
        "outcome": "completed",
        "certainty": "asserted",
        "evidence": [{"field": "event", "start": 0, "end": 10}],
    }
    return base | fields


def document(
    *events: dict[str, Any], doc_id: str = "d", text: str = "A bomb went off in the square."
) -> dict:
    return {"doc_id": doc_id, "published": "2024-01-15", "text": text, "events": list(events)}


def at(start: int, end: int) -> list[dict[str, Any]]:
    return [{"field": "event", "start": start, "end": end}]
