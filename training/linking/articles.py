"""The development clusters as reports: articles with the event that each is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from lapwing.coding.coder import EventCoder, cue_coder, learned_coder
from lapwing.documents import read
from lapwing.records import RawItem, Report
from training.linking.leading import leading_event

_CHUNK = 50  # articles handed to a process at once


class Told(NamedTuple):
    """An article as a report, and the incident it is of. ``topic`` is ECB+'s."""

    report: Report
    incident: str
    topic: int | None


def reports(file: Path, *, processes: int = 2) -> list[Told]:
    """Every article of a cluster file that can be read, in the order of the file."""
    return reports_of(rows_of(file), processes=processes)


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The records of a file of the development clusters, articles or incidents."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def reports_of(rows: Sequence[dict[str, Any]], *, processes: int = 2, coder: str = "cues") -> list[Told]:
    """The articles of a cluster file that can be read, in their order, by the coder of that name."""
    chunks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    with ProcessPoolExecutor(processes) as pool:
        told = [one for chunk in pool.map(partial(_read_all, coder), chunks) for one in chunk]
    order = {row["doc_id"]: number for number, row in enumerate(rows)}
    return [
        one._replace(report=one.report.model_copy(update={"stored": order[one.report.document.doc_id]}))
        for one in told
    ]


def _read_all(coder: str, rows: Iterable[dict[str, Any]]) -> list[Told]:
    return list(_told(_coder(coder), rows))


def _told(coder: EventCoder, rows: Iterable[dict[str, Any]]) -> Iterator[Told]:
    for row in rows:
        document = read(_item(row)).document
        if document is not None:
            event = leading_event(coder, document)
            report = Report(event=event, document=document, witness=document.doc_id)
            yield Told(report, str(row["incident_id"]), row.get("topic"))


def _item(row: dict[str, Any]) -> RawItem:
    return RawItem(
        name=row["doc_id"],
        doc_id=row["doc_id"],
        data=row["text"].encode("utf-8", "replace"),
        media_type="text/plain; charset=utf-8",
        title=row.get("title") or row["text"].split("\n", 1)[0][:300],
        published=row.get("date"),
        url=row.get("url"),
    )


@cache
def _coder(name: str) -> EventCoder:
    return {"cues": cue_coder, "learned": learned_coder}[name]()
