from hypothesis import given
from hypothesis import strategies as st

from lapwing.conduct import Person, find_people


def people(text: str, known: frozenset[str] = frozenset()) -> list[Person]:
    return list(find_people(text, known.__contains__))


def private(text: str) -> list[str]:
    return [person.spellings[0] for person in people(text) if not person.public]


def public(text: str) -> list[str]:
    return [person.spellings[0] for person in people(text) if person.public]


def test_an_age_after_a_name_makes_it_a_persons() -> None:
    (person,) = people("Police arrested Nasir Belhadj, 27, on Monday.")
    assert person.spellings == ("Nasir Belhadj",)
    assert (person.public, person.age) == (False, 27)


def test_an_age_before_a_name_gives_its_role_too() -> None:
    (person,) = people("The 19-year-old student Ilse Varga was hurt.")
    assert person.label == "student, 19"


def test_named_identified_and_called_introduce_even_a_single_name() -> None:
    assert private("The suspect was identified by police as Karimov.") == ["Karimov"]
    assert private("a man called Tarik drove the van") == ["Tarik"]
    assert private("Officials named him as Jonas Weil.") == ["Jonas Weil"]


def test_particles_belong_to_the_name() -> None:
    text = "They saw Omar bin Yusuf al-Tamimi, 40, Pieter van der Meer, 31, and Luz de la Vega, 29."
    assert private(text) == ["Omar bin Yusuf al-Tamimi", "Pieter van der Meer", "Luz de la Vega"]


def test_the_surname_alone_is_the_same_person() -> None:
    text = "Nasir Belhadj, 27, appeared in court. Belhadj denied the charge; a lawyer spoke for Mr Belhadj."
    (person,) = people(text)
    assert [text[span.start : span.end] for span in person.spans] == ["Nasir Belhadj", "Belhadj", "Belhadj"]


def test_a_surname_shared_by_brothers_goes_to_the_one_last_spoken_of() -> None:
    text = "Adil Marwan, 20, fled. Marwan was found. His brother Samir Marwan, 24, gave up. Marwan wept."
    first, second = people(text)
    assert len(first.spans) == 2
    assert len(second.spans) == 2
    assert second.spans[-1].start == text.rindex("Marwan")


def test_the_end_of_a_longer_name_is_the_same_person() -> None:
    (person,) = people("Osman bin Rashed, 50, was moved. Bin Rashed had been held since May.")
    assert set(person.spellings) == {"Osman bin Rashed", "Bin Rashed"}


def test_a_name_in_a_headlines_capitals_is_found_again() -> None:
    text = "BELHADJ JAILED FOR LIFE\n\nNasir Belhadj, 27, was sentenced. Belhadj said nothing."
    assert "BELHADJ" in people(text)[0].spellings


def test_holders_of_public_office_are_public() -> None:
    text = (
        "President Anna Berg met Gen. Tomas Ruiz. Interior Minister Lena Okoye and Mayor Jan Novak spoke. "
        "Police spokesman Ali Reza Karimi confirmed it, Judge Maria Santos ruled, and the "
        "ambassador, Paul Stone, left."
    )
    assert public(text) == [
        "Anna Berg", "Tomas Ruiz", "Lena Okoye", "Jan Novak", "Ali Reza Karimi", "Maria Santos", "Paul Stone",
    ]  # fmt: skip
    assert private(text) == []


def test_an_office_after_the_name_makes_it_public() -> None:
    assert public("Lena Okoye, the interior minister, said so.") == ["Lena Okoye"]
    assert public("Lena Okoye, Norland's interior minister, said so.") == ["Lena Okoye"]


def test_an_office_in_one_sentence_holds_for_the_whole_text() -> None:
    text = "Lena Okoye spoke first. Later Minister Okoye left."
    assert public(text) == ["Lena Okoye"]


def test_attacking_an_office_holder_gives_no_office() -> None:
    assert private("Karim Adel, 30, who attacked the mayor, was shot.") == ["Karim Adel"]
    assert private("Karim Adel, the president's cousin, was shot.") == ["Karim Adel"]


def test_the_leader_of_a_cell_holds_no_office() -> None:
    assert private("Police arrested the cell leader Karim Adel on Friday.") == ["Karim Adel"]
    assert public("The strike killed the movement's leader Karim Adel.") == ["Karim Adel"]


def test_private_roles_replace_the_name() -> None:
    labels = {
        "The journalist Mara Lindt was abducted.": "journalist",
        "Mara Lindt, a nurse from the town, was hurt.": "nurse",
        "Sgt. Mara Lindt was killed.": "soldier",
        "Ms Mara Lindt lives there.": "named person",
    }
    for text, label in labels.items():
        (person,) = people(text)
        assert (person.spellings[0], person.label) == ("Mara Lindt", label)


def test_organisations_sites_and_calendar_words_are_no_persons() -> None:
    text = (
        "The National Guard and the Red Crescent reached Central Hospital on Friday Sep 5. Free Norland Army "
        "fighters left Deir Hafer for Jabal Turkman; the Norland Times reported from Port Ellis."
    )
    assert people(text) == []


def test_a_known_name_is_no_persons_unless_introduced_as_one() -> None:
    known = frozenset(["Boko Haram", "Abu Kamal"])
    assert people("Boko Haram struck Abu Kamal.", known) == []
    (person,) = people("A man named Abu Kamal, 33, was held.", known)
    assert person.age == 33


def test_quoted_titles_name_nobody_by_shape_alone() -> None:
    assert people("The magazine ran a piece called “Simple Ways to Burn Markets” in May.") == []


def test_saying_of_what_people_someone_is_names_nobody() -> None:
    assert people("Police held a 20-year-old Norlandish Muslim.", frozenset(["Norlandish"])) == []


def test_a_word_also_used_in_lower_case_is_no_name() -> None:
    assert people("Immediate Relief reached them. The relief was immediate.") == []


def test_title_case_headlines_name_nobody_by_shape_alone() -> None:
    assert people("Officials Say Blast Kills Dozens Near Border\n\nA blast killed dozens.") == []


@given(st.text(max_size=200))
def test_spans_always_quote_a_spelling(text: str) -> None:
    for person in find_people(text):
        for span in person.spans:
            assert " ".join(text[span.start : span.end].split()) in person.spellings


@given(
    st.lists(
        st.sampled_from('Mr Nasir Belhadj al-Amin, 27, said. The \n\n of minister bin’s "'.split(" ")),
        max_size=25,
    )
)
def test_people_stand_in_text_order_and_every_mention_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    firsts = [person.spans[0].start for person in find_people(text)]
    assert firsts == sorted(firsts)
    assert all(span.end <= len(text) for person in find_people(text) for span in person.spans)
