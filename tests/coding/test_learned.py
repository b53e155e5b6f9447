import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding import learned
from lapwing.coding.coder import EventCoder
from lapwing.coding.features import trigger_features
from lapwing.coding.reading import read_closely
from lapwing.coding.weights import weights
from tests.coding.tagger.make import NEWS, document, reader

PLAIN = read_closely(document())
TRIGGERS = [t for s in PLAIN.sentences for t in s.triggers]
PLACES = PLAIN.resolution.places
BOUNDS = [step / 2 for step in range(-8, 9)]


class Says:
    """Scores that a test lays down."""

    def __init__(self, odds: Sequence[float] = (), none: float = 1.0, **labels: float) -> None:
        self._odds = odds
        self._none = none
        self._labels = labels

    def document(self) -> float:
        return 2.0

    def trigger(self, trigger) -> float:
        return 1.0

    def same(self, earlier, later) -> float:
        return -1.0

    def shares(self, role, triggers, mentions):
        assert len(mentions) == len(self._odds)
        return self._odds, self._none

    def labels(self, name, triggers):
        return self._labels


def reading(*odds: float, none: float = 1.0, **labels: float):
    return replace(PLAIN, scores=Says(odds, none, **labels))


def reached(features: list[str]) -> int:
    return sum(name.startswith("learned>=") for name in features)


@given(st.floats(-1e6, 1e6))
def test_a_score_is_one_feature_for_every_step_that_it_reaches(score):
    assert list(learned.steps("x", score)) == [f"x>={bound:g}" for bound in BOUNDS if score >= bound]


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_a_higher_score_reaches_every_step_of_a_lower_one(one, other):
    low, high = sorted((one, other))
    assert set(learned.steps("x", low)) <= set(learned.steps("x", high))


def test_an_option_has_the_shares_of_all_its_mentions():
    one, two, three = PLACES[:3]
    none, first, second = learned.shares(
        reading(0.3, 0.25, 0.25, none=0.2), "place", TRIGGERS[:1], [[one], [two, three]]
    )
    assert none == list(learned.steps("learned", math.log(0.2 / 0.8)))
    assert first == list(learned.steps("learned", math.log(0.3 / 0.7)))
    assert "learned>=0" in second
    assert [("learned top" in features) for features in (none, first, second)] == [False, False, True]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_of_options_the_one_with_the_greatest_share_is_on_top_and_reaches_most(parts):
    total = sum(parts) + 1
    odds = [part / total for part in parts]
    made = learned.shares(reading(*odds, none=1 / total), "place", TRIGGERS[:1], [[PLACES[0]] for _ in parts])
    assert len(made) == len(parts) + 1
    assert any("learned top" in features for features in made)
    best = max(reached(features) for features in made)
    assert all(reached(features) == best for features in made if "learned top" in features)


def test_a_certain_share_reaches_every_step_and_an_impossible_one_none():
    none, only = learned.shares(reading(1.0, none=0.0), "place", TRIGGERS[:1], [[PLACES[0]]])
    assert none == []
    assert reached(only) == len(BOUNDS)


def test_without_options_not_said_is_all_there_is():
    (none,) = learned.shares(reading(none=1.0), "place", TRIGGERS[:1], [])
    assert "learned top" in none


def test_labels_share_the_odds_of_those_allowed():
    given = reading(completed=2.0, failed=2.0, foiled=9.0)
    made = learned.label(given, "outcome", TRIGGERS[:1], ["completed", "failed"])
    assert made == {name: list(learned.steps("learned", 0.0)) for name in ("completed", "failed")}


def test_fields_with_several_labels_keep_each_label_s_own_score():
    assert learned.named(reading(bombing=2.0, arson=-1.0), "modes", TRIGGERS[:1]) == {
        "bombing": 2.0,
        "arson": -1.0,
    }


def test_triggers_and_pairs_have_their_steps():
    document = list(learned.steps("document", 2.0))
    assert list(learned.trigger(reading(), TRIGGERS[0])) == [*learned.steps("learned", 1.0), *document]
    assert list(learned.event(reading(), TRIGGERS)) == [*learned.steps("learned", 1.0), *document]
    assert list(learned.same(reading(), *TRIGGERS[:2])) == list(learned.steps("learned", -1.0))


def test_without_a_tagger_there_are_no_features():
    assert learned.shares(PLAIN, "place", TRIGGERS[:1], [[PLACES[0]], [PLACES[1]]]) == [[], [], []]
    assert learned.label(PLAIN, "outcome", TRIGGERS[:1], ["completed", None]) == {"completed": [], None: []}
    assert learned.named(PLAIN, "modes", TRIGGERS[:1]) == {}
    assert list(learned.trigger(PLAIN, TRIGGERS[0])) == list(learned.same(PLAIN, *TRIGGERS[:2])) == []


def test_a_tagger_adds_features_of_triggers_and_takes_none_away():
    scored = replace(PLAIN, scores=reader().read(document()).scores)
    for sentence in PLAIN.sentences:
        for trigger in sentence.triggers:
            plain = trigger_features(PLAIN, sentence, trigger)
            added = set(trigger_features(scored, sentence, trigger)) - set(plain)
            assert set(plain) <= set(trigger_features(scored, sentence, trigger))
            assert all("learned" in name or "document" in name for name in added)


def test_every_field_can_be_coded_with_a_tagger_and_the_same_way_twice():
    coder = EventCoder("learned", weights("cues"), reader().read)
    one, two = coder.code(document()), coder.code(document())
    assert one == two
    assert one.events
    assert all(span.end <= len(NEWS) for event in one.events for span in event.evidence)


def test_an_unknown_label_is_refused():
    with pytest.raises(KeyError):
        learned.label(reading(completed=1.0), "outcome", TRIGGERS[:1], ["completed", "averted"])
