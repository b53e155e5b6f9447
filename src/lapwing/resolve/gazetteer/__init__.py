"""The gazetteer: names of places to places, offline, from one read-only SQLite file.

:func:`gazetteer` gives the shipped one; :meth:`Gazetteer.open` any other, such as one that
:func:`build_from_dump` made of a full GeoNames dump. Data: GeoNames, CC BY 4.0, geonames.org.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lapwing.resolve.gazetteer.dump import compile_dump
from lapwing.resolve.gazetteer.reader import SHIPPED, Entry, Gazetteer, require

__all__ = ["Entry", "Gazetteer", "build_from_dump", "gazetteer", "info"]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer in use, opened once."""
    return Gazetteer.open()


def info(path: Path = SHIPPED) -> dict[str, Any]:
    """What a gazetteer file holds: source, format, counts by precision, size in bytes."""
    opened = Gazetteer.open(path)
    try:
        return opened.info()
    finally:
        opened.close()


def build_from_dump(dump: Path, out: Path, *, progress: Callable[[int], None] | None = None) -> int:
    """Compile a full GeoNames dump into ``out``; returns the number of places.

    ``progress`` is called with the number of lines read. Raises ``GazetteerError`` for a dump that is missing
    or holds no places.
    """
    require(dump, "a GeoNames dump")
    return compile_dump(dump, gazetteer().path, out, progress=progress)
