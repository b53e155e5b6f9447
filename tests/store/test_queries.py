"""What can be asked of a store."""

import datetime as dt
from collections.abc import Iterator

import pytest

from lapwing.errors import StoreError
from lapwing.records import Coding, Document, Event, Evidence, Issue, Toll
from lapwing.store import CodedBy, Filters, Store

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
CUES = CodedBy("cues", "1", "book-1")
MARKET = "Four traders died when a bomb went off at Tessara's grain market."
ARREST = "Police in Orléans held two men suspected of planning to shell a café."


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def event(doc_id: str, event_id: str, kind: str, text: str, **fields) -> Event:
    sentence = Evidence(field="event", start=0, end=len(text))
    return Event(doc_id=doc_id, event_id=event_id, type=kind, evidence=(sentence,), **fields)


MARKET_EVENTS = (
    event(
        "market", "evt-aaa1", "attack", MARKET, country="MLI", place="Tessara",
        group="Islamic State Sahel Province",
        date_start=day("2025-02-24"), date_end=day("2025-02-24"), killed=Toll(low=4, best=4, high=4),
    ),
    event("market", "evt-aaa2", "claim", MARKET, certainty="denied"),
)  # fmt: skip
ARREST_EVENTS = (
    event(
        "arrest", "evt-bbb1", "arrest", ARREST, country="FRA", place="Orléans",
        date_start=day("2025-01-01"), date_end=day("2025-01-31"),
    ),
    event(
        "arrest", "evt-bbb2", "plot", ARREST, country="FRA", outcome="foiled", date_start=day("2025-02-24"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, new_address) -> Iterator[Store]:
    """A store that the tests only read."""
    with Store.create(new_address(request.param)) as store:
        fill(store)
        yield store


def fill(store: Store) -> None:
    with store.unit() as work:
        run = work.start_run("add", started=NOON, coded_by=CUES)
        for doc_id, text, found in (
            ("market", MARKET, MARKET_EVENTS),
            ("arrest", ARREST, ARREST_EVENTS),
            ("quiet", "-", ()),
        ):
            coding = Coding(doc_id=doc_id, coder="cues", events=found)
            work.put(Document(doc_id=doc_id, text=text), coding, coded_by=CUES, run_id=run)
        work.put_issues([Issue(origin="z.pdf", reason="encrypted", message="m", hint="h")], run_id=run)


def ids(store: Store, limit=None, offset=0, **filters) -> list[str]:
    with store.snapshot() as view:
        return [row.event.event_id for row in view.events(Filters(**filters), limit=limit, offset=offset)]


def test_events_come_by_first_day_then_id_and_undated_ones_last(filled):
    assert ids(filled) == ["evt-bbb1", "evt-aaa1", "evt-bbb2", "evt-aaa2"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"types": ("attack", "claim")}, ["evt-aaa1", "evt-aaa2"]),
        ({"country": "FRA"}, ["evt-bbb1", "evt-bbb2"]),
        ({"group": "Islamic State Sahel Province"}, ["evt-aaa1"]),
        ({"outcome": "foiled"}, ["evt-bbb2"]),
        ({"certainty": "denied"}, ["evt-aaa2"]),
        ({"doc_id": "market"}, ["evt-aaa1", "evt-aaa2"]),
        ({"since": day("2025-01-31")}, ["evt-bbb1", "evt-aaa1", "evt-bbb2"]),
        ({"since": day("2025-02-01")}, ["evt-aaa1", "evt-bbb2"]),
        ({"until": day("2025-01-01")}, ["evt-bbb1"]),
        ({"until": day("2024-12-31")}, []),
        ({"since": day("2025-02-24"), "until": day("2025-02-24")}, ["evt-aaa1", "evt-bbb2"]),
        ({"killed_at_least": 4}, ["evt-aaa1"]),
        ({"killed_at_least": 5}, []),
        ({"contains": "ORLEANS"}, ["evt-bbb1", "evt-bbb2"]),
        ({"contains": "café"}, ["evt-bbb1", "evt-bbb2"]),
        ({"contains": "sahel"}, ["evt-aaa1"]),
        ({"contains": "100%"}, []),
        ({"types": ("plot",), "country": "MLI"}, []),
    ],
)
def test_filters_keep_what_they_name(filled, filters, expected):
    assert ids(filled, **filters) == expected
    with filled.snapshot() as view:
        assert view.count(Filters(**filters)) == len(expected)


def test_pages_do_not_overlap(filled):
    assert ids(filled, limit=3) + ids(filled, limit=3, offset=3) == ids(filled)
    assert ids(filled, offset=2) == ids(filled)[2:]


def test_an_event_comes_with_its_document(filled):
    with filled.snapshot() as view:
        found = view.event("evt-aaa1")
    assert found.event == MARKET_EVENTS[0]
    assert found.event.evidence[0].quote(found.document.text) == MARKET


def test_an_event_comes_with_what_its_document_incites_to_whether_asked_for_or_not(store):
    found = (event("call", "evt-c1", "incitement", MARKET), event("call", "evt-c2", "attack", MARKET))
    with store.unit() as work:
        run = work.start_run("add", started=NOON)
        coding = Coding(doc_id="call", coder="c", events=found)
        work.put(Document(doc_id="call", text=MARKET), coding, coded_by=CUES, run_id=run)
        (row,) = work.events(Filters(types=("attack",)))
    assert (row.event, row.incitements) == (found[1], found[:1])


def test_a_reader_may_stop_early(filled):
    with filled.snapshot() as view:
        assert next(iter(view.events())).event.event_id == "evt-bbb1"
    with filled.snapshot() as view:
        assert view.count() == 4


def test_a_unique_beginning_is_enough(filled):
    with filled.snapshot() as view:
        assert view.event("evt-bbb2").event == ARREST_EVENTS[1]
        assert view.document("mar").events == MARKET_EVENTS


@pytest.mark.parametrize("wanted", ["evt-c", "EVT-AAA1", "evt-%", ""])
def test_an_unknown_id_is_an_error_with_a_hint(filled, wanted):
    with filled.snapshot() as view, pytest.raises(StoreError, match="has no event") as caught:
        view.event(wanted)
    assert "lapwing events" in caught.value.hint


def test_an_ambiguous_beginning_names_the_candidates(filled):
    with filled.snapshot() as view, pytest.raises(StoreError, match="evt-aaa1, evt-aaa2"):
        view.event("evt-a")


def test_a_full_id_is_not_ambiguous_when_another_begins_with_it(store):
    with store.unit() as work:
        run = work.start_run("add", started=NOON)
        for doc_id in ("doc-1", "doc-10"):
            work.put(
                Document(doc_id=doc_id, text=doc_id),
                Coding(doc_id=doc_id, coder="c"),
                coded_by=CUES,
                run_id=run,
            )
        assert work.document("doc-1").document.text == "doc-1"


def test_the_summary_counts_what_is_live(store):
    fill(store)
    with store.unit() as work:  # the market document is coded again, with one event less
        newer = CodedBy("cues", "2", "book-1")
        run = work.start_run("add", started=NOON, coded_by=newer)
        coding = Coding(doc_id="market", coder="cues", events=MARKET_EVENTS[:1])
        work.put(Document(doc_id="market", text=MARKET), coding, coded_by=newer, run_id=run)
    with store.snapshot() as view:
        found = view.summary()
    assert (found.documents, found.documents_with_events, found.events) == (3, 2, 3)
    assert (found.first_date, found.last_date) == (day("2025-01-01"), day("2025-02-24"))
    assert found.types == {"arrest": 1, "attack": 1, "plot": 1}
    assert list(found.countries.items()) == [("FRA", 2), ("MLI", 1)]
    assert list(found.groups.items()) == [(None, 2), ("Islamic State Sahel Province", 1)]
    assert found.issues == {"encrypted": 1}


def test_the_summary_of_an_empty_store_has_no_dates(store):
    with store.snapshot() as view:
        found = view.summary()
    assert (found.documents, found.events, found.first_date, found.last_date) == (0, 0, None, None)
