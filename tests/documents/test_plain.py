import pytest

from lapwing.documents.plain import byline, headline
from tests.documents.make import ENGLISH


@pytest.mark.parametrize(
    "line", ["Bomb kills two at port", "“We will strike again”: port in fear", "Why here and now?"]
)
def test_a_short_line_set_off_above_an_article_is_its_headline(line: str) -> None:
    assert headline(f"\n{line}\n \n{ENGLISH}") == line


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        f"{ENGLISH}\n\n{ENGLISH}",
        f"Bomb kills two at port\n{ENGLISH}",
        f"It was a quiet day.\n\n{ENGLISH}",
        f"By Ann Ames and Bo Beck\n\n{ENGLISH}",
        f"Monday, 15 January 2024\n\n{ENGLISH}",
        "Only a headline here\n\n",
        f"Port Post\n\n{ENGLISH}",
        f"{'Very long ' * 20}\n\n{ENGLISH}",
        "",
    ],
)
def test_other_first_lines_are_no_headlines(text: str) -> None:
    assert headline(text) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Ames", "Ann Ames"),
        ("By Ann Ames and Bo Beck in Port City", "Ann Ames and Bo Beck"),
        ("BY ANN AMES, Staff Writer", "ANN AMES"),
        ("Written by: Ann de Wit", "Ann de Wit"),
    ],
)
def test_a_byline_gives_the_authors(line: str, names: str) -> None:
    assert byline(f"Bomb at port\n\n{line}\n\n{ENGLISH}") == names


@pytest.mark.parametrize("line", ["By Monday the road was open.", "Close by Ann Ames stood.", "By Ann"])
def test_a_sentence_is_no_byline(line: str) -> None:
    assert byline(f"{line}\n\n{ENGLISH}") is None
