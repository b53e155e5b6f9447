import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding import get_coder
from lapwing.coding.calibration import Calibration, calibration
from lapwing.coding.fields.options import Choice, Option
from lapwing.coding.weights import weights
from lapwing.errors import CoderError
from lapwing.fitting import stages
from lapwing.fitting.calibrate import JUDGES, Answer, answers, table, train_calibrated
from lapwing.fitting.cases import case
from lapwing.fitting.weights import numbered, weights_file
from tests.fitting.make import FOLDS, articles


def answer(raw, right, weight=1.0):
    return Answer(raw, right, weight, "d", 0)


HALF_RIGHT = [answer(0.9, n % 2 == 0) for n in range(200)]


@cache
def cases():
    return [case(article, FOLDS) for article in articles()]


@cache
def drafted():
    return stages.drafts(stages.unseen(cases()))


def test_every_choice_of_a_draft_has_a_judge():
    named = {name for one in drafted() for made in one.drafts for name in made.choices}
    assert {"country", "date", "killed", "modes"} <= named
    assert named <= set(JUDGES)


def test_answers_are_of_events_and_of_said_and_unsaid_fields():
    found = answers(drafted())
    assert {"event", "country", "killed", "no killed", "no group"} <= set(found)
    assert {one.right for one in found["event"]} == {True, False}
    assert len(found["event"]) == sum(len(one.drafts) for one in drafted())


def test_an_answer_says_which_document_it_is_of():
    folds = {one.case.reading.document.doc_id: one.case.fold for one in drafted()}
    found = [one for given_ in answers(drafted()).values() for one in given_]
    assert {one.doc_id for one in found} == {
        one.case.reading.document.doc_id for one in drafted() if one.drafts
    }
    assert all(one.fold == folds[one.doc_id] for one in found)


def test_optional_events_and_unscored_fields_are_no_answers():
    optional = [
        replace(one, gold={i: {**gold, "optional": True} for i, gold in one.gold.items()})
        for one in drafted()
    ]
    assert not any(one.right for one in answers(optional)["event"])
    unscored = [
        replace(one, gold={i: {**gold, "unscored": ["country"]} for i, gold in one.gold.items()})
        for one in drafted()
    ]
    assert "country" not in answers(unscored)


def test_labels_are_right_when_all_of_them_are():
    right = JUDGES["modes"]
    gold = {"modes": ["shooting", "bombing"], "unscored": []}
    assert right(gold, Option(("bombing", "shooting"), (), ()))
    assert not right(gold, Option(("bombing",), (), ()))
    assert right({**gold, "unscored": ["modes"]}, Option((), (), ())) is None


def test_a_choice_of_which_half_is_right_means_half():
    tables = Calibration({"event": table(HALF_RIGHT)})
    assert tables.confidence("event", 0.9) == pytest.approx(0.5)


def test_nothing_is_certain_however_often_it_was_right():
    assert 0.98 < table([answer(0.9, True)] * 200)[1][-1] < 1
    assert 0 < table([answer(0.1, False)] * 200)[1][0] < 0.02


def test_cases_that_weigh_nothing_give_no_answers():
    weightless = [replace(one, case=replace(one.case, weight=0.0)) for one in drafted()]
    assert answers(weightless) == {}


raw = st.floats(min_value=0, max_value=1)


@given(
    st.lists(
        st.builds(answer, raw, st.booleans(), st.sampled_from((0.33, 0.6, 1.0))), min_size=1, max_size=300
    )
)
def test_every_table_can_be_read_back(given_):
    made = table(given_)
    assert calibration({"event": made}).tables == {"event": made}
    assert len(made[0]) <= 12  # of 25 answers each
    assert table(given_[::-1]) == made


def test_a_stage_with_few_answers_keeps_the_table_that_was_known():
    known = Calibration({"country": ((0.0, 1.0), (0.2, 0.8))})
    trained = train_calibrated(cases(), known=known)
    assert trained.calibration == known
    assert trained.models == stages.train(cases())
    assert trained.answers == answers(drafted())


def test_other_tables_are_another_version_and_no_tables_the_one_of_the_models():
    models = stages.train(cases())
    plain = numbered(models)
    assert plain == numbered(models, Calibration())
    assert numbered(models, Calibration({"event": ((0.5,), (0.4,))})).version != plain.version


def test_a_weights_file_keeps_the_tables(tmp_path):
    fitted = numbered(weights("cues").models, Calibration({"no country": ((0.2, 0.9), (0.6, 0.8))}))
    file = tmp_path / "w.json"
    file.write_text(json.dumps(weights_file("cues", fitted, parent="p", about={})), encoding="utf-8")
    read = get_coder(str(file))
    assert read.weights == fitted
    broken = weights_file("cues", fitted, parent="p", about={}) | {"calibration": {"event": [[0.5], [1.5]]}}
    (tmp_path / "b.json").write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(CoderError, match="no weights file"):
        get_coder(str(tmp_path / "b.json"))


def test_a_draft_notes_no_features_of_its_choices():
    choices: list[Choice] = [c for one in drafted() for made in one.drafts for c in made.choices.values()]
    assert choices
    assert not any(choice.option.features for choice in choices)
