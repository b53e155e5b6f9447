import datetime as dt
import gzip
import time

import pytest

from lapwing.sources.reasons import Fault
from lapwing.sources.web.discover import feeds_named, is_called_listing, is_home, kind_of
from lapwing.sources.web.feeds import feed_links
from lapwing.sources.web.links import Link, moment, page_url
from lapwing.sources.web.sitemaps import listed

BASE = "https://news.example/rss/world.xml"
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Norvale Post</title>
<item><title>Two held &amp; charged in &lt;b&gt;Norvale&lt;/b&gt;</title><link>/2024/held?id=1#top</link>
<dc:creator>Ada Quill</dc:creator><pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate>
<content:encoded>The whole text, as the feed has it.</content:encoded></item>
<item><title>Wire</title><link>https://other.example/2</link><source url="https://wire.example/">Wire Co</source>
</item>
<item><title>Again</title><link>/2024/held?id=1</link></item>
<item><title>No address</title></item>
<item><title>A file</title><link>file:///etc/passwd</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lab</title>
<entry><title>One</title><link href="one.html"/><published>2024-03-05T08:00:00+01:00</published>
<updated>2024-03-06T08:00:00Z</updated><author><name>B. Write</name></author></entry>
<entry><title>Two</title><link href="two.html"/><updated>2024-03-06T08:00:00Z</updated></entry></feed>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Lab", "items": [
{"id": "1", "url": "/one", "title": "One", "date_published": "2024-03-05T08:00:00Z",
 "authors": [{"name": "A"}, {"name": "B"}], "content_html": "<p>x</p>"}, {"id": "2"}, 3]}"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<!-- said by a machine --><url><loc>
 https://news.example/1 </loc><lastmod>2024-03-06</lastmod><news:news><news:publication><news:name>The Norvale
 Post</news:name></news:publication><news:publication_date>2024-03-05T09:00:00Z</news:publication_date>
<news:title>Two held</news:title></news:news></url>
<url><loc>/2</loc></url><url><lastmod>2024-03-06</lastmod></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://news.example/sitemap-2024-03.xml.gz</loc><lastmod>2024-03-05T10:00:00Z</lastmod></sitemap>
</sitemapindex>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>"""


def test_a_feed_gives_pages_with_what_it_says_of_them_and_nothing_of_their_text() -> None:
    held, wire = feed_links(RSS, url=BASE)
    assert held == Link(
        url="https://news.example/2024/held?id=1",
        title="Two held & charged in Norvale",
        published="Tue, 05 Mar 2024 23:30:00 -0500",
        author="Ada Quill",
        publisher="The Norvale Post",
    )
    assert (wire.url, wire.publisher, wire.published) == ("https://other.example/2", "Wire Co", None)


def test_an_update_is_no_date_of_publication() -> None:
    one, two = feed_links(ATOM, url="https://lab.example/feed/")
    assert (one.url, one.published, one.author) == (
        "https://lab.example/feed/one.html",
        "2024-03-05T08:00:00+01:00",
        "B. Write",
    )
    assert (two.published, two.updated) == (None, "2024-03-06T08:00:00Z")


def test_a_json_feed_is_read() -> None:
    (one,) = feed_links(JSON, url="https://lab.example/feed.json")
    assert one == Link("https://lab.example/one", "One", "2024-03-05T08:00:00Z", "A, B", "Lab", None)


def test_a_feed_in_another_encoding_is_read() -> None:
    item = "<item><title>Čas</title><link>/1</link></item>"
    text = f'<?xml version="1.0" encoding="{{}}"?><rss version="2.0"><channel>{item}</channel></rss>'
    for encoding in ("iso-8859-2", "utf-16", "utf-8-sig"):
        (link,) = feed_links(text.format(encoding.removesuffix("-sig")).encode(encoding), url=BASE)
        assert link.title == "Čas"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>Not a feed</body></html>", b"", b"words", b"{}", b'{"version": 1}', b"{" * 100_000,
        LAUGHS + RSS[38:], (LAUGHS + RSS[38:]).decode().encode("utf-16"),
    ],
    ids=["a page", "nothing", "words", "JSON", "other JSON", "deep JSON", "entities", "entities in UTF-16"],
)  # fmt: skip
def test_what_is_no_feed_or_declares_entities_is_a_fault(data: bytes) -> None:
    with pytest.raises(Fault) as caught:
        feed_links(data, url=BASE)
    assert caught.value.reason == "bad_listing"


def test_a_feed_that_breaks_off_gives_what_stands_before() -> None:
    assert [link.title for link in feed_links(RSS[: RSS.index(b"<item><title>Again")], url=BASE)][1] == "Wire"


def test_a_sitemap_of_news_gives_dates_and_titles() -> None:
    found = listed(SITEMAP, url="https://news.example/sitemap.xml")
    assert found.sitemaps == ()
    assert found.pages == (
        Link(
            "https://news.example/1",
            "Two held",
            "2024-03-05T09:00:00Z",
            None,
            "The Norvale Post",
            "2024-03-06",
        ),
        Link("https://news.example/2"),
    )


def test_an_index_gives_sitemaps_and_both_may_be_packed() -> None:
    found = listed(gzip.compress(INDEX), url="https://news.example/sitemap.xml.gz")
    assert found.pages == ()
    assert found.sitemaps == (
        Link("https://news.example/sitemap-2024-03.xml.gz", updated="2024-03-05T10:00:00Z"),
    )


def test_a_sitemap_in_plain_text_gives_its_lines() -> None:
    found = listed(
        b"\xef\xbb\xbfhttps://news.example/1\r\nno address\r\nhttps://news.example/2\r\n", url=BASE
    )
    assert [link.url for link in found.pages] == ["https://news.example/1", "https://news.example/2"]


@pytest.mark.parametrize("data", [b"<html/>", b"<urlset", b"<", b"words only", b"", LAUGHS + SITEMAP[21:]])
def test_what_is_no_sitemap_or_declares_entities_is_a_fault(data: bytes) -> None:
    if data == b"<urlset":
        assert listed(data, url=BASE).pages == ()
        return
    with pytest.raises(Fault) as caught:
        listed(data, url=BASE)
    assert caught.value.reason == "bad_listing"


def test_a_packed_bomb_is_no_sitemap() -> None:
    with pytest.raises(Fault) as caught:
        listed(gzip.compress(bytes(10_000_000)) * 100, url=BASE)
    assert caught.value.reason == "answer_too_large"


def test_a_sitemap_of_the_largest_size_is_read_in_seconds() -> None:
    entry = b"<url><loc>https://news.example/%d</loc></url>"
    data = b"<urlset>" + b"".join(entry % n for n in range(60_000)) + b"</urlset>"
    began = time.process_time()
    assert len(listed(data, url=BASE).pages) == 50_000
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("data", "media_type", "kind"),
    [
        (RSS, "text/html", "feed"),
        (ATOM, "application/xml", "feed"),
        (JSON, "application/json", "feed"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "text/xml", "feed"),
        (SITEMAP, "text/xml", "sitemap"),
        (gzip.compress(INDEX), "application/gzip", "sitemap"),
        (SITEMAP.decode().encode("utf-16"), "text/xml", "sitemap"),
        (b"<!DOCTYPE html><html><rss>", "text/html", "page"),
        (b"%PDF-1.7", "application/octet-stream", "page"),
        (b"words", None, "page"),
        (b"words", "text/plain", "page"),
        (b"<!-- <rss> --><html>", "application/xhtml+xml", "page"),
    ],
)
def test_what_an_answer_is_shows_in_its_first_bytes(data: bytes, media_type: str | None, kind: str) -> None:
    assert kind_of(data, media_type) == kind


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(b"<svg/>", "image/svg+xml"), (b"{}", "application/json"), (gzip.compress(b"x"), "application/gzip")],
)
def test_what_is_neither_feed_nor_sitemap_nor_page_is_refused(data: bytes, media_type: str) -> None:
    with pytest.raises(Fault) as caught:
        kind_of(data, media_type)
    assert caught.value.reason == "media_type"


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("", True), ("/", True), ("/index.html", True), ("/en/", True), ("/en-gb", True), ("/fr/index.php", True),
        ("/?p=12", False), ("/2024/held", False), ("/news", False), ("/index.html/held", False),
    ],
)  # fmt: skip
def test_a_front_page_is_told_from_an_article(path: str, home: bool) -> None:
    assert is_home(f"https://news.example{path}") is home


@pytest.mark.parametrize(
    ("path", "listing"),
    [
        ("/rss", True), ("/world/feed/", True), ("/news.xml", True), ("/sitemap-2024.xml.gz", True),
        ("/feeds", True), ("/rss.php", True), ("/RSS?lang=en", True), ("/feed-the-children", False),
        ("/2024/rss-is-back", False), ("/1.html", False), ("/", False), ("/atomic", False),
    ],
)  # fmt: skip
def test_an_address_that_is_called_a_feed_is_told_from_that_of_a_page(path: str, listing: bool) -> None:
    assert is_called_listing(f"https://news.example{path}") is listing


def test_the_feeds_that_a_page_names_are_found() -> None:
    page = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/rss">
    <link rel=stylesheet href=x><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>"""
    assert feeds_named(page, "https://news.example/") == ["https://news.example/rss"]
    assert feeds_named(b"", "https://news.example/") == []


def test_dates_are_read_as_feeds_and_sitemaps_write_them() -> None:
    assert moment("Tue, 05 Mar 2024 23:30:00 -0500") == dt.datetime(2024, 3, 6, 4, 30, tzinfo=dt.UTC)
    assert moment("2024-03-05") == dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
    assert moment("yesterday") is moment("") is moment(None) is None


def test_a_page_is_chosen_by_its_day_in_its_own_time_and_an_unknown_day_never_excludes() -> None:
    late = Link("u", published="Tue, 05 Mar 2024 23:30:00 -0500")
    fifth, sixth, seventh = (dt.date(2024, 3, day) for day in (5, 6, 7))
    assert late.within(fifth, fifth)
    assert not late.within(sixth, None)
    assert not late.within(None, dt.date(2024, 3, 4))
    updated = Link("u", updated="2024-03-06")
    assert updated.within(sixth, sixth)
    assert updated.within(None, fifth)
    assert not updated.within(seventh, None)
    assert Link("u").within(fifth, fifth)


@pytest.mark.parametrize(
    ("listed_as", "is_asked"),
    [
        ("/1?utm_source=rss&utm_medium=feed", "/1"),
        ("/1?id=7&fbclid=IwAR0&page=2", "/1?id=7&page=2"),
        ("/1?UTM_Campaign=x#top", "/1"),
        ("/1?q=a%20b&b=&utm_term", "/1?q=a%20b&b="),
        ("/1?my_utm_source=x&utmost=1&clid=2", "/1?my_utm_source=x&utmost=1&clid=2"),
    ],
)
def test_where_a_reader_came_from_is_no_part_of_an_address(listed_as: str, is_asked: str) -> None:
    assert page_url(BASE, listed_as) == f"https://news.example{is_asked}"
