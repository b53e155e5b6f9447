"""Words weigh by how rare they are; names, figures and ages are told apart; no word can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents.words import (
    MOST_WORDS,
    hashed,
    hashes_and_weights,
    rarity,
    shared,
    told,
    unpacked,
    weights,
)
from tests.incidents.invented import INVENTED, texts


def names_of(text: str) -> set[str]:
    said = unpacked(told(text).names)
    return {word for word in {*text.lower().replace(".", "").split()} if hashed(word) in said}


@given(texts)
def test_the_same_text_is_told_the_same(text):
    assert told(text) == told(text)


@given(texts, texts)
def test_what_two_texts_share_is_a_cosine(one, other):
    a, b = told(one).words, told(other).words
    assert shared(a, b) == pytest.approx(shared(b, a))
    assert 0 <= shared(a, b) <= 1 + 1e-6


@given(texts.filter(str.strip))
def test_a_text_shares_everything_with_itself(text):
    packed = told(text).words
    assert shared(packed, packed) == pytest.approx(1.0)


def test_texts_without_a_common_word_share_nothing():
    assert shared(told("bradabra tesritel").words, told("murnokel vinluvin").words) == 0
    assert shared(told("").words, told("").words) == 0


def test_a_rare_word_weighs_more_than_a_frequent_one():
    weighed = unpacked(told("the bradabra").words)
    assert weighed[hashed("bradabra")] > 2 * weighed[hashed("the")]


def test_a_repeated_word_weighs_more_but_not_as_often_as_it_is_repeated():
    weighed = unpacked(weights({"bradabra": 3, "tesritel": 1}, most=5))
    assert 1 < weighed[hashed("bradabra")] / weighed[hashed("tesritel")] < 3


def test_an_unlisted_word_is_the_rarest():
    assert rarity("bradabra") == rarity("tesritel") >= rarity("explosion") > rarity("the")


@given(st.dictionaries(st.sampled_from(INVENTED), st.integers(1, 5), min_size=1), st.integers(1, 20))
def test_only_the_heaviest_are_kept_the_heaviest_first(counts, most):
    kept, every = unpacked(weights(counts, most=most)), unpacked(weights(counts, most=len(counts)))
    assert len(kept) == min(most, len(counts))
    assert list(kept.values()) == sorted(every.values(), reverse=True)[: len(kept)]


@given(texts)
def test_both_ways_of_unpacking_give_the_same(text):
    packed = told(text).words
    hashes, found = hashes_and_weights(packed)
    assert dict(zip(hashes.tolist(), found.tolist(), strict=True)) == unpacked(packed)


def test_a_long_text_keeps_as_many_words_as_are_compared():
    assert len(unpacked(told(" ".join(INVENTED)).words)) == MOST_WORDS


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A bomb hit Tessara and Velm.", {"tessara", "velm"}),
        ("Tessara was hit.", set()),  # every sentence begins with a capital
        ("It was hit. Bombs fell on Velm.", {"velm"}),
        ("The Dawn rose over Velm at dawn.", {"velm"}),  # written small as well: no name
    ],
)
def test_names_are_words_that_have_a_capital_where_none_is_due(text, names):
    assert names_of(text) == names


def test_years_are_no_figures():
    assert told("In 2025 there were 14 dead and 1,200 fled.").figures >= {hashed("14")}
    assert hashed("2025") not in told("In 2025 there were 14 dead.").figures


@pytest.mark.parametrize(
    "text", ["A 34-year-old man was shot.", "Brann Okke, 34, was shot.", "a 34 year old"]
)
def test_ages_are_read_as_they_are_written_of_persons(text):
    assert told(text).ages == {hashed("34")}


def test_a_count_is_no_age():
    assert told("34 people were shot.").ages == frozenset()
