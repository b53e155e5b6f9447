"""One holder of a name per store: other threads and processes are refused, and a dead one holds nothing."""

import subprocess
import sys
import time

import pytest

from lapwing.errors import StoreError
from lapwing.store import Store

HOLDER = """
import sys, time
from lapwing.store import Store
with Store.open(sys.argv[1]) as store, store.alone("watch"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def other(store: Store, address: str):
    with Store.open(address) as opened:
        yield opened


def test_a_second_holder_is_refused_at_once(store: Store, other: Store):
    with store.alone("watch"):
        began = time.monotonic()
        with pytest.raises(StoreError, match="Another `lapwing watch`") as refused, other.alone("watch"):
            pass
        assert time.monotonic() - began < 2
    assert refused.value.hint


def test_the_name_is_free_again_after_the_block_and_after_a_fault(store: Store, other: Store):
    with pytest.raises(ZeroDivisionError), store.alone("watch"):
        raise ZeroDivisionError
    with other.alone("watch"):
        pass
    with store.alone("watch"):
        pass


def test_other_names_and_writing_go_on(store: Store, other: Store):
    with store.alone("watch"), other.alone("update"), other.unit() as work, store.snapshot():
        assert work.summary().documents == 0


def test_a_holder_that_is_killed_holds_nothing(store: Store, address: str):
    with subprocess.Popen([sys.executable, "-c", HOLDER, address], stdout=subprocess.PIPE) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            with pytest.raises(StoreError), store.alone("watch"):
                pass
        finally:
            holder.kill()
    for _ in range(50):  # a server needs a moment to see that its client is gone
        try:
            with store.alone("watch"):
                return
        except StoreError:
            time.sleep(0.1)
    pytest.fail("the name was not given back")
