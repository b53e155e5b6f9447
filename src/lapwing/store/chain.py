"""What makes the ledger a chain: each entry's digest is of its record and of the digest before it.

In: the rows of the ledger as the database has them. Out: every place where the chain does not hold. Lapwing
rewrites no entry; whoever does so beside it breaks the chain, and :func:`breaks` says where. That the last
entries are gone can only be seen by someone who kept the head of the chain elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lapwing.records import Decision, EventKey

GENESIS = hashlib.sha256(b"lapwing ledger 1").hexdigest()
"""What stands for the digest before the first entry, and is the head of an empty ledger."""

BREAKS: dict[str, str] = {
    "missing": "the entry before it is missing: {number} follows {before}",
    "order": "it does not follow the entry before it: one of the two was changed, put in, taken out or moved",
    "changed": "its record is not what was decided: it does not fit its digest",
    "columns": "{column} does not say what its record says",
    "subjects": "the list of the events that it is about does not say what its record says",
    "stray": "events are listed for an entry that is not there",
    "head": "the digest {head} is not in the chain: entries that were there are gone or changed",
}
"""What can be wrong with the chain, in words; details stand in braces."""


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold; ``kind`` is one of :data:`BREAKS`, ``number`` the entry's."""

    number: int
    kind: str
    message: str


def digest_of(previous: str, canonical: str) -> str:
    """The digest of an entry: SHA-256 of the previous digest and the decision's canonical JSON."""
    return hashlib.sha256(f"{previous}{canonical}".encode()).hexdigest()


def breaks(
    rows: Iterable[tuple[Any, set[EventKey]]], strays: Iterable[int], *, head: str | None = None
) -> Iterator[Break]:
    """Every place where the chain does not hold, in order; none when nothing was changed.

    Each row has ``number``, ``decision_id``, ``kind``, ``who``, ``decided``, ``previous``, ``digest`` and the
    record as ``text``, and comes with the events listed for it. ``strays`` are numbers that events are listed
    for and that have no row. With ``head``, a digest kept from an earlier time, also whether it is still in
    the chain.
    """
    number, previous, known = 0, GENESIS, head in (None, GENESIS)
    for row, subjects in rows:
        if row.number != number + 1:
            yield _break("missing", row.number, before=number or "the beginning")
        elif row.previous != previous:
            yield _break("order", row.number)
        yield from _faults(row, subjects)
        number, previous = row.number, row.digest
        known = known or row.digest == head
    for stray in strays:
        yield _break("stray", stray)
    if not known:
        yield _break("head", number, head=head)


def _faults(row: Any, subjects: set[EventKey]) -> Iterator[Break]:
    """What is wrong within one entry."""
    decision = decision_of(row.text)
    if decision is None or digest_of(row.previous, decision.canonical) != row.digest:
        yield _break("changed", row.number)
        return
    for column, said in columns_of(decision).items():
        if getattr(row, column) != said:
            yield _break("columns", row.number, column=column)
    if not _is_moment(row.decided, decision.when):
        yield _break("columns", row.number, column="decided")
    if subjects != subjects_of(decision):
        yield _break("subjects", row.number)


def decision_of(text: str) -> Decision | None:
    """The decision of a record; ``None`` when a byte of it is not as Lapwing wrote it."""
    try:
        said = json.loads(text)
        decision = Decision.model_validate(said)
    except ValueError:  # no JSON, or no decision: pydantic's errors are of this kind too
        return None
    return decision if text == json.dumps(json.loads(decision.canonical)) else None


def _is_moment(decided: str | dt.datetime, when: dt.datetime) -> bool:
    """Whether the driver's own form of a time is this moment: SQLite's is text without its zone, UTC."""
    if isinstance(decided, str):
        return decided == f"{when.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f}"
    return decided == when


def columns_of(decision: Decision) -> dict[str, str]:
    """What the columns beside the record have to say of the decision."""
    return {"decision_id": decision.decision_id, "kind": decision.kind, "who": decision.who}


def subjects_of(decision: Decision) -> set[EventKey]:
    """The events that have to be listed for the decision."""
    return {(one.doc_id, one.event_id) for one in (*decision.subjects, *decision.apart_from)}


def _break(kind: str, number: int, **details: object) -> Break:
    words = BREAKS[kind].format(number=number, **details)
    where = "the chain" if kind == "head" else f"entry {number}"
    return Break(number, kind, f"{where}: {words}")
