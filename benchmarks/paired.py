"""The time of the whole pipeline beside that of the tagger's encoder alone, on the same texts in one process.

    python -m benchmarks.paired FILE [--limit 40]

Document by document, what is read and coded first is then encoded alone, so that a busy machine slows both
alike. What stops documents early is left out. Prints seconds of processor time as JSON.
"""

import argparse
import json
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from lapwing.coding.coder import learned_coder
from lapwing.coding.tagger import shipped
from lapwing.coding.tagger.pieces import Pieces
from lapwing.documents import read
from lapwing.records import Document, Issue, RawItem
from lapwing.sources import collect
from lapwing.text import sentences

_WARMING = 5  # documents read before the clock runs: tables load when they are first asked for


def pair(items: Sequence[RawItem]) -> dict[str, float]:
    """How many documents, and the seconds of processor time that ``pipeline`` and ``encoder`` took on them."""
    coder, reader = learned_coder().ungated(), shipped.reader()
    spent = {"documents": 0.0, "pipeline": 0.0, "encoder": 0.0}
    warming = items[:_WARMING]
    for number, item in enumerate([*warming, *items]):
        began = time.process_time()
        document = read(item).document
        if document is None:
            continue
        coder.code(document)
        coded = time.process_time()
        pieces = _pieces(document)
        ready = time.process_time()
        reader.encoder.vectors(pieces)
        encoded = time.process_time()
        if number >= len(warming):
            spent["documents"] += 1
            spent["pipeline"] += coded - began
            spent["encoder"] += encoded - ready
    return spent


def _pieces(document: Document) -> Pieces:
    return shipped.reader().vocabulary.pieces(document.text, sentences(document.text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, help="read only so many of the texts")
    given = parser.parse_args()
    items = (item for item in collect([given.file]) if not isinstance(item, Issue))
    print(json.dumps(pair(list(islice(items, given.limit)))))


if __name__ == "__main__":
    main()
