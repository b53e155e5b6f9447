import itertools

from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.tagger.windows import CONTEXT, LENGTH, Window, windows
from tests.coding.tagger.make import pieces_of

# Sentences of news, none at all, and such as no window holds.
LENGTHS = st.lists(st.one_of(st.integers(0, 60), st.integers(0, 700)), max_size=30)


@given(LENGTHS)
def test_own_pieces_cover_a_document_once_and_without_a_gap(lengths):
    pieces = pieces_of(*lengths)
    owned = [at for window in windows(pieces) for at in range(window.own, window.end)]
    assert owned == list(range(len(pieces)))


@given(LENGTHS)
def test_no_window_is_longer_than_the_encoder_reads(lengths):
    assert all(window.end - window.first <= LENGTH for window in windows(pieces_of(*lengths)))


@given(LENGTHS)
def test_every_window_owns_something_and_its_context_keeps_its_limit(lengths):
    for window in windows(pieces_of(*lengths)):
        assert window.own < window.end
        assert 0 <= window.own - window.first <= CONTEXT


@given(LENGTHS)
def test_a_sentence_is_cut_only_when_no_window_could_hold_it_behind_its_context(lengths):
    pieces = pieces_of(*lengths)
    bounds = {*pieces.sentences, len(pieces)}
    ordered = sorted(bounds)
    for window in windows(pieces):
        if window.end not in bounds:
            after = next(b for b in ordered if b > window.own)
            assert after - window.first > LENGTH


@given(LENGTHS)
def test_a_window_holds_as_many_whole_sentences_as_fit(lengths):
    pieces = pieces_of(*lengths)
    bounds = sorted({*pieces.sentences, len(pieces)})
    for window in windows(pieces):
        fitting = [b for b in bounds if window.own < b <= window.first + LENGTH]
        assert not fitting or window.end == fitting[-1]


@given(st.lists(st.integers(1, CONTEXT), min_size=8, max_size=30))
def test_context_is_whole_sentences(lengths):
    pieces = pieces_of(*lengths)
    for before, window in itertools.pairwise(windows(pieces)):
        assert window.own == before.end
        assert window.first in pieces.sentences
        assert window.first < window.own


def test_a_short_document_is_one_window_without_context():
    assert list(windows(pieces_of(20, 30))) == [Window(0, 0, 50)]


def test_nothing_has_no_window():
    assert list(windows(pieces_of())) == []
    assert list(windows(pieces_of(0, 0))) == []
