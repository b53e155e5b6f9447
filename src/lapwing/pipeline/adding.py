"""Paths and addresses → the archive → the store, one committed document after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lapwing import DEFAULT_CODER
from lapwing.errors import SourceError
from lapwing.pipeline.captured import waiting
from lapwing.pipeline.keeping import TOGETHER, Keeper, archive_folder
from lapwing.pipeline.storing import Adding, AddReport, Progress
from lapwing.records import Issue, RawItem

if TYPE_CHECKING:
    from lapwing.sources.web import Fetched, Fetcher
    from lapwing.store import Store


def add_paths(
    store: Store,
    paths: Iterable[str | Path],
    *,
    now: Callable[[], dt.datetime],
    published: dt.date | None = None,
    stdin: BinaryIO | None = None,
    archive: Path | None = None,
    fetcher: Fetcher | None = None,
    coder: str = DEFAULT_CODER,
    least: float | None = None,
    gate: bool = True,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> AddReport:
    """Keeps everything at ``paths``, then reads and codes it; each document is committed on its own.

    A path may be the address (``https://``) of a page, feed or sitemap, which ``fetcher`` fetches. The bytes
    go into the folder ``archive``, by default beside the store, before they are read; what an interrupted run
    had added and not read is read as well. Documents that stand in the store with the same text, coder,
    settings and codebook are not coded again, so a run that was interrupted goes on where it stopped.

    ``coder``, ``least`` and ``gate`` are those of :func:`~lapwing.coding.get_coder`. ``now`` is asked for the
    time (with a zone) when the run starts and ends and when something is kept. ``progress`` gets the report
    after each item. Raises ``CoderError`` for an unknown coder, ``SourceError`` for an address without a
    fetcher, ``ArchiveError`` and ``StoreError`` when nothing can be kept; what the report counts is kept all
    the same.
    """
    from lapwing.sources.keeping import Archive

    places = [str(path) for path in paths]
    _check_fetcher(places, fetcher)
    folder = archive_folder(store, archive)
    adding = Adding(store, coder=coder, least=least, gate=gate, workers=workers, progress=progress)
    with store.unit() as work:
        run_id = work.start_run("add", started=now(), coded_by=adding.coded_by)
    with Archive(folder) as kept:
        keeper = Keeper(store, kept, run_id=run_id, now=now)
        # A page is kept before the next one is asked for; rows of a table are kept together.
        kept_items = (
            keeper.keep(
                _found(path, stdin, fetcher),
                published=published,
                together=1 if is_address(path) else TOGETHER,
            )
            for path in places
        )
        adding.take(chain.from_iterable(kept_items), run_id=run_id)
        adding.take(waiting(store, kept, source="", but=adding.tried), run_id=run_id)
    with store.unit() as work:
        work.finish_run(run_id, finished=now())
    return adding.report


def is_address(path: str) -> bool:
    """Whether it is fetched rather than opened."""
    return path.lower().startswith(("http://", "https://"))


def _check_fetcher(paths: Sequence[str], fetcher: Fetcher | None) -> None:
    address = next((path for path in paths if is_address(path)), None)
    if address is not None and fetcher is None:
        raise SourceError(
            f"{address} cannot be fetched: nobody is asked without a contact that publishers can reach.",
            hint="Set contact in lapwing.toml, or LAPWING_CONTACT, to an e-mail address or web page of yours.",
        )


def _found(path: str, stdin: BinaryIO | None, fetcher: Fetcher | None) -> Iterator[RawItem | Fetched | Issue]:
    if fetcher is not None and is_address(path):
        return fetcher.collect(path)
    from lapwing.sources import collect

    return collect([path], stdin=stdin)
