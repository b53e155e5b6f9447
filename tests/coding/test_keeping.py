import datetime as dt

from lapwing.coding.assemble import draft
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


def test_drafts_below_the_floor_are_left_out():
    made = drafts()
    assert keep(made, Linear({"bias": 9.0})) == made
    assert keep(made, Linear({"bias": -9.0})) == []


def test_what_is_kept_says_how_sure_it_is():
    kept = keep(drafts(), weights("cues").models["event"])
    assert kept
    assert all(0.3 <= made.confidence <= 1 for made in kept)


def test_every_feature_stands_for_all_types_and_for_its_own():
    made = drafts()
    seen = event_features(made[0], made)
    kind = made[0].candidate.kind
    assert {f"{kind}|{name}" for name in seen if "|" not in name} <= set(seen)
