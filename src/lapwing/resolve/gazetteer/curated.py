"""Entries from the tables kept by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

from lapwing.resolve.gazetteer import tables
from lapwing.resolve.gazetteer.entries import Entry, short_form
from lapwing.resolve.gazetteer.names import place_key, without_article


def countries(known: Mapping[str, Mapping[str, Any]]) -> Iterator[Entry]:
    """A country for each row of the table; ``known`` gives name, GeoNames id, people and area by alpha-3 code."""
    for row in tables.rows("countries"):
        facts = known.get(row["country"])
        if facts is None:
            continue
        name = str(facts["name"]).strip()
        entry = Entry(
            name=name.removeprefix("The "),
            kind="country",
            precision="country",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            geonames_id=facts["geonameid"],
            population=int(facts["population"] or 0),
            radius=max(10, round((float(facts.get("areakm2") or 0) / 3.14) ** 0.5)),
        )
        entry.add(place_key(name), "name")
        _name(entry, row)
        yield entry


def regions() -> Iterator[Entry]:
    """Regions, seas, rivers and ranges; those with a country have their own adjectives."""
    for row in tables.rows("regions"):
        entry = Entry(
            name=row["name"],
            kind="region",
            precision="region",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"] or None,
            geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
            radius=int(row["radius"]),
        )
        entry.add(place_key(row["name"]), "name")
        _name(entry, row)
        yield entry


def sites() -> Iterator[Entry]:
    """Well-known sites, and small places prominent in reports of conflict."""
    for row in tables.rows("sites"):
        precision = row["precision"]
        entry = Entry(
            name=row["name"],
            kind="city" if precision == "city" else "region" if precision == "region" else "site",
            precision=precision,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            radius=2,
        )
        entry.add(place_key(row["name"]), "name")
        _name(entry, row)
        for key in list(entry.names):
            if shorter := without_article(key):
                entry.add(shorter, "alternate")
        yield entry


def province_names() -> dict[str, dict[str, str]]:
    """Other names and adjectives of provinces, by GeoNames code ("US.TX")."""
    return {row["code"]: row for row in tables.rows("provinces")}


def add_province_names(entry: Entry, row: Mapping[str, str]) -> None:
    """Make a province known under its other names and adjectives."""
    _name(entry, row)
    for word in tables.alternatives(row["adjectives"]):
        entry.add(place_key(word) + "s", "people")


def _name(entry: Entry, row: Mapping[str, str]) -> None:
    for name in tables.alternatives(row["names"]):
        entry.add(place_key(name), short_form(name))
    for word in tables.alternatives(row.get("adjectives") or ""):
        entry.add(place_key(word), "adjective")
    for word in tables.alternatives(row.get("peoples") or ""):
        entry.add(place_key(word), "people")
