import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

from lapwing.conduct import Reveal
from lapwing.records import Coding, Document, Event, Evidence, Furniture, Issue
from lapwing.report import page, pages


def known(name: str) -> bool:
    return name in ("Ember Brigade", "Sarvan", "Ilmen")


class Reader(HTMLParser):
    """Reads a page: its tags, its words, and whether every tag is closed."""

    VOID = frozenset(("meta", "link", "br", "img", "input", "hr"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" not in self.open and "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def test_the_page_is_well_formed_and_its_ids_are_unique(document: Document, coding: Coding) -> None:
    read = Reader(pages([(document, coding), (document, coding)], known=known))
    assert read.open == []
    ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [
        attrs["href"] for tag, attrs in read.tags if tag == "a" and (attrs["href"] or "").startswith("#")
    ]
    assert targets
    assert {target[1:] for target in targets if target} <= set(ids)


def test_nothing_is_fetched_and_only_the_pages_own_style_and_script_may_run(
    document: Document, coding: Coding
) -> None:
    html = page(document, coding)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    loads = [
        attrs for _, attrs in Reader(html).tags if "src" in attrs or "style" in attrs or "onclick" in attrs
    ]
    assert loads == []
    assert "url(" not in html
    assert "@import" not in html


def test_every_value_leads_to_its_words(document: Document, coding: Coding) -> None:
    html = page(document, coding, known=known)
    link = re.search(r'<a class="words"[^>]*data-words="([\d ]+)" data-field="killed, event 1">', html)
    assert link
    found = [
        re.search(rf'<mark id="d1s{number}"[^>]*>([^<]*)</mark>', html) for number in link.group(1).split()
    ]
    assert "".join(match.group(1) for match in found if match) == "at least 12 people"


def test_every_field_is_in_the_table_or_named_as_not_stated(document: Document, coding: Coding) -> None:
    text = Reader(page(document, coding, known=known)).text
    for label in (
        "modes",
        "certainty",
        "attributed to",
        "coordinates",
        "target types",
        "group link",
        "coder",
    ):
        assert label in text
    assert "not stated" in text


def test_private_names_and_quoted_incitement_are_nowhere_in_the_page(
    document: Document, coding: Coding
) -> None:
    html = page(document, coding, known=known)
    for left_out in ("Belhadj", "Lindt", "Strike them"):
        assert left_out not in html
    assert "Lena Okoye" in html
    assert "We were opening the stalls" in html
    assert "3 mentions of private persons and 1 passage of quoted incitement" in html


def test_what_is_asked_for_is_shown(document: Document, coding: Coding) -> None:
    html = page(document, coding, reveal=Reveal(names=True, incitement=True), known=known)
    for shown in ("Nasir Belhadj", "Mara Lindt", "Strike them"):
        assert shown in Reader(html).text
    assert "Left out of this page" not in html


def test_text_that_looks_like_html_stays_text(untitled: Callable[..., Document]) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&amp;"
    document = untitled(
        evil,
        title=evil,
        publisher=evil,
        author=evil,
        origin=evil,
        url="javascript:alert(3)",
        canonical_url="javascript:alert(4)",
        language='en"><script>alert(5)</script>',
        furniture=(Furniture(start=0, end=1, rule=evil, text=evil),),
    )
    event = Event(
        doc_id=evil, event_id=evil, type="attack", actors=(evil,), targets=(evil,), place=evil, coder=evil,
        group=evil, attributed_to=evil, evidence=(Evidence(field=evil, start=3, end=9, derived=evil),),
    )  # fmt: skip
    issue = Issue(origin=evil, reason=evil, message=evil, hint=evil)
    html = pages(
        [(document, Coding(doc_id=evil, coder=evil, events=(event,), issues=(issue,)))], issues=[issue]
    )
    read = Reader(html)
    assert read.open == []
    assert sum(tag == "script" for tag, _ in read.tags) == 1
    assert not any(tag == "img" for tag, _ in read.tags)
    assert "javascript:" not in " ".join(attrs.get("href") or "" for _, attrs in read.tags)
    assert "alert(1)" in read.text


def test_issues_and_what_was_set_aside_are_listed(document: Document, coding: Coding) -> None:
    refused = Issue(
        origin="scan.pdf", reason="no-text", message="The file has no text.", hint="Run OCR first."
    )
    text = Reader(pages([(document, coding)], issues=[refused], known=known)).text
    assert "The publication date stands only in the metadata." in text
    assert "Give it with --published." in text
    assert "share line" in text
    assert "Share this story with [named person]" in text
    assert "Run OCR first." in text


def test_the_folders_of_the_reader_stay_private(document: Document, coding: Coding) -> None:
    html = page(document.model_copy(update={"origin": "/home/ilse/cases/sarvan.txt"}), coding)
    assert "sarvan.txt" in html
    assert "ilse" not in html


def test_several_articles_have_a_table_of_contents(document: Document, coding: Coding) -> None:
    second = document.model_copy(update={"title": "A quiet week", "doc_id": "quiet"})
    html = pages([(document, coding), (second, Coding(doc_id="quiet", coder="cues"))])
    assert 'aria-label="Articles"' in html
    assert "A quiet week" in html
    assert "No event was found in this article." in html
    assert 'aria-label="Articles"' not in page(document, coding)


def test_the_same_coding_gives_the_same_bytes(document: Document, coding: Coding) -> None:
    assert page(document, coding) == page(document, coding)


def test_a_page_without_articles_still_says_why(document: Document) -> None:
    refused = Issue(
        origin="scan.pdf", reason="no-text", message="The file has no text.", hint="Run OCR first."
    )
    assert "The file has no text." in pages([], issues=[refused])


def test_the_confidence_of_each_value_stands_beside_it(document: Document, coding: Coding) -> None:
    first = coding.events[0].model_copy(update={"field_confidence": {"country": 0.87, "detained": 0.93}})
    told = page(document, coding.model_copy(update={"events": (first, *coding.events[1:])}), known=known)
    assert told.count('<span class="sure" title="confidence">') == 2
    assert re.search(
        r'country, event 1">[^<]*</a>(?:(?!</td>).)*<span class="sure"[^>]*>0.87<', told, re.DOTALL
    )
    assert re.search(r'not stated</th>(?:(?!</td>).)*detained <span class="sure"[^>]*>0.93<', told, re.DOTALL)


def test_an_offered_event_that_likely_incites_is_masked(untitled: Callable[..., Document]) -> None:
    text = "The editorial called on readers to act: “Burn their markets,” it said."
    evidence = (Evidence(field="event", start=0, end=len(text)),)
    offer = Event(doc_id="x", event_id="e", type="incitement", confidence=0.6, evidence=evidence)
    assert "Burn" not in page(untitled(text), Coding(doc_id="x", coder="c", offers=(offer,)), known=known)
