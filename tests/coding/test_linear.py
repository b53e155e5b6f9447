import math

from lapwing.coding.fields.options import Option, choose
from lapwing.coding.weights import weights
from lapwing.linear import Linear


def test_a_score_is_the_sum_of_the_weights_it_names():
    assert Linear({"a": 1.5, "b": -0.5}).score(["a", "b", "unknown"]) == 1.0


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
