"""What was collected, as the store knows it: each item once, whether it was read, and what it became."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from lapwing.records import Capture
from lapwing.store import schema
from lapwing.store.connect import insert_new

_AT_ONCE = 500  # ids in one question; SQLite takes no more than 32,766


@dataclass(frozen=True)
class StoredCapture:
    """A capture in the store. ``number`` gives the order of arrival.

    ``read`` says whether an attempt to read it has come to an end, ``doc_id`` which document it became.
    """

    number: int
    capture: Capture
    doc_id: str | None
    read: bool


@dataclass(frozen=True)
class SourceCount:
    """How much a source gave: items, documents that they became, items not read yet, and the latest (UTC)."""

    captures: int
    documents: int
    waiting: int
    last_retrieved: dt.datetime | None


class Captures:
    """Questions about what was collected."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def known(self, capture_ids: Iterable[str]) -> dict[str, StoredCapture]:
        """Those of the ids that the store has, with their captures."""
        ids = list(dict.fromkeys(capture_ids))
        found: dict[str, StoredCapture] = {}
        for start in range(0, len(ids), _AT_ONCE):
            asked = schema.captures.c.capture_id.in_(ids[start : start + _AT_ONCE])
            found |= {one.capture.capture_id: one for one in self._where(asked)}
        return found

    def numbered(self, numbers: Sequence[int]) -> list[StoredCapture]:
        """The captures with these numbers, in the order given."""
        found: dict[int, StoredCapture] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            asked = schema.captures.c.number.in_(numbers[start : start + _AT_ONCE])
            found |= {one.number: one for one in self._where(asked)}
        return [found[number] for number in numbers if number in found]

    def waiting(self, *, after: int = 0, limit: int = 100, source: str | None = None) -> list[StoredCapture]:
        """The next captures that were not read yet, in order of arrival, from those after number ``after``."""
        table = schema.captures
        asked = sa.and_(table.c.read_by.is_(None), table.c.number > after)
        if source is not None:
            asked = sa.and_(asked, table.c.source == source)
        return self._where(asked, limit=limit)

    def of_document(self, doc_id: str) -> list[StoredCapture]:
        """What the document was read from, oldest first; several when it was collected more than once."""
        return self._where(schema.captures.c.doc_id == doc_id)

    def every(self) -> Iterator[StoredCapture]:
        """Every capture, in order of arrival; read as they are consumed."""
        asked = sa.select(schema.captures).order_by(schema.captures.c.number)
        with self._connection.execute(asked, execution_options={"yield_per": _AT_ONCE}) as rows:
            for row in rows:
                yield _stored(row)

    def latest(self, name: str) -> StoredCapture | None:
        """The newest capture of this path or address."""
        table = schema.captures
        row = self._connection.execute(
            sa.select(table).where(table.c.name == name).order_by(table.c.number.desc()).limit(1)
        ).one_or_none()
        return None if row is None else _stored(row)

    def to_read_again(self) -> list[int]:
        """The numbers of all captures that a better reader should see, in the order to read them in.

        Of each document the capture that it was last read from; then those that became no document.
        """
        table = schema.captures
        rank = sa.func.row_number().over(
            partition_by=table.c.doc_id, order_by=(table.c.read_by.desc(), table.c.number.desc())
        )
        ranked = (
            sa.select(table.c.number, rank.label("rank"))
            .where(table.c.doc_id.is_not(None), table.c.read_by.is_not(None))
            .subquery()
        )
        became = sa.select(ranked.c.number).where(ranked.c.rank == 1).order_by(ranked.c.number)
        others = sa.select(table.c.number).where(table.c.doc_id.is_(None)).order_by(table.c.number)
        return [number for asked in (became, others) for number in self._connection.execute(asked).scalars()]

    def by_source(self) -> dict[str, SourceCount]:
        """How much each source gave, by its name; what was added by hand stands under the empty name."""
        table = schema.captures
        waits = sa.case((table.c.read_by.is_(None), 1), else_=0)
        asked = sa.select(
            table.c.source,
            sa.func.count(),
            sa.func.count(table.c.doc_id.distinct()),
            sa.func.sum(waits),
            sa.func.max(table.c.retrieved),
        )
        rows = self._connection.execute(asked.group_by(table.c.source).order_by(table.c.source))
        return {
            source: SourceCount(captures, documents, int(waiting), last)
            for source, captures, documents, waiting, last in rows
        }

    def _where(self, asked: sa.ColumnElement[bool], *, limit: int | None = None) -> list[StoredCapture]:
        table = schema.captures
        rows = self._connection.execute(sa.select(table).where(asked).order_by(table.c.number).limit(limit))
        return [_stored(row) for row in rows]


class WritableCaptures(Captures):
    """Captures within a unit of work: they are added and marked as read, never changed or deleted."""

    def put(self, captures: Iterable[Capture], *, run_id: int) -> None:
        """Adds the captures that the store does not know yet."""
        rows = [
            {
                "capture_id": capture.capture_id,
                "source": capture.source,
                "name": capture.name,
                "retrieved": capture.retrieved,
                "sha256": capture.sha256,
                "record": capture.model_dump(mode="json"),
                "added_by": run_id,
            }
            for capture in captures
        ]
        insert_new(self._connection, schema.captures, rows)

    def mark_read(self, capture_id: str, *, doc_id: str | None, run_id: int) -> None:
        """Notes that the run read the capture, and which document it became.

        With ``doc_id`` ``None`` it became none; a document that it had become before stays noted.
        """
        table = schema.captures
        values: dict[str, object] = {"read_by": run_id}
        if doc_id is not None:
            values["doc_id"] = doc_id
        self._connection.execute(sa.update(table).where(table.c.capture_id == capture_id).values(values))


def _stored(row: sa.Row[tuple[object, ...]]) -> StoredCapture:
    return StoredCapture(
        number=row.number,
        capture=Capture.model_validate(row.record),
        doc_id=row.doc_id,
        read=row.read_by is not None,
    )
