"""A watch with a clock of its own: what it does when cycles are good, bad, long, or told to stop."""

import datetime as dt
import gc
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.errors import StoreError
from lapwing.pipeline.watching import Cycle, Rhythm, watch

EVERY = dt.timedelta(minutes=15)
BEGAN = dt.datetime(2031, 5, 2, 6, 0, tzinfo=dt.UTC)


class Time:
    """A clock that only sleeping and working move, and a stop after so many sleeps."""

    def __init__(self, *, sleeps: int) -> None:
        self.now = BEGAN
        self.slept: list[float] = []
        self.sleeps = sleeps
        self.told: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += dt.timedelta(seconds=seconds)

    def works(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)

    def rhythm(self, cycles: int | None = None) -> Rhythm:
        return Rhythm(EVERY, lambda: self.now, self.sleep, lambda: len(self.slept) >= self.sleeps, cycles)


DONE = Cycle("1 source ok; 2 new articles, 1 event, 1 incident", {"added": 2}, ({"name": "Example Wire"},))


def test_cycles_begin_as_far_apart_as_asked():
    time = Time(sleeps=3)

    def cycle() -> Cycle:
        time.works(60)
        return DONE

    watch(cycle, time.rhythm(), tell=time.told.append)
    assert time.slept == [840.0] * 3
    assert time.told[0] == f"2031-05-02T06:01:00+00:00 {DONE.words}, 60.0 s"
    assert len(time.told) == 3


def test_a_cycle_longer_than_the_time_between_is_followed_at_once_and_none_is_made_up_for():
    time = Time(sleeps=2)

    def cycle() -> Cycle:
        time.works(4000)
        return DONE

    watch(cycle, time.rhythm(), tell=time.told.append)
    assert time.slept == [0.0, 0.0]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_whatever_the_clock_does_no_rest_is_longer_than_asked(jumps):
    time = Time(sleeps=len(jumps))
    left = iter(jumps)

    def cycle() -> Cycle:
        time.works(next(left))
        return DONE

    watch(cycle, time.rhythm(), tell=time.told.append)
    assert all(0 <= seconds <= EVERY.total_seconds() for seconds in time.slept)


def test_a_busy_store_is_tried_again_soon_and_then_less_often():
    time = Time(sleeps=9)

    def cycle() -> Cycle:
        raise StoreError("x.sqlite is locked by another program.", hint="Wait.")

    state = watch(cycle, time.rhythm(), tell=time.told.append)
    assert time.slept == [5, 10, 20, 40, 80, 160, 320, 640, 900]
    assert state.failed_in_a_row == 9
    assert "failed after 0.0 s: x.sqlite is locked by another program. Wait.; next try in 5 s" in time.told[0]


@pytest.mark.parametrize("fault", [ZeroDivisionError("a slip"), OSError("no space left"), MemoryError()])
def test_no_fault_ends_the_watch_and_each_is_told_in_one_line(fault: Exception):
    time = Time(sleeps=3)
    outcomes = iter([fault, None, None])

    def cycle() -> Cycle:
        if error := next(outcomes):
            raise error
        return DONE

    state = watch(cycle, time.rhythm(), tell=time.told.append)
    assert (state.cycles, state.failed_in_a_row, state.fault) == (3, 0, None)
    assert f"{type(fault).__name__}: {fault}" in time.told[0]
    assert "at test_watching.py:" in time.told[0]
    assert "\n" not in "".join(time.told)
    assert time.slept[0] == EVERY.total_seconds()


def test_ctrl_c_is_no_fault_of_a_cycle():
    def cycle() -> Cycle:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(cycle, Time(sleeps=1).rhythm(), tell=lambda _: None)


def test_after_so_many_cycles_it_ends_without_another_rest():
    time = Time(sleeps=99)
    assert watch(lambda: DONE, time.rhythm(cycles=3), tell=time.told.append).cycles == 3
    assert len(time.slept) == 2


def test_the_health_file_tells_each_state(tmp_path: Path):
    file = tmp_path / "health.json"
    seen: list[dict] = []
    time = Time(sleeps=3)

    def look() -> dict:
        return json.loads(file.read_text(encoding="utf-8"))

    def sleep(seconds: float) -> None:
        seen.append(look())
        time.sleep(seconds)

    outcomes = iter([DONE, StoreError("busy"), DONE])

    def cycle() -> Cycle:
        assert look()["state"] == "working"
        time.works(2)
        outcome = next(outcomes)
        if isinstance(outcome, StoreError):
            raise outcome
        return outcome

    rhythm = time.rhythm()
    watch(cycle, Rhythm(EVERY, rhythm.clock, sleep, rhythm.stop), tell=time.told.append, health=file)
    good, bad, good_again = seen
    assert [state["state"] for state in seen] == ["waiting"] * 3
    assert good["report"] == {"added": 2}
    assert good["sources"] == [{"name": "Example Wire"}]
    assert good["cycle_began"] == "2031-05-02T06:00:00+00:00"
    assert good["cycle_ended"] == good["last_success"] == "2031-05-02T06:00:02+00:00"
    assert good["next_cycle"] == "2031-05-02T06:15:00+00:00"
    assert (bad["failed_in_a_row"], bad["fault"]) == (1, "busy")
    assert bad["last_success"] == good["last_success"]
    assert bad["report"] == {"added": 2}
    assert (good_again["failed_in_a_row"], good_again["fault"]) == (0, None)
    assert look()["state"] == "stopped"
    assert [path.name for path in tmp_path.iterdir()] == ["health.json"]


def test_a_health_file_that_cannot_be_written_is_told_and_the_watch_goes_on(tmp_path: Path):
    time = Time(sleeps=1)
    state = watch(lambda: DONE, time.rhythm(), tell=time.told.append, health=tmp_path / "no" / "health.json")
    assert state.cycles == 1
    assert any("health file" in line for line in time.told)


def test_memory_does_not_grow_with_the_cycles():
    def grown(cycles: int) -> int:
        time = Time(sleeps=cycles + 1)
        tracemalloc.start()
        watch(lambda: Cycle("x" * 1000, {"n": "x" * 10_000}), time.rhythm(cycles), tell=lambda _: None)
        gc.collect()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert grown(2000) < grown(20) + 200_000
