import contextlib
import datetime as dt
import gzip
import itertools
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable

import httpcore
import pytest

from lapwing.sources.reasons import Fault
from lapwing.sources.web import Caps
from lapwing.sources.web.address import Border
from lapwing.sources.web.fetch import Client, Request, retry_after
from tests.sources.web.servers import START, Clock, Server, allowed, loopback, reply

PAGE = b"<html><p>Two men were held in Norvale.</p></html>"


def fault_of(client: Client, url: str) -> Fault:
    with pytest.raises(Fault) as caught:
        client.get(Request(url))
    return caught.value


def sending(*parts: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    """Sends the parts one after the other, as long as somebody listens, and hangs up."""

    def send(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
            connection.shutdown(socket.SHUT_RDWR)

    return send


def test_an_answer_is_given_as_it_was_sent(server: Server, client: Client) -> None:
    url = server.on("/page", reply(PAGE, ETag='"1"'))
    answer = client.get(Request(url + "#part"))
    assert (answer.status, answer.body, answer.url) == (200, PAGE, url)
    assert answer.media_type == "text/html; charset=utf-8"
    assert (answer.status_line, answer.header("etag")) == ("HTTP/1.1 200 OK", '"1"')
    head = server.heads[0]
    assert "User-Agent: Lapwing/0 (+a@b.example)" in head
    assert "Accept-Encoding: gzip, deflate" in head
    assert f"Host: news.example:{server.port}" in head
    assert "Cookie" not in head


@pytest.mark.parametrize(
    ("packing", "packed"),
    [("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("deflate", zlib.compress(PAGE)[2:-4])],
)
def test_a_packed_body_is_unpacked_and_the_archive_headers_fit_it(
    server: Server, client: Client, packing: str, packed: bytes
) -> None:
    answer = client.get(Request(server.on("/page", reply(packed, Content_Encoding=packing))))
    assert answer.body == PAGE
    kept = dict(answer.archive_headers)
    assert kept["X-Archive-Orig-Content-Encoding"] == packing
    assert kept["Content-Length"] == str(len(PAGE))
    assert "Content-Encoding" not in kept


def test_a_chunked_body_is_put_together_or_refused_where_it_breaks_off(
    server: Server, client: Client
) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    url = server.on("/page", head + b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n")
    assert client.get(Request(url)).body == b"<html>"
    for broken in (b"5\r\n<html\r\n", b"5\r\n<ht", b"5\r\n<html>\r\n0\r\n\r\n"):
        assert fault_of(client, server.on("/page", head + broken)).reason == "short_body"


def hanging(connection: socket.socket) -> None:
    time.sleep(0.8)


@pytest.mark.parametrize(
    "answer",
    [
        hanging,
        sending(*(bytes([byte]) for byte in reply(PAGE)), pause=0.02),
        sending(reply(b"", length=100), *[b"x"] * 30, pause=0.04),
    ],
    ids=["it says nothing", "its headers drip", "its body drips"],
)
def test_a_server_that_hangs_or_drips_is_left_in_time(
    server: Server, client: Client, answer: Callable[[socket.socket], None]
) -> None:
    began = time.monotonic()
    fault = fault_of(client, server.on("/page", answer))
    assert (fault.reason, fault.temporary) == ("timeout", True)
    assert time.monotonic() - began < 2


def test_a_body_shorter_than_it_says_is_a_temporary_fault(server: Server, client: Client) -> None:
    fault = fault_of(client, server.on("/page", reply(PAGE, length=len(PAGE) + 1)))
    assert (fault.reason, fault.temporary) == ("short_body", True)
    packed = gzip.compress(PAGE)[:-4]
    assert fault_of(client, server.on("/page", reply(packed, Content_Encoding="gzip"))).reason == "short_body"


@pytest.mark.parametrize("pause", [0.0, 0.05])
def test_a_body_longer_than_it_says_is_not_cut(server: Server, client: Client, pause: float) -> None:
    whole = reply(PAGE, length=10)
    at = len(whole) - len(PAGE) + 10
    url = server.on("/page", sending(whole[:at], whole[at:], pause=pause))
    assert fault_of(client, url).reason == "long_body"


def test_endless_redirects_and_loops_end(server: Server, client: Client) -> None:
    for number in range(30):
        server.on(f"/{number}", reply(status="302 Found", Location=f"/{number + 1}"))
    fault = fault_of(client, server.url("/0"))
    assert (fault.reason, fault.temporary) == ("redirects", False)
    assert len(server.requests) == Caps().redirects + 1
    server.on("/a", reply(status="301 Moved", Location="/b"))
    server.on("/b", reply(status="301 Moved", Location="/a#x"))
    assert "comes back" in str(fault_of(client, server.url("/a")))
    assert fault_of(client, server.on("/c", reply(status="302 Found"))).reason == "redirects"


def test_a_redirect_is_followed_to_where_it_ends(server: Server, client: Client) -> None:
    server.on("/new", reply(PAGE))
    answer = client.get(Request(server.on("/old", reply(status="308 Moved", Location="new"))))
    assert (answer.url, answer.body) == (server.url("/new"), PAGE)


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("http://127.0.0.1/", "private_address"),
        ("http://[::1]/", "private_address"),
        ("//169.254.169.254/latest/meta-data", "private_address"),
        ("http://other.example/", "private_address"),
        ("http://2130706433/", "bad_address"),
        ("file:///etc/passwd", "bad_address"),
        ("http://u:p@news.example/", "bad_address"),
        ("http://news.example:25/", "bad_address"),
        ("http://news.example:port/", "redirects"),
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_not_followed(
    server: Server, client: Client, where: str, reason: str
) -> None:
    assert fault_of(client, server.on("/page", reply(status="302 Found", Location=where))).reason == reason


def test_the_address_that_was_checked_is_the_one_connected_to(
    server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is checked and private a moment later gets nowhere."""
    turns = itertools.chain(["198.41.0.4"], itertools.repeat("127.0.0.1"))
    connected: list[str] = []

    def connect(self: object, host: str, *_: object) -> httpcore.NetworkStream:
        connected.append(host)
        raise httpcore.ConnectError("no route")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    border = Border(resolver=lambda host, port, seconds: [next(turns)])
    client = Client("x", border=border, caps=Caps(), clock=clock)
    assert fault_of(client, "http://rebound.example/").reason == "unreachable"
    assert fault_of(client, "http://rebound.example/").reason == "private_address"
    assert connected == ["198.41.0.4"]


def test_every_hop_is_resolved_and_checked_anew(server: Server, clock: Clock) -> None:
    turns = iter(["127.0.0.1", "10.0.0.1"])
    border = Border(allowed_hosts=allowed(server), resolver=lambda host, port, seconds: [next(turns)])
    client = Client("x", border=border, caps=Caps(seconds=0.5), clock=clock)
    url = server.on("/page", reply(status="302 Found", Location="http://news.example/"))
    assert fault_of(client, url).reason == "private_address"


def test_an_unanswered_address_leaves_time_for_the_next(server: Server, clock: Clock) -> None:
    border = Border(allowed_hosts=allowed(server), resolver=lambda *_: ["127.0.0.2", "127.0.0.1"])
    client = Client("x", border=border, caps=Caps(seconds=2), clock=clock)
    assert client.get(Request(server.on("/page", reply(PAGE)))).body == PAGE


def test_a_bomb_of_a_gigabyte_stays_small(server: Server, client: Client) -> None:
    bomb = gzip.compress(bytes(10_000_000)) * 100
    url = server.on("/page", reply(bomb, Content_Encoding="gzip"))
    tracemalloc.start()
    fault = fault_of(client, url)
    assert tracemalloc.get_traced_memory()[1] < 25_000_000
    tracemalloc.stop()
    assert (fault.reason, fault.temporary) == ("answer_too_large", False)


def test_bytes_on_the_wire_are_capped_whatever_the_length_says(server: Server, client: Client) -> None:
    assert fault_of(client, server.on("/page", reply(b"x", length=10**12))).reason == "answer_too_large"
    endless = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    url = server.on("/page", sending(endless, *[bytes(100_000)] * 40))
    assert fault_of(client, url).reason == "answer_too_large"


def test_headers_are_capped(server: Server, client: Client) -> None:
    for head in (b"X: " + b"y" * 200_000, b"".join(b"X-%d: y\r\n" % n for n in range(20_000))):
        url = server.on("/page", sending(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\nbody"))
        assert fault_of(client, url).reason == "headers_too_large"
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 5_000
    assert fault_of(client, server.on("/page", sending(hints))).reason == "headers_too_large"


@pytest.mark.parametrize("packing", ["br", "zstd", "compress", "gzip, gzip", "gzip"])
def test_a_packing_that_was_not_asked_for_or_is_not_true_is_a_fault(
    server: Server, client: Client, packing: str
) -> None:
    assert fault_of(client, server.on("/page", reply(PAGE, Content_Encoding=packing))).reason == "encoding"


def test_what_is_not_http_is_a_fault(server: Server, client: Client) -> None:
    assert fault_of(client, server.on("/page", b"SSH-2.0-Server\r\n")).reason == "bad_response"
    assert fault_of(client, server.on("/page", b"")).reason == "bad_response"
    assert fault_of(client, server.on("/page", reply(b""))).reason == "empty_body"


def test_no_connection_and_no_tls_are_temporary_faults(server: Server, client: Client, clock: Clock) -> None:
    fault = fault_of(client, server.url("/page").replace("http:", "https:"))
    assert (fault.reason, fault.temporary) == ("tls", True)
    port = server.port
    server.close()
    border = Border(allowed_hosts={f"news.example:{port}"}, resolver=loopback)
    fault = fault_of(Client("x", border=border, caps=Caps(), clock=clock), server.url("/page"))
    assert (fault.reason, fault.temporary) == ("unreachable", True)


@pytest.mark.parametrize(
    ("status", "reason", "temporary"),
    [
        ("404 Not Found", "http_status", False),
        ("403 Forbidden", "http_status", False),
        ("410 Gone", "http_status", False),
        ("206 Partial Content", "http_status", False),
        ("304 Not Modified", "http_status", False),  # nobody asked whether it was
        ("429 Too Many Requests", "http_busy", True),
        ("500 Internal Server Error", "http_busy", True),
        ("503 Service Unavailable", "http_busy", True),
    ],
)
def test_a_status_is_a_fault_that_lasts_or_passes(
    server: Server, client: Client, status: str, reason: str, temporary: bool
) -> None:
    fault = fault_of(client, server.on("/page", reply(b"no", status=status, Retry_After="90")))
    assert (fault.reason, fault.temporary) == (reason, temporary)
    assert fault.not_before == START + dt.timedelta(seconds=90)
    assert status in str(fault)


def test_what_has_not_changed_is_not_sent_again(server: Server, client: Client) -> None:
    url = server.on("/page", reply(status="304 Not Modified"))
    answer = client.get(Request(url, etag='W/"é"', last_modified="Tue, 05 Mar 2024 10:00:00 GMT"))
    assert (answer.status, answer.body) == (304, b"")
    assert 'If-None-Match: W/"é"' in server.heads[0]
    assert "If-Modified-Since: Tue, 05 Mar 2024 10:00:00 GMT" in server.heads[0]


def test_a_type_that_is_not_wanted_is_refused_before_its_body_is_read(server: Server, client: Client) -> None:
    url = server.on("/page", reply(b"x", length=1_000_000, Content_Type="video/mp4"))
    with pytest.raises(Fault) as caught:
        client.get(Request(url, accepts=lambda media_type: media_type == "text/html"))
    assert caught.value.reason == "media_type"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Tue, 05 Mar 2024 13:00:00 GMT", 3600),
        ("9" * 40, 10**9),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("²", None),
    ],
)
def test_a_wish_to_be_tried_again_is_seconds_or_a_date(value: str | None, seconds: int | None) -> None:
    expected = None if seconds is None else START + dt.timedelta(seconds=seconds)
    assert retry_after(value, START) == expected
