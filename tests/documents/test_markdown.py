import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents.markdown import read_markdown

PAGE = """---
title: Bomb at the port
date: 2024-01-15
author: [Ann Ames, Bo Beck]
source: Port Post
url: https://post.example/1
---
# Bomb at the port

A **bomb** went off near the [harbour](https://x.example) on _Monday_.\\
Nobody was `hurt`. ![map](map.png)

* Police closed
  the road.
* <b>Officials</b> spoke &amp; left.

| town | dead |
|---|---|
| Port City | 0 |

<!-- unseen -->
```
code
```
"""


def test_markup_goes_and_words_stay() -> None:
    assert read_markdown(PAGE).text.split("\n\n") == [
        "Bomb at the port",
        "A bomb went off near the harbour on Monday.\nNobody was hurt.",
        "Police closed\nthe road.",
        "Officials spoke & left.",
        "town", "dead", "Port City", "0", "code",
    ]  # fmt: skip


def test_front_matter_is_metadata() -> None:
    draft = read_markdown(PAGE)
    assert (draft.title, draft.published, draft.author) == (
        "Bomb at the port",
        "2024-01-15",
        "Ann Ames, Bo Beck",
    )
    assert (draft.publisher, draft.url) == ("Port Post", "https://post.example/1")


def test_the_first_heading_is_the_title_where_nothing_else_is() -> None:
    draft = read_markdown("## Note\n\n# Bomb *at* the port\n\nWords.")
    assert draft.title == "Bomb at the port"
    assert draft.text == "Note\n\nBomb at the port\n\nWords."


@pytest.mark.parametrize("front", ["a: [", "just words", "date: 2024-99-99", "- a\n- b", "a: " + "[" * 2000])
def test_what_only_looks_like_front_matter_is_text(front: str) -> None:
    assert "Words." in read_markdown(f"---\n{front}\n---\nWords.").text


@given(st.text(alphabet="ab*_[]()#>-`|<!&\\\n: ", max_size=200))
def test_no_markdown_breaks_the_reader(text: str) -> None:
    read_markdown(text)
    read_markdown(f"---\n{text}\n---\n{text}")
