"""When an incident agrees with a row of a table."""

import pytest

from benchmarks.incident_tables import half, share
from benchmarks.table_facts import MEASURES, others_than_suspects
from lapwing.incidents.merge import merge
from lapwing.records import Toll
from tests.incidents.merge.make import exactly, on_days, report

ROW = {
    "incident_id": "1",
    "date": "2024-03-05",
    "state": "Missouri",
    "city_or_county": "Saint Louis (Northside)",
    "num_killed": 2,
    "num_injured": 0,
    "participants": [
        {"role": "Victim", "status": "Killed", "age": 40},
        {"role": "Subject-Suspect", "status": "Killed", "age": None},
        {"role": "Subject-Suspect", "status": None, "age": None},
    ],
}


def answer(measure: str, **said) -> str:
    return MEASURES[measure](ROW, merge("inc", [report("a", on=9, **said)]))


@pytest.mark.parametrize(
    ("days", "exact", "near"),
    [
        ((5,), "right", "right"),
        ((6,), "wrong", "right"),
        ((8,), "wrong", "wrong"),
        ((4, 5), "none", "right"),
        ((1, 7), "none", "none"),
    ],
)
def test_a_day_is_given_when_it_is_one(days, exact, near):
    assert answer("date, the day", **on_days(*days)) == exact
    assert answer("date, the day or the next to it", **on_days(*days)) == near


def test_nothing_said_is_no_answer():
    assert {answer(measure) for measure in MEASURES} == {"none"}


def test_a_toll_of_words_is_not_given():
    assert answer("killed", killed=Toll(words="several")) == "none"


def test_suspects_are_left_out_as_the_codebook_does():
    assert answer("killed", killed=exactly(1)) == "wrong"
    assert answer("killed, suspects left out of the table", killed=exactly(1)) == "right"
    assert others_than_suspects(ROW, "Killed", 0) == 0


def test_what_is_not_given_counts_among_all():
    assert share(["right", "none", "wrong", "right"]) == 0.5
    assert share(["right", "none", "wrong", "right"], of_given=True) == pytest.approx(2 / 3)
    assert share([]) == 0.0


def test_an_incident_is_always_of_the_same_half():
    assert {half(number) for number in range(50)} == {"even", "odd"}
    assert half(101725) == half("101725")
