"""Events dated by their distance from another date, read on Monday 15 January 2024."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.records import DateMention
from lapwing.resolve.dates import find_all_dates, find_dates

MONDAY = dt.date(2024, 1, 15)


def implied(text: str) -> DateMention:
    mentions = [m for m in find_all_dates(text, MONDAY) if m.implied]
    assert len(mentions) == 1, mentions
    return mentions[0]


def window(mention: DateMention) -> tuple[str, str]:
    return str(mention.date_start), str(mention.date_end)


DISTANT = {
    "Ten people died in Sunday's raid - two days after gunmen attacked a bank.": ("2024-01-12", "2024-01-12"),
    "Fire was opened on 8 October 2023, the day after the group's attack.": ("2023-10-07", "2023-10-07"),
    "Rockets fell on Monday morning. It came a day after militants shelled Orva.": (
        "2024-01-14",
        "2024-01-14",
    ),
    "A bomb went off on 5 January. Two days after the attack, a man was held.": ("2024-01-05", "2024-01-05"),
    "Two days after a bombing, police on Friday arrested his brother.": ("2024-01-10", "2024-01-10"),
    "Last Friday's blast came nearly three years after a bus was blown up.": ("2021-01-01", "2021-12-31"),
    "He spoke on 9 January, a day before a rally was bombed.": ("2024-01-10", "2024-01-10"),
    "On Friday, the tenth anniversary of the siege, wreaths were laid.": ("2014-01-12", "2014-01-12"),
    "In June 2023 they marked the 25th anniversary of the bombing.": ("1998-06-01", "1998-06-30"),
    "The ministry marks the fifth anniversary of the attack.": ("2018-12-31", "2019-01-30"),
    "He spoke at the one-year anniversary of the blast.": ("2022-12-31", "2023-01-30"),
}


@pytest.mark.parametrize("text", DISTANT)
def test_an_event_is_dated_by_its_distance(text: str) -> None:
    assert window(implied(text)) == DISTANT[text]


def test_the_words_that_tell_the_distance_are_kept() -> None:
    text = "Ten people died on Sunday, two days after gunmen attacked a bank."
    mention = implied(text)
    assert mention.anchor_span is not None
    assert mention.quote(text) == "after gunmen"
    assert mention.anchor_span.quote(text) == "two days"


@pytest.mark.parametrize(
    "text",
    [
        "The villages were shelled a day after the raid of 7 October 2023.",
        "The talks failed days after gunmen attacked a bank.",
        "The talks failed two days after gunmen attacked a bank.",
        "They remember the anniversary of the bombing.",
        "He was shot on 5 January and died two days later.",
    ],
)
def test_nothing_is_implied_without_a_distance_and_a_date(text: str) -> None:
    assert not any(m.implied for m in find_all_dates(text, MONDAY))


MAIN = {
    "Ten people died in Sunday's raid, two days after gunmen attacked a bank.": "2024-01-14",
    "Two days after a bombing, police on Friday arrested his brother.": "2024-01-12",
    "Rockets fell on Monday. It came a day after militants shelled Orva.": "2024-01-15",
    "A bomb went off on 5 January. Police held a man two days after the attack.": "2024-01-07",
    "A bomb went off on 5 January. Two days after the attack, a man was held.": "2024-01-07",
    "The villages were shelled a day after the raid of 7 October 2023.": "2023-10-08",
    "A bomb went off on 14 January. Talks were held two days after a mine was found.": "2024-01-14",
}


@pytest.mark.parametrize("text", MAIN)
def test_the_words_counted_date_what_is_told(text: str) -> None:
    counted = next(m for m in find_dates(text, MONDAY) if m.anchor == "text")
    assert str(counted.date_start) == MAIN[text]


def test_a_day_of_report_is_not_counted_from() -> None:
    text = "Police said on Sunday that he was held two days after the attack."
    assert [m.kind for m in find_dates(text, MONDAY)] == ["DATE", "DURATION"]


@given(st.integers(1, 31), st.integers(2, 20))
def test_a_distance_in_days_is_subtracted(day: int, count: int) -> None:
    told = dt.date(2023, 12, day)
    text = f"A shop burned on {day} December 2023, {count} days after gunmen fired at it."
    assert implied(text).date_start == told - dt.timedelta(days=count)


def test_all_other_mentions_are_those_of_find_dates() -> None:
    text = " ".join(DISTANT)
    assert [m for m in find_all_dates(text, MONDAY) if not m.implied] == find_dates(text, MONDAY)
