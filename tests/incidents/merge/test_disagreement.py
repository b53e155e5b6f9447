"""The measures of disagreement, worked out by hand."""

import math

import pytest

from lapwing.incidents.merge import diagnostics, merge
from tests.incidents.merge.make import MALI, TOWN, exactly, on_days, report


def measures(field, *reports):
    incident = merge("inc", reports)
    return next(merged.disagreement for merged in incident.fields if merged.field == field)


def test_the_measures_of_counts():
    told = [report(name, killed=exactly(n)) for name, n in (("a", 9), ("b", 9), ("c", 12))]
    found = measures("killed", *told, report("d"))
    assert found["witnesses"] == 3
    assert found["dscore"] == 1
    assert found["modal_confidence"] == pytest.approx(2 / 3)
    assert found["event_level_disagreement"] == pytest.approx(1 / 3)
    assert found["range"] == 3
    assert found["sd"] == pytest.approx(math.sqrt(3))


def test_copies_and_superseded_texts_are_no_further_witnesses():
    found = measures(
        "killed",
        report("a", killed=exactly(9), witness="w"),
        report("b", killed=exactly(9), witness="w"),
        report("c", killed=exactly(7), witness="w", current=False),
    )
    assert (found["witnesses"], found["dscore"]) == (1, 0)
    assert "sd" not in found


def test_a_week_disagrees_with_its_day_only_where_precision_does_not_count():
    found = measures("date", report("a", **on_days(3, 9, "week")), report("b", **on_days(5)))
    assert found["event_level_disagreement"] == 0.5
    assert found["precision_aware_event_level_disagreement"] == 0
    assert found["range"] == 2
    found = measures("place", report("a", **MALI), report("b", **TOWN))
    assert (found["dscore"], found["precision_aware_dscore"]) == (1, 0)


def test_a_field_nobody_speaks_of_has_no_witness_and_no_measure():
    assert measures("killed", report("a")) == {"witnesses": 0}


def test_the_measures_of_a_dataset_are_means_over_its_incidents():
    incidents = [
        merge("one", [report("a", killed=exactly(10)), report("b", killed=exactly(20))]),
        merge("two", [report("c", killed=exactly(5)), report("d", killed=exactly(15))]),
        merge("three", [report("e", killed=exactly(10))]),
        merge("four", [report("f")]),
    ]
    found = diagnostics(incidents)["killed"]
    assert found["incidents"] == 3
    assert found["mean_dscore"] == pytest.approx(2 / 3)
    assert found["normalized_dscore"] == pytest.approx(2 / 3 / 4)
    assert found["mean_range"] == pytest.approx(20 / 3)
    assert found["mean_sd"] == pytest.approx(math.sqrt(50))
    assert found["modal_confidence"] == pytest.approx(2 / 3)
    assert found["event_level_disagreement"] == pytest.approx(1 / 3)
    assert found["share_disagreement"] == pytest.approx(2 / 3)
