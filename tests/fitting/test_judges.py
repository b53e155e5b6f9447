import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.fields.options import Option
from lapwing.fitting.judges import right_date, right_place, right_toll, right_value
from lapwing.records import Place, Toll
from tests.fitting.make import coded

TEXT = "Gunmen shot dead four soldiers in Gao on Monday."
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))


def gold(**fields):
    return coded(TEXT, {"type": "attack", "quote": "shot dead", **fields}).gold[0]


def option(value):
    return Option(value, (), ())


def days(start: str, end: str | None = None) -> Option:
    return option((dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)))


def here(lat: float, lon: float) -> Option:
    return option(Place(name="x", precision="city", lat=lat, lon=lon))


def test_a_coded_day_is_that_day_alone():
    monday = gold(date_start="2024-01-15")
    assert right_date(monday, days("2024-01-15")) is True
    assert right_date(monday, days("2024-01-16")) is False
    assert right_date(monday, days("2024-01-15", "2024-01-16")) is False
    assert right_date(monday, option(None)) is False


def test_a_coded_stretch_is_met_by_one_that_overlaps_and_is_not_far_longer():
    week = gold(date_start="2024-01-15", date_end="2024-01-21")
    assert right_date(week, days("2024-01-20", "2024-01-22")) is True
    assert right_date(week, days("2024-01-01", "2024-01-31")) is True
    assert right_date(week, days("2024-01-01", "2024-03-31")) is False
    assert right_date(week, days("2024-01-22", "2024-01-28")) is False


def test_without_a_coded_date_saying_none_is_right():
    assert right_date(gold(), option(None)) is True
    assert right_date(gold(), days("2024-01-15")) is False


@given(DAYS, st.integers(0, 800))
def test_the_coded_dates_themselves_are_always_right(start, length):
    end = start + dt.timedelta(days=length)
    assert right_date(gold(date_start=str(start), date_end=str(end)), option((start, end))) is True


@pytest.mark.parametrize("role", ["killed", "injured", "detained"])
def test_a_toll_is_right_when_its_best_figure_is(role):
    right = right_toll(role)
    four = gold(**{role: 4})
    assert right(four, option(Toll(low=3, best=4, high=9))) is True
    assert right(four, option(Toll(low=4, best=5, high=5))) is False
    assert right(four, option(None)) is False
    assert right(gold(), option(None)) is True
    assert right(gold(), option(Toll(low=1, best=1, high=1))) is False


def test_a_toll_in_words_is_no_figure():
    assert right_toll("killed")(gold(), option(Toll(words="dozens"))) is True
    assert right_toll("killed")(gold(killed=4), option(Toll(words="dozens"))) is False


def test_a_place_is_right_within_fifty_kilometres():
    coded_place = gold(place="Gao", lat=16.27, lon=-0.04)
    assert right_place(coded_place, here(16.27, -0.04)) is True
    assert right_place(coded_place, here(16.27 + 0.44, -0.04)) is True
    assert right_place(coded_place, here(16.27 + 0.46, -0.04)) is False
    assert right_place(coded_place, option(None)) is False


def test_the_date_line_is_no_gap():
    assert right_place(gold(place="x", lat=0.0, lon=179.9), here(0.0, -179.9)) is True


def test_without_a_coded_place_offering_none_is_right():
    assert right_place(gold(), option(None)) is True
    assert right_place(gold(), here(0, 0)) is False


def test_a_coded_place_without_coordinates_cannot_be_judged():
    assert right_place(gold(place="a village"), here(0, 0)) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_is_where_it_is(lat, lon):
    assert right_place(gold(place="x", lat=lat, lon=lon), here(lat, lon)) is True


def test_other_fields_are_right_when_they_are_the_coded_value():
    right = right_value("country")
    assert right(gold(country="MLI"), option("MLI")) is True
    assert right(gold(country="MLI"), option("NER")) is False
    assert right(gold(), option(None)) is True


def test_what_is_not_scored_is_not_judged():
    unsure = gold(unscored=["date", "killed", "place", "group"])
    assert right_date(unsure, option(None)) is None
    assert right_toll("killed")(unsure, option(None)) is None
    assert right_place(unsure, option(None)) is None
    assert right_value("group")(unsure, option(None)) is None
    assert right_toll("injured")(unsure, option(None)) is True
