from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.resolve.places import find_places, resolve_place


def found(text: str, **given) -> dict[str, tuple[str | None, str, str]]:
    return {
        m.quote(text): (m.place.country, m.place.precision, m.kind)
        for m in find_places(text, **given)
        if m.place
    }


def test_a_country_after_the_comma_settles_the_town():
    assert found("A bomb went off in Paris, Texas, on Monday.")["Paris"][0] == "USA"
    assert found("A bomb went off in Paris, France, on Monday.")["Paris"][0] == "FRA"


def test_the_people_that_a_town_is_told_of_settles_it():
    assert found("A bomb went off in the northern Lebanese city of Tripoli.")["Tripoli"][0] == "LBN"
    assert found("A bomb went off in the Libyan capital Tripoli.")["Tripoli"][0] == "LBY"


def test_the_rest_of_the_text_settles_an_ambiguous_town():
    text = "Nigerian troops in Borno said gunmen from Nigeria's north had fled. Soldiers then entered Damboa."
    assert found(text)["Damboa"][0] == "NGA"


def test_peoples_and_adjectives_are_told_from_places():
    names = found("Iraqi and Afghan officials met in Doha, Qatar.")
    assert names["Iraqi"] == ("IRQ", "country", "demonym")
    assert names["Afghan"][2] == "demonym"
    assert names["Doha"][2] == "place"


def test_a_capital_that_speaks_is_a_government():
    assert found("The envoys met. On Monday Tehran said it would respond.")["Tehran"][2] == "metonym"


def test_a_town_inside_an_institution_is_nested():
    assert found("He was taken to Baghdad Hospital by the police.")["Baghdad"][2] == "nested"


def test_months_days_and_compass_points_are_no_places():
    assert found("In August, on Monday, the West and Western officials spoke in March.") == {}


def test_other_spellings_are_read_where_a_country_follows():
    mention = next(m for m in find_places("They met in Jalal-Abadin, Kyrgyzstan, in May."))
    assert mention.place is not None
    assert mention.place.country == "KGZ"
    assert abs(mention.place.lat - 40.94) < 0.2


def test_half_of_a_hyphenated_word_is_no_name():
    assert "Abadin" not in found("The clan of Jalal-Abadin was there.")


def test_a_town_goes_before_the_province_called_after_it():
    text = "Two bombs exploded in Kerman, Iran. Kerman province is large."
    precisions = [m.place.precision for m in find_places(text) if m.place and m.quote(text) == "Kerman"]
    assert precisions == ["city", "admin1"]


def test_a_site_is_found_behind_its_owner():
    names = found("The cell wanted to attack Vienna’s St. Stephen’s Cathedral.")
    assert names["St. Stephen’s Cathedral"][:2] == ("AUT", "site")
    assert names["Vienna"][0] == "AUT"


def test_a_possessive_ending_is_not_part_of_the_name():
    assert "Kabul" in found("Kabul's police chief was killed.")


def test_short_forms_count_only_in_capitals():
    assert found("US troops left.")["US"][0] == "USA"
    assert "us" not in found("They told us to leave.")


@pytest.mark.parametrize(("name", "country"), [("Kabul", "AFG"), ("Damascus", "SYR")])
def test_a_name_alone_means_its_largest_place(name, country):
    assert resolve_place(name)[0].country == country


def test_a_name_can_be_asked_for_in_one_country():
    assert {place.country for place in resolve_place("Paris", country="USA")} == {"USA"}
    assert resolve_place("Qwertyville") == ()


def test_alternatives_and_shares_are_kept():
    mention = next(m for m in find_places("They met in Tripoli."))
    assert mention.alternatives
    assert 0 < mention.score <= 1


WORDS = [
    "Paris",
    "in",
    "Kabul",
    "said",
    "Iraqi",
    "St. Stephen’s",
    "U.S.",
    "Jalal-Abadin",
    ",",
    "Iran",
    "\n",
    "ü",
    "the",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=80))
def test_laws_of_places(text):
    mentions = find_places(text)
    assert mentions == find_places(text)
    assert all(m.quote(text).strip() == m.quote(text) != "" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
