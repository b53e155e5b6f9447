"""Clusters under constraints: the surest first, and a person's no before everything."""

from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents.cluster import JOIN, Weighed, clusters, components, pair
from lapwing.records import Constraint

A, B, C, D, E = ((f"doc-{letter}", "evt") for letter in "abcde")
KEYS = (A, B, C, D, E)


def weighed(*found, barred=()) -> Weighed:
    return Weighed({pair(a, b): p for a, b, p in found}, frozenset(pair(a, b) for a, b in barred))


def same(*keys) -> Constraint:
    return Constraint(decision_id="dec-same", same=True, left=keys)


def apart(left, right) -> Constraint:
    return Constraint(decision_id="dec-apart", same=False, left=tuple(left), right=tuple(right))


def test_reports_that_are_probably_one_are_one():
    assert clusters(KEYS, weighed((A, B, 0.9), (C, D, 0.4))) == [(A, B), (C,), (D,), (E,)]


def test_a_chain_holds_only_while_the_mean_of_all_its_pairs_does():
    assert clusters([A, B, C], weighed((A, B, 0.9), (B, C, 0.8), (A, C, 0.6))) == [(A, B, C)]
    assert clusters([A, B, C], weighed((A, B, 0.9), (B, C, 0.7), (A, C, 0.1))) == [(A, B), (C,)]


def test_a_pair_never_compared_counts_as_nought():
    assert clusters([A, B, C], weighed((A, B, 0.9), (B, C, 0.8))) == [(A, B), (C,)]


def test_what_a_comparison_bars_stays_apart_whatever_the_mean():
    held = weighed((A, B, 0.9), (B, C, 0.99), (A, C, 0.9), barred=[(A, C)])
    assert clusters([A, B, C], held) == [(A,), (B, C)]


def test_a_person_joins_what_no_comparison_would():
    assert clusters(KEYS, weighed(), [same(A, C, E)]) == [(A, C, E), (B,), (D,)]
    assert clusters([A, B], weighed((A, B, 0.9), barred=[(A, B)]), [same(A, B)]) == [(A, B)]


def test_a_person_who_joins_two_reports_joins_the_incidents_that_they_are_in():
    held = weighed((A, B, 0.9), (C, D, 0.9), barred=[(B, C), (B, D), (A, D)])
    assert clusters([A, B, C, D], held, [same(A, C)]) == [(A, B, C, D)]


def test_what_two_people_joined_is_one_whatever_comparisons_bar():
    assert clusters([A, B, C], weighed(barred=[(A, C)]), [same(A, B), same(B, C)]) == [(A, B, C)]


def test_a_yes_holds_against_scores_where_a_no_keeps_the_rest_away():
    said = [same(A, C), apart([B], [D])]
    assert clusters([A, B, C, D], weighed((A, B, 0.8), (C, D, 0.8)), said) == [(A, C), (B,), (D,)]


def test_a_persons_no_beats_every_score_and_every_yes():
    sure = weighed((A, B, 1.0))
    assert clusters([A, B], sure, [apart([A], [B])]) == [(A,), (B,)]
    assert clusters([A, B], sure, [same(A, B), apart([A], [B])]) == [(A,), (B,)]


def test_a_no_to_one_pair_leaves_the_rest_of_a_yes():
    assert clusters([A, B, C], weighed(), [same(A, B, C), apart([A], [B, C])]) == [(A,), (B, C)]


def test_a_yes_holds_for_those_that_still_exist():
    assert clusters([B, C], weighed(), [same(A, B, C)]) == [(B, C)]
    assert clusters([A, C], weighed(), [same(A, B, C)]) == [(A, C)]


def test_a_no_reaches_through_a_yes():
    said = [same(A, B), apart([B], [C])]
    assert clusters([A, B, C], weighed((A, C, 0.9)), said) == [(A, B), (C,)]


probabilities = st.dictionaries(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda two: two[0] < two[1]),
    st.floats(0, 1),
)
some_keys = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True)
constraints = st.lists(
    some_keys.map(lambda keys: same(*keys)) | st.tuples(some_keys, some_keys).map(lambda two: apart(*two)),
    max_size=3,
)


@given(probabilities, constraints, st.permutations(KEYS))
def test_clusters_are_a_partition_inside_the_components_whatever_the_order(found, said, order):
    held = Weighed(found)
    made = clusters(KEYS, held, said)
    assert sorted(key for members in made for key in members) == sorted(KEYS)
    assert clusters(order, held, said[::-1]) == made
    home = {key: number for number, keys in enumerate(components(KEYS, held, said)) for key in keys}
    assert all(len({home[key] for key in members}) == 1 for members in made)


@given(probabilities, constraints)
def test_no_cluster_holds_what_a_person_keeps_apart(found, said):
    home = {
        key: number for number, members in enumerate(clusters(KEYS, Weighed(found), said)) for key in members
    }
    for constraint in said:
        for a in constraint.left:
            for b in constraint.right:
                assert a == b or home[a] != home[b]


@given(probabilities, some_keys)
def test_what_a_person_joined_is_together_unless_someone_said_no(found, joined):
    home = {
        key: number
        for number, members in enumerate(clusters(KEYS, Weighed(found), [same(*joined)]))
        for key in members
    }
    assert len({home[key] for key in joined}) == 1


@given(probabilities)
def test_every_cluster_is_at_least_as_probable_as_asked(found):
    for members in clusters(KEYS, Weighed(found)):
        if len(members) == 2:
            assert found.get(pair(*members), 0.0) >= JOIN
