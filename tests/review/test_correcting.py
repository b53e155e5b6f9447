import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.errors import LedgerError
from lapwing.evaluation.grounding import grounding_faults
from lapwing.records import Offer, Toll
from lapwing.review import FIELDS, corrected, reading_of, value_of
from tests.review.make import DOCUMENT, correct, event

PLACED = event(
    0, place="Asur", place_precision="city", lat=1.5, lon=2.5, geonames_id=9, country="MLI",
    date_start=dt.date(2025, 1, 3), date_end=dt.date(2025, 1, 3), date_precision="day",
    field_confidence={"place": 0.5, "killed": 0.9, "date": 0.4},
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "given_value", "kept"),
    [
        ("killed", 7, {"low": 7, "best": 7, "high": 7}),
        ("killed", {"low": 3}, {"low": 3}),
        ("killed", None, None),
        ("country", "NER", "NER"),
        ("country", None, None),
        (
            "date",
            "2024-02",
            {"date_start": "2024-02-01", "date_end": "2024-02-29", "date_precision": "month"},
        ),
        ("date", "2024", {"date_start": "2024-01-01", "date_end": "2024-12-31", "date_precision": "year"}),
        (
            "date",
            "2024-02-29",
            {"date_start": "2024-02-29", "date_end": "2024-02-29", "date_precision": "day"},
        ),
        ("date", None, None),
        ("place", "Belt", {"place": "Belt"}),
        ("place", {"place": "Belt", "lat": 1.0, "lon": 2.0}, {"place": "Belt", "lat": 1.0, "lon": 2.0}),
        ("modes", "bombing", ["bombing"]),
        ("modes", [], None),
        ("type", "clash", "clash"),
    ],
)
def test_values_are_kept_in_one_form(field, given_value, kept):
    assert json.loads(value_of(PLACED, field, given_value)) == kept


@pytest.mark.parametrize(
    ("field", "given_value"),
    [
        ("killed", "many"), ("killed", -1), ("killed", True), ("country", "Mali"), ("type", "picnic"),
        ("outcome", None), ("modes", ["picnic"]), ("date", "2024-02-30"), ("date", "soon"), ("date", 7),
        ("date", {"date_start": "2024-02-02", "date_end": "2024-02-01"}), ("place", {"killed": 3}),
        ("place", {"place": "Belt", "lat": 100}), ("event_id", "evt-9"), ("evidence", []), ("nothing", 1),
    ],
)  # fmt: skip
def test_what_the_codebook_does_not_allow_is_refused_with_a_hint(field, given_value):
    with pytest.raises(LedgerError) as refused:
        value_of(PLACED, field, given_value)
    assert refused.value.hint


def test_a_correction_stands_on_the_decision_and_makes_up_no_words():
    said = correct(PLACED, "killed", 7)
    after = corrected(PLACED, said)
    assert after.killed == Toll(low=7, best=7, high=7)
    (evidence,) = (item for item in after.evidence if item.field == "killed")
    first = next(item for item in PLACED.evidence if item.field == "event")
    assert evidence.derived == f"decision {said.decision_id}"
    assert (evidence.start, evidence.end) == (first.start, first.end)
    assert "killed" not in after.field_confidence
    assert grounding_faults(DOCUMENT, after) == []


def test_a_corrected_place_loses_the_coordinates_of_the_old_one():
    after = corrected(PLACED, correct(PLACED, "place", "Belt"))
    assert (after.place, after.lat, after.lon, after.geonames_id, after.place_precision) == (
        "Belt",
        *[None] * 4,
    )
    assert not {"lat", "lon", "geonames_id"} & {item.field for item in after.evidence}
    assert after.country == PLACED.country
    assert grounding_faults(DOCUMENT, after) == []


def test_a_value_that_was_taken_out_has_no_evidence():
    after = corrected(PLACED, correct(PLACED, "date", None))
    assert (after.date_start, after.date_end, after.date_precision) == (None, None, "unknown")
    assert not {"date_start", "date_end", "date_precision"} & {item.field for item in after.evidence}


def test_a_value_that_the_coder_reads_too_keeps_the_words_that_say_so():
    assert corrected(PLACED, correct(PLACED, "killed", 5)) is PLACED


def test_a_decided_field_is_no_longer_offered():
    offer = Offer(field="group", value='"Red Owls"', confidence=0.4)
    unsure = PLACED.model_copy(update={"offers": (offer,)})
    after = corrected(unsure, correct(unsure, "group", "Grey Owls"))
    assert (after.group, after.offers) == ("Grey Owls", ())


VALUES = {
    "killed": st.none() | st.integers(0, 10**6),
    "country": st.none() | st.from_regex(r"\A[A-Z]{3}\Z"),
    "outcome": st.sampled_from(["completed", "failed", "foiled", "planned"]),
    "actors": st.lists(st.text(min_size=1, max_size=9), max_size=3),
    "date": st.none() | st.dates(dt.date(1900, 1, 1)).map(str),
    "place": st.none() | st.text(min_size=1, max_size=9),
}


@given(st.data())
def test_a_correction_says_exactly_what_was_given_and_keeps_the_first_law(data):
    field = data.draw(st.sampled_from(sorted(VALUES)))
    said = correct(PLACED, field, data.draw(VALUES[field]))
    after = corrected(PLACED, said)
    assert reading_of(after, field) == said.value
    assert value_of(PLACED, field, json.loads(said.value)) == said.value
    assert grounding_faults(DOCUMENT, after) == []
    others = [name for name in FIELDS if name != field]
    assert [reading_of(after, name) for name in others] == [reading_of(PLACED, name) for name in others]
