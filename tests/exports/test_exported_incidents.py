"""Incidents as they leave the system: one row each, with where every value comes from in JSON lines."""

import csv
import datetime as dt
import io
import json

import polars as pl
import pytest

from lapwing.conduct import Reveal, view
from lapwing.conduct.incidents import view_incident
from lapwing.errors import ExportError
from lapwing.exports import EXPORTERS, INCIDENT_COLUMNS, IncidentRow, publish_incidents
from lapwing.exports.geojson import UNCERTAINTY_KM
from lapwing.records import Incident
from tests.exports.make import (
    ATTACK,
    CALL,
    DOCUMENT,
    INCIDENT,
    INCIDENT_ROW,
    LATER,
    LATER_TEXT,
    REPORTS,
    RISEN,
    TEXT,
    exported_incidents,
    found,
)

TEXTS = {"doc-1": TEXT, "doc-2": LATER_TEXT}


def line(**options) -> dict:
    (only,) = exported_incidents("jsonl", **options).splitlines()
    return json.loads(only)


def row(**options) -> dict:
    text = exported_incidents("csv", **options).decode("utf-8")
    (only,) = csv.DictReader(io.StringIO(text, newline=""))
    return only


def table(rows=(INCIDENT_ROW,), **options) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(exported_incidents("parquet", rows, **options)))


def incident_of(line: dict) -> Incident:
    """The incident that a line of JSON holds."""
    return Incident.model_validate({name: line[name] for name in Incident.model_fields})


@pytest.mark.parametrize("format", EXPORTERS)
def test_the_same_incidents_give_the_same_bytes(format):
    assert exported_incidents(format) == exported_incidents(format)


# -- JSON lines --


def test_a_line_of_json_gives_the_incident_back():
    assert incident_of(line(reveal=Reveal(names=True))) == INCIDENT
    events = (view(ATTACK, DOCUMENT), view(RISEN, LATER))
    shown = {(event.doc_id, event.event_id): event for event in events}
    assert incident_of(line()) == view_incident(INCIDENT, shown)


def test_every_version_of_a_value_stands_at_offsets_of_a_report_that_quotes_them():
    told = line()
    (killed,) = (field for field in told["fields"] if field["field"] == "killed")
    quoted = {
        (report["document"]["doc_id"], item["start"], item["end"]): item["quote"]
        for report in told["reports"]
        for item in report["evidence"]
    }
    words = []
    for version in killed["versions"]:
        (item,) = version["evidence"]
        at = (version["doc_id"], item["start"], item["end"])
        assert quoted[at] == TEXTS[version["doc_id"]][item["start"] : item["end"]]
        words.append((version["value"]["best"], quoted[at]))
    assert words == [(4, "Four"), (6, "Six")]


def test_a_report_names_its_document_and_witness_and_how_far_it_is_trusted():
    first, second = line()["reports"]
    assert (first["event_id"], first["witness"], first["reliability"]) == ("evt-1", "doc-1", None)
    assert (second["event_id"], second["witness"], second["reliability"]) == ("evt-4", "doc-2", "B")
    assert first["document"]["url"] == "https://post.example/market"
    assert second["document"]["published"] == "2025-03-02"


def test_a_report_that_is_no_longer_in_force_leaves_no_words_about_persons():
    only = IncidentRow(INCIDENT, REPORTS[:1], {"doc-1": (CALL,)})
    told = line(rows=[only], reveal=Reveal(names=True))
    assert [report["event_id"] for report in told["reports"]] == ["evt-1"]
    assert told["members"] == [["doc-1", "evt-1"], ["doc-2", "evt-4"]]
    assert "Velby" not in json.dumps([told["fields"], told["tolls"]])


# -- Tables --


def test_csv_has_the_documented_columns_in_order(repository):
    header = exported_incidents("csv").decode("utf-8").splitlines()[0]
    names = [column.name for column in INCIDENT_COLUMNS]
    assert header.split(",") == names
    assert len(set(names)) == len(names)
    page = (repository / "docs" / "incidents.md").read_text(encoding="utf-8")
    for column in INCIDENT_COLUMNS:
        assert f"| `{column.name}` | {column.kind} | {column.meaning} |" in page


def test_a_row_has_the_best_values_and_the_rule_of_each_toll():
    found = row()
    assert (found["incident_id"], found["type"], found["place"]) == ("inc-1", "attack", "Tessara")
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == ("4", "6", "")
    assert found["killed_rule"] == "most_recent_official"
    assert (found["witnesses"], found["reports"]) == ("2", "2")
    assert (found["first_reported"], found["last_reported"]) == ("2025-03-01", "2025-03-02")
    assert (found["doc_ids"], found["event_ids"]) == ("doc-1; doc-2", "evt-1; evt-4")
    assert found["claimed_by"] == "Sons of Tessara"
    assert found["contradictions"] == "One witness says that 4 were killed, another 6."


def test_a_toll_that_nobody_tells_is_empty_and_has_no_rule():
    found = row()
    for role in ("injured", "detained"):
        assert {found[f"{role}_{of}"] for of in ("low", "best", "high", "rule")} == {""}


def test_a_table_has_types():
    first = table().row(0, named=True)
    assert first["date_start"] == dt.date(2025, 2, 24)
    assert first["killed_best"] == 6
    assert first["targets"] == ["traders", "grain market"]
    assert first["actors"] == []
    assert first["group"] is None
    assert table([]).schema == table().schema


def test_an_incident_of_which_nothing_is_known_is_a_row_of_unknowns():
    bare = Incident(incident_id="inc-2", type="threat", members=(("doc-1", "evt-9"),))
    found = table([IncidentRow(bare, (), {})]).row(0, named=True)
    assert {found[name] for name in ("country", "date_start", "lat", "killed_best", "killed_rule")} == {None}
    assert found["reports"] == 1


def test_a_number_that_parquet_cannot_hold_names_the_incident():
    fields = tuple(
        field.model_copy(update={"best": {"low": None, "best": 2**70, "high": None}})
        if field.field == "killed"
        else field
        for field in INCIDENT.fields
    )
    large = IncidentRow(INCIDENT.model_copy(update={"fields": fields}), (), {})
    with pytest.raises(ExportError, match="killed_best of incident inc-1"):
        publish_incidents([large], "parquet", io.BytesIO())


# -- GeoJSON --


def test_an_incident_is_a_point_with_its_uncertainty():
    (feature,) = json.loads(exported_incidents("geojson"))["features"]
    assert feature["id"] == "inc-1"
    assert feature["geometry"] == {"type": "Point", "coordinates": [-3.25, -14.5]}
    assert feature["properties"]["uncertainty_km"] == UNCERTAINTY_KM["city"]
    assert feature["properties"]["date_start"] == "2025-02-24"
    assert not {"lat", "lon"} & feature["properties"].keys()


# -- Conduct, whatever the format --


def words_of(format: str, **options) -> str:
    if format == "parquet":
        return str(table(**options).to_dicts())
    return exported_incidents(format, **options).decode("utf-8")


@pytest.mark.parametrize("format", EXPORTERS)
def test_private_names_do_not_leave_unless_asked_for(format):
    assert "Velby" not in words_of(format)
    assert "Velby" in words_of(format, reveal=Reveal(names=True))


def test_who_says_so_is_told_by_role():
    assert row()["attributed_to"] == "plumber, 24"


@pytest.mark.parametrize("format", EXPORTERS)
def test_quoted_incitement_does_not_leave_unless_asked_for(format):
    quoting = ATTACK.model_copy(update={"evidence": (found(TEXT[142:]),)})
    report = REPORTS[0].model_copy(update={"event": quoting})
    rows = [IncidentRow(INCIDENT, (report,), {"doc-1": (CALL,)})]
    assert "Burn their markets" not in words_of(format, rows=rows)
    revealed = words_of(format, rows=rows, reveal=Reveal(incitement=True))
    assert ("Burn their markets" in revealed) == (format == "jsonl")  # the others quote nothing


@pytest.mark.parametrize("format", EXPORTERS)
def test_the_reporter_is_not_named(format):
    assert "Quist" not in words_of(format, reveal=Reveal(names=True))
