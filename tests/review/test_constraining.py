from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import Constraint
from lapwing.review import constraints
from tests.review.make import decision, event, undo

A, B, C, D = EVENTS = tuple(event(0, doc_id=f"doc-{name}", event_id=f"evt-{name}") for name in "abcd")
KEYS = {(one.doc_id, one.event_id): (one.doc_id, one.event_id) for one in EVENTS}
a, b, c, d = KEYS


def said(*decisions, live=KEYS) -> set[tuple[bool, tuple, tuple]]:
    return {(one.same, one.left, one.right) for one in constraints(decisions, live).constraints}


def test_merge_says_same_and_the_others_apart():
    assert said(decision("merge", A, B)) == {(True, (a, b), ())}
    assert said(decision("not_the_same", A, apart=[B, C])) == {(False, (a,), (b, c))}
    assert said(decision("split", A, B, apart=[C])) == {(True, (a, b), ()), (False, (a, b), (c,))}
    assert said(decision("unsure", A, apart=[B])) == said(decision("accept", A)) == set()


def test_unsure_and_undo_take_a_constraint_away():
    no = decision("not_the_same", A, apart=[B])
    assert said(no, decision("unsure", B, apart=[A], minute=1)) == set()
    assert said(no, undo(no)) == set()


def test_the_newest_word_on_a_pair_holds():
    yes, no = decision("merge", A, B), decision("not_the_same", A, apart=[B], minute=1)
    assert said(yes, no) == {(False, (a,), (b,))}
    assert said(no, yes) == {(True, (a, b), ())}
    assert constraints([yes, no], KEYS).questions == ()


def test_taking_one_event_out_of_a_merger_leaves_the_rest_joined():
    assert said(decision("merge", A, B, C), decision("split", A, apart=[B, C], minute=1)) == {
        (True, (b, c), ()),
        (False, (a,), (b, c)),
    }


def test_a_contradiction_along_a_chain_keeps_the_newest_and_asks():
    one, two = decision("merge", A, B), decision("merge", B, C, minute=1)
    no = decision("not_the_same", A, apart=[C], minute=2)
    found = constraints([one, two, no], KEYS)
    assert said(one, two, no) == {(True, (b, c), ()), (False, (a,), (c,))}
    (question,) = found.questions
    assert question.decision_id == one.decision_id
    assert no.decision_id in question.message
    assert said(no, one, two) == {(True, (a, b), ()), (True, (b, c), ())}
    assert [asked.decision_id for asked in constraints([no, one, two], KEYS).questions] == [no.decision_id]


def test_constraints_name_present_ids_and_leave_out_what_is_not_in_force():
    live = {a: ("doc-a", "evt-new"), b: b}
    assert said(decision("merge", A, B, C), live=live) == {(True, (("doc-a", "evt-new"), b), ())}
    assert said(decision("not_the_same", A, apart=[C]), live=live) == set()


def test_two_ids_of_one_event_are_one_side():
    renamed = event(0, doc_id="doc-a", event_id="evt-new")
    live = KEYS | {a: ("doc-a", "evt-new"), ("doc-a", "evt-new"): ("doc-a", "evt-new")}
    made = decision("merge", A, B), decision("not_the_same", renamed, apart=[B], minute=1)
    assert said(*made, live=live) == {(False, (("doc-a", "evt-new"),), (b,))}


PAIRS = [(one, other) for number, one in enumerate(EVENTS) for other in EVENTS[number + 1 :]]
WORDS = st.lists(
    st.tuples(st.sampled_from(["merge", "not_the_same", "unsure", "split"]), st.sampled_from(PAIRS)),
    max_size=10,
)


def ledger(words) -> list:
    return [
        decision(kind, *pair, minute=minute)
        if kind == "merge"
        else decision(kind, pair[0], apart=[pair[1]], minute=minute)
        for minute, (kind, pair) in enumerate(words)
    ]


def groups(found: tuple[Constraint, ...]) -> dict:
    group = {key: {key} for key in KEYS}
    for one in found:
        if one.same:
            whole = set().union(*(group[key] for key in one.left))
            group |= dict.fromkeys(whole, whole)
    return group


@given(WORDS)
def test_what_holds_never_contradicts_itself_and_the_newest_word_always_holds(words):
    made = ledger(words)
    found = constraints(made, KEYS).constraints
    group = groups(found)
    for one in found:
        if not one.same:
            assert all(right not in group[left] for left in one.left for right in one.right)
    if made and made[-1].kind != "unsure":
        assert made[-1].decision_id in {one.decision_id for one in found}


@given(WORDS)
def test_what_is_left_out_without_a_later_word_on_its_pair_is_asked_about(words):
    made = ledger(words)
    found = constraints(made, KEYS)
    last = {frozenset(pair): one for (_, pair), one in zip(words, made, strict=True)}
    holding = {one.decision_id for one in found.constraints} | {one.decision_id for one in found.questions}
    for one in last.values():
        assert one.kind == "unsure" or one.decision_id in holding


@given(WORDS)
def test_undoing_everything_leaves_no_constraint(words):
    made = ledger(words)
    made += [undo(one, minute=100 + minute) for minute, one in enumerate(made)]
    assert constraints(made, KEYS).constraints == ()


@given(
    st.permutations(
        [decision("merge", A, B), decision("not_the_same", B, apart=[C]), decision("merge", C, D)]
    )
)
def test_the_order_of_words_that_agree_does_not_matter(made):
    usual = [decision("merge", A, B), decision("not_the_same", B, apart=[C]), decision("merge", C, D)]
    assert said(*made) == said(*usual)
