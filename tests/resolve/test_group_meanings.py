"""Which group a name means that several bear, and which are branches or friends of it."""

import datetime as dt

import pytest

from lapwing.records import Place, PlaceMention
from tests.resolve.naming import groups, only, read

IS, ISKP, ISM = "Islamic State", "Islamic State Khorasan Province", "Islamic State Mozambique Province"


def place(text: str, name: str, country: str) -> PlaceMention:
    start = text.index(name)
    where = Place(name=name, country=country, precision="city")
    return PlaceMention(start=start, end=start + len(name), place=where)


# ---- one name, several meanings


def test_al_shabab_in_mozambique_is_not_the_somali_group() -> None:
    assert groups("Al-Shabab beheaded villagers near Palma in Mozambique.") == [ISM]
    assert groups("Al-Shabab shelled Mogadishu in Somalia.") == ["al-Shabaab"]
    assert groups("Al-Shabab shelled the port.") == ["al-Shabaab"]


def test_given_places_decide_before_words_do() -> None:
    text = "Shabab men burned huts in Macomia."
    assert groups(text, places=[place(text, "Macomia", "MOZ")]) == [ISM]
    text = "Shabab men burned huts in Baidoa."
    assert groups(text, places=[place(text, "Baidoa", "SOM")]) == ["al-Shabaab"]


def test_the_nearer_place_decides_where_both_are_named() -> None:
    text = (
        "Al-Shabab killed nine soldiers in Mogadishu, Somalia, on Monday. " + "The UN was worried. " * 40
        + "In Mozambique, al-Shabab attacked Palma."
    )  # fmt: skip
    assert groups(text) == ["al-Shabaab", ISM]


@pytest.mark.parametrize(
    ("country", "group"),
    [
        ("Libya", "Ansar al-Sharia in Libya"),
        ("Tunisia", "Ansar al-Sharia in Tunisia"),
        ("Yemen", "Ansar al-Sharia in Yemen"),
    ],
)
def test_namesakes_are_told_apart_by_country(country: str, group: str) -> None:
    assert groups(f"In {country}, Ansar al-Sharia claimed the blast.") == [group]


def test_namesakes_that_nothing_tells_apart_stay_open() -> None:
    mention = only("Ansar al-Sharia claimed the blast.")
    assert mention.group is None
    assert mention.alternatives == (
        "Ansar al-Sharia in Libya", "Ansar al-Sharia in Tunisia", "Ansar al-Sharia in Yemen",
    )  # fmt: skip


def test_an_everyday_acronym_counts_only_in_its_countries_or_beside_its_name() -> None:
    assert groups("The EPL season ended.") == []
    assert groups("The EPL freed two farmers in Colombia.") == ["Popular Liberation Army"]
    assert groups("The BLA bombed it.") == []
    assert groups("The Balochistan Liberation Army struck; the BLA bombed it.") == [
        "Balochistan Liberation Army", "Balochistan Liberation Army",
    ]  # fmt: skip


def test_words_for_fighters_after_it_speak_for_an_armed_group() -> None:
    assert groups("A Haqqani facilitator was detained.") == ["Haqqani Network"]
    assert groups("Sirajuddin Haqqani spoke to reporters. Haqqani smiled.") == []


def test_a_form_once_settled_by_its_fighters_holds_for_the_text() -> None:
    assert groups("Wagner mercenaries landed in Mali. Wagner denied it.") == ["Wagner Group", "Wagner Group"]
    assert groups("They staged a Wagner opera. Wagner was a composer.") == []


def test_an_article_joined_by_a_hyphen_belongs_to_the_name() -> None:
    assert read("Al-Quds Brigade withdrew.") == [("Al-Quds Brigade", "Liwa al-Quds", "alias")]


def test_plain_taliban_stays_taliban_where_only_pakistan_is_named() -> None:
    text = "Pakistan accused the Taliban of sheltering the Pakistani Taliban."
    assert groups(text) == ["Taliban", "Tehrik-i-Taliban Pakistan"]


def test_common_words_with_the_article_need_their_proper_form() -> None:
    assert groups("He was a recruiter for The Base. Base members trained.") == ["The Base", "The Base"]
    assert groups("The Base was shelled. He returned to the Base. Bagram Air Base slept.") == []
    assert groups("SHELLS HIT THE BASE AT DAWN.") == []


def test_a_group_that_did_not_yet_exist_is_not_meant_by_a_short_name() -> None:
    text = "Isis won the regatta."
    assert groups(text, published=dt.date(1998, 6, 1)) == []
    assert groups(text, published=dt.date(2016, 6, 1)) == [IS]


# ---- parents, branches, affiliates


@pytest.mark.parametrize(
    ("text", "quote", "group"),
    [
        ("Islamic State's West Africa branch fled.", "Islamic State's West Africa branch",
         "Islamic State West Africa Province"),
        ("The Afghan affiliate of Islamic State struck.", "Afghan affiliate of Islamic State", ISKP),
        ("The Islamic State group’s affiliate in Mozambique struck.",
         "Islamic State group’s affiliate in Mozambique", ISM),
        ("Al-Qaeda's branch in Yemen struck.", "Al-Qaeda's branch in Yemen",
         "al-Qaeda in the Arabian Peninsula"),
        ("Al-Qaida's North African wing struck.", "Al-Qaida's North African wing",
         "al-Qaeda in the Islamic Maghreb"),
    ],
)  # fmt: skip
def test_a_branch_is_not_its_parent(text: str, quote: str, group: str) -> None:
    assert read(text) == [(quote, group, "alias")]


def test_words_between_that_are_no_phrase_make_no_branch() -> None:
    assert groups("Islamic State robbed an Afghan branch of a bank.") == [IS]


def test_a_branch_that_no_area_tells_leaves_the_parent() -> None:
    assert groups("An Islamic State branch in Norway was unknown to the police.") == [IS]


@pytest.mark.parametrize(
    "text",
    ["an IS-linked cell", "the IS-run court", "a pro-IS account", "an IS affiliate", "an IS - linked cell"],
)
def test_friends_of_a_group_are_marked(text: str) -> None:
    assert read(f"It was {text}.") == [("IS", IS, "affiliate")]


def test_opponents_and_dashes_are_no_friends() -> None:
    assert [how for _, _, how in read("The anti-IS coalition met Hamas - and left.")] == ["acronym", "name"]
