"""Signatures, kinships and witnesses are kept on both databases, and replaced as documents change."""

import datetime as dt

import pytest

from lapwing.errors import StoreError
from lapwing.records import Change, Coding, Document, Kinship, Span, Witness
from lapwing.store import CodedBy, Store, StoredSignature

NOON = dt.datetime(2031, 4, 7, 12, tzinfo=dt.UTC)
CODER = CodedBy("c", "1", "b")


def put(store: Store, *documents: Document) -> None:
    with store.unit() as work:
        run = work.start_run("add", started=NOON)
        for document in documents:
            work.put(document, Coding(doc_id=document.doc_id, coder="c"), coded_by=CODER, run_id=run)


def signed(
    doc_id: str, *bands: str, exact: str = "", scheme: str = "s1", digest: str = "x"
) -> StoredSignature:
    return StoredSignature(doc_id, digest, scheme, exact or f"txt-{doc_id}", f"of {doc_id}".encode(), bands)


def sign(store: Store, *stored: StoredSignature) -> None:
    with store.unit() as work:
        for one in stored:
            work.wire.put(one)


def kin(first: str, second: str, **fields) -> Kinship:
    return Kinship(first=first, second=second, share=1.0, share_of_longer=0.5, **{"kind": "copy"} | fields)


def test_candidates_have_the_same_exact_hash_or_a_band_and_the_same_scheme(store):
    sign(
        store,
        signed("a", "w0:x", "p7:y"),
        signed("b", "p7:y"),
        signed("c", "p8:y", exact="txt-a"),
        signed("d", "w0:x", scheme="s0"),
        signed("e", "w0:z"),
    )
    with store.snapshot() as view:
        found = view.wire.candidates("txt-a", ["w0:x", "p7:y"], scheme="s1")
        assert found == {"a": b"of a", "b": b"of b", "c": b"of c"}
        assert view.wire.candidates("txt-q", [], scheme="s1") == {}
        assert view.wire.signatures(["b", "q"]) == {"b": b"of b"}


def test_many_bands_can_be_asked_for_at_once(store):
    sign(store, signed("a", *(f"p1:{number}" for number in range(1200))))
    with store.snapshot() as view:
        asked = [f"p1:{number}" for number in range(1199, 3000)]
        assert list(view.wire.candidates("", asked, scheme="s1")) == ["a"]


def test_a_new_signature_replaces_the_old_one_its_bands_and_its_kinships(store):
    sign(store, signed("a", "w0:x"), signed("b", "w0:x"))
    with store.unit() as work:
        work.wire.relate([kin("a", "b")])
    sign(store, signed("b", "w0:z"))
    with store.snapshot() as view:
        assert set(view.wire.candidates("", ["w0:x"], scheme="s1")) == {"a"}
        assert view.wire.kinships(["a", "b"]) == []


def test_kinships_come_back_with_their_reasons_whichever_of_the_two_is_asked_for(store):
    change = Change(
        kind="killed", first=Span(start=0, end=4), second=Span(start=2, end=6), words=("five", "six")
    )
    held = [kin("a", "b", kind="update", changes=(change,)), kin("b", "c", agency="Reuters")]
    with store.unit() as work:
        work.wire.relate(held)
    with store.snapshot() as view:
        assert view.wire.kinships(["b"]) == held
        assert view.wire.kinships(["a"]) == held[:1]
        assert view.wire.kinships(["c"]) == held[1:]


def test_a_witness_is_found_by_its_id_and_by_each_of_its_documents(store):
    sign(store, signed("a"), signed("b"), signed("c"))
    pair = Witness(witness_id="wit-1", doc_ids=("a", "b"), speaks="b", superseded=("a",), agency="AFP")
    alone = Witness(witness_id="wit-2", doc_ids=("c",), speaks="c")
    with store.unit() as work:
        work.wire.place([pair, alone])
    with store.snapshot() as view:
        assert view.wire.witness_of("a") == view.wire.witness_of("b") == view.wire.witness("wit-1") == pair
        assert view.wire.witness_of("q") is None
        assert view.wire.count() == 2
        assert view.reports.witnesses(["a", "c"]) == {"a": pair, "c": alone}
        with pytest.raises(StoreError, match="wit-3"):
            view.wire.witness("wit-3")


def test_witnesses_that_grow_together_leave_none_behind(store):
    sign(store, signed("a"), signed("b"))
    with store.unit() as work:
        work.wire.place([Witness(witness_id=f"wit-{doc}", doc_ids=(doc,), speaks=doc) for doc in "ab"])
    both = Witness(witness_id="wit-a", doc_ids=("a", "b"), speaks="a")
    with store.unit() as work:
        work.wire.place([both])
    with store.snapshot() as view:
        assert view.wire.count() == 1
        assert view.wire.witness_of("b") == both


def test_documents_are_stale_until_their_live_version_is_signed_and_placed(store):
    first, second = Document(doc_id="b", text="One."), Document(doc_id="a", text="Two.")
    put(store, first, second)
    with store.snapshot() as view:
        assert view.wire.stale("s1") == ["b", "a"]
    sign(store, signed("b", digest=first.digest), signed("a", digest=second.digest))
    with store.unit() as work:
        assert work.wire.stale("s1") == ["b", "a"]
        work.wire.place([Witness(witness_id=f"wit-{doc}", doc_ids=(doc,), speaks=doc) for doc in "ab"])
        assert work.wire.stale("s1") == []
        assert work.wire.stale("s2") == ["b", "a"]
    put(store, Document(doc_id="b", text="One, revised."))
    with store.snapshot() as view:
        assert view.wire.stale("s1") == ["b"]


def test_everything_can_be_dropped(store):
    sign(store, signed("a", "w0:x"))
    with store.unit() as work:
        work.wire.place([Witness(witness_id="wit-a", doc_ids=("a",), speaks="a")])
        work.wire.drop_all()
        assert work.wire.count() == 0
        assert work.wire.signatures(["a"]) == work.wire.candidates("txt-a", ["w0:x"], scheme="s1") == {}
