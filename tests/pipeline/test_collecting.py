"""Sources are asked when they are due, what they give is kept before it is read, and nothing is doubled."""

import datetime as dt
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lapwing import coding
from lapwing.config import Source
from lapwing.errors import ArchiveError, SourceError
from lapwing.pipeline import add_paths, collect_sources, read_captures
from lapwing.pipeline.collecting import StoredMemory, round_address
from lapwing.records import Address, Coding, Document, Event, Evidence, Issue, RawItem
from lapwing.sources.keeping import Archive
from lapwing.store import Store

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
REPORT = (
    "A bomb exploded at the grain market in Sarvan on Monday, killing four traders, the governor's office "
    "said. Nobody has said that they were behind the attack in district {number} of the town."
)


class OneEventCoder:
    """Codes the first word of each document as an attack."""

    name = "first word"
    version = "1"

    def code(self, document: Document) -> Coding:
        if "FAULT" in document.text:
            raise KeyError("no such rule")
        if "SLOW" in document.text:
            time.sleep(0.02)
        event = Event(
            doc_id=document.doc_id,
            event_id=f"evt-{document.doc_id}",
            type="attack",
            evidence=(Evidence(field="event", start=0, end=1),),
        )
        return Coding(doc_id=document.doc_id, coder="first word 1", events=(event,))


class Answered(NamedTuple):
    status_line: str = "HTTP/1.1 200 OK"
    archive_headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)


class Page(NamedTuple):
    """What a fetcher gives, in all that is asked of it."""

    item: RawItem
    retrieved: dt.datetime = NOON
    answer: Answered = Answered()


@dataclass
class Web:
    """A fetcher whose addresses give what is written here; an exception among it is raised."""

    gives: dict[str, list[Any]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    on_the_way: Callable[[], None] = lambda: None

    def collect(self, source: str, **wanted: Any) -> Iterator[Any]:
        self.asked.append((source, wanted))
        for one in self.gives.get(source, []):
            if isinstance(one, Exception):
                raise one
            yield one
            self.on_the_way()


@dataclass
class Desk:
    """A store with its archive, the time, and what it does with them."""

    store: Store
    folder: Path
    now: dt.datetime = NOON
    web: Web = field(default_factory=Web)

    def run_id(self) -> int:
        with self.store.unit() as work:
            return work.start_run("update", started=self.now)

    def collect(self, *sources: Source, **changes: Any) -> list[Any]:
        given = {"fetcher": self.web, "now": lambda: self.now, "run_id": self.run_id(), **changes}
        with Archive(self.folder) as archive:
            return collect_sources(self.store, archive, sources, **given)

    def read(self, **options: Any) -> Any:
        with Archive(self.folder) as archive:
            return read_captures(
                self.store, archive, run_id=self.run_id(), **{"coder": "first word", **options}
            )

    def add(self, *paths: Any, **options: Any) -> Any:
        given = {"coder": "first word", "archive": self.folder, "fetcher": self.web, **options}
        return add_paths(self.store, paths, now=lambda: self.now, **given)

    def waiting(self) -> list[str]:
        with self.store.snapshot() as view:
            return [one.capture.name for one in view.captures.waiting()]

    def documents(self) -> int:
        with self.store.snapshot() as view:
            return view.summary().documents

    def round(self, name: str) -> Address | None:
        return StoredMemory(self.store).get(round_address(name))

    def kept(self) -> int:
        """How many records the archive holds, those that describe its files left out."""
        return sum(path.read_bytes().count(b"\x1f\x8b\x08\x00") - 1 for path in self.folder.glob("*.warc.gz"))


@pytest.fixture(autouse=True)
def coder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(coding.CODERS, "first word", OneEventCoder)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store.create(tmp_path / "news.sqlite") as store:
        yield Desk(store, tmp_path / "news.archive")


def lines(path: Path, *articles: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    return path


def article(number: int, **fields: Any) -> dict[str, Any]:
    return {"doc_id": f"a{number}", "text": REPORT.format(number=number), "published": "2025-03-01", **fields}


def page(number: int, **fields: Any) -> Page:
    url = f"https://courier.example/{number}"
    words = {"title": f"Bomb kills four in district {number}", "published": "2025-03-01", "url": url}
    data = f"<html><body><article><p>{REPORT.format(number=number)}</p></article></body></html>"
    item = {"name": url, "data": data.encode(), "media_type": "text/html", **words, **fields}
    return Page(RawItem(**item))


FEED = "https://courier.example/rss"
COURIER = Source(name="Sarvan Courier", url=FEED, kind="feed")


# -- Collecting --


def test_what_a_source_gives_is_kept_then_read_and_leads_back(desk: Desk) -> None:
    desk.web.gives[FEED] = [page(1), page(2)]
    (report,) = desk.collect(COURIER)
    assert (report.collected, report.known, report.fault, report.skipped) == (2, 0, None, None)
    assert desk.waiting() == ["https://courier.example/1", "https://courier.example/2"]
    added = desk.read()
    assert (added.added, added.events) == (2, 2)
    assert desk.waiting() == []
    with desk.store.snapshot() as view:
        (found, _) = (event.document for event in view.events())
        (capture,) = view.captures.of_document(found.doc_id)
    assert found.publisher == "Sarvan Courier"
    assert capture.capture.source == "Sarvan Courier"
    with Archive(desk.folder) as archive:
        item = archive.read(capture.capture)
    assert (item.name, item.data) == (found.origin, page(int(item.name[-1])).item.data)


def test_the_page_s_own_word_for_its_publisher_is_taken(desk: Desk) -> None:
    desk.web.gives[FEED] = [page(1, publisher="Lakeside Press Agency")]
    desk.collect(COURIER)
    desk.read()
    with desk.store.snapshot() as view:
        (event,) = view.events()
    assert event.document.publisher == "Lakeside Press Agency"


def test_collecting_the_same_again_keeps_and_reads_nothing(desk: Desk) -> None:
    desk.web.gives[FEED] = [page(1), page(2), page(1)]
    desk.collect(COURIER)
    desk.read()
    size = desk.kept()
    (report,) = desk.collect(COURIER)
    assert (report.collected, report.known) == (0, 3)
    assert desk.read().items == 0
    assert desk.kept() == size == 2


def test_a_page_looked_at_again_without_its_listing_is_the_same_page(desk: Desk) -> None:
    desk.web.gives[FEED] = [page(1)]
    desk.collect(COURIER)
    desk.web.gives[FEED] = [page(1, title=None, published=None)]
    (report,) = desk.collect(COURIER)
    assert (report.collected, report.known) == (0, 1)


def test_each_page_is_kept_before_the_next_is_asked_for(desk: Desk) -> None:
    seen = []
    desk.web.gives[FEED] = [page(1), page(2)]
    desk.web.on_the_way = lambda: seen.append(len(desk.waiting()))
    desk.collect(COURIER)
    assert seen == [1, 2]


def test_the_fetcher_is_asked_as_the_settings_say(desk: Desk) -> None:
    source = COURIER.model_copy(
        update={"start": dt.date(2025, 1, 1), "stop": dt.date(2025, 6, 1), "limit": 7, "kind": "sitemap"}
    )
    desk.collect(source, COURIER)
    dates = {"since": source.start, "until": source.stop}
    name = {"name": "Sarvan Courier"}
    assert desk.web.asked[0] == (FEED, {**name, **dates, "kind": "sitemap", "limit": 7})
    assert desk.web.asked[1] == (FEED, {**name, "kind": "feed", "since": None, "until": None})


def test_a_failing_source_is_noted_and_the_others_are_collected(desk: Desk) -> None:
    broken = Source(name="Broken", url="https://broken.example/rss")
    faulty = Source(name="Faulty", url="https://faulty.example/rss")
    missing = Source(name="Missing", path="nowhere/at/all")
    fault = Issue(origin=broken.place, reason="http_status", message="404", hint="Look.")
    desk.web.gives = {broken.place: [fault], faulty.place: [page(9), KeyError("x")], FEED: [page(1)]}
    reports = desk.collect(broken, faulty, missing, COURIER)
    assert [report.fault for report in reports] == ["http_status", "source_fault", "not_found", None]
    assert [report.collected for report in reports] == [0, 1, 0, 1]
    with desk.store.snapshot() as view:
        assert {issue.reason for issue in view.issues()} == {"http_status", "source_fault", "not_found"}
        assert view.addresses.faults()["Broken"] == {"http_status": 1}
    remembered = desk.round("Faulty")
    assert remembered is not None
    assert (remembered.failures, remembered.fault, remembered.last_answered) == (1, "source_fault", None)


def test_without_a_fetcher_paths_are_collected_all_the_same(desk: Desk, tmp_path: Path) -> None:
    lines(tmp_path / "shelf" / "a.jsonl", article(1))
    reports = desk.collect(COURIER, Source(name="Shelf", path=str(tmp_path / "shelf")), fetcher=None)
    assert [(report.fault, report.collected) for report in reports] == [("source_fault", 0), (None, 1)]


def test_an_item_that_cannot_be_had_is_no_fault_of_its_source(desk: Desk) -> None:
    lost = Issue(origin="https://courier.example/3", reason="robots", message="m", hint="h")
    warning = Issue(origin=FEED, reason="many_links", message="m", hint="h", severity="warning")
    desk.web.gives[FEED] = [lost, page(1), warning]
    (report,) = desk.collect(COURIER)
    assert (report.fault, report.collected, report.issues) == (None, 1, [lost, warning])
    with desk.store.snapshot() as view:
        assert list(view.issues()) == [lost]


def test_an_archive_that_cannot_be_written_ends_the_run(desk: Desk) -> None:
    desk.folder.write_text("in the way")
    desk.web.gives[FEED] = [page(1)]
    with pytest.raises(ArchiveError):
        desk.collect(COURIER)
    assert desk.waiting() == []
    assert desk.round("Sarvan Courier") is None


# -- When a source is due --


def skipped(desk: Desk, source: Source, *moments: dt.datetime) -> list[str | None]:
    told = []
    for desk.now in moments:
        (report,) = desk.collect(source)
        told.append(report.skipped)
    return told


def test_a_source_is_asked_again_after_its_pause(desk: Desk) -> None:
    source = COURIER.model_copy(update={"every": 2 * HOUR})
    assert skipped(desk, source, NOON, NOON + HOUR, NOON + 2 * HOUR) == [None, "not_due", None]
    assert len(desk.web.asked) == 2


def test_a_source_without_a_pause_is_asked_each_time(desk: Desk) -> None:
    assert skipped(desk, COURIER, NOON, NOON) == [None, None]


def test_after_a_failure_a_source_is_asked_sooner_then_less_and_less(desk: Desk) -> None:
    source = COURIER.model_copy(update={"every": 24 * HOUR})
    desk.web.gives[FEED] = [Issue(origin=FEED, reason="timeout", message="m", hint="h")]
    waits = []
    for failures in range(1, 12):
        desk.collect(source)
        last = desk.round(source.name)
        assert last is not None
        assert last.not_before is not None
        assert (last.failures, last.fault) == (failures, "timeout")
        waits.append((last.not_before - desk.now) / dt.timedelta(minutes=5))
        desk.now = last.not_before
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits[-1] == 24 * 12
    desk.web.gives[FEED] = [page(1)]
    desk.collect(source)
    last = desk.round(source.name)
    assert last is not None
    assert (last.failures, last.fault, last.last_answered) == (0, None, desk.now)


def test_an_address_that_waits_is_not_taken_for_asked(desk: Desk) -> None:
    desk.web.gives[FEED] = [Issue(origin=FEED, reason="timeout", message="m", hint="h")]
    desk.collect(COURIER)
    before = desk.round(COURIER.name)
    desk.web.gives[FEED] = [
        Issue(origin=FEED, reason="backing_off", message="m", hint="h", severity="warning")
    ]
    assert skipped(desk, COURIER, NOON + HOUR) == ["not_due"]
    assert desk.round(COURIER.name) == before


def test_a_source_is_asked_from_its_start_until_a_round_after_its_stop(desk: Desk) -> None:
    day = NOON.date()
    source = COURIER.model_copy(update={"start": day, "stop": day})
    moments = [NOON + n * 24 * HOUR for n in (-1, 0, 1, 2)]
    assert skipped(desk, source, *moments) == ["not_begun", None, None, "over"]


def test_only_what_was_published_in_time_is_kept(desk: Desk, tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl",
        *(article(n, published=day) for n, day in enumerate(["2025-02-27", "2025-02-28", "March 2, 2025"])),
        {"doc_id": "undated", "text": REPORT},
    )
    source = Source(name="Shelf", path=str(path), start=dt.date(2025, 2, 28), stop=dt.date(2025, 3, 1))
    (report,) = desk.collect(source)
    assert (report.collected, report.outside) == (2, 2)


def test_a_path_is_passed_over_until_something_changes(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path / "shelf" / "a.jsonl", article(1))
    source = Source(name="Shelf", path=str(tmp_path / "shelf"))
    assert skipped(desk, source, NOON, NOON) == [None, "unchanged"]
    lines(tmp_path / "shelf" / "b" / "b.jsonl", article(2))
    assert skipped(desk, source, NOON, NOON) == [None, "unchanged"]
    path.unlink()
    assert skipped(desk, source, NOON) == [None]
    assert skipped(desk, source.model_copy(update={"start": NOON.date()}), NOON) == [None]


# -- Reading what waits --


def test_reading_goes_on_where_it_was_stopped(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", *(article(n) for n in range(6)))
    desk.collect(Source(name="Shelf", path=str(path)))

    def stop(report: Any) -> None:
        if report.added == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.read(progress=stop)
    assert len(desk.waiting()) == 3
    assert desk.read().added == 3
    assert desk.documents() == 6


def test_what_cannot_be_read_is_read_once(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" ")
    desk.collect(Source(name="Shelf", path=str(tmp_path / "empty.txt")))
    assert desk.read().refused == 1
    assert (desk.waiting(), desk.read().items) == ([], 0)


def test_what_could_not_be_coded_waits_for_the_next_run(desk: Desk, tmp_path: Path, monkeypatch) -> None:
    path = lines(tmp_path / "a.jsonl", article(1, text=REPORT.format(number="FAULT")))
    assert desk.add(path).refused == 1
    assert desk.waiting() == [f"{path}:1"]
    monkeypatch.setattr(
        OneEventCoder, "code", lambda self, document: Coding(doc_id=document.doc_id, coder="first word 1")
    )
    assert desk.read().added == 1
    assert desk.waiting() == []


def test_bytes_that_are_gone_are_an_issue_and_the_rest_goes_on(desk: Desk, tmp_path: Path) -> None:
    shelf = Source(name="Shelf", path=str(lines(tmp_path / "a.jsonl", article(1))))
    desk.collect(shelf)
    for file in desk.folder.iterdir():
        file.rename(tmp_path / file.name)
    lines(tmp_path / "a.jsonl", article(1), article(2))
    desk.now += HOUR
    desk.collect(shelf)
    report = desk.read()
    assert (report.added, report.refused) == (1, 1)
    assert [issue.reason for issue in report.issues] == ["not_in_archive"]
    for file in tmp_path.glob("*.warc.gz"):
        file.rename(desk.folder / file.name)
    assert desk.read().added == 1


def test_an_archive_that_is_missing_as_a_whole_is_one_error(desk: Desk, tmp_path: Path) -> None:
    desk.collect(Source(name="Shelf", path=str(lines(tmp_path / "a.jsonl", article(1), article(2)))))
    desk.folder.rename(tmp_path / "elsewhere")
    with pytest.raises(ArchiveError):
        desk.read()
    assert len(desk.waiting()) == 2


def collected_in(desk: Desk, runs: int, *pages: Page) -> list[Document]:
    """The documents of two pages that are read in one run, or each in a run of its own."""
    for given in [pages] if runs == 1 else [(one,) for one in pages]:
        desk.web.gives[FEED] = list(given)
        desk.collect(COURIER)
        assert desk.read().refused == 0
    with desk.store.snapshot() as view:
        return sorted((event.document for event in view.events()), key=lambda one: one.url or "")


@pytest.mark.parametrize("runs", [1, 2])
def test_each_outlet_that_prints_a_text_has_a_document_of_its_own(desk: Desk, runs: int) -> None:
    theirs = "https://www.herald.example/1"
    found = collected_in(desk, runs, page(1), page(1, name=theirs, url=theirs, publisher="The Herald"))
    assert [one.url for one in found] == ["https://courier.example/1", theirs]
    assert found[0].doc_id != found[1].doc_id


@pytest.mark.parametrize("runs", [1, 2])
def test_an_article_at_two_addresses_of_its_outlet_is_one_document(desk: Desk, runs: int) -> None:
    other = "https://www.courier.example/africa/1"
    (found,) = collected_in(desk, runs, page(1), page(1, name=other, url=other))
    assert found.url == "https://courier.example/1"
    assert desk.waiting() == []
    assert desk.read(reread=True).revised == 0


@pytest.mark.parametrize("runs", [1, 2])
def test_what_a_page_says_of_itself_later_is_taken_over(desk: Desk, runs: int) -> None:
    (found,) = collected_in(desk, runs, page(1), page(1, author="Ada Quill"))
    assert found.author == "Ada Quill"


# -- Reading everything again --


def better_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the reader leave out what it once left in."""
    from lapwing import documents

    read = documents.read

    def cleaned(item: RawItem, *, published: dt.date | None = None) -> Any:
        data = item.data.replace(b"Nobody has said", b"No one has said")
        return read(item.model_copy(update={"data": data}), published=published)

    monkeypatch.setattr(documents, "read", cleaned)


def test_a_better_reader_makes_a_new_version_of_the_document(desk: Desk, tmp_path, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text(REPORT.format(number=1))
    desk.add(tmp_path / "a.txt")
    with desk.store.snapshot() as view:
        (before,) = (event.document for event in view.events())
    assert (desk.read(reread=True).unchanged, desk.documents()) == (1, 1)
    better_reader(monkeypatch)
    assert desk.read(reread=True).revised == 1
    with desk.store.snapshot() as view:
        (after,) = (event.document for event in view.events())
        assert [version.document.text for version in view.history(before.doc_id)] == [before.text, after.text]
        assert len(view.captures.of_document(before.doc_id)) == 1
    assert "No one" in after.text
    assert desk.read(reread=True).unchanged == 1


def test_adding_again_with_a_better_reader_is_no_second_document(desk: Desk, tmp_path, monkeypatch) -> None:
    (tmp_path / "a.txt").write_text(REPORT.format(number=1))
    desk.add(tmp_path / "a.txt")
    better_reader(monkeypatch)
    assert desk.add(tmp_path / "a.txt").revised == 1
    assert desk.documents() == 1


def test_the_day_that_a_person_gave_is_kept_with_the_item(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT.format(number=1))
    desk.add(tmp_path / "a.txt", published=dt.date(2025, 2, 3))
    assert desk.read(reread=True).unchanged == 1


def test_of_a_corrected_document_the_correction_is_read_again(desk: Desk, tmp_path: Path) -> None:
    first = lines(tmp_path / "a.jsonl", article(1), article(2, doc_id="a1"))
    assert desk.add(first).refused == 1
    assert desk.add(lines(tmp_path / "b.jsonl", article(3, doc_id="a1"))).revised == 1
    report = desk.read(reread=True)
    assert (report.unchanged, report.refused, report.revised) == (1, 1, 0)
    with desk.store.snapshot() as view:
        (event,) = view.events()
    assert "district 3" in event.document.text


# -- Adding --


def test_adding_keeps_each_item_once_and_leads_back_to_it(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", article(1), article(2), article(2))
    desk.add(path)
    desk.add(path, path)
    assert desk.kept() == 3
    with desk.store.snapshot() as view:
        captures = view.captures.of_document("a2")
    assert [one.capture.name for one in captures] == [f"{path}:2", f"{path}:3"]


def test_the_archive_stands_beside_the_store(desk: Desk, tmp_path: Path) -> None:
    desk.add(lines(tmp_path / "a.jsonl", article(1)), archive=None)
    assert [path.name for path in tmp_path.glob("*.archive")] == ["news.archive"]


def test_a_store_without_a_file_needs_a_folder(tmp_path: Path) -> None:
    with Store.create(":memory:") as store:
        desk = Desk(store, tmp_path / "archive")
        with pytest.raises(ArchiveError, match="not known") as caught:
            desk.add(lines(tmp_path / "a.jsonl", article(1)), archive=None)
        assert "LAPWING_ARCHIVE" in (caught.value.hint or "")
        assert desk.add(tmp_path / "a.jsonl").added == 1


def test_addresses_are_added_through_the_fetcher(desk: Desk) -> None:
    desk.web.gives[FEED] = [page(1), page(2)]
    report = desk.add(FEED)
    assert (report.added, report.refused) == (2, 0)
    assert desk.add(FEED).unchanged == 2
    with pytest.raises(SourceError, match="contact"):
        desk.add(FEED, fetcher=None)


def test_what_an_interrupted_run_had_fetched_is_read_by_the_next(desk: Desk, tmp_path: Path) -> None:
    desk.web.gives[FEED] = [page(1), page(2)]

    def stop(report: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.add(FEED, progress=stop)
    desk.web.gives[FEED] = []
    with desk.store.snapshot() as view:
        assert len(view.captures.waiting()) <= 1
        kept = view.captures.by_source()[""].captures
    desk.add(lines(tmp_path / "a.jsonl", article(3)))
    assert (desk.waiting(), desk.documents()) == ([], kept + 1)


def test_a_full_disk_stops_adding_and_nothing_told_of_is_lost(desk: Desk, tmp_path, monkeypatch) -> None:
    path = lines(tmp_path / "a.jsonl", *(article(n) for n in range(200)))
    write, left = os.write, itertools.count(1)

    def full(descriptor: int, data: Any) -> int:
        if next(left) > 2:
            raise OSError(28, "No space left on device")
        return write(descriptor, data)

    with monkeypatch.context() as patched:
        patched.setattr("lapwing.sources.keeping.os.write", full)
        with pytest.raises(ArchiveError, match="disk is full"):
            desk.add(path)
    kept = desk.documents() + len(desk.waiting())
    assert kept == 128
    report = desk.add(path)
    assert (report.items, desk.documents(), desk.waiting()) == (200, 200, [])
    assert desk.kept() == 200


ADDING = """
import datetime as dt, sys
from pathlib import Path
from lapwing.store import Store
from tests.pipeline.test_collecting import OneEventCoder, Desk
from lapwing import coding

coding.CODERS["first word"] = OneEventCoder
with Store.open(sys.argv[1]) as store:
    Desk(store, Path(sys.argv[2])).add(sys.argv[3], progress=lambda report: print(report.added, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_again_and_again_nothing_is_lost_or_doubled(desk: Desk, tmp_path: Path, repository) -> None:
    number = 150
    path = lines(
        tmp_path / "a.jsonl", *(article(n, text=REPORT.format(number=f"SLOW {n}")) for n in range(number))
    )
    program = [sys.executable, "-c", ADDING, str(tmp_path / "news.sqlite"), str(desk.folder), str(path)]
    told = 0
    for lines_read in (1, 15, 40):
        child = subprocess.Popen(program, stdout=subprocess.PIPE, cwd=repository, text=True)
        assert child.stdout is not None
        for _ in range(lines_read):
            told = max(told, int(child.stdout.readline()))
        child.send_signal(signal.SIGKILL)
        child.stdout.read()
        child.stdout.close()
        child.wait()
        assert desk.documents() >= told
    desk.add(path)
    with desk.store.snapshot() as view:
        assert view.summary().events == number
        assert view.captures.by_source()[""].captures == number
    assert desk.waiting() == []
    assert desk.read(reread=True).unchanged == number
