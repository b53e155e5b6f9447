"""The arithmetic under the dates: windows, counts in words, and the feasts of three reckonings."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.resolve.dates.direction import direction
from lapwing.resolve.dates.lexicon import full_year, number_of
from lapwing.resolve.dates.lunar import easter, hebrew, islamic_in
from lapwing.resolve.dates.windows import (
    Unit,
    add_days,
    add_months,
    month_of,
    moved_by,
    nearest_weekday,
    nth_weekday,
    part_of,
    unit_of,
    week_of,
    years_of,
)

UNITS: list[Unit] = [
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "decade",
    "century",
]


@given(st.dates(), st.sampled_from(UNITS), st.integers(-20_000, 20_000))
def test_counting_leaves_the_calendar_without_failing(day: dt.date, unit: Unit, count: int) -> None:
    window = unit_of(day, unit, count)
    assert window is None or window.start <= window.end
    assert moved_by(day, unit, count) is None or unit in UNITS


@given(st.dates(dt.date(2, 1, 1), dt.date(9998, 1, 1)), st.integers(0, 6), st.booleans(), st.booleans())
def test_the_nearest_weekday_is_one_and_lies_within_a_week(
    day: dt.date, weekday: int, ahead: bool, strict: bool
) -> None:
    found = nearest_weekday(day, weekday, ahead=ahead, strict=strict)
    assert found is not None and found.weekday() == weekday
    distance = (found - day).days if ahead else (day - found).days
    assert (1 if strict else 0) <= distance <= (7 if strict else 6)


@given(st.dates(dt.date(2, 1, 8), dt.date(9998, 1, 1)))
def test_a_week_runs_from_monday_to_sunday_around_the_day(day: dt.date) -> None:
    week = week_of(day)
    assert week is not None and week.start <= day <= week.end
    assert (week.start.weekday(), week.end.weekday()) == (0, 6)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["early", "mid", "late"]))
def test_a_part_lies_within_its_whole(day: dt.date, part: str) -> None:
    for unit in UNITS[3:]:
        whole = unit_of(day, unit)
        assert whole is not None
        piece = part_of(whole, part)  # type: ignore[arg-type]
        assert whole.start <= piece.start <= piece.end <= whole.end


def test_a_month_counts_over_the_year() -> None:
    window = month_of(2023, 13)
    assert window is not None and window.value == "2024-01"
    assert month_of(9999, 13) is None
    assert years_of(2020, 2019) is None


def test_a_day_that_the_month_lacks_becomes_its_last() -> None:
    assert add_months(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert add_days(dt.date.max, 1) is None


def test_the_fourth_thursday_and_the_last_monday() -> None:
    assert nth_weekday(1999, 11, 3, 4) == dt.date(1999, 11, 25)
    assert nth_weekday(2024, 5, 0, -1) == dt.date(2024, 5, 27)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a", 1), ("half a", 0.5), ("a couple of", 2), ("a dozen", 12), ("two dozen", 24), ("a hundred", 100),
        ("twenty-five", 25), ("1,500", 1500), ("2.5", 2.5), ("5 1/2", 5.5), ("several", None),
        ("a few", None), ("dozens of", None),
    ],
)  # fmt: skip
def test_amounts_in_words(words: str, number: float | None) -> None:
    assert number_of(words) == number


def test_two_digits_are_the_latest_such_year() -> None:
    assert (full_year("89", 1991), full_year("23", 2025), full_year("1989", None)) == (1989, 2023, 1989)


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [
        (2000, "2000-04-23", "2000-04-30"),
        (2019, "2019-04-21", "2019-04-28"),
        (2024, "2024-03-31", "2024-05-05"),
    ],
)
def test_easter_of_both_churches(year: int, western: str, eastern: str) -> None:
    assert easter(year) == dt.date.fromisoformat(western)
    assert easter(year, orthodox=True) == dt.date.fromisoformat(eastern)


@pytest.mark.parametrize(
    ("month", "day", "kept"),
    [
        (9, 1, "2024-03-11"),
        (10, 1, "2024-04-10"),
        (12, 10, "2024-06-16"),
        (9, 1, "2015-06-18"),
        (10, 1, "2005-11-03"),
    ],
)
def test_islamic_days_are_within_a_day_of_those_kept(month: int, day: int, kept: str) -> None:
    expected = dt.date.fromisoformat(kept)
    assert min(abs((found - expected).days) for found in islamic_in(expected.year, month, day)) <= 1


def test_a_year_may_hold_two_ramadans() -> None:
    assert [day.month for day in islamic_in(2030, 9, 1)] == [1, 12]


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("rosh hashanah", "2023-09-16"), ("yom kippur", "2023-09-25"), ("sukkot", "2023-09-30"),
        ("simchat torah", "2023-10-07"), ("hanukkah", "2023-12-08"), ("hanukkah", "2024-12-26"),
        ("purim", "2024-03-24"), ("passover", "2024-04-23"), ("shavuot", "2024-06-12"),
        ("tisha b'av", "2024-08-13"),        ("passover", "2000-04-20"), ("yom kippur", "1973-10-06"),
    ],
)  # fmt: skip
def test_hebrew_feasts(feast: str, day: str) -> None:
    expected = dt.date.fromisoformat(day)
    assert hebrew(expected.year, feast) == expected


@pytest.mark.parametrize(
    ("sentence", "looks"),
    [
        ("the ministers will meet on monday in paris", "future"),
        ("the ministers met on monday in paris", "past"),
        ("on monday, the ministers will meet in paris", "future"),
        ("the man, who will be tried, was seen on monday", "past"),
        ("he said on monday that he will resign", "past"),
        ("the vigil will be held on monday", "future"),
        ("the trial is due to open on monday", "future"),
        ("the judge ordered him to appear on monday", None),
        ("they would look into monday's attack by the group", "past"),
        ("the judge set a monday deadline", "future"),
        ("a monday in paris", None),
    ],
)
def test_the_nearest_verb_tells_where_a_clause_looks(sentence: str, looks: str | None) -> None:
    start = sentence.index("monday")
    assert direction(sentence, start, start + 6, (0, len(sentence))) == looks
