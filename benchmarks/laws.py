"""The laws of coding, checked over texts: every value grounded, and the same bytes on every run."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.coded import Coded
from lapwing.evaluation import grounding_faults

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Grounding:
    """How many texts, events and evidence spans were checked, and what broke the law."""

    documents: int
    events: int
    spans: int
    faults: tuple[str, ...]


def grounding(coded: Iterable[Coded]) -> Grounding:
    """Check that every span quotes its text and every value has evidence."""
    documents = events = spans = 0
    faults: list[str] = []
    for one in coded:
        documents += 1
        for event in one.coding.events:
            events += 1
            spans += len(event.evidence)
            faults.extend(grounding_faults(one.document, event))
    return Grounding(documents, events, spans, tuple(faults))


def differing_documents(files: Sequence[Path], coder: str) -> tuple[int, list[str]]:
    """How many documents were coded, and which came out otherwise in a second run.

    The second run is another process with another hash seed that codes the documents last to first.
    """
    first, second = (_digests(files, coder, seed=seed) for seed in ("1", "2"))
    names = sorted(first.keys() | second.keys())
    return len(names), [name for name in names if first.get(name) != second.get(name)]


def _digests(files: Sequence[Path], coder: str, *, seed: str) -> dict[str, str]:
    order = ["--reversed"] if seed == "2" else []
    command = [sys.executable, "-m", "benchmarks.coded", *map(str, files), "--coder", coder, *order]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    printed = subprocess.run(
        command, cwd=_ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE
    ).stdout
    return dict(line.rsplit(" ", 1) for line in printed.splitlines())
