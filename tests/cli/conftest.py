"""Commands run as a user runs them, in an empty folder beside the sample articles."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lapwing.cli.app import app

Run = Callable[..., Result]


@pytest.fixture
def place(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands run in; ``examples`` stands in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("STORE", "LEAST", "GATE", "USER", "ARCHIVE", "CONTACT"):
        monkeypatch.delenv(f"LAPWING_{name}", raising=False)
    (tmp_path / "examples").symlink_to(repository / "examples")
    return tmp_path


@pytest.fixture
def run(place: Path) -> Run:
    """Runs ``lapwing`` with these arguments; the result has the exit code, standard output and error."""

    def call(*arguments: str, input: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=input, prog_name="lapwing")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A store that holds two of the sample files, linked; copy it, do not write to it."""
    file = tmp_path_factory.mktemp("stock") / "lapwing.sqlite"
    articles = repository / "examples" / "articles"
    for arguments in (
        ["init", str(file)],
        ["add", str(articles / "batch.jsonl"), str(articles / "threat_and_pledge.txt"), "--store", str(file)],
        ["link", "--store", str(file)],
    ):
        assert CliRunner().invoke(app, arguments).exit_code == 0
    return file


@pytest.fixture
def stocked(run: Run, place: Path, stock: Path) -> Run:
    """``run`` in a folder whose ``lapwing.sqlite`` holds two of the sample files."""
    shutil.copy(stock, place)
    return run
