"""Collect → read → code → code again what is stale → witnesses → link: one round of all of it.

Every step works in small units that are kept as soon as they are done, and finds in the store what is left to
do. So an update that was stopped or killed at any moment is taken up by the next, which needs to be told
nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.errors import ConfigError
from lapwing.pipeline.captured import read_captures
from lapwing.pipeline.collecting import SourceReport, collect_sources, fetcher_for
from lapwing.pipeline.keeping import archive_folder
from lapwing.pipeline.linking import LinkReport, link_new
from lapwing.pipeline.recoding import RecodeReport, recode
from lapwing.pipeline.storing import AddReport, coded_by
from lapwing.pipeline.updated import EVERYTHING, Choices, Step, UpdateReport
from lapwing.pipeline.witnessing import WitnessReport, witness_new

if TYPE_CHECKING:
    from lapwing.config import Settings, Source
    from lapwing.sources.keeping import Archive
    from lapwing.sources.web import Fetcher
    from lapwing.store import CodedBy, Store


class _Stopped(Exception):
    """Raised between two units when the update is asked to stop."""


def update(
    store: Store,
    settings: Settings,
    *,
    now: Callable[[], dt.datetime],
    sleep: Callable[[float], None],
    archive: Path | None = None,
    choices: Choices = EVERYTHING,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[Step], None] = lambda _: None,
) -> UpdateReport:
    """Brings the store up to date with its sources and with the coder and codebook of today.

    ``archive`` is where what is collected is kept, by default that of the settings or beside the store.
    ``now`` gives the time with a zone; ``sleep`` waits for seconds between two requests to a host. When
    ``stop`` says so, the unit under way is finished and the rest left to the next update. ``progress`` gets
    each step after each item. Raises ``ConfigError`` for the name of a source that is none, ``CoderError`` for
    an unknown coder, ``StoreError`` when another update is at work on the store or the store fails, and
    ``ArchiveError`` when nothing can be kept.
    """
    sources = _chosen(settings, choices)
    by = coded_by(choices.codes, least=choices.least, gate=choices.gate)
    report = UpdateReport()
    with store.alone("update"):
        with store.unit() as work:
            report.run_id = work.start_run("update", started=now(), coded_by=by)
        round_ = _Update(store, settings, report, now=now, stop=stop, progress=progress)
        try:
            round_.collect_and_read(sources, choices, folder=archive or settings.archive, sleep=sleep)
            if choices.recode:
                round_.recode(by, choices)
            round_.join()
        except _Stopped:
            report.stopped = True
        else:
            with store.unit() as work:
                work.finish_run(report.run_id, finished=now())
    return report


def _chosen(settings: Settings, choices: Choices) -> tuple[Source, ...]:
    missing = [name for name in choices.sources if settings.source(name) is None]
    if missing:
        known = ", ".join(source.name for source in settings.sources) or "none"
        raise ConfigError(
            "the settings", [f"sources: there is none named {name!r}; there are: {known}" for name in missing]
        )
    wanted = choices.sources
    return tuple(source for source in settings.sources if not wanted or source.name in wanted)


class _Update:
    """The steps of one update, each of which counts in ``report`` as it goes."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        report: UpdateReport,
        *,
        now: Callable[[], dt.datetime],
        stop: Callable[[], bool],
        progress: Callable[[Step], None],
    ) -> None:
        self._store = store
        self._settings = settings
        self._report = report
        self._now = now
        self._stop = stop
        self._progress = progress

    def collect_and_read(
        self,
        sources: tuple[Source, ...],
        choices: Choices,
        *,
        folder: Path | None,
        sleep: Callable[[float], None],
    ) -> None:
        """Keeps what the sources have, then reads and codes all that waits."""
        from lapwing.sources.keeping import Archive

        with self._store.snapshot() as view:
            waits = choices.reread or bool(view.captures.waiting(limit=1))
        if not sources and not waits:
            return
        with Archive(archive_folder(self._store, folder)) as archive:
            self._collect(sources, archive, sleep)
            read_captures(
                self._store,
                archive,
                run_id=self._report.run_id,
                reread=choices.reread,
                coder=choices.codes,
                least=choices.least,
                gate=choices.gate,
                workers=choices.workers,
                progress=self._follow_reading,
            )

    def recode(self, by: CodedBy, choices: Choices) -> None:
        """Codes again what something else coded."""
        recode(
            self._store,
            coded_by=by,
            run_id=self._report.run_id,
            others=choices.coder is not None,
            coder=choices.codes,
            least=choices.least,
            gate=choices.gate,
            workers=choices.workers,
            progress=self._follow_recoding,
        )

    def join(self) -> None:
        """Works out the witnesses, then links."""
        witness_new(self._store, now=self._now, run_id=self._report.run_id, progress=self._follow_witnessing)
        letters = {source.name: source.reliability for source in self._settings.sources if source.reliability}
        link_new(
            self._store,
            now=self._now,
            run_id=self._report.run_id,
            reliability=letters,
            progress=self._follow_linking,
        )

    def _collect(self, sources: tuple[Source, ...], archive: Archive, sleep: Callable[[float], None]) -> None:
        collect_sources(
            self._store,
            archive,
            sources,
            fetcher=self._fetcher(sources, sleep),
            now=self._now,
            run_id=self._report.run_id,
            progress=self._follow_collecting,
        )

    def _fetcher(self, sources: tuple[Source, ...], sleep: Callable[[float], None]) -> Fetcher | None:
        contact = self._settings.contact
        if contact is None or all(source.url is None for source in sources):
            return None

        def patient(seconds: float) -> None:
            sleep(seconds)
            if self._stop():  # the sleep came back early, and no host is asked before its time
                raise _Stopped

        hosts = self._settings.hosts
        return fetcher_for(self._store, contact=contact, hosts=hosts, clock=self._now, sleep=patient)

    def _follow_collecting(self, source: SourceReport) -> None:
        self._report.collected[source.name] = source
        done = sum(report.collected + report.known for report in self._report.collected.values())
        self._tell(Step("Collecting", done))

    def _follow_reading(self, read: AddReport) -> None:
        self._report.read = read
        self._tell(Step("Reading and coding", read.items))

    def _follow_recoding(self, recoded: RecodeReport) -> None:
        self._report.recoded = recoded
        self._tell(Step("Coding again", recoded.recoded + recoded.refused, recoded.total))

    def _follow_witnessing(self, witnessed: WitnessReport) -> None:
        self._report.witnessed = witnessed
        self._tell(Step("Comparing texts", witnessed.documents, witnessed.total))

    def _follow_linking(self, linked: LinkReport) -> None:
        self._report.linked = linked
        self._tell(Step("Linking", linked.documents, linked.total))

    def _tell(self, step: Step) -> None:
        self._progress(step)
        if self._stop():
            raise _Stopped
