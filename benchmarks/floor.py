"""The floor that speed is measured against: reading the same texts and splitting them into sentences.

python -m benchmarks.floor FILE --workers 2
"""

import argparse
import json
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lapwing.documents import read
from lapwing.records import Issue, RawItem
from lapwing.sources import collect
from lapwing.text import sentences


def sentences_in(item: RawItem) -> int:
    """How many sentences the item's document has."""
    document = read(item).document
    return len(sentences(document.text)) if document else 0


def main() -> None:
    parser = argparse.ArgumentParser(description="Read texts and split them into sentences.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    items = [item for item in collect([given.file]) if not isinstance(item, Issue)]
    began = time.perf_counter()
    with ProcessPoolExecutor(given.workers) as pool:
        found = sum(pool.map(sentences_in, items, chunksize=8))
    seconds = time.perf_counter() - began
    print(json.dumps({"documents": len(items), "sentences": found, "seconds": seconds}))


if __name__ == "__main__":
    main()
