"""What was collected, kept for good: WARC files that are only ever added to, and never twice by two programs.

Each record is a gzip member of its own, so that an item is found by its offset; its payload is the item's
bytes, and the header ``Lapwing-Item`` has all else that the source said about it as JSON. Any tool for web
archives reads the files. A program writes into new files only and makes what it wrote durable before it says
so: one that is killed leaves at most a torn end that no capture points to.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from lapwing.errors import ArchiveError
from lapwing.records import Capture, RawItem, content_id
from lapwing.sources.warc import HttpHead, item_member, item_of, warcinfo_member

LIMIT = 1_000_000_000  # bytes of a file; the size that the WARC standard recommends
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MOST_SAID = 400_000_000  # bytes of a record beside its payload: all columns of a row of 50 MB, escaped
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change line ends otherwise


def capture_id(item: RawItem, *, published: dt.date | None = None) -> str:
    """The id of the capture of this very item: the same name, bytes and other fields have the same.

    ``published`` is the publication date as a person gave it for the item.
    """
    digest = hashlib.sha256(item.data).hexdigest()
    day = published.isoformat() if published else ""
    return content_id("cap", item.name, digest, said_json(item), day)


def said_json(item: RawItem) -> str:
    """All fields of the item but its bytes, as one line of ASCII."""
    said = item.model_dump(mode="json", exclude={"data"}, exclude_defaults=True)
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


class Archive:
    """The folder with everything that was collected. Use it in a ``with`` block, or close it.

    Nothing is written or made before the first item is kept. Not for several threads at once; any number of
    programs may keep into one folder at the same time.
    """

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        self.folder = folder
        self._limit = limit
        self._file: _File | None = None

    def keep(
        self,
        item: RawItem,
        *,
        source: str = "",
        retrieved: dt.datetime,
        http: HttpHead | None = None,
        published: dt.date | None = None,
    ) -> Capture:
        """Keeps one item, durably; see :meth:`append`."""
        capture = self.append(item, source=source, retrieved=retrieved, http=http, published=published)
        self.sync()
        return capture

    def append(
        self,
        item: RawItem,
        *,
        source: str = "",
        retrieved: dt.datetime,
        http: HttpHead | None = None,
        published: dt.date | None = None,
    ) -> Capture:
        """Takes the item in; it is kept when :meth:`sync` has returned, and the capture must not be used before.

        ``retrieved`` has a zone. ``http`` is how the server answered, where the item was fetched; ``published``
        the publication date as a person gave it. Raises ``ArchiveError`` when nothing can be written.
        """
        capture = capture_id(item, published=published)
        member = item_member(item, said=said_json(item), retrieved=retrieved, http=http, capture_id=capture)
        file = self._open(retrieved)
        offset = file.take(member.data)
        return Capture(
            capture_id=capture,
            name=item.name,
            source=source,
            retrieved=retrieved,
            sha256=member.sha256,
            size=len(item.data),
            media_type=item.media_type,
            archive=file.name,
            offset=offset,
            length=len(member.data),
            published=published,
        )

    def sync(self) -> None:
        """Makes all that was appended durable. Raises ``ArchiveError``; then none of it was kept."""
        if self._file is None:
            return
        try:
            self._file.sync()
        except OSError as error:
            self._file.abandon()
            self._file = None
            raise _cannot_write(self.folder, error) from error

    def read(self, capture: Capture) -> RawItem:
        """The item as it was kept. Raises ``ArchiveError`` when it is missing or has been changed."""
        if Path(capture.archive).name != capture.archive:
            raise _changed(capture, "its file is not one of the archive")
        path = self.folder / capture.archive
        try:
            with path.open("rb") as file:
                file.seek(capture.offset)
                packed = file.read(capture.length)
        except FileNotFoundError as error:
            raise ArchiveError(
                f"The archive {self.folder} lacks {capture.archive}, where {capture.name} was kept.",
                hint="Put the file back, or say where the archive is: archive in lapwing.toml, or LAPWING_ARCHIVE.",
            ) from error
        except OSError as error:
            raise ArchiveError(
                f"{path} cannot be read: {error.strerror or error}.",
                hint="Check the disk and the permissions of the archive.",
            ) from error
        return self._verified(packed, capture)

    def close(self) -> None:
        """Lets go of the file. What was appended and not synced is not kept."""
        if self._file is not None:
            self._file.abandon()
            self._file = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _verified(self, packed: bytes, capture: Capture) -> RawItem:
        try:
            item = item_of(packed, most=capture.size + _MOST_SAID)
        except ValueError as error:
            raise _changed(capture, str(error)) from error
        if hashlib.sha256(item.data).hexdigest() != capture.sha256:
            raise _changed(capture, "its SHA-256 is another")
        if capture_id(item, published=capture.published) != capture.capture_id:
            raise _changed(capture, "what the source said about it is something else")
        return item

    def _open(self, retrieved: dt.datetime) -> _File:
        """The file to write to: a new one at first, and again when it is full."""
        if self._file is not None and self._file.size >= self._limit:
            self.sync()
            self.close()
        if self._file is None:
            try:
                self._file = _File.create(self.folder, retrieved)
            except OSError as error:
                raise _cannot_write(self.folder, error) from error
        return self._file


class _File:
    """One WARC file of this program: what has been made durable of it, and what waits to be."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self.name = path.name
        self._path = path
        self._descriptor = descriptor
        self._durable = 0
        self._waiting = bytearray()

    @classmethod
    def create(cls, folder: Path, began: dt.datetime) -> _File:
        """A file that did not exist before, named after the time and a counter."""
        folder.mkdir(parents=True, exist_ok=True)
        stamp = f"{began.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
        number = 1
        while True:
            path = folder / f"lapwing-{stamp}-{number:05}.warc.gz"
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
            except FileExistsError:
                number += 1
                continue
            made = cls(descriptor, path)
            made.take(warcinfo_member(path.name, began).data)
            _sync_folder(folder)
            _sync_folder(folder.parent)
            return made

    @property
    def size(self) -> int:
        """Bytes, with those that wait."""
        return self._durable + len(self._waiting)

    def take(self, data: bytes) -> int:
        """Adds the bytes to those that wait; returns their offset in the file."""
        offset = self.size
        self._waiting += data
        return offset

    def sync(self) -> None:
        """Writes what waits, and returns when the disk has it."""
        if not self._waiting:
            return
        left = memoryview(self._waiting)
        try:
            while left:
                left = left[os.write(self._descriptor, left) :]
        finally:
            left.release()
        os.fsync(self._descriptor)
        self._durable += len(self._waiting)
        self._waiting.clear()

    def abandon(self) -> None:
        """Cuts off what is not durable, as far as the disk lets us, and closes the file."""
        with suppress(OSError):  # a torn end does no harm: no capture points to it
            os.ftruncate(self._descriptor, self._durable)
        os.close(self._descriptor)
        if not self._durable:
            with suppress(OSError):
                self._path.unlink()


def _sync_folder(folder: Path) -> None:
    """Makes the names in the folder durable, where the system can (Windows does so by itself)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cannot_write(folder: Path, error: OSError) -> ArchiveError:
    if error.errno in _FULL:
        return ArchiveError(
            f"The archive {folder} cannot grow: the disk is full.",
            hint="Free some space and run the same command again; nothing that was kept before is lost.",
        )
    return ArchiveError(
        f"The archive {folder} cannot be written: {error.strerror or error}.",
        hint="Check the permissions, or name another folder: archive in lapwing.toml, or LAPWING_ARCHIVE.",
    )


def _changed(capture: Capture, why: str) -> ArchiveError:
    return ArchiveError(
        f"{capture.archive} no longer holds {capture.name} as it was kept: {why}.",
        hint="Restore the archive from a copy, or collect the article again.",
    )
