"""Measures whether reports that are easily confused are kept apart, and easily missed ones joined.

    python -m benchmarks.confusable [--date 2026-01-31] [--print]

The articles of examples/confusable/pairs.yaml are linked with their events as a careful reader gives them, which
measures linking alone, and as the learned coder reads them. Each time every case is linked alone, and all of them in
one store. Takes about half a minute on one core.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from benchmarks.confusable_cases import PAIRS, Article, Case, read_cases
from benchmarks.page import Row, give_section, markdown_table, section_arguments
from lapwing.coding import get_coder
from lapwing.evaluation import CodedDocument, coded_document, registry_aliases
from lapwing.evaluation.alignment import Evidence, align
from lapwing.evaluation.fields import Comparisons
from lapwing.evaluation.reading import CodedEvent
from lapwing.incidents import Account, describe, link
from lapwing.incidents.describe import KINDS
from lapwing.records import Document, Event, EventKey, Report, document_json

Names = Mapping[EventKey, str]
"""The incidents that events are of, by the names of the cases."""

_PROTOCOL = """Cases of two reports each, invented. *Apart*: no two reports of different incidents stand in one.
*Joined*: the reports that the case is about stand in one incident. By hand: with type, place, date, toll and group as a
careful reader gives them, so that linking is measured apart from coding. Coded: with what the coder reads; an event
that it does not find cannot be joined. Alone: each case by itself; together: all in one store. What keeps reports apart
was made while looking at 49 of the cases. Of the nine that were written after it, three went wrong by hand and four
coded; the rules were then changed once more, so none of them is unseen now."""


class Coded(NamedTuple):
    """The reports of a case, and what incident each is of, where that is known."""

    case: Case
    reports: tuple[Report, ...]
    names: Names
    first: tuple[str, ...]
    """The incident of each article's first event."""
    found: tuple[EventKey | None, ...]
    """The report of each article's first event; ``None`` where it was not coded."""


class Outcome(NamedTuple):
    """How one case was linked. ``missed`` counts articles whose first event was not coded."""

    case: Case
    apart: bool
    joined: bool
    missed: int

    @property
    def right(self) -> bool:
        """Whether the case came out as it should."""
        return self.apart and (self.joined if self.case.same else True)


Given = Callable[[Document], Sequence[Event]]


def by_hand(cases: Iterable[Case]) -> list[Coded]:
    """The cases with their events as the file gives them."""
    return [_coded(case, [(article, article.events) for article in case.articles]) for case in cases]


def by_coder(cases: Iterable[Case], code: Given) -> list[Coded]:
    """The cases with the events that the coder gives; those that no careful reader gave have no name."""
    return [_coded(case, [(one, tuple(code(one.document))) for one in case.articles]) for case in cases]


def learned(document: Document) -> Sequence[Event]:
    """The events of a document by the coder that ships."""
    return get_coder("learned").code(document).events


def outcomes(coded: Sequence[Coded], *, together: bool) -> list[Outcome]:
    """How the cases are linked, each alone or all in one store."""
    if not together:
        return [_outcome(one, _incidents(one.reports)) for one in coded]
    linked = _incidents([report for one in coded for report in one.reports])
    return [_outcome(one, linked) for one in coded]


def mixed(coded: Sequence[Coded]) -> list[tuple[str, str]]:
    """The cases that share an incident when all are linked in one store, by name."""
    linked = _incidents([report for one in coded for report in one.reports])
    inside: dict[str, set[str]] = {}
    for one in coded:
        for report in one.reports:
            inside.setdefault(linked[_key(report.event)], set()).add(one.case.name)
    return sorted({pair for names in inside.values() for pair in combinations(sorted(names), 2)})


def _coded(case: Case, given: Sequence[tuple[Article, Sequence[Event]]]) -> Coded:
    reports: list[Report] = []
    names: dict[EventKey, str] = {}
    found: list[EventKey | None] = []
    for stored, (article, events) in enumerate(given):
        stands_for = _aligned(article, events)
        names |= {_key(events[j]): article.incidents[i] for i, j in stands_for.items()}
        found.append(_key(events[stands_for[0]]) if 0 in stands_for else None)
        reports += [
            Report(
                event=event,
                document=article.document,
                witness=article.document.doc_id,
                stored=stored,
                others=tuple(other for other in events if other is not event),
            )
            for event in events
        ]
    first = tuple(article.incidents[0] for article, _ in given)
    return Coded(case, tuple(reports), names, first, tuple(found))


def _aligned(article: Article, events: Sequence[Event]) -> dict[int, int]:
    """Which event of the coder stands for which of the careful reader."""
    gold, given = (_as_scored(article.document, of) for of in (article.events, events))
    comparisons = Comparisons(registry_aliases())
    pairs = align(gold.events, given.events, Evidence(gold, given), comparisons, alike=_alike)
    return dict(pairs)


def _as_scored(document: Document, events: Sequence[Event]) -> CodedDocument:
    return coded_document(document_json(document, events))


def _alike(gold: CodedEvent, given: CodedEvent) -> bool:
    """Whether linking takes the two types for readings of one happening."""
    return KINDS.get(gold.type, gold.type) == KINDS.get(given.type, given.type)


def _incidents(reports: Sequence[Report]) -> dict[EventKey, str]:
    """The incident that each report is linked to."""
    accounts: list[Account] = [describe(report) for report in reports]
    return {
        key: cluster.incident_id
        for component in link(accounts)
        for cluster in component.clusters
        for key in cluster.members
    }


def _outcome(one: Coded, linked: Mapping[EventKey, str]) -> Outcome:
    apart = all(linked[a] != linked[b] or one.names[a] == one.names[b] for a, b in combinations(one.names, 2))
    firsts = {None if key is None else linked[key] for key in one.found}
    joined = len(firsts) == 1 and None not in firsts
    return Outcome(one.case, apart, joined, sum(key is None for key in one.found))


def _key(event: Event) -> EventKey:
    return event.doc_id, event.event_id


def main() -> None:
    given = section_arguments(
        "Measure whether reports that are easily confused are linked rightly."
    ).parse_args()
    cases = read_cases()
    hand, coded = by_hand(cases), by_coder(cases, learned)
    measured = {
        "by hand": [outcomes(hand, together=together) for together in (False, True)],
        "coded": [outcomes(coded, together=together) for together in (False, True)],
    }
    body = "\n\n".join(
        [
            _preamble(given.date),
            markdown_table(row.cells for how, both in measured.items() for row in _rows(how, both)),
            "### By kind",
            _by_kind(measured["by hand"][1], measured["coded"][1]),
            _wrong(measured, hand, coded),
        ]
    )
    give_section("confusable", body, given)


def _preamble(date: str | None) -> str:
    prints = hashlib.sha256(PAIRS.read_bytes()).hexdigest()[:12]
    return "\n".join(
        [
            "## Reports that are easily confused",
            "",
            "Command: `python -m benchmarks.confusable`  ",
            f"Day: {date or 'not stated'}  ",
            f"Data (SHA-256): examples/confusable/pairs.yaml `{prints}`",
            "",
            _PROTOCOL,
        ]
    )


def _rows(how: str, both: Sequence[Sequence[Outcome]]) -> Iterable[Row]:
    for where, found in zip(("alone", "together"), both, strict=True):
        lookalikes = [one for one in found if not one.case.same]
        apart = sum(one.apart for one in lookalikes)
        yield Row(
            f"kept apart, {how}, {where}",
            f"{len(lookalikes)} cases",
            str(apart),
            "all",
            apart == len(lookalikes),
        )
        same = [one for one in found if one.case.same]
        yield Row(f"joined, {how}, {where}", f"{len(same)} cases", str(sum(one.right for one in same)))


def _by_kind(hand: Sequence[Outcome], coded: Sequence[Outcome]) -> str:
    kinds = dict.fromkeys((one.case.kind, one.case.same) for one in hand)
    cells = []
    for kind, same in kinds:
        counts = [sum(one.right for one in found if one.case.kind == kind) for found in (hand, coded)]
        number = sum(one.case.kind == kind for one in hand)
        cells.append((kind, "one" if same else "two", str(number), *map(str, counts)))
    return markdown_table(cells, ("kind", "incidents", "cases", "right by hand", "right coded"))


def _wrong(
    measured: Mapping[str, Sequence[Sequence[Outcome]]], hand: Sequence[Coded], coded: Sequence[Coded]
) -> str:
    lines = ["In one store, not as they should be:", ""]
    for how, both in measured.items():
        for one in both[1]:
            if not one.right:
                why = "an event was not coded" if one.missed else "not joined" if one.apart else "joined"
                lines.append(f"- {one.case.name}, {how}: {why}")
    for how, of in (("by hand", hand), ("coded", coded)):
        lines += [f"- {a} with {b}, {how}: mixed" for a, b in mixed(of)]
    return "\n".join(lines if len(lines) > 2 else ["In one store, all are as they should be."])


if __name__ == "__main__":
    main()
