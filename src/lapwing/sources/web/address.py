"""Which addresses may be asked: web addresses without secrets whose host is on the public internet."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Collection

import httpx

from lapwing.sources.reasons import Fault

PORTS = frozenset({80, 443, 8080, 8443})
MAX_URL = 2083  # characters; the longest that browsers and servers have agreed on
Resolver = Callable[[str, int, float], list[str]]

# Not for the public, after the IANA special-purpose registries (RFC 6890 and what was added to it), with the
# relay of 6to4, multicast, the reserved class, and the one address at which a cloud answers its guests
# although it is publicly routed (Azure). Written out: the standard library's own list differs by version.
_NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    )
)  # fmt: skip
# Of IPv6 only 2000::/3 is given out for the public. That leaves aside loopback, link-local, unique local
# (fd00:ec2::254 among them), multicast, IPv4-mapped and -compatible addresses and NAT64 (64:ff9b::/96).
_PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)


def is_public(address: str) -> bool:
    """Whether the IP address is one that anybody on the internet can reach, and nobody's private network."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(known, ipaddress.IPv4Address):
        return not any(known in block for block in _NOT_PUBLIC_4)
    return known in _PUBLIC_6 and not any(known in block for block in _NOT_PUBLIC_6)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of ``host`` by the system's resolver, each once.

    The resolver takes no time limit, so it is asked in a thread that is left behind when it is too slow.
    Raises ``Fault`` ``dns`` or ``timeout``.
    """
    found: list[str] = []
    faults: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as fault:
            faults.append(fault)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if faults:
        raise Fault("dns", host=host) from faults[0]
    if thread.is_alive():
        raise Fault("timeout", seconds=seconds)
    return found


class Border:
    """The rule of what may be connected to.

    ``allowed_hosts`` names hosts that a person vouches for, such as a server of the own network: written
    ``news.intranet`` (the usual ports) or ``news.intranet:9000`` (that port too). They may have any address.
    """

    def __init__(self, *, allowed_hosts: Collection[str] = (), resolver: Resolver = resolve) -> None:
        self._allowed = frozenset(host.strip().lower() for host in allowed_hosts)
        self._resolver = resolver

    def checked(self, url: str) -> httpx.URL:
        """The address, its name in ASCII, without its fragment. Raises ``Fault`` ``bad_address``."""
        if len(url) > MAX_URL:
            raise Fault("bad_address", why=f"it has more than {MAX_URL} characters")
        try:
            parsed = httpx.URL(url.strip()).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError, TypeError) as fault:
            raise Fault("bad_address", why="it cannot be read") from fault
        if parsed.scheme not in ("http", "https"):
            raise Fault(
                "bad_address", why=f"'{parsed.scheme}:' is not fetched" if parsed.scheme else "no http"
            )
        if parsed.userinfo:
            raise Fault("bad_address", why="it holds a user name or password")
        self._check_host(parsed)
        return parsed

    def addresses(self, host: str, port: int, *, seconds: float) -> list[str]:
        """The addresses of ``host`` that may be connected to, resolved now, within ``seconds``.

        Raises ``Fault``: ``dns``, ``timeout``, or ``private_address`` where no address is left.
        """
        literal = _literal(host)
        found = [literal] if literal else self._resolver(host, port, seconds)
        if not found:
            raise Fault("dns", host=host)
        if self._vouched(host, port):
            return found
        public = [address for address in found if is_public(address)]
        if not public:
            raise Fault("private_address", host=host, address=", ".join(found[:3]))
        return public

    def _check_host(self, url: httpx.URL) -> None:
        host, port = url.raw_host.decode("ascii"), port_of(url)
        if not host:
            raise Fault("bad_address", why="it names no host")
        if _literal(host) is None and _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
            # What the system would read as an address in another base: 2130706433, 0x7f.1, 0177.0.0.1.
            raise Fault("bad_address", why=f"'{host[:80]}' is a number, not a name")
        if port not in PORTS and f"{host}:{port}" not in self._allowed:
            raise Fault("bad_address", why=f"port {port} is not one of {', '.join(map(str, sorted(PORTS)))}")

    def _vouched(self, host: str, port: int) -> bool:
        return f"{host}:{port}" in self._allowed or (host in self._allowed and port in PORTS)


def port_of(url: httpx.URL) -> int:
    """The port that is connected to."""
    return url.port or (443 if url.scheme == "https" else 80)


def _literal(host: str) -> str | None:
    """The host as an IP address, where it is written as one in the one canonical way."""
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None
