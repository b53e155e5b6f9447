"""Curves are fitted to what pairs share, and only in the direction that makes sense."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents.compare import COMPARISONS, Model
from tests.incidents.invented import account, accounts
from training.linking.curves import KNOTS, columns, curves, fit, looked

NAMES = list(KNOTS)


def values(count: int, **given: object) -> np.ndarray:
    """What comparisons give for as many pairs: unknown but for what is given."""
    made = np.full((count, len(NAMES)), np.nan)
    for name, value in given.items():
        made[:, NAMES.index(name)] = value
    return made


def fitted(seen: np.ndarray, same: np.ndarray, given: np.ndarray | None = None) -> Model:
    beside = np.zeros(len(seen)) if given is None else given
    weights = fit(columns(seen), beside, same.astype(float), np.ones(len(seen)))
    return Model.read(curves(weights))


def test_every_knot_belongs_to_a_comparison():
    assert KNOTS.keys() <= COMPARISONS.keys()
    assert all(list(knots) == sorted(set(knots)) for knots in KNOTS.values())


@given(st.lists(st.tuples(accounts("doc-1"), accounts("doc-2")), max_size=3))
def test_what_is_fitted_on_is_what_comparisons_give(pairs):
    seen = looked(pairs)
    assert seen.shape == (len(pairs), len(NAMES))
    for row, (a, b) in zip(seen, pairs, strict=True):
        for value, name in zip(row, NAMES, strict=True):
            found = COMPARISONS[name](a, b)
            assert np.isnan(value) if found is None else value == found


@given(st.lists(accounts("doc-1"), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_columns_times_their_weights_are_the_curves_of_the_model(held, random):
    pairs = [(one, account("doc-2", "the pier of Ostkell", published=739_001, killed=3)) for one in held]
    table = columns(looked(pairs))
    weights = np.array([random.uniform(-2, 2) for _ in range(table.shape[1])])
    model = Model.read(curves(weights))
    odds = [
        model.prior + sum(curve(COMPARISONS[n](a, b)) for n, curve in model.curves.items()) for a, b in pairs
    ]
    assert table @ weights == pytest.approx(odds, abs=0.05), "weights are stored to three digits"


def test_what_pairs_of_one_incident_share_counts_for_a_pair():
    wording = np.linspace(0, 0.7, 200)
    model = fitted(values(200, wording=wording), wording > 0.35)
    curve = model.curves["wording"]
    assert curve(0.7) - curve(0) > 2
    assert curve(0.25) < curve(0.5)


def test_what_pairs_of_two_incidents_are_apart_by_counts_against_a_pair():
    apart = np.linspace(0, 40, 200)
    model = fitted(values(200, days_apart=apart), apart < 5)
    assert model.curves["days_apart"](0) - model.curves["days_apart"](40) > 2


def test_data_that_run_the_wrong_way_leave_a_curve_level():
    wording = np.linspace(0, 0.7, 200)
    model = fitted(values(200, wording=wording, days_apart=wording * 50), wording < 0.35)
    assert set(model.curves["wording"].odds) == {0.0}
    assert min(model.curves["days_apart"].odds) < -1, "what runs the right way takes its place"


def test_of_unknown_values_it_is_learned_what_they_tell():
    known = np.arange(200) % 2 == 0
    seen = np.where(known[:, None], values(200, killed_apart=0), values(200))
    assert fitted(seen, known).curves["killed_apart"].unknown < -1


def test_what_never_varies_has_no_weight():
    wording = np.linspace(0, 0.7, 200)
    model = fitted(values(200, wording=wording, killed_apart=0), wording > 0.35)
    assert set(model.curves["killed_apart"].odds) == {0.0}


def test_what_is_given_beside_the_curves_is_not_learned_again():
    wording = np.where(np.arange(200) % 2 == 0, 0.7, 0.0)
    same = wording > 0.35
    alone = fitted(values(200, wording=wording), same)
    beside = fitted(values(200, wording=wording), same, np.where(same, 6.0, -6.0))
    assert beside.curves["wording"](0.7) < 0.2 * alone.curves["wording"](0.7)


def test_a_pair_with_more_mass_moves_the_curves_more():
    seen = columns(values(4, wording=[0.7, 0.7, 0.0, 0.0]))
    same = np.array([1.0, 0.0, 0.0, 1.0])
    prior = [fit(seen, np.zeros(4), same, np.array([1.0, m, m, 1.0]))[0] for m in (1.0, 9.0)]
    assert prior[1] < prior[0]
