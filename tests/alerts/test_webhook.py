"""A webhook on loopback: what it gets, and what each way to fail means."""

import contextlib
import hashlib
import hmac
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from lapwing.alerts.webhook import KEY, SIGNATURE, post

BODY = b'{"query": "q"}'
OK = b"HTTP/1.1 204 No Content\r\n\r\n"
Handler = Callable[[socket.socket, bytes], None]


@contextlib.contextmanager
def server(handle: Handler) -> Iterator[tuple[str, list[bytes]]]:
    """A server that reads one whole request for each connection and lets ``handle`` answer."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        request = b""
                        while not request.endswith(BODY):
                            part = connection.recv(65536)
                            if not part:
                                break
                            request += part
                        got.append(request)
                        with contextlib.suppress(OSError):
                            handle(connection, request)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/hook", got
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def answers(raw: bytes) -> Handler:
    return lambda connection, _: connection.sendall(raw)


def send(url: str, *, secret: str | None = None, limit: float = 5):
    return post(url, BODY, key="alt-1", secret=secret, agent="lapwing/test", limit=limit)


def test_what_arrives_is_signed_and_names_the_alert():
    with server(answers(OK)) as (url, got):
        assert send(url, secret="a secret").outcome == "sent"
    head, _, body = got[0].partition(b"\r\n\r\n")
    fields = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n")[1:])
    assert body == BODY
    assert fields[SIGNATURE.lower()] == f"sha256={hmac.new(b'a secret', BODY, hashlib.sha256).hexdigest()}"
    assert fields[KEY.lower()] == "alt-1"
    assert fields["content-type"] == "application/json"
    assert fields["user-agent"] == "lapwing/test"


def test_without_a_secret_nothing_is_signed():
    with server(answers(OK)) as (url, got):
        send(url)
    assert SIGNATURE.lower().encode() not in got[0].lower()


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
def test_a_refusal_releases_the_alert(status):
    with server(answers(b"HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n" % status)) as (url, _):
        delivery = send(url)
    assert delivery.outcome == "released"
    assert str(status) in delivery.fault


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_that_cannot_know_leaves_it_unsure(status):
    with server(answers(b"HTTP/1.1 %d No\r\nContent-Length: 0\r\n\r\n" % status)) as (url, _):
        assert send(url).outcome == "unsure"


@pytest.mark.parametrize("where", [b"http://127.0.0.2:9/", b"/elsewhere"])
def test_no_redirect_is_followed(where):
    redirect = b"HTTP/1.1 307 Go\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % where
    with server(answers(redirect)) as (url, got):
        delivery = send(url)
    assert (delivery.outcome, len(got)) == ("released", 1)
    assert "redirected to" in delivery.fault


def test_nobody_there_releases_the_alert():
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    assert send(f"http://127.0.0.1:{port}/").outcome == "released"


@pytest.mark.parametrize("url", ["http://", "nonsense", "file:///etc/hosts", "http://[::1", "http://a\x00b/"])
def test_an_address_that_is_none_releases_the_alert(url):
    delivery = send(url)
    assert delivery.outcome == "released"
    assert delivery.fault


def test_a_connection_that_breaks_after_the_request_leaves_it_unsure():
    with server(lambda connection, _: None) as (url, _):
        assert send(url).outcome == "unsure"


def test_a_server_that_never_ends_its_answer_is_left_after_the_limit():
    def drip(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _number in range(100):
            connection.sendall(b"X: y\r\n")
            time.sleep(0.05)

    began = time.monotonic()
    with server(drip) as (url, _):
        delivery = send(url, limit=0.4)
        assert time.monotonic() - began < 3
    assert delivery.outcome == "unsure"
    assert "0.4 s" in delivery.fault


def test_a_body_without_end_is_not_read():
    flood = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 1000
    with server(answers(flood)) as (url, _):
        assert send(url).outcome == "sent"
