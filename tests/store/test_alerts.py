"""What a query is due to tell, and that nothing is told twice whatever happens in between."""

import datetime as dt
import itertools
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapwing.config import Alert
from lapwing.records import Coding, Document, Event, Incident, MergedField, Report
from lapwing.store import CodedBy, Placed, State, Store, StoredAccount, Telling

NOW = dt.datetime(2031, 5, 2, 6, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
BY = CodedBy("c", "1", "b")
ANY = Alert(name="any", webhook="https://hooks.example/x")


def fields(**best) -> tuple[MergedField, ...]:
    return tuple(MergedField(field=name, best=value, rule="most_informative") for name, value in best.items())


def incident(name: str, *docs: str, witnesses: int = 1, type: str = "attack", **best) -> Incident:
    members = tuple((doc, f"evt-{doc}") for doc in docs or (f"doc-{name}",))
    return Incident(incident_id=name, type=type, members=members, witnesses=witnesses, fields=fields(**best))


def keep(store: Store, *incidents: Incident, reports: Iterable[Report] = ()) -> int:
    """A run that stores the incidents, with those of their documents that are new."""
    with store.unit() as work:
        run = work.start_run("update", started=NOW)
        for one in incidents:
            for doc, event in one.members:
                document = Document(doc_id=doc, text="A blast.")
                work.put(document, Coding(doc_id=doc, coder="c"), coded_by=BY, run_id=run)
                work.reports.put(doc, State(1, "d"), "1", [StoredAccount((doc, event), b"")])
                work.reports.place({(doc, event): Placed("com", one.incident_id)})
            work.incidents.put(one, reports, run_id=run)
    return run


def begin(store: Store, *alerts: Alert) -> None:
    with store.unit() as work:
        for alert in alerts:
            work.alerts.begin(alert.name, now=NOW)


def due(store: Store, alert: Alert = ANY, *, now: dt.datetime = NOW, most: int = 10) -> list[str]:
    with store.snapshot() as view:
        return [one.incident_id for one in view.alerts.due(alert, "webhook", now=now, most=most)]


def telling(name: str, alert: Alert = ANY) -> Telling:
    return Telling(alert.name, "webhook", name)


def tell(store: Store, name: str, *, now: dt.datetime = NOW) -> int | None:
    with store.unit() as work:
        tries = work.alerts.reserve(telling(name), now=now)
        if tries:
            work.alerts.settle(telling(name), "sent", now=now)
    return tries


def test_a_query_tells_what_came_after_it_began(store: Store):
    keep(store, incident("inc-old"))
    begin(store, ANY)
    keep(store, incident("inc-new"))
    assert due(store) == ["inc-new"]


def test_a_query_that_has_not_begun_tells_nothing(store: Store):
    keep(store, incident("inc-1"))
    assert due(store) == []


def test_an_old_incident_is_told_when_another_article_reports_it(store: Store):
    keep(store, incident("inc-1", "doc-1"))
    begin(store, ANY)
    assert due(store) == []
    keep(store, incident("inc-1", "doc-1", "doc-2"))
    assert due(store) == ["inc-1"]


def test_coding_everything_again_is_no_news(store: Store):
    keep(store, incident("inc-1", "doc-1", outcome="completed"))
    begin(store, ANY)
    with store.unit() as work:
        run = work.start_run("update", started=NOW)
        revised = Document(doc_id="doc-1", text="A blast!")
        work.put(revised, Coding(doc_id="doc-1", coder="c"), coded_by=BY, run_id=run)
    keep(store, incident("inc-1", "doc-1", outcome="failed"))
    assert due(store) == []


def test_beginning_again_changes_nothing(store: Store):
    begin(store, ANY)
    keep(store, incident("inc-1"))
    begin(store, ANY)
    assert due(store) == ["inc-1"]


@pytest.mark.parametrize(
    "narrower",
    [
        {"types": ("raid", "attack")},
        {"countries": ("MLI", "NER")},
        {"groups": ("Islamic State West Africa Province",)},
        {"since": dt.date(2031, 5, 1)},
        {"killed_at_least": 5},
        {"witnesses_at_least": 2},
        {"contains": "MÁRKET"},
    ],
    ids=str,
)
def test_a_condition_lets_through_what_meets_it_and_nothing_else(store: Store, narrower):
    alert = Alert(name="some", webhook="https://hooks.example/x", **narrower)
    begin(store, alert)
    meets = incident(
        "inc-meets",
        witnesses=2,
        country="MLI",
        group="Islamic State West Africa Province",
        date={"date_start": "2031-05-01", "date_end": "2031-05-02", "date_precision": "range"},
        killed={"low": 5, "best": 5, "high": None},
    )
    event = Event(doc_id="doc-inc-meets", event_id="evt-1", type="attack", place="The market of Sarvan")
    keep(store, meets, reports=[Report(event=event, document=Document(doc_id="x", text=""), witness="w")])
    keep(
        store,
        incident(
            "inc-fails",
            type="protest",
            country="FRA",
            group="Boko Haram",
            date={"date_start": "2031-04-30", "date_end": "2031-04-30", "date_precision": "day"},
            killed={"low": 4, "best": 4, "high": 4},
        ),
        incident("inc-silent", type="protest"),
    )
    assert due(store, alert) == ["inc-meets"]


def test_what_was_told_is_not_due_and_cannot_be_reserved_again(store: Store):
    begin(store, ANY)
    keep(store, incident("inc-1"))
    assert tell(store, "inc-1") == 1
    assert due(store, now=NOW + 1000 * HOUR) == []
    assert tell(store, "inc-1", now=NOW + 1000 * HOUR) is None


def test_each_route_and_each_query_tells_for_itself(store: Store):
    other = ANY.model_copy(update={"name": "other"})
    begin(store, ANY, other)
    keep(store, incident("inc-1"))
    tell(store, "inc-1")
    assert due(store, other) == ["inc-1"]
    with store.snapshot() as view:
        assert view.alerts.due(ANY, "email", now=NOW, most=10)


def test_what_was_released_waits_and_then_comes_after_what_was_never_tried(store: Store):
    begin(store, ANY)
    keep(store, incident("inc-1"), incident("inc-2"))
    with store.unit() as work:
        assert work.alerts.reserve(telling("inc-1"), now=NOW) == 1
        work.alerts.settle(telling("inc-1"), "released", now=NOW, fault="refused", not_before=NOW + HOUR)
        assert work.alerts.reserve(telling("inc-1"), now=NOW) is None
    assert due(store) == ["inc-2"]
    assert due(store, now=NOW + HOUR) == ["inc-2", "inc-1"]
    assert due(store, now=NOW + HOUR, most=1) == ["inc-2"]
    with store.unit() as work:
        assert work.alerts.reserve(telling("inc-1"), now=NOW + HOUR) == 2


def test_what_a_dead_process_had_reserved_counts_as_told(store: Store):
    begin(store, ANY)
    keep(store, incident("inc-1"), incident("inc-2"))
    with store.unit() as work:
        work.alerts.reserve(telling("inc-1"), now=NOW)
    assert due(store, now=NOW + HOUR) == ["inc-2"]
    with store.unit() as work:
        assert work.alerts.abandoned(now=NOW + HOUR) == (telling("inc-1"),)
        assert work.alerts.abandoned(now=NOW + HOUR) == ()
        assert work.alerts.counts() == {"unsure": 1}
    assert due(store, now=NOW + 1000 * HOUR) == ["inc-2"]


def merged(store: Store, kept: Incident, *gone: str, how: str = "merged") -> None:
    run = keep(store, kept)
    with store.unit() as work:
        work.incidents.end(gone, run_id=run)
        work.incidents.note([(old, kept.incident_id, how) for old in gone], run_id=run)


@pytest.mark.parametrize("how", ["merged", "continued"])
def test_an_incident_into_which_a_told_one_went_is_told(store: Store, how: str):
    begin(store, ANY)
    keep(store, incident("inc-1", "doc-1"), incident("inc-2", "doc-2"), incident("inc-3", "doc-3"))
    tell(store, "inc-3")
    merged(store, incident("inc-2", "doc-2", "doc-3"), "inc-3", how=how)
    merged(store, incident("inc-1", "doc-1", "doc-2", "doc-3"), "inc-2", how=how)
    assert due(store) == []
    assert tell(store, "inc-1") is None


def test_an_incident_is_due_again_once_the_told_one_stands_apart(store: Store):
    begin(store, ANY)
    keep(store, incident("inc-1", "doc-1"), incident("inc-2", "doc-2"))
    tell(store, "inc-2")
    merged(store, incident("inc-1", "doc-1", "doc-2"), "inc-2")
    assert due(store) == []
    keep(store, incident("inc-1", "doc-1"), incident("inc-2", "doc-2"))
    assert due(store) == ["inc-1"]


def test_what_splits_off_from_a_told_incident_that_stands_is_due(store: Store):
    begin(store, ANY)
    keep(store, incident("inc-1", "doc-1", "doc-2"))
    tell(store, "inc-1")
    run = keep(store, incident("inc-1", "doc-1"), incident("inc-2", "doc-2"))
    with store.unit() as work:
        work.incidents.note([("inc-1", "inc-2", "split")], run_id=run)
    assert due(store) == ["inc-2"]


def test_ids_that_lead_in_a_circle_are_no_trouble(store: Store):
    begin(store, ANY)
    keep(store, incident("inc-1", "doc-1"), incident("inc-2", "doc-2"))
    merged(store, incident("inc-1", "doc-1", "doc-2"), "inc-2")
    merged(store, incident("inc-2", "doc-1", "doc-2"), "inc-1", how="continued")
    assert due(store) == ["inc-2"]


STEPS = st.sampled_from(["reserve", "sent", "unsure", "released", "dies", "later", "changes"])
_NAMES = itertools.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(steps=st.lists(STEPS, max_size=25))
def test_whatever_happens_nothing_is_sent_once_it_was_or_may_have_been(store: Store, steps: Iterable[str]):
    """The law: from the moment that an alert may have arrived, it is never reserved again."""
    name = f"inc-{next(_NAMES)}"
    begin(store, ANY)
    keep(store, incident(name))
    now, in_flight, arrived = NOW, False, False
    for number, step in enumerate(steps):
        with store.unit() as work:
            if step == "reserve":
                got = work.alerts.reserve(telling(name), now=now)
                assert not (got and (arrived or in_flight))
                in_flight = in_flight or got is not None
            elif step in ("sent", "unsure") and in_flight:
                work.alerts.settle(telling(name), step, now=now)
                in_flight, arrived = False, True
            elif step == "released" and in_flight:
                work.alerts.settle(telling(name), step, now=now, not_before=now + HOUR)
                in_flight = False
            elif step == "dies":
                work.alerts.abandoned(now=now)
                in_flight, arrived = False, arrived or in_flight
        if step == "later":
            now += 2 * HOUR
        if step == "changes":
            keep(store, incident(name, f"doc-{name}", f"doc-{name}-{number}"))
        if arrived or in_flight:
            assert name not in due(store, now=now, most=10_000)
