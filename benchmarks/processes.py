"""Runs a command and tells how long it and its children took and how much memory they held together."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_EVERY = 0.02  # seconds between two looks at the memory
_GROUP_FIELD = 2  # of /proc/PID/stat, counted after the command's name
_MB = 1024 * 1024


@dataclass(frozen=True)
class Run:
    """Wall time and processor time in seconds, output, and the peak resident memory of all processes in MB.

    Pages that processes share are counted in each, so the peak is not too low. It is ``None`` where memory
    was not watched or the system has no ``/proc``.
    """

    seconds: float
    cpu_seconds: float
    printed: str
    peak_mb: float | None


def run(command: Sequence[str], *, folder: Path, watched: bool = False) -> Run:
    """Run a command to its end; ``watched`` also samples its memory.

    A command that fails raises ``CalledProcessError`` with what it said on standard error.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        began, used = time.perf_counter(), _cpu_of_children()
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=complaints, start_new_session=True
        )
        peak = _watch(process) if watched and _PROC.is_dir() else None
        status = process.wait()
        seconds, cpu_seconds = time.perf_counter() - began, _cpu_of_children() - used
        for stream in (output, complaints):
            stream.seek(0)
        if status:
            raise subprocess.CalledProcessError(status, command, stderr=complaints.read().decode())
        printed = output.read().decode()
    return Run(seconds, cpu_seconds, printed, peak)


def _cpu_of_children() -> float:
    """The processor time of all children that have ended, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _watch(process: "subprocess.Popen[bytes]") -> float:
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_resident(process.pid)))
        time.sleep(_EVERY)
    return peak / _MB


def _resident(group: int) -> Iterator[int]:
    """The resident bytes of each process of a process group."""
    page = os.sysconf("SC_PAGE_SIZE")
    for folder in _PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            pages = (folder / "statm").read_text().split()[1]
        except (OSError, IndexError):  # the process has just ended
            continue
        if int(status[_GROUP_FIELD]) == group:
            yield int(pages) * page
