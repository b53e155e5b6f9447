"""Documents, their codings, events with evidence, and issues.

A row is *live* while ``superseded_by`` is null; unique indexes over the live rows keep one version of each
document, one coding of each document and one row of each event current. ``record`` keeps the whole record as
JSON; the other columns are the parts of it that queries filter by. ``codings.offers`` keeps the events that a
coding offers for review: they are none of the store's events.
"""

from __future__ import annotations

import sqlalchemy as sa

from lapwing.store.schema.base import Id, Moment, live_index, metadata, run_column

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
    sa.Column("doc_id", Id, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("publisher", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("language", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("record", sa.JSON, nullable=False),
    run_column("added_by"),
    run_column("superseded_by", nullable=True),
)
live_index("live_documents", documents.c.doc_id)
sa.Index(None, documents.c.doc_id)

codings = sa.Table(
    "codings",
    metadata,
    sa.Column("coding_id", sa.Integer, primary_key=True),
    sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.document_id"), nullable=False),
    sa.Column("doc_id", Id, nullable=False),
    sa.Column("coder", sa.Text, nullable=False),
    sa.Column("coder_version", sa.Text, nullable=False),
    sa.Column("codebook_version", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("offers", sa.JSON(none_as_null=True)),
    run_column("added_by"),
    run_column("superseded_by", nullable=True),
)
live_index("live_codings", codings.c.doc_id)
sa.Index(None, codings.c.document_id)

events = sa.Table(
    "events",
    metadata,
    sa.Column("coding_id", sa.Integer, sa.ForeignKey("codings.coding_id"), primary_key=True),
    sa.Column("event_id", Id, primary_key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("doc_id", Id, nullable=False),
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
    run_column("superseded_by", nullable=True),
)
live_index("live_events", events.c.doc_id, events.c.event_id)
sa.Index(None, events.c.date_start)
sa.Index(None, events.c.event_id)

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("coding_id", sa.Integer, primary_key=True),
    sa.Column("event_id", Id, primary_key=True),
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
    sa.Column("issue_id", Id, primary_key=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("doc_id", Id),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
    run_column("added_by"),
)
