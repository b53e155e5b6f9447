"""What names of armed groups mean in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.codebook import load_groups
from lapwing.resolve.groups import find_groups
from tests.resolve.naming import groups, only, read

IS, ISKP = "Islamic State", "Islamic State Khorasan Province"


# ---- names


def test_a_name_is_quoted_without_article_and_possessive() -> None:
    assert read("The Houthis' drones and Hamas's tunnels, and the Taliban’s edict.") == [
        ("Houthis", "Houthis", "name"),
        ("Hamas", "Hamas", "name"),
        ("Taliban", "Taliban", "name"),
    ]


def test_aliases_and_acronyms_say_how_they_were_read() -> None:
    assert read("Daesh, also called ISIL, lost Raqqa.") == [("Daesh", IS, "alias"), ("ISIL", IS, "acronym")]


def test_a_lost_apostrophe_does_not_hide_a_name() -> None:
    assert read("Hezbollahs leader spoke; the Kurdish Peoples Protection Units listened.") == [
        ("Hezbollah", "Hezbollah", "name"),
        ("Kurdish Peoples Protection Units", "People's Protection Units", "alias"),
    ]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("the Islamic State Khurasan Province", ISKP),
        ("Isis-K fighters", ISKP),
        ("ISIS–Khorasan", ISKP),
        ("the Pakistani Taliban", "Tehrik-i-Taliban Pakistan"),
        ("al-Qaeda in the Arabian Peninsula", "al-Qaeda in the Arabian Peninsula"),
        ("Popular Front for the Liberation of Palestine-General Command",
         "Popular Front for the Liberation of Palestine-General Command"),
        ("the Islamic Jihad Union", "Islamic Jihad Union"),
        ("Kata'ib Hezbollah", "Kataib Hezbollah"),
        ("the New IRA", "New IRA"),
        ("ISIS-Somalia", "Islamic State Somalia Province"),
    ],
)  # fmt: skip
def test_the_longest_name_wins(text: str, group: str) -> None:
    assert groups(f"Police blamed {text}.") == [group]


def test_names_of_other_things_are_left_alone() -> None:
    assert groups("Governors of the Islamic State of Afghanistan met in North Sinai Province, Egypt.") == []


@pytest.mark.parametrize(
    "written",
    ["al-Shabaab", "Al Shabaab", "al-Shabab", "Al-shabaab", "el-Shabaab", "ash-Shabaab", "alShabaab"],
)
def test_the_arabic_article_may_be_written_in_any_way(written: str) -> None:
    text = f"Gunmen of {written} struck Mogadishu, Somalia."
    mention = only(text)
    assert (mention.group, mention.quote(text)) == ("al-Shabaab", written)


@pytest.mark.parametrize(
    "written",
    [
        "EJÉRCITO DE LIBERACIÓN NACIONAL",
        "Ejercito de Liberacion Nacional",
        "Eje\u0301rcito de Liberacio\u0301n Nacional",
    ],
)
def test_accents_do_not_matter(written: str) -> None:
    text = f"Police blamed {written} for it."
    mention = only(text)
    assert (mention.group, mention.quote(text)) == ("Ejército de Liberación Nacional", written)


def test_common_words_are_no_names_without_capitals() -> None:
    assert groups("They walked a shining path to the popular front of the islamic state they wanted.") == []


def test_a_name_does_not_run_across_sentences_or_paragraphs() -> None:
    assert groups("It was Islamic. State media denied it.\n\nRevolutionary\n\nGuards") == []


def test_a_name_may_wrap_over_a_line() -> None:
    text = "The attack was claimed by Abu\nSayyaf."
    assert read(text) == [("Abu\nSayyaf", "Abu Sayyaf", "name")]


# ---- spellings


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("Tahrik-i-Taliban Pakistan", "Tehrik-i-Taliban Pakistan"),
        ("Jaish-e-Mohamad", "Jaish-e-Mohammed"),
        ("Lashkar-e-Toyba", "Lashkar-e-Taiba"),
        ("Hizb-ul Mujahedin", "Hizbul Mujahideen"),
        ("Hayaat Tahrir ash-Sham", "Hay'at Tahrir al-Sham"),
        ("Al-Shabbaab", "al-Shabaab"),
        ("Hezbolla", "Hezbollah"),
        ("Army of National Lilberation", "Ejército de Liberación Nacional"),
        ("Tupac Amary Revolutionary Movement", "Túpac Amaru Revolutionary Movement"),
    ],
)
def test_other_spellings_of_long_names_are_understood(written: str, group: str) -> None:
    text = f"A spokesman of {written} denied it."
    mention = only(text)
    assert (mention.group, mention.how, mention.quote(text)) == (group, "spelling", written)
    assert mention.score < 0.95


@pytest.mark.parametrize(
    "text",
    [
        "He served in the United States Army.",
        "Storms crossed the Northern Atlantic.",
        "The Islamic states met.",
        "The Lebanese forces withdrew.",
        "The Jamaat-e-Islami party held a rally.",
        "Muhammad Jaish taught at the Islamic University.",
    ],
)
def test_what_only_sounds_alike_is_refused(text: str) -> None:
    assert groups(text) == []


def test_a_longer_arabic_name_is_another_name() -> None:
    assert groups("The charity Jamaat ul Dawwa al-Kubra fed them.") == []


# ---- acronyms


def test_acronyms_that_are_words_need_their_capitals() -> None:
    assert read("What is left of IS is small; a tip let him flee.") == [("IS", IS, "acronym")]


def test_in_capitals_throughout_such_acronyms_are_not_believed() -> None:
    assert groups("WHAT IS LEFT IS FAR AWAY. LET THEM GO. A TIP CAME.") == []


def test_text_in_capitals_is_read() -> None:
    text = "GUERRILLAS OF THE FARABUNDO MARTI NATIONAL LIBERATION FRONT'S (FMLN) COLUMN AND THE M-19 MET."
    assert read(text) == [
        ("FARABUNDO MARTI NATIONAL LIBERATION FRONT", "Farabundo Marti National Liberation Front", "name"),
        ("FMLN", "Farabundo Marti National Liberation Front", "acronym"),
        ("M-19", "19th of April Movement", "acronym"),
    ]


def test_a_headline_in_capitals_does_not_spoil_the_text() -> None:
    assert groups("THIS IS WHAT WE KNOW\n\nMilitants of IS took the town.") == [IS]


def test_acronyms_may_have_full_stops() -> None:
    assert read("The P.K.K. denied it.") == [("P.K.K.", "Kurdistan Workers' Party", "acronym")]


def test_an_acronym_that_the_text_gives_to_another_body_is_that_body() -> None:
    assert groups("In Syria, the Food Standards Agency (FSA) closed a shop. The FSA warned others.") == []
    assert groups("The Socialist International (IS) met. The IS called for talks.") == []


def test_an_acronym_that_the_text_gives_to_a_group_is_that_group() -> None:
    text = "The Cinchoneros Popular Liberation Movement [CPLM] struck. Later the CPLM fled."
    assert read(text) == [
        ("Cinchoneros Popular Liberation Movement", "Cinchoneros Popular Liberation Movement", "name"),
        ("CPLM", "Cinchoneros Popular Liberation Movement", "acronym"),
        ("CPLM", "Cinchoneros Popular Liberation Movement", "acronym"),
    ]


# ---- the registry in use


def test_every_form_of_the_registry_is_found_as_written() -> None:
    for group in load_groups():
        conditional = {ambiguous.form for ambiguous in group.ambiguous}
        for form in group.forms:
            if form in conditional:
                continue
            text = f"Police blamed {form} for it."
            found = [m.quote(text) for m in find_groups(text) if m.group == group.name]
            plain = form.removeprefix("The ").split(" (")[0]
            assert any(quote in (form, form.removeprefix("The "), plain) for quote in found), (
                group.name,
                form,
            )


# ---- laws

_PIECES = st.sampled_from(
    [
        "Hamas", "the Taliban's", "IS", "ISIS-K", "al-Shabab", "The Base", "P.K.K.", "Isis’s Afghan branch",
        "the group", "the militants", "Ansar al-Sharia", "(FSA)", "Free Syrian Army", "in Libya", "attacked",
        "Mozambique", "CPI (Maoist)", "Tahrik-i-Taliban Pakistan", "the branch", "'", "’s", "-", "—", "\n",
        "\n\n", ". ", "Hezbollahs", "E\u0301TA", "IN CAPITALS", "ß",
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=25).map(" ".join), st.lists(_PIECES, max_size=12).map("".join), st.text()
)


@given(_TEXTS)
def test_mentions_quote_the_text_in_order_without_overlap(text: str) -> None:
    mentions = find_groups(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))
    assert all(not m.quote(text)[0].isspace() and not m.quote(text)[-1].isspace() for m in mentions)
    assert all(m.antecedent is None or m.antecedent.end <= m.start for m in mentions)


@given(_TEXTS, st.sampled_from(["", " ", "\n", "\n\n \t", "   \n"]), st.sampled_from(["", " ", "\n\n"]))
def test_white_space_around_a_text_changes_nothing(text: str, before: str, after: str) -> None:
    text = text.strip()
    moved = find_groups(before + text + after)
    shifted = [(m.start - len(before), m.end - len(before), m.group, m.how, m.score) for m in moved]
    assert shifted == [(m.start, m.end, m.group, m.how, m.score) for m in find_groups(text)]


@given(_TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert find_groups(text) == find_groups(text)
