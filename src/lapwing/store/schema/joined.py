"""Near-duplicates, reports and incidents: all of it can be dropped and worked out again.

The exception is ``lineage``, which says what became of an incident id that was given out. ``signatures`` keep
the scheme of their hashes; ``bands`` and ``blocks`` are the two indexes by which a new document or report finds
what it may belong with, and ``kinships`` say which documents are copies or versions, with the reasons.
"""

from __future__ import annotations

import sqlalchemy as sa

from lapwing.store.schema.base import Id, live_index, metadata, run_column

signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("doc_id", Id, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("scheme", sa.Text, nullable=False),
    sa.Column("exact", sa.Text, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.Column("witness_id", Id),
)
sa.Index(None, signatures.c.scheme)
sa.Index(None, signatures.c.exact)
sa.Index(None, signatures.c.witness_id)

bands = sa.Table(
    "bands",
    metadata,
    sa.Column("band", sa.Text, primary_key=True),
    sa.Column("doc_id", Id, primary_key=True),
)
sa.Index(None, bands.c.doc_id)

kinships = sa.Table(
    "kinships",
    metadata,
    sa.Column("first", Id, primary_key=True),
    sa.Column("second", Id, primary_key=True),
    sa.Column("record", sa.JSON, nullable=False),
)
sa.Index(None, kinships.c.second)

witnesses = sa.Table(
    "witnesses",
    metadata,
    sa.Column("witness_id", Id, primary_key=True),
    sa.Column("record", sa.JSON, nullable=False),
)

pending = sa.Table(
    "pending",
    metadata,
    sa.Column("step", sa.Text, primary_key=True),
    sa.Column("doc_id", Id, primary_key=True),
)

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("doc_id", Id, nullable=False),
    sa.Column("event_id", Id, nullable=False),
    sa.Column("stored", sa.Integer, nullable=False),
    sa.Column("scheme", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("features", sa.LargeBinary, nullable=False),
    sa.Column("component", Id),
    sa.Column("incident_id", Id),
    sa.UniqueConstraint("doc_id", "event_id"),
)
sa.Index(None, reports.c.scheme)
sa.Index(None, reports.c.component)
sa.Index(None, reports.c.incident_id)

blocks = sa.Table(
    "blocks",
    metadata,
    sa.Column("block", sa.BigInteger, primary_key=True),
    sa.Column("report", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)
sa.Index(None, blocks.c.report)

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("incident_id", Id, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("group", sa.Text),
    sa.Column("date_start", sa.Date),
    sa.Column("date_end", sa.Date),
    sa.Column("outcome", sa.Text),
    sa.Column("certainty", sa.Text),
    sa.Column("killed_best", sa.BigInteger),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("witnesses", sa.Integer, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
    run_column("added_by"),
    run_column("superseded_by", nullable=True),
)
live_index("live_incidents", incidents.c.incident_id)
sa.Index(None, incidents.c.date_start)
sa.Index(None, incidents.c.incident_id)

lineage = sa.Table(
    "lineage",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("incident_id", Id, nullable=False),
    sa.Column("became", Id, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    run_column("run_id"),
)
sa.Index(None, lineage.c.incident_id)
sa.Index(None, lineage.c.became)
