import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.fitting.linear import AT_LEAST, Prior, fit_binary, fit_choice
from lapwing.linear import Linear, shares

ROWS = [["bias", "bomb"]] * 6 + [["bias", "goal"]] * 6 + [["bias", "rare"]]
LABELS = [True] * 5 + [False] + [False] * 7
EVEN = [1.0] * len(ROWS)
CASES = [([["near"], ["far"], ["none"]], [True, False, False])] * 5 + [
    ([["near"], ["far"]], [False, True]),
    ([["far"], ["none"]], [False, True]),
]
FEATURES = st.lists(st.sampled_from("abcd"), max_size=4)


def test_what_goes_with_events_weighs_for_them_and_what_goes_without_against():
    weights = fit_binary(ROWS, LABELS, EVEN, penalty=0.1)
    assert weights["bomb"] > 0 > weights["goal"]


def test_without_a_penalty_to_speak_of_the_probability_is_the_share_seen():
    model = Linear(fit_binary([["x"]] * 8, [True] * 6 + [False] * 2, [1.0] * 8, penalty=1e-6))
    assert model.probability(["x"]) == pytest.approx(0.75, abs=0.01)


def test_a_weight_of_two_is_as_good_as_two_cases():
    once = fit_binary([["x"]] * 4, [True, True, False, False], [2.0, 1.0, 1.0, 1.0], penalty=0.5)
    twice = fit_binary([["x"]] * 5, [True, True, True, False, False], [1.0] * 5, penalty=0.5)
    assert once["x"] == pytest.approx(twice["x"], abs=0.005)


def test_a_higher_penalty_leaves_smaller_weights():
    loose, tight = (fit_binary(ROWS, LABELS, EVEN, penalty=p) for p in (0.1, 10.0))
    assert abs(tight["bomb"]) < abs(loose["bomb"])


def test_a_feature_too_rare_has_no_weight_unless_it_is_known():
    assert AT_LEAST > 1
    assert "rare" not in fit_binary(ROWS, LABELS, EVEN, penalty=0.1)
    assert "rare" in fit_binary(ROWS, LABELS, EVEN, penalty=0.1, prior=Prior({"rare": 1.0}))


def test_without_cases_the_prior_is_what_is_known():
    prior = Prior({"x": 1.5})
    assert fit_binary([], [], [], penalty=1.0, prior=prior) == {"x": 1.5}
    assert fit_choice([], penalty=1.0, prior=prior) == {"x": 1.5}
    assert fit_binary([], [], [], penalty=1.0) == fit_choice([], penalty=1.0) == {}


def test_a_strong_prior_is_not_moved_and_a_weak_one_is():
    mean = {"bomb": -2.0}
    held = fit_binary(ROWS, LABELS, EVEN, penalty=1.0, prior=Prior(mean, strength=1e6))
    moved = fit_binary(ROWS, LABELS, EVEN, penalty=1.0, prior=Prior(mean, strength=0.01))
    assert held["bomb"] == pytest.approx(-2.0, abs=0.01)
    assert moved["bomb"] > 0


def test_the_scale_of_a_scaled_prior_is_free_but_not_its_proportions():
    rows = [["a", "b"]] * 8
    labels = [True] * 6 + [False] * 2
    prior = Prior({"a": 4.0, "b": 2.0}, strength=1e5, scaled=True)
    weights = fit_binary(rows, labels, [1.0] * 8, penalty=1.0, prior=prior)
    assert weights["a"] == pytest.approx(2 * weights["b"], abs=0.02)
    assert Linear(weights).probability(["a", "b"]) == pytest.approx(0.75, abs=0.02)


@given(st.lists(st.tuples(FEATURES, st.booleans()), min_size=1, max_size=12))
def test_weights_are_numbers_whatever_is_seen(cases):
    rows, labels = zip(*cases, strict=True)
    assert all(map(math.isfinite, fit_binary(rows, labels, [1.0] * len(rows), penalty=1.0).values()))


def test_the_option_that_is_mostly_right_comes_first():
    weights = fit_choice(CASES, penalty=0.1)
    scores = [Linear(weights).score([name]) for name in ("near", "far", "none")]
    assert max(scores) == scores[0]


def test_of_options_that_are_right_together_any_may_be_chosen():
    model = Linear(fit_choice([([["a"], ["b"], ["c"]], [True, True, False])] * 6, penalty=0.01))
    odds = shares([model.score([name]) for name in "abc"])
    assert odds[0] + odds[1] > 0.9
    assert odds[0] == pytest.approx(odds[1], abs=0.01)


@given(st.lists(st.lists(FEATURES, min_size=2, max_size=4), min_size=1, max_size=6), st.data())
def test_choices_can_be_fitted_whatever_is_offered(options, data):
    cases = []
    for offered in options:
        right = data.draw(st.integers(0, len(offered) - 1))
        cases.append((offered, [i == right for i in range(len(offered))]))
    assert all(map(math.isfinite, fit_choice(cases, penalty=1.0).values()))
