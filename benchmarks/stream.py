"""Measures the gate on a mixed stream of news, and rewrites its part of the page.

    python -m benchmarks.stream [--date 2026-01-31] [--shared ../shared] [--print]

The stream is mixed from the news pool as ``STREAM`` says, of articles that neither the coder nor its gate was
fitted on; where there are too few of a kind they come again under another id. What it costs without the gate is
worked out from a sample of each kind, coded in one process in the same run.
"""

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.page import Row, give_section, markdown_table, section_arguments
from benchmarks.processes import run
from benchmarks.quiet import POOL, taught
from lapwing.coding import EventCoder, get_coder
from lapwing.coding.gate import Gate, stored_gate
from lapwing.documents import read
from lapwing.evaluation import CodedDocument, read_coded
from lapwing.records import Document, RawItem
from training.heldback import held_back
from training.standoff import fingerprint, read_lines

ROOT = Path(__file__).resolve().parents[1]
CODER = "learned"
WORKERS = 2
LENGTH = 400  # articles
# Shares of the stream by bucket of the pool, assumed: nobody has counted a stream.
STREAM = {"relevant": 0.04, "hard_negative": 0.06, "negative": 0.90}
NAMES = {"relevant": "relevant news", "hard_negative": "hard negatives", "negative": "plain news"}
LEAST_RATE, LEAST_RECALL, MOST_PLAIN = 150.0, 0.995, 0.05
_SAMPLE = 12  # articles of each kind that are coded without the gate

Article = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of news: how many articles pass, in how many of them the coder then finds an event (not asked of
    relevant news), and the processor time in seconds that coding one takes without the gate.
    """

    name: str
    articles: int
    passed: int
    told: int | None
    seconds: float

    @property
    def share(self) -> float:
        """The share that passes."""
        return self.passed / self.articles


def main() -> None:
    given = section_arguments("Measure the gate on a mixed stream of news.").parse_args()
    gate = stored_gate(CODER)
    coder = get_coder(CODER, gate=False)
    assert isinstance(coder, EventCoder)
    pool = unseen(given.shared)
    kinds = {bucket: _kind(bucket, [document_of(a) for a in pool[bucket]], gate, coder) for bucket in STREAM}
    rows = [
        *_stream_rows(pool, kinds),
        *_recall_rows(given.shared, gate),
        *_passing_rows(kinds),
        _gate_row(pool, gate),
    ]
    body = "\n\n".join([_preamble(given, gate), markdown_table(row.cells for row in rows)])
    give_section("stream", body, given)


def unseen(shared: Path) -> dict[str, list[Article]]:
    """The articles of the pool by bucket that nothing was fitted on."""
    known = taught(shared)
    found: dict[str, list[Article]] = {bucket: [] for bucket in STREAM}
    for row in read_lines(shared / POOL):
        kept = row["bucket"] == "relevant" or held_back(row["doc_id"])
        if kept and fingerprint(row["text"]) not in known:
            found[row["bucket"]].append(row)
    return found


def mixed(pool: dict[str, list[Article]], length: int = LENGTH) -> list[Article]:
    """The stream: each kind in its share, spread evenly, every article under an id of its own."""
    placed = []
    for bucket, share in STREAM.items():
        number = round(share * length)
        for turn, article in enumerate(islice(cycle(pool[bucket]), number)):
            again = turn // len(pool[bucket])
            name = article["doc_id"] if not again else f"{article['doc_id']}-{again}"
            placed.append(((turn + 0.5) / number, {**article, "doc_id": name}))
    return [article for _, article in sorted(placed, key=lambda one: one[0])]


def document_of(article: Article) -> Document:
    """The article as it is read."""
    item = RawItem(
        name=article["doc_id"],
        data=article["text"].encode(),
        media_type="text/plain",
        doc_id=article["doc_id"],
        title=article["title"],
        published=article["published"],
    )
    document = read(item).document
    assert document is not None
    return document


def _kind(bucket: str, documents: Sequence[Document], gate: Gate, coder: EventCoder) -> Kind:
    passed = [document for document in documents if gate.passes(document)]
    told = sum(bool(coder.code(document).events) for document in passed) if bucket != "relevant" else None
    step = max(1, len(documents) // _SAMPLE)
    sample = documents[::step][:_SAMPLE]
    began = time.process_time()
    for document in sample:
        coder.code(document)
    seconds = (time.process_time() - began) / len(sample)
    return Kind(NAMES[bucket], len(documents), len(passed), told, seconds)


def _stream_rows(pool: dict[str, list[Article]], kinds: dict[str, Kind]) -> Iterator[Row]:
    stream = mixed(pool)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stream.jsonl"
        kept = ("doc_id", "text", "title", "published")
        lines = (json.dumps({name: article[name] for name in kept}) for article in stream)
        path.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "lapwing", "code", str(path), "--json"]
        floor = run(
            [sys.executable, "-m", "benchmarks.floor", str(path), f"--workers={WORKERS}"], folder=ROOT
        )
        timed = run([*command, f"--coder={CODER}", f"--workers={WORKERS}"], folder=ROOT)
    rate = len(stream) / timed.seconds
    within = json.loads(floor.printed)["seconds"]
    without = sum(STREAM[bucket] * kind.seconds for bucket, kind in kinds.items())
    mix = ", ".join(f"{share:.0%} {NAMES[bucket]}" for bucket, share in STREAM.items())
    yield Row(
        "documents a second, start included",
        f"{len(stream)} articles: {mix}; {WORKERS} processes",
        f"{rate:.1f} (floor {len(stream) / within:.0f}, ratio {timed.seconds / within:.1f}; "
        f"{1000 * timed.cpu_seconds / len(stream):.0f} ms of processor time each, "
        f"without the gate about {1000 * without:.0f} ms)",
        f"≥ {LEAST_RATE:.0f}",
        rate >= LEAST_RATE,
    )


def _recall_rows(shared: Path, gate: Gate) -> Iterator[Row]:
    passed, events = recall(read_coded(shared / "gold" / "dev.jsonl"), gate)
    yield Row(
        "events in documents that pass",
        "dev.jsonl",
        f"{passed / events:.3f} ({passed} of {events})",
        f"≥ {LEAST_RECALL}",
        passed / events >= LEAST_RECALL,
    )
    measured = _crossfitted()["measured"]
    yield Row(
        "events in documents that pass, by gates fitted on others",
        f"{measured['articles']} hand-coded and labelled articles",
        f"{measured['recall']:.3f} of {measured['events']}; {measured['with_events']:.3f} of the articles with any",
        f"≥ {LEAST_RECALL}",
        measured["recall"] >= LEAST_RECALL,
    )


def recall(documents: Sequence[CodedDocument], gate: Gate) -> tuple[int, int]:
    """How many events stand in documents that pass, and how many there are, optional ones not counted."""
    passed = events = 0
    for one in documents:
        wanted = sum(not event.optional for event in one.events)
        events += wanted
        passed += wanted * gate.passes(Document(doc_id=one.doc_id, text=one.text))
    return passed, events


def _passing_rows(kinds: dict[str, Kind]) -> Iterator[Row]:
    for bucket, kind in kinds.items():
        plain = bucket == "negative"
        told = "" if kind.told is None else f"; the coder finds events in {kind.told} of them"
        yield Row(
            f"share that passes: {kind.name}",
            f"{kind.articles} articles of the pool that nothing was fitted on",
            f"{kind.share:.3f} ({kind.passed}{told}); {1000 * kind.seconds:.0f} ms of processor time to code one",
            f"≤ {MOST_PLAIN}" if plain else "",
            kind.share <= MOST_PLAIN if plain else None,
        )
    others = _crossfitted()
    for source in ("LGL", "GeoVirus", "GeoWebNews"):
        given = others[source]
        data = f"{given['articles']} articles of {source}, some on attacks, by gates fitted on others"
        yield Row("share that passes: other news", data, f"{given['without']:.3f}")


def _gate_row(pool: dict[str, list[Article]], gate: Gate) -> Row:
    documents = [document_of(article) for articles in pool.values() for article in articles]
    began = time.process_time()
    for document in documents:
        gate.passes(document)
    each = (time.process_time() - began) / len(documents)
    return Row("processor time of the gate", "the same articles", f"{1000 * each:.2f} ms each")


def _crossfitted() -> dict[str, dict[str, Any]]:
    """What ``training.gate`` measured when the gate was fitted, by source."""
    stated = files("lapwing.coding.weights") / CODER / "gate.json"
    rows = json.loads(stated.read_text(encoding="utf-8"))["crossfitted"]
    return {row["source"]: row for row in rows}


def _preamble(given: argparse.Namespace, gate: Gate) -> str:
    return "\n".join(
        [
            "## The gate, on a stream of news",
            "",
            "Command: `python -m benchmarks.stream`  ",
            f"Day: {given.date or 'not stated'}  ",
            f"Gate: {gate.version}  ",
            f"Machine: {platform.system()} {platform.machine()}, Python {platform.python_version()}",
        ]
    )


if __name__ == "__main__":
    main()
