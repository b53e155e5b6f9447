"""Which documents were coded by something else than what codes now."""

from __future__ import annotations

import sqlalchemy as sa

from lapwing.records import Document
from lapwing.store import schema
from lapwing.store.answers import CodedBy


class Stale:
    """The documents whose live coding was made by another version, settings or codebook of the same coder.

    With ``others`` those that another coder coded count as well.
    """

    def __init__(self, connection: sa.Connection, coded_by: CodedBy, *, others: bool = False) -> None:
        self._connection = connection
        codings = schema.codings
        differs = sa.or_(*(codings.c[name] != value for name, value in vars(coded_by).items()))
        same_coder = sa.true() if others else codings.c.coder == coded_by.coder
        self._other = sa.and_(codings.c.superseded_by.is_(None), same_coder, differs)

    def count(self) -> int:
        """How many there are."""
        asked = sa.select(sa.func.count()).select_from(schema.codings).where(self._other)
        return self._connection.execute(asked).scalar_one()

    def documents(self, *, after: str = "", most: int = 100) -> list[Document]:
        """At most so many of them, by id, from those after the id ``after``."""
        codings, documents = schema.codings, schema.documents
        asked = (
            sa.select(documents.c.text, documents.c.record)
            .join(codings, codings.c.document_id == documents.c.document_id)
            .where(self._other, codings.c.doc_id > after)
            .order_by(codings.c.doc_id)
            .limit(most)
        )
        return [
            Document.model_validate({**row.record, "text": row.text})
            for row in self._connection.execute(asked)
        ]
