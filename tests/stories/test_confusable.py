"""Reports that are easily confused: two incidents are kept apart, and one is not made two, by linking alone."""

import datetime as dt
from collections import Counter

import pytest

from benchmarks.confusable import Coded, by_coder, by_hand, learned, mixed, outcomes
from benchmarks.confusable_cases import Case, read_cases

# Two bombs in one town on one day, and no text that tells of both: nothing that is compared tells them apart.
ALIKE = ["jos_two_bombs"]
# The coder takes the dateline for the place of the first attack, and the days are two apart.
MISREAD = ["niger_two_towns"]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return read_cases()


@pytest.fixture(scope="module")
def hand(cases: list[Case]) -> list[Coded]:
    return by_hand(cases)


@pytest.fixture(scope="module")
def coded(cases: list[Case]) -> list[Coded]:
    return by_coder(cases, learned)


def test_the_cases_are_many_of_either_kind_and_named_once(cases: list[Case]):
    same = Counter(case.same for case in cases)
    assert min(same[True], same[False]) >= 20
    assert len({case.name for case in cases}) == len(cases)


def test_a_case_says_of_its_first_events_what_they_are(cases: list[Case]):
    for case in cases:
        assert (len({article.incidents[0] for article in case.articles}) == 1) is case.same, case.name


def test_dates_by_hand_are_before_publication(cases: list[Case]):
    for article in (article for case in cases for article in case.articles):
        for event in article.events:
            published = article.document.published or dt.date.max
            assert event.date_start is None or event.date_start <= published, event.event_id


@pytest.mark.parametrize("together", [False, True])
def test_every_case_is_right_when_coding_is(hand: list[Coded], together: bool):
    assert [one.case.name for one in outcomes(hand, together=together) if not one.right] == ALIKE
    assert mixed(hand) == []


@pytest.mark.parametrize("together", [False, True])
def test_what_the_coder_reads_is_kept_apart(coded: list[Coded], together: bool):
    assert [one.case.name for one in outcomes(coded, together=together) if not one.apart] == ALIKE + MISREAD
    assert mixed(coded) == []


def test_what_the_coder_finds_is_joined(coded: list[Coded]):
    found = [one for one in outcomes(coded, together=True) if one.case.same and not one.missed]
    assert [one.case.name for one in found if not one.joined] == []
