"""Every comparison looks the same from both sides, counts as its curve says, and is shown to people."""

import json
import math
from dataclasses import replace
from importlib import resources
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents import Account, compare, explain
from lapwing.incidents.compare import COMPARISONS, Curve, Model, log_odds, probability, stored_model
from lapwing.incidents.obstacles import OBSTACLES
from lapwing.incidents.words import shared, weights
from tests.incidents.invented import DAY, INVENTED, account, accounts

# The further apart, the less alike; the others say how alike two reports are.
APART = {name for name in COMPARISONS if name.endswith("_apart")}
# One outlet that reports twice mostly tells of two things.
COUNTS_AGAINST = APART | {"same_outlet", "told_again"}
# What two reports may share for no reason but that neither says anything.
ALWAYS_SAID = {"wording", "opening", "names_shared", "same_type"}


@given(accounts("doc-1"), accounts("doc-2"))
def test_whichever_report_comes_first_the_pair_is_exactly_as_probable(a, b):
    assert compare(a, b) == compare(b, a)


def test_the_order_in_which_words_are_summed_does_not_show():
    draw = Random(1)
    said = [{word: draw.randint(1, 400) for word in draw.sample(INVENTED[:150], 60)} for _ in range(20)]
    held = [account(f"doc-{n}", words=weights(counts, most=60)) for n, counts in enumerate(said)]
    pairs = list(combinations(held, 2))
    assert any(shared(a.words, b.words) != shared(b.words, a.words) for a, b in pairs), "last digits differ"
    assert all(compare(a, b) == compare(b, a) for a, b in pairs)


@given(accounts(), accounts())
def test_every_comparison_gives_the_same_from_both_sides(a, b):
    for look in COMPARISONS.values():
        assert look(a, b) == pytest.approx(look(b, a), nan_ok=False), look.__name__


@given(accounts(), accounts())
def test_shares_are_shares_and_distances_are_not_negative(a, b):
    for name, look in COMPARISONS.items():
        value = look(a, b)
        if value is not None:
            most = math.inf if name in APART - {"sure_days_apart", "sure_towns_apart"} else 1 + 1e-6
            assert 0 <= value <= (math.inf if name == "names_shared" else most), name


@given(accounts())
def test_what_a_report_does_not_say_is_not_compared(held):
    silent = account("doc-9", type=held.type, kind=held.kind)
    for name, look in COMPARISONS.items():
        assert (look(held, silent) is None) == (name not in ALWAYS_SAID), name


def test_what_is_not_compared_counts_as_unknown():
    silent = (account("doc-1"), account("doc-2"))
    model = stored_model()
    odds = model.prior + sum(
        curve.unknown if name not in ALWAYS_SAID else curve(COMPARISONS[name](*silent))
        for name, curve in model.curves.items()
    )
    assert compare(*silent).probability == pytest.approx(probability(odds))


def test_a_curve_is_straight_between_its_knots_and_level_beyond():
    curve = Curve(-0.5, (0.0, 1.0, 3.0), (0.0, 2.0, 4.0))
    assert [curve(value) for value in (None, -1, 0, 0.5, 2, 9)] == [-0.5, 0, 0, 1, 3, 4]


@pytest.mark.parametrize("name", COMPARISONS)
def test_to_be_more_alike_never_counts_against_a_pair(name):
    odds = stored_model().curves[name].odds
    assert list(odds) == sorted(odds, reverse=name in COUNTS_AGAINST)


def test_every_comparison_has_a_curve_and_every_curve_a_comparison():
    assert stored_model().curves.keys() == COMPARISONS.keys()


def test_the_weights_that_ship_are_read_as_they_are_written():
    text = resources.files("lapwing.incidents").joinpath("weights/comparisons.json").read_text("utf-8")
    assert Model.read(json.loads(text)) == stored_model()


@given(accounts("doc-1"), accounts("doc-2"))
def test_the_reasons_sum_to_the_log_odds(a, b):
    joined = explain(a, b)
    assert joined.probability == compare(a, b).probability
    if compare(a, b).barred:
        assert [weight for _, weight in joined.reasons] == [-math.inf]
        return
    odds = stored_model().prior + sum(weight for _, weight in joined.reasons)
    # Reasons are shown to two digits; beyond 30 log-odds are cut.
    assert max(-30, min(30, odds)) == pytest.approx(
        log_odds(joined.probability), abs=0.006 * len(joined.reasons)
    )


@given(accounts("doc-1"), accounts("doc-2"))
def test_the_weightiest_reason_is_shown_first(a, b):
    weights = [abs(weight) for _, weight in explain(a, b).reasons]
    assert weights == sorted(weights, reverse=True)


def test_reasons_say_in_words_what_was_compared():
    a, b = account("doc-1", days=(DAY, DAY)), account("doc-2", days=(DAY + 1, DAY + 3))
    said = dict(explain(a, b).reasons)
    assert "How many days lie between the days on which they say it happened: 1" in said
    assert "How far their counts of the killed differ: not said" in said


@pytest.mark.parametrize("look", [*COMPARISONS.values(), *OBSTACLES], ids=lambda look: look.__name__)
def test_everything_that_is_compared_says_what_it_looks_at(look):
    assert look.__doc__


def test_what_is_ruled_out_has_that_reason_alone():
    a, b = account("doc-1", event_id="evt-1"), account("doc-1", event_id="evt-2")
    assert compare(a, b).barred
    assert explain(a, b).reasons == (("One document tells of both, as two events", -math.inf),)


@pytest.mark.parametrize(
    ("name", "one", "other", "value"),
    [
        ("days_apart", {"days": (DAY, DAY + 3)}, {"days": (DAY + 2, DAY + 9)}, 0),
        ("days_apart", {"days": (DAY, DAY)}, {"days": (DAY + 5, DAY + 9)}, 5),
        ("published_apart", {"published": DAY}, {"published": DAY - 4}, 4),
        ("killed_apart", {"killed": 3}, {"killed": 30}, 27),
        ("figures", {"figures": frozenset({1, 2})}, {"figures": frozenset({1, 5, 6})}, 0.5),
        ("same_modes", {"modes": frozenset({"bombing"})}, {"modes": frozenset({"bombing", "drone"})}, 1),
        ("same_group", {"group": "Dawn Column"}, {"group": "Salt Front"}, 0),
        ("same_outlet", {"outlet": "dagblad.example"}, {"outlet": "dagblad.example"}, 1),
    ],
)
def test_what_comparisons_give(name, one, other, value):
    assert COMPARISONS[name](account("doc-1", **one), account("doc-2", **other)) == value


def test_provinces_have_no_distance():
    town = {"spot": (10.0, 10.0), "place_precision": "city"}
    look = COMPARISONS["places_apart"]
    assert look(account("doc-1", **town), account("doc-2", **{**town, "place_precision": "province"})) is None
    assert look(
        account("doc-1", **town), account("doc-2", **{**town, "spot": (11.0, 10.0)})
    ) == pytest.approx(111, 0.01)


@given(st.floats(-60, 60))
def test_log_odds_and_probability_undo_each_other(odds):
    cut = max(-30.0, min(30.0, odds))
    assert log_odds(probability(odds)) == pytest.approx(cut, abs=0.05)
    assert 0 < probability(odds) < 1


def told_alike() -> tuple[Account, Account]:
    text = "A bomb killed 12 at the pier of Ostkell, where Halvard Quillmere, 34, sold fish."
    said = {"days": (DAY, DAY), "published": DAY + 1, "killed": 12, "country": "XTA"}
    return account("doc-1", text, **said), account("doc-2", text, **said)


def test_two_reports_that_say_the_same_are_probably_of_one_incident():
    assert compare(*told_alike()).probability > 0.9


def test_what_differs_makes_it_less_probable():
    a, b = told_alike()
    likely = compare(a, b).probability
    for other in ({"killed": 40}, {"published": DAY + 40}, {"days": (DAY + 12, DAY + 12)}):
        assert compare(a, replace(b, **other)).probability < likely, other
