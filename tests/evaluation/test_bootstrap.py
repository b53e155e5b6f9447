import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lapwing.evaluation import Rate, intervals
from lapwing.evaluation.scores import Tally, combine


def tally(right, given_, wanted):
    rate = Rate(right, given_, wanted)
    return Tally(detection=rate, family=rate, record=rate, invented=right, inventable=given_)


def test_the_same_seed_gives_the_same_intervals():
    tallies = [tally(1, 2, 3), tally(0, 1, 1), tally(2, 2, 2)]
    first = intervals(tallies, np.random.default_rng(7), rounds=200)
    assert first == intervals(tallies, np.random.default_rng(7), rounds=200)


def test_documents_that_are_all_alike_leave_no_doubt():
    found = intervals([tally(1, 2, 2)] * 5, np.random.default_rng(1), rounds=50)
    assert found["detection"].low == found["detection"].high == 0.5


def test_no_documents_have_no_interval():
    assert intervals([], np.random.default_rng(1)) == {}


_TALLIES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(3, 6), st.integers(3, 6)).map(lambda t: tally(*t)),
    min_size=2,
    max_size=8,
)


@given(_TALLIES)
def test_an_interval_is_ordered_and_within_the_documents(tallies):
    interval = intervals(tallies, np.random.default_rng(3), rounds=100)["detection"]
    singles = [one.detection.f1 for one in tallies]
    assert min(singles) - 1e-9 <= interval.low <= interval.high <= max(singles) + 1e-9
    assert combine(tallies).detection.given == sum(one.detection.given for one in tallies)
