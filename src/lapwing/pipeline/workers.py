"""Documents → codings, in one process or several; always in order, always a coding for each document."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice

from lapwing import DEFAULT_CODER
from lapwing.coding import Coder, get_coder
from lapwing.errors import CoderError
from lapwing.records import Coding, Document, Issue

CHUNK = 8  # documents handed to a worker at once: enough to hide the cost of handing over
AHEAD = 3  # chunks under way for each worker: none waits for work, and memory stays small

# What a fault in a coder's rules raises on a text that they did not foresee. Anything else (no memory, a
# missing file, Ctrl-C) is not about the document and ends the batch.
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

UNCODED = ("coder_fault", "worker_died")  # the reasons of issues that come with no coding at all


def code_documents(
    documents: Iterable[Document],
    *,
    coder: str = DEFAULT_CODER,
    least: float | None = None,
    gate: bool = True,
    workers: int = 1,
) -> Iterator[tuple[Document, Coding]]:
    """Each document with its coding, in the order given, ``workers`` processes coding at once.

    ``coder``, ``least`` and ``gate`` are those of :func:`~lapwing.coding.get_coder`.

    A document on which the coder fails, or which ends its worker, gets a coding without events whose issue
    says so. Raises ``CoderError`` at once for an unknown coder or when no worker can be started. Where
    ``workers`` is more than one, a script that calls this needs the ``__name__ == "__main__"`` guard of
    :mod:`multiprocessing`.
    """
    chosen = partial(get_coder, coder, least=least, gate=gate)
    made = chosen()
    documents = iter(documents)
    if workers > 1:
        head = list(islice(documents, CHUNK + 1))
        documents = chain(head, documents)
        if len(head) > CHUNK:  # starting processes would take longer than coding fewer
            return _in_processes(documents, chosen, workers)
    return ((document, _code(made, document)) for document in documents)


def _code(coder: Coder, document: Document) -> Coding:
    try:
        return coder.code(document)
    except FAULTS as error:
        why = f"the coder failed on it ({type(error).__name__}: {error})"
        return _uncoded(coder, document, "coder_fault", why)


def _uncoded(coder: Coder, document: Document, reason: str, message: str) -> Coding:
    issue = Issue(
        origin=document.origin or document.doc_id,
        doc_id=document.doc_id,
        reason=reason,
        message=message,
        hint="The other articles were coded. Please report it, with the article if it may be shared.",
    )
    return Coding(doc_id=document.doc_id, coder=f"{coder.name} {coder.version}", issues=(issue,))


def _in_processes(
    documents: Iterator[Document], chosen: Callable[[], Coder], workers: int
) -> Iterator[tuple[Document, Coding]]:
    coder = chosen()
    pending: deque[tuple[list[Document], Future[list[Coding]]]] = deque()
    pool, ward = _Pool(chosen, workers), _Pool(chosen, 1)

    def next_coded() -> Iterator[tuple[Document, Coding]]:
        chunk, future = pending.popleft()
        yield from zip(chunk, _result(chunk, future, coder, ward), strict=True)

    try:
        while chunk := list(islice(documents, CHUNK)):
            pending.append((chunk, pool.submit(chunk)))
            if len(pending) >= AHEAD * workers:
                yield from next_coded()
        while pending:
            yield from next_coded()
    finally:
        pool.close()
        ward.close()


def _result(chunk: list[Document], future: Future[list[Coding]], coder: Coder, ward: _Pool) -> list[Coding]:
    """The codings of the chunk. When a worker died, its documents are coded again, each on its own."""
    try:
        return future.result()
    except BrokenProcessPool:
        codings = []
        for document in chunk:
            try:
                codings += ward.submit([document]).result()
            except BrokenProcessPool:
                why = "its worker process ended without an answer (out of memory, perhaps)"
                codings.append(_uncoded(coder, document, "worker_died", why))
        return codings


class _Pool:
    """Processes that code; started when first needed, and again when one of them has died."""

    def __init__(self, chosen: Callable[[], Coder], workers: int) -> None:
        self._chosen = chosen
        self._workers = workers
        self._running: ProcessPoolExecutor | None = None

    def submit(self, documents: list[Document]) -> Future[list[Coding]]:
        """The codings of the documents, later."""
        if self._running is None:
            self._running = self._start()
        try:
            return self._running.submit(_code_all, self._chosen, documents)
        except BrokenProcessPool:
            self.close()
            self._running = self._start()
            return self._running.submit(_code_all, self._chosen, documents)

    def close(self) -> None:
        """Ends the processes; what they have not begun is dropped."""
        if self._running is not None:
            self._running.shutdown(cancel_futures=True)
            self._running = None

    def _start(self) -> ProcessPoolExecutor:
        # Not by forking: a copy of a process that has threads may hang.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(
            self._workers, mp_context=context, initializer=_prepare, initargs=(self._chosen,)
        )
        try:
            pool.submit(_code_all, self._chosen, []).result()
        except BrokenProcessPool as error:
            raise CoderError(
                "The worker processes cannot be started.",
                hint='Use one worker, or put the calling script under `if __name__ == "__main__":`.',
            ) from error
        return pool


def _prepare(chosen: Callable[[], Coder]) -> None:
    """Makes a worker ready: Ctrl-C is the parent's to answer, and the coder loads once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chosen()


def _code_all(chosen: Callable[[], Coder], documents: list[Document]) -> list[Coding]:
    made = chosen()
    return [_code(made, document) for document in documents]
