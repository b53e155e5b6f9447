"""The coder: triggers found and weighed, joined into candidates, and assembled into events.

There are two of it. ``cues`` sees what the codebook's cues name. ``learned`` sees besides what a small
transformer makes of the text (``coding.tagger``). Both weigh all they see with linear models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lapwing import __version__
from lapwing.coding import links
from lapwing.coding.assemble import Draft, Models, draft
from lapwing.coding.gate import OPEN, Gatekeeper, stored_gate
from lapwing.coding.keeping import keep
from lapwing.coding.reading import Reading, read_closely
from lapwing.coding.selection import candidates, mentions
from lapwing.coding.weights import Weights, weights
from lapwing.coding.withholding import judge, withhold
from lapwing.records import Coding, Document, Event

STAGES = (
    "mention", "same", "event", "country", "place", "date", "group", "killed", "injured", "detained",
    "outcome", "certainty", "group_link", "modes", "target_types",
)  # fmt: skip


class EventCoder:
    """Codes documents; the same document always gives the same coding.

    With ``least``, events and values of less confidence are offered for review, not written. What the
    ``gate`` stops has no events; without one every document is coded.
    """

    def __init__(
        self,
        name: str,
        stored: Weights,
        read: Callable[[Document], Reading] = read_closely,
        *,
        least: float | None = None,
        gate: Gatekeeper | None = None,
    ) -> None:
        settings = [] if gate is None else [gate.version]
        settings += [] if least is None else [f"least-{least:g}"]
        self.name = name
        self.version = ".".join([f"{__version__}+{stored.version}", *settings])
        self.weights = stored
        self.read = read
        self.least = least
        self.gate = gate
        self._models: Models = stored.models

    def refitted(self, stored: Weights) -> EventCoder:
        """The coder that reads alike and weighs with other weights."""
        return EventCoder(self.name, stored, self.read, least=self.least, gate=self.gate)

    def asking(self, least: float) -> EventCoder:
        """The coder that codes alike and writes only what has the confidence ``least``, 0 to 1."""
        return EventCoder(self.name, self.weights, self.read, least=least, gate=self.gate)

    def ungated(self) -> EventCoder:
        """The coder that codes every document, also what its gate would stop; its version says so."""
        gate = None if self.gate is None else OPEN
        return EventCoder(self.name, self.weights, self.read, least=self.least, gate=gate)

    def code(self, document: Document) -> Coding:
        """The document's events in text order, and the events that are offered for review."""
        coder = f"{self.name} {self.version}"
        if self.gate is not None and not self.gate.passes(document):
            return Coding(doc_id=document.doc_id, coder=coder)
        reading = self.read(document)
        found = candidates(reading, mentions(reading, self._models["mention"]), self._models["same"])
        drafts = [draft(reading, candidate, found, self._models) for candidate in found]
        written, offered = keep(drafts, self._models["event"], self.weights.calibration, least=self.least)
        links.draw(written)
        for made in (*written, *offered):
            judge(made, self.weights.calibration)
            withhold(made, self.least or 0.0)
        return Coding(
            doc_id=document.doc_id,
            coder=coder,
            events=_in_order(written, coder),
            offers=_in_order(offered, coder),
        )


def _in_order(drafts: Iterable[Draft], coder: str) -> tuple[Event, ...]:
    """The events of the drafts, in the order of the words that report them."""
    events = [made.finish(coder) for made in drafts]
    events.sort(key=lambda e: (min(s.start for s in e.evidence if s.field == "event"), e.type, e.event_id))
    return tuple(events)


def cue_coder() -> EventCoder:
    """The coder that needs nothing but the codebook's cues."""
    return EventCoder("cues", weights("cues"))


def learned_coder() -> EventCoder:
    """The coder that also reads with the learned tagger, behind a gate that stops what can hold no event."""
    from lapwing.coding.tagger import shipped  # onnxruntime takes its time to load

    return EventCoder("learned", weights("learned"), shipped.reader().read, gate=stored_gate("learned"))
