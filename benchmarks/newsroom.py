"""Five invented outlets on this machine that report twelve invented incidents, and what they say a day later.

Their own reports, an agency's text that three of them print, news of other things, and on the second day new
tolls on the old pages and further reports. Nothing here happened; only the towns are real, so that they are found.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType

FIRST_DAY, SECOND_DAY = "2031-05-06T06:00:00+00:00", "2031-05-07T06:00:00+00:00"
AGENCY = "Lakeside Press Agency"
_PLACES = (
    ("Maiduguri", "Nigeria"), ("Gao", "Mali"), ("Dori", "Burkina Faso"), ("Pemba", "Mozambique"),
    ("Baidoa", "Somalia"), ("Beni", "Democratic Republic of the Congo"), ("Quetta", "Pakistan"),
    ("Kunduz", "Afghanistan"), ("Mosul", "Iraq"), ("Marawi", "Philippines"), ("Diffa", "Niger"),
    ("Garissa", "Kenya"),
)  # fmt: skip
_DEEDS = (
    ("a bomb exploded at the grain market", "A bomb at the grain market"),
    ("gunmen on motorcycles attacked a police post", "Gunmen at a police post"),
    ("a suicide bomber blew himself up at a bus station", "Blast at a bus station"),
    ("armed men raided a village clinic and shot dead the guards", "Raid on a clinic"),
)
_QUIET = (
    ("Council votes on the new bridge", "The town council voted on Monday for a bridge over the river"),
    ("Onion harvest is the best in years", "Growers say that the onion harvest is the best in nine years"),
    ("School term begins a week late", "Schools open a week late because the books have not been printed"),
    ("Ferry timetable changes in June", "The ferry will leave an hour earlier from the first of June"),
    ("Library lends tools as well", "The library has begun to lend drills and ladders to its members"),
    ("Football cup goes to the harbour side", "The harbour side won the cup on Sunday after extra time"),
)


@dataclass(frozen=True)
class Article:
    """One page of an outlet."""

    path: str
    title: str
    text: tuple[str, ...]

    @property
    def html(self) -> bytes:
        """The page."""
        body = "".join(f"<p>{paragraph}</p>" for paragraph in self.text)
        head = f"<title>{self.title}</title><meta charset='utf-8'>"
        page = f"<html><head>{head}</head><body><article><h1>{self.title}</h1>{body}</article></body></html>"
        return page.encode()


def own_report(number: int, *, later: bool) -> Article:
    """The Courier's report; ``later`` is what its page says on the second day, of half of the incidents."""
    town, country = _PLACES[number]
    deed, title = _DEEDS[number % len(_DEEDS)]
    killed, injured = number + 3, 2 * number + 5
    if later and number % 2:
        killed += 2
    text = (
        f"On Monday {deed} in {town}, {country}, killing {killed} people and wounding {injured} others, police said.",
        f"Witnesses in {town} told the Courier that the street was full of traders when it happened, and that "
        "the wounded were carried away on handcarts before the ambulances came.",
        "No group has said that it was behind the attack. The governor called a meeting for Tuesday morning.",
    )
    return Article(f"/news/{number}", f"{title} in {town}", text)


def other_report(number: int) -> Article:
    """The Post's report of the same incident in words of its own."""
    town, country = _PLACES[number]
    deed, _ = _DEEDS[number % len(_DEEDS)]
    text = (
        f"At least {number + 3} people died in {town} on 5 May 2031 when {deed}, the interior ministry of "
        f"{country} said in a statement.",
        f"Hospital staff in {town} counted {2 * number + 4} injured, most of them with light wounds. The road "
        "to the airport was closed until the evening while soldiers searched the houses beside it.",
        "The ministry promised to pay for the funerals and asked the public for films of the afternoon.",
    )
    return Article(f"/2031/05/06/{number}.html", f"Dead and injured in {town}", text)


def agency_text(number: int, *, later: bool = False) -> Article:
    """The agency's text on an incident, as outlets print it; ``later`` with a toll that has risen."""
    town, country = _PLACES[number]
    deed, title = _DEEDS[number % len(_DEEDS)]
    killed = number + (6 if later else 3)
    text = (
        f"{town.upper()}, May 5 (LPA) - On Monday {deed} in {town}, {country}, killing {killed} people, the "
        f"governor's spokesman told {AGENCY}.",
        f"He said that {2 * number + 5} people were being treated in two hospitals and that the attackers had "
        "got away across the river. A curfew begins at nine in the evening.",
        f"It was the third attack in {town} since March. Shopkeepers had asked for more patrols in April, when "
        "the army moved two companies to the border. Trains run as usual, the railway said.",
        f"{AGENCY}" + (" (This report gives the new toll.)" if later else ""),
    )
    return Article(f"/wire/{number}{'b' if later else ''}", f"{title} kills {killed} in {town}", text)


def quiet(number: int, outlet: str) -> Article:
    """News of something else."""
    title, first = _QUIET[number % len(_QUIET)]
    text = (
        f"{first}, and the {outlet} was there.",
        "Nobody had expected the question to take all afternoon, but a dozen people wanted to speak, and the "
        "chair let all of them. The next meeting is in two weeks.",
    )
    return Article(f"/life/{number}", title, text)


@dataclass(frozen=True)
class Edition:
    """What the outlets say on one day: each outlet's pages, by its host."""

    courier: tuple[Article, ...]
    post: tuple[Article, ...]
    herald: tuple[Article, ...]
    office: tuple[Article, ...]

    def pages(self) -> Iterator[tuple[str, Article]]:
        """Every page with its host."""
        for outlet in ("courier", "post", "herald", "office"):
            yield from ((f"{outlet}.example", article) for article in getattr(self, outlet))


def edition(day: int, incidents: int = len(_PLACES)) -> Edition:
    """The pages of the first or the second day, on so many of the incidents, four at least."""
    later = day > 1
    numbers = range(incidents)
    agency = [agency_text(number) for number in numbers[:4]]
    updates = [agency_text(number, later=True) for number in numbers[:4]] if later else []
    known = numbers if later else numbers[: incidents * 3 // 4]
    courier = [own_report(number, later=later) for number in known]
    courier += [quiet(number, "Courier") for number in range(5)] + agency[:2]
    post = [other_report(number) for number in numbers[: incidents * 2 // 3]]
    post += [quiet(number, "Post") for number in range(3)] + agency[1:3]
    statement = Article(
        "/statement",
        "Statement of the governor's office",
        (
            "The governor's office confirms that a bomb exploded at the grain market in Maiduguri, Nigeria, on "
            "Monday, killing three people and wounding five others.",
            "The families have been told. The office will say more when the police have ended their search.",
        ),
    )
    return Edition(tuple(courier), tuple(post), tuple(agency + updates), (statement,))


class Newsroom:
    """The outlets as a web server; use it in a ``with`` block. ``day`` is which edition they give."""

    def __init__(self, incidents: int = len(_PLACES)) -> None:
        self.day = 1
        self._answers = {day: dict(_answers(edition(day, incidents))) for day in (1, 2)}
        newsroom = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host = (self.headers["Host"] or "").partition(":")[0]
                newsroom._answer(self, host)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def settings(self) -> str:
        """A ``lapwing.toml`` with all outlets, and a folder of articles beside it."""
        places = (
            ("Courier", f'url = "http://courier.example:{self.port}/rss"\nkind = "feed"\nreliability = "B"'),
            ("Post", f'url = "http://post.example:{self.port}/sitemap.xml"'),
            ("Herald", f'url = "http://herald.example:{self.port}/rss"\nagency = "{AGENCY}"'),
            ("Office", f'url = "http://office.example:{self.port}/statement"\nkind = "page"'),
            ("Shelf", 'path = "shelf"'),
        )
        hosts = json.dumps([f"{name.lower()}.example:{self.port}" for name, _ in places[:4]])
        sources = "\n".join(f'[[sources]]\nname = "{name}"\n{place}\n' for name, place in places)
        return f'contact = "desk@lab.example"\nallowed_hosts = {hosts}\n\n{sources}'

    def furnish(self, folder: Path) -> None:
        """Writes the settings and the articles that lie on the shelf."""
        (folder / "shelf").mkdir(parents=True)
        (folder / "lapwing.toml").write_text(self.settings(), encoding="utf-8")
        rows = [
            {
                "doc_id": f"shelf-{number}",
                "text": "\n\n".join(other_report(number).text),
                "title": f"From the files: {_PLACES[number][0]}",
                "published": "2031-05-06",
            }
            for number in range(6, 12)
        ]
        file = folder / "shelf" / "articles.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def close(self) -> None:
        """Ends the server."""
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> "Newsroom":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, asked: BaseHTTPRequestHandler, host: str) -> None:
        found = self._answers[self.day].get((host, asked.path))
        if found is None:
            asked.send_error(404)
            return
        media_type, body = found
        body = body.replace(b"{port}", str(self.port).encode())
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if asked.headers["If-None-Match"] == tag:
            asked.send_response(304)
            asked.end_headers()
            return
        asked.send_response(200)
        for name, value in (("Content-Type", media_type), ("Content-Length", str(len(body))), ("ETag", tag)):
            asked.send_header(name, value)
        asked.end_headers()
        asked.wfile.write(body)


def _answers(printed: Edition) -> Iterator[tuple[tuple[str, str], tuple[str, bytes]]]:
    for host, article in printed.pages():
        yield (host, article.path), ("text/html; charset=utf-8", article.html)
    for host, articles in (("courier.example", printed.courier), ("herald.example", printed.herald)):
        yield (host, "/rss"), ("application/rss+xml", _feed(host, articles))
    yield ("post.example", "/sitemap.xml"), ("application/xml", _sitemap("post.example", printed.post))


def _feed(host: str, articles: tuple[Article, ...]) -> bytes:
    items = "".join(
        f"<item><title>{one.title}</title><link>http://{host}:{{port}}{one.path}</link>"
        "<pubDate>Tue, 06 May 2031 05:00:00 GMT</pubDate></item>"
        for one in articles
    )
    name = host.partition(".")[0].title()
    return f'<rss version="2.0"><channel><title>The {name}</title>{items}</channel></rss>'.encode()


def _sitemap(host: str, articles: tuple[Article, ...]) -> bytes:
    urls = "".join(
        f"<url><loc>http://{host}:{{port}}{one.path}</loc><lastmod>2031-05-06</lastmod></url>"
        for one in articles
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
