"""A server on loopback, a clock that stands, and what asks the one by the other."""

from collections.abc import Iterator

import pytest

from lapwing.sources.web import Caps, Fetcher, InMemory, Settings
from lapwing.sources.web.address import Border
from lapwing.sources.web.fetch import Client
from tests.sources.web.servers import Clock, Server, allowed, loopback


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(server: Server, clock: Clock) -> Client:
    border = Border(allowed_hosts=allowed(server), resolver=loopback)
    caps = Caps(wire_bytes=2_000_000, body_bytes=5_000_000, seconds=0.6)
    return Client("Lapwing/0 (+a@b.example)", border=border, caps=caps, clock=clock)


@pytest.fixture
def memory() -> InMemory:
    return InMemory()


@pytest.fixture
def fetcher(server: Server, clock: Clock, memory: InMemory) -> Fetcher:
    caps = Caps(seconds=0.6)
    settings = Settings("desk@lab.example", allowed_hosts=allowed(server), caps=caps, resolver=loopback)
    return Fetcher(settings, clock=clock, sleep=clock.sleep, memory=memory)
