"""Dates that other dates of the text give: counted from them, or in the year that they name."""

import datetime as dt

import pytest

from lapwing.records import DateMention
from lapwing.resolve.dates import find_dates

MONDAY = dt.date(2024, 1, 15)


def window(mention: DateMention) -> tuple[str, str]:
    assert mention.date_start and mention.date_end
    return mention.date_start.isoformat(), mention.date_end.isoformat()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The same day, he fled", "2020-05-03"),
        ("That day, he fled", "2020-05-03"),
        ("The following day, he fled", "2020-05-04"),
        ("The next day, he fled", "2020-05-04"),
        ("The previous day, he had fled", "2020-05-02"),
        ("Two days earlier, he had fled", "2020-05-01"),
        ("Three days later, he fled", "2020-05-06"),
        ("A day after the bombing, he fled", "2020-05-04"),
        ("The day before the bombing, he fled", "2020-05-02"),
        ("Hours later, he fled", "2020-05-03"),
        ("The following Monday, he fled", "2020-05-04"),
        ("Nobody has seen him since then", "2020-05-03"),
        ("At 9 p.m., he fled", "2020-05-03"),
    ],
)
def test_a_date_is_counted_from_the_one_told_before(words: str, day: str) -> None:
    text = f"A bomb killed ten on 3 May 2020. {words}."
    mention = find_dates(text, MONDAY)[1]
    assert window(mention) == (day, day)
    assert mention.anchor == "text" and mention.anchor_span is not None
    assert mention.anchor_span.quote(text) == "3 May 2020"


def test_a_day_after_a_dated_event_counts_from_the_date_that_follows() -> None:
    text = "He fled two days after the 3 May 2020 bombing. He was caught on 1 June."
    assert window(find_dates(text, MONDAY)[0]) == ("2020-05-05", "2020-05-05")


@pytest.mark.parametrize("words", ["a day after the attack", "the day after the attack", "two days later"])
def test_words_that_explain_the_date_before_them_mean_that_date(words: str) -> None:
    first, second = find_dates(f"On Sunday, {words}, the town was shelled.", MONDAY)
    assert window(first) == window(second) == ("2024-01-14", "2024-01-14")


def test_the_day_of_a_report_is_passed_over_for_the_day_of_the_event() -> None:
    text = "Gunmen killed five on 3 January, police said on Friday. A day later, the camp was hit."
    assert window(find_dates(text, MONDAY)[2]) == ("2024-01-04", "2024-01-04")


def test_a_day_goes_on_in_the_year_that_its_story_named() -> None:
    text = "On 7 January 2015 two men stormed the office. On 9 January a shop was attacked."
    assert find_dates(text, MONDAY)[1].value == "2015-01-09"


def test_a_day_named_in_full_keeps_its_year_later_in_the_text() -> None:
    story = "The embassies were bombed on Aug. 7, 1998. " + "Nothing came of it. " * 5
    assert find_dates(f"{story}The Aug. 7 attacks were claimed.", MONDAY)[1].value == "1998-08-07"


def test_the_attack_that_a_day_is_named_for_keeps_its_year() -> None:
    late = dt.date(2025, 3, 1)
    attacks, fair = (
        find_dates(text, late)[0]
        for text in ("Hamas led the October 7 attacks.", "The fair was held on October 7.")
    )
    assert attacks.value == "2023-10-07"
    assert fair.value == "2024-10-07"
