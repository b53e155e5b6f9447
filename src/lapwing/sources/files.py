"""Files, folders and standard input → raw items; the size is checked before a byte is read."""

import io
import os
import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from lapwing.records import Issue, RawItem
from lapwing.sources.archives import archive_items, is_archive
from lapwing.sources.reasons import issue
from lapwing.sources.tables import MAX_DOCUMENT_BYTES, MB_LIMIT, csv_items, is_json_row, jsonl_items

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
}
TABLES = {".jsonl": jsonl_items, ".ndjson": jsonl_items, ".csv": csv_items, ".tsv": csv_items}


def items_at(path: Path) -> Iterator[RawItem | Issue]:
    """The articles in a file, or in all files under a folder."""
    name = shown(path)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        yield issue("not_found", name)
        return
    except (OSError, ValueError) as fault:
        yield issue("unreadable", name, why=_why(fault))
        return
    if stat.S_ISDIR(mode):
        yield from _items_under(path)
    elif not stat.S_ISREG(mode):
        yield issue("not_a_file", name)
    elif path.suffix and not _known(path):
        yield issue("unknown_format", name, suffix=_suffix(path))
    else:
        yield from _items_in(path)


def items_of_stdin(stdin: BinaryIO | None) -> Iterator[RawItem | Issue]:
    """What was piped in: rows when the first line is a JSON object, else one document of at most 50 MB."""
    if stdin is None:
        yield issue("no_stdin", "-")
        return
    head = stdin.readline(MAX_DOCUMENT_BYTES)
    if is_json_row(head):
        yield from chain(jsonl_items(io.BytesIO(head), "-"), jsonl_items(stdin, "-", first=2))
        return
    data = head + stdin.read(MAX_DOCUMENT_BYTES + 1 - len(head))
    if len(data) > MAX_DOCUMENT_BYTES:
        yield issue("too_large", "-", size=f"over {MB_LIMIT}", limit=MB_LIMIT)
    else:
        yield RawItem(name="-", data=data)


def shown(path: Path) -> str:
    """The path as it may stand in a record: a name that is not UTF-8 keeps its readable part."""
    return os.fsencode(path).decode("utf-8", "replace")


def _items_under(folder: Path) -> Iterator[RawItem | Issue]:
    """All files under the folder, folder by folder in the order of their names.

    What is hidden (``.git``, ``.DS_Store``) is passed over, and a link to a folder is not followed, so that
    the walk ends.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as fault:
        yield issue("unreadable", shown(folder), why=_why(fault))
        return
    visible = [entry for entry in entries if not entry.name.startswith(".")]
    if not visible:
        yield issue("empty_folder", shown(folder))
    for entry in visible:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _items_under(path)
        elif entry.is_file() and not _known(path):
            yield issue("ignored", shown(path), suffix=_suffix(path))
        elif entry.is_dir():
            yield issue("ignored", shown(path), suffix="(a link to a folder)")
        else:
            yield from items_at(path)


def _items_in(path: Path) -> Iterator[RawItem | Issue]:
    name = shown(path)
    try:
        with path.open("rb") as stream:
            if is_archive(name):
                yield from archive_items(stream, name)
                return
            table = TABLES.get(path.suffix.lower())
            if table is not None:
                yield from table(stream, name)
                return
            # The size of the open file, so that what is measured is what is read.
            size = os.fstat(stream.fileno()).st_size
            if size > MAX_DOCUMENT_BYTES:
                yield issue("too_large", name, size=size // 1_000_000, limit=MB_LIMIT)
                return
            data = stream.read(MAX_DOCUMENT_BYTES)
    except OSError as fault:
        yield issue("unreadable", name, why=_why(fault))
        return
    yield RawItem(name=name, data=data, media_type=MEDIA_TYPES.get(path.suffix.lower()))


def _known(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in MEDIA_TYPES or suffix in TABLES or is_archive(path.name)


def _suffix(path: Path) -> str:
    return shown(Path(path.suffix)) if path.suffix else "(no ending)"


def _why(fault: OSError | ValueError) -> str:
    return (getattr(fault, "strerror", None) or str(fault)).lower()
