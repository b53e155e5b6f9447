import pytest

from tests.coding.fillers.make import page

TEXT = 'The mayor\'s car, a bus of the "Red" Band and the Red\nBand. The band played.'


def test_a_name_is_found_over_quotation_marks_line_breaks_and_articles_but_not_over_other_words():
    marked = page(TEXT, {})
    assert [marked.span(*s).quote(TEXT) for s in marked.standing("red band")] == ['Red" Band', "Red\nBand"]
    assert [marked.span(*s).quote(TEXT) for s in marked.standing("of red band")] == ['of the "Red" Band']
    assert list(marked.standing("bus band")) == []


@pytest.mark.parametrize("form", ["", "car bus", "band played the flute"])
def test_what_does_not_stand_there_is_not_found(form):
    assert list(page(TEXT, {}).standing(form)) == []


def test_names_never_run_on_into_the_next_sentence():
    marked = page(TEXT, {})
    first = [
        n for n, (a, b) in enumerate(zip(marked.sentences, marked.sentences[1:], strict=False), 1) if a != b
    ]
    assert first
    assert not any(marked.joined[number] for number in first)


def test_a_span_leaves_out_the_possessive_ending():
    marked = page(TEXT, {})
    assert marked.span(0, 1).quote(TEXT) == "The mayor"
    assert marked.form((0, 1)) == "mayor"


def test_a_text_without_words_has_nothing_in_it():
    marked = page("...", {})
    assert marked.words == marked.forms == ()
    assert list(marked.standing("band")) == []
