"""No pair is given up that its comparison would find probable enough."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents.bounds import Bounds
from lapwing.incidents.compare import COMPARISONS, Curve, Model, stored_model
from tests.incidents.invented import account, accounts, companies

_odds = st.floats(-3, 3)
_curves = {
    name: st.builds(
        lambda unknown, odds: Curve(unknown, (0.0, 0.5, 1.0, 10.0), tuple(odds)),
        _odds,
        st.lists(_odds, min_size=4, max_size=4),
    )
    for name in COMPARISONS
}
models = st.builds(Model, st.floats(-6, 6), st.fixed_dictionaries(_curves))


@given(companies(least=3), models, st.floats(0.05, 0.95))
def test_what_is_probable_enough_stays(reports, model, least):
    others = np.arange(1, len(reports))
    kept = set(Bounds(reports, model, least=least).reachable(0, others).tolist())
    enough = {at for at in others.tolist() if model.compare(reports[0], reports[at]).probability >= least}
    assert enough <= kept


@given(st.lists(accounts(), min_size=2, max_size=5))
def test_what_is_kept_are_others_of_another_document_and_of_the_same_kind(reports):
    kept = Bounds(reports, stored_model(), least=0.0).reachable(0, np.arange(1, len(reports)))
    one = reports[0]
    assert kept.tolist() == [
        at for at, other in enumerate(reports) if at and other.doc_id != one.doc_id and other.kind == one.kind
    ]


def test_a_pair_that_says_nothing_alike_is_given_up():
    reports = [account("doc-1", "bradabra tesritel"), account("doc-2", "murnokel vinluvin")]
    assert not len(Bounds(reports, stored_model(), least=0.2).reachable(0, np.array([1])))
