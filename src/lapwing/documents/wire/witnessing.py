"""Kinships to witnesses: which documents are one independent source, and which of them speaks.

A witness is a connected component of the graph of kinships; all that is said of it follows from its documents
and their kinships alone. A new document therefore changes only the components that it touches.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from lapwing.documents.wire.signature import Signature
from lapwing.records import Kinship, Witness, content_id

_Order = tuple[dt.date, int, int]


class Index(Protocol):
    """Where kinships are kept."""

    def kinships(self, doc_ids: Collection[str]) -> Sequence[Kinship]:
        """Every kinship of any of these documents."""
        ...


def affected(doc_ids: Iterable[str], index: Index) -> tuple[frozenset[str], tuple[Kinship, ...]]:
    """The documents of all witnesses that these documents belong to by the index, and their kinships."""
    seen = set(doc_ids)
    found: dict[tuple[str, str], Kinship] = {}
    edge: set[str] = set(seen)
    while edge:
        for one in index.kinships(edge):
            found[one.first, one.second] = one
        edge = {doc_id for pair in found for doc_id in pair} - seen
        seen |= edge
    return frozenset(seen), tuple(found[pair] for pair in sorted(found))


def witnesses(documents: Iterable[Signature], kinships: Iterable[Kinship]) -> tuple[Witness, ...]:
    """The independent sources among the documents, by their ids, each document in one.

    Documents are given by their signatures, in any order, as are kinships; a kinship of a document that is not
    among them is left out. Of a chain of updates the newest version speaks: the one printed last, where copies
    count as printed with the first of them; then by mark of revision, then by the higher toll. Versions whose
    order nothing tells are none of them superseded.
    """
    by_id = {one.doc_id: one for one in documents}
    links = [one for one in kinships if one.first in by_id and one.second in by_id]
    near: dict[str, list[Kinship]] = defaultdict(list)
    for one in links:
        near[one.first].append(one)
        near[one.second].append(one)
    components = _components(by_id, links)
    made = (_witness([by_id[doc_id] for doc_id in members], near) for members in components)
    return tuple(sorted(made, key=lambda witness: witness.witness_id))


def _components(doc_ids: Iterable[str], links: Iterable[Kinship]) -> list[list[str]]:
    parent = {doc_id: doc_id for doc_id in doc_ids}

    def root(doc_id: str) -> str:
        while parent[doc_id] != doc_id:
            parent[doc_id] = parent[parent[doc_id]]
            doc_id = parent[doc_id]
        return doc_id

    for one in links:
        parent[root(one.second)] = root(one.first)
    found: dict[str, list[str]] = defaultdict(list)
    for doc_id in parent:
        found[root(doc_id)].append(doc_id)
    return list(found.values())


def _witness(members: list[Signature], near: Mapping[str, Sequence[Kinship]]) -> Witness:
    days = {one.doc_id: one.published for one in members}
    # A document without a day takes no part in telling the order by days.
    earliest = min((day for day in days.values() if day is not None), default=dt.date.min)
    ordered = sorted(members, key=lambda one: (one.published or earliest, one.doc_id))
    order = {one.doc_id: _order(one, near[one.doc_id], days, earliest) for one in members}
    old = [one.doc_id for one in ordered if _is_superseded(one.doc_id, near[one.doc_id], order)]
    old.sort(key=lambda doc_id: (order[doc_id], doc_id))
    speaks = min(
        (one for one in members if one.doc_id not in old),
        key=lambda one: (_reversed(order[one.doc_id]), -one.words, one.doc_id),
    )
    return Witness(
        witness_id=content_id("wit", ordered[0].doc_id),
        doc_ids=tuple(one.doc_id for one in ordered),
        speaks=speaks.doc_id,
        agency=_agency(members),
        superseded=tuple(old),
    )


def _order(
    one: Signature, near: Sequence[Kinship], days: Mapping[str, dt.date | None], earliest: dt.date
) -> _Order:
    copies = [_other(link, one.doc_id) for link in near if link.kind == "copy"]
    printed = [day for doc_id in (one.doc_id, *copies) if (day := days[doc_id]) is not None]
    return (min(printed, default=earliest), one.rank, -1 if one.killed is None else one.killed)


def _is_superseded(doc_id: str, near: Sequence[Kinship], order: Mapping[str, _Order]) -> bool:
    return any(link.kind == "update" and order[_other(link, doc_id)] > order[doc_id] for link in near)


def _other(link: Kinship, doc_id: str) -> str:
    return link.second if link.first == doc_id else link.first


def _reversed(order: _Order) -> tuple[int, int, int]:
    return (-order[0].toordinal(), -order[1], -order[2])


def _agency(members: Iterable[Signature]) -> str | None:
    """The agency that most of them credit, of several the first by name."""
    named = Counter(one.agency for one in members if one.agency is not None)
    return min(named, key=lambda name: (-named[name], name)) if named else None
