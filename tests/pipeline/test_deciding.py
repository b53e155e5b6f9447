"""Decisions are checked against the store, outlive every new coding, and say where they must be asked again."""

import datetime as dt
from pathlib import Path

import pytest

from lapwing.errors import LedgerError, StoreError
from lapwing.pipeline.checking import archive_faults
from lapwing.pipeline.deciding import (
    Decided,
    ask_again,
    constraints_for,
    decide,
    events_in_force,
    standing_in,
)
from lapwing.pipeline.naming import event_named
from lapwing.records import Anchor, Coding, Decision, Document, Event, Evidence, RawItem, Toll
from lapwing.sources.keeping import Archive
from lapwing.store import CodedBy, Store

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
SENTENCES = ("A bomb went off at the grain market of Tessara.", "Police in Varn found a second device.")
TEXT = " ".join(SENTENCES)


def event(doc_id: str, number: int = 0, *, name: str = "evt", killed: int = 4, **fields) -> Event:
    start = TEXT.index(SENTENCES[number])
    places = [
        Evidence(field=field, start=start, end=start + len(SENTENCES[number]))
        for field in ("event", "certainty", "killed", "outcome")
    ]
    toll = Toll(low=killed, best=killed, high=killed)
    said = {"type": "attack", "killed": toll, "evidence": tuple(places)} | fields
    return Event(doc_id=doc_id, event_id=f"{name}-{doc_id}-{number}", **said)


def code(store: Store, doc_id: str, *events: Event, version: str = "1", hour: int = 0) -> None:
    coded_by = CodedBy("cues", version, "book")
    with store.unit() as work:
        run = work.start_run("add", started=NOON + dt.timedelta(hours=hour), coded_by=coded_by)
        coding = Coding(doc_id=doc_id, coder="cues", events=events)
        work.put(Document(doc_id=doc_id, text=TEXT), coding, coded_by=coded_by, run_id=run)


@pytest.fixture
def store():
    with Store.create(":memory:") as made:
        for doc_id in ("a", "b", "c"):
            code(made, doc_id, event(doc_id), event(doc_id, 1))
        yield made


def say(
    store: Store, kind: str, *wanted: str, apart: tuple[str, ...] = (), minute: int = 1, **fields
) -> Decided:
    with store.snapshot() as view:
        subjects = tuple(event_named(view, one) for one in wanted)
        others = tuple(event_named(view, one) for one in apart)
    said = {"who": "ana", "why": "checked", "when": NOON + dt.timedelta(minutes=minute)} | fields
    return decide(store, Decision(kind=kind, subjects=subjects, apart_from=others, **said))


def force(store: Store, doc_id: str = "a"):
    with store.snapshot() as view:
        return events_in_force(view, doc_id)


def test_a_correction_outlives_new_codings_and_is_asked_about_when_contradicted(store):
    kept = say(store, "correct", "a/evt-a-0", field="killed", value="7")
    assert (kept.decision.was, kept.doc_ids) == ('{"best":4,"high":4,"low":4}', ("a",))
    code(store, "a", event("a", name="new"), version="2", hour=1)
    assert force(store).decided == {"new-a-0": ("killed",)}
    code(store, "a", event("a", name="new", killed=9), version="3", hour=2)
    assert force(store).events[0].killed == Toll(low=7, best=7, high=7)
    with store.unit() as work:
        ask_again(work, ["a"])
        assert [question.reads for question in work.ledger.questions()] == ['{"best":9,"high":9,"low":9}']
    say(store, "correct", "a/new-a-0", field="killed", value="9", minute=200)
    with store.snapshot() as view:
        assert view.ledger.questions() == []
        assert standing_in(view) == {view.ledger.entry("last").decision.decision_id}


def test_an_event_kept_by_a_decision_can_be_named_and_decided_on(store):
    say(store, "accept", "a/evt-a-0")
    code(store, "a", event("a", 1), version="2", hour=1)
    assert force(store).kept == {"evt-a-0"}
    say(store, "reject", "evt-a-0", minute=90)
    assert [one.event_id for one in force(store).events] == ["evt-a-1"]


def test_a_rejected_event_can_be_accepted_again(store):
    say(store, "reject", "a/evt-a-0")
    say(store, "accept", "a/evt-a-0", minute=2)
    assert force(store).accepted == {"evt-a-0"}


def test_constraints_follow_the_events_to_their_new_ids_and_do_not_depend_on_what_else_is_asked(store):
    first = say(store, "merge", "a/evt-a-0", "b/evt-b-0")
    assert first.doc_ids == ("a", "b")
    say(store, "merge", "b/evt-b-0", "c/evt-c-0", minute=2)
    last = say(store, "not_the_same", "a/evt-a-0", apart=("c/evt-c-0",), minute=3)
    assert last.doc_ids == ("a", "b", "c")
    code(store, "b", event("b", name="new"), version="2", hour=1)
    with store.snapshot() as view:
        everything = constraints_for(view, [("a", "evt-a-0"), ("b", "new-b-0"), ("c", "evt-c-0")])
        of_b = constraints_for(view, [("b", "new-b-0")])
        assert constraints_for(view, [("b", "evt-b-1")]) == ()
        assert [question.doc_id for question in view.ledger.questions()] == ["a"]
    assert [(one.same, one.left, one.right) for one in everything] == [
        (True, (("b", "new-b-0"), ("c", "evt-c-0")), ()),
        (False, (("a", "evt-a-0"),), (("c", "evt-c-0"),)),
    ]
    assert of_b == everything[:1]


def test_an_undo_is_about_the_events_of_what_it_takes_back(store):
    kept = say(store, "merge", "a/evt-a-0", "b/evt-b-0")
    back = say(store, "undo", undoes=kept.decision.decision_id, minute=2)
    assert back.decision.subjects == kept.decision.subjects
    with store.snapshot() as view:
        assert constraints_for(view, [("a", "evt-a-0")]) == ()
    with pytest.raises(LedgerError, match="already"):
        say(store, "undo", undoes=kept.decision.decision_id, minute=3)


def test_an_anchor_that_does_not_fit_the_store_is_refused(store):
    moved = Anchor.of(event("a")).model_copy(update={"start": 3})
    with pytest.raises(LedgerError, match="no such event"):
        decide(store, Decision(kind="accept", who="ana", why="x", when=NOON, subjects=(moved,)))
    with pytest.raises(LedgerError, match="zone"):
        say(store, "accept", "a/evt-a-0", when=NOON.replace(tzinfo=None))
    with store.snapshot() as view:
        assert list(view.ledger.entries()) == []


def test_events_are_named_by_id_by_document_and_id_and_by_document_and_type(store):
    code(store, "a", event("a"), event("a", 1, type="arrest"), version="2", hour=1)
    with store.snapshot() as view:
        for wanted in ("evt-a-0", "a/evt-a-0", "a/attack"):
            assert event_named(view, wanted) == Anchor.of(event("a"))
        for wanted in ("b/attack", "a/raid", "evt-", "nothing", "zz/attack"):
            with pytest.raises(LedgerError) as refused:
                event_named(view, wanted)
            assert refused.value.hint


def test_an_unknown_document_has_no_events_in_force(store):
    with store.snapshot() as view, pytest.raises(StoreError):
        events_in_force(view, "zz")


def test_what_the_archive_lacks_is_named(store, tmp_path: Path):
    with Archive(tmp_path) as archive:
        captures = [
            archive.keep(RawItem(name=name, data=name.encode()), retrieved=NOON)
            for name in ("one.txt", "two.txt")
        ]
    with store.unit() as work:
        work.captures.put(captures, run_id=work.start_run("collect", started=NOON))
    with store.snapshot() as view:
        assert list(archive_faults(view, tmp_path)) == []
        (file,) = {capture.archive for capture in captures}
        data = bytearray((tmp_path / file).read_bytes())
        data[captures[1].offset + captures[1].length // 2] ^= 1
        (tmp_path / file).write_bytes(data)
        assert [fault.name for fault in archive_faults(view, tmp_path)] == ["two.txt"]
