"""HTML → the article in it, by trafilatura, with the date that its markup states."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from lapwing.documents.clean import normalise, one_line
from lapwing.documents.draft import Draft
from lapwing.documents.reasons import issue
from lapwing.records import Issue, RawItem

# What trafilatura logs about a bad page is said in the issue; who sets up logging still sees it.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
# trafilatura would take the last acceptable date from the clock; the dates it finds are not used.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
_META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish_date",
    "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "article.published",
    "originalpublicationdate", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date",
    "rnews:datepublished",
)  # fmt: skip
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading|subscribers? only"
    r"|for subscribers|already a (?:subscriber|member)\?|become a (?:subscriber|member) to"
    r"|unlock this (?:article|story)"
    r"|(?:log|sign) in to (?:continue|read)|you (?:have|’ve|'ve) reached your (?:limit|free)",
    re.IGNORECASE,
)
# A paywalled page shows a paragraph or two. Below this many characters a page that asks for a subscription
# is taken for one; set by judgement.
_TEASER = 800
_BREAK = re.compile(r"\s*\n\s*")
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*>")


def read_html(html: str, item: RawItem) -> Draft | Issue:
    """The main text of a page, broken markup or not; an issue when it has none, or a paywall."""
    from trafilatura import bare_extraction, load_html

    tree = load_html(normalise(_XML_HEAD.sub("", html)))
    if tree is None:
        return issue("bad_html", item)
    published = next(_dates(tree), None)
    whole = normalise(tree.text_content())
    extracted = bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    found = _fields(extracted)
    # Each line is a block of the page; an empty line between them keeps a heading apart from what follows.
    text = _BREAK.sub("\n\n", normalise(found.get("text") or ""))
    if _PAYWALL.search(whole) and len(text) < _TEASER:
        return issue("paywall", item)
    if not text.strip():
        return issue("bad_html", item)
    return Draft(
        text=text,
        title=one_line(found.get("title")),
        author=one_line(found.get("author")),
        publisher=one_line(found.get("sitename")),
        published=one_line(published),
        url=found.get("url"),
    )


def _fields(extracted: Any) -> dict[str, Any]:
    return {} if extracted is None else extracted.as_dict()


def _dates(tree: Any) -> Iterator[str]:
    """What the markup states as the date of publication, the most deliberate statement first."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    yield from (metas[name] for name in _META_DATES[:3] if metas.get(name))
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        yield from _linked_data(script.text or "")
    yield from (metas[name] for name in _META_DATES[3:] if metas.get(name))
    for element in tree.iter("time"):
        stated = element.get("datetime")
        if stated and (element.get("pubdate") is not None or element.get("itemprop") == "datePublished"):
            yield stated
    stamps = {
        element.get("datetime") for element in tree.iterfind(".//article//time") if element.get("datetime")
    }
    if len(stamps) == 1:
        yield from stamps


def _linked_data(script: str) -> Iterator[str]:
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return
    waiting = [data]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, dict):
            if isinstance(part.get("datePublished"), str):
                yield part["datePublished"]
            graph = part.get("@graph")
            waiting.extend(graph if isinstance(graph, list) else [])
