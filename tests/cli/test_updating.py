"""``lapwing update``, ``watch`` and ``sources`` as a person and a supervisor use them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from lapwing.cli.exits import Exit
from lapwing.cli.stopping import Stopping
from lapwing.store import Store

Run = Callable[..., object]
SETTINGS = """
[[sources]]
name = "Sarvan Courier"
path = "wire"
home_country = "MLI"
reliability = "C"
"""
ALERT = """
[[alerts]]
name = "anything"
webhook = "http://127.0.0.1:{port}/hook"
secret_env = "LAPWING_TEST_SECRET"
"""
REPORT = (
    "A bomb exploded at a market in Bamako, Mali, on Monday, killing {number} people "
    "and wounding 12 others, police said. No group claimed responsibility for the attack."
)


@pytest.fixture
def project(place: Path) -> Path:
    """A folder with settings, a store, and one article."""
    (place / "lapwing.toml").write_text(SETTINGS)
    (place / "wire").mkdir()
    article(place, 4)
    Store.create(place / "lapwing.sqlite").close()
    return place


def article(place: Path, number: int) -> None:
    row = {"doc_id": f"a{number}", "text": REPORT.format(number=number), "published": "2031-05-02"}
    (place / "wire" / f"{number}.jsonl").write_text(json.dumps(row))


def test_an_update_tells_what_it_did_in_one_line(run, project: Path):
    done = run("update", "--coder", "cues")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("sources: 1 ok; 1 new article, 1 event, 1 new incident.")
    again = run("update", "--coder", "cues")
    assert again.stderr == "sources: 1 not due; 0 new articles, 0 events, 0 new incidents.\n"


def test_an_update_speaks_json(run, project: Path):
    told = json.loads(run("update", "--coder", "cues", "--json").stdout)
    assert (told["added"], told["sources"], told["stopped"]) == (1, {"asked": 1, "failed": {}}, False)
    assert told["incidents"] == {"added": 1, "changed": 0, "ended": 0}


def test_a_source_that_fails_is_told_with_its_reason(run, project: Path):
    (project / "wire" / "4.jsonl").unlink()
    (project / "wire").rmdir()
    done = run("update", "--coder", "cues")
    assert done.exit_code == Exit.REFUSED
    assert "no file or folder of this name" in done.stderr
    assert "1 failed (Sarvan Courier: not found)" in done.stderr
    shown = run("sources")
    assert "1 in a row:" in shown.stdout
    assert "not found" in shown.stdout
    assert shown.stderr == "1 source, 1 failing\n"


def test_a_name_that_no_source_has_is_refused(run, project: Path):
    done = run("update", "--source", "Tarim Post")
    assert done.exit_code == Exit.INPUT
    assert "there are: Sarvan Courier" in done.stderr


def test_sources_shows_what_each_gave(run, project: Path):
    assert "never" in run("sources").stdout
    run("update", "--coder", "cues")
    (told,) = map(json.loads, run("sources", "--json").stdout.splitlines())
    assert (told["name"], told["home_country"], told["reliability"]) == ("Sarvan Courier", "MLI", "C")
    assert (told["articles"], told["failures"], told["fault"]) == (1, 0, None)
    assert told["seen"] is not None


def test_without_settings_there_are_no_sources_and_a_hint(run, project: Path):
    (project / "lapwing.toml").unlink()
    assert "write them into lapwing.toml" in run("sources").stderr


def test_so_many_cycles_and_no_more(run, project: Path):
    done = run("watch", "--every", "1s", "--cycles", "2", "--coder", "cues", "--health", "health.json")
    assert done.exit_code == 0
    first, second = done.stderr.splitlines()
    assert "1 new article, 1 event, 1 new incident; 0 alerts sent" in first
    assert "0 new articles" in second
    health = json.loads(Path("health.json").read_text())
    assert (health["state"], health["cycles"], health["failed_in_a_row"]) == ("stopped", 2, 0)
    assert health["sources"][0]["name"] == "Sarvan Courier"


def test_a_cycle_is_one_json_object_when_asked(run, project: Path):
    done = run("watch", "--every", "1s", "--cycles", "2", "--coder", "cues", "--json")
    assert [json.loads(line)["added"] for line in done.stdout.splitlines()] == [1, 0]


@pytest.mark.parametrize("every", ["0s", "15", "often", "-1m"])
def test_a_time_that_is_none_is_refused(run, project: Path, every: str):
    done = run("watch", "--every", every, "--cycles", "1")
    assert done.exit_code == Exit.USAGE
    assert "15m" in done.stderr


def test_what_is_wrong_at_the_start_ends_a_watch(run, project: Path):
    (project / "lapwing.toml").write_text(SETTINGS + 'relyability = "B"\n')
    assert run("watch").exit_code == Exit.INPUT
    (project / "lapwing.toml").write_text(SETTINGS + ALERT.format(port=9))
    done = run("watch")
    assert done.exit_code == Exit.INPUT
    assert "alerts[0].secret_env (anything): LAPWING_TEST_SECRET is not set" in done.stderr
    (project / "lapwing.toml").write_text(SETTINGS)
    assert run("watch", "--coder", "nonesuch").exit_code == Exit.USAGE
    assert run("watch", "--store", "missing.sqlite").exit_code == Exit.STORE


@contextmanager
def watching(project: Path, *more: str) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "lapwing", "watch", "--coder", "cues", "--health", "health.json", *more]
    environment = {**os.environ, "LAPWING_TEST_SECRET": "a secret"}
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def until(project: Path, *, at_least: int = 0, **wanted) -> dict:
    """The health file once it says so, after at least so many cycles."""
    health: dict = {}
    ends = time.monotonic() + 90  # a machine that does much else is slow to start a process
    while time.monotonic() < ends:
        file = project / "health.json"
        health = json.loads(file.read_text()) if file.exists() else {}
        says_so = all(health.get(name) == value for name, value in wanted.items())
        if says_so and health.get("cycles", 0) >= at_least:
            return health
        time.sleep(0.05)
    pytest.fail(f"never {wanted}: {health}")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_stops_cleanly(project: Path, number: signal.Signals):
    with watching(project, "--every", "1h") as running:
        until(project, state="waiting", cycles=1)
        began = time.monotonic()
        running.send_signal(number)
        assert running.wait(60) == 0
        assert time.monotonic() - began < 30
        assert running.stderr is not None
        assert len(running.stderr.read().splitlines()) == 1
    assert until(project, state="stopped")["cycles"] == 1


def test_a_watch_that_is_stopped_at_work_finishes_the_unit_and_no_more(project: Path):
    for number in range(300):
        article(project, number)
    with watching(project, "--every", "1h") as running:
        until(project, state="working")
        time.sleep(0.7)
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
        assert running.stderr is not None
        assert "stopped before its end" in running.stderr.read()
    health = until(project, state="stopped")
    assert health["report"]["stopped"] is True
    with Store.open(project / "lapwing.sqlite") as store, store.snapshot() as view:
        assert view.summary().documents == health["report"]["added"] < 300


def test_a_store_has_one_watch_and_an_update_waits_for_no_watch(run, project: Path):
    with watching(project, "--every", "1h") as running:
        until(project, state="waiting", cycles=1)
        second = run("watch", "--cycles", "1")
        assert second.exit_code == Exit.STORE
        assert "Another `lapwing watch` is at work" in second.stderr
        assert run("update", "--coder", "cues").exit_code == 0
        assert running.poll() is None
        running.kill()
        running.wait()
    assert run("watch", "--cycles", "1", "--coder", "cues").exit_code == 0


def test_a_busy_store_is_waited_for_and_the_watch_goes_on(project: Path):
    with Store.open(project / "lapwing.sqlite") as store, watching(project, "--every", "1s") as running:
        until(project, state="waiting")
        with store.alone("update"):
            health = until(project, failed_in_a_row=1)
            assert "Another `lapwing update`" in health["fault"]
        until(project, at_least=health["cycles"], failed_in_a_row=0, fault=None)
        assert running.poll() is None


def test_an_incident_is_told_once_over_every_cycle_and_restart(project: Path):
    got: list[tuple[str, dict]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["X-Lapwing-Signature"], json.loads(body)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        (project / "lapwing.toml").write_text(SETTINGS + ALERT.format(port=server.server_port))
        for _ in range(2):
            (project / "health.json").unlink(missing_ok=True)
            with watching(project, "--every", "1s") as running:
                until(project, at_least=2)
                running.send_signal(signal.SIGTERM)
                running.wait(60)
        server.shutdown()
    ((signature, told),) = got
    assert signature.startswith("sha256=")
    assert told["query"] == "anything"
    assert told["summary"].startswith("Attack in Bamako, MLI")
    assert told["sources"][0]["doc_id"] == "a4"


class TestStopping:
    def test_a_signal_ends_a_sleep(self):
        with Stopping() as stopping:
            began = time.monotonic()
            signal.raise_signal(signal.SIGTERM)
            stopping.sleep(30)
            assert time.monotonic() - began < 1
            assert stopping.asked()

    def test_the_second_ctrl_c_does_not_wait(self):
        with Stopping() as stopping:
            signal.raise_signal(signal.SIGINT)
            assert stopping.asked()
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)

    def test_the_handlers_of_before_come_back(self):
        before = signal.getsignal(signal.SIGTERM)
        with Stopping():
            assert signal.getsignal(signal.SIGTERM) != before
        assert signal.getsignal(signal.SIGTERM) == before
