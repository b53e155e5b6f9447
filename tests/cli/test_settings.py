"""What commands take from ``lapwing.toml``, and adding what stands on the web."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.web.servers import Server, reply

Run = Callable[..., Any]
WIRE = "examples/articles/wire_report.txt"
ITEM = "<item><title>Bomb kills four in Sarvan</title><link>{url}</link><pubDate>{day}</pubDate></item>"
PAGE = (
    "<html><head><title>Bomb kills four in Sarvan</title></head><body><article><h1>Bomb kills four in Sarvan"
    "</h1><p>A bomb exploded at the grain market in Sarvan on Monday, killing four traders, the governor's "
    "office said.</p><p>Nobody has said that they were behind the attack in the centre of the town.</p>"
    "</article></body></html>"
)


def settings(place: Path, text: str) -> None:
    (place / "lapwing.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def feed(server: Server, place: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a feed with two articles, which the settings vouch for."""
    monkeypatch.setattr("lapwing.cli.settings.time.sleep", lambda seconds: None)
    host = "127.0.0.1"
    for number in (1, 2):
        body = PAGE.replace("centre", f"district {number}").encode()
        server.on(f"/news/{number}", reply(body))
    day = "Mon, 03 Mar 2025 10:00:00 GMT"
    items = "".join(ITEM.format(url=server.url(f"/news/{number}", host), day=day) for number in (1, 2))
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Sarvan Courier</title>{items}</channel></rss>'
    server.on("/rss", reply(rss.encode(), Content_Type="application/rss+xml"))
    settings(place, f'contact = "desk@monitor.example"\nallowed_hosts = ["{host}:{server.port}"]\n')
    return server.url("/rss", host)


def test_a_feed_is_added_with_the_contact_of_the_settings(run: Run, place: Path, feed: str, server) -> None:
    run("init")
    first = run("add", feed, "--json")
    assert first.exit_code == 0, first.stderr
    assert json.loads(first.stdout)["added"] == 2
    assert "desk@monitor.example" in server.heads[-1]
    assert [path.suffix for path in (place / "lapwing.archive").iterdir()] == [".gz"]
    asked = len(server.requests)
    again = run("add", feed)
    assert again.exit_code == 0
    assert "asked a short while ago" in again.stderr
    assert len(server.requests) == asked


def test_nothing_is_fetched_without_a_contact(run: Run, place: Path, feed: str, server) -> None:
    (place / "lapwing.toml").unlink()
    run("init")
    result = run("add", WIRE, feed)
    assert result.exit_code == 4
    assert "LAPWING_CONTACT" in result.stderr
    assert server.requests == []
    assert run("add", feed, "--contact", "nobody").exit_code == 4


def test_a_contact_may_come_from_the_environment(run: Run, place, feed, server, monkeypatch) -> None:
    settings(place, f'allowed_hosts = ["127.0.0.1:{server.port}"]\n')
    monkeypatch.setenv("LAPWING_CONTACT", "https://monitor.example/about")
    run("init")
    assert "2 added" in run("add", feed).stderr
    assert "https://monitor.example/about" in server.heads[-1]


def test_a_private_address_is_refused_unless_a_person_vouches_for_it(run: Run, place, feed, server) -> None:
    settings(place, 'contact = "desk@monitor.example"\n')
    run("init")
    result = run("add", feed)
    assert result.exit_code == 1
    assert server.requests == []


def test_the_settings_name_store_and_archive(run: Run, place: Path) -> None:
    settings(place, 'store = "news.sqlite"\narchive = "kept"\n')
    assert run("init").exit_code == 0
    assert "1 added" in run("add", WIRE).stderr
    assert (place / "news.sqlite").is_file()
    assert len(list((place / "kept").iterdir())) == 1
    assert run("events").exit_code == 0
    assert run("add", WIRE, "--store", "other.sqlite").exit_code == 3


def test_options_and_environment_go_before_the_settings(run: Run, place: Path, monkeypatch) -> None:
    settings(place, 'store = "news.sqlite"\narchive = "kept"\n')
    monkeypatch.setenv("LAPWING_STORE", "other.sqlite")
    run("init")
    assert (place / "other.sqlite").is_file()
    run("add", WIRE, "--archive", "elsewhere")
    assert [name for name in ("kept", "elsewhere") if (place / name).exists()] == ["elsewhere"]


def test_faults_of_the_settings_are_told_and_nothing_is_done(run: Run, place: Path) -> None:
    settings(place, 'stor = "news.sqlite"\nsources = 3\n')
    result = run("init")
    assert result.exit_code == 4
    assert "did you mean 'store'?" in result.stderr
    assert "sources: " in result.stderr
    assert not (place / "lapwing.sqlite").exists()
