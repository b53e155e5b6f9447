"""One incident in full on a terminal: timeline, values side by side, toll, and why its reports are one."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lapwing.cli.listed import ROLES, count_words, standing_words, value_words
from lapwing.cli.unfolded import ShownIncident
from lapwing.cli.viewing import quote, sentence, standing, tolls
from lapwing.records import EventKey, MergedField, Version
from lapwing.report import toll_words

_REASONS = 5  # reasons of a tie on a terminal; --json gives all
_TIES = 20  # ties on a terminal


class Page:
    """One incident in full."""

    def __init__(self, incident: ShownIncident) -> None:
        self._told = incident
        self._number: dict[str, int] = {}
        for report in incident.timeline:
            self._number.setdefault(report.witness, len(self._number) + 1)

    def rendered(self) -> RenderableType:
        """The page for a terminal."""
        parts: list[RenderableType] = [self._head()]
        parts += _section("Timeline of witnesses", self._witnesses())
        parts += _section("Values", self._values())
        if self._told.incident.tolls:
            parts += _section("Toll as it was told", self._tolls())
        if self._told.incident.contradictions:
            told = (Text(f"• {sentence}") for sentence in self._told.incident.contradictions)
            parts += _section("Contradictions", Group(*told))
        if self._told.unfolded.joined:
            parts += _section("Why they are one incident", self._ties())
        if self._told.unfolded.lineage:
            parts += _section("Lineage", Group(*self._lineage()))
        return Group(*parts)

    def _head(self) -> RenderableType:
        incident = self._told.incident
        facts = [
            value_words("date", incident.best("date")),
            value_words("place", incident.best("place")),
            incident.best("group"),
            *count_words(incident),
            standing_words(incident),
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
        for report in self._told.timeline:
            event, document = self._told.event(report), report.document
            witness = self._told.unfolded.witnesses.get(document.doc_id)
            by = [document.publisher, f"after {witness.agency}" if witness and witness.agency else None]
            said = Text(event.type)
            for detail in (standing(event), tolls(event)):
                if detail:
                    said.append(f", {detail}")
            if not report.current:
                said.append("\nsuperseded", style="italic")
            words = Text(sentence(event, document, self._told.hidden[document.doc_id]))
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
        for field in self._told.incident.fields:
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
        document = self._told.documents.get(version.doc_id)
        if document is None:
            return ""
        own = [item for item in version.evidence if item.field != "event" and item.derived is None]
        hidden = self._told.hidden[document.doc_id]
        return " … ".join(dict.fromkeys(quote(document.text, item, hidden) for item in own))

    def _tolls(self) -> Table:
        table = _table("Reported", "Killed", "Injured", "Detained", "By")
        for step in self._told.incident.tolls:
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
        for tie in self._told.unfolded.joined[:_TIES]:
            lines.append(Text(f"{' + '.join(self._named(key) for key in (tie.first, tie.second))}"))
            if tie.decided_by is not None:
                said = self._told.unfolded.decisions[tie.decided_by]
                lines.append(Text(f"  {said.who} decided so ({said.when:%Y-%m-%d}): {said.why}"))
                continue
            lines[-1].append(f"  probability {tie.probability:.2f}", style="bold")
            weighty = [reason for reason in tie.reasons if reason[1]][:_REASONS]
            lines += [Text(f"  {weight:+.1f}  {reason}", style="dim") for reason, weight in weighty]
        if (more := len(self._told.unfolded.joined) - _TIES) > 0:
            lines.append(Text(f"… and {more} more: --json gives all", style="dim"))
        return Group(*lines)

    def _lineage(self) -> Iterator[Text]:
        for one in self._told.unfolded.lineage:
            became = one.became or "nothing"
            yield Text(f"{one.when:%Y-%m-%d} {one.incident_id} {_HOW[one.how].format(became=became)}")

    def _named(self, key: EventKey) -> str:
        witness = next(
            (r.witness for r in self._told.timeline if (r.event.doc_id, r.event.event_id) == key), ""
        )
        number = self._number.get(witness)
        return f"{key[0]}/{key[1]}" + (f" (witness {number})" if number else "")


_HOW = {
    "merged": "was merged into {became}",
    "continued": "was continued by {became}",
    "split": "was split: a part of it became {became}",
    "gone": "is gone",
}


def _section(heading: str, content: RenderableType) -> list[RenderableType]:
    return [Text(f"\n{heading}", style="bold"), Padding(content, (0, 0, 0, 2))]


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _number(count: int, thing: str, plural: str = "s") -> str:
    return f"{count} {thing}{'' if count == 1 else plural}"
