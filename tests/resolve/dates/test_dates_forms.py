"""What each form of news means, read on Monday 15 January 2024 unless the test says otherwise."""

import datetime as dt

import pytest

from lapwing.records import DateMention
from lapwing.resolve.dates import find_dates

MONDAY = dt.date(2024, 1, 15)
DAY = dt.date.fromisoformat


def only(text: str, published: dt.date | None = MONDAY, **options: dt.date) -> DateMention:
    mentions = find_dates(text, published, **options)
    assert len(mentions) == 1, [text[m.start : m.end] for m in mentions]
    return mentions[0]


def window(mention: DateMention) -> tuple[str, str]:
    return str(mention.date_start), str(mention.date_end)


DAYS = {
    "Three days into 2024, bombs went off.": "2024-01-03",
    "The attack came three days into the new year.": "2024-01-03",
    "Police raided the flat on Monday.": "2024-01-15",
    "Police raided the flat on Tuesday.": "2024-01-09",
    "Monday's attack was the third.": "2024-01-15",
    "A bomb went off early Sunday.": "2024-01-14",
    "The court sits next Monday.": "2024-01-22",
    "He was held last Monday.": "2024-01-08",
    "The cell was broken up on Tuesday last week.": "2024-01-09",
    "Shots were fired a week ago Friday.": "2024-01-05",
    "The blast was yesterday.": "2024-01-14",
    "The blast was today.": "2024-01-15",
    "It was the day before yesterday.": "2024-01-13",
    "The ban starts tomorrow.": "2024-01-16",
    "They will meet on Thursday.": "2024-01-18",
    "The two are due in court on Friday.": "2024-01-19",
    "The mayor was shot two days ago.": "2024-01-13",
    "The massacre happened thirty years ago today.": "1994-01-15",
    "It began on Oct. 7.": "2023-10-07",
    "It began on 7 October.": "2023-10-07",
    "It began on the 7th of October.": "2023-10-07",
    "It began on the seventh of October.": "2023-10-07",
    "He was held on 7 October 2021.": "2021-10-07",
    "He was held on October 7th, 2021.": "2021-10-07",
    "He was held on Saturday, Oct. 7.": "2023-10-07",
    "He was held on 7 October last year.": "2023-10-07",
    "He spoke on 5 January.": "2024-01-05",
    "He was stabbed on December 3.": "2023-12-03",
    "He was stabbed on December 3, 2019.": "2019-12-03",
    "He was stabbed on 2019-12-03.": "2019-12-03",
    "He was stabbed on 25/12/2019.": "2019-12-25",
    "He was stabbed on 12/25/2019.": "2019-12-25",
    "He was stabbed on 3.12.19 or so, on 03/12/2019.": "2019-12-03",
    "He was arrested on the 7th.": "2024-01-07",
    "He was arrested on the 27th.": "2023-12-27",
    "The trial opens on 20 January.": "2024-01-20",
    "The deadline is January 20.": "2024-01-20",
    "It was Christmas.": "2023-12-25",
    "It was Christmas Eve.": "2023-12-24",
    "It was New Year's Eve.": "2023-12-31",
    "It was Easter.": "2023-04-09",
    "It was Good Friday.": "2023-04-07",
    "Guards were doubled ahead of the upcoming Easter.": "2024-03-31",
    "It was Easter 2019.": "2019-04-21",
    "It was Yom Kippur.": "2023-09-25",
    "It was Election Day.": "2023-11-07",
    "It was Pakistan's Independence Day.": "2023-08-14",
    "He praised 9/11.": "2001-09-11",
    "He praised the September 11 attacks.": "2001-09-11",
}

RANGES = {
    "He was seen the week before last.": ("2024-01-01", "2024-01-07", "week"),
    "The vote is the month after next.": ("2024-03-01", "2024-03-31", "month"),
    "The raid was last July.": ("2023-07-01", "2023-07-31", "month"),
    "The burning was last June.": ("2023-06-01", "2023-06-30", "month"),
    "The burning was last January.": ("2023-01-01", "2023-01-31", "month"),
    "The city fell in August 2021.": ("2021-08-01", "2021-08-31", "month"),
    "The city fell in August.": ("2023-08-01", "2023-08-31", "month"),
    "The group has grown ever since March 2019.": ("2019-03-01", "2019-03-31", "month"),
    "Raids were made last week.": ("2024-01-08", "2024-01-14", "week"),
    "He was held last month.": ("2023-12-01", "2023-12-31", "month"),
    "He was held last year.": ("2023-01-01", "2023-12-31", "year"),
    "Earlier this month a cell was found.": ("2024-01-01", "2024-01-15", "month"),
    "This year, all signs point to more attacks.": ("2024-01-01", "2024-12-31", "year"),
    "Clashes broke out over the weekend.": ("2024-01-13", "2024-01-14", "range"),
    "He was jailed two weeks ago.": ("2023-12-29", "2024-01-04", "week"),
    "He was jailed two months ago.": ("2023-11-01", "2023-11-30", "month"),
    "He was jailed a year ago.": ("2022-12-31", "2023-01-30", "range"),
    "He was jailed three years ago.": ("2021-01-01", "2021-12-31", "year"),
    "It happened in early 2023.": ("2023-01-01", "2023-03-31", "range"),
    "It happened in mid-2023.": ("2023-05-01", "2023-08-31", "range"),
    "It happened in late 2023.": ("2023-10-01", "2023-12-31", "range"),
    "It happened in early November.": ("2023-11-01", "2023-11-10", "range"),
    "It happened in mid-November.": ("2023-11-10", "2023-11-20", "range"),
    "It happened at the end of November.": ("2023-11-20", "2023-11-30", "range"),
    "It happened in summer 2019.": ("2019-06-01", "2019-08-31", "range"),
    "It happened in the spring.": ("2023-03-01", "2023-05-31", "range"),
    "It happened in the winter of 2014.": ("2014-12-01", "2015-02-28", "range"),
    "It happened in the 1990s.": ("1990-01-01", "1999-12-31", "range"),
    "It happened in the mid-1990s.": ("1994-01-01", "1996-12-31", "range"),
    "It happened in the third quarter of 2020.": ("2020-07-01", "2020-09-30", "range"),
    "It happened in the first half of 2020.": ("2020-01-01", "2020-06-30", "range"),
    "It happened in the first three months of 2016.": ("2016-01-01", "2016-03-31", "range"),
    "It happened in 2014-15.": ("2014-01-01", "2015-12-31", "range"),
    "It happened on 3-5 May.": ("2023-05-03", "2023-05-05", "range"),
    "It happened on May 3-5, 2020.": ("2020-05-03", "2020-05-05", "range"),
    "It happened in March-May 2020.": ("2020-03-01", "2020-05-31", "range"),
    "It happened in the week of March 6.": ("2023-03-06", "2023-03-12", "week"),
    "Shelling went on in the past three months.": ("2023-10-15", "2024-01-15", "range"),
    "Shelling went on in the last 24 hours.": ("2024-01-14", "2024-01-15", "range"),
    "Jets struck overnight.": ("2024-01-14", "2024-01-15", "range"),
    "Jets struck overnight on Friday.": ("2024-01-12", "2024-01-13", "range"),
    "It was planned for New Year celebrations.": ("2023-12-31", "2024-01-01", "day"),
    "It was Passover.": ("2023-04-06", "2023-04-13", "range"),
    "It was Hanukkah.": ("2023-12-08", "2023-12-15", "range"),
    "It was Ramadan.": ("2023-03-23", "2023-04-21", "range"),
    "It was Eid al-Fitr.": ("2023-04-22", "2023-04-24", "range"),
    "It was Eid al-Adha.": ("2023-06-29", "2023-07-02", "range"),
    "It was Ashura.": ("2023-07-28", "2023-07-28", "range"),
    "It was Diwali.": ("2023-11-12", "2023-11-12", "range"),
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_a_day_is_read_from_the_day_of_writing(text: str, day: str) -> None:
    mentions = [m for m in find_dates(text, MONDAY) if m.precision == "day"]
    assert window(mentions[-1]) == (day, day)


@pytest.mark.parametrize(("text", "expected"), RANGES.items())
def test_a_period_is_read_as_its_days(text: str, expected: tuple[str, str, str]) -> None:
    mention = only(text)
    assert (*window(mention), mention.precision) == expected


def test_last_june_read_in_january_is_the_june_before() -> None:
    assert only("It was last June.", DAY("2023-01-20")).value == "2022-06"


def test_last_january_read_in_january_is_a_year_ago() -> None:
    assert only("It was last January.", DAY("2024-01-20")).value == "2023-01"


def test_a_week_within_a_date_begins_there_and_the_next_count_inherits_its_width() -> None:
    text = "Within a week of October 7, a man was stabbed. Three days later, two fans were shot."
    first, second = find_dates(text, MONDAY)
    assert text[first.start : first.end] == "Within a week of October 7"
    assert (window(first), first.precision) == (("2023-10-07", "2023-10-14"), "week")
    assert (window(second), second.precision) == (("2023-10-10", "2023-10-17"), "week")
    assert second.anchor == "text" and second.anchor_span is not None
    assert second.anchor_span.quote(text) == "Within a week of October 7"


@pytest.mark.parametrize("text", ["between 3 and 5 May", "from May 3 to May 5", "from 3 May until 5 May"])
def test_both_ends_of_a_range_have_all_its_days(text: str) -> None:
    first, last = find_dates(f"Talks were held {text}.", MONDAY)
    assert window(first) == window(last) == ("2023-05-03", "2023-05-05")
    assert (first.value, last.value) == ("2023-05-03", "2023-05-05")


def test_a_range_of_weekdays_ends_after_it_begins() -> None:
    first, last = find_dates("Troops searched the town from Sunday to Wednesday.", MONDAY)
    assert window(first) == window(last) == ("2024-01-07", "2024-01-10")


def test_a_year_named_once_holds_for_both_dates() -> None:
    first, last = find_dates("Bombs went off on 3 May and 7 June 2020.", MONDAY)
    assert (window(first)[0], window(last)[0]) == ("2020-05-03", "2020-06-07")


def test_a_list_of_days_shares_its_month() -> None:
    assert [m.value for m in find_dates("He was seen on April 3, 4 and 7, 2020.", MONDAY)] == [
        "2020-04-03",
        "2020-04-04",
        "2020-04-07",
    ]


def test_a_count_after_a_date_is_not_another_day() -> None:
    assert [m.value for m in find_dates("On May 3, 12 people died, and on May 4, 7 soldiers.", MONDAY)] == [
        "2023-05-03",
        "2023-05-04",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It ended after three days of clashes.", "DURATION", "P3D"),
        ("The siege took 24 hours.", "DURATION", "PT24H"),
        ("He made a 16-hour flight.", "DURATION", "PT16H"),
        ("It took one and a half years.", "DURATION", "P1.5Y"),
        ("It took 5 1/2 hours.", "DURATION", "PT5H30M"),
        ("It took half a year.", "DURATION", "P6M"),
        ("It took four decades.", "DURATION", "P40Y"),
        ("They fought for decades.", "DURATION", "PXY"),
        ("They fought in recent weeks.", "DURATION", "PXW"),
        ("They fought for several days.", "DURATION", "PXD"),
        ("They meet every day.", "SET", "P1D"),
        ("They meet every Monday.", "SET", "XXXX-WXX-1"),
        ("They meet on Mondays.", "SET", "XXXX-WXX-1"),
        ("They publish a weekly paper.", "SET", "P1W"),
        ("They meet twice a month.", "SET", "P1M"),
        ("They are now in control.", "DATE", "PRESENT_REF"),
        ("They currently control it.", "DATE", "PRESENT_REF"),
        ("They fought in the past.", "DATE", "PAST_REF"),
        ("They met several days ago.", "DATE", "PAST_REF"),
        ("They may fight in the future.", "DATE", "FUTURE_REF"),
        ("It fell in fiscal 2019.", "DATE", "FY2019"),
    ],
)
def test_what_fixes_no_day_says_so(text: str, kind: str, value: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.value) == (kind, value)
    assert mention.date_start is None and mention.date_end is None and mention.precision == "unknown"
    assert mention.refusal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was Monday night.", "2024-01-15TNI"),
        ("It was Tuesday evening.", "2024-01-09TEV"),
        ("It was yesterday morning.", "2024-01-14TMO"),
        ("They meet tonight.", "2024-01-15TNI"),
        ("It was last night.", "2024-01-14TNI"),
        ("It was on Sunday at 9.30pm local time.", "2024-01-14T21:30"),
        ("It was at 0700 GMT on Sunday.", "2024-01-14T07:00"),
        ("It was on 3 May 2020 at 18:45.", "2020-05-03T18:45"),
        ("It was at noon on Sunday.", "2024-01-14T12:00"),
        ("It was 2020-05-03T10:35:00Z.", "2020-05-03T10:35"),
    ],
)
def test_a_time_of_day_is_joined_to_its_day(text: str, value: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.value, mention.precision) == ("TIME", value, "day")


def test_an_hour_without_a_day_claims_none() -> None:
    mention = only("He came at 9 p.m. and left.")
    assert (mention.date_start, mention.refusal) == (None, "no day is named for this time")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was last week.", "2024-W02"),
        ("It was over the weekend.", "2024-W02-WE"),
        ("It was in the 1990s.", "199X"),
        ("It was in the 19th century.", "18XX"),
        ("It was in the third quarter of 1998.", "1998-Q3"),
        ("It was last summer.", "2023-SU"),
        ("It was in late 2023.", "2023"),
        ("It was two months ago.", "2023-11"),
        ("It was six weeks ago.", "2023-W49"),
        ("It was a decade ago.", "2014"),
    ],
)
def test_values_follow_timeml(text: str, value: str) -> None:
    assert only(text).value == value
