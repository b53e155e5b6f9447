"""Cycle after cycle, for months: what a watch does besides its work is here, and it knows of no room."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from lapwing import __version__
from lapwing.errors import LapwingError, StoreError

FIRST_RETRY = dt.timedelta(seconds=5)  # a store that is busy is free again soon


@dataclass(frozen=True)
class Rhythm:
    """When a watch works, rests and ends.

    ``every`` is the time from the beginning of one cycle to that of the next. ``clock`` gives the time with
    a zone, ``sleep`` waits for seconds and may come back early, ``stop`` says whether the watch is to end.
    After ``cycles`` cycles it ends by itself.
    """

    every: dt.timedelta
    clock: Callable[[], dt.datetime]
    sleep: Callable[[float], None]
    stop: Callable[[], bool]
    cycles: int | None = None


@dataclass(frozen=True)
class Cycle:
    """What one cycle did, in one line of ``words`` for people and as ``report`` and ``sources`` for programs.

    ``report`` and ``sources`` are ready for JSON.
    """

    words: str
    report: Mapping[str, Any]
    sources: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Health:
    """How a watch is, as its health file tells it. Times are ISO 8601 with a zone, seconds are seconds.

    ``state``: ``working``, ``waiting`` for ``next_cycle``, or ``stopped``. ``failed_in_a_row`` counts cycles
    that ended with a ``fault``; 0 when the latest one went well. ``report`` and ``sources`` are those of the
    latest cycle that did.
    """

    version: str
    state: str
    every: float
    started: str
    cycles: int = 0
    failed_in_a_row: int = 0
    cycle_began: str | None = None
    cycle_ended: str | None = None
    last_success: str | None = None
    next_cycle: str | None = None
    fault: str | None = None
    report: Mapping[str, Any] | None = None
    sources: tuple[Mapping[str, Any], ...] = ()


def watch(
    cycle: Callable[[], Cycle], rhythm: Rhythm, *, tell: Callable[[str], None], health: Path | None = None
) -> Health:
    """Runs ``cycle`` until ``rhythm`` says stop, tells one line a cycle, and keeps the file ``health``.

    A cycle that fails does not end the watch: it is told and tried again, after :data:`FIRST_RETRY` and twice
    as long each time when the store was the trouble, at most ``every``; after ``every`` otherwise. The cycle
    under way is asked to stop by its own means; what it raises then is told like any fault. Nothing of a
    cycle is kept but its latest report, so memory does not grow.
    """
    now = rhythm.clock()
    state = Health(__version__, "working", rhythm.every.total_seconds(), _moment(now))
    while not rhythm.stop() and (rhythm.cycles is None or state.cycles < rhythm.cycles):
        began = rhythm.clock()
        state = replace(state, state="working", cycle_began=_moment(began), next_cycle=None)
        _write(health, state, tell)
        state, pause = _run(cycle, rhythm, began, state, tell)
        if rhythm.stop() or state.cycles == rhythm.cycles:
            break
        due = rhythm.clock() + pause
        state = replace(state, state="waiting", next_cycle=_moment(due))
        _write(health, state, tell)
        rhythm.sleep(pause.total_seconds())
    state = replace(state, state="stopped", next_cycle=None)
    _write(health, state, tell)
    return state


def _run(
    cycle: Callable[[], Cycle],
    rhythm: Rhythm,
    began: dt.datetime,
    before: Health,
    tell: Callable[[str], None],
) -> tuple[Health, dt.timedelta]:
    """One cycle: how the watch is after it, and how long to wait for the next."""
    try:
        done = cycle()
    # This is a door: whatever goes wrong in one cycle is told, and must not end a watch that runs for months.
    except Exception as error:  # noqa: BLE001
        ended = rhythm.clock()
        failed = before.failed_in_a_row + 1
        pause = _retry(failed, rhythm.every) if isinstance(error, StoreError) else _rest(rhythm, began, ended)
        fault = _fault(error)
        tell(f"{_moment(ended)} failed after {_seconds(began, ended)}: {fault}; next try in {_lasts(pause)}")
        state = replace(before, failed_in_a_row=failed, fault=fault)
    else:
        ended = rhythm.clock()
        pause = _rest(rhythm, began, ended)
        tell(f"{_moment(ended)} {done.words}, {_seconds(began, ended)}")
        state = replace(
            before,
            failed_in_a_row=0,
            fault=None,
            last_success=_moment(ended),
            report=done.report,
            sources=done.sources,
        )
    return replace(state, cycles=before.cycles + 1, cycle_ended=_moment(ended)), pause


def _rest(rhythm: Rhythm, began: dt.datetime, ended: dt.datetime) -> dt.timedelta:
    """What is left of the time between two cycles; none is made up for, and a clock put back costs nothing."""
    left = rhythm.every - (ended - began)
    return min(max(left, dt.timedelta(0)), rhythm.every)


def _retry(failed: int, every: dt.timedelta) -> dt.timedelta:
    doubled: dt.timedelta = FIRST_RETRY * 2 ** min(failed - 1, 16)
    return min(doubled, every)


def _fault(error: Exception) -> str:
    """The error in one line; one that is not ours comes with its kind and where it arose."""
    if isinstance(error, LapwingError):
        return " ".join(f"{error} {error.hint or ''}".split())
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return " ".join(f"{type(error).__name__}: {error}{where}".split())


def _write(health: Path | None, state: Health, tell: Callable[[str], None]) -> None:
    """The health file, whole or not at all; that it cannot be written is told and does not end the watch."""
    from lapwing.exports.files import whole_file

    if health is None:
        return
    try:
        with whole_file(health, force=True) as out:
            out.write((json.dumps(asdict(state), ensure_ascii=False, indent=2) + "\n").encode())
    except LapwingError as error:
        tell(f"{state.cycle_began or state.started} health file: {_fault(error)}")


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _seconds(began: dt.datetime, ended: dt.datetime) -> str:
    return f"{max((ended - began).total_seconds(), 0):.1f} s"


def _lasts(pause: dt.timedelta) -> str:
    return f"{pause.total_seconds():.0f} s"
