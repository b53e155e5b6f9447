import pytest

from lapwing.documents.draft import Draft
from lapwing.documents.webpage import read_html
from lapwing.records import Issue
from tests.documents.make import ENGLISH, item

TUESDAY = ENGLISH.replace("Monday", "Tuesday")
HEAD = """<title>Bomb at the port - Port Post</title><meta property="og:site_name" content="Port Post">
<meta name="author" content="Ann Ames"><link rel="canonical" href="https://post.example/2024/02/02/bomb">"""
BODY = f"""<nav><a href="/">Home</a></nav><article><h1>Bomb at the port</h1><p>{ENGLISH}</p><p>{TUESDAY}</p>
</article><aside>More stories</aside><footer>All rights reserved</footer>"""


def draft(html: str) -> Draft:
    found = read_html(html, item(html))
    assert isinstance(found, Draft), found
    return found


def refusal(html: str) -> str:
    found = read_html(html, item(html))
    assert isinstance(found, Issue), found
    return found.reason


def page(head: str = HEAD, body: str = BODY) -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_the_article_is_taken_out_of_its_page() -> None:
    found = draft(page())
    assert found.text == f"Bomb at the port\n\n{ENGLISH}\n\n{TUESDAY}"
    assert (found.title, found.publisher, found.author) == ("Bomb at the port", "Port Post", "Ann Ames")
    assert found.url == "https://post.example/2024/02/02/bomb"


@pytest.mark.parametrize(
    "stated",
    [
        '<meta property="article:published_time" content="2024-01-15T10:00:00Z">',
        '<meta name="date" content="2024-01-15T10:00:00Z">',
        '<script type="application/ld+json">{"@type": "X", "datePublished": "2024-01-15T10:00:00Z"}</script>',
        '<script type="application/ld+json">[{"@graph": [{"datePublished": "2024-01-15T10:00:00Z"}]}]</script>',
        '<time pubdate datetime="2024-01-15T10:00:00Z">then</time>',
        '<article><time datetime="2024-01-15T10:00:00Z">then</time></article>',
    ],
)
def test_the_date_is_what_the_markup_states(stated: str) -> None:
    assert draft(page(HEAD + stated)).published == "2024-01-15T10:00:00Z"


def test_a_date_that_is_not_stated_is_not_guessed() -> None:
    body = BODY + "<p>In 2019 and on 2 March 2020 it rained.</p><img src='/img/2021-03-04.png'>"
    assert draft(page(body=body)).published is None


@pytest.mark.parametrize(
    "script", ["{", "null", "[[[]]]", '{"datePublished": 5}', '{"@graph": 3}', "[" * 5000]
)
def test_bad_linked_data_is_passed_over(script: str) -> None:
    assert draft(page(HEAD + f'<script type="application/ld+json">{script}</script>')).published is None


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{ENGLISH}<p>{TUESDAY}",
        f"<div><b>{ENGLISH}</i></div></span><p>{TUESDAY}",
        f'<?xml version="1.0" encoding="utf-8"?><html><body><p>{ENGLISH}</p><p>{TUESDAY}</p></body></html>',
        f"<html><body><p>{ENGLISH}</p>\x00<p>{TUESDAY}</p>\x0b<scr",
        f"<table><tr><td>{ENGLISH}<tr><td>{TUESDAY}",
    ],
)
def test_broken_markup_still_gives_the_words(html: str) -> None:
    text = draft(html).text
    assert ENGLISH in text
    assert TUESDAY in text


@pytest.mark.parametrize(
    "html", ["<html></html>", "<html><body><script>x</script></body></html>", "<!-- -->", "<"]
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    assert refusal(html) == "bad_html"


def test_a_paywall_is_told_from_an_article_that_speaks_of_subscribing() -> None:
    wall = "<div>Subscribe now to continue reading this story.</div>"
    assert refusal(page(body=f"<article><p>{ENGLISH}</p></article>{wall}")) == "paywall"
    assert draft(page(body=f"<article>{f'<p>{ENGLISH}</p><p>{TUESDAY}</p>' * 4}</article>{wall}"))


def test_the_same_page_reads_the_same_twice() -> None:
    assert draft(page()) == draft(page())
