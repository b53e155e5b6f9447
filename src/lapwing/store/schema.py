"""The tables. Nothing is deleted or rewritten: an old row names the run that superseded it.

A row is *live* while ``superseded_by`` is null; unique indexes over the live rows keep one version of each
document, one coding of each document and one row of each event current. ``record`` keeps the whole record as
JSON; the other columns are the parts of it that queries filter by. ``codings.offers`` keeps the events that a
coding offers for review: they are none of the store's events.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

HEAD = "0002"
"""The newest revision under ``migrations/versions``, checked by a test; opening compares it, fast."""

VERSION_TABLE = "lapwing_schema"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[dt.datetime]):
    """A point in time; comes back in UTC on every database. A time without a zone is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        """The moment in UTC, as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        """The moment with its zone, which SQLite drops."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _live(name: str, *columns: Any) -> sa.Index:
    """A unique index over the rows that nothing has superseded."""
    live = sa.text("superseded_by IS NULL")
    return sa.Index(name, *columns, unique=True, sqlite_where=live, postgresql_where=live)


# Ids sort by their bytes on every database, so that listings come in the same order everywhere.
_Id = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _run(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey("runs.run_id"), nullable=nullable)


runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run_id", sa.Integer, primary_key=True),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("coder", sa.Text),
    sa.Column("coder_version", sa.Text),
    sa.Column("codebook_version", sa.Text),
    sa.Column("started", Moment, nullable=False),
    sa.Column("finished", Moment),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("document_id", sa.Integer, primary_key=True),
    sa.Column("doc_id", _Id, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("publisher", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("language", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("record", sa.JSON, nullable=False),
    _run("added_by"),
    _run("superseded_by", nullable=True),
)
_live("live_documents", documents.c.doc_id)
sa.Index(None, documents.c.doc_id)

codings = sa.Table(
    "codings",
    metadata,
    sa.Column("coding_id", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.document_id"), nullable=False),
    sa.Column("doc_id", _Id, nullable=False),
    sa.Column("coder", sa.Text, nullable=False),
    sa.Column("coder_version", sa.Text, nullable=False),
    sa.Column("codebook_version", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("offers", sa.JSON(none_as_null=True)),
    _run("added_by"),
    _run("superseded_by", nullable=True),
)
_live("live_codings", codings.c.doc_id)
sa.Index(None, codings.c.document_id)

events = sa.Table(
    "events",
    metadata,
    sa.Column("coding_id", sa.Integer, sa.ForeignKey("codings.coding_id"), primary_key=True),
    sa.Column("event_id", _Id, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("doc_id", _Id, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("group", sa.Text),
    sa.Column("date_start", sa.Date),
    sa.Column("date_end", sa.Date),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.Column("killed_best", sa.BigInteger),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
    _run("superseded_by", nullable=True),
)
_live("live_events", events.c.doc_id, events.c.event_id)
sa.Index(None, events.c.date_start)
sa.Index(None, events.c.event_id)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("coding_id", sa.Integer, primary_key=True),
    sa.Column("event_id", _Id, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("start_offset", sa.Integer, nullable=False),
    sa.Column("end_offset", sa.Integer, nullable=False),
    sa.Column("derived", sa.Text),
    sa.ForeignKeyConstraint(["coding_id", "event_id"], ["events.coding_id", "events.event_id"]),
)

issues = sa.Table(
    "issues",
    metadata,
    sa.Column("issue_id", _Id, primary_key=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("doc_id", _Id),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
    _run("added_by"),
)
