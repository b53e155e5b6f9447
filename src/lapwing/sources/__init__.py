"""A place → raw items. ``collect`` walks files, folders and standard input and yields what it finds there.

What comes in: paths, or ``-`` for standard input. What goes out, one at a time and in a fixed order:
:class:`~lapwing.records.RawItem` for each article, and an :class:`~lapwing.records.Issue` for each file,
row, line or record that cannot be one. Nothing is decoded beyond what it takes to find the articles of a
table or of a web archive. ``collect`` never fetches: that is for :class:`lapwing.sources.web.Fetcher` alone.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lapwing.records import Issue, RawItem
from lapwing.sources.files import items_at, items_of_stdin

__all__ = ["collect"]


def collect(paths: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[RawItem | Issue]:
    """The articles at ``paths``, in the order given; a folder is walked in sorted order.

    ``-`` reads ``stdin`` (bytes): lines of JSON when the first line is a JSON object, else one document.
    Tables (``.jsonl``, ``.csv``) and web archives (``.warc``, ``.warc.gz``, ``.wacz``) of any size are
    streamed; any other file is read whole and may have at most 50 MB. A path that does not exist, a file that
    cannot be read, a row without text: each is an ``Issue``, and the rest goes on. No exception is raised for
    what a place contains.
    """
    for path in paths:
        if str(path) == "-":
            yield from items_of_stdin(stdin)
        else:
            yield from items_at(Path(path))
