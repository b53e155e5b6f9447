"""Documents → witnesses: each new or revised document is signed, its copies and versions are found and compared.

A document costs what it touches: the documents with a string in common, of which those are read that may share
a quarter of the shorter text, and the witnesses that it joins. Which pairs are compared and what comes of it
depends on the two documents alone, so any order of arrival ends at the same witnesses as all at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lapwing.documents.wire import (
    SCHEME,
    Signature,
    Wording,
    affected,
    bands,
    compare,
    plausible,
    sign_wording,
    sought,
    witnesses,
)
from lapwing.records import Kinship
from lapwing.store import StoredSignature

if TYPE_CHECKING:
    from lapwing.store import Store, Unit

BATCH = 32  # documents in one transaction: other writers wait for a second or so
_KEPT = 500  # wordings in memory; a text that many documents copy is read once


@dataclass
class WitnessReport:
    """What a run has done so far; every number counts what the store has acknowledged.

    Of ``total`` documents to look at, ``documents`` have been; ``copies`` and ``updates`` are the pairs found.
    """

    total: int = 0
    documents: int = 0
    copies: int = 0
    updates: int = 0


Progress = Callable[[WitnessReport], None]


def witness_new(
    store: Store,
    *,
    now: Callable[[], dt.datetime],
    run_id: int | None = None,
    progress: Progress = lambda _: None,
) -> WitnessReport:
    """Finds the witnesses of every document that is new, revised, or signed by another scheme.

    A few documents in each transaction, in the order of the store. ``now`` is asked for the time (with a zone)
    when a run of its own starts and ends; with ``run_id`` the work is that run's. Nothing is written where
    nothing is stale. ``progress`` gets the report after each transaction.
    """
    with store.snapshot() as view:
        stale = view.wire.stale(SCHEME)
    run, report = run_id, WitnessReport(total=len(stale))
    witnessing = _Witnessing()
    for at in range(0, len(stale), BATCH):
        with store.unit() as work:
            if run is None:
                run = work.start_run("witness", started=now())
            done = witnessing.batch(work, stale[at : at + BATCH], report)
            if run_id is None and at + BATCH >= len(stale):
                work.finish_run(run, finished=now())
        report = done
        progress(report)
    return report


def witness_all(
    store: Store,
    *,
    now: Callable[[], dt.datetime],
    run_id: int | None = None,
    progress: Progress = lambda _: None,
) -> WitnessReport:
    """Drops all signatures and witnesses and finds them from scratch, in one transaction; see :func:`witness_new`."""
    witnessing = _Witnessing()
    with store.unit() as work:
        run = work.start_run("witness", started=now()) if run_id is None else run_id
        work.wire.drop_all()
        doc_ids = work.wire.stale(SCHEME)
        report = WitnessReport(total=len(doc_ids))
        for at in range(0, len(doc_ids), BATCH):
            report = witnessing.batch(work, doc_ids[at : at + BATCH], report)
            progress(report)
        if run_id is None:
            work.finish_run(run, finished=now())
    return report


class _Witnessing:
    """Signs and compares, keeping the wordings that were read last."""

    def __init__(self) -> None:
        self._wordings: dict[str, Wording] = {}

    def batch(self, work: Unit, doc_ids: Sequence[str], report: WitnessReport) -> WitnessReport:
        """Signs these documents, compares each with what it may copy, and places all that this touches."""
        before, _ = affected(doc_ids, work.wire)
        found: list[Kinship] = []
        for doc_id in doc_ids:
            signature = self._sign(work, doc_id)
            kin = self._compared(work, signature)
            work.wire.relate(kin)
            found += kin
        touched, kinships = affected(before, work.wire)
        stored = work.wire.signatures(touched)
        work.wire.place(witnesses(map(Signature.from_bytes, stored.values()), kinships))
        copies = sum(one.kind == "copy" for one in found)
        return WitnessReport(
            total=report.total,
            documents=report.documents + len(doc_ids),
            copies=report.copies + copies,
            updates=report.updates + len(found) - copies,
        )

    def _sign(self, work: Unit, doc_id: str) -> Signature:
        self._wordings.pop(doc_id, None)
        signature = sign_wording(self._read(work, [doc_id])[doc_id])
        work.wire.put(
            StoredSignature(
                doc_id=doc_id,
                digest=signature.digest,
                scheme=signature.scheme,
                exact=signature.exact,
                signature=signature.to_bytes(),
                bands=bands(signature),
            )
        )
        return signature

    def _compared(self, work: Unit, signature: Signature) -> list[Kinship]:
        """The kinships of a document that was just signed with those signed before it."""
        stored = work.wire.candidates(signature.exact, sought(signature), scheme=SCHEME)
        others = map(Signature.from_bytes, stored.values())
        near = [one.doc_id for one in others if one.doc_id != signature.doc_id and plausible(signature, one)]
        wordings = self._read(work, [signature.doc_id, *near])
        mine = wordings[signature.doc_id]
        compared = (compare(mine, wordings[doc_id]) for doc_id in sorted(near))
        return [one for one in compared if one is not None]

    def _read(self, work: Unit, doc_ids: Sequence[str]) -> dict[str, Wording]:
        """The wordings of documents, whether or not they are in memory."""
        missing = [doc_id for doc_id in doc_ids if doc_id not in self._wordings]
        if len(self._wordings) + len(missing) > _KEPT:
            self._wordings = {
                doc_id: self._wordings[doc_id] for doc_id in doc_ids if doc_id in self._wordings
            }
        for doc_id, document in work.reports.documents(missing).items():
            self._wordings[doc_id] = Wording(document)
        return {doc_id: self._wordings[doc_id] for doc_id in doc_ids}
