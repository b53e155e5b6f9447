"""Hand-coded articles, read: what the training of every coder starts from."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lapwing.coding.reading import Reading, Trigger, read_closely
from lapwing.records import Document, Span

Row = dict[str, Any]
Gold = dict[str, Any]
Read = Callable[[Document], Reading]


@dataclass
class Case:
    """One hand-coded article, read. ``labelled`` are the types that its set labels throughout, ``None`` for all."""

    reading: Reading
    gold: list[Gold]
    fold: int
    weight: float = 1.0
    labelled: frozenset[str] | None = None

    def silent_on(self, kind: str) -> bool:
        """Whether the set leaves the type unlabelled, so that no gold event of it says nothing."""
        return self.labelled is not None and kind not in self.labelled


def case(row: Row, folds: int, read: Read = read_closely) -> Case:
    """One article in the scorer's format, read."""
    labelled = frozenset(row["labelled"]) if "labelled" in row else None
    fold = zlib.crc32(row["doc_id"].encode()) % folds
    return Case(read(document_of(row)), row["events"], fold, labelled=labelled)


def document_of(row: Row) -> Document:
    """The article as a coder gets it."""
    return Document(
        doc_id=row["doc_id"],
        text=row["text"],
        title=row.get("title"),
        published=dt.date.fromisoformat(row["published"]) if row.get("published") else None,
        url=row.get("url"),
    )


def quotes(event: Gold) -> list[Span]:
    """The spans that a gold event was coded from."""
    return [Span(start=e["start"], end=e["end"]) for e in event["evidence"] if e["field"] == "event"]


def same_event(mine: Sequence[Gold], theirs: Sequence[Gold]) -> bool | None:
    """Whether two triggers share a gold event; ``None`` when the set does not say which mentions are one."""
    if any(e is other for e in mine for other in theirs):
        return True
    return None if any("identity" in e["unscored"] for e in (*mine, *theirs)) else False


def coded_by(case: Case, trigger: Trigger) -> list[Gold]:
    """The gold events of the trigger's type whose quotes cover it."""
    return [
        e for e in case.gold if e["type"] == trigger.kind and any(q.overlaps(trigger.span) for q in quotes(e))
    ]
