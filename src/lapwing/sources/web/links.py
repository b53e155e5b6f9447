"""What a feed or sitemap says about one page, and the dates by which pages are chosen."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

# What newsletters and social networks add to links; no site gives another page for it. Set by judgement, short.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid)(?:=|$)", re.IGNORECASE)


class Link(NamedTuple):
    """A page as a listing names it. ``published`` is in the listing's own words, ``updated`` too."""

    url: str
    title: str | None = None
    published: str | None = None
    author: str | None = None
    publisher: str | None = None
    updated: str | None = None

    def within(self, since: dt.date | None, until: dt.date | None) -> bool:
        """Whether the page may be of the days ``since`` to ``until``, both included, in the outlet's own time.

        What has no date that can be read may be of any. A page that is only said to be updated cannot be
        later than that, but may be much earlier.
        """
        published = moment(self.published)
        latest = published or moment(self.updated)
        if since is not None and latest is not None and latest.date() < since:
            return False
        return not (until is not None and published is not None and published.date() > until)


def moment(words: str | None) -> dt.datetime | None:
    """A date and time as feeds (RFC 822) and sitemaps (ISO 8601) write them; in UTC where they say no zone."""
    text = (words or "").strip()
    if not text:
        return None
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return None


def page_url(base: str, address: str | None) -> str | None:
    """The address of a page, made whole with ``base``, without fragment and tracking; only web addresses."""
    try:
        whole = urldefrag(urljoin(base, (address or "").strip()))[0]
    except ValueError:
        return None
    web = address and whole.lower().startswith(("http://", "https://"))
    return without_tracking(whole) if web else None


def without_tracking(url: str) -> str:
    """The address without the parameters that only tell where a reader came from; all others stay as they are."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = [one for one in parts.query.split("&") if not _TRACKING.match(one)]
    return parts._replace(query="&".join(kept)).geturl() if len(kept) < parts.query.count("&") + 1 else url


def tidy(words: object) -> str | None:
    """The words on one line, ``None`` where there are none."""
    return (" ".join(words.split()) or None) if isinstance(words, str) else None
