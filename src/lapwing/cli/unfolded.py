"""One incident with all that it rests on, as it may be shown: whatever is quoted goes through conduct."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lapwing.cli.known import known
from lapwing.cli.viewing import masks, quote, viewed
from lapwing.conduct import MaskedSpan, Reveal, masked_text
from lapwing.conduct.incidents import view_incident
from lapwing.records import Document, Event, EventKey, Incident, Joined, Report

if TYPE_CHECKING:
    from lapwing.pipeline.unfolding import Unfolded


class ShownIncident:
    """An unfolded incident after masking, of which a page or JSON is made."""

    def __init__(self, unfolded: Unfolded, reveal: Reveal) -> None:
        self.unfolded = unfolded
        self._reveal = reveal

    def as_json(self) -> dict[str, Any]:
        """The incident as it may be shown, with its reports and reasons, ready for JSON."""
        return {
            "incident": self.incident.model_dump(mode="json"),
            "reports": [self._report_json(report) for report in self.timeline],
            "joined": [_joined_json(tie) for tie in self.unfolded.joined],
            "decisions": {
                name: said.model_dump(mode="json", include={"kind", "who", "when", "why"})
                for name, said in self.unfolded.decisions.items()
            },
            "lineage": [
                {
                    "incident_id": one.incident_id,
                    "became": one.became,
                    "how": one.how,
                    "when": one.when.isoformat(),
                }
                for one in self.unfolded.lineage
            ],
        }

    @cached_property
    def timeline(self) -> list[Report]:
        """The reports by day of publication, undated ones last."""

        def order(report: Report) -> tuple[bool, str, int, str]:
            published = report.document.published
            return published is None, str(published or ""), report.stored, report.event.event_id

        return sorted(self.unfolded.reports, key=order)

    @cached_property
    def _shown(self) -> Mapping[EventKey, Event]:
        """The events as they may be shown."""
        found: dict[EventKey, Event] = {}
        for report in self.unfolded.reports:
            (event,) = viewed([report.event], report.document, self._reveal)
            found[event.doc_id, event.event_id] = event
        return found

    @cached_property
    def incident(self) -> Incident:
        """The incident with private persons by role."""
        return view_incident(self.unfolded.incident, self._shown)

    @cached_property
    def hidden(self) -> Mapping[str, Sequence[MaskedSpan]]:
        """What of each article may not be shown."""
        return {
            doc_id: masks(document, self.unfolded.incitements[doc_id], self._reveal)
            for doc_id, document in self.documents.items()
        }

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The articles by id."""
        return {report.document.doc_id: report.document for report in self.unfolded.reports}

    def event(self, report: Report) -> Event:
        """What the report says, as it may be shown."""
        return self._shown[report.event.doc_id, report.event.event_id]

    def _report_json(self, report: Report) -> dict[str, Any]:
        event, document = self.event(report), report.document
        witness = self.unfolded.witnesses.get(document.doc_id)
        hidden = self.hidden[document.doc_id]
        title, inciting = document.title, self.unfolded.incitements[document.doc_id]
        about = {"doc_id", "publisher", "published", "url"}
        return {
            "event_id": event.event_id,
            **document.model_dump(mode="json", include=about),
            "title": title and masked_text(title, document, inciting, self._reveal, known=known),
            "witness": report.witness,
            "agency": witness.agency if witness else None,
            "reliability": report.reliability,
            "current": report.current,
            "words": [quote(document.text, item, hidden) for item in event.evidence if item.field == "event"],
        }


def _joined_json(tie: Joined) -> dict[str, Any]:
    """The tie; an obstacle has no weight, for JSON has no infinity."""
    said = tie.model_dump(mode="json", exclude={"reasons"})
    reasons = [
        {"reason": reason, "weight": weight if math.isfinite(weight) else None}
        for reason, weight in tie.reasons
    ]
    return {**said, "reasons": reasons}
