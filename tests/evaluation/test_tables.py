import numpy as np

from lapwing.evaluation import (
    Judged,
    calibration_of,
    calibration_text,
    coded_document,
    errors_text,
    intervals,
    score,
    scores_text,
)
from tests.evaluation.make import at, document, event

GOLD = document(event(country="IRQ", killed=3), event("claim", evidence=at(12, 20), event_id="c"))
GIVEN = document(event(country="IRQ", killed=4), event("raid", evidence=at(22, 26), event_id="r"))
SCORES = score([coded_document(GOLD)], [coded_document(GIVEN)], aliases={})


def test_the_figures_are_told_with_their_intervals():
    text = scores_text(SCORES, intervals=intervals(SCORES.tallies, np.random.default_rng(0), rounds=10))
    assert "detection        P 0.500  R 0.500  F1 0.500  (95%: 0.500 to 0.500)" in text
    assert "invention rate   0.000  (0 of 3)" in text
    assert "killed           0.000  1" in text
    assert "claim            P 0.00  R 0.00  F1 0.00  n 1" in text


def test_every_error_has_its_line():
    assert errors_text(SCORES.errors).splitlines() == [
        "d\te\tfields\tkilled: 3 -> 4",
        "d\tc\tmissed\tclaim - -",
        "d\tr\tspurious\traid - -",
    ]


def test_the_reliability_table_sets_what_came_true_beside_what_was_promised():
    events = [Judged(str(n), 0.2, False) for n in range(4)] + [Judged(str(n), 0.8, n > 0) for n in range(4)]
    measured = calibration_of(events, np.random.default_rng(0), bins=2, rounds=5)
    assert measured is not None
    assert calibration_text(measured).splitlines() == [
        "confidence       events  mean   right",
        "0.20 to 0.20          4  0.200  0.000",
        "0.80 to 0.80          4  0.800  0.750",
    ]
