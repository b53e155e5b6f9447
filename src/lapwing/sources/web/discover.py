"""What an answer is: a feed, a sitemap or a page, by its first bytes and then by its media type."""

from __future__ import annotations

import re
import zlib
from typing import Literal, get_args
from urllib.parse import urlsplit

from lxml import etree, html

from lapwing.sources.reasons import Fault
from lapwing.sources.web.links import page_url

Kind = Literal["auto", "feed", "sitemap", "page"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_HEAD = 8192
_ROOT = re.compile(rb"<(?![?!])(?:\w+:)?([a-z]+)", re.IGNORECASE)
_BY_ROOT: dict[bytes, Kind] = {
    b"rss": "feed",
    b"feed": "feed",
    b"rdf": "feed",
    b"channel": "feed",
    b"urlset": "sitemap",
    b"sitemapindex": "sitemap",
}
_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown"})
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_LISTINGS = frozenset(
    {"application/json", "application/feed+json", "application/gzip", "application/x-gzip", "text/xml"}
)
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_LISTING = re.compile(
    r"/(?:rss|atom|feeds?|sitemap[\w-]*)(?:\.\w+){0,2}/?$|\.(?:rss|atom|xml|rdf)(?:\.gz)?$", re.IGNORECASE
)
_HOME = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w{2,5})?)?", re.IGNORECASE)


def is_page_type(media_type: str | None) -> bool:
    """Whether documents of this type can be read, or their type is not said."""
    return _bare(media_type) in _PAGES | _UNSAID


def is_any_type(media_type: str | None) -> bool:
    """Whether it may be a feed, a sitemap or a page."""
    bare = _bare(media_type)
    return bare in _PAGES | _UNSAID | _LISTINGS or bare.endswith("xml")


def kind_of(data: bytes, media_type: str | None) -> Kind:
    """What the bytes are. Raises ``Fault`` ``media_type`` for what is none of the three."""
    head = _head(data)
    if data.startswith(b"%PDF-"):
        return "page"
    if head.lstrip().startswith(b"{") and b"jsonfeed.org/version" in head:
        return "feed"
    root = _ROOT.search(head) if head.lstrip().startswith(b"<") else None
    if root is not None and root[1].lower() in _BY_ROOT:
        return _BY_ROOT[root[1].lower()]
    if not is_page_type(media_type):
        raise Fault("media_type", media_type=_bare(media_type))
    return "page"


def is_home(url: str) -> bool:
    """Whether the address is a site's front page, or that of one of its languages."""
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def is_called_listing(url: str) -> bool:
    """Whether the address says of itself that a feed or sitemap stands there, so that a page is none of its news."""
    return _LISTING.search(urlsplit(url).path) is not None


def feeds_named(data: bytes, url: str) -> list[str]:
    """The feeds that a page names in its head, at most five: what to give instead of a front page."""
    try:
        root = html.document_fromstring(data)
    except (etree.ParserError, ValueError):
        return []
    found = (
        page_url(url, link.get("href"))
        for link in root.iter("link")
        if _bare(link.get("type")) in _FEED_TYPES and "alternate" in (link.get("rel") or "").lower()
    )
    return list(dict.fromkeys(address for address in found if address is not None))[:5]


def _head(data: bytes) -> bytes:
    """The first bytes, unpacked, without byte order mark, NULs (UTF-16) and comments."""
    head = data[:_HEAD]
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _HEAD)
        except zlib.error:
            return b""
    head = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL)


def _bare(media_type: str | None) -> str:
    return (media_type or "").partition(";")[0].strip().lower()
