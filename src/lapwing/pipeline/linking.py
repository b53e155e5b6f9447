"""Coded events and decisions → incidents, where something is new or was made stale by anything it rests on.

A document is linked again when its text, its coding, the decisions on it, its witness or the scheme of
accounts has changed; that is seen by comparing digests in the store, so no command has to remember it. Each
batch of documents is one transaction that leaves the incidents whole: a run that is stopped at any moment is
taken up by the next one, and both end at what linking everything at once would give.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lapwing.incidents import SCHEME, Account, Cluster, Component, blocks, describe, link, relink
from lapwing.incidents.lineage import Members, lineage
from lapwing.incidents.merge import merge
from lapwing.pipeline.deciding import ask_again, constraints_for, in_force
from lapwing.records import Constraint, EventKey, Reliability, Report
from lapwing.store import Placed, State, StoredAccount

if TYPE_CHECKING:
    from lapwing.config import Source
    from lapwing.store import Snapshot, Store, Unit

NOWHERE: Mapping[EventKey, Placed] = {}
BATCH = 32  # documents in one transaction: other writers wait for less than a second

Letters = Mapping[str, Reliability]
"""The Admiralty letters that a person gave sources, by the source's name."""
NO_LETTERS: Letters = {}


def letters(sources: Iterable[Source]) -> Letters:
    """The letters of those sources that a person gave one."""
    return {source.name: source.reliability for source in sources if source.reliability is not None}


def waiting(view: Snapshot) -> int:
    """How many documents are to be linked."""
    return len(view.reports.stale(SCHEME))


@dataclass
class LinkReport:
    """What a run has done so far; every number counts what the store has acknowledged.

    Of ``total`` documents to be linked, ``documents`` have been, with ``events``. Of incidents, ``added`` are
    new, ``changed`` tell something else than before, and ``ended`` no longer stand; an incident that several
    batches changed counts as often.
    """

    total: int = 0
    documents: int = 0
    events: int = 0
    added: int = 0
    changed: int = 0
    ended: int = 0


Progress = Callable[[LinkReport], None]


def link_new(
    store: Store,
    *,
    now: Callable[[], dt.datetime],
    run_id: int | None = None,
    reliability: Letters = NO_LETTERS,
    progress: Progress = lambda _: None,
) -> LinkReport:
    """Links every document that is new or stale, in the order of the store, a few in each transaction.

    ``now`` is asked for the time (with a zone) when a run of its own starts and ends; with ``run_id`` the work
    is that run's. Nothing is written where nothing is stale. ``reliability`` is by the names of sources;
    documents that were linked before keep the letters of then. ``progress`` gets the report after each batch.
    """
    with store.snapshot() as view:
        stale = view.reports.stale(SCHEME)
    return _link(store, stale, now=now, run_id=run_id, reliability=reliability, progress=progress)


def relink_documents(
    store: Store,
    doc_ids: Iterable[str],
    *,
    now: Callable[[], dt.datetime],
    run_id: int | None = None,
    reliability: Letters = NO_LETTERS,
) -> LinkReport:
    """Links these documents again, stale or not, as after a decision; see :func:`link_new`."""
    return _link(
        store, sorted(set(doc_ids)), now=now, run_id=run_id, reliability=reliability, progress=lambda _: None
    )


def link_all(
    store: Store,
    *,
    now: Callable[[], dt.datetime],
    run_id: int | None = None,
    reliability: Letters = NO_LETTERS,
    progress: Progress = lambda _: None,
) -> LinkReport:
    """Drops all accounts and links every document from scratch, in one transaction: all of it or nothing.

    Readers see the incidents of before until it is done; other writers wait. Incidents that say the same as
    before are left alone; lineage and decisions stay.
    """
    with store.snapshot() as view:
        report = LinkReport(total=len(view.reports.stale("")))
    with store.unit() as work:
        run = work.start_run("link", started=now()) if run_id is None else run_id
        linking = _Linking(work, run, reliability, report)
        linking.from_scratch(progress)
        if run_id is None:
            work.finish_run(run, finished=now())
    progress(report)
    return report


def _link(
    store: Store,
    doc_ids: Sequence[str],
    *,
    now: Callable[[], dt.datetime],
    run_id: int | None,
    reliability: Letters,
    progress: Progress,
) -> LinkReport:
    report = LinkReport(total=len(doc_ids))
    run = run_id
    for at in range(0, len(doc_ids), BATCH):
        with store.unit() as work:
            if run is None:
                run = work.start_run("link", started=now())
            tally = _Linking(work, run, reliability, LinkReport(**vars(report)))
            tally.batch(doc_ids[at : at + BATCH])
            if run_id is None and at + BATCH >= len(doc_ids):
                work.finish_run(run, finished=now())
        report = tally.report
        progress(report)
    return report


def reports_of(
    view: Snapshot, doc_ids: Collection[str], *, reliability: Letters = NO_LETTERS
) -> dict[EventKey, Report]:
    """What the documents report by now: their events after every decision, with all that weighs them."""
    states = view.reports.states(doc_ids)
    witnesses, sources = view.reports.witnesses(doc_ids), view.reports.sources(doc_ids)
    found: dict[EventKey, Report] = {}
    for doc_id, (document, applied) in sorted(in_force(view, doc_ids).items()):
        witness = witnesses.get(doc_id)
        for event in applied.events:
            found[doc_id, event.event_id] = Report(
                event=event,
                document=document,
                # A document whose witness is not worked out yet speaks for itself.
                witness=doc_id if witness is None else witness.witness_id,
                stored=states[doc_id].stored,
                reliability=reliability.get(sources.get(doc_id, "")),
                current=witness is None or doc_id not in witness.superseded,
                decided=applied.decided.get(event.event_id, ()),
                others=tuple(other for other in applied.events if other is not event),
            )
    return found


class _Index:
    """The store as the linker asks it."""

    def __init__(self, view: Snapshot) -> None:
        self._view = view

    def sharing(self, blocks: Collection[int]) -> Iterator[Account]:
        return map(Account.from_bytes, self._view.reports.sharing(blocks))

    def components_of(self, keys: Collection[EventKey]) -> Mapping[EventKey, str]:
        return self._view.reports.components_of(keys)

    def members(self, components: Collection[str]) -> Iterator[Account]:
        return map(Account.from_bytes, self._view.reports.members(components))

    def constraints(self, keys: Collection[EventKey]) -> Sequence[Constraint]:
        return constraints_for(self._view, keys)


class _Linking:
    """The linking of some documents within one transaction."""

    def __init__(self, work: Unit, run_id: int, reliability: Letters, report: LinkReport) -> None:
        self._work = work
        self._run_id = run_id
        self._reliability = reliability
        self.report = report

    def batch(self, doc_ids: Sequence[str]) -> None:
        """Links these documents to what is linked already."""
        known = self._reports(doc_ids)
        accounts = [describe(report) for report in known.values()]
        gone = self._work.reports.keys(doc_ids) - known.keys()
        touched, components = relink(accounts, gone, _Index(self._work))
        placed = self._work.reports.placed(touched)
        self._keep(doc_ids, accounts)
        self._replace(_members(placed), components, placed=placed, known=known)
        ask_again(self._work, doc_ids)

    def from_scratch(self, progress: Progress) -> None:
        """Links every document."""
        self._work.reports.drop_all()
        doc_ids = self._work.reports.stale(SCHEME)
        accounts: list[Account] = []
        for at in range(0, len(doc_ids), BATCH):
            part = doc_ids[at : at + BATCH]
            described = [describe(report) for report in self._reports(part).values()]
            self._keep(part, described)
            accounts += described
            progress(self.report)
        constraints = constraints_for(self._work, [account.key for account in accounts])
        self._replace(self._work.incidents.members(), link(accounts, constraints))
        ask_again(self._work, doc_ids)

    def _reports(self, doc_ids: Collection[str]) -> dict[EventKey, Report]:
        return reports_of(self._work, doc_ids, reliability=self._reliability)

    def _keep(self, doc_ids: Sequence[str], accounts: Iterable[Account]) -> None:
        """Writes the accounts of the documents, those without events among them."""
        told: dict[str, list[StoredAccount]] = defaultdict(list)
        for account in accounts:
            told[account.doc_id].append(StoredAccount(account.key, account.to_bytes(), blocks(account)))
        states: Mapping[str, State] = self._work.reports.states(doc_ids)
        for doc_id, state in states.items():
            self._work.reports.put(doc_id, state, SCHEME, told[doc_id])
        self.report.documents += len(states)
        self.report.events += sum(map(len, told.values()))

    def _replace(
        self,
        before: Members,
        components: Iterable[Component],
        *,
        placed: Mapping[EventKey, Placed] = NOWHERE,
        known: Mapping[EventKey, Report] | None = None,
    ) -> None:
        """Puts the incidents of the components in the place of those of before.

        ``placed`` says where reports stand already. ``known`` are the reports that may tell something else
        than before; without it all may.
        """
        clusters = [(part.name, cluster) for part in components for cluster in part.clusters]
        places = {key: Placed(name, one.incident_id) for name, one in clusters for key in one.members}
        changed = places if known is None else known
        moved = {key: put for key, put in places.items() if key in changed or placed.get(key) != put}
        self._work.reports.place(moved)
        for _, cluster in clusters:
            same = set(cluster.members) == set(before.get(cluster.incident_id, ()))
            if not same or any(key in changed for key in cluster.members):
                self._merge(cluster, known or {})
        after = _members(places)
        ended = before.keys() - after.keys()
        self._work.incidents.end(ended, run_id=self._run_id)
        self._work.incidents.note(lineage(before, after), run_id=self._run_id)
        self.report.ended += len(ended)

    def _merge(self, cluster: Cluster, known: Mapping[EventKey, Report]) -> None:
        missing = {key[0] for key in cluster.members if key not in known}
        every = {**self._reports(missing), **known}
        # An event that is no longer in force is left to the batch that links its document again.
        reports = [every[key] for key in cluster.members if key in every]
        if reports:
            incident = merge(cluster.incident_id, reports)
            outcome = self._work.incidents.put(incident, reports, run_id=self._run_id)
            self.report.added += outcome == "added"
            self.report.changed += outcome == "changed"


def _members(places: Mapping[EventKey, Placed]) -> dict[str, set[EventKey]]:
    """The reports of each incident."""
    found: dict[str, set[EventKey]] = defaultdict(set)
    for key, placed in places.items():
        found[placed.incident_id].add(key)
    return dict(found)
