"""What is not a date, what is refused, and what anchors the rest."""

import datetime as dt

import pytest

from lapwing.resolve.dates import find_dates

MONDAY = dt.date(2024, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "A second man sat in the sun.",
        "THEY MAY BE DEAD. 30 MAY HAVE DIED.",
        "Theresa May spoke of the fall of Kabul.",
        "The Great March of Return went on.",
        "The Arab Spring and Bloody Sunday are remembered.",
        "A 20-year-old man aged 20 years, 20 years old.",
        "Flight 2001 carried 1999 people under resolution 1973.",
        "It cost $2000 and 2,015 were hurt.",
        "A quarter of the town and three-quarters of the harvest were lost.",
        "The 7th Brigade marked the 25th anniversary.",
        "They won 3-2 and 24/7 was the motto.",
        "She is in her nineties.",
        "Call 020 7946 0018 or see 192.168.10.12.",
    ],
)
def test_other_words_are_no_dates(text: str) -> None:
    assert find_dates(text, MONDAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "on Monday", "yesterday", "last week", "in August", "on 7 October", "two weeks ago", "at Christmas",
        "last June", "over the weekend", "overnight", "this morning", "in the spring", "on the 7th.",
        "in the first quarter", "this year",
    ],
)  # fmt: skip
def test_without_a_publication_date_relative_words_stay_open(text: str) -> None:
    (mention,) = find_dates(f"It happened {text}", None)
    assert mention.date_start is None and mention.date_end is None
    assert mention.refusal == "no publication date"
    assert mention.value.startswith("XXXX")


def test_a_named_year_needs_no_publication_date() -> None:
    text = "On 3 May 2020 a bomb went off. Two days later he fled. Easter 2019 was worse."
    assert [str(m.date_start) for m in find_dates(text, None)] == ["2020-05-03", "2020-05-05", "2019-04-21"]


def test_the_dateline_anchors_when_it_is_given() -> None:
    (mention,) = find_dates("The camp was hit on Friday.", MONDAY, dateline=dt.date(2023, 6, 5))
    assert mention.date_start == dt.date(2023, 6, 2)


def test_a_day_that_does_not_exist_is_refused() -> None:
    (mention,) = find_dates("It was on 30 February 2020.", MONDAY)
    assert mention.date_start is None and mention.refusal == "no such day in the calendar"


def test_an_ambiguous_order_of_figures_is_noted() -> None:
    (mention,) = find_dates("It was on 7/10/2023.", MONDAY)
    assert mention.date_start == dt.date(2023, 10, 7)
    assert mention.refusal == "read day first; month first is a date as well"


def test_another_date_of_the_text_shows_the_order_of_figures() -> None:
    dates = find_dates("It was on 7/10/2023, not on 7/25/2023.", MONDAY)
    assert [m.date_start for m in dates] == [dt.date(2023, 7, 10), dt.date(2023, 7, 25)]


def test_figures_never_name_a_day_to_come_where_the_other_order_does_not() -> None:
    (mention,) = find_dates("It was on 1/12/2024.", MONDAY)
    assert (mention.date_start, mention.refusal) == (dt.date(2024, 1, 12), None)


def test_a_national_day_needs_its_country() -> None:
    (mention,) = find_dates("It was on Independence Day.", MONDAY)
    assert mention.date_start is None and mention.refusal == "each country has its own"


def test_a_feast_is_a_name() -> None:
    assert (
        find_dates("An eid card, a hajj visa and an easter egg were found in May 2020.", MONDAY)[0].value
        == "2020-05"
    )


def test_a_lost_apostrophe_still_names_a_day() -> None:
    (mention,) = find_dates("Officials said Wednesdays strike killed ten.", MONDAY)
    assert mention.date_start == dt.date(2024, 1, 10)


def test_capitals_throughout_are_read_alike() -> None:
    text = "YESTERDAY, ON 14 JAN, THE ARMY SAID THAT ON 12 JAN 89 AND IN MAY 1988 IT HAD LOST TEN."
    assert [str(m.date_start) for m in find_dates(text, dt.date(1989, 1, 15))] == [
        "1989-01-14",
        "1989-01-14",
        "1989-01-12",
        "1988-05-01",
    ]


def test_a_wrapped_line_does_not_break_a_date() -> None:
    (mention,) = find_dates("He was held on 7\nOctober 2021.", MONDAY)
    assert mention.value == "2021-10-07"


def test_a_blank_line_does_break_it() -> None:
    assert [m.value for m in find_dates("Page 7\n\nOctober 2021 was calm.", MONDAY)] == ["2021-10"]


def test_a_later_count_without_any_date_is_only_a_length() -> None:
    (mention,) = find_dates("Three days later he fled.", MONDAY)
    assert (mention.kind, mention.value, mention.date_start) == ("DURATION", "P3D", None)
    assert mention.refusal == "no date in the text to count from"


@pytest.mark.parametrize(
    "text",
    [
        "He drove into the Christmas market.",
        "Christmas markets stay shut.",
        "Poets sang of the Easter Rising.",
        "Little has changed since the fall of the town.",
        "The crowd of Christmas revellers ran.",
    ],
)
def test_a_word_of_the_calendar_in_another_sense_is_no_date(text: str) -> None:
    assert not find_dates(text, MONDAY)


def test_a_feast_is_put_into_the_year_that_its_sentence_tells_of() -> None:
    text = "It was the first attack since 2017, when nine people died in a club on New Year's Eve."
    mention = find_dates(text, MONDAY)[-1]
    assert str(mention.date_start) == "2017-12-31"
    assert mention.anchor == "text"
    assert mention.anchor_span is not None
    assert mention.anchor_span.quote(text) == "2017"


def test_a_feast_that_is_prepared_for_is_the_nearest() -> None:
    assert (
        str(find_dates("The town prepared for the Passover holiday.", MONDAY)[0].date_start) == "2024-04-23"
    )


def test_what_was_called_on_a_day_is_past() -> None:
    assert str(find_dates("The strike was called on Tuesday.", MONDAY)[0].date_start) == "2024-01-09"
    assert str(find_dates("On Tuesday unions called for a strike.", MONDAY)[0].date_start) == "2024-01-09"
    assert str(find_dates("Unions have called a strike for Tuesday.", MONDAY)[0].date_start) == "2024-01-16"


@pytest.mark.parametrize(
    "text",
    [
        "Police were called to the house just after midnight Tuesday.",
        "Police got called to the house just after midnight Tuesday.",
        "Two men died in what police called an accident Tuesday night.",
        "A boy was shot by his would-be victim Tuesday night.",
        "The death of a man outside Varnholt Tuesday night that appears to be a suicide was not expected.",
        "Police look for a man believed to be involved in a shooting Tuesday night.",
    ],
)
def test_a_call_or_a_guess_does_not_look_ahead(text: str) -> None:
    assert str(find_dates(text, MONDAY)[-1].date_start) == "2024-01-09"


def test_what_is_to_be_lies_ahead() -> None:
    assert str(find_dates("He is to be tried on Tuesday.", MONDAY)[0].date_start) == "2024-01-16"


@pytest.mark.parametrize("text", ["in the 1900 block of Elm Street", "the 1500-block of Elm Street"])
def test_the_number_of_a_block_is_no_year(text: str) -> None:
    assert find_dates(f"A man was shot {text}.", MONDAY) == []
