"""False events on news without any: articles of the pool that were kept from training.

Which are kept is said by :mod:`training.heldback`. Left out are those that were labelled (or stand in the gold
of training under another id), for the network or its linear models learned from them. The plain ones were
sorted by subject; of 24 hard ones that were coded, 7 held events, so those given there are not all false.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.coded import code_file
from lapwing.coding import Coder
from training.heldback import held_back
from training.standoff import fingerprint, read_lines

POOL, GOLD = Path("data/news/pool.jsonl"), Path("gold/train.jsonl")
LABELS = Path(__file__).resolve().parents[1] / "training" / "labels"
# The first so many by id, which keeps the measure quick.
MOST = {"negative": 150, "hard_negative": 60}


@dataclass(frozen=True)
class Quiet:
    """Held-back articles of a bucket: their ids in order and the SHA-256 of their texts, the first twelve digits."""

    ids: tuple[str, ...]
    data: str


def quiet(shared: Path, bucket: str) -> Quiet:
    """The articles of a bucket of the pool that no model has learned from."""
    known = taught(shared)
    rows = {
        row["doc_id"]: fingerprint(row["text"])
        for row in read_lines(shared / POOL)
        if row["bucket"] == bucket and held_back(row["doc_id"])
    }
    ids = sorted(doc_id for doc_id, text in rows.items() if text not in known)[: MOST[bucket]]
    return Quiet(tuple(ids), hashlib.sha256(" ".join(rows[one] for one in ids).encode()).hexdigest()[:12])


def taught(shared: Path) -> set[str]:
    """The fingerprints of the news that was coded by hand or labelled, from which models learned."""
    known = {row["sha256"] for path in sorted(LABELS.glob("*.jsonl")) for row in read_lines(path)}
    return known | {fingerprint(row["text"]) for row in read_lines(shared / GOLD)}


def events_in(shared: Path, articles: Quiet, coder: Coder) -> Sequence[int]:
    """How many events each article that can be read was given."""
    coded = code_file(shared / POOL, coder, only=frozenset(articles.ids))
    return [len(one.coding.events) for one in coded]
