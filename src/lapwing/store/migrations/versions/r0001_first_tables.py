"""The first tables: runs, documents, codings, events, evidence and issues."""

import sqlalchemy as sa
from alembic import op

from lapwing.store.migrations import refuse_downgrade

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LIVE = sa.text("superseded_by IS NULL")


def upgrade() -> None:
    _create_runs()
    _create_documents()
    _create_issues()
    _create_codings()
    _create_events()
    _create_evidence()


def downgrade() -> None:
    refuse_downgrade()


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=True),
        sa.Column("coder_version", sa.Text(), nullable=True),
        sa.Column("codebook_version", sa.Text(), nullable=True),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("run_id", name="pk_runs"),
    )


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["runs.run_id"], name="fk_documents_added_by_runs"),
        sa.ForeignKeyConstraint(["superseded_by"], ["runs.run_id"], name="fk_documents_superseded_by_runs"),
        sa.PrimaryKeyConstraint("document_id", name="pk_documents"),
    )
    op.create_index("ix_documents_doc_id", "documents", ["doc_id"], unique=False)
    op.create_index(
        "live_documents", "documents", ["doc_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _create_issues() -> None:
    op.create_table(
        "issues",
        sa.Column("issue_id", ID, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("doc_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["runs.run_id"], name="fk_issues_added_by_runs"),
        sa.PrimaryKeyConstraint("issue_id", name="pk_issues"),
    )


def _create_codings() -> None:
    op.create_table(
        "codings",
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("coder_version", sa.Text(), nullable=False),
        sa.Column("codebook_version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["runs.run_id"], name="fk_codings_added_by_runs"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.document_id"], name="fk_codings_document_id_documents"
        ),
        sa.ForeignKeyConstraint(["superseded_by"], ["runs.run_id"], name="fk_codings_superseded_by_runs"),
        sa.PrimaryKeyConstraint("coding_id", name="pk_codings"),
    )
    op.create_index("ix_codings_document_id", "codings", ["document_id"], unique=False)
    op.create_index(
        "live_codings", "codings", ["doc_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("killed_best", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["coding_id"], ["codings.coding_id"], name="fk_events_coding_id_codings"),
        sa.ForeignKeyConstraint(["superseded_by"], ["runs.run_id"], name="fk_events_superseded_by_runs"),
        sa.PrimaryKeyConstraint("coding_id", "event_id", name="pk_events"),
    )
    op.create_index("ix_events_date_start", "events", ["date_start"], unique=False)
    op.create_index("ix_events_event_id", "events", ["event_id"], unique=False)
    op.create_index(
        "live_events", "events", ["doc_id", "event_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("derived", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["coding_id", "event_id"],
            ["events.coding_id", "events.event_id"],
            name="fk_evidence_coding_id_event_id_events",
        ),
        sa.PrimaryKeyConstraint("coding_id", "event_id", "position", name="pk_evidence"),
    )
