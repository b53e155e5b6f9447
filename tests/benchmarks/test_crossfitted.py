import json

import pytest

from benchmarks import crossfitted, gate, quality
from lapwing.coding import get_coder
from lapwing.evaluation.gate import Figure

FIGURES = {"debiased": 0.01, "noise": 0.02, "noise_high": 0.03, "low": 0.02, "high": 0.05}
STAGES = {
    "event": {"answers": 900, "error": 0.03, **FIGURES},
    "country": {"answers": 300, "error": 0.02, **FIGURES},
    "no killed": {"answers": 100, "error": 0.06, **FIGURES},
}


@pytest.fixture
def weights(tmp_path, monkeypatch):
    """Weights of the coder of cues that keep calibration errors."""
    monkeypatch.setattr(crossfitted, "_ROOT", tmp_path)
    file = tmp_path / crossfitted.WEIGHTS / crossfitted.OUT["cues"]
    file.parent.mkdir(parents=True)
    stored = {"trained_on": {"sha256": "0123456789abcdef"}, "reliability": {"all articles": STAGES}}
    file.write_text(json.dumps(stored), encoding="utf-8")
    return file


def test_the_error_of_fields_is_the_mean_by_answers_without_events():
    assert crossfitted.of_fields(STAGES) == pytest.approx(0.03)
    assert crossfitted.of_fields({"event": STAGES["event"]}) is None


def test_the_gate_measures_events_and_fields_on_the_articles_of_training(weights, tmp_path):
    found = list(gate.PARTS["calibration"](gate.Setting(get_coder("cues"), tmp_path)))
    names = ["cues/calibration/events, all articles", "cues/calibration/fields, all articles"]
    assert [one.name for one in found] == names
    assert found[0] == Figure(names[0], 0.03, False, "0123456789ab", gate._CROSSFITTED_MARGIN)
    assert gate.expected(dict.fromkeys(names), "cues", ["calibration"]) == names


def test_the_page_states_the_error_of_events_with_its_target_and_count(weights):
    events, fields = quality._crossfitted_rows(get_coder("cues"))
    assert events.reached
    assert "0.030 (900 events" in events.figure
    assert (fields.figure, fields.reached) == ("0.030", None)
    (detail,) = quality._crossfitted_detail(get_coder("cues"))
    assert "no killed" in detail


def test_weights_without_calibration_errors_have_no_figures(weights):
    weights.write_text(json.dumps({"trained_on": {"sha256": "0"}}), encoding="utf-8")
    assert crossfitted.kept("cues") == {}
    assert crossfitted.kept("tuned/weights.json") == {}
    assert list(quality._crossfitted_rows(get_coder("cues"))) == []
