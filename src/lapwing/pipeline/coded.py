"""Readings → what came of them: codings and issues in one stream, in the order of reading."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing import DEFAULT_CODER
from lapwing.pipeline.reading import read_paths
from lapwing.pipeline.workers import UNCODED, code_documents
from lapwing.records import Coding, Document, Issue

if TYPE_CHECKING:
    from lapwing.documents import Reading


@dataclass(frozen=True)
class Coded:
    """What came of one item.

    ``document`` is ``None`` when it could not be read, ``coding`` when it was not coded. ``issues`` say why,
    and also hold the warnings of an item that was coded.
    """

    document: Document | None
    coding: Coding | None
    issues: tuple[Issue, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the item could not be read or coded; warnings alone do not refuse."""
        return self.coding is None and any(issue.severity == "refused" for issue in self.issues)


def code_paths(
    paths: Iterable[str | Path],
    *,
    published: dt.date | None = None,
    stdin: BinaryIO | None = None,
    coder: str = DEFAULT_CODER,
    least: float | None = None,
    gate: bool = True,
    workers: int = 1,
) -> Iterator[Coded]:
    """Everything at ``paths`` with its coding or the reason why it has none, in order.

    See :func:`~lapwing.pipeline.read_paths` for the paths and :func:`~lapwing.pipeline.code_documents` for
    the rest; raises ``CoderError`` for an unknown coder.
    """
    readings = read_paths(paths, published=published, stdin=stdin)
    return code_readings(readings, coder=coder, least=least, gate=gate, workers=workers)


def code_readings(
    readings: Iterable[Reading],
    *,
    coder: str,
    least: float | None = None,
    gate: bool = True,
    workers: int,
    unless: Callable[[Document], bool] = lambda _: False,
) -> Iterator[Coded]:
    """What came of each reading, in order; documents for which ``unless`` holds are passed on uncoded."""
    waiting: deque[Reading] = deque()

    def to_code() -> Iterator[Document]:
        for reading in readings:
            waiting.append(reading)
            if reading.document is not None and not unless(reading.document):
                yield reading.document

    coded_documents = code_documents(to_code(), coder=coder, least=least, gate=gate, workers=workers)
    for document, coding in coded_documents:
        while (reading := waiting.popleft()).document is not document:
            yield Coded(reading.document, None, reading.issues)
        coded = not any(issue.reason in UNCODED for issue in coding.issues)
        yield Coded(document, coding if coded else None, (*reading.issues, *coding.issues))
    for reading in waiting:
        yield Coded(reading.document, None, reading.issues)
