"""What all the reports of a company say tells nothing; what a pair alone shares does."""

import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents import Company, Compared, compare, explain
from lapwing.incidents.company import FULL, Alike, Effect, in_company, stored_effect
from lapwing.incidents.compare import log_odds
from tests.incidents.invented import INVENTED, account, companies

# What every report of this company says.
ALL = "a shell struck the harbour quarter of Dalpetes"


def crowd(*own: str, size: int = FULL) -> list:
    """As many accounts that all say one thing; the first few say something of their own."""
    extra = [*own, *INVENTED[: size - len(own)]]
    return [account(f"doc-{number:02}", f"{ALL} {word}") for number, word in enumerate(extra)]


@given(companies(least=2, most=2))
def test_a_company_of_two_changes_nothing(pair):
    company = Company(pair)
    assert company.weigh(*pair, compare, stored_effect()) == compare(*pair)
    assert company.alike(*pair) == Alike(0.0, None, 0.0)


@given(companies(), st.randoms(use_true_random=False))
def test_the_order_of_a_company_does_not_matter(reports, random):
    shuffled = random.sample(reports, len(reports))
    effect = stored_effect()
    assert in_company(shuffled, compare, effect) == in_company(reports, compare, effect)


@given(companies())
def test_whichever_report_comes_first_the_company_counts_exactly_the_same(reports):
    company, (a, b, *_) = Company(reports), reports
    assert company.alike(a, b) == company.alike(b, a)
    assert company.weigh(a, b, compare, stored_effect()) == company.weigh(b, a, compare, stored_effect())
    assert company.explain(a, b) == company.explain(b, a)


@given(companies(least=3))
def test_what_sets_a_pair_apart_is_a_cosine(reports):
    company = Company(reports)
    words, names, weight = company.alike(*reports[:2])
    assert 0 <= words <= 1 + 1e-9
    assert names is None or 0 <= names <= 1 + 1e-9
    assert 0 < weight <= 1


@given(companies(least=3))
def test_company_lifts_no_pair_over_what_rules_it_out(reports):
    company = Company(reports)
    barred = company.weigh(*reports[:2], lambda a, b: Compared(0.0, barred=True), stored_effect())
    assert barred == Compared(0.0, barred=True)


def test_words_that_all_around_share_count_less_than_words_that_two_share_alone():
    reports = crowd("brahoxfen quodalmur", "brahoxfen quodalmur", "kelostvin")
    company = Company(reports)
    together, apart = company.alike(*reports[:2]), company.alike(reports[0], reports[2])
    assert together.words > 0.5 > 0.1 > apart.words


def test_company_counts_more_the_more_reports_keep_it():
    weights = [Company(crowd(size=size)).alike(*crowd(size=size)[:2]).weight for size in (2, 3, 8, FULL, 30)]
    assert weights == sorted(weights)
    assert (weights[0], weights[-2], weights[-1]) == (0, 1, 1)


@given(companies(least=3))
def test_the_company_is_one_of_the_reasons(reports):
    a, b, *_ = reports
    company = Company(reports)
    joined, alone = company.explain(a, b), explain(a, b)
    assert joined.probability == company.weigh(a, b, compare, stored_effect()).probability
    if compare(a, b).barred:
        assert joined == alone
        return
    (added,) = set(joined.reasons) - set(alone.reasons)
    assert f"that the {len(reports) - 2} reports around them do not" in added[0]
    assert log_odds(joined.probability) == pytest.approx(log_odds(alone.probability) + added[1], abs=0.01)


@pytest.mark.parametrize("curve", ["words", "names"])
def test_to_share_what_the_company_lacks_never_counts_against_a_pair(curve):
    odds = getattr(stored_effect(), curve).odds
    assert list(odds) == sorted(odds)


def test_the_effect_that_ships_is_read_as_it_is_written():
    text = resources.files("lapwing.incidents").joinpath("weights/company.json").read_text("utf-8")
    assert Effect.read(json.loads(text)) == stored_effect()
