import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.evaluation.grounding import grounding_faults
from lapwing.records import Anchor, Document, Link, Toll
from lapwing.review import apply, attach, reading_of
from tests.review.make import DOCUMENT, SENTENCES, TEXT, correct, decision, event, past, undo

A, B, C = EVENTS = tuple(event(number) for number in range(3))


def ids(applied) -> list[str]:
    return [one.event_id for one in applied.events]


def messages(applied) -> list[str]:
    return [question.message for question in applied.questions]


def test_without_decisions_the_events_are_the_coders():
    assert apply([], DOCUMENT, EVENTS).events == EVENTS


def test_a_rejected_event_leaves_with_the_links_to_it():
    linked = event(0, links=(Link(relation="part_of", event_id="evt-1"),))
    after = apply([decision("reject", B)], DOCUMENT, (linked, B, C))
    assert (ids(after), after.rejected) == (["evt-0", "evt-2"], {"evt-1"})
    assert after.events[0].links == ()
    assert "evt-1" in after.read


def test_accepted_and_corrected_events_are_marked():
    made = [decision("accept", A), correct(B, "killed", 7), correct(B, "date", "2024-01-31")]
    after = apply(made, DOCUMENT, EVENTS)
    assert after.accepted == {"evt-0"}
    assert after.decided == {"evt-1": ("date", "date_end", "date_precision", "date_start", "killed")}
    assert after.events[1].killed == Toll(low=7, best=7, high=7)
    assert after.questions == ()


def test_accepting_a_value_holds_it_against_a_new_coding():
    read = reading_of(A, "killed")
    made = [decision("accept", A, field="killed", value=read, was=read)]
    new = event(0, killed=Toll(low=9, best=9, high=9))
    after = apply(made, DOCUMENT, [new], past=[past(A)])
    assert after.events[0].killed == A.killed
    assert [question.reads for question in after.questions] == ['{"best":9,"high":9,"low":9}']


def test_a_new_reading_that_contradicts_both_is_asked_about_and_the_person_s_value_stands():
    made = [correct(A, "killed", 7)]
    for read, asked in ((5, 0), (7, 0), (9, 1)):
        new = event(0, event_id="evt-new", killed=Toll(low=read, best=read, high=read))
        after = apply(made, DOCUMENT, [new], past=[past(A)])
        assert after.events[0].killed == Toll(low=7, best=7, high=7)
        assert after.decided == {"evt-new": ("killed",)}
        assert len(after.questions) == asked
    assert after.questions[0].event_id == "evt-new"


def test_deciding_on_the_new_reading_settles_the_question():
    new = event(0, killed=Toll(low=9, best=9, high=9))
    made = [correct(A, "killed", 7), correct(new, "killed", 7, minute=90)]
    assert apply(made, DOCUMENT, [new], past=[past(A)]).questions == ()


def test_an_event_that_the_coder_no_longer_finds_is_kept_and_asked_about():
    made = [correct(A, "killed", 7)]
    after = apply(made, DOCUMENT, [B, C], past=[past(A, B, C)])
    assert (ids(after), after.kept) == (["evt-0", "evt-1", "evt-2"], {"evt-0"})
    assert after.events[0].killed == Toll(low=7, best=7, high=7)
    assert len(after.questions) == 1
    again = [*made, decision("accept", A, minute=90)]
    assert apply(again, DOCUMENT, [B, C], past=[past(A, B, C)]).questions == ()
    gone = [*made, decision("reject", A, minute=90)]
    assert ids(apply(gone, DOCUMENT, [B, C], past=[past(A, B, C)])) == ["evt-1", "evt-2"]


def test_a_kept_event_has_one_question_however_many_decisions_are_about_it():
    made = [decision("accept", A), correct(A, "killed", 7), correct(A, "country", "MLI", minute=3)]
    (question,) = apply(made, DOCUMENT, [], past=[past(A)]).questions
    assert question.decision_id == made[-1].decision_id


def test_two_events_of_one_decision_have_their_own_questions():
    after = apply([decision("accept", A, B)], DOCUMENT, [], past=[past(A, B)])
    assert len({question.question_id for question in after.questions}) == 2


def test_an_event_that_nobody_affirmed_goes_as_the_coder_says():
    made = [decision("unsure", A), decision("merge", A, B)]
    after = apply(made, DOCUMENT, [C], past=[past(A, B, C)])
    assert (ids(after), after.questions, after.found) == (["evt-2"], (), {})


def test_a_rejected_event_that_comes_back_otherwise_stays_rejected_without_a_question():
    new = event(0, event_id="evt-new", killed=Toll(low=90, best=90, high=90), type="clash")
    after = apply([decision("reject", A)], DOCUMENT, [new, B], past=[past(A, B)])
    assert (ids(after), after.rejected, after.questions) == (["evt-1"], {"evt-new"}, ())


def test_rejecting_one_of_two_events_of_a_sentence_never_hits_the_other():
    bombing, raid = event(0), event(0, event_id="evt-x", type="clash")
    made = [decision("reject", bombing)]
    assert ids(apply(made, DOCUMENT, [raid], past=[past(bombing, raid)])) == ["evt-x"]


def test_one_new_event_cannot_stand_for_two_old_ones():
    one, two = event(0), event(0, event_id="evt-x", type="clash")
    new = event(0, event_id="evt-new")
    made = [decision("reject", two), decision("accept", one)]
    after = apply(made, DOCUMENT, [new], past=[past(one, two)])
    assert (ids(after), after.accepted) == (["evt-new"], {"evt-new"})


def test_decisions_under_the_ids_of_several_codings_are_about_one_event():
    renamed, again = event(0, event_id="evt-b"), event(0, event_id="evt-c")
    made = [decision("accept", A), decision("reject", renamed, minute=90)]
    codings = [past(A), past(renamed, minute=120)]
    assert ids(apply(made, DOCUMENT, [again], past=codings)) == []
    made.append(undo(made[1], minute=130))
    after = apply(made, DOCUMENT, [again], past=codings)
    assert (after.accepted, after.found["evt-0"]) == ({"evt-c"}, "evt-c")


def test_an_offered_event_that_a_person_accepts_is_an_event():
    after = apply([decision("accept", B)], DOCUMENT, [A, C], offers=[B])
    assert (ids(after), after.questions) == (["evt-0", "evt-1", "evt-2"], ())
    assert ids(apply([decision("reject", B)], DOCUMENT, [A, C], offers=[B])) == ["evt-0", "evt-2"]


def test_decisions_are_found_again_when_the_article_grows_above_their_words():
    longer = "Late news of another matter. " + TEXT
    document = Document(doc_id="doc-1", text=longer)
    coded = [event(number, text=longer, event_id=f"evt-n{number}") for number in range(3)]
    made = [decision("reject", A), correct(B, "killed", 7)]
    after = apply(made, document, coded, past=[past(A, B, C)])
    assert (ids(after), after.decided) == (["evt-n1", "evt-n2"], {"evt-n1": ("killed",)})


def test_a_kept_event_quotes_the_present_text():
    longer = "Late news of another matter. " + TEXT
    document = Document(doc_id="doc-1", text=longer)
    after = apply([decision("accept", A)], document, [], past=[past(A)])
    (kept,) = after.events
    assert grounding_faults(document, kept) == []
    assert {item.quote(longer) for item in kept.evidence} == {SENTENCES[0]}


def test_an_event_whose_words_were_taken_out_of_the_article_is_left_out_with_a_question():
    document = Document(doc_id="doc-1", text=" ".join(SENTENCES[1:]))
    coded = [event(1, text=document.text, event_id="evt-n")]
    after = apply([decision("accept", A)], document, coded, past=[past(A, B)])
    assert ids(after) == ["evt-n"]
    assert len(after.questions) == 1
    assert "left out" in after.questions[0].message


def test_decisions_on_another_document_change_nothing():
    other = event(0, doc_id="doc-2")
    assert apply([decision("reject", other)], DOCUMENT, EVENTS).events == EVENTS


@pytest.mark.parametrize("cut", [10, 25])
def test_an_event_is_found_by_the_larger_part_of_its_sentence(cut):
    (first,) = {(item.start, item.end) for item in A.evidence}
    moved = [item.model_copy(update={"start": first[0] + cut}) for item in A.evidence]
    new = A.model_copy(update={"event_id": "evt-new", "evidence": tuple(moved)})
    assert attach(Anchor.of(A), [new]) == ("evt-new" if cut == 10 else None)


def test_an_event_is_found_within_its_type_family_alone_and_its_own_type_first():
    clash, arrest = event(0, event_id="evt-c", type="clash"), event(0, event_id="evt-d", type="arrest")
    same = event(0, event_id="evt-e")
    assert attach(Anchor.of(A), [arrest]) is None
    assert attach(Anchor.of(A), [arrest, clash]) == "evt-c"
    assert attach(Anchor.of(A), [clash, same]) == "evt-e"
    assert attach(Anchor.of(A), [clash, A]) == "evt-0"


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "unsure", "correct"]), st.integers(0, 2), st.integers(0, 9)
    ),
    max_size=8,
)


def ledger(plan) -> list:
    return [
        correct(EVENTS[which], "killed", value, minute=minute)
        if kind == "correct"
        else decision(kind, EVENTS[which], minute=minute)
        for minute, (kind, which, value) in enumerate(plan)
    ]


@given(ACTIONS)
def test_undoing_everything_gives_back_the_coders_events(plan):
    made = ledger(plan)
    made += [undo(one, minute=100 + minute) for minute, one in enumerate(made)]
    after = apply(made, DOCUMENT, EVENTS)
    assert (after.events, after.questions, after.decided) == (EVENTS, (), {})


@given(ACTIONS)
def test_coding_again_with_the_same_result_changes_nothing_and_asks_nothing(plan):
    made = ledger(plan)
    before = apply(made, DOCUMENT, EVENTS)
    after = apply(made, DOCUMENT, EVENTS, past=[past(*EVENTS), past(*EVENTS, minute=120)])
    assert after == before
    assert after.questions == ()


@given(ACTIONS)
def test_new_ids_alone_change_no_decided_value_and_ask_nothing(plan):
    made = ledger(plan)
    renamed = [event(number, event_id=f"evt-n{number}") for number in range(3)]
    before = apply(made, DOCUMENT, EVENTS)
    after = apply(made, DOCUMENT, renamed, past=[past(*EVENTS)])
    assert [one.killed for one in after.events] == [one.killed for one in before.events]
    assert after.questions == ()


@given(ACTIONS, st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_no_recoding_ever_overwrites_what_a_person_said(plan, tolls):
    made = ledger(plan)
    coded = [event(n, killed=Toll(low=toll, best=toll, high=toll)) for n, toll in enumerate(tolls)]
    after = apply(made, DOCUMENT, coded, past=[past(*EVENTS)])
    last = {}
    for one in made:
        last[one.subjects[0].event_id, one.field] = one
    for one in after.events:
        word = last.get((one.event_id, "killed"))
        if word is not None:
            assert one.killed.model_dump(exclude_none=True) == json.loads(word.value)
    rejected = {key for (key, field), word in last.items() if field is None and word.kind == "reject"}
    assert rejected.isdisjoint(ids(after))
    assert all(grounding_faults(DOCUMENT, one) == [] for one in after.events)


@given(st.permutations([decision("accept", A), decision("reject", B), correct(C, "killed", 9)]))
def test_the_order_of_decisions_on_different_events_does_not_matter(made):
    usual = [decision("accept", A), decision("reject", B), correct(C, "killed", 9)]
    assert apply(made, DOCUMENT, EVENTS) == apply(usual, DOCUMENT, EVENTS)
