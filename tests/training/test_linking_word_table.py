"""The table says how many articles have a word, and lists no word that may be a private person's name."""

import json
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from training.linking.word_table import texts, word_table

ENOUGH = 40  # articles from which on a name tells of nobody


def listed(*articles: str) -> dict[str, int]:
    table = word_table(articles)
    assert table["articles"] == len(articles)
    words = table["words"]
    assert isinstance(words, dict)
    return words


def test_a_word_counts_once_in_each_article():
    assert listed(*["the pier, the pier"] * 5, "the quay") == {"the": 6, "pier": 5}


def test_a_word_of_few_articles_is_as_rare_as_one_of_none():
    assert "quay" not in listed(*["the quay"] * 4)
    assert word_table([])["unlisted"] == 3


@given(st.integers(1, ENOUGH + 5), st.integers(0, ENOUGH + 5))
def test_a_word_mostly_written_with_a_capital_is_listed_only_if_it_is_frequent(capital, small):
    written = listed(*["Quillmere was seen"] * capital, *["a quillmere was seen"] * small)
    needed = ENOUGH if capital >= small else 5
    assert ("quillmere" in written) == (capital + small >= needed)


def test_the_beginning_of_a_sentence_does_not_make_a_word_a_name_for_good():
    assert "shells" in listed("Shells fell.", "Shells fell.", *["the shells fell"] * 3)


def test_headline_and_text_are_read_of_every_article(tmp_path):
    rows = [{"title": "Pier", "text": "It sank."}, {"title": None, "text": "The quay."}]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    assert list(texts([file, file])) == ["Pier\nIt sank.", "\nThe quay."] * 2


def test_no_word_that_ships_is_rarer_than_one_that_is_not_listed():
    text = resources.files("lapwing.incidents").joinpath("weights/words.json").read_text("utf-8")
    table = json.loads(text)
    assert (
        table["unlisted"] < min(table["words"].values()) <= max(table["words"].values()) <= table["articles"]
    )
