"""Labels of articles whose text is not ours to copy: document id, hash, offsets and values, no running text.

    python -m training.standoff LABELS.yaml... --pool POOL.jsonl --out training/labels/pool.jsonl

turns hand labels with quotes (the form of ``training/corpus.py``) into stand-off labels; :func:`join` puts
them together with the texts again. A value that does not stand in the text is dropped and counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from lapwing.errors import GoldError
from training import corpus
from training.corpus import Row

_VERBATIM = ("place", "attributed_to")
_LISTS = ("actors", "targets")


def label(documents: Iterable[Row], texts: dict[str, Row]) -> tuple[list[Row], Counter[str]]:
    """Stand-off labels of hand-labelled documents, and how many values were dropped, by field.

    Raises ``GoldError`` with every fault found, such as a document that ``texts`` does not hold.
    """
    faults: list[str] = []
    dropped: Counter[str] = Counter()
    rows = []
    for document in documents:
        if document["doc_id"] not in texts:
            faults.append(f"{document['doc_id']}: not in the pool")
            continue
        text = texts[document["doc_id"]]["text"]
        events = []
        for given in document.get("events") or []:
            event = corpus.event(given, text, f"{document['doc_id']}: {given.get('id')}", faults)
            if event["evidence"]:
                events.append(_grounded(event, text, dropped))
        rows.append({"doc_id": document["doc_id"], "sha256": fingerprint(text), "events": events})
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        raise GoldError(f"{len(faults)} faults in the labels:\n{listed}")
    return sorted(rows, key=lambda row: str(row["doc_id"])), dropped


def _grounded(event: Row, text: str, dropped: Counter[str]) -> Row:
    """The event with offsets for the values that are words of the text, without those that are not."""
    near = event["evidence"][0]
    for name in _VERBATIM:
        if event[name] and not _stand(event, name, event[name], text, near):
            event[name] = None
            dropped[name] += 1
    if event["place"] is None:
        event["lat"] = event["lon"] = None
    for name in _LISTS:
        kept = [value for value in event[name] if _stand(event, name, value, text, near)]
        dropped[name] += len(event[name]) - len(kept)
        event[name] = kept
    return event


def _stand(event: Row, name: str, value: str, text: str, near: Row) -> bool:
    """Note where the value stands nearest to the report; false when it stands nowhere.

    It begins with a word, and where it can it ends with one: "men" is not in "governments", "car" is in "cars".
    """
    parts = str(value).split()
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in parts)
    found = [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)] if parts else []
    if not found:
        return False
    whole = [(start, end) for start, end in found if not text[end : end + 1].isalnum()]
    start, end = min(whole or found, key=lambda span: max(near["start"] - span[0], span[1] - near["end"], 0))
    event["evidence"].append({"field": name, "start": start, "end": end})
    return True


def fingerprint(text: str) -> str:
    """What says that a text is the one that was labelled."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def join(labels: Path, pool: Path) -> list[Row]:
    """The labelled articles in the scorer's format; raises ``GoldError`` when a text is not the labelled one."""
    texts = {row["doc_id"]: row for row in read_lines(pool)}
    rows = []
    for row in read_lines(labels):
        article = texts.get(row["doc_id"])
        if article is None or fingerprint(article["text"]) != row["sha256"]:
            raise GoldError(f"{row['doc_id']}: the pool does not hold the text that was labelled")
        rows.append({**{name: article[name] for name in ("doc_id", "published", "title", "url", "text")},
                     "events": row["events"]})  # fmt: skip
    return rows


def read_lines(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write stand-off labels."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    documents = [d for p in given.labels for d in yaml.safe_load(p.read_text(encoding="utf-8"))["documents"]]
    rows, dropped = label(documents, {row["doc_id"]: row for row in read_lines(given.pool)})
    given.out.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    events = sum(len(row["events"]) for row in rows)
    print(f"{len(rows)} documents, {events} events; values that stand nowhere: {dict(dropped)}")


if __name__ == "__main__":
    main()
