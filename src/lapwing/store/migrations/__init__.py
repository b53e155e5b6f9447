"""Taking an empty or older database to the newest schema; needs no file beside the package."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from lapwing.errors import StoreError

LOCATION = "lapwing.store:migrations"


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.attributes["connection"] = connection
    return config


def revisions() -> tuple[str, ...]:
    """Every revision that this version knows, oldest first."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(reversed([script.revision for script in scripts]))


def upgrade(connection: sa.Connection) -> None:
    """Brings the database to the newest schema inside the connection's transaction."""
    command.upgrade(_config(connection), "head")


def refuse_downgrade() -> NoReturn:
    """What every revision does when it is asked to go back: what was collected would be lost."""
    raise StoreError(
        "A store is never taken back to an older schema: that would drop what was collected.",
        hint="Keep a copy of the store before you install a newer version, and go back to the copy.",
    )
