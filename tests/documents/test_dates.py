import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents.dates import date_in_url, nearest_year, parse_date, written_dates

DAY = dt.date(2024, 1, 15)


@pytest.mark.parametrize(
    "words",
    [
        "2024-01-15", "2024-01-15T23:10:00+03:00", "20240115", "20240115T101500Z", "2024/01/15", "2024.01.15",
        "15 January 2024", "15 Jan. 2024", "15th of January, 2024", "January 15, 2024", "Jan 15 2024 10:00",
        "Mon, 15 Jan 2024 10:00:00 +0000", "MONDAY, JANUARY 15, 2024", "15/01/2024", "01/15/2024",
        "15.1.2024",
        "1705312800", "1705312800000", "15-Jan-2024", "15 JAN 24",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(words: str) -> None:
    assert parse_date(words) == DAY


@pytest.mark.parametrize(
    "words",
    [
        "03/04/2024",
        "January 2024",
        "Monday",
        "31 February 2024",
        "1 May 2024 or 2 May 2024",
        "",
        "soon",
        "2024",
    ],
)
def test_what_names_no_day_or_two_is_no_date(words: str) -> None:
    assert parse_date(words) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/2024/01/15/blast", "https://x.example/world/2024/jan/15/blast",
        "https://x.example/news/2024-01-15/blast", "https://x.example/blast-20240115.html",
        "https://x.example/2024/1/15", "https://x.example/a-2024-01-15",
    ],
)  # fmt: skip
def test_an_address_may_hold_the_date(url: str) -> None:
    assert date_in_url(url) == DAY


@pytest.mark.parametrize(
    "url",
    ["https://x.example/12345678901", "https://x.example/2024/13/15/", "https://x.example/2024/01/", ""],
)
def test_an_address_without_a_day_has_no_date(url: str) -> None:
    assert date_in_url(url) is None


def test_a_year_that_is_not_written_stays_unknown() -> None:
    (found,) = written_dates("on January 15 the", 0, 17)
    assert (found.year, found.month, found.day, found.date) == (None, 1, 15, None)


def test_a_time_after_a_month_is_no_year() -> None:
    (found,) = written_dates("15 Jan 10:30", 0, 12)
    assert found.year is None


def test_the_nearest_year_crosses_the_new_year() -> None:
    assert nearest_year(12, 30, dt.date(2024, 1, 2)) == dt.date(2023, 12, 30)
    assert nearest_year(1, 2, dt.date(2023, 12, 30)) == dt.date(2024, 1, 2)
    assert nearest_year(2, 30, DAY) is None


@given(
    st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%a, %d %b %Y", "%d %b %y"]),
)
def test_what_is_written_is_read_back(day: dt.date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day
