"""Servers on loopback that answer as they are told, badly where they are told so, and a clock that stands."""

import contextlib
import datetime as dt
import socket
import threading
from collections.abc import Callable

START = dt.datetime(2024, 3, 5, 12, 0, tzinfo=dt.UTC)


def reply(body: bytes = b"", *, status: str = "200 OK", length: int | None = None, **headers: str) -> bytes:
    """An answer in HTTP/1.1; ``length`` is what it says of its length, where that is not the truth."""
    said = {"Content-Type": "text/html; charset=utf-8"}
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    said["Content-Length"] = str(len(body) if length is None else length)
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


class Server:
    """Answers each path with the replies given for it, one after the other, the last one again and again.

    A reply is bytes, or a function that is given the connection and does with it what it likes.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.heads: list[str] = []
        self._replies: dict[str, list[bytes | Callable[[socket.socket], None]]] = {}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, path: str = "/page", host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def on(self, path: str, *replies: bytes | Callable[[socket.socket], None]) -> str:
        self._replies[path] = list(replies)
        return self.url(path)

    def asked(self, path: str) -> int:
        return self.requests.count(path)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)
        for connection in self._open:
            connection.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.settimeout(5)
            self._open.append(connection)
            with contextlib.suppress(OSError):
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(65536)
            if not part:
                return
            head += part
            if head.startswith(b"\x16"):  # the first byte of TLS, which this server does not speak
                connection.sendall(reply(status="400 Bad Request"))
                return
        path = head.split(b" ", 2)[1].decode()
        self.requests.append(path)
        self.heads.append(head.decode("latin-1"))
        queue = self._replies.get(path, [reply(b"no", status="404 Not Found")])
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if callable(answer):
            answer(connection)
        else:
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_RDWR)


class Clock:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []

    def __call__(self) -> dt.datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += dt.timedelta(seconds=seconds)

    def pass_by(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


def loopback(host: str, port: int, seconds: float) -> list[str]:
    """A resolver that finds every name on this machine."""
    return ["127.0.0.1"]


def allowed(server: Server) -> frozenset[str]:
    return frozenset({f"news.example:{server.port}"})
