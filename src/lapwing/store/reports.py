"""The accounts of reports with their blocks: the index by which linking finds what a report may belong with.

All of it can be dropped and worked out again. An account is bytes here; what they say is the linker's matter.
A document without events leaves one empty row, which says that it was looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from lapwing.records import Document, EventKey, Witness
from lapwing.store import pending, schema
from lapwing.store.connect import parts

_NONE = ""  # the event id of a document without events


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """What is kept of one report: its key, its account as bytes, and the blocks that it stands in."""

    key: EventKey
    features: bytes
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A document as linking sees it.

    ``stored`` is its place in the order in which the store received documents. ``digest`` changes with its
    text, its coding, the decisions on it and the witness that it belongs to.
    """

    stored: int
    digest: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a report was put: the names of its component and of its incident."""

    component: str
    incident_id: str


class Reports:
    """The index as it can be read."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def stale(self, scheme: str) -> list[str]:
        """The documents whose accounts are missing or out of date, in the order of the store."""
        reports, codings = schema.reports, schema.codings
        current = sa.and_(
            reports.c.doc_id == codings.c.doc_id,
            reports.c.digest == _digest(),
            reports.c.scheme == scheme,
            sa.or_(reports.c.component.is_not(None), reports.c.event_id == _NONE),
        )
        fresh = sa.exists(sa.select(reports.c.doc_id).where(current).correlate_except(reports))
        asked = _states(sa.select(codings.c.doc_id, _stored().label("stored"))).where(~fresh)
        if not self._linked_otherwise(scheme):
            asked = asked.where(codings.c.doc_id.in_(pending.awaiting("link")))
        return list(self._connection.execute(asked.order_by("stored")).scalars())

    def _linked_otherwise(self, scheme: str) -> bool:
        """Whether there are accounts of another scheme."""
        table = schema.reports
        # Two ranges and not "unlike", which no index finds.
        other = sa.select(table.c.number).where(sa.or_(table.c.scheme < scheme, table.c.scheme > scheme))
        return self._connection.execute(other.limit(1)).first() is not None

    def states(self, doc_ids: Collection[str]) -> dict[str, State]:
        """The documents' present states; a document that is not in the store has none."""
        codings = schema.codings
        asked = _states(sa.select(codings.c.doc_id, _stored().label("stored"), _digest().label("digest")))
        found: dict[str, State] = {}
        for part in parts(doc_ids):
            for row in self._connection.execute(asked.where(codings.c.doc_id.in_(part))):
                found[row.doc_id] = State(row.stored, row.digest)
        return found

    def keys(self, doc_ids: Collection[str]) -> set[EventKey]:
        """The reports that are kept of these documents."""
        table = schema.reports
        asked = sa.select(table.c.doc_id, table.c.event_id).where(table.c.event_id != _NONE)
        return {
            (row.doc_id, row.event_id)
            for part in parts(doc_ids)
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part)))
        }

    def accounts(self, keys: Collection[EventKey]) -> dict[EventKey, bytes]:
        """The accounts of these reports."""
        wanted = frozenset(keys)
        return {key: features for key, features in self._of({key[0] for key in keys}) if key in wanted}

    def sharing(self, blocks: Collection[int]) -> Iterator[bytes]:
        """Every account that stands in one of the blocks, once."""
        table, standing = schema.reports, schema.blocks
        found: set[int] = set()
        for part in parts(blocks):
            within = sa.select(standing.c.report).where(standing.c.block.in_(part)).distinct()
            found.update(self._connection.execute(within).scalars())
        for numbers in parts(found):
            asked = sa.select(table.c.features).where(table.c.number.in_(numbers))
            yield from self._connection.execute(asked).scalars().all()

    def components_of(self, keys: Collection[EventKey]) -> dict[EventKey, str]:
        """The names of the components of those keys that have one."""
        table = schema.reports
        wanted = frozenset(keys)
        asked = sa.select(table.c.doc_id, table.c.event_id, table.c.component).where(
            table.c.component.is_not(None)
        )
        return {
            (row.doc_id, row.event_id): row.component
            for part in parts({doc_id for doc_id, _ in keys})
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part)))
            if (row.doc_id, row.event_id) in wanted
        }

    def members(self, components: Collection[str]) -> Iterator[bytes]:
        """The accounts of the components."""
        table = schema.reports
        for part in parts(components):
            asked = sa.select(table.c.features).where(table.c.component.in_(part))
            yield from self._connection.execute(asked).scalars().all()

    def placed(self, components: Collection[str]) -> dict[EventKey, Placed]:
        """Where the reports of the components were put."""
        table = schema.reports
        asked = sa.select(table.c.doc_id, table.c.event_id, table.c.component, table.c.incident_id)
        return {
            (row.doc_id, row.event_id): Placed(row.component, row.incident_id)
            for part in parts(components)
            for row in self._connection.execute(asked.where(table.c.component.in_(part)))
        }

    def documents(self, doc_ids: Collection[str]) -> dict[str, Document]:
        """The documents as they stand."""
        table = schema.documents
        asked = sa.select(table.c.text, table.c.record).where(table.c.superseded_by.is_(None))
        found = (
            Document.model_validate({**row.record, "text": row.text})
            for part in parts(doc_ids)
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part)))
        )
        return {document.doc_id: document for document in found}

    def witnesses(self, doc_ids: Collection[str]) -> dict[str, Witness]:
        """The witnesses that the documents belong to, of those for which that was worked out."""
        signatures, witnesses = schema.signatures, schema.witnesses
        asked = sa.select(signatures.c.doc_id, witnesses.c.record).join(
            witnesses, witnesses.c.witness_id == signatures.c.witness_id
        )
        return {
            row.doc_id: Witness.model_validate(row.record)
            for part in parts(doc_ids)
            for row in self._connection.execute(asked.where(signatures.c.doc_id.in_(part)))
        }

    def sources(self, doc_ids: Collection[str]) -> dict[str, str]:
        """The name of the source that a document was last collected from, where it was not added by hand."""
        table = schema.captures
        asked = sa.select(table.c.doc_id, table.c.source).where(table.c.source != "").order_by(table.c.number)
        return {
            row.doc_id: row.source
            for part in parts(doc_ids)
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part)))
        }

    def _of(self, doc_ids: Collection[str]) -> Iterator[tuple[EventKey, bytes]]:
        table = schema.reports
        asked = sa.select(table.c.doc_id, table.c.event_id, table.c.features)
        for part in parts(doc_ids):
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part))):
                yield (row.doc_id, row.event_id), row.features


class WritableReports(Reports):
    """The index within a unit of work."""

    def put(self, doc_id: str, state: State, scheme: str, accounts: Iterable[StoredAccount]) -> None:
        """Makes these the accounts of the document; what was kept of it before is dropped."""
        self.drop([doc_id])
        held = list(accounts) or [StoredAccount((doc_id, _NONE), b"")]
        rows = [
            {
                "doc_id": doc_id,
                "event_id": account.key[1],
                "stored": state.stored,
                "scheme": scheme,
                "digest": state.digest,
                "features": account.features,
            }
            for account in held
        ]
        self._connection.execute(sa.insert(schema.reports), rows)
        numbers = self._numbers(doc_id)
        standing = [
            {"block": block, "report": numbers[account.key[1]]}
            for account in held
            for block in account.blocks
        ]
        if standing:
            self._connection.execute(sa.insert(schema.blocks), standing)
        pending.strike(self._connection, "link", [doc_id])

    def place(self, places: Mapping[EventKey, Placed]) -> None:
        """Writes down the component and the incident of each report."""
        if not places:
            return
        table = schema.reports
        here = sa.and_(table.c.doc_id == sa.bindparam("doc"), table.c.event_id == sa.bindparam("event"))
        rows = [
            {"doc": doc_id, "event": event_id, "component": put.component, "incident_id": put.incident_id}
            for (doc_id, event_id), put in places.items()
        ]
        self._connection.execute(sa.update(table).where(here), rows)

    def drop(self, doc_ids: Collection[str]) -> None:
        """Drops what is kept of these documents."""
        table, standing = schema.reports, schema.blocks
        for part in parts(doc_ids):
            gone = sa.select(table.c.number).where(table.c.doc_id.in_(part))
            self._connection.execute(sa.delete(standing).where(standing.c.report.in_(gone)))
            self._connection.execute(sa.delete(table).where(table.c.doc_id.in_(part)))
        pending.note(self._connection, "link", doc_ids)

    def drop_all(self) -> None:
        """Drops the whole index."""
        for table in (schema.blocks, schema.reports):
            self._connection.execute(sa.delete(table))
        pending.note_all(self._connection, "link")

    def _numbers(self, doc_id: str) -> dict[str, int]:
        """The numbers of the document's reports by the ids of their events."""
        table = schema.reports
        asked = sa.select(table.c.event_id, table.c.number).where(table.c.doc_id == doc_id)
        return {row.event_id: row.number for row in self._connection.execute(asked)}


def _states(asked: sa.Select[Any]) -> sa.Select[Any]:
    """``asked`` of the live codings, with what a state is made of."""
    codings, documents = schema.codings, schema.documents
    signatures, witnesses = schema.signatures, schema.witnesses
    return (
        asked.select_from(codings)
        .join(documents, documents.c.document_id == codings.c.document_id)
        .join(signatures, signatures.c.doc_id == codings.c.doc_id, isouter=True)
        .join(witnesses, witnesses.c.witness_id == signatures.c.witness_id, isouter=True)
        .where(codings.c.superseded_by.is_(None))
    )


def _digest() -> sa.ColumnElement[str]:
    """What accounts depend on, in one text: two that differ say that the document must be looked at again."""
    subjects, witnesses = schema.decision_subjects, schema.witnesses
    decided = (
        sa.select(sa.func.max(subjects.c.number))
        .where(subjects.c.doc_id == schema.codings.c.doc_id)
        .correlate(schema.codings)
        .scalar_subquery()
    )
    told = (
        schema.codings.c.digest,
        schema.documents.c.digest,
        sa.func.coalesce(sa.cast(decided, sa.Text), ""),
        sa.func.coalesce(schema.signatures.c.witness_id, ""),
        sa.func.coalesce(sa.cast(witnesses.c.record["superseded"], sa.Text), ""),
    )
    joined: sa.ColumnElement[str] = told[0]
    for part in told[1:]:
        joined = joined + " " + part
    return joined


def _stored() -> sa.ScalarSelect[int]:
    """The number of the first version of a document: its place in the order of the store for good."""
    first = schema.documents.alias("first")
    return (
        sa.select(sa.func.min(first.c.document_id))
        .where(first.c.doc_id == schema.codings.c.doc_id)
        .correlate(schema.codings)
        .scalar_subquery()
    )
