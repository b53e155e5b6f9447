from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.fillers.mentions import ROLES
from lapwing.coding.fillers.spans import BEST, LONGEST, best_stretches, is_bound
from tests.coding.fillers.make import page

TEXT = "Rebels of the northern front burned a bus and two trucks, the army said."


def quotes(marked, role):
    return [marked.span(*s).quote(marked.text) for s in best_stretches(marked, ROLES.index(role))]


def test_the_best_stretch_of_a_region_is_what_the_tagger_sees():
    assert quotes(page(TEXT, {"Target": ["two trucks"]}), "Target")[0] == "two trucks"


def test_a_region_gives_its_parts_as_well():
    assert "trucks" in quotes(page(TEXT, {"Target": ["two trucks"]}), "Target")


def test_a_stretch_runs_over_what_joins_a_name_and_ends_in_a_word_of_it():
    found = quotes(page(TEXT, {"PerpInd": ["rebels of the northern front"]}), "PerpInd")
    assert found[0] == "Rebels of the northern front"
    assert "Rebels of" not in found


def test_nothing_is_found_where_nothing_is_seen():
    assert quotes(page(TEXT, {}), "Weapon") == []


def test_a_stretch_never_crosses_a_comma():
    assert not any("," in q for q in quotes(page(TEXT, {"Target": ["two trucks", "the army"]}), "Target"))


@given(st.lists(st.sampled_from("rebels of the front burned a bus , . and trucks".split()), max_size=30))
def test_stretches_are_short_and_begin_and_end_in_words_of_names(chosen):
    text = " ".join(chosen)
    marked = page(text, {"Target": ["rebels", "of", "the", "front", "bus", "trucks"]})
    found = list(best_stretches(marked, ROLES.index("Target")))
    for first, last in found:
        assert first <= last < first + LONGEST
        assert not is_bound(marked.forms[first])
        assert not is_bound(marked.forms[last])
        assert marked.sentences[first] == marked.sentences[last]
    assert len(found) <= BEST * len(marked.words)
