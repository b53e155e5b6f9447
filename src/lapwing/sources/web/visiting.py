"""One polite request: the site's rules are read, its pace is kept, and its faults are held against it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from lapwing import __version__
from lapwing.errors import SourceError
from lapwing.records import Address
from lapwing.sources.reasons import Fault
from lapwing.sources.web.address import Border, Resolver, resolve
from lapwing.sources.web.fetch import Answer, Caps, Client, Request
from lapwing.sources.web.memory import Memory
from lapwing.sources.web.politeness import PATIENCE, PAUSE, Politeness
from lapwing.sources.web.robots import MAX_BYTES, NAME, Robots

_CONTACT = re.compile(
    r"https?://[\x21-\x27\x2a-\x7e]+|[\x21-\x27\x2a-\x3f\x41-\x7e]+@[\w.\-]+\.\w+", re.ASCII
)


@dataclass(frozen=True)
class Settings:
    """How the web is asked. ``contact`` is an e-mail or web address at which a publisher reaches a person.

    ``pause`` and ``patience`` are in seconds: between two requests of a host, and the longest wait that is
    slept through. ``allowed_hosts`` may have private addresses (see ``Border``).
    """

    contact: str
    allowed_hosts: frozenset[str] = frozenset()
    caps: Caps = field(default_factory=Caps)
    pause: float = PAUSE
    patience: float = PATIENCE
    resolver: Resolver = resolve

    @property
    def agent(self) -> str:
        """The user agent. Raises ``SourceError`` without a contact: nobody is asked anonymously."""
        contact = self.contact.strip()
        if not _CONTACT.fullmatch(contact):
            raise SourceError(
                "Nothing is fetched without a contact that publishers can reach."
                if not contact
                else f"{contact!r} is not a contact that publishers can reach.",
                hint="Set contact in lapwing.toml to an e-mail address or a web page of yours.",
            )
        return f"{NAME}/{__version__} (+{contact})"


class Visitor:
    """Asks for addresses one by one, politely. Not for several threads at a time."""

    def __init__(
        self,
        settings: Settings,
        memory: Memory,
        *,
        clock: Callable[[], dt.datetime],
        sleep: Callable[[float], None],
    ) -> None:
        border = Border(allowed_hosts=settings.allowed_hosts, resolver=settings.resolver)
        caps = settings.caps
        of_rules = Caps(MAX_BYTES, MAX_BYTES, caps.header_bytes, caps.seconds, redirects=5)
        self._pages = Client(settings.agent, border=border, caps=caps, clock=clock)
        self._rules = Client(settings.agent, border=border, caps=of_rules, clock=clock)
        self._robots = Robots(self._read_rules, clock=clock)
        self._politeness = Politeness(
            memory, clock=clock, sleep=sleep, pause=settings.pause, patience=settings.patience
        )

    def ask(self, known: Address, *, accepts: Callable[[str | None], bool]) -> Answer:
        """The answer of the address, or status 304 where it is as it was. Raises ``Fault``.

        Returns after the waits that the host is owed, which hold for every address that is led to.
        """
        request = Request(known.url, known.etag, known.last_modified, accepts, self._approach)
        return self._held(self._pages, request)

    def _approach(self, url: httpx.URL) -> None:
        delay = self._robots.check(url)
        self._politeness.wait(url.host, delay=delay)

    def _read_rules(self, url: str) -> bytes:
        request = Request(url, before=lambda hop: self._politeness.wait(hop.host))
        return self._held(self._rules, request).body

    def _held(self, client: Client, request: Request) -> Answer:
        """The answer; how it went is held for or against the host that was asked last."""
        hosts: list[str] = []

        def before(url: httpx.URL) -> None:
            if request.before is not None:
                request.before(url)
            hosts.append(url.host)

        try:
            answer = client.get(
                Request(request.url, request.etag, request.last_modified, request.accepts, before)
            )
        except Fault as fault:
            if hosts:
                self._politeness.bad(hosts[-1], fault)
            raise
        self._politeness.good(hosts[-1])
        return answer
