"""What the store keeps, supersedes and refuses."""

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapwing.errors import StoreError
from lapwing.records import (
    Coding,
    Document,
    Event,
    Evidence,
    Furniture,
    Issue,
    Link,
    Offer,
    Toll,
)
from lapwing.store import CodedBy, Store, schema

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
CUES = CodedBy("cues", "1", "book-1")
TEXT = "A bomb went off at the grain market of Tessara on Monday. At least four traders were killed."


def article(doc_id="doc-1", text=TEXT, **fields) -> Document:
    return Document(doc_id=doc_id, text=text, **fields)


def coded(document: Document, *ids: str, **fields) -> Coding:
    sentence = Evidence(field="event", start=0, end=min(20, len(document.text)))
    events = [
        Event(doc_id=document.doc_id, event_id=i, type="attack", evidence=(sentence,), **fields) for i in ids
    ]
    return Coding(doc_id=document.doc_id, coder="cues 1", events=tuple(events))


def add(store: Store, document: Document, coding: Coding, *, coded_by=CUES, at=NOON) -> str:
    with store.unit() as work:
        run = work.start_run("add", started=at, coded_by=coded_by)
        outcome = work.put(document, coding, coded_by=coded_by, run_id=run)
        work.finish_run(run, finished=at)
    return outcome


def rows(store: Store) -> dict[str, list]:
    with store._engine.begin() as connection:
        return {
            table.name: connection.execute(sa.select(table).order_by(*table.primary_key)).all()
            for table in schema.metadata.sorted_tables
            if table.name != "runs"
        }


def test_a_stored_document_comes_back_as_it_was(store):
    document = article(
        title="Blast in Tessara",
        published=dt.date(2025, 2, 28),
        published_origin="metadata",
        furniture=(Furniture(start=0, end=3, rule="share-line", text="Hey"),),
    )
    coding = coded(
        document, "evt-1", killed=Toll(low=4, best=4), links=(Link(relation="part_of", event_id="x"),)
    )
    assert add(store, document, coding) == "added"
    with store.snapshot() as view:
        found = view.document("doc-1")
        assert (found.document, found.events) == (document, coding.events)
        assert (found.coded_by, found.added) == (CUES, NOON)
        assert [row.event for row in view.events()] == list(coding.events)


def test_adding_the_same_article_twice_changes_nothing(store):
    document = article()
    add(store, document, coded(document, "evt-1"))
    before = rows(store)
    moved = document.model_copy(update={"origin": "another/folder.txt", "sha256": "0" * 64})
    assert add(store, moved, coded(moved, "evt-1")) == "unchanged"
    assert rows(store) == before


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(store):
    old, new = article(), article(text=TEXT.replace("four", "seven"))
    add(store, old, coded(old, "evt-1"))
    assert add(store, new, coded(new, "evt-1", "evt-2"), at=NOON + dt.timedelta(days=1)) == "revised"
    with store.snapshot() as view:
        assert view.document("doc-1").document == new
        assert [row.event.event_id for row in view.events()] == ["evt-1", "evt-2"]
        first, second = view.history("doc-1")
    assert (first.document, first.superseded) == (old, NOON + dt.timedelta(days=1))
    assert (second.document, second.superseded) == (new, None)


@pytest.mark.parametrize(
    "newer", [CodedBy("cues", "2", "book-1"), CodedBy("model", "1", "book-1"), CodedBy("cues", "1", "book-2")]
)
def test_another_coder_version_or_codebook_supersedes_the_coding(store, newer):
    document = article()
    add(store, document, coded(document, "evt-1", "evt-2"))
    before = rows(store)
    assert add(store, document, coded(document, "evt-2", country="MLI"), coded_by=newer) == "recoded"
    with store.snapshot() as view:
        assert [(row.event.event_id, row.event.country) for row in view.events()] == [("evt-2", "MLI")]
        assert [version.coded_by for version in view.history("doc-1")] == [CUES, newer]
    after = rows(store)
    assert after["documents"] == before["documents"]
    for table in ("codings", "events", "evidence"):
        kept = after[table][: len(before[table])]
        assert [_content(row) for row in kept] == [_content(row) for row in before[table]]


def _content(row) -> dict:
    return {name: value for name, value in row._mapping.items() if name != "superseded_by"}


def test_the_same_coder_with_another_answer_supersedes_its_coding(store):
    document = article()
    add(store, document, coded(document, "evt-1"))
    assert add(store, document, coded(document, "evt-1", country="MLI")) == "recoded"
    with store.snapshot() as view:
        assert len(view.history("doc-1")) == 2


def test_a_document_without_events_is_kept_as_coded(store):
    document = article()
    add(store, document, coded(document))
    with store.snapshot() as view:
        assert view.holds(document, CUES)
        assert view.document("doc-1").events == ()


def test_holds_asks_for_this_text_and_this_coder(store):
    document = article()
    add(store, document, coded(document, "evt-1"))
    with store.snapshot() as view:
        assert view.holds(document, CUES)
        assert not view.holds(document, CodedBy("cues", "2", "book-1"))
        assert not view.holds(article(text="Something else."), CUES)
        assert not view.holds(article("doc-2"), CUES)


def test_nothing_of_a_unit_that_fails_is_kept(store):
    document = article()
    with pytest.raises(KeyError), store.unit() as work:
        run = work.start_run("add", started=NOON)
        work.put(document, coded(document, "evt-1"), coded_by=CUES, run_id=run)
        raise KeyError("a fault half-way")
    assert not any(rows(store).values())


def test_an_issue_is_kept_once(store):
    issue = Issue(origin="a.pdf", reason="encrypted", message="It has a password.", hint="Remove it.")
    document = article()
    coding = coded(document).model_copy(update={"issues": (issue.model_copy(update={"doc_id": "doc-1"}),)})
    for _ in range(2):
        add(store, document, coding)
        with store.unit() as work:
            work.put_issues([issue, issue], run_id=work.start_run("add", started=NOON))
    with store.snapshot() as view:
        assert sorted(found.doc_id or "" for found in view.issues()) == ["", "doc-1"]
        assert view.document("doc-1").issues == coding.issues


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(Exception, match="without a zone"), store.unit() as work:
        work.start_run("add", started=dt.datetime(2025, 3, 1))


def test_a_time_comes_back_in_utc(store):
    document = article()
    east = dt.timezone(dt.timedelta(hours=5))
    add(store, document, coded(document), at=dt.datetime(2025, 3, 1, 17, tzinfo=east))
    with store.snapshot() as view:
        assert view.document("doc-1").added == NOON


def test_a_coding_of_another_document_is_refused(store):
    with pytest.raises(ValueError, match="doc-2"), store.unit() as work:
        run = work.start_run("add", started=NOON)
        work.put(article(), coded(article("doc-2"), "evt-1"), coded_by=CUES, run_id=run)


def test_two_events_with_one_id_are_refused(store):
    with pytest.raises(ValueError, match="same id"):
        add(store, article(), coded(article(), "evt-1", "evt-1"))


@pytest.mark.parametrize("text", ["half a pair \ud83d", "nul \x00"])
def test_a_text_that_no_database_keeps_is_refused_with_a_hint(store, text):
    with pytest.raises(StoreError, match="no database keeps") as caught:
        add(store, article(text=text), coded(article(text=text)))
    assert caught.value.hint


def test_a_toll_larger_than_any_column_is_kept_exactly(store):
    document = article()
    add(store, document, coded(document, "evt-1", killed=Toll(best=10**30)))
    with store.snapshot() as view:
        assert view.event("evt-1").event.killed.best == 10**30


def test_a_store_in_memory_lives_as_long_as_it_is_open():
    with Store.create("sqlite://") as store:
        add(store, article(), coded(article(), "evt-1"))
        with store.snapshot() as view:
            assert view.count() == 1


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
maybe = st.none() | words
tolls = st.builds(
    Toll, low=st.none() | st.integers(0, 500), best=st.none() | st.integers(0, 10**12), words=maybe
)
evidence = st.builds(
    Evidence,
    field=st.sampled_from(["event", "country"]),
    start=st.just(0),
    end=st.integers(0, 40),
    derived=maybe,
)
documents = st.builds(
    Document,
    doc_id=words.filter(bool),
    text=words,
    title=maybe,
    author=maybe,
    publisher=maybe,
    published=st.none() | st.dates(),
    language=st.none() | st.just("en"),
    url=maybe,
    origin=maybe,
    furniture=st.lists(
        st.builds(Furniture, start=st.just(0), end=st.just(1), rule=words, text=words), max_size=2
    ).map(tuple),
)
events = st.builds(
    Event,
    doc_id=st.just(""),
    event_id=st.uuids().map(lambda number: f"evt-{number}"),
    type=st.sampled_from(["attack", "arrest"]),
    date_start=st.none() | st.dates(),
    date_end=st.none() | st.dates(),
    country=st.none() | st.sampled_from(["MLI", "FRA"]),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    place=maybe,
    group=maybe,
    actors=st.lists(words, max_size=3).map(tuple),
    killed=st.none() | tolls,
    evidence=st.lists(evidence, max_size=3).map(tuple),
    confidence=st.floats(0, 1),
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(document=documents, found=st.lists(events, max_size=3, unique_by=lambda event: event.event_id))
def test_saving_then_loading_is_identity(store, document, found):
    found = tuple(event.model_copy(update={"doc_id": document.doc_id}) for event in found)
    add(store, document, Coding(doc_id=document.doc_id, coder="cues", events=found))
    with store.snapshot() as view:
        back = view.document(document.doc_id)
        assert (back.document.digest, back.events) == (document.digest, found)
        assert {row.event.event_id for row in view.events() if row.event.doc_id == document.doc_id} == {
            event.event_id for event in found
        }


def test_opening_again_finds_what_was_stored(address):
    with Store.create(address) as store:
        add(store, article(), coded(article(), "evt-1"))
    with Store.open(address) as store, store.snapshot() as view:
        assert view.event("evt-1").document == article()


def test_a_file_name_may_be_a_path_or_a_string(tmp_path):
    Store.create(tmp_path / "a.db").close()
    Store.open(str(tmp_path / "a.db")).close()
    assert Path(tmp_path / "a.db").stat().st_size > 0


def test_what_is_offered_for_review_is_kept_and_is_no_event_of_the_store(store):
    offer = Offer(field="country", value='"MLI"', confidence=0.4)
    whole = coded(article(), "evt-1", "evt-2", field_confidence={"group": 0.75}, offers=(offer,))
    coding = whole.model_copy(update={"events": whole.events[:1], "offers": whole.events[1:]})
    add(store, article(), coding)
    with store.snapshot() as view:
        found = view.document("doc-1")
        assert (found.events, found.offers) == (coding.events, coding.offers)
        assert [one.event.event_id for one in view.events()] == ["evt-1"]
        assert view.history("doc-1")[0].offers == coding.offers


def test_another_offer_is_another_coding(store):
    document = article()
    coding = coded(document, "evt-1")
    offering = Coding(doc_id="doc-1", coder="cues 1", offers=coding.events)
    outcomes = [add(store, document, one) for one in (Coding(doc_id="doc-1", coder="c"), offering, offering)]
    assert outcomes == ["added", "recoded", "unchanged"]


def test_an_offered_event_that_likely_incites_masks_the_others_of_its_document(store):
    whole = coded(article(), "evt-1", "evt-2")
    inciting = whole.events[1].model_copy(update={"type": "incitement", "confidence": 0.6})
    add(store, article(), whole.model_copy(update={"events": whole.events[:1], "offers": (inciting,)}))
    with store.snapshot() as view:
        assert [found.incitements for found in view.events()] == [(inciting,)]
