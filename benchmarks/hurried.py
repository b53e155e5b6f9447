"""The ``lapwing`` command as it is, in processes of their own that may be killed, without the waits for others.

Three things are not as a user has them: no pause between two requests to a host and 0.8 seconds for an answer,
every host is this machine, and the clock shows the time that it is told. Processes are forked from one that has
everything loaded, so that what is killed is at work and not starting Python.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ANSWER_WITHIN = 0.8  # seconds
_LOOK = 0.002  # seconds between two looks at whether a process has ended
_MB = 1024  # of the kilobytes in which Linux tells the peak of memory
_WARMING = (
    "<html><head><title>Bomb in {town}</title></head><body><article><h1>Bomb in {town}</h1><p>A bomb killed four "
    "people at a market in {town}, Mali, on Monday, police said.</p><p>Twelve others were hurt when it went off at "
    "noon, and nobody has said that they were behind the attack.</p></article></body></html>"
)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, or minus the signal that killed it, and what it had said by then.

    ``seconds`` is how long it ran, ``peak_mb`` the most memory it held, with what all such processes share.
    """

    code: int
    seconds: float
    peak_mb: float
    printed: str
    said: str

    @property
    def killed(self) -> bool:
        """Whether it was killed before its end."""
        return self.code == -signal.SIGKILL


class Hurried:
    """Runs commands one after the other; use it in a ``with`` block."""

    def __init__(self) -> None:
        self._home = tempfile.mkdtemp()
        environment = {key: value for key, value in os.environ.items() if not key.startswith("LAPWING_")}
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.hurried", self._home],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self,
        folder: Path,
        now: str,
        *arguments: str,
        kill_after: float | None = None,
        most_bytes: int | None = None,
    ) -> Ended:
        """Runs ``lapwing`` in the folder at the time ``now`` (ISO 8601 with a zone) to its end.

        After ``kill_after`` seconds it is killed with SIGKILL. ``most_bytes`` is the size at which a file
        cannot grow any more.
        """
        asked = {
            "folder": str(folder),
            "now": now,
            "arguments": arguments,
            "kill_after": kill_after,
            "most_bytes": most_bytes,
        }
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps(asked) + "\n")
        self._nursery.stdin.flush()
        told = json.loads(self._nursery.stdout.readline())
        printed, said = (
            (Path(self._home) / name).read_text("utf-8", "replace") for name in ("printed", "said")
        )
        return Ended(**told, printed=printed, said=said)

    def close(self) -> None:
        """Ends the process that the others were forked from."""
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.close()
        self._nursery.wait()
        self._nursery.stdout.close()
        shutil.rmtree(self._home)

    def __enter__(self) -> "Hurried":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def main(home: Path) -> None:
    """Forks a process for each command on standard input and tells on standard output how it ended."""
    _hurry()
    _warm()
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            _command(home, **{name: asked[name] for name in ("folder", "now", "arguments", "most_bytes")})
        status, usage = _end(pid, asked["kill_after"])
        told = {
            "code": os.waitstatus_to_exitcode(status),
            "seconds": time.monotonic() - began,
            "peak_mb": usage.ru_maxrss / _MB,
        }
        print(json.dumps(told), flush=True)


def _hurry() -> None:
    from functools import partial

    from lapwing.sources import web

    def here(_host: str, _port: int, _seconds: float) -> list[str]:
        return ["127.0.0.1"]

    caps = web.Caps(seconds=ANSWER_WITHIN)
    web.Settings = partial(web.Settings, pause=0.0, caps=caps, resolver=here)  # type: ignore[misc,assignment]


def _warm() -> None:
    """Loads everything that an update uses, by making one."""
    from typer.testing import CliRunner

    from lapwing.cli.app import app

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for town in ("Bamako", "Gao"):
            Path(f"{town}.html").write_text(_WARMING.format(town=town), encoding="utf-8")
        settings = '[[sources]]\nname = "Warming"\npath = "."\n'
        # The address does not answer: it is there so that what fetches is loaded.
        settings = (
            f'contact = "a@b.example"\n{settings}[[sources]]\nname = "Web"\nurl = "http://localhost:8443/"\n'
        )
        Path("lapwing.toml").write_text(settings, encoding="utf-8")
        for arguments in (["init", "lapwing.sqlite"], ["update", "--coder", "cues"], ["sources"]):
            CliRunner().invoke(app, arguments)
        os.chdir(ROOT)


def _command(home: Path, *, folder: str, now: str, arguments: Sequence[str], most_bytes: int | None) -> None:
    import datetime as dt

    from lapwing.cli import main as lapwing
    from lapwing.cli import updating

    began, moment = time.monotonic(), dt.datetime.fromisoformat(now)
    updating._now = lambda: moment + dt.timedelta(seconds=time.monotonic() - began)
    os.chdir(folder)
    for descriptor, name in ((1, "printed"), (2, "said")):
        file = os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, descriptor)
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    sys.argv = ["lapwing", *arguments]
    code: Any = 70
    try:
        lapwing()
        code = 0
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0)


def _end(pid: int, kill_after: float | None) -> tuple[int, resource.struct_rusage]:
    """Waits for the process, or kills it; it is not reaped before, so that no other can have its number."""
    if kill_after is not None:
        until = time.monotonic() + kill_after
        while time.monotonic() < until:
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended:
                return status, usage
            time.sleep(_LOOK)
        os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return status, usage


if __name__ == "__main__":
    main(Path(sys.argv[1]))
