"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lapwing.errors import ExportError


@contextmanager
def whole_file(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file that appears under its name only once the block has ended well.

    Raises ``ExportError`` when the name is taken and ``force`` is not given, and when the file cannot be
    written. Whatever goes wrong, an older file of the name is left as it was.
    """
    path = path.resolve()
    _refuse(path, force)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _refuse(path, force)
        part.replace(path)
    except OSError as error:
        raise ExportError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Check that the folder exists, that you may write to it and that the disk is not full.",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _refuse(path: Path, force: bool) -> None:
    if path.is_dir():
        raise ExportError(f"{path} is a folder.", hint="Name a file in it.")
    if path.exists() and not force:
        raise ExportError(f"{path} exists already.", hint="Name another file, or overwrite it with --force.")
