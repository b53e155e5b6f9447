"""Builds the training corpus of the learned coder: sources joined, near-duplicates apart, parts and counts.

    python -m training.build --config training/learned.yaml

prints how many articles and events each source gives. The config names the sources; each goes to a part:

- ``tagger``: the network learns from it;
- ``weights``: the linear models that weigh the network's scores learn from it, so the network must not have
  seen it;
- ``both``: every article goes to one of the two, by a hash of its id.

Articles that share much of their text with an article set apart (development, founding article) are left out;
those that share much with an article of the other part follow the first one.
"""

from __future__ import annotations

import argparse
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

_RUN = 5  # words of a shingle
# Share of the shorter article's shingles; wire copies in the pool share 0.5 and more, others hardly any.
_ALIKE = 0.3


@dataclass(frozen=True)
class Article:
    """An article with its gold, where it is from, and which part learns from it."""

    row: Row
    source: str
    part: str
    weight: float = 1.0


def build(config: dict[str, Any], root: Path) -> list[Article]:
    """All articles of the sources, without near-duplicates of those set apart."""
    apart = Shingles()
    for row in corpus.read([root / path for path in config["apart"]]):
        apart.add(row["text"], "apart")
    taken = Shingles()
    articles = []
    for source in config["sources"]:
        for row in rows_of(source, root):
            if apart.like(row["text"]):
                continue
            like = taken.like(row["text"])
            if like and source.get("new_only"):
                continue
            part = like or _part(source["part"], row["doc_id"])
            taken.add(row["text"], part)
            articles.append(Article(row, source["name"], part, source.get("weight", 1.0)))
    return articles


def rows_of(source: dict[str, Any], root: Path) -> Iterable[Row]:
    """The articles of one source of the config, in the scorer's format."""
    if "labels" in source:
        return standoff.join(root / source["labels"], root / source["pool"])
    if "bucket" in source:
        rows = standoff.read_lines(root / source["pool"])
        return [{**row, "events": []} for row in rows if row["bucket"] == source["bucket"]]
    files = sorted(path for pattern in source["files"] for path in root.glob(pattern))
    if "public" in source:
        return [row for path in files for row in public.rows(source["public"], path)]
    return corpus.read(files)


def _part(part: str, doc_id: str) -> str:
    if part != "both":
        return part
    return "tagger" if zlib.crc32(doc_id.encode()) % 2 else "weights"


class Shingles:
    """Finds articles that share much of their text with earlier ones."""

    def __init__(self) -> None:
        self._seen: dict[int, list[int]] = {}
        self._sizes: list[int] = []
        self._parts: list[str] = []

    def add(self, text: str, part: str) -> None:
        """Keep an article's shingles under its part."""
        shingles = _shingles(text)
        for shingle in shingles:
            self._seen.setdefault(shingle, []).append(len(self._sizes))
        self._sizes.append(len(shingles))
        self._parts.append(part)

    def like(self, text: str) -> str | None:
        """The part of the article that is most alike (the first of equals), if it is enough; else ``None``."""
        shingles = _shingles(text)
        shared = Counter(number for shingle in shingles for number in self._seen.get(shingle, ()))
        if not shared:
            return None
        shares = {number: times / min(len(shingles), self._sizes[number]) for number, times in shared.items()}
        number = max(shares, key=lambda n: (shares[n], -n))
        return self._parts[number] if shares[number] >= _ALIKE else None


def _shingles(text: str) -> set[int]:
    forms = [word.form for word in words(text)]
    runs = (" ".join(forms[i : i + _RUN]) for i in range(max(1, len(forms) - _RUN + 1)))
    return {zlib.crc32(run.encode()) for run in runs}


def report(articles: Sequence[Article]) -> str:
    """How many articles and events each source gives each part, and the events by type."""
    lines = [f"{'source':24s}{'part':10s}{'articles':>9s}{'without':>9s}{'events':>8s}{'optional':>9s}"]
    for source, part in sorted({(a.source, a.part) for a in articles}):
        rows = [a.row for a in articles if (a.source, a.part) == (source, part)]
        events = [event for row in rows for event in row["events"]]
        quiet = sum(not row["events"] for row in rows)
        optional = sum(bool(event.get("optional")) for event in events)
        lines.append(f"{source:24s}{part:10s}{len(rows):9d}{quiet:9d}{len(events):8d}{optional:9d}")
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
