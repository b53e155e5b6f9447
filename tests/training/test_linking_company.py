"""What reports share beyond their company is learned from the components of linking."""

from itertools import combinations

from lapwing.incidents import Compared
from lapwing.incidents.company import Company, Effect
from tests.incidents.invented import INVENTED, account
from training.linking.company import Weighed, company_of, fit_company

SIZE = 14
# Two incidents of seven reports each; all of them share the words of one war, and each incident a place and a name.
COMPONENT = [
    (
        account(f"doc-{number:02}", f"a shell struck the quarter of {town} {INVENTED[number]}"),
        town,
    )
    for number in range(SIZE)
    for town in [("Dalpetes", "Ostzokel")[number % 2]]
]


def even(a: object, b: object) -> Compared:
    return Compared(0.5)


def weighed() -> Weighed:
    return company_of([COMPONENT], even)


def test_every_pair_of_a_component_is_weighed_once():
    made = weighed()
    assert len(made.odds) == len(made.same) == len(made.table) == SIZE * (SIZE - 1) // 2
    assert set(made.odds) == {0.0}
    assert made.same.sum() == 2 * (7 * 6 // 2)


def test_pairs_that_are_ruled_out_teach_nothing():
    made = company_of([COMPONENT], lambda a, b: Compared(0.0, barred=True))
    assert len(made.odds) == 0


def test_a_component_of_two_has_no_company_to_learn_from():
    assert not company_of([COMPONENT[:2]], even).table.any()


def test_to_share_what_the_others_lack_is_learned_to_count():
    effect = Effect.read(fit_company(weighed()))
    company, reports = Company([report for report, _ in COMPONENT]), [report for report, _ in COMPONENT]
    together, apart = (effect(0.0, company.alike(reports[0], other)) for other in (reports[2], reports[1]))
    assert together > 0 > apart


def test_what_is_learned_makes_the_truth_more_probable():
    effect = Effect.read(fit_company(weighed()))
    company = Company([report for report, _ in COMPONENT])
    for (a, one), (b, other) in combinations(COMPONENT, 2):
        assert (effect(0.0, company.alike(a, b)) > 0) == (one == other)


def test_nothing_that_is_shared_is_learned_to_count_against_a_pair():
    turned = weighed()._replace(same=1 - weighed().same)
    effect = Effect.read(fit_company(turned))
    for curve in (effect.words, effect.names):
        assert list(curve.odds) == sorted(curve.odds)
