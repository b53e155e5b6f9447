"""The first coder: cue words of the codebook, weighed by small linear models, then assembled into events."""

from __future__ import annotations

from lapwing import __version__
from lapwing.coding import links
from lapwing.coding.assemble import Models, draft
from lapwing.coding.keeping import keep
from lapwing.coding.reading import read_closely
from lapwing.coding.selection import candidates, mentions
from lapwing.coding.weights import model, version
from lapwing.records import Coding, Document

STAGES = (
    "mention", "same", "event", "country", "place", "date", "group", "killed", "injured", "detained",
    "outcome", "certainty", "group_link", "modes", "target_types",
)  # fmt: skip


class CueCoder:
    """Codes a document from cues; the same document always gives the same coding."""

    name = "cues"

    def __init__(self, models: Models | None = None) -> None:
        self._models = models or {stage: model(stage) for stage in STAGES}
        self.version = f"{__version__}+{version() if models is None else 'custom'}"

    def code(self, document: Document) -> Coding:
        """The document's events in text order."""
        coder = f"{self.name} {self.version}"
        reading = read_closely(document)
        found = candidates(reading, mentions(reading, self._models["mention"]), self._models["same"])
        drafts = [draft(reading, candidate, found, self._models) for candidate in found]
        kept = keep(drafts, self._models["event"])
        links.draw(kept)
        events = [made.finish(coder) for made in kept]
        events.sort(
            key=lambda e: (min(s.start for s in e.evidence if s.field == "event"), e.type, e.event_id)
        )
        return Coding(doc_id=document.doc_id, coder=coder, events=tuple(events))
