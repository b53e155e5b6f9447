import pytest

from lapwing.documents.dateline import text_dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("KABUL, Jan 3 (Reuters) - A bomb went off.", (None, 1, 3)),
        ("BAGHDAD, 12 March 2007\nA bomb went off.", (2007, 3, 12)),
        ("WASHINGTON, D.C. – Friday, March 3, 2023\nOfficials said", (2023, 3, 3)),
        ("LIMA, 12 JAN 89 (EFE) -- A BOMB WENT OFF.", (1989, 1, 12)),
        ("NO CITY (PERU), 16 SEP 89", (1989, 9, 16)),
        ("KABUL, Afghanistan (Dec. 5, 2012) — A force", (2012, 12, 5)),
        ("TUNIS | Mon Jul 18, 2011 4:55 pm BST\nTUNIS (Agency) - A bomb", (2011, 7, 18)),
        ("A headline about a blast\n\nPORT CITY, July 26 (XYZ) -- A bomb", (None, 7, 26)),
        ("Headline and reporter on one line Ann Ames PORT CITY, May 17 (XYZ) - A bomb", (None, 5, 17)),
    ],
)
def test_a_wire_dateline_is_found(text: str, date: tuple[int | None, int, int]) -> None:
    first = text_dates(text)[0]
    assert first.kind == "dateline"
    assert (first.written.year, first.written.month, first.written.day) == date


@pytest.mark.parametrize(
    "text",
    [
        "Saturday, October 5, 2019\n\nOn Thursday a man", "12 February 2015 Fighters took the town.",
        "Blast in the port XYZ Friday 2 May 2014 10 people were hurt", "Sat Feb 28 2015 A bomb went off.",
        "Thursday 23 June 2005 03.09 BST The war goes on.",
    ],
)  # fmt: skip
def test_a_date_alone_at_the_head_is_a_masthead(text: str) -> None:
    assert [date.kind for date in text_dates(text)] == ["masthead"]


@pytest.mark.parametrize(
    "text",
    [
        "Published: 15 January 2024\nA bomb", "A headline\nUpdated on Jan 5, 2023, 10:30 am\nA bomb",
        "Posted on 15 January 2024\n\nA bomb", "A headline\n\n(January 15, 2024)\n\nA bomb",
        "Date of publication 4 April 2017 At least two", "Published at 3:38 PM CDT on Apr 12, 2016",
        "2024-01-15 10:30\nA bomb", "A bomb went off. " * 60 + "\n\nFirst published: 15 January 2024",
    ],
)  # fmt: skip
def test_a_labelled_date_is_a_label(text: str) -> None:
    assert [date.kind for date in text_dates(text)] == ["label"]


@pytest.mark.parametrize(
    "text",
    [
        "The group struck on January 3, 2007 and again on May 2, 2008.",
        "NAIROBI, Kenya (AP) _ A bomb went off.",
        "12 March 2007 was a day of mourning.", "March 3, 2023, will be remembered.",
        "Saturday December 22 · A man boards a ship.",
        "The US attacked in March 2003. By May 1, 2003 it was over.",
        "The video, published on 3 May 2011 by a channel that many watched, showed ten men in a row.",
        "", "No date here.",
    ],
)  # fmt: skip
def test_a_date_in_a_sentence_is_not_the_texts_own(text: str) -> None:
    assert text_dates(text) == []


def test_a_full_dateline_goes_first_and_an_update_last() -> None:
    text = "Updated: 6 May 2014\nPublished: 4 May 2014\nBEIRUT, 2 May 2014 (XYZ) - A bomb"
    assert [(date.kind, date.written.day) for date in text_dates(text)] == [
        ("dateline", 2),
        ("label", 4),
        ("label", 6),
    ]
