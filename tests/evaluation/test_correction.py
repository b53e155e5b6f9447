import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.evaluation import isotonic

_EVENTS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.35, 0.5, 0.8, 0.99, 1.0]), st.booleans()), min_size=1, max_size=40
)


def parted(events):
    return [sure for sure, _ in events], [right for _, right in events]


@given(_EVENTS)
def test_isotonic_regression_never_turns_two_confidences_round(events):
    curve = isotonic(*parted(events))
    corrected = curve(np.linspace(0, 1, 50))
    assert all(np.diff(corrected) >= 0)
    assert all((corrected >= 0) & (corrected <= 1))


@given(_EVENTS)
def test_after_isotonic_regression_the_events_it_was_fitted_on_come_true_as_often_as_it_says(events):
    sure, right = parted(events)
    corrected = isotonic(sure, right)(sure)
    assert np.mean(corrected) == pytest.approx(np.mean(right))
    for level in set(np.round(corrected, 9)):
        there = np.abs(corrected - level) < 1e-8
        assert np.mean(np.asarray(right)[there]) == pytest.approx(level, abs=1e-6)


def test_a_curve_has_few_points_and_may_be_weighed():
    curve = isotonic([0.1, 0.2, 0.3, 0.4], [0, 0, 0, 1])
    assert curve.given == (0.1, 0.3, 0.4)
    assert curve.meant == (0.0, 0.0, 1.0)
    assert isotonic([0.5, 0.5], [1, 0], weights=[3, 1])(0.5) == pytest.approx(0.75)
