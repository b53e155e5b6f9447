import subprocess
import sys

import pytest

from benchmarks.processes import run


def test_a_run_tells_its_time_output_and_memory(tmp_path):
    code = "import time; held = bytearray(50_000_000); time.sleep(0.3); print(len(held))"
    done = run([sys.executable, "-c", code], folder=tmp_path, watched=True)
    assert done.printed == "50000000\n"
    assert done.seconds >= 0.3
    assert done.cpu_seconds > 0
    assert done.peak_mb is None or done.peak_mb > 40


def test_memory_is_told_only_where_it_was_watched(tmp_path):
    assert run([sys.executable, "-c", "pass"], folder=tmp_path).peak_mb is None


def test_a_command_that_fails_is_an_error(tmp_path):
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run([sys.executable, "-c", "raise SystemExit('no such text')"], folder=tmp_path)
    assert caught.value.stderr == "no such text\n"
