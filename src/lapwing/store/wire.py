"""Signatures, kinships and witnesses: the index by which a new document finds its copies and versions.

All of it can be dropped and worked out again. A signature is bytes here; what it says is the matter of
:mod:`lapwing.documents.wire`. A document whose live text or metadata is not the one that was signed is stale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.records import Kinship, Witness
from lapwing.store import pending, schema
from lapwing.store.connect import parts


@dataclass(frozen=True, slots=True)
class StoredSignature:
    """What is kept of one document: its signature as bytes, and the strings under which it is found.

    ``digest`` is that of the document that was signed, ``scheme`` names how, ``exact`` is the hash of its words.
    """

    doc_id: str
    digest: str
    scheme: str
    exact: str
    signature: bytes
    bands: tuple[str, ...] = ()


class Wire:
    """The index as it can be read."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def stale(self, scheme: str) -> list[str]:
        """The documents without a signature of this scheme and of their live version, in the store's order."""
        documents, signatures = schema.documents, schema.signatures
        first = documents.alias("first")
        stored = (
            sa.select(sa.func.min(first.c.document_id))
            .where(first.c.doc_id == documents.c.doc_id)
            .correlate(documents)
            .scalar_subquery()
        )
        current = sa.and_(
            signatures.c.doc_id == documents.c.doc_id,
            signatures.c.digest == documents.c.digest,
            signatures.c.scheme == scheme,
            signatures.c.witness_id.is_not(None),
        )
        fresh = sa.exists(sa.select(signatures.c.doc_id).where(current).correlate(documents))
        asked = sa.select(documents.c.doc_id).where(documents.c.superseded_by.is_(None), ~fresh)
        if not self._signed_otherwise(scheme):
            asked = asked.where(documents.c.doc_id.in_(pending.awaiting("witness")))
        return list(self._connection.execute(asked.order_by(stored)).scalars())

    def candidates(self, exact: str, bands: Collection[str], *, scheme: str) -> dict[str, bytes]:
        """The signatures of this scheme with the same exact hash or one of the bands, by document."""
        table, standing = schema.signatures, schema.bands
        asked = sa.select(table.c.doc_id, table.c.signature).where(table.c.scheme == scheme)
        questions = [asked.where(table.c.exact == exact)]
        for part in parts(bands):
            within = sa.select(standing.c.doc_id).where(standing.c.band.in_(part)).distinct()
            questions.append(asked.where(table.c.doc_id.in_(within)))
        return {
            row.doc_id: row.signature for question in questions for row in self._connection.execute(question)
        }

    def signatures(self, doc_ids: Collection[str]) -> dict[str, bytes]:
        """The signatures of these documents, of those that have one."""
        table = schema.signatures
        asked = sa.select(table.c.doc_id, table.c.signature)
        return {
            row.doc_id: row.signature
            for part in parts(doc_ids)
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part)))
        }

    def kinships(self, doc_ids: Collection[str]) -> list[Kinship]:
        """Every kinship of any of these documents, by the ids of the two, with the reasons."""
        table = schema.kinships
        found: dict[tuple[str, str], Kinship] = {}
        for part in parts(doc_ids):
            for column in (table.c.first, table.c.second):
                asked = sa.select(table.c.record).where(column.in_(part))
                for record in self._connection.execute(asked).scalars():
                    one = Kinship.model_validate(record)
                    found[one.first, one.second] = one
        return [found[pair] for pair in sorted(found)]

    def witness_of(self, doc_id: str) -> Witness | None:
        """The witness that the document belongs to, ``None`` where that was not worked out yet."""
        signatures, witnesses = schema.signatures, schema.witnesses
        asked = (
            sa.select(witnesses.c.record)
            .join(signatures, signatures.c.witness_id == witnesses.c.witness_id)
            .where(signatures.c.doc_id == doc_id)
        )
        record = self._connection.execute(asked).scalar_one_or_none()
        return None if record is None else Witness.model_validate(record)

    def witness(self, witness_id: str) -> Witness:
        """The witness of this id, with its documents; ``StoreError`` when there is none."""
        table = schema.witnesses
        asked = sa.select(table.c.record).where(table.c.witness_id == witness_id)
        record = self._connection.execute(asked).scalar_one_or_none()
        if record is None:
            raise StoreError(
                f"The store has no witness {witness_id}.",
                hint="Witnesses change as documents come in: `lapwing incident` names those of today.",
            )
        return Witness.model_validate(record)

    def _signed_otherwise(self, scheme: str) -> bool:
        """Whether there are signatures of another scheme."""
        table = schema.signatures
        # Two ranges and not "unlike", which no index finds.
        other = sa.select(table.c.doc_id).where(sa.or_(table.c.scheme < scheme, table.c.scheme > scheme))
        return self._connection.execute(other.limit(1)).first() is not None

    def count(self) -> int:
        """How many witnesses there are."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(schema.witnesses)).scalar_one()


class WritableWire(Wire):
    """The index within a unit of work."""

    def put(self, stored: StoredSignature) -> None:
        """Keeps the signature in the place of the document's old one, whose bands and kinships are dropped.

        The document stays with its witness until it is placed again.
        """
        table, standing, kin = schema.signatures, schema.bands, schema.kinships
        doc_id = stored.doc_id
        self._connection.execute(sa.delete(standing).where(standing.c.doc_id == doc_id))
        self._connection.execute(sa.delete(kin).where(sa.or_(kin.c.first == doc_id, kin.c.second == doc_id)))
        row = {name: getattr(stored, name) for name in ("doc_id", "digest", "scheme", "exact", "signature")}
        changed = self._connection.execute(sa.update(table).where(table.c.doc_id == doc_id).values(row))
        if not changed.rowcount:
            self._connection.execute(sa.insert(table).values(row))
        rows = [{"band": band, "doc_id": doc_id} for band in dict.fromkeys(stored.bands)]
        if rows:
            self._connection.execute(sa.insert(standing), rows)

    def relate(self, kinships: Iterable[Kinship]) -> None:
        """Adds kinships that are not there yet."""
        rows = [
            {"first": one.first, "second": one.second, "record": one.model_dump(mode="json")}
            for one in kinships
        ]
        if rows:
            self._connection.execute(sa.insert(schema.kinships), rows)

    def place(self, witnesses: Collection[Witness]) -> None:
        """Makes these the witnesses of their documents, in the place of all that those belonged to.

        The documents of a witness that is replaced must all be among the new ones'.
        """
        table, kept = schema.signatures, schema.witnesses
        wanted = {doc_id: one.witness_id for one in witnesses for doc_id in one.doc_ids}
        held = self._placed(wanted)
        old = {witness_id for witness_id in held.values() if witness_id is not None}
        for part in parts(old | {one.witness_id for one in witnesses}):
            self._connection.execute(sa.delete(kept).where(kept.c.witness_id.in_(part)))
        rows = [{"witness_id": one.witness_id, "record": one.model_dump(mode="json")} for one in witnesses]
        if rows:
            self._connection.execute(sa.insert(kept), rows)
        moved = [
            {"doc": doc_id, "to": witness_id}
            for doc_id, witness_id in wanted.items()
            if held.get(doc_id) != witness_id
        ]
        if moved:
            here = table.c.doc_id == sa.bindparam("doc")
            self._connection.execute(
                sa.update(table).where(here).values(witness_id=sa.bindparam("to")), moved
            )
        pending.strike(self._connection, "witness", self._signed_as_they_are(wanted))
        pending.note(self._connection, "link", wanted)

    def drop_all(self) -> None:
        """Drops the whole index."""
        for table in (schema.kinships, schema.bands, schema.witnesses, schema.signatures):
            self._connection.execute(sa.delete(table))
        for step in ("witness", "link"):
            pending.note_all(self._connection, step)

    def _signed_as_they_are(self, doc_ids: Collection[str]) -> list[str]:
        """Those of the documents whose live version is the one that was signed."""
        table, documents = schema.signatures, schema.documents
        same = sa.and_(documents.c.doc_id == table.c.doc_id, documents.c.digest == table.c.digest)
        asked = sa.select(table.c.doc_id).join(documents, same).where(documents.c.superseded_by.is_(None))
        return [
            doc_id
            for part in parts(doc_ids)
            for doc_id in self._connection.execute(asked.where(table.c.doc_id.in_(part))).scalars()
        ]

    def _placed(self, doc_ids: Collection[str]) -> dict[str, str | None]:
        table = schema.signatures
        asked = sa.select(table.c.doc_id, table.c.witness_id)
        return {
            row.doc_id: row.witness_id
            for part in parts(doc_ids)
            for row in self._connection.execute(asked.where(table.c.doc_id.in_(part)))
        }
