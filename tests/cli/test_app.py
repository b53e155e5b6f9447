import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from lapwing import __version__, cli
from lapwing.cli.app import app
from lapwing.cli.exits import MEANINGS, Exit

Run = Callable[..., Any]
HEAVY = (
    "pydantic", "numpy", "scipy", "polars", "sqlalchemy", "alembic", "trafilatura", "lxml", "httpx", "datasketch",
    "onnxruntime", "rich", "jinja2", "lapwing.records", "lapwing.config", "lapwing.pipeline",
)  # fmt: skip
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
DOORS = {
    "console": "from lapwing.cli import main; main()",
    "module": "import runpy; runpy.run_module('lapwing', run_name='__main__')",
}
DUMP = "\t".join(
    ["1", "Upper Ilmen", "Upper Ilmen", "", "38.5", "43.3", "P", "PPL", "TR", "", "65", "", "", "", "300", "",
     "1700", "Europe/Istanbul", "2024-01-01"]
)  # fmt: skip


def commands() -> Iterator[tuple[str, ...]]:
    """The words of every command."""
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        if inner is None:
            yield (name,)
        else:
            yield from ((name, below) for below in inner)


COMMANDS = list(commands())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_example_of_every_command_runs(
    run: Run, place: Path, stock: Path, words: tuple[str, ...]
) -> None:
    told = run(*words, "--help").stdout
    examples = re.findall(r"^ +lapwing (.+)$", told, re.MULTILINE)
    assert examples
    assert all(example.split()[: len(words)] == list(words) for example in examples)
    (place / "allCountries.txt").write_text(DUMP + "\n")
    for store in ["lapwing.sqlite"] + ["my.sqlite"] * (words != ("init",)):
        shutil.copy(stock, place / store)
    if words == ("undo",):
        assert run("decide", "batch-linz/attack", "accept", "--who", "ana", "--why", "read").exit_code == 0
    for example in examples:
        result = run(*example.split())
        assert result.exit_code == 0, result.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_that_prints_speaks_json(run: Run, words: tuple[str, ...]) -> None:
    assert "--json" in run(*words, "--help").stdout


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from lapwing.cli.app import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_list_of_commands_tells_each_of_them_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listed = run(*words[:-1], "--help").stdout
    (line,) = re.findall(rf"^  {words[-1]} +(.+)$", listed.partition("Commands:")[2], re.MULTILINE)
    assert line.endswith(".")
    assert not line.endswith("...")


@pytest.mark.parametrize("program", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize(("wish", "threads"), [({}, ["1", "1"]), ({"OMP_NUM_THREADS": "3"}, ["3", "1"])])
def test_matrices_are_multiplied_by_one_thread_unless_asked_otherwise(
    program: str, wish: dict[str, str], threads: list[str]
) -> None:
    told = (
        "import atexit, os, sys; sys.argv = ['lapwing', '--version']\n"
        f"atexit.register(lambda: print([os.environ[name] for name in {THREADS!r}], 'numpy' in sys.modules))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name not in THREADS}
    done = subprocess.run(
        [sys.executable, "-c", told + program],
        env={**environment, **wish},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"lapwing {__version__}\n{threads} False\n"


def test_the_help_tells_every_exit_code(run: Run) -> None:
    told = " ".join(run("--help").stdout.split())
    for code, meaning in MEANINGS.items():
        assert f"{int(code)} {meaning}" in told
    assert set(MEANINGS) == set(Exit)


def test_the_readme_tells_every_exit_code(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    for code, meaning in MEANINGS.items():
        assert f"| {int(code)} | {meaning} |" in readme


def test_the_version(run: Run) -> None:
    assert run("--version").stdout == f"lapwing {__version__}\n"


def test_a_fault_of_ours_says_so_and_has_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: Any) -> None:
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr("lapwing.cli.app.app", broken)
    for name in THREADS:  # so that what it sets does not outlive the test
        monkeypatch.setenv(name, "1")
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == Exit.FAULT
    told = capsys.readouterr().err
    assert "a slip" in told
    assert "This is a fault in Lapwing." in told


def test_a_reader_that_leaves_early_hears_nothing(repository: Path) -> None:
    command = [sys.executable, "-m", "lapwing", "code", "--json", str(repository / "examples" / "articles")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == Exit.CLOSED_PIPE


@pytest.mark.parametrize("wish", [{}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_no_colours_where_nobody_watches_or_none_are_wanted(
    run: Run, monkeypatch: pytest.MonkeyPatch, wish: dict[str, str]
) -> None:
    for name, value in wish.items():
        monkeypatch.setenv(name, value)
    assert "\x1b[3" not in run("code", "examples/articles/wire_report.txt").stdout
