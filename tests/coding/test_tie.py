import datetime as dt

from lapwing.coding.fields import group, judgement, tie
from lapwing.coding.grouping import Candidate, Scored
from lapwing.coding.reading import read_closely
from lapwing.records import Document


def read(text: str):
    return read_closely(Document(doc_id="d", text=text, published=dt.date(2024, 1, 17)))


def attack(reading):
    """The first attack of the text."""
    trigger = next(t for s in reading.sentences for t in s.triggers if t.kind == "attack")
    return Candidate("attack", (Scored(trigger, 0.9),))


def seen(text: str, label: str = "claimed"):
    """What the option of this link sees, with the first group that the text names."""
    reading = read(text)
    first = next(m.group for m in reading.resolution.groups if m.group)
    mentions = [m for m in reading.resolution.groups if m.group == first]
    options = tie.options(reading, attack(reading), mentions)
    assert [o.value for o in options] == list(judgement.LINKS)
    chosen = next(o for o in options if o.value == label)
    prefix = f"{label}: "
    return {name.removeprefix(prefix) for name in chosen.features if name.startswith(prefix)}


def of_group(text: str, name: str | None):
    reading = read(text)
    return set(next(o for o in group.options(reading, attack(reading), []) if o.value == name).features)


CLAIMED = "A bombing hit Gao, Mali, on Monday. Rain fell. Boko Haram claimed responsibility for it."


def test_a_claim_is_seen_with_its_distance_and_whose_it_is():
    assert {"claim within 2", "claim after", "claim of the group"} <= seen(CLAIMED)


def test_a_text_without_a_claim_says_so():
    assert "no claim" in seen("Boko Haram fighters carried out a bombing in Gao, Mali.")


def test_the_words_at_the_name_of_the_group_count():
    told = seen("Police blamed the bombing in Gao, Mali, on Boko Haram.", "suspected")
    assert any(name.startswith("group suspicion<") for name in told)
    friend = seen("A Boko Haram-linked cell carried out a bombing in Gao, Mali.", "linked")
    assert "group affiliate here" in friend
    assert "group w+1=linked, here" in friend


def test_a_group_that_claims_later_is_seen_as_such():
    assert {"claims within 2", "claims later", "with it=0"} <= of_group(CLAIMED, "Boko Haram")
    assert "none, claim within 2" in of_group(CLAIMED, None)


def test_a_group_knows_whether_its_branch_is_named_too():
    text = "ISKP bombed a market in Kabul, Afghanistan. The Islamic State is losing ground in Iraq."
    branch, core = "Islamic State Khorasan Province", "Islamic State"
    assert {"parent named", "parent further"} <= of_group(text, branch)
    assert {"branch named", "branch nearer"} <= of_group(text, core)
