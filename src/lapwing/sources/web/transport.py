"""Connections that go only where the border lets them, and that end when their time or their bytes are up."""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Iterable

import httpcore

from lapwing.sources.reasons import Fault
from lapwing.sources.web.address import Border

_CHUNK = 1 << 16
_LINGER = 0.25  # seconds in which bytes beyond a Content-Length are still noticed; a round trip and a half
_CONNECT_SHARE = 0.5  # of the time left: one address that does not answer leaves time for the next


class Deadline:
    """A span of time that runs from now. It times sockets and enters no record."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """The seconds that are left, more than 0 and at most ``most``. Raises ``Fault`` ``timeout``."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise Fault("timeout", seconds=self.seconds)
        return left if most is None else min(left, most)


class Gate(httpcore.NetworkBackend):
    """Opens one connection, to an address that was checked a moment before: no name is resolved twice."""

    def __init__(self, border: Border, deadline: Deadline, *, header_bytes: int, wire_bytes: int) -> None:
        self._border = border
        self._deadline = deadline
        self._caps = (header_bytes, wire_bytes)
        self._sockets = httpcore.SyncBackend()
        self.stream: Metered | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first permitted address of ``host`` that answers. Raises ``Fault``."""
        fault: Exception | None = None
        for address in self._border.addresses(host, port, seconds=self._deadline.left(timeout)):
            seconds = self._deadline.left(timeout) * _CONNECT_SHARE
            try:
                stream = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                self.stream = Metered(stream, self._deadline, *self._caps)
                return self.stream
        raise Fault("unreachable", why=str(fault).lower()) from fault


class Metered(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline, and whose bytes are counted.

    Until ``begin_body`` is called it hands out one line at a time, so that what comes after the headers is
    counted exactly.
    """

    def __init__(
        self, stream: httpcore.NetworkStream, deadline: Deadline, header_bytes: int, wire_bytes: int
    ) -> None:
        self._stream = stream
        self._deadline = deadline
        self._header_bytes = header_bytes
        self._wire_bytes = wire_bytes
        self._held = b""
        self._in_body = False
        self._given = 0

    def begin_body(self) -> None:
        """From here on bytes are those of the body."""
        self._in_body = True
        self._given = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; none at the end. Raises ``Fault`` at a cap or the deadline."""
        if not self._held:
            self._held = self._stream.read(_CHUNK, self._deadline.left(timeout))
        end = min(max_bytes, len(self._held))
        if not self._in_body:
            end = min(end, self._held.find(b"\n") + 1 or end)
        given, self._held = self._held[:end], self._held[end:]
        self._given += len(given)
        if self._in_body and self._given > self._wire_bytes:
            raise Fault("answer_too_large", limit=self._wire_bytes // 1_000_000)
        if not self._in_body and self._given > self._header_bytes:
            raise Fault("headers_too_large", limit=self._header_bytes // 1000)
        return given

    def goes_on(self, stated: int) -> bool:
        """Whether the body has more than the ``stated`` bytes."""
        if self._held or self._given > stated:
            return True
        with contextlib.suppress(httpcore.ReadError, httpcore.TimeoutException):
            return bool(self._stream.read(_CHUNK, self._deadline.left(_LINGER)))
        return False

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends the bytes before the deadline."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Ends the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, secured and with the server's name checked. Raises ``Fault`` ``tls``."""
        try:
            self._stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise Fault("tls", why=_why(error.__cause__)) from error
            raise
        return self


def _why(error: ssl.SSLError) -> str:
    told = getattr(error, "verify_message", None) or error.reason or "no handshake"
    return str(told).replace("_", " ").lower()
