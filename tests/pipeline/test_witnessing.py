"""Documents in a store become witnesses, bit by bit as at once."""

import datetime as dt
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapwing.documents.wire import bands, kinship, plausible, sign, sought, witnesses
from lapwing.pipeline.witnessing import witness_all, witness_new
from lapwing.records import Coding, Document, Witness
from lapwing.store import CodedBy, Store

NOON = dt.datetime(2031, 4, 10, 12, tzinfo=dt.UTC)
CODER = CodedBy("c", "1", "b")
STORY = """A bomb hidden in a barrel exploded at the harbour of Velmora on Monday, killing five people and \
wounding 14, police said.

The device went off shortly before noon, when fishermen were mending their nets, according to witnesses. The \
governor closed the harbour until Thursday and promised an inquiry."""
UPDATE = STORY.replace("five people", "eight people")
SPEECH = """Parliament in Ostrel approved a budget for the coming year after a debate of nineteen hours. The \
opposition left the hall before the vote and called the sums a fairy tale written by accountants."""
FERRY = """Pirates boarded a ferry off the island of Marrat and took the captain and three members of the crew \
hostage, the coast guard reported. None of the sixty passengers was hurt, and a patrol vessel followed the boats."""


def document(doc_id: str, text: str, day: int | None = 7, publisher: str | None = None) -> Document:
    published = None if day is None else dt.date(2031, 4, day)
    return Document(doc_id=doc_id, text=text, published=published, publisher=publisher)


def put(store: Store, documents: Sequence[Document]) -> None:
    with store.unit() as work:
        run = work.start_run("add", started=NOON)
        for one in documents:
            work.put(one, Coding(doc_id=one.doc_id, coder="c"), coded_by=CODER, run_id=run)


def kept(store: Store, documents: Sequence[Document]) -> set[Witness]:
    with store.snapshot() as view:
        found = {view.wire.witness_of(one.doc_id) for one in documents}
        assert view.wire.count() == len(found)
        return found


def worked_out(documents: Sequence[Document]) -> set[Witness]:
    """The witnesses by definition: every pair is looked at."""
    signatures = {one.doc_id: sign(one) for one in documents}
    kinships = []
    for first, second in combinations(documents, 2):
        one, other = signatures[first.doc_id], signatures[second.doc_id]
        met = one.exact == other.exact or not set(sought(one)).isdisjoint(bands(other))
        if met and plausible(one, other) and (found := kinship(first, second)) is not None:
            kinships.append(found)
    return set(witnesses(signatures.values(), kinships))


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "lapwing.db") as made:
        yield made


def test_copies_in_several_outlets_are_one_witness_and_the_report_counts_them(store):
    documents = [document("a", STORY), document("b", f"VELMORA (AFP) - {STORY}", 8), document("c", SPEECH)]
    put(store, documents)
    report = witness_new(store, now=lambda: NOON)
    assert vars(report) == {"total": 3, "documents": 3, "copies": 1, "updates": 0}
    assert {len(witness.doc_ids) for witness in kept(store, documents)} == {1, 2}
    with store.snapshot() as view:
        assert view.wire.witness_of("a").agency == "Agence France-Presse"


def test_an_update_that_comes_later_supersedes_what_is_there_and_its_reasons_are_kept(store):
    put(store, [document("a", STORY)])
    witness_new(store, now=lambda: NOON)
    put(store, [document("b", UPDATE, 8)])
    assert witness_new(store, now=lambda: NOON).updates == 1
    with store.snapshot() as view:
        assert (view.wire.witness_of("a").speaks, view.wire.witness_of("a").superseded) == ("b", ("a",))
        (kin,) = view.wire.kinships(["a"])
        assert [(change.kind, change.words) for change in kin.changes] == [
            ("killed", ("killing five people", "killing eight people"))
        ]


def test_nothing_is_done_twice(store):
    put(store, [document("a", STORY), document("b", STORY)])
    witness_new(store, now=lambda: NOON)
    assert witness_new(store, now=lambda: NOON).total == 0


def test_a_document_whose_text_was_replaced_leaves_its_witness(store):
    documents = [document("a", STORY), document("b", STORY), document("c", STORY.replace("\n\n", "\n"))]
    put(store, documents)
    witness_new(store, now=lambda: NOON)
    documents[0] = document("a", SPEECH)
    put(store, documents[:1])
    witness_new(store, now=lambda: NOON)
    assert kept(store, documents) == worked_out(documents)
    assert {len(witness.doc_ids) for witness in kept(store, documents)} == {1, 2}


drafts = st.lists(
    st.tuples(
        st.lists(st.sampled_from([STORY, UPDATE, SPEECH, FERRY]), min_size=1, max_size=2, unique=True).map(
            "\n\n".join
        ),
        st.none() | st.integers(1, 28),
        st.sampled_from([None, "Echo", "Herald"]),
    ),
    min_size=1,
    max_size=6,
)


@given(drafts, st.lists(st.integers(1, 3), min_size=6, max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_and_batches_end_at_the_witnesses_of_all_at_once(tmp_path_factory, made, sizes):
    documents = [document(f"d{at}", *draft) for at, draft in enumerate(made)]
    with Store.create(tmp_path_factory.mktemp("law") / "lapwing.db") as store:
        left = documents[::-1]
        for size in sizes:
            put(store, left[:size])
            left = left[size:]
            witness_new(store, now=lambda: NOON)
        bit_by_bit = kept(store, documents)
        assert bit_by_bit == worked_out(documents)
        witness_all(store, now=lambda: NOON)
        assert kept(store, documents) == bit_by_bit


def test_what_an_outlet_prints_on_all_pages_leads_to_those_of_nearby_weeks_alone(store):
    imprint = " ".join(f"imprint{number}" for number in range(60))
    put(store, [document(f"old-{day}", f"{FERRY}\n\n{imprint} {day}", day) for day in (1, 2, 28)])
    witness_new(store, now=lambda: NOON)
    signature = sign(document("new", f"{STORY}\n\n{imprint}", 8))
    with store.snapshot() as view:
        found = view.wire.candidates(signature.exact, sought(signature), scheme=signature.scheme)
    assert set(found) == {"old-1", "old-2"}
