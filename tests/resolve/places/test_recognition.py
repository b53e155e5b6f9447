import pytest

from lapwing.resolve.places import find_places


def found(text: str, **given) -> dict[str, tuple[str | None, str, str]]:
    return {
        m.quote(text): (m.place.country, m.place.precision, m.kind)
        for m in find_places(text, **given)
        if m.place
    }


def test_state_abbreviations_count_after_a_comma_with_their_full_stop():
    names = found("The suspect was held in Baton Rouge, La., after a shooting in Peoria, Ill., police said.")
    assert names["La."][:2] == names["Ill."][:2] == ("USA", "admin1")
    assert names["Baton Rouge"][0] == "USA"


def test_an_abbreviation_without_a_comma_is_no_place():
    assert "Ill" not in found("He felt bad. Ill and tired, he surrendered to La Guardia officers.")


def test_an_unknown_spelling_is_read_by_its_consonants_where_the_text_names_the_country():
    names = found(
        "Syrian officials said that a convoy was hit in Hasakeh and near Khasham. Syria blamed the group."
    )
    assert names["Hasakeh"][0] == "SYR"
    assert names["Khasham"][0] == "SYR"


def test_an_unknown_name_that_is_like_no_place_stays_unknown():
    assert "Zzyzxograd" not in found("Syria said that a convoy was hit in Zzyzxograd on Monday.")


def test_both_halves_of_a_hyphenated_pair_of_countries_are_found():
    assert {"Afghanistan", "Pakistan"} <= set(found("It is the Afghanistan-Pakistan branch of the network."))


def test_two_governments_set_against_each_other_are_metonyms():
    names = found("Talks between Washington and Tehran collapsed on Sunday, officials in Iran said.")
    assert {names["Washington"][2], names["Tehran"][2]} == {"metonym"}


def test_a_capital_goes_before_a_small_town_of_its_name_when_its_country_is_spoken_of():
    text = "America fears attacks in Washington, Paris, Leeds and London, US officials told reporters."
    assert found(text)["Washington"][0] == "USA"


def test_a_capital_where_something_happens_is_a_place():
    assert found("Three people were killed in Kabul on Sunday, Afghan police said.")["Kabul"][2] == "place"


def test_the_name_of_an_armed_group_is_no_town():
    assert "Hamas" not in found("He praised the Hamas attack and fled to Germany.")


@pytest.mark.parametrize("mark", ["'", "’"])
def test_either_apostrophe_stands_in_a_name(mark):
    assert f"King{mark}s Lynn" in found(f"Police in King{mark}s Lynn, England, held a man.")


def test_texts_all_in_capitals_are_read():
    text = (
        "THE POLICE REPORTED THAT TWO BOMBS EXPLODED IN SAN SALVADOR AND USULUTAN THIS MORNING. "
        "THE GUERRILLAS OF EL SALVADOR SAID THAT THE ARMY WAS THE TARGET OF THE ATTACK."
    )
    names = found(text)
    assert names["SAN SALVADOR"][0] == names["USULUTAN"][0] == "SLV"
    assert not {"THE", "THAT", "ARMY", "MORNING", "TARGET"} & set(names)


def test_a_name_after_an_opening_preposition_is_found():
    text = "Iraqi forces advanced.\n- Near Ramadi, two strikes hit.\n- Near Sinjar, one strike hit a road."
    assert found(text)["Ramadi"][0] == found(text)["Sinjar"][0] == "IRQ"


def test_a_township_takes_the_word_for_its_kind_into_its_name():
    assert "Madison Township" in found("A man was arrested in Madison Township, Ohio, on Friday.")


def test_the_outlets_country_counts():
    here = {m.place.country for m in find_places("A man was shot in London.", home="CAN") if m.place}
    assert here <= {"CAN", "GBR"}
    by_url = find_places("A man was shot in Hamilton.", url="https://news.example.ca/a")
    given = find_places("A man was shot in Hamilton.", home="CAN")
    assert by_url == given


def test_a_province_named_as_one_is_not_its_town():
    text = (
        "Fighting spread through Kandahar province, Afghanistan. A mine killed four in Kandahar, Afghanistan."
    )
    precisions = [m.place.precision for m in find_places(text) if m.place and m.quote(text) == "Kandahar"]
    assert precisions == ["admin1", "city"]
