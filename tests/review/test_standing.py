import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Decision
from lapwing.review import standing
from tests.review.make import correct, decision, event, undo

A, B, C = (event(number) for number in range(3))


def test_a_later_decision_on_the_same_event_replaces_the_earlier():
    yes, no = decision("accept", A), decision("reject", A, minute=1)
    assert standing([yes, no]) == (no,)
    assert standing([yes, no, undo(no, minute=2)]) == (yes,)


def test_decisions_on_other_events_and_fields_stand_beside_each_other():
    made = [
        decision("accept", A),
        decision("accept", B),
        correct(A, "killed", 7),
        correct(A, "country", "MLI"),
    ]
    assert standing(made) == tuple(made)


def test_a_decision_stands_while_it_has_the_last_word_on_one_of_its_events():
    both, no = decision("accept", A, B), decision("reject", A, minute=1)
    assert standing([both, no]) == (both, no)
    assert standing([both, no, decision("unsure", B, minute=2)])[0] == no


def test_an_undo_can_be_undone():
    yes = decision("accept", A)
    back = undo(yes)
    again = undo(back, minute=2)
    assert standing([yes, back]) == ()
    assert standing([yes, back, again]) == (yes,)
    assert standing([yes, back, again, undo(again, minute=3)]) == ()


def test_what_comes_back_stands_at_its_old_place():
    yes, no = decision("accept", A), decision("reject", A, minute=2)
    back = undo(yes)
    assert standing([yes, back, no, undo(back, minute=3)]) == (no,)


@pytest.mark.parametrize("later", ["not_the_same", "unsure", "split"])
def test_a_later_word_on_the_same_pair_replaces_the_earlier(later):
    same = decision("merge", A, B)
    apart = decision(later, B, apart=[A], minute=1)
    assert standing([same, apart]) == (apart,)
    assert standing([apart, decision("merge", A, B, minute=2)])[-1].kind == "merge"
    assert apart not in standing([apart, decision("merge", A, B, minute=2)])


LEDGERS = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "unsure", "undo"]), st.integers(0, 9)), max_size=12
)


@given(LEDGERS)
def test_undoing_all_that_stands_leaves_nothing(plan):
    made: list[Decision] = []
    for minute, (kind, number) in enumerate(plan):
        if kind != "undo":
            made.append(decision(kind, (A, B, C)[number % 3], minute=minute))
        elif made:
            made.append(undo(made[number % len(made)], minute=minute))
    for minute, one in enumerate([one for one in made if one.kind != "undo"], start=100):
        made.append(undo(one, minute=minute))
    assert standing(made) == ()


@given(st.permutations([decision("accept", A), decision("reject", B), correct(A, "killed", 9)]))
def test_the_order_of_decisions_on_different_matters_does_not_matter(made):
    assert set(standing(made)) == set(made)
