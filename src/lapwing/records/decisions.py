"""What people decided: an entry of the ledger, and what it is about."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Literal

from lapwing.records.base import Record, Span, content_id
from lapwing.records.events import Event
from lapwing.records.vocabulary import EventType

Verdict = Literal["accept", "correct", "reject", "merge", "split", "not_the_same", "unsure", "undo"]


class Anchor(Span):
    """An event as a decision names it: its id, and enough to find it again when a better coder renames it.

    ``start`` and ``end`` are those of the first sentence that reports it.
    """

    doc_id: str
    event_id: str
    type: EventType

    @classmethod
    def of(cls, event: Event) -> Anchor:
        """The anchor of an event."""
        first = min((item.start, item.end) for item in event.evidence if item.field == "event")
        return cls(
            doc_id=event.doc_id, event_id=event.event_id, type=event.type, start=first[0], end=first[1]
        )


class Decision(Record):
    """One decision of a named person, with the reason.

    ``subjects`` are the events that it is about. ``accept`` and ``reject`` judge each of them; ``correct``
    sets ``field`` to ``value`` (JSON text, ``null`` for unknown) and keeps in ``was`` what the coder had read;
    ``merge`` says that all subjects are one incident; ``split`` that the subjects are an incident apart from
    ``apart_from``; ``not_the_same`` that no subject belongs with any of ``apart_from``; ``unsure`` that the
    question stays open; ``undo`` takes back the decision ``undoes``. ``when`` has a zone.
    """

    kind: Verdict
    who: str
    when: dt.datetime
    why: str = ""
    subjects: tuple[Anchor, ...] = ()
    apart_from: tuple[Anchor, ...] = ()
    field: str | None = None
    value: str | None = None
    was: str | None = None
    undoes: str | None = None

    @property
    def decision_id(self) -> str:
        """Derived from all that the decision says."""
        return content_id("dec", self.canonical)

    @property
    def canonical(self) -> str:
        """The decision as the one JSON text that its hash is taken of."""
        said: dict[str, Any] = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


EventKey = tuple[str, str]
"""A document's id and an event's id: an event as the incidents know it."""


class Constraint(Record):
    """What a decision says about which events belong together, in the events' present ids.

    With ``same``, all of ``left`` are one incident and ``right`` is empty. Otherwise none of ``left`` is in
    one incident with any of ``right``.
    """

    decision_id: str
    same: bool
    left: tuple[EventKey, ...]
    right: tuple[EventKey, ...] = ()


class Question(Record):
    """What a person is asked because a new reading contradicts what was decided.

    ``decided`` and ``reads`` are the person's value and the new one (JSON text, ``None`` for none).
    """

    decision_id: str
    doc_id: str
    event_id: str | None = None
    field: str | None = None
    decided: str | None = None
    reads: str | None = None
    message: str

    @property
    def question_id(self) -> str:
        """Derived from what is asked."""
        parts = (self.decision_id, self.doc_id, self.event_id, self.field, self.reads)
        return content_id("que", *(part or "" for part in parts))
