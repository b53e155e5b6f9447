"""Incidents, their lineage, and the index of reports, on both databases."""

import datetime as dt

import pytest
import sqlalchemy as sa

from lapwing.errors import StoreError
from lapwing.records import (
    Coding,
    Document,
    Event,
    Evidence,
    Incident,
    MergedField,
    Report,
    Witness,
)
from lapwing.store import CodedBy, IncidentFilters, Placed, Store, StoredAccount, StoredSignature, schema

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
BY = CodedBy("hand", "1", "book-1")
TEXT = "A bomb went off at the grain market of Tessara on Monday."
SHARED, OWN = -3, {"a": 2**62, "b": -(2**63), "c": 5}  # blocks that all stand in, and each alone


def report(doc: str, **fields) -> Report:
    sentence = Evidence(field="event", start=0, end=len(TEXT))
    event = Event(doc_id=doc, event_id=f"evt-{doc}", type="attack", evidence=(sentence,), **fields)
    return Report(event=event, document=Document(doc_id=doc, text=TEXT), witness=doc)


def incident(name: str, *docs: str, killed=None, day="2025-02-01", **best) -> Incident:
    said = {"outcome": "completed", "certainty": "asserted", "country": "XTA", **best}
    if day:
        said["date"] = {"date_start": day, "date_end": day, "date_precision": "day"}
    if killed is not None:
        said["killed"] = {"low": killed, "best": killed, "high": killed}
    fields = tuple(MergedField(field=field, best=value, rule="person") for field, value in said.items())
    members = tuple((doc, f"evt-{doc}") for doc in docs)
    return Incident(incident_id=name, type="attack", members=members, fields=fields, witnesses=len(docs))


def run_of(store: Store) -> int:
    with store.unit() as work:
        return work.start_run("link", started=NOON)


def put(store: Store, *made: Incident) -> list[str]:
    run = run_of(store)
    with store.unit() as work:
        return [work.incidents.put(one, [report(doc) for doc, _ in one.members], run_id=run) for one in made]


def ids(store: Store, **filters) -> list[str]:
    with store.snapshot() as view:
        found = [one.incident_id for one in view.incidents.incidents(IncidentFilters(**filters))]
        assert view.incidents.count(IncidentFilters(**filters)) == len(found)
    return found


def add(store: Store, doc: str, *, title: str | None = None, name: str = "", coded: bool = True) -> None:
    told = report(doc)
    event = told.event.model_copy(update={"event_id": f"evt-{doc}{name}"})
    coding = Coding(doc_id=doc, coder="hand 1", events=(event,) if coded else ())
    with store.unit() as work:
        run = work.start_run("add", started=NOON, coded_by=BY)
        work.put(told.document.model_copy(update={"title": title}), coding, coded_by=BY, run_id=run)


def look_at(store: Store, *docs: str) -> None:
    """Keeps an account of each document's event."""
    with store.unit() as work:
        for doc, state in work.reports.states(docs).items():
            account = StoredAccount((doc, f"evt-{doc}"), f"account of {doc}".encode(), (SHARED, OWN[doc]))
            work.reports.put(doc, state, "1", [account])
            work.reports.place({account.key: Placed(f"com-{doc}", f"inc-{doc}")})


def stale(store: Store, scheme: str = "1") -> list[str]:
    with store.snapshot() as view:
        return view.reports.stale(scheme)


def test_an_incident_comes_back_as_it_was(store):
    made = incident("inc-1", "a", "b", killed=4, group="Brannen Front")
    assert put(store, made) == ["added"]
    with store.snapshot() as view:
        assert view.incidents.incident("inc-1") == made
        assert list(view.incidents.incidents()) == [made]
        assert view.incidents.members() == {"inc-1": made.members}


def test_what_says_the_same_is_left_alone_and_what_changed_supersedes(store):
    put(store, incident("inc-1", "a"))
    assert put(store, incident("inc-1", "a")) == ["unchanged"]
    assert put(store, incident("inc-1", "a", "b")) == ["changed"]
    with store._engine.begin() as connection:
        table = schema.incidents
        rows = connection.execute(
            sa.select(table.c.reports, table.c.superseded_by).order_by(table.c.number)
        ).all()
    assert [(count, by is None) for count, by in rows] == [(1, False), (2, True)]


def test_filters_narrow(store):
    put(
        store,
        incident("inc-1", "a", killed=4),
        incident("inc-2", "b", "c", killed=9, country="XOB", day="2025-02-03", outcome="failed"),
        incident("inc-3", "d", day=None, group="Brannen Front", certainty="alleged"),
    )
    assert ids(store) == ["inc-1", "inc-2", "inc-3"]
    assert ids(store, types=("attack",)) == ["inc-1", "inc-2", "inc-3"]
    assert ids(store, types=("arrest", "raid")) == []
    assert ids(store, country="XOB") == ["inc-2"]
    assert ids(store, group="Brannen Front") == ["inc-3"]
    assert ids(store, since=dt.date(2025, 2, 2)) == ["inc-2"]
    assert ids(store, until=dt.date(2025, 2, 2)) == ["inc-1"]
    assert ids(store, outcome="failed") == ["inc-2"]
    assert ids(store, certainty="alleged") == ["inc-3"]
    assert ids(store, killed_at_least=5) == ["inc-2"]
    assert ids(store, killed_at_least=0) == ["inc-1", "inc-2"]
    assert ids(store, witnesses_at_least=2) == ["inc-2"]
    assert ids(store, contains="GRAIN market") == ["inc-1", "inc-2", "inc-3"]
    assert ids(store, contains="100%") == []
    with store.snapshot() as view:
        assert [one.incident_id for one in view.incidents.incidents(limit=1, offset=1)] == ["inc-2"]


def test_what_a_later_run_changed_can_be_asked_for(store):
    put(store, incident("inc-1", "a"), incident("inc-2", "b"))
    before = run_of(store)
    put(store, incident("inc-1", "a"), incident("inc-2", "b", "c"))
    assert ids(store, changed_since_run=before) == ["inc-2"]


def test_a_beginning_of_an_id_is_enough_when_only_one_has_it(store):
    put(store, incident("inc-1a", "a"), incident("inc-1b", "b"))
    with store.snapshot() as view:
        assert view.incidents.incident("inc-1a").incident_id == "inc-1a"
        with pytest.raises(StoreError, match="More than one"):
            view.incidents.incident("inc-1")
        with pytest.raises(StoreError, match="no incident inc-2"):
            view.incidents.incident("inc-2")


def test_an_id_of_old_leads_to_what_it_became_over_any_number_of_steps(store):
    put(store, incident("inc-1", "a"), incident("inc-2", "b"), incident("inc-3", "c"))
    run = run_of(store)
    with store.unit() as work:
        work.incidents.end(["inc-2", "inc-3"], run_id=run)
        work.incidents.note(
            [("inc-3", "inc-2", "continued"), ("inc-2", "inc-1", "merged"), ("inc-1", "inc-4", "split")],
            run_id=run,
        )
    with store.snapshot() as view:
        assert view.incidents.incident("inc-3").incident_id == "inc-1"
        told = [(one.incident_id, one.became, one.how) for one in view.incidents.lineage("inc-1")]
        assert told == [
            ("inc-1", "inc-4", "split"),
            ("inc-2", "inc-1", "merged"),
            ("inc-3", "inc-2", "continued"),
        ]
        assert view.incidents.lineage("inc-1")[0].when == NOON


def test_an_id_that_came_back_is_itself(store):
    put(store, incident("inc-1", "a"), incident("inc-2", "b"))
    run = run_of(store)
    with store.unit() as work:
        work.incidents.end(["inc-2"], run_id=run)
        work.incidents.note([("inc-2", "inc-1", "merged")], run_id=run)
    put(store, incident("inc-2", "b"))
    with store.snapshot() as view:
        assert view.incidents.incident("inc-2").incident_id == "inc-2"


def test_what_is_gone_says_so(store):
    put(store, incident("inc-1", "a"))
    run = run_of(store)
    with store.unit() as work:
        work.incidents.end(["inc-1"], run_id=run)
        work.incidents.note([("inc-1", None, "gone")], run_id=run)
    with store.snapshot() as view, pytest.raises(StoreError, match="Nothing is left of the incident inc-1"):
        view.incidents.incident("inc-1")


def test_documents_are_stale_until_they_are_looked_at(store):
    for doc in ("b", "a", "c"):
        add(store, doc)
    assert stale(store) == ["b", "a", "c"]
    look_at(store, "a", "b")
    assert stale(store) == ["c"]
    assert stale(store, "2") == ["b", "a", "c"]


def test_a_document_without_events_is_looked_at_once(store):
    add(store, "a", coded=False)
    assert stale(store) == ["a"]
    with store.unit() as work:
        work.reports.put("a", work.reports.states(["a"])["a"], "1", [])
    assert stale(store) == []
    with store.snapshot() as view:
        assert view.reports.keys(["a"]) == set()
        assert view.incidents.of_document("a") == ()


def test_another_reading_makes_a_document_stale_but_not_another_name_of_the_coder(store):
    add(store, "a")
    look_at(store, "a")
    add(store, "a")
    assert stale(store) == []
    add(store, "a", title="Blast in Tessara")
    assert stale(store) == ["a"]
    look_at(store, "a")
    add(store, "a", title="Blast in Tessara", name="x")
    assert stale(store) == ["a"]


def test_a_newer_version_of_its_witness_makes_a_document_stale_but_a_copy_does_not(store):
    add(store, "a")

    def is_of(witness: Witness) -> None:
        with store.unit() as work:
            work.wire.put(StoredSignature("a", "x", "s1", "txt-a", b""))
            work.wire.place([witness])

    is_of(Witness(witness_id="wit-1", doc_ids=("a",), speaks="a"))
    look_at(store, "a")
    is_of(Witness(witness_id="wit-1", doc_ids=("a", "b"), speaks="a"))
    assert stale(store) == []
    is_of(Witness(witness_id="wit-1", doc_ids=("a", "b"), speaks="b", superseded=("a",)))
    assert stale(store) == ["a"]
    with store.snapshot() as view:
        assert view.reports.witnesses(["a", "b"])["a"].superseded == ("a",)


def test_a_document_keeps_its_place_in_the_order_of_the_store(store):
    add(store, "a")
    add(store, "b")
    with store.snapshot() as view:
        before = view.reports.states(["a", "b"])
    add(store, "a", title="Blast in Tessara")
    with store.snapshot() as view:
        after = view.reports.states(["a", "b", "nothing"])
    assert {doc: state.stored for doc, state in after.items()} == {
        doc: state.stored for doc, state in before.items()
    }
    assert after["a"].digest != before["a"].digest
    assert after["b"] == before["b"]


def test_the_index_finds_what_shares_a_block_or_a_component(store):
    for doc in "abc":
        add(store, doc)
    look_at(store, "a", "b")
    with store.snapshot() as view:
        reports = view.reports
        assert sorted(reports.sharing([SHARED, OWN["a"]])) == [b"account of a", b"account of b"]
        assert list(reports.sharing([OWN["b"], 8])) == [b"account of b"]
        assert reports.components_of([("a", "evt-a"), ("c", "evt-c")]) == {("a", "evt-a"): "com-a"}
        assert list(reports.members(["com-b"])) == [b"account of b"]
        assert reports.placed(["com-a", "com-x"]) == {("a", "evt-a"): Placed("com-a", "inc-a")}
        assert reports.accounts([("a", "evt-a")]) == {("a", "evt-a"): b"account of a"}
        assert view.incidents.of_document("a") == ("inc-a",)
        assert view.incidents.of_events([("b", "evt-b")]) == {("b", "evt-b"): "inc-b"}


def test_accounts_that_are_put_again_replace_all_of_the_document(store):
    add(store, "a")
    look_at(store, "a")
    with store.unit() as work:
        state = work.reports.states(["a"])["a"]
        work.reports.put("a", state, "1", [StoredAccount(("a", "evt-x"), b"new", (7,))])
    with store.snapshot() as view:
        assert view.reports.keys(["a"]) == {("a", "evt-x")}
        assert list(view.reports.sharing([SHARED, OWN["a"]])) == []
        assert list(view.reports.sharing([7])) == [b"new"]
    with store.unit() as work:
        work.reports.drop_all()
    assert stale(store) == ["a"]
