import pytest

from lapwing.documents.repost import source_of
from tests.documents.make import ENGLISH


@pytest.mark.parametrize(
    ("words", "name", "url"),
    [
        (
            "Source: Port Post Read the original article here: https://post.example/1",
            "Port Post",
            "https://post.example/1",
        ),
        ("Source: The Port Post, https://post.example/1.", "The Port Post", "https://post.example/1"),
        ("Source: https://post.example/1", None, "https://post.example/1"),
        ("Source: Port Post", "Port Post", None),
        ("(Source: Port Post)", "Port Post", None),
        ("This article was originally published by Port Post.", "Port Post", None),
        ("This article was originally published in Notes on the Harbour.", "Notes on the Harbour", None),
        ("This story first appeared in Port Post. Read it there.", "Port Post", None),
        ("This piece was originally published on Jan 3 in the Port Post.", "the Port Post", None),
        ("Originally published at https://post.example/a/b.", None, "https://post.example/a/b"),
        ("First appeared in Port Post, https://post.example/1", "Port Post", "https://post.example/1"),
        ("(Reposted from Port Post)", "Port Post", None),
        (
            "Republished with permission from Port Post (https://post.example/1)",
            "Port Post",
            "https://post.example/1",
        ),
    ],
)
def test_a_repost_names_its_source(words: str, name: str | None, url: str | None) -> None:
    assert source_of(f"{ENGLISH}\n\n{words}") == (name, url)
    assert source_of(f"{words}\n\n{ENGLISH}") in ((name, url), None)


@pytest.mark.parametrize(
    "words",
    [
        "The cartoons were first published in Port Post in 2005.", "The film first appeared in 2003.",
        "Source: the ministry's own count", "He reposted the video.", ENGLISH,
    ],
)  # fmt: skip
def test_what_an_article_says_of_others_is_no_source(words: str) -> None:
    assert source_of(f"{ENGLISH}\n\n{words}") is None


def test_the_middle_of_a_long_article_is_not_looked_at() -> None:
    text = f"{ENGLISH * 20}\n\n(Reposted from Port Post)\n\n{ENGLISH * 20}"
    assert source_of(text) is None
