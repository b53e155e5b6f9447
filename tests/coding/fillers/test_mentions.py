from lapwing.coding.fillers.mentions import mentions
from tests.coding.fillers.make import page

TEXT = "A car bomb went off at the bank. Police said the car bomb weighed little. A bomb hurt nobody."


def forms(marked, role, known=None):
    return {m.form: m for m in mentions(marked, known or {}) if m.role == role}


def test_all_places_of_a_string_make_one_mention():
    found = forms(page(TEXT, {"Weapon": ["car bomb"]}), "Weapon")
    assert len(found["car bomb"].stretches) == 2


def test_a_name_that_is_looked_for_is_found_where_the_tagger_sees_nothing():
    assert "bank" in forms(page(TEXT, {}), "Target", {"Target": ["bank"]})


def test_articles_make_no_other_mention():
    assert set(forms(page(TEXT, {"Target": ["the bank"]}), "Target")) == {"bank"}


def test_the_head_stands_before_the_tail():
    marked = page("Members of the army fired.", {"PerpInd": ["members of the army"]})
    assert forms(marked, "PerpInd")["members of army"].head == "members"


def test_a_possessive_ending_is_not_quoted():
    marked = page("The front's men fired.", {"PerpOrg": ["front"]})
    mention = forms(marked, "PerpOrg")["front"]
    assert marked.span(*mention.stretches[0]).quote(marked.text) == "front"
