"""What goes wrong around ``lapwing update``: it is killed, the disk is full, sources lie, hang, change and vanish.

Nothing acknowledged is lost, nothing is doubled, one bad source never stops the others, and the run resumes.
"""

import gzip
import json
import random
import shutil
import socket
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.faults import UPDATE, killed, prepared
from benchmarks.hurried import Ended, Hurried
from benchmarks.newsroom import FIRST_DAY, Newsroom
from benchmarks.sound import STORE, content, differences, looked_at
from lapwing.cli.exits import Exit
from tests.sources.web.servers import Server, reply

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
INCIDENTS = 4  # enough for copies and updates
DAYS = tuple(f"2031-05-{day:02}T06:00:00+00:00" for day in range(6, 12))
GIGABYTE, CHUNK = 1_000_000_000, 10_000_000


@pytest.fixture(scope="module")
def hurried() -> Iterator[Hurried]:
    with Hurried() as running:
        yield running


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(INCIDENTS) as running:
        yield running


# -- Killed --


def test_killed_at_any_moment_nothing_is_lost_or_doubled_and_it_ends_as_if_undisturbed(
    hurried: Hurried, newsroom: Newsroom, tmp_path: Path
) -> None:
    beginnings = list(prepared(tmp_path, newsroom, hurried))
    tally = killed(tmp_path, newsroom, hurried, beginnings, kills=8, seed=8)
    assert tally.wrong == []
    assert tally.kills == 8


# -- The disk is full --


@dataclass
class Project:
    """A folder with a store and settings, and what runs in it."""

    folder: Path
    hurried: Hurried
    sources: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    def source(self, name: str, server: Server, path: str, more: str = "") -> None:
        """Adds a source of a host of its own to the settings."""
        host = f"{name.lower().replace(' ', '-')}.example:{server.port}"
        self.hosts.append(host)
        self.sources.append(f'[[sources]]\nname = "{name}"\nurl = "http://{host}{path}"\n{more}\n')

    def run(self, *arguments: str, now: str = FIRST_DAY, most_bytes: int | None = None) -> Ended:
        settings = f'contact = "desk@lab.example"\nallowed_hosts = {json.dumps(self.hosts)}\n'
        (self.folder / "lapwing.toml").write_text(settings + "\n".join(self.sources), encoding="utf-8")
        if not (self.folder / STORE).exists():
            assert self.hurried.run(self.folder, now, "init", STORE).code == 0
        return self.hurried.run(self.folder, now, *arguments, most_bytes=most_bytes)

    def update(self, now: str = FIRST_DAY, **options: int) -> Ended:
        ended = self.run(*UPDATE, now=now, **options)
        assert looked_at(self.folder)[1] == []
        return ended

    def health(self) -> dict[str, dict]:
        lines = self.run("sources", "--json").printed.splitlines()
        return {one["name"]: one for one in map(json.loads, lines)}

    def documents(self) -> list[str]:
        return sorted(row[2] for row in content(self.folder)["documents"] if row[4])


@pytest.fixture
def project(hurried: Hurried, tmp_path: Path) -> Project:
    (tmp_path / "project").mkdir()
    return Project(tmp_path / "project", hurried)


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


def test_where_the_store_cannot_grow_the_run_ends_says_so_and_resumes(
    hurried: Hurried, newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.day = 1
    empty, whole = tmp_path / "empty", tmp_path / "whole"
    newsroom.furnish(empty)
    hurried.run(empty, FIRST_DAY, "init", STORE)
    shutil.copytree(empty, whole)
    hurried.run(whole, FIRST_DAY, *UPDATE)
    before = None
    shutil.copytree(empty, tmp_path / "full")
    for most_bytes in (20_000, 150_000, 450_000, 800_000):  # some space is freed each time
        ended = hurried.run(tmp_path / "full", FIRST_DAY, *UPDATE, most_bytes=most_bytes)
        assert ended.code == Exit.STORE
        assert "disk" in ended.said
        assert "Traceback" not in ended.said
        before, wrong = looked_at(tmp_path / "full", before) if before else looked_at(tmp_path / "full")
        assert wrong == []
    assert hurried.run(tmp_path / "full", FIRST_DAY, *UPDATE).code == 0
    assert differences(content(whole), content(tmp_path / "full")) == []


def test_where_the_archive_cannot_grow_nothing_is_acknowledged_and_the_next_run_keeps_it(
    project: Project, server: Server
) -> None:
    noise = random.Random(1).randbytes(300_000).hex()
    large = page(f"A bomb killed four people in Gao, Mali. <!-- {noise} -->")
    server.on("/large", reply(large))
    project.source("Large", server, "/large", 'kind = "page"')
    ended = project.update(most_bytes=200_000)
    assert ended.code == Exit.INPUT
    assert "cannot grow: the disk is full" in ended.said
    assert "nothing that was kept before is lost" in ended.said
    assert (project.documents(), project.health()["Large"]["items"]) == ([], 0)
    assert project.update().code == 0
    assert len(project.documents()) == 1


# -- Sources --


def page(words: str, title: str = "Bomb in Gao") -> bytes:
    head = f"<head><title>{title}</title></head>"
    more = "<p>Twelve others were hurt, and nobody has said that they were behind the attack in the town.</p>"
    return f"<html>{head}<body><article><h1>{title}</h1><p>{words}</p>{more}</article></body></html>".encode()


def feed(*paths: str, **headers: str) -> bytes:
    items = "".join(
        f"<item><title>Bomb in Gao</title><link>{path}</link><pubDate>Tue, 06 May 2031 05:00:00 GMT</pubDate></item>"
        for path in paths
    )
    body = f'<rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'.encode()
    return reply(body, Content_Type="application/rss+xml", **headers)


def hanging(connection: socket.socket) -> None:
    time.sleep(1)


def bomb() -> bytes:
    """A gigabyte of spaces, packed to a megabyte: the same packed block again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packer.compress(b" ")
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * CHUNK) + packer.flush(zlib.Z_FULL_FLUSH)
    head = gzip.compress(b"")[:10]
    return head + block * (GIGABYTE // CHUNK) + packer.flush()


Answer = bytes | Callable[[socket.socket], None]
NEWS = "A bomb killed {number} people in Gao, Mali, on Monday, police said."


def endless(server: Server, path: str) -> bytes:
    for number in range(20):
        server.on(f"{path}{number}", reply(status="302 Found", Location=f"{path}{number + 1}"))
    return reply(status="302 Found", Location=f"{path}0")


def test_each_bad_source_is_named_with_its_reason_and_stops_no_other(
    project: Project, server: Server
) -> None:
    forbidding = Server()
    forbidding.on("/robots.txt", reply(b"User-agent: *\nDisallow: /\n", Content_Type="text/plain"))
    gone = Server()
    gone.close()
    whole = feed("/1")
    answers: dict[str, tuple[Server, Answer, str]] = {
        "Good First": (server, feed("/good/1"), ""),
        "Hangs": (server, hanging, "timeout"),
        "Says Too Much": (server, reply(whole, length=len(whole) + 9), "short_body"),
        "Says Too Little": (server, reply(whole, length=99), "long_body"),
        "Leads On": (server, endless(server, "/on/"), "redirects"),
        "Bomb": (server, reply(bomb(), Content_Encoding="gzip"), "answer_too_large"),
        "Broken": (server, reply(status="500 Internal Server Error"), "http_busy"),
        "Missing": (server, reply(status="404 Not Found"), "http_status"),
        "Notice": (server, reply(page("We are mending the site. Come back later.", "Sorry")), "bad_listing"),
        "Nothing": (server, reply(), "empty_body"),
        "No Feed": (server, reply(b"<rss><channel>", Content_Type="application/rss+xml"), ""),
        "Gone": (gone, b"", "robots_unreachable"),
        "Forbids": (forbidding, b"", "robots"),
        "Good Last": (server, feed("/good/2", "/bad/1", "/good/3"), ""),
    }
    for name, (where, answer, _) in answers.items():
        path = f"/{name.lower().replace(' ', '-')}/rss"
        if where is server:
            server.on(path, answer)
        project.source(name, where, path)
    for number in (1, 2, 3):
        server.on(f"/good/{number}", reply(page(NEWS.format(number=number))))
    server.on("/bad/1", reply(status="503 Service Unavailable"))
    ended = project.update()
    assert ended.code == Exit.REFUSED
    assert "Traceback" not in ended.said
    health = project.health()
    assert {name: one["fault"] or "" for name, one in health.items()} == {
        name: reason for name, (_, _, reason) in answers.items()
    }
    assert (health["Good First"]["articles"], health["Good Last"]["articles"]) == (1, 1)
    assert health["Good Last"]["pages"] == {"http_busy": 1}
    assert len(project.documents()) == 2
    shown = " ".join(project.run("sources").printed.split())
    assert "1 in a row: timeout" in shown
    assert ended.peak_mb < 600
    project.update(now="2031-05-06T06:10Z")  # the host that had asked for patience is asked again
    assert len(project.documents()) == 3
    forbidding.close()


def test_a_page_that_changes_its_encoding_is_one_document_with_every_letter(
    project: Project, server: Server
) -> None:
    words = "A bomb killed four people at the café “Étoile” in Gao, Mali, on Monday, police said."
    text = page(words).decode()
    server.on(
        "/page",
        reply(text.encode("cp1252"), Content_Type="text/html; charset=windows-1252"),
        reply(text.encode("utf-8"), Content_Type="text/html; charset=utf-8"),
        reply(text.encode("utf-16"), Content_Type="text/html; charset=utf-16"),
        reply(text.encode("cp1252"), Content_Type="text/html; charset=utf-8"),  # which is not true
    )
    project.source("Changing", server, "/page", 'kind = "page"')
    for now in ("2031-05-06T06:00Z", "2031-05-06T13:00Z", "2031-05-07T04:00Z", "2031-05-09T01:00Z"):
        assert project.update(now=now).code == 0
    assert server.asked("/page") == 4
    (document,) = project.documents()
    assert words in document
    assert project.health()["Changing"]["items"] == 4


def test_a_source_that_repeats_itself_gives_each_article_once(project: Project, server: Server) -> None:
    tracked = [f"/1?utm_source=s{number}&utm_medium=rss" for number in range(3)]
    links = [*tracked, "/1?fbclid=x", "/1#top", "/1", "/africa/1", "/r"]
    server.on("/rss", *(feed(*links, ETag=f'"{number}"') for number in range(9)))
    server.on("/r", reply(status="301 Moved", Location="/1?utm_source=short"))
    body = page(NEWS.format(number=4))
    for path in ("/1", "/1?utm_source=short", "/africa/1"):
        server.on(path, *(reply(body + b"<!-- %d -->" % number) for number in range(9)))
    project.source("Repeating", server, "/rss")
    for now in DAYS[:4]:
        assert project.update(now=now).code == 0
    assert len(project.documents()) == 1
    said = content(project.folder)
    assert (len(said["witnesses"]), len(said["incidents"])) == (1, 1)
    assert not any("utm_medium" in path or "fbclid" in path for path in server.requests)


def test_a_source_that_breaks_and_comes_back_goes_on_where_it_was(project: Project, server: Server) -> None:
    server.on("/1", reply(page(NEWS.format(number=1))))
    server.on("/2", reply(page(NEWS.format(number=2))))
    down = reply(status="503 Service Unavailable", Retry_After="60")
    server.on("/rss", feed("/1"), down, reply(page("Sorry, come back later.", "Sorry")), feed("/1", "/2"))
    project.source("Returning", server, "/rss")
    faults = []
    for now in DAYS[:4]:
        project.update(now=now)
        faults.append(project.health()["Returning"]["fault"])
    assert faults == [None, "http_busy", "bad_listing", None]
    assert len(project.documents()) == 2
