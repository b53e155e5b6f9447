import pytest

from lapwing.documents.draft import Draft
from lapwing.documents.pdf import MAX_PAGES, flow, read_pdf
from lapwing.records import Issue
from tests.documents.make import item, locked, pdf

LINES = [
    "A bomb went off near the harbour on Monday and the police closed all the ro-",
    "ads to the port. Officials said that nobody had been hurt in the blast, which was",
    "heard in the town.",
    "The group claimed it on Tuesday in a statement that was read out on the local ra-",
    "dio.",
]


def refusal(data: bytes) -> str:
    found = read_pdf(item(data, "application/pdf"))
    assert isinstance(found, Issue), found
    return found.reason


def draft(data: bytes) -> Draft:
    found = read_pdf(item(data, "application/pdf"))
    assert isinstance(found, Draft), found
    return found


def test_lines_are_joined_and_broken_words_mended() -> None:
    assert draft(pdf([LINES])).text == (
        "A bomb went off near the harbour on Monday and the police closed all the roads to the port. "
        "Officials said that nobody had been hurt in the blast, which was heard in the town.\n\n"
        "The group claimed it on Tuesday in a statement that was read out on the local radio."
    )


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    pages = [
        ["Port Post", f"{n} things were seen in the harbour by the crew of ship number {n}.", f"Page {n}"]
        for n in (1, 2, 3, 4)
    ]
    for n, page in enumerate(pages):
        page[1] = f"{page[1]} {'abcd'[n] * 9} and more."
        page.insert(1, f"Section {'wxyz'[n] * 3} begins with words of its own, as sections do.")
        page.insert(3, f"It ends with {'efgh'[n] * 5} at the foot of the page, before the number.")
        page.insert(3, f"Something else {'ijkl'[n] * 5} is told in the middle of the page by a man.")
    found = draft(pdf(pages))
    assert {piece.text for piece in found.set_aside} == {"Port Post", "Page 1", "Page 2", "Page 3", "Page 4"}
    assert len(found.set_aside) == 8
    for piece in found.set_aside:
        assert piece.quote(found.text) == piece.text
        assert piece.rule == "page_edge"


def test_a_paragraph_runs_on_over_the_edge_of_a_page() -> None:
    pages = [
        "Port Post\nThe first crew saw the men come down to the water and then\nthrow the bags into the har-",
        "Port Post\nbour before they drove away in a car that nobody had seen.\nThen it was dark.",
        "Port Post\nThe second crew saw nothing at all of this, they said later.\nIt was day.",
    ]
    text, set_aside = flow([page + f"\n{n}" for n, page in enumerate(pages)])
    assert "throw the bags into the harbour before they drove away" in text
    assert len(set_aside) == 6


def test_a_locked_pdf_is_refused_and_one_that_opens_without_a_password_is_read() -> None:
    assert refusal(locked(pdf([LINES]), "secret")) == "encrypted_pdf"
    assert draft(locked(pdf([LINES]), "")).text.startswith("A bomb")


def test_five_hundred_pages_are_refused_before_they_are_read() -> None:
    assert refusal(pdf([["Words"]] * 500)) == "too_many_pages"
    assert refusal(pdf([["Words"]] * (MAX_PAGES + 1))) == "too_many_pages"


def test_a_scan_has_no_text() -> None:
    assert refusal(pdf([[], []])) == "scanned_pdf"


@pytest.mark.parametrize("keep", [8, 100, 300, 600])
def test_a_damaged_pdf_is_refused(keep: int) -> None:
    assert refusal(pdf([LINES])[:keep]) in {"damaged_pdf", "scanned_pdf"}
