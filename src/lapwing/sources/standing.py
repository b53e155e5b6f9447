"""Whether anything at a path is other than it was, without reading it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def state_of(path: Path) -> str | None:
    """The same text as long as no file at the path is added, taken away or written to.

    It is made of the names, sizes and times of change of all files; ``None`` where they cannot be had, which
    is no state that anything can be compared with.
    """
    digest = hashlib.sha256()
    try:
        for file in _files_at(path):
            about = file.stat()
            times = f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}"
            digest.update(os.fsencode(file) + b"\0" + times.encode() + b"\0")
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def _files_at(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [Path(folder) / name for folder, _, names in os.walk(path, onerror=_raise) for name in names]
    return sorted(found, key=os.fsencode)


def _raise(error: OSError) -> None:
    raise error
