import sqlite3
import zipfile

import pytest

from lapwing.errors import GazetteerError
from lapwing.resolve.gazetteer import Gazetteer, build_from_dump, gazetteer, info


def line(number, name, others, lat, lon, cls, code, country, admin1, people) -> str:
    cells = [
        number,
        name,
        name,
        others,
        lat,
        lon,
        cls,
        code,
        country,
        "",
        admin1,
        "",
        "",
        "",
        people,
        "",
        "",
        "",
        "",
    ]
    return "\t".join(str(cell) for cell in cells)


DUMP = "\n".join(
    [
        line(1, "Testland Province", "", 34.0, 66.0, "A", "ADM1", "AF", "99", 0),
        line(2, "Smallvillage", "Kleindorf,klein", 34.1, 66.1, "P", "PPL", "AF", "99", 40),
        line(3, "Some River", "", 34.2, 66.2, "H", "STM", "AF", "99", 0),
        "broken line",
    ]
)


def test_the_shipped_gazetteer_knows_towns_provinces_and_countries():
    levels = {
        name: {e.precision for e in gazetteer().lookup(name)}
        for name in ("kabul", "nangarhar", "afghanistan")
    }
    assert "city" in levels["kabul"]
    assert "admin1" in levels["nangarhar"]
    assert levels["afghanistan"] == {"country"}


def test_adjectives_lead_to_their_country():
    entry = gazetteer().lookup("iraqi")[0]
    assert (entry.country, entry.kind) == ("IRQ", "adjective")


def test_it_says_what_it_holds_and_where_it_comes_from():
    held = info()
    assert held["by_precision"]["city"] > 200_000
    assert "GeoNames" in held["attribution"]


@pytest.mark.parametrize("zipped", [False, True])
def test_a_dump_adds_villages_and_keeps_countries(tmp_path, zipped):
    dump = tmp_path / "allCountries.txt"
    dump.write_text(DUMP, encoding="utf-8")
    if zipped:
        with zipfile.ZipFile(tmp_path / "allCountries.zip", "w") as archive:
            archive.write(dump, "allCountries.txt")
        dump = tmp_path / "allCountries.zip"
    out = tmp_path / "own.sqlite"
    build_from_dump(dump, out)
    own = Gazetteer.open(out)
    village = own.lookup("smallvillage")[0]
    assert (village.country, village.admin1) == ("AFG", "Testland Province")
    assert own.lookup("kleindorf") == tuple(e for e in own.lookup("kleindorf") if e.geonames_id == 2)
    assert own.lookup("some river") == ()
    assert own.lookup("iraq")[0].precision == "country"


def test_a_missing_file_is_named_with_what_to_do(tmp_path):
    with pytest.raises(GazetteerError, match="missing") as caught:
        Gazetteer.open(tmp_path / "none.sqlite")
    assert caught.value.hint


def test_a_damaged_file_is_refused(tmp_path):
    path = tmp_path / "bad.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Gazetteer.open(path)


def test_a_file_of_another_format_is_refused(tmp_path):
    path = tmp_path / "old.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE about (key TEXT, value TEXT)")
    base.execute("INSERT INTO about VALUES ('format', '0')")
    base.commit()
    base.close()
    with pytest.raises(GazetteerError, match="another format"):
        Gazetteer.open(path)


def test_a_missing_dump_is_refused(tmp_path):
    with pytest.raises(GazetteerError, match="missing"):
        build_from_dump(tmp_path / "none.txt", tmp_path / "out.sqlite")
