"""Codings keep the events that they offer for review."""

import sqlalchemy as sa
from alembic import op

from lapwing.store.migrations import refuse_downgrade

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("codings", sa.Column("offers", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    refuse_downgrade()
