"""What was collected, how each address answered, and which alerts went out.

``captures`` are append-only: ``read_by`` alone is filled in later, with the run that read the item, and
``doc_id`` with the document that it became. ``addresses`` are memory for polite fetching; losing them costs
one more request. ``alerts`` keep that a query told of an incident by a route (webhook, e-mail), so that it
never tells twice: ``state`` is ``reserved`` before sending, then ``sent``, ``unsure`` (it may have arrived) or
``released`` (it has not). ``alert_queries`` keep since which run each query looks for news.
"""

from __future__ import annotations

import sqlalchemy as sa

from lapwing.store.schema.base import Id, Moment, metadata, run_column

captures = sa.Table(
    "captures",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("capture_id", Id, nullable=False, unique=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("retrieved", Moment, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
    sa.Column("doc_id", Id),
    run_column("added_by"),
    run_column("read_by", nullable=True),
)
sa.Index(None, captures.c.name)
sa.Index(None, captures.c.doc_id)
sa.Index(None, captures.c.read_by)

addresses = sa.Table(
    "addresses",
    metadata,
    sa.Column("url", Id, primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("last_tried", Moment),
    sa.Column("last_answered", Moment),
    sa.Column("not_before", Moment),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("fault", sa.Text),
)
sa.Index(None, addresses.c.source)

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("query", Id, primary_key=True),
    sa.Column("route", sa.Text, primary_key=True),
    sa.Column("incident_id", Id, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("changed", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("not_before", Moment),
    sa.Column("fault", sa.Text),
)
sa.Index(None, alerts.c.state)

alert_queries = sa.Table(
    "alert_queries",
    metadata,
    sa.Column("query", Id, primary_key=True),
    sa.Column("began", Moment, nullable=False),
    sa.Column("since", sa.Integer, nullable=False),
)
