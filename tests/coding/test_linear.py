import math

from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.fields.options import Option, choose
from lapwing.coding.weights import weights
from lapwing.linear import Linear, Scoped


def test_a_score_is_the_sum_of_the_weights_it_names():
    assert Linear({"a": 1.5, "b": -0.5}).score(["a", "b", "unknown"]) == 1.0


@given(
    weights=st.dictionaries(st.text("ab|: ", max_size=4), st.integers(-9, 9)),
    scopes=st.lists(st.sampled_from(["", "a|", "b: ", "b: a|"]), unique=True),
    names=st.lists(st.text("ab|: ", max_size=3)),
    besides=st.lists(st.text("ab|: ", max_size=3)),
)
def test_scoped_features_weigh_what_they_weigh_spelt_out(weights, scopes, names, besides):
    scoped = Scoped(tuple(scopes), tuple(names), tuple(besides))
    spelt = [f"{scope}{name}" for name in names for scope in scopes] + besides
    assert list(scoped) == spelt
    assert len(scoped) == len(spelt)
    assert Linear(weights).score(scoped) == Linear(weights).score(spelt)


def test_a_probability_is_the_logistic_of_the_score():
    assert math.isclose(Linear({"a": 2.0}).probability(["a"]), 1 / (1 + math.exp(-2)))
    assert Linear({"a": 1e9}).probability(["a"]) <= 1.0


def test_the_highest_option_is_chosen_and_the_first_of_equals():
    options = [Option(None, (), ()), Option("x", (), ("good",)), Option("y", (), ("good",))]
    choice = choose(options, Linear({"good": 1.0}))
    assert choice.option.value == "x"
    assert 0 < choice.probability < 1


def test_every_stage_has_shipped_weights():
    from lapwing.coding.coder import STAGES

    assert all(weights("cues").models[stage].weights for stage in STAGES)
    assert len(weights("cues").version) == 12
