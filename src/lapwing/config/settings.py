"""The settings as frozen records: where to collect, what is known of each outlet, and whom to alert."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import Field

from lapwing.config.values import (
    Contact,
    Country,
    Email,
    Every,
    FileName,
    Group,
    Host,
    Language,
    TypeOfEvent,
    Variable,
    WebAddress,
    Words,
)
from lapwing.records import Record, Reliability

PlaceKind = Literal["auto", "feed", "sitemap", "page", "archive", "files"]
OutletKind = Literal[
    "wire", "national", "regional", "local", "broadcaster", "official", "ngo", "academic", "group_media",
    "other",
]  # fmt: skip


class Source(Record):
    """A place to collect from, and what a person says of the outlet behind it.

    It has either ``url`` or ``path`` (a file or folder). ``kind`` says what stands there; ``auto`` finds out.
    Only what was published from ``start`` to ``stop`` is collected, both days included; where a place does
    not say when, it is. ``every`` is the least time between two rounds, none when unset. ``limit`` is the
    most pages of one round. ``reliability`` is the Admiralty letter, ``agency`` the agency whose text it is.
    """

    name: Words
    url: WebAddress | None = None
    path: FileName | None = None
    kind: PlaceKind = "auto"
    outlet: OutletKind | None = None
    home_country: Country | None = None
    licence: Words | None = None
    language: Language | None = None
    reliability: Reliability | None = None
    agency: Words | None = None
    start: dt.date | None = None
    stop: dt.date | None = None
    every: Every | None = None
    limit: int | None = Field(default=None, ge=1)
    allowed_hosts: tuple[Host, ...] = ()

    @property
    def place(self) -> str:
        """The address or path."""
        return self.url or self.path or ""


class Alert(Record):
    """A saved query, and who is told of what it finds.

    What is empty or unset does not restrict. ``secret_env`` names the environment variable with the secret
    that the posts to ``webhook`` are signed with.
    """

    name: Words
    types: tuple[TypeOfEvent, ...] = ()
    countries: tuple[Country, ...] = ()
    groups: tuple[Group, ...] = ()
    since: dt.date | None = None
    killed_at_least: int | None = Field(default=None, ge=0)
    witnesses_at_least: int | None = Field(default=None, ge=1)
    contains: Words | None = None
    webhook: WebAddress | None = None
    secret_env: Variable | None = None
    email: tuple[Email, ...] = ()


class Smtp(Record):
    """The server that takes alerts by e-mail. ``password_env`` names an environment variable."""

    host: Host
    port: int = Field(default=587, ge=1, le=65535)
    sender: Email
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Words | None = None
    password_env: Variable | None = None


class Settings(Record):
    """All that ``lapwing.toml`` says. ``archive`` and ``store`` are taken from the folder of the file.

    ``contact`` stands in the name under which Lapwing fetches. ``allowed_hosts`` are hosts of a private
    network that may be fetched all the same, for all sources.
    """

    contact: Contact | None = None
    archive: Path | None = None
    store: str | None = None
    allowed_hosts: tuple[Host, ...] = ()
    sources: tuple[Source, ...] = ()
    alerts: tuple[Alert, ...] = ()
    smtp: Smtp | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """All hosts that a person vouches for, for all sources or for one of them."""
        named = (*self.allowed_hosts, *(host for source in self.sources for host in source.allowed_hosts))
        return tuple(dict.fromkeys(named))

    def source(self, name: str) -> Source | None:
        """The source of that name."""
        return next((source for source in self.sources if source.name == name), None)
