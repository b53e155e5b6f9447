"""Linking in the store: bit by bit, in any order, with decisions between, as if all were linked at once."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapwing import incidents
from lapwing.errors import LedgerError, StoreError
from lapwing.incidents import Account, Compared
from lapwing.pipeline import linking
from lapwing.pipeline.deciding import decide, events_in_force
from lapwing.pipeline.linking import LinkReport, link_all, link_new, relink_documents
from lapwing.records import Anchor, Coding, Decision, Document, Event, Evidence, Toll
from lapwing.store import CodedBy, IncidentFilters, Snapshot, Store

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.date(2025, 2, 1)
BY = CodedBy("hand", "1", "book-1")
PLACES = ("Tessara", "Ost Brannen")
SENTENCES = ("A bomb went off at the grain market.", "Four traders died.", "The bridge was shelled at night.")
TEXT = " ".join(SENTENCES)


def now() -> dt.datetime:
    return NOON


def near(a: Account, b: Account) -> Compared:
    """Of one place, within a few days: so near, so probable."""
    if a.doc_id == b.doc_id:
        return Compared(0.0, barred=True)
    if a.place != b.place or a.days is None or b.days is None:
        return Compared(0.1)
    return Compared(max(0.0, 1.0 - abs(a.days[0] - b.days[0]) / 7))


def weeks(account: Account) -> tuple[int, ...]:
    """The weeks on which it may have happened, so that reports a week apart meet."""
    return () if account.days is None else tuple(account.days[0] // 7 + shift for shift in (0, 1))


@pytest.fixture(autouse=True)
def by_place_and_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compares reports in a way that these tests can foresee."""
    for module in (linking, incidents.linking):
        monkeypatch.setattr(module, "blocks", weeks)
    monkeypatch.setattr(linking, "link", partial(incidents.link, compare=near))
    monkeypatch.setattr(linking, "relink", partial(incidents.relink, compare=near))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.create(":memory:") as made:
        yield made


def event(
    doc: str, sentence: int = 0, *, name: str = "", day: int = 0, place: str = PLACES[0], killed: int = 4
):
    start = TEXT.index(SENTENCES[sentence])
    happened = DAY + dt.timedelta(days=day)
    return Event(
        doc_id=f"doc-{doc}",
        event_id=f"evt-{doc}{sentence}{name}",
        type="attack",
        date_start=happened,
        date_end=happened,
        date_precision="day",
        place=place,
        country="XTA",
        killed=Toll(low=killed, best=killed, high=killed),
        evidence=(Evidence(field="event", start=start, end=start + len(SENTENCES[sentence])),),
        coder="hand 1",
    )


def code(store: Store, doc: str, *events: Event, published: int = 1) -> None:
    document = Document(
        doc_id=f"doc-{doc}", text=TEXT, published=DAY + dt.timedelta(days=published), published_origin="given"
    )
    coding = Coding(doc_id=document.doc_id, coder="hand 1", events=events)
    with store.unit() as work:
        run = work.start_run("add", started=NOON, coded_by=BY)
        work.put(document, coding, coded_by=BY, run_id=run)


def new(store: Store) -> LinkReport:
    return link_new(store, now=now)


def partition(store: Store) -> dict[str, tuple]:
    with store.snapshot() as view:
        return {one.incident_id: one.members for one in view.incidents.incidents()}


def records(store: Store) -> list:
    with store.snapshot() as view:
        return list(view.incidents.incidents())


def say(store: Store, kind: str, *events: Event, apart_from: tuple[Event, ...] = (), **about) -> Decision:
    decision = Decision(
        kind=kind, who="R. Ilmen", when=NOON, why="read both",
        subjects=tuple(map(Anchor.of, events)), apart_from=tuple(map(Anchor.of, apart_from)), **about,
    )  # fmt: skip
    return decide(store, decision).decision


def in_force(view: Snapshot) -> list[Event]:
    docs = sorted({found.document.doc_id for found in view.events()})
    return [one for doc_id in docs for one in events_in_force(view, doc_id).events]


specs = st.tuples(
    st.integers(0, 2), st.sampled_from(["", "x"]), st.integers(0, 9), st.sampled_from(PLACES)
).map(lambda spec: dict(zip(("sentence", "name", "day", "place"), spec, strict=True)))
codings = st.tuples(
    st.just("code"), st.sampled_from("abcdef"), st.lists(specs, max_size=2, unique_by=lambda s: s["sentence"])
)
pairs = st.tuples(st.sampled_from(["merge", "not_the_same", "reject"]), st.integers(0, 9), st.integers(0, 9))
undoings = st.tuples(st.just("undo"), st.integers(0, 5))
links = st.sampled_from([("link",), ("link",), ("relink", "a"), ("relink", "d")])
changes = st.lists(codings | codings | pairs | undoings, min_size=1, max_size=3)
batches = st.lists(st.tuples(changes, links), min_size=1, max_size=6)
steps = batches.map(lambda taken: [step for done, linked in taken for step in (*done, linked)])


def take(store: Store, step: tuple, taken: list[Decision]) -> None:
    """Does one step; a decision that cannot be made is none."""
    match step:
        case ("code", doc, said):
            code(store, doc, *(event(doc, **spec) for spec in said))
        case ("link",):
            new(store)
        case ("relink", doc):
            relink_documents(store, [f"doc-{doc}"], now=now)
        case ("undo", number):
            if number < len(taken):
                undo = Decision(
                    kind="undo", who="R. Ilmen", when=NOON, why="wrong", undoes=taken[number].decision_id
                )
                decide(store, undo)
                del taken[number]
        case (kind, first, second):
            with store.snapshot() as view:
                standing = in_force(view)
            if not standing:
                return
            one, other = (standing[number % len(standing)] for number in (first, second))
            when = NOON + dt.timedelta(seconds=len(taken))
            told = {"subjects": [Anchor.of(one)], "apart_from": []}
            if kind != "reject":
                told["subjects" if kind == "merge" else "apart_from"].append(Anchor.of(other))
            about = {name: tuple(anchors) for name, anchors in told.items()}
            decision = Decision(kind=kind, who="R. Ilmen", when=when, why="read both", **about)
            taken.append(decide(store, decision).decision)


@given(steps)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_linking_bit_by_bit_gives_what_linking_everything_gives(taking):
    with Store.create(":memory:") as store:
        taken: list[Decision] = []
        for step in taking:
            try:
                take(store, step, taken)
            except LedgerError:
                continue
        new(store)
        bit_by_bit = records(store)
        assert new(store) == LinkReport()
        link_all(store, now=now)
        assert records(store) == bit_by_bit


@given(steps)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_id_that_was_given_out_leads_to_an_incident_or_is_gone(taking):
    with Store.create(":memory:") as store:
        given_out: set[str] = set()
        taken: list[Decision] = []
        for step in [*taking, ("link",)]:
            try:
                take(store, step, taken)
            except LedgerError:
                continue
            given_out |= partition(store).keys()
        standing = partition(store)
        with store.snapshot() as view:
            for incident_id in sorted(given_out):
                try:
                    assert view.incidents.incident(incident_id).incident_id in standing
                except StoreError as gone:
                    assert "Nothing is left" in str(gone)
            for incident_id, members in standing.items():
                assert set(view.incidents.of_events(members).values()) == {incident_id}


def test_reports_of_one_happening_become_one_incident(store):
    code(store, "a", event("a"))
    code(store, "b", event("b", day=1, killed=6))
    code(store, "c", event("c", place=PLACES[1]))
    report = new(store)
    assert (report.total, report.documents, report.events, report.added) == (3, 3, 3, 2)
    assert sorted(partition(store).values()) == [
        (("doc-a", "evt-a0"), ("doc-b", "evt-b0")),
        (("doc-c", "evt-c0"),),
    ]


def test_nothing_new_writes_nothing(store):
    code(store, "a", event("a"))
    code(store, "b")
    new(store)
    assert new(store) == LinkReport()
    with store.snapshot() as view:
        assert view.reports.stale(linking.SCHEME) == []


def test_another_scheme_makes_every_account_stale(store):
    code(store, "a", event("a"))
    code(store, "b")
    new(store)
    with store.snapshot() as view:
        assert view.reports.stale("another") == ["doc-a", "doc-b"]


def test_linking_everything_again_leaves_incidents_that_say_the_same_alone(store):
    code(store, "a", event("a"))
    code(store, "b", event("b"))
    new(store)
    report = link_all(store, now=now)
    assert (report.added, report.changed, report.ended) == (0, 0, 0)
    with store.snapshot() as view:
        (incident,) = view.incidents.incidents()
        assert view.incidents.lineage(incident.incident_id) == ()


def test_a_decision_makes_its_documents_stale_and_holds(store):
    code(store, "a", event("a"))
    code(store, "b", event("b"))
    new(store)
    (before,) = partition(store)
    say(store, "not_the_same", event("a"), apart_from=(event("b"),))
    assert new(store).documents == 2
    assert sorted(partition(store).values()) == [(("doc-a", "evt-a0"),), (("doc-b", "evt-b0"),)]
    with store.snapshot() as view:
        (line,) = view.incidents.lineage(before)
        assert (line.incident_id, line.how) == (before, "split")


def test_a_corrected_toll_is_the_best_value_of_the_incident(store):
    code(store, "a", event("a"))
    code(store, "b", event("b"))
    new(store)
    say(store, "correct", event("b"), field="killed", value="7")
    new(store)
    (incident,) = records(store)
    assert incident.best("killed")["best"] == 7


def test_an_id_of_old_leads_to_the_incident_that_it_was_merged_into(store):
    code(store, "a", event("a"))
    code(store, "b", event("b", day=5))
    new(store)
    with store.snapshot() as view:
        ids = view.incidents.of_events([("doc-a", "evt-a0"), ("doc-b", "evt-b0")])
    elder, younger = ids["doc-a", "evt-a0"], ids["doc-b", "evt-b0"]
    say(store, "merge", event("a"), event("b", day=5))
    new(store)
    with store.snapshot() as view:
        assert view.incidents.incident(younger).incident_id == elder
        assert [(one.incident_id, one.how) for one in view.incidents.lineage(elder)] == [(younger, "merged")]


def test_an_id_whose_founder_was_coded_anew_is_continued(store):
    code(store, "a", event("a"))
    code(store, "b", event("b"))
    new(store)
    (before,) = partition(store)
    code(store, "a", event("a", name="x"))
    new(store)
    ((after, members),) = partition(store).items()
    assert after != before
    assert members == (("doc-a", "evt-a0x"), ("doc-b", "evt-b0"))
    with store.snapshot() as view:
        assert view.incidents.incident(before).incident_id == after
        assert view.incidents.lineage(after)[0].how == "continued"


def test_an_incident_of_which_nothing_is_left_says_so(store):
    code(store, "a", event("a"))
    new(store)
    (before,) = partition(store)
    say(store, "reject", event("a"))
    new(store)
    assert partition(store) == {}
    with store.snapshot() as view, pytest.raises(StoreError, match="Nothing is left"):
        view.incidents.incident(before)


def test_a_run_that_was_stopped_is_taken_up(store, monkeypatch):
    monkeypatch.setattr(linking, "BATCH", 1)
    for doc in "abcd":
        code(store, doc, event(doc, day="abcd".index(doc)))

    class Stopped(Exception):
        pass

    def stop(report: LinkReport) -> None:
        if report.documents == 2:
            raise Stopped

    with pytest.raises(Stopped):
        link_new(store, now=now, progress=stop)
    assert new(store).documents == 2
    bit_by_bit = records(store)
    link_all(store, now=now)
    assert records(store) == bit_by_bit


def test_a_new_report_is_weighed_against_its_neighbours_only(store, monkeypatch):
    for doc in "abcde":
        code(store, doc, event(doc, day=60 * "abcde".index(doc)))
    new(store)
    asked: list[tuple[str, str]] = []

    def watched(a: Account, b: Account) -> Compared:
        asked.append((a.doc_id, b.doc_id))
        return near(a, b)

    monkeypatch.setattr(linking, "relink", partial(incidents.relink, compare=watched))
    code(store, "f", event("f", day=121))
    assert new(store).documents == 1
    assert set(asked) == {("doc-c", "doc-f")}


def test_incidents_that_a_later_run_changed_can_be_asked_for(store):
    code(store, "a", event("a"))
    new(store)
    with store.unit() as work:
        run = work.start_run("update", started=NOON)
    code(store, "b", event("b", place=PLACES[1]))
    new(store)
    with store.snapshot() as view:
        (later,) = view.incidents.incidents(IncidentFilters(changed_since_run=run))
        assert later.members == (("doc-b", "evt-b0"),)


def test_links_in_a_run_of_the_callers(store):
    code(store, "a", event("a"))
    with store.unit() as work:
        run = work.start_run("update", started=NOON)
    link_new(store, now=now, run_id=run)
    with store.snapshot() as view:
        assert view.incidents.count(IncidentFilters(changed_since_run=run - 1)) == 1
        assert view.incidents.count(IncidentFilters(changed_since_run=run)) == 0
