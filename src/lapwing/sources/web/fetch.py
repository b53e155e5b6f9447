"""One address → its answer, whole and as it was sent, or a named fault. Everything about it is bounded."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore
import httpx

from lapwing.sources.reasons import Fault
from lapwing.sources.unpacking import PACKINGS, unpacked
from lapwing.sources.web.address import Border
from lapwing.sources.web.transport import Deadline, Gate, Metered

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The server is busy, broken or asks for patience; all other answers but 200 and 203 last.
_BUSY = frozenset({408, 421, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 525, 527, 530})
_WHOLE = frozenset({200, 203})
# Headers that no longer fit the body once it is unpacked; archives keep them under this prefix.
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ORIGINAL = "X-Archive-Orig-"


@dataclass(frozen=True)
class Caps:
    """What one request may cost: bytes as sent, bytes unpacked, seconds and bytes of headers per answer."""

    wire_bytes: int = 25_000_000
    body_bytes: int = 50_000_000
    header_bytes: int = 64_000
    seconds: float = 60.0
    redirects: int = 8


@dataclass(frozen=True)
class Answer:
    """What a server answered. ``body`` is unpacked and otherwise as sent; it is empty for status 304.

    ``url`` is where the redirects ended. ``headers`` are as sent; ``archive_headers`` fit ``body``.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    http_version: str = "HTTP/1.1"

    @property
    def status_line(self) -> str:
        """The first line of a WARC response record."""
        return f"{self.http_version} {self.status} {self.reason}".rstrip()

    @property
    def archive_headers(self) -> tuple[tuple[str, str], ...]:
        """The headers for a WARC response record whose payload is ``body``.

        Those that were true of the packed body alone are kept with the prefix ``X-Archive-Orig-``.
        """
        kept = [
            (f"{_ORIGINAL}{name}" if name.lower() in _OF_THE_WIRE else name, value)
            for name, value in self.headers
        ]
        return (*kept, ("Content-Length", str(len(self.body))))

    def header(self, name: str) -> str | None:
        """The header's value, the first where there are several."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)

    @property
    def media_type(self) -> str | None:
        """The media type with its parameters, as the server says."""
        return self.header("content-type")


@dataclass(frozen=True)
class Request:
    """What is asked for. ``before`` is called with every address on the way before it is asked.

    ``accepts`` judges the media type before the body is read. ``before`` may wait, or raise ``Fault``.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accepts: Callable[[str | None], bool] | None = None
    before: Callable[[httpx.URL], None] | None = None


class Client:
    """Sends single GET requests, each over a connection of its own; no cookies, no proxies, no log-in."""

    def __init__(self, agent: str, *, border: Border, caps: Caps, clock: Callable[[], dt.datetime]) -> None:
        self._agent = agent
        self._border = border
        self._caps = caps
        self._clock = clock
        self._tls: ssl.SSLContext | None = None

    def get(self, request: Request) -> Answer:
        """The answer: status 200, 203, or 304 where ``etag`` or ``last_modified`` was sent.

        Raises ``Fault`` for everything else; nothing of such an answer is kept.
        """
        url = self._border.checked(request.url)
        seen: set[str] = set()
        while True:
            seen.add(str(url))
            if request.before is not None:
                request.before(url)
            answer = self._ask(url, request)
            if answer.status not in _REDIRECTS:
                return self._judged(answer, request)
            url = self._next(url, answer)
            if str(url) in seen:
                raise Fault("redirects", why="it comes back to an address that it has passed")
            if len(seen) > self._caps.redirects:
                raise Fault("redirects", why=f"more than {self._caps.redirects} times")

    def _next(self, url: httpx.URL, answer: Answer) -> httpx.URL:
        where = answer.header("location")
        if not where:
            raise Fault("redirects", why="it does not say where to")
        try:
            joined = url.join(where)
        except (httpx.InvalidURL, ValueError, TypeError) as fault:
            raise Fault("redirects", why="it names an address that cannot be read") from fault
        return self._border.checked(str(joined))

    def _judged(self, answer: Answer, request: Request) -> Answer:
        conditional = request.etag or request.last_modified
        if answer.status in _WHOLE:
            if not answer.body:
                raise Fault("empty_body")
            return answer
        if answer.status == HTTPStatus.NOT_MODIFIED and conditional:
            return answer
        asked = retry_after(answer.header("retry-after"), self._clock())
        named = f"{answer.status} {answer.reason}".strip()
        reason = "http_busy" if answer.status in _BUSY else "http_status"
        raise Fault(reason, not_before=asked, status=named)

    def _ask(self, url: httpx.URL, request: Request) -> Answer:
        caps = self._caps
        deadline = Deadline(caps.seconds)
        gate = Gate(self._border, deadline, header_bytes=caps.header_bytes, wire_bytes=caps.wire_bytes)
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        connection = httpcore.HTTPConnection(target.origin, self._context(url), network_backend=gate)
        try:
            with connection.stream("GET", target, headers=self._headers(url, request)) as response:
                return self._answer(url, response, request, gate.stream)
        except httpcore.TimeoutException as fault:
            raise Fault("timeout", seconds=caps.seconds) from fault
        except httpcore.NetworkError as fault:
            raise Fault("unreachable", why=str(fault).lower() or "it broke off") from fault
        except httpcore.ProtocolError as fault:
            raise Fault("bad_response", why=str(fault)[:200].lower()) from fault
        finally:
            connection.close()

    def _answer(
        self, url: httpx.URL, response: httpcore.Response, request: Request, stream: Metered | None
    ) -> Answer:
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        said = response.extensions.get("reason_phrase", b"").decode("latin-1")
        version = response.extensions.get("http_version", b"HTTP/1.1").decode("latin-1")
        answer = Answer(str(url), response.status, said, headers, b"", version)
        if response.status not in _WHOLE:
            return answer  # what else a server says with an error or a redirect is not read
        if request.accepts is not None and not request.accepts(answer.media_type):
            raise Fault("media_type", media_type=(answer.media_type or "of no known type")[:80])
        if stream is not None:
            stream.begin_body()
        packing = answer.header("content-encoding") or ""
        body = unpacked(self._parts(response, answer, stream), packing, limit=self._caps.body_bytes)
        return Answer(str(url), response.status, said, headers, body, version)

    def _parts(self, response: httpcore.Response, answer: Answer, stream: Metered | None) -> Iterator[bytes]:
        """The body as sent, with the length that was promised."""
        stated = None if answer.header("transfer-encoding") else answer.header("content-length")
        if stated is not None and int(stated) > self._caps.wire_bytes:
            raise Fault("answer_too_large", limit=self._caps.wire_bytes // 1_000_000)
        try:
            yield from response.iter_stream()
        except (httpcore.ProtocolError, httpcore.NetworkError) as fault:
            raise Fault("short_body", why=str(fault)[:200].lower() or "the connection ended") from fault
        if stated is not None and stream is not None and stream.goes_on(int(stated)):
            raise Fault("long_body")

    def _context(self, url: httpx.URL) -> ssl.SSLContext | None:
        if url.scheme == "https" and self._tls is None:
            self._tls = httpx.create_ssl_context()
        return self._tls

    def _headers(self, url: httpx.URL, request: Request) -> Mapping[bytes | str, bytes | str]:
        headers: dict[bytes | str, bytes | str] = {
            "Host": url.netloc,
            "User-Agent": self._agent,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": PACKINGS,
            "Connection": "close",
        }
        if request.etag:
            headers["If-None-Match"] = request.etag.encode("latin-1")
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified.encode("latin-1")
        return headers


def retry_after(value: str | None, now: dt.datetime) -> dt.datetime | None:
    """When a server asks to be tried again, which it writes as seconds or as a date."""
    words = (value or "").strip()
    if words.isascii() and words.isdigit():
        return now + dt.timedelta(seconds=min(int(words[:12]), 10**9))
    try:
        named = parsedate_to_datetime(words)
    except ValueError:
        return None
    return named if named.tzinfo else named.replace(tzinfo=dt.UTC)
