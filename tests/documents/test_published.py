import datetime as dt

import pytest

from lapwing.documents.draft import Draft
from lapwing.documents.published import Published, publication_date
from tests.documents.make import item


def dated(text: str = "A bomb went off.", *, given: dt.date | None = None, **fields: object) -> Published:
    return publication_date(item(text, **fields), Draft(text=text), given)


def reasons(found: Published) -> list[str]:
    return [issue.reason for issue in found.issues]


def test_what_a_person_gives_is_always_taken() -> None:
    day = dt.date(2024, 1, 15)
    found = dated("LIMA, 13 January 2024 (XYZ) -", given=day, published="2020-01-01")
    assert (found.date, found.origin, reasons(found)) == (day, "given", [])


def test_a_given_date_far_from_the_dateline_is_warned_of() -> None:
    found = dated("LIMA, 12 January 2014 (XYZ) -", given=dt.date(2024, 1, 15))
    assert (found.date, reasons(found)) == (dt.date(2024, 1, 15), ["date_contradiction"])


def test_metadata_go_before_the_address_and_the_text() -> None:
    found = dated("Published: 1 May 2024", published="2024-01-15", url="https://x.example/2024/02/02/")
    assert (found.date, found.origin, reasons(found)) == (dt.date(2024, 1, 15), "metadata", [])


@pytest.mark.parametrize(
    ("text", "date", "warnings"),
    [
        ("LIMA, 13 January 2024 (XYZ) - A bomb", dt.date(2024, 1, 13), []),
        ("LIMA, 15 January 2014 (XYZ) - A bomb", dt.date(2014, 1, 15), ["date_contradiction"]),
        ("LIMA, Dec 30 (XYZ) - A bomb", dt.date(2023, 12, 30), ["date_contradiction"]),
        ("Friday, January 12, 2024\n\nA bomb", dt.date(2024, 1, 12), []),
    ],
)
def test_a_dateline_that_contradicts_the_metadata_is_the_anchor(
    text: str, date: dt.date, warnings: list[str]
) -> None:
    found = dated(text, published="2024-01-15")
    assert (found.date, found.origin, reasons(found)) == (date, "dateline", warnings)


@pytest.mark.parametrize(
    "text", ["12 May 2009\n\nA chronology", "LIMA, June 3 (XYZ) - A", "Published: 3 May 2023"]
)
def test_metadata_stand_against_a_date_that_may_be_about_something_else(text: str) -> None:
    found = dated(text, published="2024-01-15")
    assert (found.date, found.origin) == (dt.date(2024, 1, 15), "metadata")


def test_a_dateline_goes_before_the_address() -> None:
    found = dated("LIMA, 13 January 2024 (XYZ) -", url="https://x.example/2024/01/15/a")
    assert (found.date, found.origin) == (dt.date(2024, 1, 13), "dateline")


def test_a_dateline_without_a_year_takes_it_from_the_address_or_a_label() -> None:
    for fields in ({"url": "https://x.example/2024/01/02/a"}, {"text": "Published: 2 January 2024\n"}):
        text = str(fields.pop("text", "")) + "LIMA, Dec 31 (XYZ) - A bomb"
        found = dated(text, **fields)
        assert (found.date, found.origin) == (dt.date(2023, 12, 31), "dateline")


def test_the_address_and_then_the_text_are_taken_where_nothing_else_is() -> None:
    label = "Posted on 1 May 2024\n\nA bomb"
    assert dated(label, url="https://x.example/2024/01/15/a").origin == "url"
    assert (dated(label).date, dated(label).origin) == (dt.date(2024, 5, 1), "text")


def test_a_dateline_kept_beside_the_text_is_used() -> None:
    found = dated(metadata={"dateline": "SAN SALVADOR, 18 FEB 90 (DPA)"})
    assert (found.date, found.origin) == (dt.date(1990, 2, 18), "dateline")


def test_no_date_is_a_warning_and_never_a_guess() -> None:
    for text in ("A bomb went off on Monday.", "LIMA, Jan 3 (XYZ) - A bomb"):
        found = dated(text)
        assert (found.date, found.origin, reasons(found)) == (None, "unknown", ["no_date"])
        assert found.issues[0].severity == "warning"


def test_a_date_that_can_be_read_two_ways_is_not_chosen() -> None:
    found = dated(published="03/04/2024")
    assert (found.date, reasons(found)) == (None, ["bad_date", "no_date"])
