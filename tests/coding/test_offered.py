"""Which mentions can give a value: the coder offers all of them, and the network is taught on them."""

import datetime as dt

import pytest

from lapwing.coding.fields import country, date, group, place, toll
from lapwing.coding.grouping import Candidate, Scored
from lapwing.coding.reading import Reading, read_closely
from lapwing.records import Document
from training.tagger.examples import ROLES, mentions_by_role

TEXT = (
    "Boko Haram killed 12 people in a bombing in Gao, Mali, on Monday. Over the past month German police detained"
    " two men in Berlin. An attack in Kano, Nigeria, on 3 May 2023 wounded dozens."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_closely(Document(doc_id="d", text=TEXT, published=dt.date(2024, 1, 17)))


@pytest.fixture(scope="module")
def attack(reading: Reading) -> Candidate:
    trigger = next(t for s in reading.sentences for t in s.triggers if t.kind == "attack")
    return Candidate("attack", (Scored(trigger, 0.9),))


def test_the_coder_offers_what_the_mentions_give_and_not_said(reading: Reading, attack: Candidate) -> None:
    offered = {
        "country": [o.value for o in country.options(reading, attack, [])],
        "date": [o.value for o in date.options(reading, attack, [])],
        "group": [o.value for o in group.options(reading, attack, [])],
        "killed": [o.value for o in toll.options(reading, attack, [], role="killed")],
        "place": [o.value for o in place.options(reading, attack, [], country="MLI")],
    }
    given = {
        "country": {m.place.country for m in country.mentions(reading) if m.place},
        "date": {(m.date_start, m.date_end) for m in date.mentions(reading)},
        "group": {m.group for m in group.mentions(reading)},
        "killed": {m.toll for m in toll.mentions(reading, "killed")},
        "place": {m.place for m in place.mentions(reading) if m.place and m.place.country == "MLI"},
    }
    assert all(values[0] is None for values in offered.values())
    assert {name: set(values[1:]) for name, values in offered.items()} == given
    assert given["country"] == {"MLI", "NGA", "DEU"}
    assert all(given.values())


def test_peoples_and_countries_are_no_places_within_one(reading: Reading) -> None:
    assert [m.quote(TEXT) for m in place.mentions(reading)] == ["Gao", "Berlin", "Kano"]
    assert "German" in [m.quote(TEXT) for m in country.mentions(reading)]


def test_counts_without_a_number_give_no_toll(reading: Reading) -> None:
    assert toll.mentions(reading, "injured") == []


def test_the_network_is_taught_on_what_is_offered_but_for_lengths_of_time(reading: Reading) -> None:
    taught = mentions_by_role(reading)
    assert tuple(taught) == ROLES
    assert taught["place"] == place.mentions(reading)
    left_out = [m for m in date.mentions(reading) if m not in taught["date"]]
    assert [m.kind for m in left_out] == ["DURATION"]
