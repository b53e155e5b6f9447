"""What was collected stands in the store once, in the order of arrival, and says what became of it."""

import datetime as dt

import pytest

from lapwing.records import Address, Capture

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)


def capture(number: int, **fields) -> Capture:
    values = {
        "capture_id": f"cap-{number}",
        "name": f"https://courier.example/{number}",
        "retrieved": NOON + dt.timedelta(hours=number),
        "sha256": "0" * 64,
        "size": 3,
        "archive": "lapwing-20250301T120000Z-00001.warc.gz",
        "offset": 100 * number,
        "length": 90,
    }
    return Capture(**{**values, **fields})


@pytest.fixture
def run_id(store) -> int:
    return new_run(store)


def new_run(store) -> int:
    with store.unit() as work:
        return work.start_run("update", started=NOON)


def put(store, *captures: Capture, run_id: int) -> None:
    with store.unit() as work:
        work.captures.put(captures, run_id=run_id)


def mark(store, number: int, doc_id: str | None, *, run_id: int) -> None:
    with store.unit() as work:
        work.captures.mark_read(f"cap-{number}", doc_id=doc_id, run_id=run_id)


def waiting(store, **asked) -> list[str]:
    with store.snapshot() as view:
        return [one.capture.capture_id for one in view.captures.waiting(**asked)]


def test_a_capture_comes_back_as_it_was_put(store, run_id) -> None:
    given = capture(1, source="Courier", media_type="text/html", published=NOON.date())
    put(store, given, run_id=run_id)
    with store.snapshot() as view:
        (found,) = view.captures.known(["cap-1", "cap-2"]).values()
    assert found.capture == given
    assert (found.doc_id, found.read) == (None, False)


def test_a_capture_is_put_once(store, run_id) -> None:
    for _ in range(2):
        put(store, capture(1), capture(2), capture(1), run_id=run_id)
    assert waiting(store) == ["cap-1", "cap-2"]


def test_what_was_read_no_longer_waits_and_leads_to_its_document(store, run_id) -> None:
    put(store, *map(capture, range(1, 5)), run_id=run_id)
    mark(store, 2, "doc-a", run_id=run_id)
    mark(store, 3, None, run_id=run_id)
    mark(store, 4, "doc-a", run_id=run_id)
    assert waiting(store) == ["cap-1"]
    with store.snapshot() as view:
        assert [one.capture.capture_id for one in view.captures.of_document("doc-a")] == ["cap-2", "cap-4"]
        assert view.captures.of_document("doc-b") == []


def test_waiting_captures_come_in_parts_in_order(store, run_id) -> None:
    put(store, *(capture(n, source="AB"[n % 2]) for n in range(7, 0, -1)), run_id=run_id)
    with store.snapshot() as view:
        first = view.captures.waiting(limit=3)
        rest = view.captures.waiting(after=first[-1].number)
        assert [one.capture.capture_id for one in (*first, *rest)] == [f"cap-{n}" for n in range(7, 0, -1)]
        assert view.captures.numbered([one.number for one in reversed(first)]) == first[::-1]
    assert waiting(store, source="A") == ["cap-6", "cap-4", "cap-2"]


def test_a_later_failure_keeps_the_document(store, run_id) -> None:
    put(store, capture(1), run_id=run_id)
    mark(store, 1, "doc-a", run_id=run_id)
    mark(store, 1, None, run_id=new_run(store))
    with store.snapshot() as view:
        assert view.captures.known(["cap-1"])["cap-1"].doc_id == "doc-a"


def test_each_document_is_read_again_from_what_it_was_last_read_from(store, run_id) -> None:
    put(store, *map(capture, range(1, 7)), run_id=run_id)
    mark(store, 1, "doc-a", run_id=run_id)
    mark(store, 3, None, run_id=run_id)
    second = new_run(store)
    mark(store, 2, "doc-a", run_id=second)
    mark(store, 4, "doc-b", run_id=second)
    mark(store, 5, "doc-b", run_id=run_id)
    with store.snapshot() as view:
        again = view.captures.numbered(view.captures.to_read_again())
    assert [one.capture.capture_id for one in again] == ["cap-2", "cap-4", "cap-3", "cap-6"]


def test_sources_are_counted(store, run_id) -> None:
    put(store, *(capture(n, source="Courier") for n in (1, 2, 3)), capture(4), run_id=run_id)
    mark(store, 1, "doc-a", run_id=run_id)
    mark(store, 2, "doc-a", run_id=run_id)
    with store.snapshot() as view:
        counts = view.captures.by_source()
        assert view.captures.latest("https://courier.example/2").capture == capture(2, source="Courier")
        assert view.captures.latest("nowhere") is None
    courier = counts["Courier"]
    assert (courier.captures, courier.documents, courier.waiting) == (3, 1, 1)
    assert courier.last_retrieved == NOON + dt.timedelta(hours=3)
    assert counts[""].captures == 1


def address(path: str, **fields) -> Address:
    return Address(url=f"https://courier.example/{path}", source="Courier", **fields)


def test_the_newest_word_on_an_address_is_kept(store) -> None:
    first = address("a", etag='"1"', last_tried=NOON, failures=2, fault="timeout")
    later = address("a", etag='"2"', last_tried=NOON, last_answered=NOON)
    for known in (first, later):
        with store.unit() as work:
            work.addresses.put(known)
            assert work.addresses.get(known.url) == known
    with store.snapshot() as view:
        assert view.addresses.of_source("Courier") == [later]
        assert view.addresses.get("https://courier.example/b") is None


def test_addresses_are_due_when_their_time_has_come_earliest_first(store) -> None:
    hour = dt.timedelta(hours=1)
    with store.unit() as work:
        for known in (
            address("later", not_before=NOON + hour),
            address("due", not_before=NOON),
            address("long due", not_before=NOON - hour),
            address("settled", last_answered=NOON),
            Address(url="source:Courier", source="Courier", not_before=NOON - hour),
            Address(url="https://other.example", source="Other", not_before=NOON - hour),
        ):
            work.addresses.put(known)
    with store.snapshot() as view:
        due = [known.url.rpartition("/")[2] for known in view.addresses.due("Courier", NOON)]
    assert due == ["long due", "due"]


def test_failing_addresses_are_listed_and_counted_by_reason(store) -> None:
    with store.unit() as work:
        work.addresses.put(address("a", failures=3, fault="timeout"))
        work.addresses.put(address("b", failures=1, fault="timeout"))
        work.addresses.put(address("c", failures=1, fault="robots"))
        work.addresses.put(address("d", last_answered=NOON))
    with store.snapshot() as view:
        assert view.addresses.faults() == {"Courier": {"robots": 1, "timeout": 2}}
        assert [known.url[-1] for known in view.addresses.of_source("Courier", failing=True)] == list("abc")
