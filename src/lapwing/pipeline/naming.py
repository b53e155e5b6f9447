"""What a person calls an event or an incident → the anchors that a decision keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from lapwing.errors import LedgerError, StoreError
from lapwing.pipeline.deciding import events_in_force
from lapwing.records import Anchor

if TYPE_CHECKING:
    from lapwing.store import Snapshot

_HINT = "`lapwing events` lists the ids; DOCUMENT/TYPE and DOCUMENT/ID name an event too."


def event_named(view: Snapshot, wanted: str) -> Anchor:
    """The anchor of an event by its id, the beginning of one, ``DOCUMENT/ID`` or ``DOCUMENT/TYPE``.

    With the document, an event that is rejected, kept by a decision or offered for review can be named as
    well. Raises ``LedgerError`` when there is none or several.
    """
    doc_id, _, rest = wanted.rpartition("/")
    if doc_id and rest and view.history(doc_id):
        return _within(view, doc_id, rest)
    try:
        event = view.event(wanted).event
    except StoreError as unknown:
        keys = view.ledger.events_named(wanted)
        if len(keys) != 1:
            raise LedgerError(str(unknown), hint=_HINT) from unknown
        return _within(view, *keys[0])
    return _within(view, event.doc_id, event.event_id)


def events_named(view: Snapshot, wanted: str) -> tuple[Anchor, ...]:
    """The anchors of the event that is called so, or of all events of the incident with this id.

    Those of an incident come with the founder first. Raises ``LedgerError`` or ``StoreError`` when there is
    none or several.
    """
    if not wanted.startswith("inc-"):
        return (event_named(view, wanted),)
    return tuple(_within(view, *key) for key in view.incidents.incident(wanted).members)


def events_beside(view: Snapshot, wanted: str, own: Collection[Anchor]) -> tuple[Anchor, ...]:
    """The anchors of all events but ``own`` of the incident called so, or to which the event called so belongs.

    Raises ``LedgerError`` when an incident is called by its id and has not all of ``own``.
    """
    named = events_named(view, wanted)
    if wanted.startswith("inc-"):
        strange = next((one for one in own if one not in named), None)
        if strange is not None:
            raise LedgerError(
                f"{strange.doc_id}/{strange.event_id} is no event of the incident {wanted}.",
                hint=f"`lapwing incident {wanted}` lists them; not-the-same keeps others apart.",
            )
    else:
        key = (named[0].doc_id, named[0].event_id)
        incident_id = view.incidents.of_events([key]).get(key)
        named = named if incident_id is None else events_named(view, incident_id)
    return tuple(one for one in named if one not in own)


def _within(view: Snapshot, doc_id: str, wanted: str) -> Anchor:
    read = events_in_force(view, doc_id).read
    found = [event for event in read.values() if event.event_id == wanted]
    found = found or [event for event in read.values() if event.event_id.startswith(wanted)]
    found = found or [event for event in read.values() if event.type == wanted]
    if len(found) == 1:
        return Anchor.of(found[0])
    if not found:
        raise LedgerError(f"Document {doc_id} has no event {wanted}.", hint=_HINT)
    some = ", ".join(event.event_id for event in found[:3]) + (", …" if len(found) > 3 else "")
    raise LedgerError(f"Document {doc_id} has several events {wanted}: {some}.", hint="Name one by its id.")
