import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.evaluation import Judged, calibration_of, coded_document, judged
from lapwing.evaluation.calibration import calibration_error, reliability
from tests.evaluation.make import at, document, event

_EVENTS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.35, 0.5, 0.8, 0.99, 1.0]), st.booleans()), min_size=1, max_size=40
)


def parted(events):
    return [sure for sure, _ in events], [right for _, right in events]


def fair(size, seed=1):
    generator = np.random.default_rng(seed)
    sure = generator.random(size)
    return sure, generator.random(size) < sure


def test_confidences_that_come_true_have_no_error():
    assert calibration_error([0.5] * 4, [True, False, True, False]) == 0
    assert calibration_error([0.0, 1.0], [False, True]) == 0


def test_the_error_is_the_mean_distance_weighed_by_bin():
    sure = [0.2] * 5 + [0.9] * 5
    right = [False] * 5 + [True, True, True, False, False]
    assert calibration_error(sure, right, bins=2) == pytest.approx((0.2 + 0.3) / 2)


def test_no_events_have_no_error_and_no_table():
    assert calibration_error([], []) == 0
    assert reliability([], []) == ()
    assert calibration_of([], np.random.default_rng(1)) is None


def test_bins_hold_as_many_events_each():
    sure, right = fair(103)
    table = reliability(sure, right, bins=5)
    assert sorted(one.count for one in table) == [20, 20, 21, 21, 21]
    assert all(earlier.high < later.low for earlier, later in itertools.pairwise(table))


@given(_EVENTS, st.integers(1, 8), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(events, bins, shuffler):
    mixed = list(events)
    shuffler.shuffle(mixed)
    assert reliability(*parted(mixed), bins=bins) == reliability(*parted(events), bins=bins)


@given(_EVENTS, st.integers(1, 8))
def test_the_table_counts_every_event_once_and_keeps_its_bins_apart(events, bins):
    table = reliability(*parted(events), bins=bins)
    assert sum(one.count for one in table) == len(events)
    assert len(table) <= bins
    assert all(one.low <= one.mean + 1e-9 and one.mean <= one.high + 1e-9 for one in table)
    assert all(0 <= one.right <= 1 for one in table)


@given(_EVENTS, st.integers(1, 8))
def test_the_error_follows_from_the_table(events, bins):
    sure, right = parted(events)
    table = reliability(sure, right, bins=bins)
    expected = sum(one.count * abs(one.mean - one.right) for one in table) / len(events)
    assert calibration_error(sure, right, bins=bins) == pytest.approx(expected)


def test_the_noise_is_what_fair_confidences_show():
    found = []
    for seed in range(40):
        sure, right = fair(100, seed)
        found.append(calibration_error(sure, right))
    events = [Judged(str(n), float(s), bool(r)) for n, (s, r) in enumerate(zip(*fair(100), strict=True))]
    measured = calibration_of(events, np.random.default_rng(3), rounds=300)
    assert measured is not None
    assert measured.noise == pytest.approx(np.mean(found), abs=0.02)
    assert measured.noise < measured.noise_high
    assert measured.count == 100


def calibration(sure, right, *, weights=None, rounds=50):
    marks = [1.0] * len(sure) if weights is None else weights
    events = [
        Judged(str(n), float(s), bool(r), w)
        for n, (s, r, w) in enumerate(zip(sure, right, marks, strict=True))
    ]
    measured = calibration_of(events, np.random.default_rng(3), rounds=rounds)
    assert measured is not None
    return measured


def mean_of(how, sizes, distort):
    found = [
        calibration(distort(sure), right, rounds=1) for sure, right in (fair(sizes, n) for n in range(60))
    ]
    return np.mean([getattr(one, how) for one in found])


def test_the_debiased_error_is_nearer_to_the_true_one_where_confidences_promise_too_much():
    def lifted(sure):
        return np.minimum(1.0, sure + 0.1)

    sure, _ = fair(100_000)
    truth = float(np.mean(lifted(sure) - sure))
    assert abs(mean_of("debiased", 60, lifted) - truth) < abs(mean_of("error", 60, lifted) - truth)
    assert mean_of("debiased", 60, lifted) > truth - 0.01


def test_the_debiased_error_of_fair_confidences_is_smaller_but_not_nothing():
    assert 0.01 < mean_of("debiased", 100, lambda sure: sure) < 0.8 * mean_of("error", 100, lambda sure: sure)


@given(_EVENTS)
def test_the_debiased_error_is_never_negative_nor_above_the_error(events):
    measured = calibration(*parted(events), rounds=1)
    assert 0 <= measured.debiased <= measured.error + 1e-9


def test_an_event_that_counts_twice_is_as_two_events():
    sure, right = [0.2, 0.4, 0.6, 0.8], [False, True, False, True]
    twice = [*sure, 0.4], [*right, True]
    assert calibration_error(sure, right, weights=[1, 2, 1, 1], bins=1) == pytest.approx(
        calibration_error(*twice, bins=1)
    )
    (one,) = reliability(sure, right, weights=[1, 2, 1, 1], bins=1)
    (other,) = reliability(*twice, bins=1)
    assert (one.mean, one.right) == pytest.approx((other.mean, other.right))
    assert one.count == 4


def test_weights_that_are_all_alike_change_nothing():
    sure, right = fair(80)
    assert calibration(sure, right, weights=[0.5] * 80).error == pytest.approx(calibration(sure, right).error)


def test_confidences_that_promise_too_much_stand_out_of_the_noise():
    sure, right = fair(300)
    events = [
        Judged(str(n), float(s) ** 0.3, bool(r)) for n, (s, r) in enumerate(zip(sure, right, strict=True))
    ]
    measured = calibration_of(events, np.random.default_rng(3), rounds=200)
    assert measured is not None
    assert measured.error > measured.noise_high
    assert measured.within.low <= measured.error <= measured.within.high


def test_the_same_seed_gives_the_same_calibration():
    events = [Judged(str(n % 7), 0.1 * (n % 10), n % 3 == 0) for n in range(40)]
    first = calibration_of(events, np.random.default_rng(5), rounds=50)
    assert first == calibration_of(events, np.random.default_rng(5), rounds=50)


def test_verdicts_and_confidences_must_pair():
    with pytest.raises(ValueError, match="as many verdicts"):
        calibration_error([0.5], [True, False])


def test_an_event_is_right_where_the_scorer_aligns_it_and_optional_ones_are_left_out():
    text = "x" * 90
    gold = document(
        event(event_id="1", evidence=at(0, 10)),
        event(event_id="2", evidence=at(20, 30), optional=True),
        text=text,
    )
    predicted = document(
        event(event_id="a", evidence=at(0, 10), confidence=0.9),
        event(event_id="b", evidence=at(20, 30), confidence=0.8),
        event(event_id="c", evidence=at(40, 50), confidence=0.4),
        event("plot", event_id="d", evidence=at(0, 10), confidence=0.3),
        text=text,
    )
    found = judged([coded_document(gold)], [coded_document(predicted)], aliases={})
    assert found == [Judged("d", 0.9, True), Judged("d", 0.4, False), Judged("d", 0.3, False)]


def test_documents_outside_gold_and_events_without_confidence_are_not_judged():
    gold = [coded_document(document(event()))]
    other = coded_document(document(event(confidence=0.5), doc_id="other"))
    assert judged(gold, [other], aliases={}) == []
    assert judged(gold, [coded_document(document(event()))], aliases={}) == []
