"""Tables of articles, JSON lines and CSV, row by row in constant memory."""

import codecs
import csv
import io
import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from lapwing.records import Issue, RawItem
from lapwing.sources.columns import has_text, row_item
from lapwing.sources.reasons import issue

MAX_DOCUMENT_BYTES = 50_000_000
MB_LIMIT = MAX_DOCUMENT_BYTES // 1_000_000
_BLOCK = 1 << 20
_DELIMITERS = ",;\t|"


def jsonl_items(stream: BinaryIO, name: str, *, first: int = 1) -> Iterator[RawItem | Issue]:
    """The articles of a file of JSON lines; an issue with its line for each line that is none.

    ``first`` is the number of the stream's first line. Blank lines are passed over.
    """
    for number, line in enumerate(_lines(stream), first):
        origin = f"{name}:{number}"
        if number == 1 and line is not None:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield issue("bad_encoding", name)
                return
            line = line.removeprefix(codecs.BOM_UTF8)
        if line is None:
            yield issue("too_large", origin, size=f"over {MB_LIMIT}", limit=MB_LIMIT)
        elif line.strip():
            yield _json_item(line, origin)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of the stream, ``None`` for one that is longer than a document may be."""
    while line := stream.readline(MAX_DOCUMENT_BYTES):
        if len(line) < MAX_DOCUMENT_BYTES or line.endswith(b"\n"):
            yield line
            continue
        rest = stream.readline(_BLOCK)
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_BLOCK)
        yield None


def _json_item(line: bytes, origin: str) -> RawItem | Issue:
    try:
        row = json.loads(line)
    except UnicodeDecodeError:
        return issue("bad_row", origin, why="it is not in UTF-8")
    except json.JSONDecodeError as fault:
        return issue("bad_row", origin, why=f"it is not JSON ({fault.msg} at column {fault.colno})")
    except (ValueError, RecursionError):
        return issue("bad_row", origin, why="its JSON is nested too deeply or has a number too long")
    if not isinstance(row, dict):
        return issue("bad_row", origin, why=f"it is a JSON {type(row).__name__}, not an object")
    return row_item(row, origin)


def is_json_row(line: bytes) -> bool:
    """Whether the line is one JSON object, as the lines of a ``.jsonl`` are."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def csv_items(stream: BinaryIO, name: str) -> Iterator[RawItem | Issue]:
    """The articles of a table whose first row names the columns; fields may hold whole articles.

    The delimiter is the one of ``, ; tab |`` that splits the first row most. The stream has to be seekable:
    it is read once for its encoding and once for its rows. Rows count from the header, which is row 1.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    text = io.TextIOWrapper(stream, encoding=_encoding(stream), errors="replace", newline="")
    try:
        header = text.readline(_BLOCK)
        text.seek(0)
        delimiter = max(_DELIMITERS, key=header.count)
        rows = csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
        columns = next(rows, [])
        if not has_text(columns):
            listed = ", ".join(column.strip()[:40] for column in columns[:20]) or "the table is empty"
            yield issue("bad_header", name, columns=listed)
            return
        yield from _csv_rows(rows, columns, name)
    except csv.Error as fault:
        yield issue("bad_row", name, why=f"the table breaks off ({fault})")
    finally:
        text.detach()


def _csv_rows(rows: Iterator[list[str]], columns: list[str], name: str) -> Iterator[RawItem | Issue]:
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        origin = f"{name}:{number}"
        if len(cells) > len(columns):
            why = f"it has {len(cells)} fields, the header {len(columns)}; an unquoted delimiter in a field?"
            yield issue("bad_row", origin, why=why)
        else:
            yield row_item(dict(zip(columns, cells, strict=False)), origin)


def _encoding(stream: BinaryIO) -> str:
    """UTF-8 when the whole stream is, UTF-16 by its mark, else Windows-1252; the stream is rewound.

    A table is not guessed at further: a sample of it may be plain ASCII, and the first accent come late.
    """
    start = stream.read(4)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := stream.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        stream.seek(0)
    return "utf-8-sig"
