"""What was collected, what belongs together, and what people decided."""

import sqlalchemy as sa
from alembic import op

from lapwing.store.migrations import refuse_downgrade

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LIVE = sa.text("superseded_by IS NULL")


def upgrade() -> None:
    _create_captures()
    _create_addresses()
    _create_alerts()
    _create_signatures()
    _create_bands()
    _create_kinships()
    _create_witnesses()
    _create_pending()
    _create_reports()
    _create_blocks()
    _create_incidents()
    _create_lineage()
    _create_decisions()
    _create_decision_subjects()
    _create_questions()


def downgrade() -> None:
    refuse_downgrade()


def _create_captures() -> None:
    op.create_table(
        "captures",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("capture_id", ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("doc_id", ID, nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("read_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["runs.run_id"], name="fk_captures_added_by_runs"),
        sa.ForeignKeyConstraint(["read_by"], ["runs.run_id"], name="fk_captures_read_by_runs"),
        sa.PrimaryKeyConstraint("number", name="pk_captures"),
        sa.UniqueConstraint("capture_id", name="uq_captures_capture_id"),
    )
    op.create_index("ix_captures_doc_id", "captures", ["doc_id"], unique=False)
    op.create_index("ix_captures_name", "captures", ["name"], unique=False)
    op.create_index("ix_captures_read_by", "captures", ["read_by"], unique=False)


def _create_addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("url", ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("last_tried", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_answered", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("url", name="pk_addresses"),
    )
    op.create_index("ix_addresses_source", "addresses", ["source"], unique=False)


def _create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("query", ID, nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("incident_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("query", "route", "incident_id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_state", "alerts", ["state"], unique=False)
    op.create_table(
        "alert_queries",
        sa.Column("query", ID, nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("query", name="pk_alert_queries"),
    )


def _create_signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("doc_id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("witness_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("doc_id", name="pk_signatures"),
    )
    op.create_index("ix_signatures_scheme", "signatures", ["scheme"], unique=False)
    op.create_index("ix_signatures_exact", "signatures", ["exact"], unique=False)
    op.create_index("ix_signatures_witness_id", "signatures", ["witness_id"], unique=False)


def _create_bands() -> None:
    op.create_table(
        "bands",
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("band", "doc_id", name="pk_bands"),
    )
    op.create_index("ix_bands_doc_id", "bands", ["doc_id"], unique=False)


def _create_kinships() -> None:
    op.create_table(
        "kinships",
        sa.Column("first", ID, nullable=False),
        sa.Column("second", ID, nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name="pk_kinships"),
    )
    op.create_index("ix_kinships_second", "kinships", ["second"], unique=False)


def _create_witnesses() -> None:
    op.create_table(
        "witnesses",
        sa.Column("witness_id", ID, nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("witness_id", name="pk_witnesses"),
    )


def _create_pending() -> None:
    op.create_table(
        "pending",
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("step", "doc_id", name="pk_pending"),
    )
    for step in ("witness", "link"):
        op.execute(f"INSERT INTO pending (step, doc_id) SELECT DISTINCT '{step}', doc_id FROM documents")


def _create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("features", sa.LargeBinary(), nullable=False),
        sa.Column("component", ID, nullable=True),
        sa.Column("incident_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("doc_id", "event_id", name="uq_reports_doc_id_event_id"),
    )
    op.create_index("ix_reports_scheme", "reports", ["scheme"], unique=False)
    op.create_index("ix_reports_component", "reports", ["component"], unique=False)
    op.create_index("ix_reports_incident_id", "reports", ["incident_id"], unique=False)


def _create_blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("block", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("block", "report", name="pk_blocks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocks_report", "blocks", ["report"], unique=False)


def _create_incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_id", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=True),
        sa.Column("killed_best", sa.BigInteger(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("witnesses", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["runs.run_id"], name="fk_incidents_added_by_runs"),
        sa.ForeignKeyConstraint(["superseded_by"], ["runs.run_id"], name="fk_incidents_superseded_by_runs"),
        sa.PrimaryKeyConstraint("number", name="pk_incidents"),
    )
    op.create_index("ix_incidents_date_start", "incidents", ["date_start"], unique=False)
    op.create_index("ix_incidents_incident_id", "incidents", ["incident_id"], unique=False)
    op.create_index(
        "live_incidents", "incidents", ["incident_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _create_lineage() -> None:
    op.create_table(
        "lineage",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_id", ID, nullable=False),
        sa.Column("became", ID, nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name="fk_lineage_run_id_runs"),
        sa.PrimaryKeyConstraint("number", name="pk_lineage"),
    )
    op.create_index("ix_lineage_became", "lineage", ["became"], unique=False)
    op.create_index("ix_lineage_incident_id", "lineage", ["incident_id"], unique=False)


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decisions"),
        sa.UniqueConstraint("decision_id", name="uq_decisions_decision_id"),
    )


def _create_decision_subjects() -> None:
    op.create_table(
        "decision_subjects",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["decisions.number"], name="fk_decision_subjects_number_decisions"
        ),
        sa.PrimaryKeyConstraint("number", "doc_id", "event_id", name="pk_decision_subjects"),
    )
    op.create_index("ix_decision_subjects_doc_id", "decision_subjects", ["doc_id"], unique=False)


def _create_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("question_id", ID, nullable=False),
        sa.Column("doc_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=True),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("question_id", name="pk_questions"),
    )
    op.create_index("ix_questions_doc_id", "questions", ["doc_id"], unique=False)
