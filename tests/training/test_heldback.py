"""Articles without events that are kept from training."""

from training.heldback import held_back


def test_one_in_five_articles_is_held_back():
    held = sum(held_back(f"paper-{number:05d}") for number in range(5000))
    assert 900 < held < 1100


def test_an_article_is_held_back_for_good():
    assert [number for number in range(30) if held_back(f"paper-{number:02d}")] == [0, 2, 5, 11, 23, 25]
