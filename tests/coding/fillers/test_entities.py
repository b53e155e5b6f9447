from lapwing.coding.fillers.entities import alike, choose
from lapwing.coding.fillers.mentions import ROLES
from lapwing.linear import Linear
from tests.coding.fillers.make import page, scene

LEAST = dict.fromkeys(ROLES, 0.5)
MODELS = {
    "filler": Linear({"mean>=1": 1.0, "begins>=1": 2.0, "right out>=0": 2.0, "always": -4.0}),
    "same": Linear({"overlap": 4.0, "acronym": 4.0, "same head": 4.0, "always": -1.0}),
}
TEXT = "The United Workers Front (UWF) bombed a bridge. The UWF had bombed bridges before. Rebels fled."


def given(marked):
    return [(m.role, m.form) for m, _ in choose(scene(marked), MODELS, LEAST)]


def test_a_name_and_its_acronym_are_given_once():
    found = given(page(TEXT, {"PerpOrg": ["united workers front", "uwf"]}))
    assert len(found) == 1


def test_parts_of_a_name_are_not_given_beside_it():
    assert len(given(page(TEXT, {"PerpOrg": ["united workers front"]}))) == 1


def test_two_fillers_are_both_given():
    found = given(page(TEXT, {"PerpOrg": ["uwf"], "PerpInd": ["rebels"]}))
    assert found == [("PerpInd", "rebels"), ("PerpOrg", "uwf")]


def test_what_is_not_sure_enough_is_not_given():
    assert given(page(TEXT, {}, doubtful={"PerpInd": ["rebels"]})) == []


def test_a_plural_shares_its_head_with_the_singular():
    marked = page(TEXT, {"Target": ["bridge", "bridges"]})
    one, other = scene(marked).mentions
    assert "same head but for the number" in alike(marked, one, other)
    assert set(alike(marked, one, other)) == set(alike(marked, other, one))
