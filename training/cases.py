"""Hand-coded articles, read: what the training of every coder starts from."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing.coding.reading import Reading, Trigger, read_closely
from lapwing.records import Document, Span
from training import corpus
from training.corpus import Row
from training.standoff import read_lines

Gold = dict[str, Any]
Read = Callable[[Document], Reading]


@dataclass
class Case:
    """One hand-coded article, read."""

    reading: Reading
    gold: list[Gold]
    fold: int
    weight: float = 1.0


def load(paths: Sequence[Path], folds: int, read: Read = read_closely) -> list[Case]:
    """Read every article once; its fold depends on its id alone."""
    return [case(row, folds, read) for row in corpus.read(paths)]


def case(row: Row, folds: int, read: Read = read_closely) -> Case:
    """One article in the scorer's format, read."""
    published = dt.date.fromisoformat(row["published"]) if row.get("published") else None
    document = Document(
        doc_id=row["doc_id"],
        text=row["text"],
        title=row.get("title"),
        published=published,
        url=row.get("url"),
    )
    return Case(read(document), row["events"], zlib.crc32(row["doc_id"].encode()) % folds)


# Articles sorted as without events, and how much they teach: of 24 "hard" ones that were coded, 17 had none.
POOL_WEIGHTS = {"negative": 1.0, "hard_negative": 0.6}


def without_events(pool: Path, apart: Iterable[str], folds: int, read: Read = read_closely) -> list[Case]:
    """Articles of the pool that were sorted as holding no event, without the texts kept ``apart``."""
    known = {_opening(text) for text in apart}
    cases = []
    for row in read_lines(pool):
        weight = POOL_WEIGHTS.get(row.get("bucket", ""))
        if weight is not None and _opening(row["text"]) not in known:
            quiet = case({**row, "events": []}, folds, read)
            quiet.weight = weight
            cases.append(quiet)
    return cases


def _opening(text: str) -> str:
    return " ".join(text.split())[:120]


def quotes(event: Gold) -> list[Span]:
    """The spans that a gold event was coded from."""
    return [Span(start=e["start"], end=e["end"]) for e in event["evidence"] if e["field"] == "event"]


def coded_by(case: Case, trigger: Trigger) -> list[Gold]:
    """The gold events of the trigger's type whose quotes cover it."""
    return [
        e for e in case.gold if e["type"] == trigger.kind and any(q.overlaps(trigger.span) for q in quotes(e))
    ]
