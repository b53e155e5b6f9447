"""Texts of the development data, coded as a user's would be: collected, read, coded.

    python -m benchmarks.coded FILE... [--coder NAME] [--reversed]

prints one line for each document, ``doc_id`` and the SHA-256 of its coding, in the order of the files.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lapwing import DEFAULT_CODER
from lapwing.coding import Coder, get_coder
from lapwing.documents import read
from lapwing.records import Coding, Document, Issue, RawItem, document_json
from lapwing.sources import collect


@dataclass(frozen=True)
class Coded:
    """A document with what the coder made of it."""

    document: Document
    coding: Coding

    def as_json(self) -> dict[str, Any]:
        """The document and its events as the scorer reads them."""
        return document_json(self.document, self.coding.events)

    def digest(self) -> str:
        """The SHA-256 of the coding as it is written."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()


def code_file(path: Path, coder: Coder, *, only: frozenset[str] | None = None) -> list[Coded]:
    """Every document of a ``.jsonl`` file, coded; what cannot be read is left out and said on stderr."""
    return [Coded(document, coder.code(document)) for document in documents_of(path, only=only)]


def documents_of(path: Path, *, only: frozenset[str] | None = None) -> Iterator[Document]:
    """The documents of a ``.jsonl`` file; lines of annotated sets have ``id`` instead of ``doc_id``.

    With ``only`` those of these ids.
    """
    with path.open(encoding="utf-8") as lines:
        annotated = "doc_id" not in json.loads(next(lines))
    for item in _annotated_items(path) if annotated else collect([path]):
        if isinstance(item, Issue):
            print(f"{item.origin}: {item.message}", file=sys.stderr)
            continue
        if only is not None and item.doc_id not in only:
            continue
        reading = read(item)
        if reading.document is None:
            print(f"{item.name}: {reading.issues[0].message}", file=sys.stderr)
        else:
            yield reading.document


def _annotated_items(path: Path) -> Iterator[RawItem]:
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            row = json.loads(line)
            yield RawItem(
                name=f"{path.name}#{row['id']}",
                data=row["text"].encode(),
                media_type="text/plain",
                doc_id=str(row["id"]),
                published=row.get("dateline_date") or row.get("dct") or row.get("date"),
            )


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--coder", default=DEFAULT_CODER)
    parser.add_argument("--reversed", action="store_true", help="code the documents last to first")
    given = parser.parse_args(None if arguments is None else list(arguments))
    coder = get_coder(given.coder)
    for path in given.files:
        documents = list(documents_of(path))
        if given.reversed:
            documents.reverse()
        coded = [Coded(document, coder.code(document)) for document in documents]
        for one in sorted(coded, key=lambda one: one.document.doc_id):
            print(one.document.doc_id, one.digest())


if __name__ == "__main__":
    main()
