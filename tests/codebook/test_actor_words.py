"""Words for actors that judge and do not report are read alike."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.codebook import actor_words
from lapwing.text import words


def read(text: str) -> list[str]:
    return [w.form for w in actor_words.read_alike(words(text), actor_words.found(text))]


def test_every_word_for_an_actor_gives_the_same_reading() -> None:
    readings = {
        tuple(read(f"Police said an {word} threw a bomb."))
        for word in actor_words.readings()
        if actor_words.readings()[word] == "militant"
    }
    assert readings == {("police", "said", "a", "militant", "threw", "a", "bomb")}


def test_words_that_report_a_fact_stay() -> None:
    assert read("gunmen, bombers and separatists") == ["gunmen", "bombers", "and", "separatists"]


def test_names_keep_their_words() -> None:
    assert read("the Martyrs Brigade and a Patriot battery") == words_of(
        "the Martyrs Brigade and a Patriot battery"
    )


def test_a_capital_that_opens_a_sentence_is_no_name() -> None:
    assert read("It ended. Fanatics had fled.")[2:] == ["militants", "had", "fled"]


def test_cue_phrases_meet_the_words_as_read() -> None:
    assert actor_words.cue_read_alike("seized ~ suspect*|terrorists|men") == "seized ~ suspect*|militants"
    assert actor_words.cue_read_alike("rebel* in") == "rebel*|militant|militants in"


@given(st.lists(st.sampled_from([*actor_words.readings(), "an", "the", "bomb", "Martyrs", "."])))
def test_readings_stand_in_text_order_and_quote_a_known_phrase(parts: list[str]) -> None:
    text = " ".join(parts)
    found = actor_words.found(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[w.start : w.end].lower() in {*actor_words.readings(), "an"} for w in found)


@pytest.mark.parametrize("text", ["the heroeſ fled", "a mİlitant fled", "terrorısts fled"])
def test_letters_that_only_look_alike_are_no_word_for_an_actor(text: str) -> None:
    assert actor_words.found(text) == []


def test_the_words_are_listed_by_tone() -> None:
    listed = {word for words in actor_words.by_tone().values() for word in words}
    assert listed == {word for word, form in actor_words.readings().items() if form == "militant"}


def words_of(text: str) -> list[str]:
    return [w.form for w in words(text)]
