"""When two values can both be true."""

import pytest

from lapwing.incidents.merge import agreement
from lapwing.incidents.merge.fields import FIELDS
from lapwing.incidents.merge.officials import is_official
from lapwing.records import Toll
from tests.incidents.merge.make import ABROAD, FAR, MALI, PROVINCE, SITE, TOWN, at_least, exactly, report

READ = {field.name: field.read for field in FIELDS}


def agree(a: dict, b: dict) -> bool:
    one, other = (READ["place"](report("a", **where).event) for where in (a, b))
    assert agreement.places_agree(one, other) == agreement.places_agree(other, one)
    return agreement.places_agree(one, other)


@pytest.mark.parametrize("fine", [PROVINCE, TOWN, SITE])
def test_a_country_agrees_with_what_lies_in_it(fine):
    assert agree(MALI, fine)
    assert not agree(MALI, ABROAD)


def test_a_town_agrees_with_its_province_and_a_site_with_its_town():
    assert agree(PROVINCE, TOWN)
    assert agree(TOWN, SITE)
    assert not agree(TOWN, FAR)


def test_the_gazetteer_knows_better_than_the_distance_which_province_a_town_lies_in():
    neighbour = {**PROVINCE, "place": "Ménaka", "lat": 15.9, "lon": 2.4, "geonames_id": None}
    assert not agree(neighbour, TOWN)


def test_two_names_of_one_spot_agree():
    assert agree(TOWN, {**TOWN, "place": "Kawkaw", "geonames_id": None, "lat": 16.27})


def test_places_nobody_has_located_agree_by_name_or_level_alone():
    barn = {"country": "MLI", "place": "Old barn", "place_precision": "site"}
    assert agree(barn, TOWN)
    assert not agree(barn, {**barn, "place": "New barn"})


def count(toll: Toll) -> dict:
    return READ["killed"](report("a", killed=toll).event)


def test_at_least_nine_agrees_with_twelve_and_nine_does_not():
    assert agreement.tolls_agree(count(at_least(9)), count(exactly(12)))
    assert not agreement.tolls_agree(count(exactly(9)), count(exactly(12)))
    assert agreement.tolls_agree(count(Toll(low=9, best=10, high=12)), count(exactly(12)))
    assert not agreement.tolls_agree(count(Toll(best=9)), count(exactly(12)))


@pytest.mark.parametrize(
    "source",
    ["Police", "the Ministry of Interior", "a hospital official", "security forces", "Gov. Ada Rill's office and"
     " the governor", "army spokesman", "the coast guard", "witnesses and police"],
)  # fmt: skip
def test_authorities_are_official(source):
    assert is_official(source)


@pytest.mark.parametrize(
    "source",
    ["residents", "a spokesman", "former police chief", "the Taliban's military spokesman", "rebel commanders",
     "a monitoring group", "union officials", "witnesses"],
)  # fmt: skip
def test_others_and_armed_groups_are_not(source):
    assert not is_official(source)
