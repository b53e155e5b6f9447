import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.calibration import RAW, Calibration, calibration

TABLE = Calibration({"event": ((0.2, 0.4, 0.8), (0.1, 0.3, 0.5))})
shares = st.floats(min_value=0, max_value=1)


@st.composite
def tables(draw):
    given_ = sorted(draw(st.sets(st.integers(0, 1000), min_size=1, max_size=8)))
    meant = sorted(draw(st.lists(st.integers(0, 1000), min_size=len(given_), max_size=len(given_))))
    return Calibration({"event": (tuple(g / 1000 for g in given_), tuple(m / 1000 for m in meant))})


def test_a_stage_without_a_table_is_taken_at_its_word():
    assert RAW.confidence("event", 0.37) == 0.37
    assert TABLE.confidence("country", 0.37) == 0.37


@pytest.mark.parametrize(
    ("raw", "confidence"),
    [(0.2, 0.1), (0.3, 0.2), (0.4, 0.3), (0.6, 0.4), (0.8, 0.5), (0.0, 0.1), (1.0, 0.5)],
)
def test_a_table_is_straight_between_its_points_and_flat_beyond(raw, confidence):
    assert TABLE.confidence("event", raw) == pytest.approx(confidence)


@given(tables(), shares, shares)
def test_the_surer_of_two_answers_stays_the_surer(table, one, other):
    low, high = sorted((one, other))
    assert 0 <= table.confidence("event", low) <= table.confidence("event", high) + 1e-12 <= 1 + 1e-12


@given(tables())
def test_a_table_survives_the_weights_file(table):
    assert calibration(json.loads(json.dumps(table.stored()))) == table


@pytest.mark.parametrize(
    "table",
    [
        [[], []],
        [[0.1], [0.1, 0.2]],
        [[0.2, 0.1], [0.1, 0.2]],
        [[0.1, 0.1], [0.1, 0.2]],
        [[0.1, 0.2], [0.3, 0.2]],
        [[0.1, 0.2], [0.3, 1.2]],
    ],
)
def test_a_table_that_does_not_rise_within_0_and_1_is_refused(table):
    with pytest.raises(ValueError, match="'event' is no rising table"):
        calibration({"event": table})
