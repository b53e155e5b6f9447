from dataclasses import replace

from lapwing.coding.fillers.marked import Cue
from tests.coding.fillers.make import page, scene

TEXT = "Gunmen shot Father Ramon Torres near the chapel. Torres died."


def features(marked, form):
    whole = scene(marked)
    return next(whole.features(m) for m in whole.mentions if m.form == form)


def test_a_better_score_reaches_more_steps():
    sure = features(page(TEXT, {"PerpInd": ["gunmen"]}), "gunmen")
    unsure = features(page(TEXT, {}, doubtful={"PerpInd": ["gunmen"]}), "gunmen")
    assert "mean>=2" in sure
    assert "mean>=2" not in unsure


def test_every_feature_weighs_for_all_roles_and_for_its_own():
    found = features(page(TEXT, {"PerpInd": ["gunmen"]}), "gunmen")
    assert "head gunmen" in found
    assert "PerpInd: head gunmen" in found


def test_persons_are_not_known_by_name():
    found = features(page(TEXT, {"Victim": ["ramon torres"]}), "ramon torres")
    assert "after a title" in found
    assert not any(
        name.split(": ")[-1].startswith(("is ", "head ", "opens ")) and "orres" in name for name in found
    )


def test_longer_and_shorter_mentions_are_seen_with_what_they_are_better_by():
    marked = page(TEXT, {"Victim": ["ramon torres"]})
    assert "longer mention better by>=-0.5" in features(marked, "torres")
    assert not any("shorter mention" in name for name in features(marked, "torres"))
    assert "shorter mention better by>=-0.5" in features(marked, "ramon torres")


def test_a_cue_in_the_sentence_is_seen_with_its_side():
    marked = replace(page(TEXT, {"PerpInd": ["gunmen"]}), cues=(Cue("attack", 1, 1, 2.0),))
    assert "cue attack after" in features(marked, "gunmen")


def test_capitals_change_nothing():
    seen = {"Victim": ["ramon torres"]}
    assert features(page(TEXT, seen), "ramon torres") == features(page(TEXT.lower(), seen), "ramon torres")
