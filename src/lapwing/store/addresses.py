"""What is remembered of the addresses that were asked, and of the rounds of each source."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from lapwing.records import Address
from lapwing.store import schema

_SCHEMES = ("http://", "https://")
_COLUMNS = tuple(Address.model_fields)


class Addresses:
    """Questions about addresses."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, url: str) -> Address | None:
        """What is remembered of the address."""
        found = self._where(schema.addresses.c.url == url)
        return found[0] if found else None

    def due(self, source: str, now: dt.datetime) -> list[Address]:
        """The web addresses of the source whose ``not_before`` has come, the earliest first."""
        table = schema.addresses
        # Hosts and rounds are remembered here as well, and nobody can fetch those.
        on_the_web = sa.or_(*(table.c.url.startswith(scheme, autoescape=True) for scheme in _SCHEMES))
        return self._where(
            sa.and_(table.c.source == source, table.c.not_before <= now, on_the_web),
            table.c.not_before,
        )

    def of_source(self, source: str, *, failing: bool = False) -> list[Address]:
        """The addresses that the source led to, by address; with ``failing`` those whose last try failed."""
        table = schema.addresses
        asked = table.c.source == source
        return self._where(sa.and_(asked, table.c.failures > 0) if failing else asked)

    def faults(self) -> dict[str, dict[str, int]]:
        """How many addresses fail now, by source and by reason."""
        table = schema.addresses
        asked = sa.select(table.c.source, table.c.fault, sa.func.count()).where(
            table.c.failures > 0, table.c.fault.is_not(None)
        )
        rows = self._connection.execute(asked.group_by(table.c.source, table.c.fault))
        told: dict[str, dict[str, int]] = {}
        for source, fault, count in sorted((str(s), str(f), int(n)) for s, f, n in rows):
            told.setdefault(source, {})[fault] = count
        return told

    def _where(self, asked: sa.ColumnElement[bool], *order: sa.Column[Any]) -> list[Address]:
        table = schema.addresses
        rows = self._connection.execute(sa.select(table).where(asked).order_by(*order, table.c.url))
        return [Address(**{name: row[name] for name in _COLUMNS}) for row in rows.mappings()]


class WritableAddresses(Addresses):
    """Addresses within a unit of work."""

    def put(self, address: Address) -> None:
        """Keeps it in place of what was remembered of its address."""
        table = schema.addresses
        row = {name: getattr(address, name) for name in _COLUMNS}
        changed = self._connection.execute(
            sa.update(table).where(table.c.url == address.url).values(row)
        ).rowcount
        if not changed:
            self._connection.execute(sa.insert(table).values(row))
