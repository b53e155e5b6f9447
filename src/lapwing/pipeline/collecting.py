"""Sources → captures: one round of every source that is due. No source's trouble is another's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from lapwing import __version__
from lapwing.errors import SourceError
from lapwing.pipeline.keeping import TOGETHER, Keeper
from lapwing.pipeline.workers import FAULTS
from lapwing.records import Address, Issue, RawItem

if TYPE_CHECKING:
    from lapwing.config import Source
    from lapwing.sources.keeping import Archive
    from lapwing.sources.web import Fetched, Fetcher, Kind
    from lapwing.store import Store

FIRST_RETRY = dt.timedelta(minutes=5)  # after a round that failed; doubled each time, up to the usual pause
_NEVER = dt.timedelta(0)
_NOT_ASKED = "backing_off"  # the reason of the issue with an address that waits after a failure

Skipped = Literal["not_begun", "over", "not_due", "unchanged"]


@dataclass
class SourceReport:
    """What a round of one source has done so far.

    ``collected`` items are new and kept, ``known`` ones were there already, ``outside`` ones were published
    before the source's start or after its stop. ``fault`` is the reason why the source itself could not be
    had, ``skipped`` why it was not asked. ``issues`` say what else could not be had.
    """

    name: str
    collected: int = 0
    known: int = 0
    outside: int = 0
    fault: str | None = None
    skipped: Skipped | None = None
    issues: list[Issue] = field(default_factory=list)


def collect_sources(
    store: Store,
    archive: Archive,
    sources: Iterable[Source],
    *,
    fetcher: Fetcher | None,
    now: Callable[[], dt.datetime],
    run_id: int,
    progress: Callable[[SourceReport], None] = lambda _: None,
) -> list[SourceReport]:
    """Keeps what the sources have that is new, in their order; nothing is read.

    A source is asked from its ``start`` on, until a round after its ``stop`` has succeeded, and not before
    its ``every`` is over; a path is passed over while nothing at it has changed. Items are kept as they come,
    so a round that is cut off goes on from there. What a source does wrong is noted with its reason, in the
    report and the store, and the next source is asked all the same. ``fetcher`` asks the web addresses; its
    memory should be a :class:`StoredMemory`. ``progress`` gets the report of a source after each item and at
    its end. Raises ``ArchiveError`` and ``StoreError`` when nothing can be kept.
    """
    keeper = Keeper(store, archive, run_id=run_id, now=now)
    reports = []
    for source in sources:
        round_ = _Round(store, keeper, source, run_id=run_id)
        round_.run(fetcher, now, progress)
        reports.append(round_.report)
        progress(round_.report)
    return reports


class StoredMemory:
    """What addresses answered, kept in the store; the memory of a :class:`~lapwing.sources.web.Fetcher`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, url: str) -> Address | None:
        """What is remembered of the address."""
        with self._store.snapshot() as view:
            return view.addresses.get(url)

    def put(self, address: Address) -> None:
        """Keeps it in place of what was remembered of its URL."""
        with self._store.unit() as work:
            work.addresses.put(address)

    def due(self, source: str, now: dt.datetime) -> list[Address]:
        """The web addresses of the source whose ``not_before`` has come, the earliest first."""
        with self._store.snapshot() as view:
            return view.addresses.due(source, now)


def fetcher_for(
    store: Store,
    *,
    contact: str,
    hosts: Iterable[str] = (),
    clock: Callable[[], dt.datetime],
    sleep: Callable[[float], None],
) -> Fetcher:
    """What fetches for the store, which remembers what addresses answered.

    ``contact`` is an e-mail or web address at which publishers reach a person, ``hosts`` are those of a
    private network that may be fetched. ``clock`` gives the time with a zone, ``sleep`` takes seconds. Raises
    ``SourceError`` for a contact that is none.
    """
    from lapwing.sources.web import Fetcher, Settings

    settings = Settings(contact, allowed_hosts=frozenset(hosts))
    return Fetcher(settings, clock=clock, sleep=sleep, memory=StoredMemory(store))


def round_address(name: str) -> str:
    """Under which address the rounds of a source are remembered: when it was asked, and how that went."""
    return f"source:{name}"


class _Round:
    """One round of one source."""

    def __init__(self, store: Store, keeper: Keeper, source: Source, *, run_id: int) -> None:
        self.report = SourceReport(source.name)
        self._store = store
        self._keeper = keeper
        self._source = source
        self._run_id = run_id
        self._memory = StoredMemory(store)
        url = round_address(source.name)
        self._last = self._memory.get(url) or Address(url=url, source=source.name)

    def run(
        self,
        fetcher: Fetcher | None,
        now: Callable[[], dt.datetime],
        progress: Callable[[SourceReport], None],
    ) -> None:
        """Asks the source, if it is due, and keeps what it gives."""
        state = self._state()
        self.report.skipped = self._skipped(now(), state)
        if self.report.skipped is not None:
            return
        together = TOGETHER if self._source.url is None else 1  # a page before the next is asked for
        found = self._wanted(_guarded(lambda: self._found(fetcher), self._source.place))
        for one in self._keeper.keep(found, source=self._source.name, together=together):
            if isinstance(one, Issue):
                self._note(one)
            elif one.new:
                self.report.collected += 1
            else:
                self.report.known += 1
            progress(self.report)
        if self.report.skipped is None:
            self._memory.put(self._after(now(), state))

    def _skipped(self, now: dt.datetime, state: str | None) -> Skipped | None:
        source, last = self._source, self._last
        if source.start is not None and now.date() < source.start:
            return "not_begun"
        if source.stop is not None and last.last_answered and last.last_answered.date() > source.stop:
            return "over"
        if last.not_before is not None and last.not_before > now:
            return "not_due"
        if state is not None and state == last.etag and not last.failures:
            return "unchanged"
        return None

    def _state(self) -> str | None:
        """What there is to be read at a path, and by which version with which dates; none of an address."""
        from lapwing.sources.standing import state_of

        source = self._source
        files = None if source.path is None else state_of(Path(source.path))
        return None if files is None else f"{files} {__version__} {source.start} {source.stop}"

    def _found(self, fetcher: Fetcher | None) -> Iterator[RawItem | Fetched | Issue]:
        from lapwing.sources import collect

        source = self._source
        if source.url is None:
            return collect([source.place])
        if fetcher is None:
            raise SourceError(
                f"{source.url} cannot be fetched without a contact.",
                hint="Set contact in lapwing.toml to an e-mail address or a web page of yours.",
            )
        most = {} if source.limit is None else {"limit": source.limit}
        return fetcher.collect(
            source.url,
            name=source.name,
            kind=cast("Kind", source.kind),
            since=source.start,
            until=source.stop,
            **most,
        )

    def _wanted(self, found: Iterable[RawItem | Fetched | Issue]) -> Iterator[RawItem | Fetched | Issue]:
        """What was published while the source is to be collected, as far as it says when."""
        from lapwing.documents.dates import parse_date

        start, stop = self._source.start, self._source.stop
        for one in found:
            # What was fetched has been judged by what its feed or sitemap says.
            day = parse_date(one.published) if isinstance(one, RawItem) and one.published else None
            if day is not None and ((start and day < start) or (stop and day > stop)):
                self.report.outside += 1
            else:
                yield one

    def _note(self, issue: Issue) -> None:
        """An issue at the source's own place is its fault. Warnings come and go and are not stored."""
        self.report.issues.append(issue)
        if issue.origin == self._source.place and issue.reason == _NOT_ASKED:
            self.report.skipped = "not_due"
        if issue.severity != "refused":
            return
        if issue.origin == self._source.place and self.report.fault is None:
            self.report.fault = issue.reason
        with self._store.unit() as work:
            work.put_issues([issue], run_id=self._run_id)

    def _after(self, now: dt.datetime, state: str | None) -> Address:
        """What is remembered of this round."""
        pause, failures, fault = self._source.every or _NEVER, 0, self.report.fault
        changes: dict[str, object] = {"last_answered": now, "etag": state}
        if fault is not None:
            failures = self._last.failures + 1
            pause = min(pause, FIRST_RETRY * 2 ** min(failures - 1, 20))
            changes = {}
        not_before = now + pause if pause else None
        changes |= {"last_tried": now, "failures": failures, "fault": fault, "not_before": not_before}
        return self._last.model_copy(update=changes)


def _guarded(
    find: Callable[[], Iterator[RawItem | Fetched | Issue]], place: str
) -> Iterator[RawItem | Fetched | Issue]:
    """What is found, and an issue in place of the fault that ends it."""
    try:
        yield from find()
    except SourceError as error:
        yield Issue(origin=place, reason="source_fault", message=str(error), hint=error.hint or "")
    except (*FAULTS, OSError) as error:
        yield Issue(
            origin=place,
            reason="source_fault",
            message=f"collecting failed on it ({type(error).__name__}: {error})",
            hint="The other sources were collected. Please report it, with the address if it may be shared.",
        )
