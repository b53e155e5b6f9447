"""Measures speed and memory, each against a floor from the same run, and rewrites its part of the page.

    python -m benchmarks.speed [--date 2026-01-31] [--coder cues] [--shared ../shared] [--print]

The floor of coding is reading the same texts and splitting them into sentences with as many processes; that
of starting is a Python that does nothing. The learned coder is also set against its encoder alone, on the same
passages in one process. So a busy or slow machine moves both, and their ratio stays.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.page import Row, give_section, markdown_table, section_arguments
from benchmarks.processes import run
from lapwing import DEFAULT_CODER

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
# Documents a second and MB, by coder.
LEAST_RATE, MOST_MEMORY_MB = {"cues": 30.0, "learned": 20.0}, {"cues": 600, "learned": 700}
MOST_HELP, MOST_COLD, MOST_PIPELINE = 0.4, 3.0, 1.3
_STARTS = 7
_LAPWING = (sys.executable, "-m", "lapwing")


def main() -> None:
    given = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        count = _write_texts(given.shared, texts)
        rows = [*_coding_rows(texts, count, given.coder), *_start_rows(given.coder)]
        if given.coder == "learned":
            rows.insert(1, _paired_row(texts))
    body = "\n\n".join([_preamble(given), markdown_table(row.cells for row in rows)])
    give_section("speed", body, given)


def _arguments() -> argparse.Namespace:
    parser = section_arguments("Measure speed and memory.")
    parser.add_argument("--coder", default=DEFAULT_CODER)
    return parser.parse_args()


def _write_texts(shared: Path, target: Path) -> int:
    """The texts of MUC-4 dev and of the dev gold as one file a user could have; gives their number."""
    lines = []
    for path in (shared / "data" / "muc4" / "dev.jsonl", shared / "gold" / "dev.jsonl"):
        for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
            row = json.loads(line)
            article = {
                "doc_id": row.get("doc_id") or row["id"],
                "text": row["text"],
                "published": row.get("published") or row.get("dateline_date"),
            }
            lines.append(json.dumps(article))
    target.write_text("\n".join(lines), encoding="utf-8")
    return len(lines)


def _coding_rows(texts: Path, count: int, coder: str) -> Iterator[Row]:
    data = f"{count} texts of MUC-4 dev and dev gold, {WORKERS} processes"
    floor = run([sys.executable, "-m", "benchmarks.floor", str(texts), f"--workers={WORKERS}"], folder=ROOT)
    options = ["--json", f"--coder={coder}", f"--workers={WORKERS}"]
    coding = run([*_LAPWING, "code", str(texts), *options], folder=ROOT, watched=True)
    within = json.loads(floor.printed)["seconds"]
    rate = count / coding.seconds
    yield Row(
        "documents a second, start included",
        data,
        f"{rate:.1f} (floor {count / within:.0f}, ratio {coding.seconds / within:.1f}; "
        f"{1000 * coding.cpu_seconds / count:.0f} ms of processor time each)",
        f"≥ {LEAST_RATE[coder]:.0f}",
        rate >= LEAST_RATE[coder],
    )
    if coding.peak_mb is not None:
        yield Row(
            "peak memory of all processes together",
            data,
            f"{coding.peak_mb:.0f} MB",
            f"≤ {MOST_MEMORY_MB[coder]} MB",
            coding.peak_mb <= MOST_MEMORY_MB[coder],
        )


def _paired_row(texts: Path) -> Row:
    # Idle threads of the matrix library spin, and their time would count as the encoder's.
    alone = ["env", "OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1", sys.executable]
    printed = run([*alone, "-m", "benchmarks.paired", str(texts)], folder=ROOT).printed
    spent = json.loads(printed)
    each = {part: 1000 * spent[part] / spent["documents"] for part in ("pipeline", "encoder")}
    ratio = spent["pipeline"] / spent["encoder"]
    return Row(
        "whole pipeline : encoder alone, on the same passages",
        f"{spent['documents']:.0f} texts of MUC-4 dev and dev gold, one process",
        f"{ratio:.2f} ({each['pipeline']:.0f} ms : {each['encoder']:.0f} ms a document)",
        f"≤ {MOST_PIPELINE}",
        ratio <= MOST_PIPELINE,
    )


def _start_rows(coder: str) -> Iterator[Row]:
    article = min((ROOT / "examples" / "articles").glob("*.txt"))
    nothing = _median([sys.executable, "-c", "pass"])
    for what, arguments, most in (
        ("`lapwing --help`", ["--help"], MOST_HELP),
        ("`lapwing code` of one article, cold", ["code", str(article), f"--coder={coder}"], MOST_COLD),
    ):
        seconds = _median([*_LAPWING, *arguments])
        figure = f"{seconds:.2f} s (floor {nothing:.2f} s, ratio {seconds / nothing:.0f})"
        yield Row(what, f"median of {_STARTS} starts", figure, f"< {most} s", seconds < most)


def _median(command: Sequence[str]) -> float:
    return statistics.median(run(command, folder=ROOT).seconds for _ in range(_STARTS))


def _preamble(given: argparse.Namespace) -> str:
    return "\n".join(
        [
            "## Speed and memory",
            "",
            "Command: `python -m benchmarks.speed`  ",
            f"Day: {given.date or 'not stated'}  ",
            f"Machine: {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
            f"Python {platform.python_version()}",
        ]
    )


if __name__ == "__main__":
    main()
