import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.reading import read_closely
from lapwing.coding.tagger.heads import Heads
from lapwing.coding.tagger.pieces import Pieces
from lapwing.coding.tagger.tagged import FILLERS, LABELS, TYPES, Tagged
from tests.coding.tagger.make import (
    NEWS,
    ROLES,
    SIZE,
    WithoutContext,
    arrays,
    document,
    read,
    vocabulary,
)

READING = read_closely(document())
PIECES = vocabulary().pieces(NEWS, [s.span for s in READING.sentences])
VECTORS = WithoutContext().vectors(PIECES)
HEADS = Heads(arrays())
TRIGGERS = [t for s in READING.sentences for t in s.triggers]
MENTIONS = {
    "country": READING.resolution.places,
    "place": READING.resolution.places,
    "date": READING.resolution.dates,
    "group": READING.resolution.groups,
    **dict.fromkeys(("killed", "injured", "detained"), READING.resolution.counts),
}


def tagged() -> Tagged:
    return Tagged.of(READING, PIECES, VECTORS, HEADS)


def test_the_news_has_what_these_tests_ask_about():
    assert len(TRIGGERS) >= 4
    assert all(len(MENTIONS[role]) >= 2 for role in ROLES if role != "group")
    assert MENTIONS["group"]


def test_a_trigger_s_score_is_its_head_on_the_mean_of_its_pieces():
    for trigger in TRIGGERS:
        first, last = PIECES.within(trigger.span.start, trigger.span.end)
        scores = HEADS.triggers(VECTORS[first:last].mean(axis=0, keepdims=True))[0]
        assert tagged().trigger(trigger) == pytest.approx(scores[TYPES.index(trigger.kind)], abs=1e-4)


def test_a_document_s_score_is_its_head_on_the_mean_of_all_pieces():
    expected = HEADS.document(VECTORS.mean(axis=0, keepdims=True))[0, 0]
    assert tagged().document() == pytest.approx(expected, abs=1e-4)


def test_every_word_is_scored_as_a_filler_of_every_role():
    scores = tagged().fillers()
    assert scores.shape == (sum(len(s.words) for s in READING.sentences), 2 * len(FILLERS))
    word = READING.sentences[1].words[0]
    first, last = PIECES.within(word.start, word.end)
    mean = VECTORS[first:last].mean(axis=0, keepdims=True)
    assert scores[len(READING.sentences[0].words)] == pytest.approx(HEADS.fillers(mean)[0], abs=1e-4)


def test_every_word_is_scored_for_every_type():
    for sentence in READING.sentences:
        assert tagged().words(sentence).shape == (len(sentence.words), len(TYPES))


def test_a_trigger_that_the_reading_does_not_have_has_no_score():
    other = read_closely(document("A bomb went off."))
    with pytest.raises(KeyError):
        tagged().trigger(other.sentences[0].triggers[0])


@pytest.mark.parametrize("role", ROLES)
@given(count=st.integers(1, 3), data=st.data())
def test_shares_of_the_odds_add_up_to_one(role, count, data):
    triggers = data.draw(st.lists(st.sampled_from(TRIGGERS), min_size=count, max_size=count, unique=True))
    odds, none = tagged().shares(role, triggers, MENTIONS[role])
    assert len(odds) == len(MENTIONS[role])
    assert (odds >= 0).all()
    assert none >= 0
    assert odds.sum() + none == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("role", ROLES)
def test_without_a_mention_all_odds_say_not_said(role):
    odds, none = tagged().shares(role, TRIGGERS[:1], [])
    assert (len(odds), none) == (0, 1.0)


def test_shares_follow_their_mentions_when_these_change_places():
    places = list(MENTIONS["place"])
    odds, none = tagged().shares("place", TRIGGERS[:2], places)
    turned, again = tagged().shares("place", TRIGGERS[1::-1], places[::-1])
    assert np.allclose(odds, turned[::-1], atol=1e-6)
    assert none == pytest.approx(again, abs=1e-6)


def test_even_scores_far_apart_leave_shares_that_are_numbers():
    huge = Tagged.of(READING, PIECES, VECTORS * 1e3, HEADS)
    odds, none = huge.shares("place", TRIGGERS, MENTIONS["place"])
    assert np.isfinite(odds).all()
    assert odds.sum() + none == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("name", sorted(LABELS))
def test_every_label_of_a_closed_list_is_scored(name):
    scores = tagged().labels(name, TRIGGERS[:2])
    assert tuple(scores) == LABELS[name]
    one, other = (tagged().labels(name, [t]) for t in TRIGGERS[:2])
    assert all(scores[k] == pytest.approx((one[k] + other[k]) / 2, abs=1e-4) for k in scores)


def test_the_same_question_has_the_same_answer():
    one, two = tagged(), tagged()
    assert one.same(TRIGGERS[0], TRIGGERS[1]) == two.same(TRIGGERS[0], TRIGGERS[1])
    assert one.same(TRIGGERS[0], TRIGGERS[1]) == one.same(TRIGGERS[0], TRIGGERS[1])
    assert read().scores.trigger(TRIGGERS[0]) == one.trigger(TRIGGERS[0])


def test_triggers_that_were_expected_score_as_those_that_were_not():
    told = tagged()
    told.expect(TRIGGERS)
    for role in ROLES:
        for trigger in TRIGGERS:
            odds, none = told.shares(role, [trigger], MENTIONS[role])
            alone, nothing = tagged().shares(role, [trigger], MENTIONS[role])
            assert np.allclose(odds, alone, atol=1e-6)
            assert none == pytest.approx(nothing, abs=1e-6)
    for earlier, later in itertools.combinations(TRIGGERS, 2):
        assert told.same(earlier, later) == pytest.approx(tagged().same(earlier, later), abs=1e-4)
    assert told.same(TRIGGERS[1], TRIGGERS[0]) == pytest.approx(
        tagged().same(TRIGGERS[1], TRIGGERS[0]), abs=1e-4
    )


def test_scores_stay_true_to_the_end_of_a_long_document():
    before = 25_000
    padding = np.zeros(before, dtype=np.int64)
    pieces = Pieces(
        np.concatenate([padding, PIECES.ids]),
        np.concatenate([padding, PIECES.starts]),
        np.concatenate([padding, PIECES.ends]),
        (0, *(before + at for at in PIECES.sentences)),
    )
    filler = np.random.default_rng(5).normal(loc=0.5, size=(before, SIZE)).astype(np.float32)
    long = Tagged.of(READING, pieces, np.concatenate([filler, VECTORS]), HEADS)
    for trigger in TRIGGERS:
        assert long.trigger(trigger) == pytest.approx(tagged().trigger(trigger), abs=0.01)


def test_mentions_made_in_passing_are_never_taken_for_earlier_ones():
    one = tagged()
    place = MENTIONS["place"][0]
    for sentence in READING.sentences:
        for word in sentence.words:
            moved = {"start": word.start, "end": word.end}
            odds, _ = one.shares("place", TRIGGERS[:1], [place.model_copy(update=moved)])
            again, _ = tagged().shares("place", TRIGGERS[:1], [place.model_copy(update=moved)])
            assert odds[0] == pytest.approx(again[0], abs=1e-6)
