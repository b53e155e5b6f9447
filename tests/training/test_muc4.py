import json
from dataclasses import replace

import pytest

from lapwing.coding.fillers.judging import LABELS
from tests.coding.fillers.make import page, scene
from training import muc4
from training.muc4_fillers import Report, counts, f1, fit, least_probabilities, normal
from training.muc4_incidents import agreement, questions

SLOTS = dict.fromkeys(
    "instrument_id perp_individual phys_target_id hum_target_name hum_target_description".split()
)
TEMPLATE = {
    **SLOTS,
    "incident_type": ["BOMBING"],
    "stage": ["ATTEMPTED", "THREATENED"],
    "perp_organization": [{"values": ["RED BAND"]}],
    "perp_organization_confidence": [{"values": ["POSSIBLE"], "refers_to": ["RED BAND"]}],
    "phys_target_id": [{"values": ["OLD MILL", "MILL"]}],
}
GOLD = {role: [] for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}


def report(number, target="mill", word="burned"):
    marked = page(
        f"Rebels {word} the {target} today.", {"Target": [target]}, doubtful={"PerpInd": ["rebels"]}
    )
    return Report(f"r{number}", scene(marked), {**GOLD, "Target": [frozenset({target, f"old {target}"})]})


def test_a_template_asks_for_its_stage_and_for_each_organisation():
    asked = {q.name: q for q in questions("The Red\nBand left a bomb at the old mill.", [TEMPLATE])}
    assert asked["stage"].right == ("ATTEMPTED", "THREATENED")
    assert asked["confidence"].right == ("POSSIBLE",)
    assert [(s.start, s.end) for s in asked["confidence"].incident.about] == [(4, 12)]
    assert [s.start for s in asked["stage"].incident.about] == [32, 36]


def test_values_outside_the_scale_are_not_asked():
    odd = {**TEMPLATE, "perp_organization_confidence": [{"values": ["ACQUITTED"]}]}
    assert {q.name for q in questions("", [odd])} == {"stage"}


def test_any_alternative_is_right_and_a_wrong_answer_counts_against_the_first():
    measured = agreement(["a", "b", "a"], [("b", "a"), ("b",), ("b",)])
    assert measured.accuracy == pytest.approx(2 / 3)
    assert measured.f1 == {"a": pytest.approx(2 / 3), "b": pytest.approx(2 / 3)}
    assert measured.macro == pytest.approx(2 / 3)


def test_a_mention_is_right_in_any_of_the_words_of_the_key():
    one = report(1)
    assert [m.form for m, right in zip(one.scene.mentions, one.labels, strict=True) if right] == ["mill"]


def test_fitting_learns_what_the_key_has_and_a_threshold_that_gives_it():
    targets = "mill bank bridge farm hotel dam school plant shop bus".split()
    reports = [report(n, target) for n, target in enumerate(targets)]
    least, measured = least_probabilities(reports)
    assert measured["Target"] == measured["micro"] == 1.0
    assert all(0.0 < value < 1.0 for value in least.values())
    assert fit(reports)["filler"].probability(reports[0].rows[-1]) > 0.5


def test_two_strings_for_one_filler_match_once():
    one = report(1)
    target = next(m for m in one.scene.mentions if m.role == "Target")
    given = [[(target, 0.9), (replace(target, form="old mill"), 0.8)]]
    assert counts([one], given, {"Target": 0.5}, "Target") == (1, 2, 1)
    assert f1(1, 2, 1) == pytest.approx(2 / 3)


def test_names_are_looked_for_only_if_they_recur():
    rows = [
        {"roles": {**GOLD, "PerpOrg": [[["the red band", 0]]], "Weapon": [[["saw", 0]]][:n]}}
        for n in (1, 0, 0)
    ]
    assert muc4.known_names(rows) == {"PerpOrg": ["red band"], "Weapon": []}


@pytest.mark.shared
def test_counting_agrees_with_the_shared_scorer(shared):
    from benchmarks.scorers import load_scorer

    scorer = load_scorer(shared, "muc_ceaf")
    with (shared / "data" / "muc4" / "train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(next(lines)) for _ in range(40)]
    for row in rows:
        for entities in row["roles"].values():
            for entity in entities:
                assert all(normal(mention) == scorer.normalise(mention) for mention, _ in entity)


@pytest.mark.shared
def test_every_stage_and_nearly_every_confidence_of_the_set_is_asked(shared):
    with (shared / "data" / "muc4" / "train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    asked = [q for row in rows for q in questions("", row["templates"])]
    assert sum(q.name == "stage" for q in asked) == sum(len(row["templates"]) for row in rows)
    assert sum(q.name == "confidence" for q in asked) > 600
    assert all(set(q.right) <= set(LABELS[q.name]) for q in asked)
