"""Stamps of a page: what they are, and what is counted from them."""

import datetime as dt

import pytest

from lapwing.resolve.dates import find_dates

FETCHED = dt.date(2024, 3, 26)  # a Tuesday


def read(text: str, published: dt.date | None = FETCHED) -> list[tuple[str, bool]]:
    return [(mention.value[:10], mention.stamp) for mention in find_dates(text, published)]


@pytest.mark.parametrize(
    "text",
    [
        "Shots in Varnholt Posted: Sunday, March 10, 2024 10:02 AM",
        "(Published Sunday, March 10, 2024)",
        "by: Ana Kell Updated: Mar 10, 2024 - 6:33 PM",
        "Created: 03/10/2024 3:54 PM",
        "UPDATE @ 5:30 p.m. (March 10): Two men were held.",
        "Last Updated on March 10 at 9:15 AM",
    ],
)
def test_a_day_behind_a_word_of_posting_is_a_stamp(text: str) -> None:
    assert all(mention.stamp for mention in find_dates(text, FETCHED))


@pytest.mark.parametrize(
    "text",
    [
        "Update on Friday's fire: two men were held.",
        "The video was posted on March 10, 2024.",
        "Added to this, a bomb went off on March 10.",
        "Posted: March 10, 2024\n\nOn Friday a bomb went off.",
    ],
)
def test_a_day_in_prose_is_no_stamp(text: str) -> None:
    assert not find_dates(text, FETCHED)[-1].stamp


def test_what_follows_a_stamp_was_written_on_its_day() -> None:
    text = "Posted: Monday, March 11, 2024 10:02 AM\n\nFive people were wounded early Sunday."
    assert read(text) == [("2024-03-11", True), ("2024-03-10", False)]


def test_of_stamps_that_follow_each_other_the_first_counts() -> None:
    text = (
        "Posted: Monday, March 11, 2024 10:02 AM Updated: Monday, March 25, 2024 8:56 PM\n\n"
        "Five people were wounded early Sunday."
    )
    assert read(text)[-1] == ("2024-03-10", False)


def test_each_update_is_told_from_its_own_day() -> None:
    text = "Updated: March 20, 2024\nThe man died today.\n\nPosted: March 18, 2024\nA man was shot today."
    assert [value for value, stamp in read(text) if not stamp] == ["2024-03-20", "2024-03-18"]


def test_a_stamp_after_the_day_of_publication_or_years_before_it_moves_nothing() -> None:
    for stamp in ("Posted: April 2, 2024", "Posted: April 2, 2016"):
        assert read(f"{stamp}\n\nA man was shot on Sunday.")[-1] == ("2024-03-24", False)


def test_without_a_day_of_publication_a_stamp_is_still_one() -> None:
    assert read("Posted: March 10, 2024\nA man was shot on Sunday.", None) == [
        ("2024-03-10", True),
        ("XXXX-WXX-7", False),
    ]
