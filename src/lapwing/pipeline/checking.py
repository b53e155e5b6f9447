"""Whether everything that was collected is still kept as it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lapwing.errors import ArchiveError

if TYPE_CHECKING:
    from lapwing.store import Snapshot


@dataclass(frozen=True)
class ArchiveFault:
    """An item that the archive lacks or holds otherwise than it was collected."""

    capture_id: str
    name: str
    message: str


def archive_faults(view: Snapshot, folder: Path) -> Iterator[ArchiveFault]:
    """Reads every item that the store knows of from the archive in ``folder``; gives those that fail."""
    from lapwing.sources.keeping import Archive

    with Archive(folder) as archive:
        for stored in view.captures.every():
            capture = stored.capture
            try:
                archive.read(capture)
            except ArchiveError as error:
                yield ArchiveFault(capture.capture_id, capture.name, f"{capture.capture_id}: {error}")
