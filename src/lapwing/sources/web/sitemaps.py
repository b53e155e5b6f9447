"""The bytes of a sitemap, a sitemap of news or an index of sitemaps → the pages or sitemaps that it names."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from lapwing.sources.reasons import Fault
from lapwing.sources.unpacking import unpacked
from lapwing.sources.web.feeds import refuse_entities
from lapwing.sources.web.links import Link, page_url, tidy

MAX_LINKS = 50_000  # the protocol's own bound for one sitemap
MAX_BYTES = 52_428_800  # likewise, unpacked
_GZIP_MAGIC = b"\x1f\x8b"


class Listed(NamedTuple):
    """What a sitemap names: ``pages``, or further ``sitemaps`` with ``updated`` as their date."""

    pages: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()


def unzipped(data: bytes) -> bytes:
    """The sitemap's bytes, unpacked where the file itself is gzip (``sitemap.xml.gz``). Raises ``Fault``."""
    return unpacked([data], "gzip", limit=MAX_BYTES) if data.startswith(_GZIP_MAGIC) else data


def listed(data: bytes, *, url: str) -> Listed:
    """What the sitemap at ``url`` names, in its order. Raises ``Fault``.

    Nothing is loaded and no entity is expanded. A sitemap that breaks off gives what stands before.
    """
    data = unzipped(data)
    refuse_entities(data, "sitemap")
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return Listed(pages=_lines(data, url))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Fault("bad_listing", kind="sitemap", why=str(fault)[:200].lower()) from fault
    name = None if root is None else etree.QName(root).localname
    if root is None or name not in ("urlset", "sitemapindex"):
        raise Fault("bad_listing", kind="sitemap", why=f"it begins with <{name}>")
    links = tuple(link for entry in root[:MAX_LINKS] if (link := _link(entry, url)) is not None)
    return Listed(pages=links) if name == "urlset" else Listed(sitemaps=links)


def _link(entry: etree._Element, base: str) -> Link | None:
    """One ``url`` or ``sitemap``; the dates and titles of a news sitemap lie deeper in it."""
    if not isinstance(entry.tag, str):
        return None
    said: dict[str, str] = {}
    for element in entry.iter(etree.Element):
        said.setdefault(etree.QName(element).localname, (element.text or "").strip())
    address = page_url(base, said.get("loc"))
    if address is None:
        return None
    return Link(
        url=address,
        title=tidy(said.get("title") if "publication_date" in said else None),
        published=tidy(said.get("publication_date")),
        publisher=tidy(said.get("name") if "publication" in said else None),
        updated=tidy(said.get("lastmod")),
    )


def _lines(data: bytes, base: str) -> tuple[Link, ...]:
    """A sitemap in plain text: one address a line."""
    lines = data.decode("utf-8-sig", "replace").splitlines()[:MAX_LINKS]
    whole = (page_url(base, line) for line in lines if line.strip().lower().startswith("http"))
    links = tuple(Link(address) for address in whole if address is not None)
    if not links:
        raise Fault("bad_listing", kind="sitemap", why="it holds no address")
    return links
