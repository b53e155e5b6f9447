"""Builds the training corpus of the learned coder: sources joined, near-duplicates apart, parts and counts.

    python -m training.build --config training/learned.yaml

prints how many articles and events each source gives. The config names the sources. Every article belongs to
one of two halves, by a hash of its id: the linear models that weigh a network's scores must see those of a
network that has not learned from the article, so one network is trained on each half, and what ships is
trained on both.

Articles that share much of their text with an article set apart (development, founding article) are left out;
those that share much with an earlier article belong to its half. A source with ``network_only`` teaches the
shipped network alone.
"""

from __future__ import annotations

import argparse
import itertools
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lapwing.text import words
from training import corpus, public, standoff
from training.corpus import Row
from training.heldback import held_back
from training.public import muc4

_RUN = 5  # words of a shingle
# Share of the shorter article's shingles; wire copies in the pool share 0.5 and more, others hardly any.
_ALIKE = 0.3


@dataclass(frozen=True)
class Article:
    """An article with its gold, where it is from, and to which half (0 or 1) it belongs; ``None`` for no half."""

    row: Row
    source: str
    half: int | None
    weight: float = 1.0


def build(config: dict[str, Any], root: Path) -> list[Article]:
    """All articles of the sources, without near-duplicates of those set apart."""
    apart = Shingles()
    for row in corpus.read([root / path for path in config["apart"]]):
        apart.add(row["text"], 0)
    taken = Shingles()
    articles = []
    for source in config["sources"]:
        for row in rows_of(source, root):
            if apart.like(row["text"]) is not None:
                continue
            half = taken.like(row["text"])
            if half is not None and source.get("new_only"):
                continue
            if half is None:
                half = zlib.crc32(row["doc_id"].encode()) % 2
            taken.add(row["text"], half)
            belongs = None if source.get("network_only") else half
            articles.append(Article(row, source["name"], belongs, source.get("weight", 1.0)))
    return articles


def rows_of(source: dict[str, Any], root: Path) -> Iterable[Row]:
    """The articles of one source of the config, in the scorer's format."""
    if "labels" in source:
        return standoff.join(root / source["labels"], root / source["pool"])
    if "bucket" in source:
        rows = standoff.read_lines(root / source["pool"])
        return [
            {**row, "events": []}
            for row in rows
            if row["bucket"] == source["bucket"] and not held_back(row["doc_id"])
        ]
    files = sorted(path for pattern in source["files"] for path in root.glob(pattern))
    if "fillers" in source:
        return [row for path in files for row in muc4.documents(path)]
    if "public" in source:
        return [row for path in files for row in public.rows(source["public"], path)]
    return corpus.read(files)


class Shingles:
    """Finds articles that share much of their text with earlier ones."""

    def __init__(self) -> None:
        self._seen: dict[int, list[int]] = {}
        self._sizes: list[int] = []
        self._halves: list[int] = []

    def add(self, text: str, half: int) -> None:
        """Keep an article's shingles under its half."""
        shingles = _shingles(text)
        for shingle in shingles:
            self._seen.setdefault(shingle, []).append(len(self._sizes))
        self._sizes.append(len(shingles))
        self._halves.append(half)

    def like(self, text: str) -> int | None:
        """The half of the article that is most alike (the first of equals), if it is enough; else ``None``."""
        shingles = _shingles(text)
        shared = Counter(number for shingle in shingles for number in self._seen.get(shingle, ()))
        if not shared:
            return None
        shares = {number: times / min(len(shingles), self._sizes[number]) for number, times in shared.items()}
        number = max(shares, key=lambda n: (shares[n], -n))
        return self._halves[number] if shares[number] >= _ALIKE else None


def _shingles(text: str) -> set[int]:
    forms = [word.form for word in words(text)]
    runs = (" ".join(forms[i : i + _RUN]) for i in range(max(1, len(forms) - _RUN + 1)))
    return {zlib.crc32(run.encode()) for run in runs}


def report(articles: Sequence[Article]) -> str:
    """How many articles and events each source gives each half, and the events by type."""
    lines = [f"{'source':24s}{'half':10s}{'articles':>9s}{'without':>9s}{'events':>8s}{'optional':>9s}"]
    for source, half in itertools.product(sorted({a.source for a in articles}), (0, 1, None)):
        rows = [a.row for a in articles if (a.source, a.half) == (source, half)]
        if not rows:
            continue
        events = [event for row in rows for event in row["events"]]
        quiet = sum(not row["events"] for row in rows)
        optional = sum(bool(event.get("optional")) for event in events)
        named = "none" if half is None else ("first", "second")[half]
        lines.append(f"{source:24s}{named:10s}{len(rows):9d}{quiet:9d}{len(events):8d}{optional:9d}")
    types = Counter(event["type"] for a in articles for event in a.row["events"])
    lines.append("  ".join(f"{name} {n}" for name, n in types.most_common()))
    return "\n".join(lines)


def read_config(path: Path) -> dict[str, Any]:
    """The training configuration."""
    config: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return config


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--config", type=Path, required=True)
    given = parser.parse_args()
    print(report(build(read_config(given.config), Path.cwd())))


if __name__ == "__main__":
    main()
