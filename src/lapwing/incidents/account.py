"""What a report says, in the small form in which reports are compared."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from lapwing.records import EventKey

SCHEME = "1"
"""Changes whenever accounts made before can no longer be compared with those made now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one report says of one event, ready to be compared.

    ``days`` are the first and last day of the window (ordinals), ``None`` when the text does not date it.
    ``published`` is the ordinal of the day of publication. ``stored`` is the document's place in the order of
    the store. ``spot`` is (latitude, longitude) in degrees. ``tolls`` has (low, best, high) by role.
    ``words`` are the weights of the words that tell of it, by hash, and ``names`` those of proper names; the
    squares of each sum to 1. The words themselves are not kept.
    """

    doc_id: str
    event_id: str
    stored: int
    type: str
    family: str
    published: int | None = None
    days: tuple[int, int] | None = None
    date_precision: str = "unknown"
    country: str | None = None
    place: str | None = None
    place_precision: str | None = None
    spot: tuple[float, float] | None = None
    group: str | None = None
    outcome: str = "completed"
    modes: tuple[str, ...] = ()
    tolls: tuple[tuple[str, int | None, int | None, int | None], ...] = ()
    words: tuple[tuple[int, float], ...] = ()
    names: tuple[tuple[int, float], ...] = ()

    @property
    def key(self) -> EventKey:
        """The document's and the event's id."""
        return self.doc_id, self.event_id

    def to_bytes(self) -> bytes:
        """The account as bytes for the store; :meth:`from_bytes` gives it back."""
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Account:
        """The account that :meth:`to_bytes` wrote."""
        said = json.loads(data)
        for name in ("days", "spot", "modes"):
            said[name] = None if said[name] is None else tuple(said[name])
        for name in ("tolls", "words", "names"):
            said[name] = tuple(tuple(item) for item in said[name])
        return cls(**said)
