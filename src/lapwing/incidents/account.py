"""What a report says, in the small form in which reports are compared."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass

from lapwing.records import EventKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one report says of one event, ready to be compared.

    ``kind`` is what the types that may be readings of one happening have in common. ``stored`` is the
    document's place in the order of the store, ``published`` the ordinal of its day. ``days`` are the first
    and last day of the event's window (ordinals), ``None`` when the text does not date it; ``dated`` is how
    sure that is, ``said_days`` are all days that the passage names, and ``tried`` is the first day on which a
    court dealt with it. ``spot`` is (latitude, longitude) in degrees; ``landed`` and ``placed`` say how sure
    country and place are, ``armed`` how sure the modes are. ``means_named`` is what the passage has words
    for that acts are done with. ``killed`` and ``injured`` are best counts. ``words`` and ``names`` are weights by
    hash (:func:`lapwing.incidents.words.unpacked`); ``opening`` are those of the headline and the first words;
    ``figures`` and ``ages`` are hashes. No word can be read back.
    """

    doc_id: str
    event_id: str
    stored: int
    type: str
    kind: str
    outlet: str | None = None
    published: int | None = None
    days: tuple[int, int] | None = None
    date_precision: str = "unknown"
    dated: float = 0.0
    said_days: frozenset[int] = frozenset()
    tried: int | None = None
    country: str | None = None
    landed: float = 0.0
    place: str | None = None
    place_precision: str | None = None
    spot: tuple[float, float] | None = None
    placed: float = 0.0
    group: str | None = None
    outcome: str = "completed"
    modes: frozenset[str] = frozenset()
    armed: float = 0.0
    means_named: frozenset[str] = frozenset()
    killed: int | None = None
    injured: int | None = None
    words: bytes
    names: bytes
    opening: bytes
    figures: frozenset[int] = frozenset()
    ages: frozenset[int] = frozenset()

    @property
    def key(self) -> EventKey:
        """The document's and the event's id."""
        return self.doc_id, self.event_id

    def __hash__(self) -> int:
        return hash(self.key)

    def to_bytes(self) -> bytes:
        """The account as bytes for the store; :meth:`from_bytes` gives it back."""
        said = asdict(self) | {name: sorted(getattr(self, name)) for name in _SETS}
        said |= {name: b64encode(getattr(self, name)).decode() for name in _PACKED}
        return json.dumps(said, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Account:
        """The account that :meth:`to_bytes` wrote."""
        said = json.loads(data)
        for name in ("days", "spot"):
            said[name] = None if said[name] is None else tuple(said[name])
        for name in _SETS:
            said[name] = frozenset(said[name])
        for name in _PACKED:
            said[name] = b64decode(said[name])
        return cls(**said)


_SETS = ("said_days", "modes", "means_named", "figures", "ages")
_PACKED = ("words", "names", "opening")
