import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.errors import GoldError
from lapwing.evaluation.gate import Figure, Floor, baseline_text, check, raised, read_baseline

F1 = Figure("dev: F1", 0.65, True, "a1")
NOISE = Figure("dev: false events", 0.2, False, "a1")
BASELINE = {"dev: F1": Floor(0.6, True, "a1"), "dev: false events": Floor(0.25, False, "a1")}

_FIGURES = st.builds(
    Figure,
    name=st.sampled_from(["one", "two", "three"]),
    value=st.floats(-5, 5),
    higher_is_better=st.booleans(),
    data=st.sampled_from(["a1", "b2"]),
    margin=st.sampled_from([0.0, 0.01]),
)
_LISTS = st.lists(_FIGURES, unique_by=lambda figure: figure.name)
_FLOORS = st.builds(Floor, value=st.floats(-5, 5), higher_is_better=st.booleans(), data=st.just("a1"))
_BASELINES = st.dictionaries(st.sampled_from(["one", "two", "three"]), _FLOORS)


def kinds(falls):
    return {fall.name: fall.kind for fall in falls}


def test_figures_that_hold_their_floors_are_no_falls():
    assert check([F1, NOISE], BASELINE) == []
    assert check([dataclasses.replace(F1, value=0.6)], BASELINE) == []


def test_a_figure_falls_on_its_own_worse_side():
    worse = [dataclasses.replace(F1, value=0.59), dataclasses.replace(NOISE, value=0.3)]
    assert kinds(check(worse, BASELINE)) == {"dev: F1": "fell", "dev: false events": "fell"}
    assert "below the floor 0.6000" in str(check(worse, BASELINE)[0])
    assert "above the floor 0.2500" in str(check(worse, BASELINE)[1])


def test_a_figure_of_other_data_is_not_comparable_however_good():
    better = dataclasses.replace(F1, value=0.99, data="b2")
    assert kinds(check([better], BASELINE)) == {"dev: F1": "not comparable"}
    assert raised([better], BASELINE) == BASELINE


def test_a_figure_that_changed_its_better_side_is_not_comparable():
    assert kinds(check([dataclasses.replace(F1, higher_is_better=False)], BASELINE)) == {
        "dev: F1": "not comparable"
    }


def test_only_expected_figures_are_missed():
    assert check([F1], BASELINE) == []
    assert kinds(check([F1], BASELINE, expected=BASELINE)) == {"dev: false events": "not measured"}


def test_a_new_figure_gets_its_floor_when_floors_are_raised():
    new = Figure("new", 0.123456, True, "a1")
    assert check([new], BASELINE, expected=BASELINE)[0].kind == "not measured"
    assert raised([new], {})["new"] == Floor(0.1234, True, "a1")


def test_a_margin_leaves_room_on_the_worse_side():
    figures = [dataclasses.replace(F1, margin=0.01), dataclasses.replace(NOISE, margin=0.01)]
    floors = raised(figures, {})
    assert floors["dev: F1"].value == pytest.approx(0.64, abs=2e-4)
    assert floors["dev: false events"].value == pytest.approx(0.21, abs=2e-4)


def test_new_data_may_set_a_fresh_floor_when_told_to():
    worse = dataclasses.replace(F1, value=0.5, data="b2")
    assert raised([worse], BASELINE, new_data=True)["dev: F1"] == Floor(0.5, True, "b2")
    fallen = dataclasses.replace(F1, value=0.5)
    assert raised([fallen], BASELINE, new_data=True) == BASELINE


@given(_LISTS, _BASELINES)
def test_floors_only_rise(figures, baseline):
    floors = raised(figures, baseline)
    for name, old in baseline.items():
        assert old.held_by(floors[name].value)
        assert floors[name].data == old.data


@given(_LISTS, _BASELINES)
def test_what_raised_the_floors_holds_them_unless_it_had_fallen(figures, baseline):
    before = kinds(check(figures, baseline))
    assert kinds(check(figures, raised(figures, baseline))) == before


@given(_LISTS, _BASELINES)
def test_raising_twice_is_raising_once(figures, baseline):
    once = raised(figures, baseline)
    assert raised(figures, once) == once


@given(_BASELINES)
def test_a_baseline_is_read_as_it_was_written(tmp_path_factory, baseline):
    path = tmp_path_factory.mktemp("gate") / "baseline.json"
    path.write_text(baseline_text(baseline), encoding="utf-8")
    assert read_baseline(path) == baseline


@pytest.mark.parametrize("text", ["no json", "[]", '{"a": {}}', '{"a": {"floor": "x", "better": "higher"}}'])
def test_a_broken_baseline_is_refused_by_name(tmp_path, text):
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match="no baseline"):
        read_baseline(path)


def test_a_figure_is_a_number():
    with pytest.raises(ValueError, match="finite"):
        Figure("x", float("nan"), True, "a1")


def test_the_kept_floors_can_be_read_and_are_written_as_they_stand(repository):
    path = repository / "src" / "lapwing" / "evaluation" / "baseline.json"
    assert baseline_text(read_baseline()) == path.read_text(encoding="utf-8")
