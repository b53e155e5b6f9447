"""Compiles a gazetteer with villages from a full GeoNames dump (``allCountries.txt`` or its zip)."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lapwing.errors import GazetteerError
from lapwing.resolve.gazetteer.compile import usable
from lapwing.resolve.gazetteer.rows import ALTERNATE, NAME, Row, write
from lapwing.text import fold

Progress = Callable[[int], None]
_LEVELS = {"ADM1": "admin1", "ADM2": "district"}
_COLUMNS = 19
_EVERY = 100_000  # lines between two reports of progress


def compile_dump(dump: Path, base: Path, out: Path, *, progress: Progress | None = None) -> int:
    """Write the gazetteer of ``dump`` to ``out`` and return the number of places; reads as a stream.

    Countries, regions and sites are taken from the gazetteer ``base``; of the dump, populated places
    (class P) and administrative units of the first and second order (class A). Raises ``GazetteerError``
    when there are none.
    """
    known = sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro", uri=True)
    try:
        (stored,) = known.execute("SELECT value FROM about WHERE key = 'alpha3'").fetchone()
        alpha3: dict[str, str] = json.loads(stored)
        provinces: dict[str, str] = dict(known.execute("SELECT code, name FROM province"))
        kept = list(_kept(known))
    finally:
        known.close()
    rows = _Counted(_places(dump, alpha3, provinces, progress))
    part = out.with_name(out.name + ".new")
    number = write(_chain(kept, rows), part, source=dump.name, alpha3=alpha3, provinces=provinces)
    if not rows.count:
        part.unlink()
        raise GazetteerError(
            f"{dump.name} holds no places", hint="Give allCountries.txt or its zip from geonames.org."
        )
    part.replace(out)
    return number


class _Counted:
    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            yield row


def _chain(*parts: Iterable[Row]) -> Iterator[Row]:
    for part in parts:
        yield from part


def _kept(known: sqlite3.Connection) -> Iterator[Row]:
    columns = "id, geonames_id, name, country, admin1, lat, lon, precision, population, capital"
    kept = "FROM place WHERE precision IN ('country', 'region', 'site')"
    names: dict[int, dict[str, int]] = defaultdict(dict)
    # One pass: names are indexed by form and not by place.
    for number, form, kind in known.execute(
        f"SELECT place, form, kind FROM name WHERE place IN (SELECT id {kept})"
    ):
        names[number][form] = kind
    for number, *values, capital in known.execute(f"SELECT {columns} {kept} ORDER BY id").fetchall():
        row = Row(*values)
        row.capital, row.names = bool(capital), names[number]
        yield row


def _places(
    dump: Path, alpha3: dict[str, str], provinces: dict[str, str], progress: Progress | None
) -> Iterator[Row]:
    for count, cells in enumerate(_records(dump), start=1):
        if progress and count % _EVERY == 0:
            progress(count)
        country = alpha3.get(cells[8])
        precision = "city" if cells[6] == "P" else _LEVELS.get(cells[7]) if cells[6] == "A" else None
        if country is None or precision is None:
            continue
        code = f"{cells[8]}.{cells[10]}"
        if precision == "admin1":
            provinces.setdefault(code, cells[1])
        row = Row(
            int(cells[0]), cells[1], country, provinces.get(code), float(cells[4]),
            float(cells[5]), precision, int(cells[14] or 0), cells[7] == "PPLC",
        )  # fmt: skip
        row.call([cells[1], cells[2]], NAME, fold)
        row.call(filter(usable, cells[3].split(",")), ALTERNATE, fold)
        yield row


def _records(dump: Path) -> Iterator[list[str]]:
    if not zipfile.is_zipfile(dump):
        with dump.open(encoding="utf-8") as lines:
            yield from _cells(lines)
        return
    with zipfile.ZipFile(dump) as archive:
        inner = next((name for name in archive.namelist() if name.endswith(".txt")), None)
        if inner is None:
            raise GazetteerError(f"{dump.name} holds no text file", hint="Give GeoNames' allCountries.zip.")
        with archive.open(inner) as raw:
            yield from _cells(io.TextIOWrapper(raw, encoding="utf-8"))


def _cells(lines: Iterable[str]) -> Iterator[list[str]]:
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if len(cells) == _COLUMNS:
            yield cells
