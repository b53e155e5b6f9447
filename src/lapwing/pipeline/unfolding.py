"""An incident with all that it rests on: its reports, their witnesses, why they stand together, its lineage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lapwing.conduct import offered_incitement
from lapwing.errors import StoreError
from lapwing.incidents import Account, Company, compare
from lapwing.pipeline.deciding import constraints_for
from lapwing.pipeline.linking import reports_of
from lapwing.pipeline.naming import event_named
from lapwing.records import Constraint, Decision, Event, EventKey, Incident, Joined, Report, Witness

if TYPE_CHECKING:
    from lapwing.store import Lineage, Snapshot

MOST = 100  # reports that are compared with each other; comparing more takes seconds


@dataclass(frozen=True)
class Unfolded:
    """An incident and what it rests on.

    ``reports`` are its members that are in force, in its order. ``witnesses`` and ``incitements`` are by
    document: the witness that it belongs to where that is known, and every event of it that incites, so that
    what those quote can be masked. ``decisions`` are those that joined reports, by id.
    """

    incident: Incident
    reports: tuple[Report, ...]
    witnesses: Mapping[str, Witness]
    incitements: Mapping[str, tuple[Event, ...]]
    joined: tuple[Joined, ...]
    decisions: Mapping[str, Decision]
    lineage: tuple[Lineage, ...]


def incident_named(view: Snapshot, wanted: str) -> Incident:
    """The incident with this id, unique beginning of one or id of old, or that of the event called so.

    Raises ``StoreError`` or ``LedgerError`` when there is none or several, or the event is not linked yet.
    """
    if wanted.startswith("inc-"):
        return view.incidents.incident(wanted)
    anchor = event_named(view, wanted)
    key = (anchor.doc_id, anchor.event_id)
    incident_id = view.incidents.of_events([key]).get(key)
    if incident_id is None:
        raise StoreError(
            f"The event {anchor.event_id} belongs to no incident yet.",
            hint="Join new reports to incidents with: lapwing link",
        )
    return view.incidents.incident(incident_id)


def unfold(view: Snapshot, incident: Incident) -> Unfolded:
    """The incident with what it rests on."""
    reports, incitements = reported(view, incident)
    joined = why_joined(view, incident)
    decided = sorted({tie.decided_by for tie in joined if tie.decided_by is not None})
    return Unfolded(
        incident=incident,
        reports=reports,
        witnesses=view.reports.witnesses(list(incitements)),
        incitements=incitements,
        joined=joined,
        decisions={one: view.ledger.entry(one).decision for one in decided},
        lineage=view.incidents.lineage(incident.incident_id),
    )


def reported(
    view: Snapshot, incident: Incident
) -> tuple[tuple[Report, ...], Mapping[str, tuple[Event, ...]]]:
    """The reports of the incident that are in force, in its order, and by document every event that incites."""
    doc_ids = sorted({doc_id for doc_id, _ in incident.members})
    reports = reports_of(view, doc_ids)
    incitements = {doc_id: _inciting(view, doc_id, reports) for doc_id in doc_ids}
    return tuple(reports[key] for key in incident.members if key in reports), incitements


def why_joined(view: Snapshot, incident: Incident) -> tuple[Joined, ...]:
    """For each report its strongest tie to another of the incident, each tie once, in the incident's order.

    What a person joined is told as the decision, without comparisons. Of an incident of more than
    :data:`MOST` reports the ties among the first so many are given.
    """
    keys = incident.members[:MOST]
    stored = view.reports.accounts(keys)
    accounts = {key: Account.from_bytes(stored[key]) for key in keys if key in stored}
    told = [said for said in constraints_for(view, keys) if said.same]
    company = _company(view, accounts)
    found: dict[frozenset[EventKey], Joined] = {}
    for key in accounts:
        tie = _decided(key, accounts, told) or _strongest(key, accounts, company)
        if tie is not None:
            found.setdefault(frozenset((tie.first, tie.second)), tie)
    return tuple(found.values())


def _decided(
    key: EventKey, accounts: Mapping[EventKey, Account], told: Sequence[Constraint]
) -> Joined | None:
    for said in told:
        if key in said.left:
            other = next((one for one in said.left if one != key and one in accounts), None)
            if other is not None:
                probability = compare(accounts[key], accounts[other]).probability
                return Joined(first=key, second=other, probability=probability, decided_by=said.decision_id)
    return None


def _company(view: Snapshot, accounts: Mapping[EventKey, Account]) -> Company:
    """The reports with all that are tied to them: what these say as well counted for little."""
    parts = set(view.reports.components_of(list(accounts)).values())
    around = {account.key: account for account in map(Account.from_bytes, view.reports.members(parts))}
    return Company(list({**around, **accounts}.values()))


def _strongest(key: EventKey, accounts: Mapping[EventKey, Account], company: Company) -> Joined | None:
    others = [other for other in accounts if other != key]
    if not others:
        return None
    own = accounts[key]
    best = max(others, key=lambda other: (compare(own, accounts[other]).probability, other))
    return company.explain(own, accounts[best])


def _inciting(view: Snapshot, doc_id: str, reports: Mapping[EventKey, Report]) -> tuple[Event, ...]:
    stored = view.document(doc_id)
    in_force = [report.event for key, report in reports.items() if key[0] == doc_id]
    every = (*stored.events, *in_force, *offered_incitement(stored.offers))
    return tuple(dict.fromkeys(event for event in every if event.type == "incitement"))
