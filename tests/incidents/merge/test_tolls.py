"""The toll as it was told over time."""

from lapwing.incidents.merge import merge
from lapwing.records import Toll
from tests.incidents.merge.make import at_least, day, exactly, report


def test_the_history_runs_from_the_first_report_to_the_latest_and_repeats_are_not_steps():
    steps = merge(
        "inc",
        [
            report("c", on=3, killed=exactly(12), injured=exactly(30), attributed_to="police"),
            report("a", on=1, killed=at_least(9), witness="w", current=False),
            report("b", on=2, killed=at_least(9)),
            report("d", on=4, killed=exactly(12)),
            report("e", on=5, witness="w"),
        ],
    ).tolls
    assert [(step.reported, step.killed, step.injured) for step in steps] == [
        (day(1), at_least(9), None),
        (day(3), exactly(12), exactly(30)),
    ]
    assert [step.repeated for step in steps] == [day(2), day(4)]
    assert [step.witnesses for step in steps] == [("w", "wit-b"), ("wit-c", "wit-d")]
    assert (steps[1].attributed_to, steps[1].official, steps[1].doc_id) == ("police", True, "c")


def test_what_only_a_superseded_text_said_is_marked():
    steps = merge(
        "inc",
        [
            report("a", on=1, killed=exactly(30), witness="w", current=False),
            report("b", on=2, killed=exactly(3), witness="w"),
        ],
    ).tolls
    assert [step.current for step in steps] == [False, True]


def test_words_for_a_number_are_a_step_of_the_history():
    (step,) = merge("inc", [report("a", injured=Toll(words="dozens"))]).tolls
    assert step.injured.words == "dozens"
