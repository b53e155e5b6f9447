"""One round of everything: nothing lost, nothing doubled, whatever was stopped or stale before."""

import dataclasses
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lapwing import codebook, coding
from lapwing.config import Alert, Settings, Source
from lapwing.errors import ConfigError, StoreError
from lapwing.pipeline import add_paths
from lapwing.pipeline.cycle import run_cycle, told
from lapwing.pipeline.health import source_health
from lapwing.pipeline.updated import Choices, Step, UpdateReport
from lapwing.pipeline.updating import update
from lapwing.records import Anchor, Coding, Decision, Document, Event, Evidence
from lapwing.store import Store

NOON = dt.datetime(2031, 5, 2, 12, tzinfo=dt.UTC)
REPORT = (
    "A bomb exploded at the grain market in Sarvan on Monday, killing four traders, the governor's office "
    "said. Nobody has said that they were behind the attack in district {number} of the town."
)
PROGRAM = """
import sys, datetime as dt, time
sys.path.insert(0, sys.argv[3])
import test_updating as here
from lapwing.store import Store
with Store.open(sys.argv[1]) as store:
    print("begins", flush=True)
    here.update(
        store, here.of(sys.argv[2]), now=lambda: here.NOON, sleep=time.sleep, choices=here.Choices(coder="slow")
    )
"""


class FirstWord:
    """Codes the first word of each document as an attack."""

    name = "first word"
    version = "1"

    def code(self, document: Document) -> Coding:
        if "FAULT" in document.text:
            raise KeyError("no such rule")
        event = Event(
            doc_id=document.doc_id,
            event_id=f"evt-{document.doc_id}-{self.version}",
            type="attack",
            country="MLI",
            evidence=(Evidence(field="event", start=0, end=1),),
        )
        return Coding(doc_id=document.doc_id, coder=f"{self.name} {self.version}", events=(event,))


class Better(FirstWord):
    version = "2"


class Slow(FirstWord):
    name = "slow"

    def code(self, document: Document) -> Coding:
        time.sleep(0.01)
        return super().code(document)


class Second(FirstWord):
    name = "second"


coding.CODERS.update({"first": FirstWord, "better": Better, "slow": Slow, "second": Second})
FIRST = Choices(coder="first")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "lapwing.sqlite") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return articles(tmp_path / "articles", 3)


def articles(folder: Path, count: int, *, first: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        row = {"doc_id": f"a{number}", "text": REPORT.format(number=number), "published": "2031-05-01"}
        (folder / f"{number:03}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return folder


def of(*folders: Path | str, **more) -> Settings:
    sources = tuple(Source(name=f"Source {n}", path=str(path)) for n, path in enumerate(folders))
    return Settings(sources=sources, **more)


def run(store: Store, settings: Settings, choices: Choices = FIRST, **more) -> UpdateReport:
    more = {"now": lambda: NOON, "sleep": lambda _: None, **more}
    return update(store, settings, choices=choices, **more)


def state(store: Store) -> dict:
    """Everything that an update is for."""
    with store.snapshot() as view:
        incidents = sorted((one.incident_id, one.members) for one in view.incidents.incidents())
        events = sorted((one.event.event_id, one.event.doc_id) for one in view.events())
        return {"summary": view.summary(), "events": events, "incidents": incidents}


def test_what_the_sources_have_becomes_incidents(store: Store, folder: Path):
    report = run(store, of(folder))
    assert report.as_json() == {
        "run": 1,
        "stopped": False,
        "sources": {"asked": 1, "failed": {}},
        "collected": 3,
        "added": 3,
        "revised": 0,
        "recoded": 0,
        "unchanged": 0,
        "refused": 0,
        "events": 3,
        "copies": report.witnessed.copies,
        "updates": report.witnessed.updates,
        "linked": 3,
        "incidents": {"added": report.linked.added, "changed": report.linked.changed, "ended": 0},
    }
    with store.snapshot() as view:
        members = [key for one in view.incidents.incidents() for key in one.members]
    assert sorted(members) == [(f"a{n}", f"evt-a{n}-1") for n in range(3)]


def test_the_next_update_does_only_what_is_new(store: Store, folder: Path):
    run(store, of(folder))
    again = run(store, of(folder))
    assert (again.read.items, again.linked.documents, again.recoded.total) == (0, 0, 0)
    articles(folder, 1, first=9)
    more = run(store, of(folder))
    assert (more.read.added, more.linked.documents) == (1, 1)


def test_what_add_brought_is_linked_too(store: Store, folder: Path):
    add_paths(store, [folder], now=lambda: NOON, coder="first")
    report = run(store, Settings())
    assert (report.read.items, report.linked.documents) == (0, 3)


def test_a_store_without_sources_and_captures_needs_no_archive(store: Store, tmp_path: Path):
    run(store, Settings())
    assert not list(tmp_path.glob("*.archive"))


def test_only_the_named_sources_are_collected(store: Store, tmp_path: Path):
    settings = of(articles(tmp_path / "a", 1), articles(tmp_path / "b", 1, first=5))
    report = run(store, settings, Choices(sources=("Source 1",), coder="first"))
    assert list(report.collected) == ["Source 1"]


def test_a_name_that_no_source_has_is_refused_before_anything_is_done(store: Store, folder: Path):
    with pytest.raises(ConfigError, match="there is none named 'Sourse 0'; there are: Source 0"):
        run(store, of(folder), Choices(sources=("Sourse 0",), coder="first"))
    with store.snapshot() as view:
        assert view.summary().documents == 0


def test_a_source_that_fails_is_named_and_the_others_go_on(store: Store, folder: Path, tmp_path: Path):
    report = run(store, of(tmp_path / "missing", folder))
    assert report.failed == {"Source 0": "not_found"}
    assert report.read.added == 3
    assert told(report).startswith("sources: 1 ok, 1 failed (Source 0: not found); 3 new articles, 3 events")
    first, second = source_health(store, of(tmp_path / "missing", folder).sources)
    assert (first.failures, first.fault, first.articles, first.answered) == (1, "not_found", 0, None)
    assert (second.failures, second.fault, second.articles, second.answered) == (0, None, 3, NOON)


def coders(store: Store) -> set[tuple[str, str]]:
    with store.snapshot() as view:
        stored = [view.document(doc_id) for doc_id in ("a0", "a1", "a2")]
    return {(one.coded_by.coder, one.coded_by.coder_version) for one in stored if one.coded_by}


class TestStale:
    def test_an_older_version_of_the_coder_is_replaced(self, store: Store, folder: Path, monkeypatch):
        run(store, of(folder))
        report = run(store, of(folder), Choices(coder="better"))
        assert (report.recoded.recoded, report.linked.documents, report.read.items) == (3, 3, 0)
        assert coders(store) == {("first word", "2")}
        with store.snapshot() as view:
            assert len(view.history("a0")) == 2
        assert run(store, of(folder), Choices(coder="better")).recoded.total == 0

    def test_another_codebook_makes_everything_stale(self, store: Store, folder: Path, monkeypatch):
        run(store, of(folder))
        newer = dataclasses.replace(codebook.load(), version="9.9")
        monkeypatch.setattr(codebook, "load", lambda: newer)
        assert run(store, of(folder)).recoded.recoded == 3

    def test_it_is_left_alone_when_asked(self, store: Store, folder: Path):
        run(store, of(folder))
        report = run(store, of(folder), Choices(coder="better", recode=False))
        assert report.recoded.total == 0
        assert coders(store) == {("first word", "1")}

    def test_another_coder_is_replaced_only_by_one_that_is_named(
        self, store: Store, folder: Path, monkeypatch
    ):
        run(store, of(folder), Choices(coder="second"))
        monkeypatch.setattr("lapwing.pipeline.updated.DEFAULT_CODER", "first")
        assert run(store, of(folder), Choices()).recoded.total == 0
        assert run(store, of(folder), Choices(coder="first")).recoded.recoded == 3

    def test_decisions_survive(self, store: Store, folder: Path):
        run(store, of(folder))
        with store.unit() as work:
            anchor = Anchor.of(work.event("evt-a0-1").event)
            said = {"field": "country", "value": '"NER"', "was": '"MLI"'}
            work.ledger.append(Decision(kind="correct", who="ana", when=NOON, subjects=(anchor,), **said))
        run(store, of(folder))
        run(store, of(folder), Choices(coder="better"))
        with store.snapshot() as view:
            countries = {
                key: one.best("country") for one in view.incidents.incidents() for key in one.members
            }
            assert len(list(view.ledger.entries())) == 1
        decided = [country for (doc_id, _), country in countries.items() if doc_id == "a0"]
        assert decided == ["NER"]

    def test_a_document_that_cannot_be_coded_keeps_its_coding(self, store: Store, folder: Path, monkeypatch):
        run(store, of(folder))

        class Worse(FirstWord):
            version = "3"

            def code(self, document: Document) -> Coding:
                if document.doc_id == "a1":
                    raise KeyError("no such rule")
                return super().code(document)

        monkeypatch.setitem(coding.CODERS, "worse", Worse)
        report = run(store, of(folder), Choices(coder="worse"))
        assert (report.recoded.recoded, report.recoded.refused) == (2, 1)
        assert coders(store) == {("first word", "1"), ("first word", "3")}
        assert [issue.reason for issue in report.issues] == ["coder_fault"]


def test_reading_again_changes_nothing_that_reads_the_same(store: Store, folder: Path):
    run(store, of(folder))
    before = state(store)
    report = run(store, of(folder), Choices(coder="first", reread=True))
    assert (report.read.unchanged, report.read.added, report.read.revised) == (3, 0, 0)
    assert state(store) == before


def test_the_run_stands_in_the_store(store: Store, folder: Path):
    report = run(store, of(folder))
    stopped = run(store, of(articles(folder, 1, first=9)), stop=lambda: True)
    with store._engine.connect() as connection:  # no question of the store asks for runs
        rows = connection.exec_driver_sql(
            "SELECT run_id, command, coder, coder_version, finished IS NULL FROM runs ORDER BY run_id"
        ).all()
    assert rows == [
        (report.run_id, "update", "first word", "1", 0),
        (stopped.run_id, "update", "first word", "1", 1),
    ]


class Patience:
    """Says stop after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.seen: list[Step] = []

    def step(self, step: Step) -> None:
        self.left -= 1
        self.seen.append(step)

    def over(self) -> bool:
        return self.left <= 0


def test_asked_to_stop_it_keeps_what_is_done_and_the_next_one_goes_on(store: Store, folder: Path):
    articles(folder, 20)
    seen: set[str] = set()
    stopped = 0
    for steps in range(5, 60, 10):
        patience = Patience(steps)
        report = run(store, of(folder), progress=patience.step, stop=patience.over)
        assert len(patience.seen) <= steps  # the unit under way was finished, and no other was begun
        seen |= {step.name for step in patience.seen}
        stopped += report.stopped
    assert (stopped, report.stopped) == (3, False)
    assert seen == {"Collecting", "Reading and coding", "Comparing texts", "Linking"}
    with Store.create(folder.parent / "other.sqlite") as other:
        run(other, of(folder))
        assert state(other) == state(store)


def test_the_steps_tell_how_far_they_are(store: Store, folder: Path):
    steps: list[Step] = []
    run(store, of(folder), progress=steps.append)
    run(store, of(folder), Choices(coder="better"), progress=steps.append)
    assert Step("Coding again", 3, 3) in steps
    assert Step("Linking", 3, 3) in steps
    assert Step("Reading and coding", 3) in steps


def test_two_updates_of_one_store_do_not_run_at_once(store: Store, folder: Path):
    with (
        Store.open(store.name) as other,
        other.alone("update"),
        pytest.raises(StoreError, match="Another `lapwing update`"),
    ):
        run(store, of(folder))


def test_killed_at_any_moment_it_is_taken_up_by_the_next(tmp_path: Path):
    folder = articles(tmp_path / "articles", 40)
    address = str(tmp_path / "killed.sqlite")
    Store.create(address).close()
    arguments = [sys.executable, "-c", PROGRAM, address, str(folder), str(Path(__file__).parent)]
    chance = random.Random(7)
    for _ in range(5):
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"begins\n"
            time.sleep(0.6 * chance.random())
            os.kill(running.pid, signal.SIGKILL)
    slow = Choices(coder="slow")
    with Store.open(address) as killed, Store.create(tmp_path / "whole.sqlite") as whole:
        run(killed, of(folder), slow)
        run(whole, of(folder), slow)
        assert state(killed)["summary"].documents == 40
        assert state(killed) == state(whole)


def test_a_cycle_updates_and_tells(store: Store, folder: Path):
    from lapwing.alerts import SENT
    from lapwing.pipeline.alerting import begin_alerts

    class Hook:
        name = "webhook"

        def send(self, message, *, now):
            got.append(message.incident_id)
            return SENT

    got: list[str] = []

    settings = of(folder, alerts=(Alert(name="any", countries=("MLI",), webhook="https://hooks.example/"),))
    begin_alerts(store, settings.alerts, now=NOON)
    ways = {"now": lambda: NOON, "sleep": lambda _: None, "stop": lambda: False, "choices": FIRST}
    cycle = run_cycle(store, settings, {"any": (Hook(),)}, **ways)
    with store.snapshot() as view:
        incidents = [one.incident_id for one in view.incidents.incidents()]
    assert sorted(got) == sorted(incidents)
    assert cycle.report["alerts"]["sent"] == len(incidents)
    assert cycle.words.endswith(f"{len(incidents)} alert{'' if len(incidents) == 1 else 's'} sent")
    assert cycle.sources[0]["articles"] == 3
    json.dumps([cycle.report, cycle.sources])
    run_cycle(store, settings, {"any": (Hook(),)}, **ways)
    assert len(got) == len(incidents)
