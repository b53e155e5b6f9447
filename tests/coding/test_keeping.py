import datetime as dt
from dataclasses import replace

from lapwing.coding.assemble import draft
from lapwing.coding.calibration import Calibration
from lapwing.coding.keeping import event_features, keep
from lapwing.coding.reading import read_closely
from lapwing.coding.selection import candidates, mentions
from lapwing.coding.weights import weights
from lapwing.linear import Linear
from lapwing.records import Document

TEXT = (
    "Gunmen shot dead four soldiers in Gao, Mali, on Monday. The army said it later arrested two suspects. "
    "The attack was claimed by JNIM."
)


def drafts():
    models = weights("cues").models
    reading = read_closely(Document(doc_id="d", text=TEXT, published=dt.date(2024, 1, 17)))
    found = candidates(reading, mentions(reading, models["mention"]), models["same"])
    return [draft(reading, candidate, found, models) for candidate in found]


SURE, LIKELY_NOT, NOT = (Linear({"bias": odds}) for odds in (9.0, -1.5, -9.0))
ALWAYS_HALF = Calibration({"event": ((0.0, 1.0), (0.5, 0.5))})


def test_drafts_are_written_offered_or_left_out_by_how_probable_they_are():
    made = drafts()
    assert keep(made, SURE) == (made, [])
    assert keep(made, LIKELY_NOT) == ([], made)
    assert keep(made, NOT) == ([], [])


def test_what_is_written_says_how_sure_it_is():
    written, _ = keep(drafts(), weights("cues").models["event"])
    assert written
    assert all(0.3 <= made.confidence <= 1 for made in written)


def test_a_threshold_is_one_of_calibrated_confidence():
    made = drafts()
    assert keep(made, NOT, ALWAYS_HALF, least=0.5) == (made, [])
    assert keep(made, SURE, ALWAYS_HALF, least=0.51) == ([], made)
    assert {one.confidence for one in made} == {0.5}


def test_without_a_threshold_the_probability_decides_and_calibration_only_tells():
    made = drafts()
    assert keep(made, SURE, ALWAYS_HALF) == (made, [])
    assert {one.confidence for one in made} == {0.5}


def test_every_feature_stands_for_all_types_and_for_its_own():
    made = drafts()
    seen = event_features(made[0], made)
    kind = made[0].candidate.kind
    assert {f"{kind}|{name}" for name in seen if "|" not in name} <= set(seen)


def test_copies_of_a_list_that_came_to_one_place_are_one_event():
    sure = Linear({"bias": 9.0})
    made = drafts()
    place = made[0].reading.resolution.places[0]
    copies = []
    for _ in range(2):
        copy = replace(
            made[0], candidate=replace(made[0].candidate, listed=place), values=dict(made[0].values)
        )
        copies.append(copy)
    written, _ = keep(copies, sure)
    assert len(written) == 1
    copies[1].values["place"] = "Elsewhere"
    written, _ = keep(copies, sure)
    assert len(written) == 2
