"""What "the group" and its like stand for."""

import pytest

from lapwing.records import GroupMention
from lapwing.resolve.groups import find_groups

IS, ISKP = "Islamic State", "Islamic State Khorasan Province"


def stand_ins(text: str) -> list[tuple[str, str | None]]:
    return [(m.quote(text), m.group) for m in find_groups(text) if m.how == "anaphor"]


def one(text: str) -> GroupMention:
    (mention,) = [m for m in find_groups(text) if m.how == "anaphor"]
    return mention


@pytest.mark.parametrize(
    "words",
    ["group", "organisation", "organization", "terror group", "militant group", "militants",
     "insurgents", "extremist group", "Islamist movement", "Lebanese group", "Iran-backed militia",
     "notorious armed faction"],
)  # fmt: skip
def test_a_stand_in_means_the_group_named_before_it(words: str) -> None:
    assert stand_ins(f"Hezbollah fired rockets. The {words} vowed more.") == [(words, "Hezbollah")]


def test_the_antecedent_is_quoted() -> None:
    text = "A leader of Boko Haram was killed. The group has not commented."
    mention = one(text)
    assert mention.antecedent is not None
    assert mention.antecedent.quote(text) == "Boko Haram"


def test_it_reaches_back_into_the_previous_paragraph_but_no_further() -> None:
    assert stand_ins("Boko Haram fled.\n\nThe group lost men.") == [("group", "Boko Haram")]
    assert stand_ins("Boko Haram fled.\n\nIt rained.\n\nThe group lost men.") == []


def test_the_nearest_sentence_goes_first() -> None:
    assert stand_ins("Hamas fell silent. Hezbollah struck Haifa. The group used drones.") == [
        ("group", "Hezbollah")
    ]


def test_a_branch_has_a_parent() -> None:
    text = "Since the Taliban took Kabul, ISKP has grown. The branch also struck Iran."
    assert stand_ins(text) == [("branch", ISKP)]
    assert stand_ins("The Taliban took Kabul. The branch was closed.") == []


def test_a_terror_group_is_one_that_somebody_lists() -> None:
    text = "Since the Syrian Democratic Forces beat Isis at Baghuz, the terror group has looked abroad."
    assert stand_ins(text) == [("terror group", IS)]


def test_the_words_before_the_head_choose_among_families_and_countries() -> None:
    text = "Hamas and the Kurdistan Workers' Party issued statements. The separatist group called for talks."
    assert stand_ins(text) == [("separatist group", "Kurdistan Workers' Party")]
    text = "Hamas and Hezbollah issued statements. The Lebanese group called for revenge."
    assert stand_ins(text) == [("Lebanese group", "Hezbollah")]
    text = "The Sinaloa Cartel and the ELN met. The cartel paid."
    assert stand_ins(text) == [("cartel", "Sinaloa Cartel")]


def test_religion_chooses_nobody() -> None:
    mention = one("Fighters of Hamas and of Hezbollah met. The Shia militant group paid.")
    assert mention.group is None
    assert mention.alternatives == ("Hezbollah", "Hamas")


def test_the_subject_of_the_sentence_before_is_preferred() -> None:
    text = "Hamas accused Islamic Jihad of firing early. The group said it would wait."
    assert stand_ins(text) == [("group", "Hamas")]


def test_two_groups_as_likely_leave_it_open() -> None:
    text = "On Monday the army hit Hamas and Islamic Jihad. The group said nothing."
    mention = one(text)
    assert mention.group is None
    assert mention.antecedent is None
    assert set(mention.alternatives) == {"Hamas", "Palestinian Islamic Jihad"}


def test_another_body_named_since_leaves_it_open() -> None:
    text = "Islamic State killed ten, said the Observatory for Human Rights. The group has sources there."
    mention = one(text)
    assert (mention.group, mention.alternatives) == (None, (IS,))


@pytest.mark.parametrize(
    "text",
    [
        "Hamas attacked. The group of tourists hid.",
        "Hamas attacked. The group stage was cancelled.",
        "Hamas attacked. The rights group protested.",
        "Hamas attacked. The aid organisation left.",
        "Hamas attacked. The phone network failed.",
        "The group met on Monday.",
        "Police praised the militant group Hamas as little as the group Hezbollah.",
        "Hamas attacked. A group fled.",
    ],
)
def test_what_is_no_stand_in_is_left_alone(text: str) -> None:
    assert stand_ins(text) == []


def test_armed_words_without_a_name_are_kept_as_unknown() -> None:
    assert stand_ins("Troops shelled the hills. The rebels fled.") == [("rebels", None)]


def test_text_in_capitals_is_read() -> None:
    assert stand_ins("THE FMLN BURNED A BUS. THE GROUP LATER FLED.") == [
        ("GROUP", "Farabundo Marti National Liberation Front")
    ]


def test_a_friend_of_a_group_is_the_last_choice() -> None:
    text = "Al-Qaeda-linked fighters of al-Shabaab struck Kenya. The group fled."
    assert stand_ins(text) == [("group", "al-Shabaab")]
