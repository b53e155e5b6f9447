"""The settings of a project: ``lapwing.toml`` → checked records.

:func:`find` looks for the file in a folder, :func:`load` gives :class:`Settings` or raises ``ConfigError``
with all faults. Neither reads the environment: secrets are named there and looked up by whoever needs them.
"""

from lapwing.config.loading import FILE, find, load
from lapwing.config.settings import Alert, OutletKind, PlaceKind, Settings, Smtp, Source

__all__ = ["FILE", "Alert", "OutletKind", "PlaceKind", "Settings", "Smtp", "Source", "find", "load"]
