"""Digests and timelines: what a relative word means under the date of its item."""

import datetime as dt

import pytest

from lapwing.resolve.dates import find_dates

PUBLISHED = dt.date(2024, 1, 15)


def values(text: str, published: dt.date | None = PUBLISHED) -> list[str]:
    return [m.value for m in find_dates(text, published)]


def test_relative_words_count_from_the_heading_of_their_item() -> None:
    text = (
        "The month so far\n"
        "Thursday January 4 · The envoy was held today. Bombs fell last week.\n"
        "Monday January 8 · Police raided a house yesterday.\n"
    )
    assert values(text) == ["2024-01-04", "2024-01-04", "2023-W52", "2024-01-08", "2024-01-07"]


def test_a_heading_without_a_year_is_read_from_the_publication_date() -> None:
    text = "January 4: A shop burned.\nJanuary 8: A man was held.\nJanuary 9: He was freed.\n"
    assert values(text) == ["2024-01-04", "2024-01-08", "2024-01-09"]


def test_the_latest_item_may_come_first() -> None:
    text = "9 January 2024\nA man was held yesterday.\n\n3 January 2024\nA man was shot yesterday.\n"
    assert values(text) == ["2024-01-09", "2024-01-08", "2024-01-03", "2024-01-02"]


@pytest.mark.parametrize(
    "text",
    [
        "9 January 2024\nA man was held yesterday.\n",
        "9 January 2024\nNews.\n3 January 2024\nMore.\n11 January 2024\nA man was held yesterday.\n",
        "Born 9 January 2024\nBorn 11 January 2024\nA man was held yesterday.\n",
        "Yesterday:\nnews\nToday:\nA man was held yesterday.\n",
        "3 May 1990\nA bank.\n5 May 1991\nA man was held yesterday.\n",
    ],
)
def test_other_lines_with_a_date_are_no_digest(text: str) -> None:
    assert values(text)[-1] == "2024-01-14"


def test_without_a_publication_date_nothing_is_a_digest() -> None:
    text = "3 January 2024\nA shop burned.\n9 January 2024\nA man was held yesterday.\n"
    assert values(text, None)[-1] == "XXXX-XX-XX"
