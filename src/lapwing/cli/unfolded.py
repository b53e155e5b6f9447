"""Incidents as a terminal and as JSON show them; whatever is quoted goes through conduct."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lapwing.cli.known import known
from lapwing.cli.viewing import masks, quote, sentence, standing, tolls, viewed
from lapwing.conduct import MaskedSpan, Reveal, masked_text
from lapwing.conduct.incidents import view_incident
from lapwing.records import Document, Event, EventKey, Incident, Joined, MergedField, Report, Toll, Version
from lapwing.report import date_words, toll_words

if TYPE_CHECKING:
    from lapwing.pipeline.unfolding import Unfolded

ROLES = ("killed", "injured", "detained")
# What a list of incidents tells: nothing that quotes a text or names a person.
_TOLD = ("modes", "outcome", "certainty", "date", "country", "place", "group", "group_link", *ROLES)
_REASONS = 5  # reasons of a tie on a terminal; --json gives all
_TIES = 20  # ties on a terminal


def summary(incident: Incident) -> dict[str, Any]:
    """The best values of an incident, ready for JSON."""
    said = incident.model_dump(mode="json", exclude={"fields", "tolls"})
    return {**said, **{name: incident.best(name) for name in _TOLD}, "reports": len(incident.members)}


def incident_table(incidents: Iterable[Incident]) -> Table:
    """One row an incident: what, when, where, who, how many, told by how many."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True)
    table.add_column("Incident", overflow="fold", min_width=20)
    for heading in ("When", "Where", "Who"):
        table.add_column(heading, ratio=1, overflow="fold", min_width=10)
    table.add_column("Toll", overflow="fold", min_width=12)
    table.add_column("Told by", overflow="fold", min_width=6)
    for incident in incidents:
        kind = Text(incident.type, style="bold")
        if detail := _standing(incident):
            kind.append(f"\n{detail}", style="not bold")
        kind.append(f"\n{incident.incident_id}", style="dim not bold")
        table.add_row(
            kind,
            Text(value_words("date", incident.best("date")) or "–"),
            Text(_where(incident) or "–"),
            Text(incident.best("group") or "–"),
            Text("\n".join(_counts(incident)) or "–"),
            f"{incident.witnesses} of {len(incident.members)}",
        )
    return table


def value_words(field: str, value: Any) -> str | None:
    """A value of a merged field in words."""
    if value is None:
        return None
    if field == "date":
        return date_words(_event(value))
    if field == "place":
        precision = f" ({value['place_precision']})" if value["place"] and value["place_precision"] else ""
        return ", ".join(part for part in (value["place"], value["country"]) if part) + precision
    if field in ROLES:
        return toll_words(Toll.model_validate(value))
    if isinstance(value, list):
        return ", ".join(
            word.replace("_", " ") if field in ("modes", "target_types") else word for word in value
        )
    return str(value).replace("_", " ") if field in ("outcome", "group_link") else str(value)


def _event(date: Mapping[str, Any]) -> Event:
    """An event of which only the date is known."""
    return Event.model_validate({"doc_id": "", "event_id": "", "type": "attack", **date})


def _standing(incident: Incident) -> str:
    said = (incident.best("outcome"), incident.best("certainty"))
    return ", ".join(word for word in said if word not in (None, "completed", "asserted"))


def _where(incident: Incident) -> str:
    place = incident.best("place") or {}
    return "\n".join(part for part in (place.get("place"), incident.best("country")) if part)


def _counts(incident: Incident) -> Iterator[str]:
    """The tolls as low, best and high."""
    for role in ROLES:
        toll = incident.best(role)
        if toll is None:
            continue
        low, best, high = (toll[part] for part in ("low", "best", "high"))
        numbers = "/".join("?" if number is None else str(number) for number in (low, best, high))
        yield f"{best if low == best == high else numbers} {role}"


class Page:
    """One incident in full."""

    def __init__(self, unfolded: Unfolded, reveal: Reveal) -> None:
        self._unfolded = unfolded
        self._reveal = reveal
        self._number: dict[str, int] = {}
        for report in self._timeline:
            self._number.setdefault(report.witness, len(self._number) + 1)

    def rendered(self) -> RenderableType:
        """The page for a terminal."""
        parts: list[RenderableType] = [self._head()]
        parts += _section("Timeline of witnesses", self._witnesses())
        parts += _section("Values", self._values())
        if self._incident.tolls:
            parts += _section("Toll as it was told", self._tolls())
        if self._incident.contradictions:
            told = (Text(f"• {sentence}") for sentence in self._incident.contradictions)
            parts += _section("Contradictions", Group(*told))
        if self._unfolded.joined:
            parts += _section("Why they are one incident", self._ties())
        if self._unfolded.lineage:
            parts += _section("Lineage", Group(*self._lineage()))
        return Group(*parts)

    def as_json(self) -> dict[str, Any]:
        """The page, ready for JSON: the incident as it may be shown, with its reports and reasons."""
        return {
            "incident": self._incident.model_dump(mode="json"),
            "reports": [self._report_json(report) for report in self._timeline],
            "joined": [_joined_json(tie) for tie in self._unfolded.joined],
            "decisions": {
                name: said.model_dump(mode="json", include={"kind", "who", "when", "why"})
                for name, said in self._unfolded.decisions.items()
            },
            "lineage": [
                {
                    "incident_id": one.incident_id,
                    "became": one.became,
                    "how": one.how,
                    "when": one.when.isoformat(),
                }
                for one in self._unfolded.lineage
            ],
        }

    @cached_property
    def _timeline(self) -> list[Report]:
        """The reports by day of publication, undated ones last."""

        def order(report: Report) -> tuple[bool, str, int, str]:
            published = report.document.published
            return published is None, str(published or ""), report.stored, report.event.event_id

        return sorted(self._unfolded.reports, key=order)

    @cached_property
    def _shown(self) -> Mapping[EventKey, Event]:
        """The events as they may be shown."""
        found: dict[EventKey, Event] = {}
        for report in self._unfolded.reports:
            (event,) = viewed([report.event], report.document, self._reveal)
            found[event.doc_id, event.event_id] = event
        return found

    @cached_property
    def _incident(self) -> Incident:
        return view_incident(self._unfolded.incident, self._shown)

    @cached_property
    def _hidden(self) -> Mapping[str, Sequence[MaskedSpan]]:
        """What of each article may not be shown."""
        return {
            doc_id: masks(document, self._unfolded.incitements[doc_id], self._reveal)
            for doc_id, document in self._documents.items()
        }

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {report.document.doc_id: report.document for report in self._unfolded.reports}

    def _head(self) -> RenderableType:
        incident = self._incident
        facts = [
            value_words("date", incident.best("date")),
            value_words("place", incident.best("place")),
            incident.best("group"),
            *_counts(incident),
            _standing(incident),
        ]
        witnesses, reports = incident.witnesses, len(incident.members)
        told = f"{_number(witnesses, 'witness', 'es')}, {_number(reports, 'report')}"
        days = dict.fromkeys(str(day) for day in (incident.first_reported, incident.last_reported) if day)
        return Group(
            Text.assemble((incident.type, "bold"), f"  {incident.incident_id}"),
            Text(" · ".join(fact for fact in facts if fact), style="bold"),
            Text(" · ".join([told, *([f"published {' to '.join(days)}"] if days else [])]), style="dim"),
        )

    def _witnesses(self) -> Table:
        table = _table("", "Published", "Publisher", "Said", "Words of the article")
        for report in self._timeline:
            event, document = self._shown_event(report), report.document
            witness = self._unfolded.witnesses.get(document.doc_id)
            by = [document.publisher, f"after {witness.agency}" if witness and witness.agency else None]
            said = Text(event.type)
            for detail in (standing(event), tolls(event)):
                if detail:
                    said.append(f", {detail}")
            if not report.current:
                said.append("\nsuperseded", style="italic")
            words = Text(sentence(event, document, self._hidden[document.doc_id]))
            words.append(f"\n{event.event_id} · {document.doc_id}", style="dim")
            table.add_row(
                f"{self._number[report.witness]}",
                document.published.isoformat() if document.published else "–",
                Text("\n".join(part for part in by if part) or "–"),
                said,
                words,
            )
        return table

    def _values(self) -> Table:
        table = _table("Field", "Best", "By rule", "Witness: value “words”")
        for field in self._incident.fields:
            if field.versions:
                table.add_row(
                    field.field.replace("_", " "),
                    Text(value_words(field.field, field.best) or "–", style="bold"),
                    Text(field.rule.replace("_", " "), style="dim"),
                    Text("\n".join(self._lines(field))),
                )
        return table

    def _lines(self, field: MergedField) -> Iterator[str]:
        """Each version in words, by the number of its witness; what several say alike is told once."""
        lines: dict[str, list[str]] = {}
        for version in field.versions:
            who = f"{self._number.get(version.witness, '?')}"
            marks: list[str] = [version.reliability] if version.reliability else []
            marks += ["person"] if version.by == "person" else []
            marks += [] if version.current else ["superseded"]
            who += f" ({', '.join(marks)})" if marks else ""
            told = value_words(field.field, version.value) or "–"
            words = self._words(version)
            lines.setdefault(f"{told}{f' “{words}”' if words else ''}", []).append(who)
        yield from (f"{', '.join(dict.fromkeys(who))}: {told}" for told, who in lines.items())

    def _words(self, version: Version) -> str:
        """The words that the value was read from; the sentences of the event are in the timeline."""
        document = self._documents.get(version.doc_id)
        if document is None:
            return ""
        own = [item for item in version.evidence if item.field != "event" and item.derived is None]
        hidden = self._hidden[document.doc_id]
        return " … ".join(dict.fromkeys(quote(document.text, item, hidden) for item in own))

    def _tolls(self) -> Table:
        table = _table("Reported", "Killed", "Injured", "Detained", "By")
        for step in self._incident.tolls:
            days = dict.fromkeys(str(day) for day in (step.reported, step.repeated) if day)
            witnesses = ", ".join(str(self._number.get(witness, "?")) for witness in step.witnesses)
            by = f"witness {witnesses}" + (f", {step.attributed_to}" if step.attributed_to else "")
            by += " (official)" if step.official else ""
            by += "" if step.current else ", superseded"
            counts = (toll_words(getattr(step, role)) or "" for role in ROLES)
            table.add_row(" to ".join(days) or "–", *map(Text, counts), Text(by))
        return table

    def _ties(self) -> RenderableType:
        lines: list[Text] = []
        for tie in self._unfolded.joined[:_TIES]:
            lines.append(Text(f"{' + '.join(self._named(key) for key in (tie.first, tie.second))}"))
            if tie.decided_by is not None:
                said = self._unfolded.decisions[tie.decided_by]
                lines.append(Text(f"  {said.who} decided so ({said.when:%Y-%m-%d}): {said.why}"))
                continue
            lines[-1].append(f"  probability {tie.probability:.2f}", style="bold")
            weighty = [reason for reason in tie.reasons if reason[1]][:_REASONS]
            lines += [Text(f"  {weight:+.1f}  {reason}", style="dim") for reason, weight in weighty]
        if (more := len(self._unfolded.joined) - _TIES) > 0:
            lines.append(Text(f"… and {more} more: --json gives all", style="dim"))
        return Group(*lines)

    def _lineage(self) -> Iterator[Text]:
        for one in self._unfolded.lineage:
            became = one.became or "nothing"
            yield Text(f"{one.when:%Y-%m-%d} {one.incident_id} {_HOW[one.how].format(became=became)}")

    def _named(self, key: EventKey) -> str:
        witness = next((r.witness for r in self._timeline if (r.event.doc_id, r.event.event_id) == key), "")
        number = self._number.get(witness)
        return f"{key[0]}/{key[1]}" + (f" (witness {number})" if number else "")

    def _shown_event(self, report: Report) -> Event:
        return self._shown[report.event.doc_id, report.event.event_id]

    def _report_json(self, report: Report) -> dict[str, Any]:
        event, document = self._shown_event(report), report.document
        witness = self._unfolded.witnesses.get(document.doc_id)
        hidden = self._hidden[document.doc_id]
        title, inciting = document.title, self._unfolded.incitements[document.doc_id]
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


_HOW = {
    "merged": "was merged into {became}",
    "continued": "was continued by {became}",
    "split": "was split: a part of it became {became}",
    "gone": "is gone",
}


def _joined_json(tie: Joined) -> dict[str, Any]:
    """The tie; an obstacle has no weight, for JSON has no infinity."""
    said = tie.model_dump(mode="json", exclude={"reasons"})
    reasons = [
        {"reason": reason, "weight": weight if math.isfinite(weight) else None}
        for reason, weight in tie.reasons
    ]
    return {**said, "reasons": reasons}


def _section(heading: str, content: RenderableType) -> list[RenderableType]:
    return [Text(f"\n{heading}", style="bold"), Padding(content, (0, 0, 0, 2))]


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _number(count: int, thing: str, plural: str = "s") -> str:
    return f"{count} {thing}{'' if count == 1 else plural}"
