"""One round of one source: what it lists now, what was put off, and what is due for a second look."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from lapwing.records import Address, Issue, RawItem
from lapwing.sources.reasons import Fault, issue
from lapwing.sources.web.discover import (
    Kind,
    feeds_named,
    is_any_type,
    is_called_listing,
    is_home,
    is_page_type,
    kind_of,
)
from lapwing.sources.web.feeds import feed_links
from lapwing.sources.web.fetch import Answer
from lapwing.sources.web.links import Link, moment, without_tracking
from lapwing.sources.web.memory import LISTING_PAUSE, Memory, answered, failed, is_due, next_check
from lapwing.sources.web.sitemaps import listed
from lapwing.sources.web.visiting import Visitor

MAX_SITEMAPS = 50  # sitemaps of one source in one round, the newest first
_DAY = dt.timedelta(days=1)  # the dates of an index may be whole days
MAX_DEPTH = 3  # sitemaps in indexes in indexes; the protocol has one level


@dataclass(frozen=True)
class Fetched:
    """An article as it was fetched: the item to read, and what an archive keeps of the answer.

    ``address`` is what is remembered of it; it is put into the memory once the caller has asked for what
    comes next, so that nothing is taken for collected that the caller has not got.
    """

    item: RawItem
    answer: Answer
    retrieved: dt.datetime
    address: Address

    @property
    def sha256(self) -> str:
        """Of the payload, in hexadecimal; the same for an answer that repeats itself."""
        return hashlib.sha256(self.item.data).hexdigest()


@dataclass(frozen=True)
class Wanted:
    """Which pages of a source: the first and last day of publication, both included, and how many at most."""

    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = 500


class Round:
    """The state of one round; ``label`` names the source in the memory."""

    def __init__(
        self, visitor: Visitor, memory: Memory, clock: Callable[[], dt.datetime], label: str, wanted: Wanted
    ) -> None:
        self._visitor = visitor
        self._memory = memory
        self._clock = clock
        self._label = label
        self._wanted = wanted
        self._seen: set[str] = set()
        self._waiting: set[str] = set()
        self._pages = 0
        self._left = 0
        self._sitemaps = 0
        self._sitemaps_left = 0

    def run(self, source: str, kind: Kind) -> Iterator[Fetched | Issue]:
        """What the source has now, then its pages that were put off or are due for a second look."""
        self._seen.add(source)
        known = self._remembered(source)
        now = self._clock()
        if known.not_before is not None and known.not_before > now:
            until = f"{known.not_before:%Y-%m-%d %H:%M} UTC"
            why = f"it failed: {known.fault}" if known.fault else "it was asked a short while ago"
            yield issue("backing_off", source, until=until, why=why)
        else:
            yield from self._source(known, kind)
        for address in list(self._memory.due(self._label, self._clock())):
            if address.url not in self._seen:
                yield from self._page(address, Link(address.url))
        if self._left:
            yield issue("many_links", source, count=self._left, limit=self._wanted.limit)
        if self._sitemaps_left:
            count = self._sitemaps_left
            yield issue("many_sitemaps", source, count=count, limit=MAX_SITEMAPS, depth=MAX_DEPTH)

    def _source(self, known: Address, kind: Kind) -> Iterator[Fetched | Issue]:
        try:
            answer = self._visitor.ask(known, accepts=is_page_type if kind == "page" else is_any_type)
            if answer.status == HTTPStatus.NOT_MODIFIED:
                yield from self._unchanged(known, answer, kind)
                return
            found = kind_of(answer.body, answer.media_type) if kind == "auto" else kind
            if found == "page" and kind == "auto" and is_home(answer.url):
                raise Fault("home_page", feeds=_feeds_said(answer))
            if found == "page" and kind == "auto" and is_called_listing(known.url):
                raise Fault("bad_listing", kind="feed or sitemap", why="it is a page")
            if found == "page":
                self._pages += 1
                yield from self._fetched(known, Link(known.url), answer)
                return
            yield from self._listing(known, answer, found)
        except Fault as fault:
            now = self._clock()
            self._memory.put(failed(known, fault, now, is_page=kind == "page"))
            yield fault.issue(known.url)

    def _unchanged(self, known: Address, answer: Answer, kind: Kind) -> Iterator[Issue]:
        now = self._clock()
        if kind not in ("feed", "sitemap"):
            when = f"{known.last_answered:%Y-%m-%d %H:%M} UTC" if known.last_answered else "then"
            yield issue("unchanged", known.url, when=when)
        later = answered(known, answer, now)
        self._memory.put(later.model_copy(update={"not_before": now + LISTING_PAUSE}))

    def _listing(self, known: Address, answer: Answer, kind: Kind) -> Iterator[Fetched | Issue]:
        """The pages of a feed or sitemap. Where some were left for later, it is read in full next time."""
        left = self._left + self._sitemaps_left
        if kind == "feed":
            yield from self._links(feed_links(answer.body, url=answer.url, media_type=answer.media_type))
        else:
            yield from self._sitemap(answer, depth=1)
        now = self._clock()
        later = answered(known, answer, now).model_copy(update={"not_before": now + LISTING_PAUSE})
        if self._left + self._sitemaps_left > left:
            later = later.model_copy(update={"etag": None, "last_modified": None})
        self._memory.put(later)

    def _sitemap(self, answer: Answer, *, depth: int) -> Iterator[Fetched | Issue]:
        self._sitemaps += 1
        found = listed(answer.body, url=answer.url)
        yield from self._links(_newest_first(found.pages))
        for link in _newest_first(found.sitemaps):
            if link.url in self._seen or not link.within(self._wanted.since, None):
                continue
            self._seen.add(link.url)
            if depth >= MAX_DEPTH or self._sitemaps >= MAX_SITEMAPS:
                self._sitemaps_left += 1
            else:
                yield from self._part(link, depth)

    def _part(self, link: Link, depth: int) -> Iterator[Fetched | Issue]:
        """A sitemap of an index. It has no ``not_before``, which is for pages: it is asked in every round,
        unless the index says that it is older than its last answer."""
        known = self._remembered(link.url)
        updated = moment(link.updated)
        if updated is not None and known.last_answered is not None and updated + _DAY < known.last_answered:
            return
        left = self._left + self._sitemaps_left
        try:
            answer = self._visitor.ask(known, accepts=is_any_type)
            if answer.status != HTTPStatus.NOT_MODIFIED:
                yield from self._sitemap(answer, depth=depth + 1)
        except Fault as fault:
            later = failed(known, fault, self._clock(), is_page=False)
            self._memory.put(later.model_copy(update={"not_before": None}))
            yield fault.issue(link.url)
        else:
            if self._left + self._sitemaps_left == left:
                self._memory.put(answered(known, answer, self._clock()))

    def _links(self, links: Iterable[Link]) -> Iterator[Fetched | Issue]:
        """The pages that are wanted, new or due, each once.

        Those that failed come last, so that one broken page does not silence its host before the others are had.
        """
        failing: list[tuple[Address, Link]] = []
        for link in links:
            if link.url in self._seen or not link.within(self._wanted.since, self._wanted.until):
                continue
            known = self._memory.get(link.url)
            if is_due(known, self._clock()):
                if known is not None and known.failures:
                    failing.append((known, link))
                else:
                    yield from self._page(known or self._remembered(link.url), link)
            self._seen.add(link.url)
        for known, link in failing:
            yield from self._page(known, link)

    def _page(self, known: Address, link: Link) -> Iterator[Fetched | Issue]:
        self._seen.add(link.url)
        if self._pages >= self._wanted.limit:
            self._left += 1
            return
        self._pages += 1
        try:
            answer = self._visitor.ask(known, accepts=is_page_type)
        except Fault as fault:
            yield from self._page_failed(known, fault)
            return
        if answer.status == HTTPStatus.NOT_MODIFIED:
            now = self._clock()
            again = next_check(known, moment(link.published), now)
            self._memory.put(answered(known, answer, now).model_copy(update={"not_before": again}))
        else:
            yield from self._fetched(known, link, answer)

    def _page_failed(self, known: Address, fault: Fault) -> Iterator[Issue]:
        """What is put off because its host is left alone is said once for the host."""
        self._memory.put(failed(known, fault, self._clock(), is_page=True))
        if fault.reason == "backing_off":
            self._pages -= 1
            host = urlsplit(known.url).netloc
            if host in self._waiting:
                return
            self._waiting.add(host)
        yield fault.issue(known.url)

    def _fetched(self, known: Address, link: Link, answer: Answer) -> Iterator[Fetched]:
        now = self._clock()
        item = RawItem(
            name=known.url,
            data=answer.body,
            media_type=answer.media_type,
            title=link.title,
            author=link.author,
            publisher=link.publisher,
            published=link.published,
            url=without_tracking(answer.url),
        )
        again = next_check(known, moment(link.published), now)
        later = answered(known, answer, now).model_copy(update={"not_before": again})
        yield Fetched(item, answer, now, later)
        self._memory.put(later)

    def _remembered(self, url: str) -> Address:
        return self._memory.get(url) or Address(url=url, source=self._label)


def _newest_first(links: Iterable[Link]) -> list[Link]:
    """So that a limit leaves out what is oldest; what has no date comes last, in its order."""
    earliest = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(links, key=lambda one: moment(one.published or one.updated) or earliest, reverse=True)


def _feeds_said(answer: Answer) -> str:
    feeds = feeds_named(answer.body, answer.url)
    return f"It names these feeds: {', '.join(feeds)}" if feeds else ""
