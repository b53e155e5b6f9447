"""What becomes of the ids of incidents when reports are linked anew.

An id follows its founder, the first report. Where the founder is now in an elder incident, the two were
*merged* and the elder's id goes on. Where the founder's event no longer exists, because its document was coded
anew, the id is *continued* by the incident that holds most of its documents; where none holds any, it is
*gone*. An incident that is new and has reports of one that was there before was *split* from it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from lapwing.incidents.linking import incident_id
from lapwing.records import EventKey

Became = tuple[str, str | None, Literal["merged", "split", "continued", "gone"]]
Members = Mapping[str, Collection[EventKey]]


def lineage(before: Members, after: Members) -> Iterator[Became]:
    """Of each id in ``before`` that has changed: the id, what it became, and how; sorted by id.

    Both are the members of incidents by id; ``after`` has all that hold a document of one in ``before``.
    """
    holder = {key: name for name, keys in after.items() for key in keys}
    holding: dict[str, set[str]] = defaultdict(set)
    for (doc_id, _), name in holder.items():
        holding[doc_id].add(name)
    for old, keys in sorted(before.items()):
        became: str | None = old
        if old not in after:
            founder = next((key for key in keys if incident_id(key) == old), None)
            became = holder.get(founder) if founder else None
            if became is not None:
                yield old, became, "merged"
            else:
                became = _most({doc_id for doc_id, _ in keys}, holding)
                yield old, became, "gone" if became is None else "continued"
        parts = {holder[key] for key in keys if key in holder} - {old, became} - before.keys()
        yield from ((old, part, "split") for part in sorted(parts))


def _most(doc_ids: Collection[str], holding: Mapping[str, Collection[str]]) -> str | None:
    """The incident that holds most of the documents; of several the first by id."""
    held = Counter(name for doc_id in doc_ids for name in holding.get(doc_id, ()))
    return min(held, key=lambda name: (-held[name], name), default=None)
