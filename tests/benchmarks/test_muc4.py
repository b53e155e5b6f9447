from benchmarks.muc4 import majority
from lapwing.coding.fillers.judging import LABELS

EMPTY = dict.fromkeys(
    "instrument_id perp_individual perp_organization phys_target_id hum_target_name hum_target_description".split()
)


def template(stage, *confidences):
    said = [{"values": [value], "refers_to": None} for value in confidences]
    return {**EMPTY, "incident_type": ["ATTACK"], "stage": [stage], "perp_organization_confidence": said}


def test_the_commonest_value_of_each_slot_is_the_answer_to_beat():
    rows = [
        {"templates": [template("THREATENED", "POSSIBLE", "REPORTED AS FACT")]},
        {"templates": [template("ATTEMPTED"), template("THREATENED", "REPORTED AS FACT")]},
    ]
    usual = majority(rows)
    assert usual == {"stage": "THREATENED", "confidence": "REPORTED AS FACT"}
    assert all(value in LABELS[name] for name, value in usual.items())
