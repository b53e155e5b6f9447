"""What all tables share: names of constraints, moments, ids, and the mark of a live row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

HEAD = "0003"
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


def live_index(name: str, *columns: Any) -> sa.Index:
    """A unique index over the rows that nothing has superseded."""
    live = sa.text("superseded_by IS NULL")
    return sa.Index(name, *columns, unique=True, sqlite_where=live, postgresql_where=live)


# Ids sort by their bytes on every database, so that listings come in the same order everywhere.
Id = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def run_column(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """A column that names a run."""
    return sa.Column(name, sa.Integer, sa.ForeignKey("runs.run_id"), nullable=nullable)
