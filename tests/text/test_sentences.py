from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lapwing.text import fold, paragraphs, sentences


def split(text: str) -> list[str]:
    return [span.quote(text) for span in sentences(text)]


def test_abbreviations_and_initials_end_nothing():
    text = "Gen. J. Smith spoke to U.S. troops. They left at 9 a.m. on Monday."
    assert split(text) == ["Gen. J. Smith spoke to U.S. troops.", "They left at 9 a.m. on Monday."]


def test_an_acronym_can_close_a_sentence():
    assert split("He left the U.S. The police followed.") == ["He left the U.S.", "The police followed."]


def test_quotes_stay_with_their_sentence():
    text = "“We fired back.” The army left."
    assert split(text) == ["“We fired back.”", "The army left."]


def test_speech_tags_do_not_end_a_sentence():
    assert split("“Stop!” he shouted. Then he ran.") == ["“Stop!” he shouted.", "Then he ran."]


def test_wrapped_lines_stay_together_and_titles_stand_alone():
    text = "Two held in raid\nPolice in the northern province said on Monday that they\nheld two men. More."
    assert split(text)[0] == "Two held in raid"
    assert split(text)[1].endswith("held two men.")


@given(st.text(alphabet=st.sampled_from('aB .!?\n"”’1é'), max_size=200))
def test_sentences_are_ordered_cover_all_words_and_never_overlap(text):
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(s.quote(text).split()) for s in spans) == "".join(text.split())


@given(st.text(max_size=200))
def test_paragraphs_cover_all_words(text):
    assert "".join("".join(s.quote(text).split()) for s in paragraphs(text)) == "".join(text.split())


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


def test_spellings_of_one_name_fold_alike():
    assert fold("Da'esh") == fold("DAESH") == fold("Da’esh")
    assert fold("Jalal-Abad") == fold("jalal abad")
    assert fold("Sant Julià") == "sant julia"
