"""Web archives (WARC and WACZ) → the pages, PDFs and texts in them, record by record in bounded memory."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from lapwing.records import Issue, RawItem
from lapwing.sources.reasons import Fault, issue
from lapwing.sources.tables import MAX_DOCUMENT_BYTES, MB_LIMIT
from lapwing.sources.unpacking import unpacked
from lapwing.sources.warc import ITEM

SUFFIXES = (".warc", ".warc.gz", ".wacz")
# Text packs to a tenth and pages that repeat themselves to a fiftieth; gzip goes to a thousandth. The
# allowance is for small files, whose records may be all alike. Set by judgement.
RATIO, ALLOWANCE = 100, 100_000_000
_DERIVED = "urn:text"  # the text that a browser crawler took from a page which stands beside it
_GZIP_MAGIC = b"\x1f\x8b"
_STEP = 1 << 16
_READ = frozenset({
    "text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown", "text/x-markdown",
})  # fmt: skip


def is_archive(name: str) -> bool:
    """Whether a file of that name is a web archive."""
    return name.lower().endswith(SUFFIXES)


def archive_items(stream: BinaryIO, name: str) -> Iterator[RawItem | Issue]:
    """The documents of the web archive in ``stream``, which has to be seekable, in its order.

    Taken are responses of status 200 and resources that are HTML, PDF or text; revisits, requests and what
    describes a crawl are passed over. An item's name is the address that was archived, its ``metadata`` hold
    ``WARC-Date``; an item that Lapwing kept comes back as it was. Damage, bombs and records of more than
    50 MB are issues.
    """
    if name.lower().endswith(".wacz"):
        yield from _wacz_items(stream, name)
        return
    yield from _warc_items(_Checked(stream), name)


class _Records(WARCIterator):  # type: ignore[misc]
    """warcio's records, without its warnings on standard error; they are counted in ``err_count``."""

    INC_RECORD = ""


class _Checked:
    """A stream that ends at damage or at a bomb, and says so in ``fault``; gzip is unpacked."""

    def __init__(self, stream: Any) -> None:
        self._raw = _Counted(stream)
        head = self._raw.read(2)
        self._raw.unread(head)
        self._inner: Any = gzip.GzipFile(fileobj=self._raw) if head == _GZIP_MAGIC else self._raw  # type: ignore[call-overload]
        self._given = 0
        self.fault: str | None = None
        self.is_bomb = False

    def read(self, size: int = _STEP) -> bytes:
        """Some of the bytes, at most ``size``; none at the end or where it is damaged."""
        if self.fault is not None:
            return b""
        try:
            data: bytes = self._inner.read1(min(size, _STEP))
        except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as fault:
            self.fault = str(fault)[:200].lower()
            return b""
        self._given += len(data)
        if self._given > RATIO * self._raw.count + ALLOWANCE:
            self.fault, self.is_bomb = "bomb", True
            return b""
        return data


class _Counted:
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._back = b""
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._back:
            data, self._back = self._back[:size], self._back[size:]
            return data
        fresh: bytes = self._stream.read(size)
        self.count += len(fresh)
        return fresh

    def read1(self, size: int = -1) -> bytes:
        """The next bytes, as ``read`` gives them."""
        return self.read(size)

    def unread(self, data: bytes) -> None:
        """Puts the bytes back, to be read first."""
        self._back = data + self._back


def _warc_items(stream: _Checked, name: str) -> Iterator[RawItem | Issue]:
    count = told = 0
    # What is in a response is parsed below: warcio fails at records that have no address.
    records = _Records(stream, no_record_parse=True)
    try:
        for record in records:
            for found in _record_items(record, stream, name):
                yield found
                told += 1
            count += 1
    except (ArchiveLoadFailed, EOFError, ValueError) as fault:
        if stream.fault is None:
            reason = "archive_damaged" if count else "bad_archive"
            yield issue(reason, name, count=count, why=_short(fault))
            return
    if stream.is_bomb:
        yield issue("archive_bomb", name, ratio=RATIO)
    elif stream.fault is not None:
        yield issue("archive_damaged", name, count=count, why=stream.fault)
    elif records.err_count:
        yield issue("archive_damaged", name, count=count, why="a record is longer than it says")
    elif not told:
        yield issue("archive_nothing", name)


def _record_items(record: Any, stream: _Checked, name: str) -> Iterator[RawItem | Issue]:
    http = _http(record)
    media_type = _media_type(record, http)
    said = record.rec_headers.get_header(ITEM)
    if media_type is None and said is None:
        return
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    origin = address or name
    try:
        data = _payload(record.raw_stream, http)
    except Fault as fault:
        if fault.reason == "short_body" and stream.fault is not None:
            return  # the damage is told once, for the archive
        if fault.reason == "answer_too_large":
            yield issue("record_too_large", origin, limit=MB_LIMIT)
        else:
            yield issue("record_damaged", origin, why=str(fault))
        return
    if said is not None:
        yield _own_item(said, data, origin)
        return
    if not data:
        return
    date = record.rec_headers.get_header("WARC-Date")
    yield RawItem(
        name=origin,
        data=data,
        media_type=media_type,
        url=address if address.lower().startswith(("http://", "https://")) else None,
        metadata={"WARC-Date": date} if date else {},
    )


def _own_item(said: str, data: bytes, origin: str) -> RawItem | Issue:
    """An item that Lapwing kept, with all that its source had said about it."""
    try:
        return RawItem.model_validate({**json.loads(said), "data": data})
    except (TypeError, ValueError):
        return issue("record_damaged", origin, why=f"its header {ITEM} cannot be read")


def _http(record: Any) -> StatusAndHeaders | None:
    """The status and headers of a response; ``None`` for other records and where they are damaged."""
    if record.rec_type != "response" or record.rec_headers.get_header("WARC-Target-URI") is None:
        return None
    try:
        return StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0"]).parse(record.raw_stream)
    except (StatusAndHeadersParserException, EOFError):
        return None


def _media_type(record: Any, http: StatusAndHeaders | None) -> str | None:
    """The media type of a record that is a document, with its parameters; ``None`` for all others."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "resource" and not address.startswith(_DERIVED):
        said = record.content_type
    elif http is not None and http.get_statuscode() == "200":
        said = http.get_header("Content-Type")
    else:
        return None
    return said if said and said.partition(";")[0].strip().lower() in _READ else None


def _payload(raw: Any, http: StatusAndHeaders | None) -> bytes:
    """The document's bytes, unpacked. Raises ``Fault``."""
    stream, packing = raw, ""
    if http is not None:
        packing = http.get_header("Content-Encoding") or ""
        if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
            stream = ChunkedDataReader(stream)
    data = unpacked(_parts(stream), packing, limit=MAX_DOCUMENT_BYTES)
    for _ in _parts(raw):
        pass  # what follows the last chunk, so that what is missing can be told
    if getattr(raw, "limit", 0):
        raise Fault("short_body", why="the record is shorter than it says")
    return data


def _parts(stream: Any) -> Iterator[bytes]:
    while part := stream.read(_STEP):
        yield part


def _wacz_items(stream: BinaryIO, name: str) -> Iterator[RawItem | Issue]:
    try:
        with zipfile.ZipFile(stream) as package:
            members = [
                member
                for member in package.infolist()
                if member.filename.startswith("archive/") and is_archive(member.filename)
            ]
            if not members:
                yield issue("bad_archive", name, why="it holds no archive/*.warc.gz")
            for member in members:
                yield from _member_items(package, member, name)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as fault:
        yield issue("bad_archive", name, why=_short(fault))


def _member_items(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[RawItem | Issue]:
    origin = f"{name}#{member.filename}"
    if member.file_size > RATIO * member.compress_size + ALLOWANCE:
        yield issue("archive_bomb", origin, ratio=RATIO)
        return
    try:
        opened = package.open(member)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as fault:  # a password, an unknown packing
        yield issue("bad_archive", origin, why=_short(fault))
        return
    with opened:
        yield from _warc_items(_Checked(opened), origin)


def _short(fault: Exception) -> str:
    return (" ".join(str(fault).split())[:200] or type(fault).__name__).lower()
