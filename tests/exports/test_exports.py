"""What leaves the system, in which form, and what does not."""

import csv
import datetime as dt
import io
import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.conduct import Reveal, view
from lapwing.errors import ExportError
from lapwing.exports import COLUMNS, EXPORTERS, Row
from lapwing.exports.geojson import UNCERTAINTY_KM
from lapwing.exports.tables import _FORMULA
from lapwing.records import Event, Offer, Toll
from tests.exports.make import ARREST, ATTACK, CALL, DOCUMENT, ROWS, TEXT, exported, found


def lines(**options) -> list[dict]:
    return [json.loads(line) for line in exported("jsonl", **options).splitlines()]


def cells(**options) -> list[dict]:
    return list(csv.DictReader(io.StringIO(exported("csv", **options).decode("utf-8"), newline="")))


def table(rows=ROWS, **options) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(exported("parquet", rows, **options)))


def features(**options) -> list[dict]:
    collection = json.loads(exported("geojson", **options))
    assert collection["type"] == "FeatureCollection"
    return collection["features"]


def event_of(line: dict) -> Event:
    """The event that a line of JSON holds."""
    fields = {name: value for name, value in line.items() if name in Event.model_fields}
    for item in fields["evidence"]:
        del item["quote"]
    return Event.model_validate(fields)


# -- JSON lines --


def test_a_line_of_json_gives_the_event_back():
    everything = Reveal(names=True, incitement=True)
    assert [event_of(line) for line in lines(reveal=everything)] == [ATTACK, ARREST, CALL]
    assert [event_of(line) for line in lines()] == [view(row.event, DOCUMENT) for row in ROWS]


@given(
    killed=st.none()
    | st.builds(Toll, low=st.none() | st.integers(0), best=st.integers(0), words=st.none() | st.text()),
    place=st.none() | st.text(),
    day=st.none() | st.dates(),
    lat=st.none() | st.floats(-90, 90),
    confidence=st.floats(0, 1),
)
def test_every_event_survives_a_line_of_json(**fields):
    day = fields.pop("day")
    event = Event(doc_id="doc-1", event_id="evt-1", type="attack", date_start=day, **fields)
    (line,) = exported("jsonl", [Row(event, DOCUMENT)]).splitlines()
    assert event_of(json.loads(line)) == event


@pytest.mark.parametrize("format", EXPORTERS)
def test_what_is_offered_for_review_is_in_no_export(format):
    offer = Offer(field="group", value='"Sons of Tessara"', confidence=0.4, evidence=(found("Four"),))
    event = ATTACK.model_copy(update={"offers": (offer,), "field_confidence": {"country": 0.9}})
    assert "Sons of Tessara" not in words_of(format, rows=[Row(event, DOCUMENT)])
    (line,) = lines(rows=[Row(event, DOCUMENT)])
    assert "offers" not in line
    assert line["field_confidence"] == {"country": 0.9}


def test_a_line_of_json_quotes_its_evidence_and_names_its_document():
    first = lines()[0]
    assert first["evidence"][1] == {"field": "killed", "start": 0, "end": 4, "derived": None, "quote": "Four"}
    assert first["document"]["doc_id"] == "doc-1"
    assert first["document"]["published"] == "2025-03-01"
    assert first["document"]["url"] == "https://post.example/market"
    assert first["injured"]["words"] == "dozens"


# -- CSV --


def test_csv_has_the_documented_columns_in_order():
    header = exported("csv").decode("utf-8").splitlines()[0]
    assert header.split(",") == [column.name for column in COLUMNS]
    assert all(column.meaning for column in COLUMNS)
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


def test_an_unknown_toll_is_an_empty_cell_and_never_zero():
    attack, arrest, _ = cells()
    assert (attack["killed_low"], attack["killed_best"], attack["killed_high"]) == ("4", "4", "4")
    assert (attack["injured_best"], attack["injured_words"]) == ("", "dozens")
    assert (arrest["killed_low"], arrest["killed_best"], arrest["killed_high"]) == ("", "", "")


def test_lists_are_joined_in_csv():
    attack, arrest, _ = cells()
    assert attack["targets"] == "traders; grain market"
    assert arrest["links"] == "prompted_by:evt-1"


def test_the_sentence_that_reports_the_event_is_in_the_table():
    assert cells()[0]["quote"] == TEXT[:80]


@given(st.sampled_from(_FORMULA), st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_no_cell_of_text_begins_as_a_formula_does(sign, rest):
    event = ATTACK.model_copy(update={"place": sign + rest, "actors": (sign + rest, "others")})
    text = exported("csv", [Row(event, DOCUMENT)], reveal=Reveal(names=True)).decode("utf-8")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["place"] == f"'{sign}{rest}"
    assert row["actors"].startswith(f"'{sign}")


def test_negative_coordinates_stay_numbers_in_csv():
    assert (cells()[0]["lat"], cells()[0]["lon"]) == ("-14.5", "-3.25")


def test_quotes_commas_and_line_breaks_survive_csv():
    event = ATTACK.model_copy(update={"place": 'the "old",\nmarket'})
    out = exported("csv", [Row(event, DOCUMENT)]).decode("utf-8")
    assert next(csv.DictReader(io.StringIO(out, newline="")))["place"] == 'the "old",\nmarket'


# -- Parquet --


def test_parquet_has_types():
    schema = table().schema
    assert schema["date_start"] == pl.Date
    assert schema["killed_best"] == pl.Int64
    assert schema["lat"] == pl.Float64
    assert schema["targets"] == pl.List(pl.String)
    assert schema.names() == [column.name for column in COLUMNS]


def test_parquet_says_the_same_as_the_events():
    first = table().row(0, named=True)
    assert first["date_start"] == dt.date(2025, 2, 24)
    assert first["killed_best"] == 4
    assert first["injured_best"] is None
    assert first["targets"] == ["traders", "grain market"]


def test_an_export_without_events_keeps_its_columns():
    assert table([]).schema == table().schema
    assert exported("csv", []).decode().count("\r\n") == 1
    assert json.loads(exported("geojson", []))["features"] == []
    assert exported("jsonl", []) == b""


def test_a_number_that_parquet_cannot_hold_is_an_error_with_a_hint():
    event = ATTACK.model_copy(update={"killed": Toll(best=2**70)})
    with pytest.raises(ExportError, match="killed_best of event evt-1") as caught:
        exported("parquet", [Row(event, DOCUMENT)])
    assert "jsonl" in caught.value.hint


# -- GeoJSON --


def test_a_point_is_longitude_before_latitude_with_its_uncertainty():
    attack = features()[0]
    assert attack["id"] == "evt-1"
    assert attack["geometry"] == {"type": "Point", "coordinates": [-3.25, -14.5]}
    assert attack["properties"]["place_precision"] == "city"
    assert attack["properties"]["uncertainty_km"] == UNCERTAINTY_KM["city"]
    assert attack["properties"]["date_start"] == "2025-02-24"
    assert attack["properties"]["targets"] == ["traders", "grain market"]


def test_an_event_without_coordinates_has_no_geometry():
    arrest = features()[1]
    assert arrest["geometry"] is None
    assert arrest["properties"]["uncertainty_km"] is None


def test_uncertainty_grows_with_the_size_of_the_place():
    radii = [UNCERTAINTY_KM[p] for p in ("site", "city", "district", "admin1", "country", "region")]
    assert radii == sorted(radii)


def test_coordinates_name_where_they_come_from():
    assert "GeoNames" in json.loads(exported("geojson"))["attribution"]


# -- Conduct, whatever the format --


def words_of(format: str, **options) -> str:
    data = exported(format, **options)
    if format != "parquet":
        return data.decode("utf-8")
    return str(table(**options).to_dicts())


@pytest.mark.parametrize("format", EXPORTERS)
def test_private_names_do_not_leave_unless_asked_for(format):
    assert "Velby" not in words_of(format)
    assert "Velby" in words_of(format, reveal=Reveal(names=True))


@pytest.mark.parametrize("format", EXPORTERS)
def test_quoted_incitement_does_not_leave_unless_asked_for(format):
    assert "Burn their markets" not in words_of(format)
    assert "Burn their markets" in words_of(format, reveal=Reveal(incitement=True))


def test_incitement_is_masked_in_other_events_that_quote_it():
    other = ATTACK.model_copy(update={"evidence": (found(TEXT[142:]),)})
    out = exported("jsonl", [Row(other, DOCUMENT, (CALL,))]).decode()
    assert "Burn" not in out


@pytest.mark.parametrize("format", EXPORTERS)
def test_the_reporter_is_not_named(format):
    assert "Quist" not in words_of(format, reveal=Reveal(names=True))


def test_known_names_are_not_taken_for_persons():
    event = ARREST.model_copy(update={"targets": ("Boko Haram",)})
    out = exported("jsonl", [Row(event, DOCUMENT)], known=lambda name: name == "Boko Haram").decode()
    assert "Boko Haram" in out
