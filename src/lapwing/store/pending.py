"""Which documents a step has to look at again: those that something was written about since it last did.

Whoever writes what a step rests on notes the documents here in the same transaction, and the step strikes them out.
So nothing that is stale is missing here, and a step need not go through the whole store to find it; what stands here
may have stayed the same after all.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from lapwing.store import schema
from lapwing.store.connect import insert_new, parts

Step = Literal["witness", "link"]


def note(connection: sa.Connection, step: Step, doc_ids: Collection[str]) -> None:
    """The step has to look at these documents."""
    insert_new(
        connection, schema.pending, [{"step": step, "doc_id": doc_id} for doc_id in sorted(set(doc_ids))]
    )


def note_all(connection: sa.Connection, step: Step) -> None:
    """The step has to look at every document."""
    live = schema.documents.c.superseded_by.is_(None)
    every = sa.select(sa.literal(step), schema.documents.c.doc_id).where(live)
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(insert(schema.pending).from_select(["step", "doc_id"], every).on_conflict_do_nothing())


def strike(connection: sa.Connection, step: Step, doc_ids: Collection[str]) -> None:
    """The step has looked at these documents."""
    table = schema.pending
    for part in parts(doc_ids):
        connection.execute(sa.delete(table).where(table.c.step == step, table.c.doc_id.in_(part)))


def awaiting(step: Step) -> sa.Select[tuple[str]]:
    """The documents that the step has to look at."""
    return sa.select(schema.pending.c.doc_id).where(schema.pending.c.step == step)
