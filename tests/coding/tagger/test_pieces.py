import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Span
from lapwing.text import sentences, words
from tests.coding.tagger.make import ENTRIES, NEWS, pieces_of, vocabulary

VOCABULARY = vocabulary()
TEXTS = st.one_of(
    st.text(max_size=80), st.text(alphabet="aA bomb.,;“”_'’é\n1ßİ\u0301attack killed", max_size=120)
)


def pieces_in(text: str):
    return VOCABULARY.pieces(text, sentences(text))


def names(text: str) -> list[str]:
    return [ENTRIES[number] for number in pieces_in(text).ids]


def test_the_longest_known_piece_comes_first():
    assert names("attacks killed police") == ["attack", "##s", "kill", "##ed", "police"]


def test_case_and_accents_do_not_matter():
    assert names("ATTACK") == ["attack"]
    assert names("polícé") == names("police")


def test_a_word_with_a_letter_that_no_piece_has_is_unknown_as_a_whole():
    assert names("attackж bomb") == ["[UNK]", "bomb"]


def test_a_word_too_long_to_take_apart_is_unknown():
    assert len(names("a" * 40)) == 40
    assert names("a" * 41) == ["[UNK]"]


def test_all_pieces_of_a_word_cover_the_whole_word():
    text = "a bombing"
    pieces = pieces_in(text)
    assert list(zip(pieces.starts, pieces.ends, strict=True)) == [(0, 1), (2, 9), (2, 9)]


def test_sentences_begin_where_their_first_piece_is():
    text = "The bomb. The attack."
    pieces = pieces_in(text)
    assert [int(pieces.starts[at]) for at in pieces.sentences] == [0, 10]


def test_a_vocabulary_without_the_special_pieces_is_refused():
    with pytest.raises(KeyError, match="MASK"):
        VOCABULARY.__class__(ENTRIES[:4])


@given(TEXTS)
def test_pieces_quote_words_or_single_marks_of_their_sentence_in_order(text):
    pieces = pieces_in(text)
    quotes = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert all(re.fullmatch(r"\w+|[^\w\s]", quote) for quote in quotes)
    assert all(pieces.starts[:-1] <= pieces.starts[1:])
    assert all(pieces.ends[:-1] <= pieces.ends[1:])
    bounds = [*pieces.sentences, len(pieces)]
    for sentence, first, end in zip(sentences(text), bounds, bounds[1:], strict=False):
        assert all(sentence.start <= s for s in pieces.starts[first:end])
        assert all(e <= sentence.end for e in pieces.ends[first:end])


@given(TEXTS)
def test_pieces_cover_every_word_and_no_space(text):
    pieces = pieces_in(text)
    covered = {i for start, end in zip(pieces.starts, pieces.ends, strict=True) for i in range(start, end)}
    inside = {i for span in sentences(text) for i in range(span.start, span.end)}
    assert covered == {i for i in inside if not text[i].isspace()}
    assert all(covered.issuperset(range(word.start, word.end)) for word in words(text))


@given(TEXTS)
def test_pieces_are_those_of_a_vocabulary_that_has_seen_nothing_yet(text):
    fresh = vocabulary().pieces(text, sentences(text))
    assert fresh.ids.tolist() == pieces_in(text).ids.tolist()


@given(TEXTS, st.data())
def test_the_pieces_within_a_span_are_never_none_and_hold_all_that_touch_it(text, data):
    pieces = pieces_in(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = pieces.within(start, end)
    touching = [i for i in range(len(pieces)) if pieces.starts[i] < end and start < pieces.ends[i]]
    assert first < last
    assert set(touching) <= set(range(first, last))
    if len(pieces):
        assert last <= len(pieces)
    if touching:
        assert (first, last) == (touching[0], touching[-1] + 1)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_a_span_over_everything_holds_every_piece(lengths):
    pieces = pieces_of(*lengths)
    if len(pieces):
        assert pieces.within(0, len(pieces)) == (0, len(pieces))


def test_every_word_of_the_news_has_pieces_that_quote_it():
    pieces = pieces_in(NEWS)
    for word in words(NEWS):
        first, last = pieces.within(word.start, word.end)
        span = Span(start=int(pieces.starts[first]), end=int(pieces.ends[last - 1]))
        assert span.quote(NEWS) == NEWS[word.start : word.end]
