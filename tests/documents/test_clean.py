import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.documents.clean import normalise, one_line


@pytest.mark.parametrize(
    ("given_text", "clean"),
    [
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
        ("ten\u00a0men\u202fand\u2007one", "ten men and one"),
        ("al\u00ad-Sha\u200bbaab\ufeff\u200d", "al-Shabaab"),
        ("bell\x07 and\x00 null\x9f", "bell and null"),
        ("“kept” — as  it\tis…", "“kept” — as  it\tis…"),
    ],
)
def test_only_typesetting_is_made_plain(given_text: str, clean: str) -> None:
    assert normalise(given_text) == clean


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zs", "Zl", "Zp"))))
def test_letters_and_marks_are_never_touched(text: str) -> None:
    assert normalise(text) == text


def test_a_title_is_one_line_or_nothing() -> None:
    assert one_line(" Blast \n at\u00a0the  port ") == "Blast at the port"
    assert one_line(" \u200b ") is None
    assert one_line(None) is None
