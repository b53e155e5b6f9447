import datetime as dt
import time

import pytest

from lapwing.errors import SourceError
from lapwing.records import Issue
from lapwing.sources.reasons import REASONS
from lapwing.sources.web import Fetched, Fetcher, InMemory, Settings
from tests.sources.web.servers import Clock, Server, reply

XML = "application/xml"


def page(number: object = 1, **headers: str) -> bytes:
    return reply(f"<html><p>Report {number} from Norvale.</p></html>".encode(), **headers)


def feed(*paths: str, day: str = "05 Mar 2024", **headers: str) -> bytes:
    items = "".join(
        f"<item><title>About {path}</title><link>{path}</link><pubDate>{day} 08:00 GMT</pubDate></item>"
        for path in paths
    )
    body = f'<rss version="2.0"><channel><title>The Post</title>{items}</channel></rss>'
    return reply(body.encode(), Content_Type="application/rss+xml", **headers)


def sitemap(*paths: str) -> bytes:
    urls = "".join(f"<url><loc>{path}</loc></url>" for path in paths)
    return reply(f"<urlset>{urls}</urlset>".encode(), Content_Type=XML)


def index(*parts: tuple[str, str]) -> bytes:
    maps = "".join(f"<sitemap><loc>{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in parts)
    return reply(f"<sitemapindex>{maps}</sitemapindex>".encode(), Content_Type=XML)


def told(found: list[Fetched | Issue]) -> list[str]:
    return [one.reason if isinstance(one, Issue) else one.item.name.rpartition("/")[2] for one in found]


def test_the_pages_of_a_feed_are_fetched_with_what_the_feed_says(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    server.on("/1", reply(status="302 Found", Location="/one"))
    server.on("/one", page(Content_Type="text/html; charset=iso-8859-1"))
    (one,) = fetcher.collect(server.on("/feed", feed("/1")), name="post")
    assert isinstance(one, Fetched)
    item = one.item
    assert (item.name, item.url) == (server.url("/1"), server.url("/one"))
    assert (item.title, item.publisher, item.published) == ("About /1", "The Post", "05 Mar 2024 08:00 GMT")
    assert item.media_type == "text/html; charset=iso-8859-1"
    assert item.data == one.answer.body
    assert one.retrieved == clock.now
    assert (one.address.source, one.address.last_answered) == ("post", clock.now)


def test_requests_of_a_host_keep_its_pace_with_its_rules_first(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    server.on("/robots.txt", reply(b"User-agent: *\nCrawl-delay: 9\nDisallow: /no\n"))
    server.on("/1", page())
    found = list(fetcher.collect(server.on("/feed", feed("/1", "/no", "/1")), kind="feed"))
    assert told(found) == ["1", "robots"]
    assert server.requests == ["/robots.txt", "/feed", "/1"]
    assert clock.slept == [9.0, 9.0]


def test_a_page_that_was_fetched_is_not_asked_for_in_every_round(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    url = server.on("/feed", feed("/1", ETag='"a"'), feed("/1", "/2", ETag='"b"'))
    server.on("/1", page())
    server.on("/2", page())
    assert told(list(fetcher.collect(url))) == ["1"]
    assert told(list(fetcher.collect(url))) == ["backing_off"]  # it was asked a moment ago
    clock.pass_by(minutes=15)
    assert told(list(fetcher.collect(url))) == ["2"]
    assert server.asked("/1") == 1
    assert 'If-None-Match: "a"' in server.heads[3]


def test_a_page_is_looked_at_again_for_corrections_even_when_the_feed_has_dropped_it(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    url = server.on("/feed", feed("/1"), feed(ETag='"b"'), reply(status="304 Not Modified"))
    server.on("/1", page(1, ETag='"1"'), reply(status="304 Not Modified"), page("1, corrected,"))
    assert told(list(fetcher.collect(url))) == ["1"]
    clock.pass_by(hours=7)
    assert told(list(fetcher.collect(url))) == []
    assert 'If-None-Match: "1"' in server.heads[-1]
    clock.pass_by(hours=15)
    (again,) = fetcher.collect(url, kind="feed")
    assert isinstance(again, Fetched)
    assert b"corrected" in again.item.data


def test_an_old_page_is_fetched_once(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    url = server.on("/feed", feed("/1", day="05 Jan 2020"))
    server.on("/1", page())
    assert told(list(fetcher.collect(url))) == ["1"]
    clock.pass_by(days=30)
    assert told(list(fetcher.collect(url))) == []


def test_what_the_caller_has_not_taken_is_fetched_again(
    server: Server, fetcher: Fetcher, memory: InMemory
) -> None:
    url = server.on("/feed", feed("/1", "/2"))
    server.on("/1", page())
    server.on("/2", page())
    begun = fetcher.collect(url)
    next(begun)
    begun.close()  # type: ignore[attr-defined]  # as a process that ends here
    assert memory.get(server.url("/1")) is memory.get(url) is None
    assert told(list(fetcher.collect(url))) == ["1", "2"]


def test_a_fault_is_told_and_tried_again_later_and_the_rest_goes_on(
    server: Server, fetcher: Fetcher, memory: InMemory, clock: Clock
) -> None:
    server.on("/1", reply(b"half", length=100), page())
    server.on("/2", page())
    url = server.on("/feed", feed("/1", "/2", "/3"))
    assert told(list(fetcher.collect(url))) == ["short_body", "2", "http_status"]
    known = memory.get(server.url("/1"))
    assert known is not None
    assert (known.failures, known.fault, known.last_answered) == (1, "short_body", None)
    clock.pass_by(minutes=6)
    assert told(list(fetcher.collect(url))) == ["1"]


def test_a_host_that_asks_for_patience_is_not_asked_and_that_is_said_once(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    for path in ("/1", "/2", "/3"):
        server.on(path, reply(status="429 Too Many Requests", Retry_After="3600"), page())
    first = feed("/1", "/2", "/3", ETag='"a"')
    url = server.on("/feed", first, reply(status="304 Not Modified"))
    assert told(list(fetcher.collect(url))) == ["http_busy", "backing_off"]
    assert server.asked("/2") == 0
    clock.pass_by(minutes=61)
    assert told(list(fetcher.collect(url, kind="feed"))) == ["1", "http_busy", "backing_off"]


def test_a_feed_that_fails_is_left_alone_for_longer_and_longer(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    url = server.on("/feed", reply(status="500 Error"), reply(status="500 Error"), feed("/1"))
    server.on("/1", page())
    assert told(list(fetcher.collect(url))) == ["http_busy"]
    assert told(list(fetcher.collect(url))) == ["backing_off"]
    clock.pass_by(minutes=6)
    assert told(list(fetcher.collect(url))) == ["http_busy"]
    clock.pass_by(minutes=6)
    assert told(list(fetcher.collect(url))) == ["backing_off"]
    clock.pass_by(minutes=5)
    assert told(list(fetcher.collect(url))) == ["1"]


def test_a_server_that_hangs_costs_its_time_and_no_more(server: Server, fetcher: Fetcher) -> None:
    server.on("/1", lambda connection: time.sleep(0.7))
    server.on("/2", page())
    assert told(list(fetcher.collect(server.on("/feed", feed("/1", "/2"))))) == ["timeout", "2"]


def test_a_limit_leaves_pages_for_the_next_round(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    for path in ("/1", "/2", "/3"):
        server.on(path, page())
    url = server.on("/feed", feed("/1", "/2", "/3", ETag='"a"'))
    assert told(list(fetcher.collect(url, limit=2))) == ["1", "2", "many_links"]
    clock.pass_by(minutes=6)
    assert told(list(fetcher.collect(url, limit=2))) == ["3"]
    assert "If-None-Match" not in server.heads[-2]


def test_days_choose_pages(server: Server, fetcher: Fetcher) -> None:
    url = server.on("/feed", feed("/1", day="05 Mar 2024"))
    assert told(list(fetcher.collect(url, since=dt.date(2024, 3, 6)))) == []
    assert server.asked("/1") == 0


def test_an_index_of_sitemaps_is_followed_newest_first_within_its_days(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    parts = (("/old.xml", "2023-01-01"), ("/feb.xml", "2024-02-20"), ("/mar.xml", "2024-03-05"))
    server.on("/feb.xml", sitemap("/1"))
    server.on("/mar.xml", sitemap("/2", "/3"))
    for path in ("/1", "/2", "/3"):
        server.on(path, page())
    url = server.on("/sitemap.xml", index(*parts))
    assert told(list(fetcher.collect(url, since=dt.date(2024, 2, 1)))) == ["2", "3", "1"]
    clock.pass_by(hours=1)
    assert told(list(fetcher.collect(url, since=dt.date(2024, 2, 1)))) == []
    assert (server.asked("/old.xml"), server.asked("/feb.xml"), server.asked("/mar.xml")) == (0, 1, 2)


def test_sitemaps_that_name_each_other_end(server: Server, fetcher: Fetcher) -> None:
    for number in range(9):
        paths = (f"/{number + 1}.xml", "/0.xml", f"/{number}.xml")
        server.on(f"/{number}.xml", index(*((path, "2024-03-05") for path in paths)))
    assert told(list(fetcher.collect(server.url("/0.xml")))) == ["many_sitemaps"]
    assert len(server.requests) == 1 + 3


def test_a_page_is_a_source_of_itself(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    url = server.on("/held", page(ETag='"1"'), reply(status="304 Not Modified"))
    assert told(list(fetcher.collect(url))) == ["held"]
    clock.pass_by(days=1)
    assert told(list(fetcher.collect(url))) == ["unchanged"]


def test_a_front_page_is_not_crawled_and_its_feeds_are_named(server: Server, fetcher: Fetcher) -> None:
    body = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><a href="/1">x</a>'
    )
    (found,) = fetcher.collect(server.on("/", reply(body)))
    assert isinstance(found, Issue)
    assert found.reason == "home_page"
    assert server.url("/rss") in found.hint
    assert server.requests == ["/robots.txt", "/"]


def test_pictures_and_films_are_never_fetched(server: Server, fetcher: Fetcher) -> None:
    url = server.on("/film", reply(b"x", Content_Type="video/mp4"))
    assert told(list(fetcher.collect(url))) == ["media_type"]


@pytest.mark.parametrize(
    "source", ["file:///etc/passwd", "http://127.0.0.1/", "http://localhost/feed", "http://other.example/"]
)
def test_a_source_that_is_not_public_is_an_issue(server: Server, fetcher: Fetcher, source: str) -> None:
    (found,) = fetcher.collect(source)
    assert isinstance(found, Issue)
    assert found.reason == ("bad_address" if source.startswith("file:") else "private_address")
    assert server.requests == []


def test_a_link_of_a_feed_to_a_private_address_is_an_issue(server: Server, fetcher: Fetcher) -> None:
    url = server.on("/feed", feed("http://169.254.169.254/latest", "file:///etc/passwd"))
    (found,) = fetcher.collect(url)
    assert isinstance(found, Issue)
    assert found.reason == "private_address"
    assert server.requests == ["/robots.txt", "/feed"]


def test_nothing_is_fetched_without_a_contact(clock: Clock) -> None:
    with pytest.raises(SourceError, match="contact"):
        Fetcher(Settings(""), clock=clock, sleep=clock.sleep)


def test_every_reason_has_words_and_a_hint() -> None:
    for reason in REASONS.values():
        assert reason.message
        assert reason.hint.strip().endswith((".", "}"))


def test_a_feed_in_whose_place_a_page_comes_gives_no_article_and_is_tried_again_soon(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    notice = reply(b"<html><h1>We will be back soon</h1><p>The site is being mended.</p></html>")
    server.on("/1", page())
    server.on("/2", page(2))
    url = server.on("/feed", feed("/1"), notice, reply(status="404 Not Found"), feed("/2"))
    assert told(list(fetcher.collect(url))) == ["1"]
    clock.pass_by(minutes=5)
    assert told(list(fetcher.collect(url))) == ["bad_listing"]
    clock.pass_by(minutes=5)
    assert told(list(fetcher.collect(url))) == ["http_status"]
    clock.pass_by(minutes=10)
    assert told(list(fetcher.collect(url))) == ["2"]


def test_a_feed_that_was_none_from_the_beginning_is_looked_at_once_a_week(
    server: Server, fetcher: Fetcher, clock: Clock
) -> None:
    url = server.on("/feed", page())
    assert told(list(fetcher.collect(url))) == ["bad_listing"]
    clock.pass_by(days=6)
    assert told(list(fetcher.collect(url))) == ["backing_off"]
    clock.pass_by(days=1)
    assert told(list(fetcher.collect(url))) == ["bad_listing"]


def test_a_page_that_failed_is_asked_after_the_others(server: Server, fetcher: Fetcher, clock: Clock) -> None:
    server.on("/1", reply(status="503 Service Unavailable"))
    server.on("/2", page(2))
    url = server.on("/feed", feed("/1", "/2"))
    assert told(list(fetcher.collect(url))) == ["http_busy", "backing_off"]
    clock.pass_by(minutes=6)
    assert told(list(fetcher.collect(url))) == ["2", "http_busy"]
