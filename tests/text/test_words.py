from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lapwing.text import Phrases, words


def found(phrase: str, text: str) -> list[str]:
    among = words(text)
    return [f.span(among).quote(text) for f in Phrases({phrase: 1}).find(among)]


def test_a_star_takes_any_ending():
    assert found("suicide bomb*", "Two suicide bombers and a suicide bombing.") == [
        "suicide bombers",
        "suicide bombing",
    ]
    assert found("ied*", "an IED attack") == ["IED"]


def test_a_gap_takes_up_to_five_words():
    assert found("claim* ~ responsibility", "claimed full and sole responsibility") == [
        "claimed full and sole responsibility"
    ]
    assert found("claim* ~ responsibility", "claimed a b c d e f responsibility") == []


def test_alternatives_stand_in_any_place():
    assert found("kill*|wound* two|three", "wounding three, killed two") == ["wounding three", "killed two"]


def test_hyphens_separate_and_possessives_fall_away():
    assert [w.form for w in words("ISKP-linked Hamas’s U.S. don't")] == [
        "iskp",
        "linked",
        "hamas",
        "u.s",
        "don't",
    ]


def test_an_acronym_with_points_is_one_word_with_or_without_its_last_point():
    assert [w.form for w in words("the U.N. convoy, the U.N convoy. A man")] == [
        "the", "u.n", "convoy", "the", "u.n", "convoy", "a", "man",
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_words_are_ordered_and_quote_the_text(text):
    found = words(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(w.start < w.end <= len(text) for w in found)
