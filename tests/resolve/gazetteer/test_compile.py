import lzma

import pytest

from lapwing.errors import GazetteerError
from lapwing.resolve.gazetteer import Gazetteer, build_from_dump
from lapwing.resolve.gazetteer.compile import build
from lapwing.text import fold

COUNTRIES = {
    "TS": {"iso3": "TST", "name": "Testland", "geonameid": 1, "population": 900_000, "capital": "Al Markaz"},
    "IQ": {"iso3": "IRQ", "name": "Iraq", "geonameid": 2, "population": 900_000, "capital": "Baghdad"},
}


def city(number, name, lat, lon, people, *, country="TS", admin1="01", others=()):
    return {
        "geonameid": number,
        "name": name,
        "latitude": lat,
        "longitude": lon,
        "countrycode": country,
        "admin1code": admin1,
        "population": people,
        "alternatenames": list(others),
    }


CITIES = [
    city(10, "Al Markaz", 1.0, 1.0, 50_000, others=["Centre Town", "XYZ", "المركز"]),
    city(11, "Smallham", 1.2, 1.4, 600, others=["Littleham"]),
    city(12, "Saint Ann", 2.0, 2.0, 5_000, admin1="02"),
    city(13, "Al Basatin", 33.0, 44.0, 20_000, country="IQ"),
]


def packed(path, lines):
    with lzma.open(path, "wt", encoding="utf-8") as out:
        out.write("".join(f"{line}\n" for line in lines))


@pytest.fixture
def small(tmp_path):
    data, tables = tmp_path / "data", tmp_path / "tables"
    data.mkdir()
    tables.mkdir()
    packed(
        data / "admin1CodesASCII.txt.xz",
        ["TS.01\tWest Province\tWest Province\t101", "TS.02\tÉast\tEast\t102"],
    )
    packed(data / "admin2Codes.txt.xz", ["TS.01.A\tSmallham County\tSmallham County\t201"])
    packed(data / "admin2Centres.tsv.xz", ["201\t1.5\t1.5\t9"])
    (tables / "countries.tsv").write_text(
        "country\tlat\tlon\tnames\tadjectives\tpeoples\n"
        "TST\t1\t1\tTest Republic\tTestish\tTestians\nIRQ\t33\t44\t\tIraqi\tIraqis\n",
        encoding="utf-8",
    )
    (tables / "provinces.tsv").write_text(
        "# other names\ncode\tnames\tadjectives\nTS.02\tEa.|Sunrise|EA\tEasterling\n", encoding="utf-8"
    )
    (tables / "regions.tsv").write_text(
        "name\tlat\tlon\tcountry\tradius\tgeonames_id\tnames\tadjectives\tpeoples\n"
        "The Fells\t3\t3\t\t90\t\t\t\t\n",
        encoding="utf-8",
    )
    (tables / "sites.tsv").write_text(
        "name\tlat\tlon\tcountry\tprecision\tnames\nOld Gate\t1.01\t1.01\tTST\tsite\t\n", encoding="utf-8"
    )
    out = tmp_path / "small.sqlite"
    build(COUNTRIES, CITIES, data, tables, out, fold=fold)
    return Gazetteer.open(out)


def kinds(known, form):
    return [(e.name, e.precision, e.kind) for e in known.lookup(form)]


def test_towns_provinces_districts_countries_regions_and_sites_are_there(small):
    assert small.info()["by_precision"] == {
        "admin1": 2, "city": 4, "country": 2, "district": 1, "region": 1, "site": 1
    }  # fmt: skip


def test_a_district_lies_where_the_table_of_middles_puts_it(small):
    (district,) = (e for e in small.lookup("smallham county") if e.precision == "district")
    assert (district.lat, district.lon, district.admin1) == (1.5, 1.5, "West Province")


def test_other_names_of_provinces_have_their_kinds(small):
    assert kinds(small, "ea") == [("Éast", "admin1", "abbreviation")]
    assert kinds(small, "sunrise") == [("Éast", "admin1", "alternate")]
    assert kinds(small, "easterling") == [("Éast", "admin1", "adjective")]


def test_alternate_names_of_larger_places_in_latin_letters_are_kept(small):
    assert kinds(small, "centre town") == [("Al Markaz", "city", "alternate")]
    assert small.lookup("xyz") == small.lookup("littleham") == ()


def test_saints_are_shortened_and_arabic_articles_left_out(small):
    assert kinds(small, "st ann") == [("Saint Ann", "city", "alternate")]
    assert kinds(small, "basatin") == [("Al Basatin", "city", "name")]


def test_the_capital_is_the_town_of_that_name(small):
    assert [e.capital for e in small.lookup("al markaz")] == [True]


def test_names_of_a_country_can_be_listed_by_their_beginning(small):
    assert small.names_in("TST", "sm") == ("smallham", "smallham county")
    assert small.names_in("IRQ", "sm") == ()
    assert small.forms_from("smallham") == {"smallham", "smallham county"}


def test_a_dump_without_places_is_refused_and_leaves_nothing(tmp_path):
    dump, out = tmp_path / "allCountries.txt", tmp_path / "own.sqlite"
    dump.write_text("no\tplaces\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="no places"):
        build_from_dump(dump, out)
    assert list(tmp_path.iterdir()) == [dump]
