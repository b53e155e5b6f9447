"""The bytes of a feed (RSS, Atom, JSON Feed) → the pages that it names. The text of its entries is not used:
feeds cut, reword and mix it, and a page is the outlet's word."""

from __future__ import annotations

import io
import json
from typing import Any

import feedparser
from lxml import etree, html

from lapwing.sources.reasons import Fault
from lapwing.sources.web.links import Link, page_url, tidy

MAX_LINKS = 5_000  # entries of one feed; feeds have tens to hundreds
_JSON_FEED = "https://jsonfeed.org/version/"


def feed_links(data: bytes, *, url: str, media_type: str | None = None) -> list[Link]:
    """The pages of the feed at ``url``, in its order, each once. Raises ``Fault`` ``bad_listing``."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        found = _json_links(data, url)
    else:
        found = _xml_links(data, url, media_type)
    first: dict[str, Link] = {}
    for link in found:
        first.setdefault(link.url, link)
    return list(first.values())


def refuse_entities(data: bytes, kind: str) -> None:
    """Raises ``Fault`` for XML that declares entities, which listings never need and bombs are made of."""
    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise Fault("bad_listing", kind=kind, why="it declares entities of its own")


def _xml_links(data: bytes, url: str, media_type: str | None) -> list[Link]:
    refuse_entities(data, "feed")
    headers = {"content-location": url}
    if media_type:
        headers["content-type"] = media_type
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    version = parsed.get("version") or ""
    if not version and not parsed.entries:
        raise Fault("bad_listing", kind="feed", why="it is neither RSS nor Atom")
    outlet = _plain(parsed.feed.get("title_detail"))
    dated_late = version.startswith("rss")  # dc:date, which is the date of publication in RSS
    links = (_xml_link(entry, url, outlet, dated_late) for entry in parsed.entries[:MAX_LINKS])
    return [link for link in links if link is not None]


def _xml_link(entry: Any, base: str, outlet: str | None, dated_late: bool) -> Link | None:
    address = page_url(base, entry.get("link"))
    if address is None:
        return None
    # The dictionary's own `get`: feedparser's gives one date for another.
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    return Link(
        url=address,
        title=_plain(entry.get("title_detail")),
        published=tidy(published or (updated if dated_late else None)),
        author=tidy(entry.get("author")),
        publisher=tidy(entry.get("source", {}).get("title")) or outlet,
        updated=tidy(updated),
    )


def _plain(detail: Any) -> str | None:
    """A title without the tags that some feeds put in it."""
    words = detail.get("value") if detail else None
    if words and "<" in words and detail.get("type") != "text/plain":
        try:
            words = html.fromstring(f"<div>{words}</div>").text_content()
        except (etree.ParserError, ValueError):
            return tidy(words)
    return tidy(words)


def _json_links(data: bytes, url: str) -> list[Link]:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise Fault("bad_listing", kind="feed", why="its JSON cannot be read") from fault
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_JSON_FEED):
        raise Fault("bad_listing", kind="feed", why="its JSON is not a JSON Feed")
    items = feed.get("items")
    entries = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    outlet = tidy(feed.get("title"))
    links = (_json_link(entry, url, outlet) for entry in entries[:MAX_LINKS])
    return [link for link in links if link is not None]


def _json_link(entry: dict[str, Any], base: str, outlet: str | None) -> Link | None:
    given = entry.get("url")
    address = page_url(base, given if isinstance(given, str) else None)
    if address is None:
        return None
    authors = entry.get("authors") or [entry.get("author")]
    names = [tidy(one.get("name")) for one in authors if isinstance(one, dict)]
    return Link(
        url=address,
        title=tidy(entry.get("title")),
        published=tidy(entry.get("date_published")),
        author=", ".join(name for name in names if name) or None,
        publisher=outlet,
        updated=tidy(entry.get("date_modified")),
    )
