import copy
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from lapwing.coding.coder import STAGES, EventCoder
from lapwing.coding.grouping import Candidate, Scored
from lapwing.coding.weights import Weights
from lapwing.fitting import stages
from lapwing.fitting.cases import case, quotes
from lapwing.linear import Linear
from lapwing.records import Document
from tests.fitting.make import FOLDS, articles, coded

TEXT = (
    "Gunmen shot dead four soldiers in Gao, Mali. The army arrested two men.\n\n"
    "A bomb wounded three people in Niger, and the attack was claimed by JNIM."
)


def weighty():
    """The articles, each counting as twelve: so few would be held close to even odds."""
    return [replace(case(article, FOLDS), weight=12.0) for article in articles()]


@cache
def cases():
    return weighty()


@cache
def fitted():
    return stages.train(cases())


def triggers(one, *, kind):
    return [t for s in one.reading.sentences for t in s.triggers if t.kind == kind]


def candidate(*found, probability=0.9):
    return Candidate(found[0].kind, tuple(Scored(t, probability) for t in found))


def test_every_stage_of_the_coder_is_fitted():
    assert set(fitted()) == set(STAGES)
    assert fitted()["mention"].weights
    assert fitted()["country"].weights


def test_fitting_twice_gives_the_same_weights():
    again = stages.train(weighty())
    assert {name: model.weights for name, model in again.items()} == {
        name: model.weights for name, model in fitted().items()
    }


def test_the_order_of_articles_hardly_moves_a_weight():
    turned = stages.fit_mentions(cases()[::-1]).weights
    straight = stages.fit_mentions(cases()).weights
    assert set(turned) == set(straight)
    assert all(turned[name] == pytest.approx(straight[name], abs=0.02) for name in straight)


def test_a_coder_with_the_fitted_weights_codes_a_new_article_of_the_kind():
    coder = EventCoder("x", Weights("test", fitted()))
    text = "Gunmen shot dead nine soldiers in Niamey, Niger, on Monday. Schools stayed closed for a week."
    events = coder.code(Document(doc_id="new", text=text)).events
    assert [(e.type, e.country, e.killed.best) for e in events] == [("attack", "NER", 9)]


def test_a_match_report_teaches_that_an_attack_on_goal_is_none():
    text = "The striker's attack on goal won the match in Niamey, Niger, on Monday."
    assert not EventCoder("x", Weights("test", fitted())).code(Document(doc_id="new", text=text)).events


def test_without_cases_nothing_is_learned_and_nothing_breaks():
    assert all(not model.weights for model in stages.train([]).values())


def test_models_can_be_fitted_on_cases_of_one_fold():
    one = [c for c in cases() if c.fold == cases()[0].fold]
    assert set(stages.train(one)) == set(STAGES)


def test_every_fold_s_model_is_fitted_on_the_cases_of_the_others():
    some = [c for c in cases() if c.fold != 1]
    models = stages.crossfit(some, lambda taught, prior: Linear({str(c.fold): 1.0 for c in taught}))
    folds = {c.fold for c in some}
    assert {fold: set(model.weights) for fold, model in models.items()} == {
        fold: {str(other) for other in folds - {fold}} for fold in folds
    }


def test_a_case_is_read_with_the_model_that_has_not_seen_it():
    deaf = Linear({"bias": -50.0})
    folds = {c.fold for c in cases()}
    out = cases()[0].fold
    mention = {fold: deaf if fold == out else fitted()["mention"] for fold in folds}
    same = dict.fromkeys(folds, fitted()["same"])
    found = {one.case.fold for one in stages.select(cases(), mention, same) if one.found}
    assert out not in found
    assert found


def test_a_candidate_stands_for_the_event_that_quotes_its_trigger():
    one = coded(
        TEXT,
        {"type": "attack", "quote": "A bomb wounded three people", "country": "NER"},
        {"type": "attack", "quote": "shot dead four soldiers", "country": "MLI"},
    )
    found = [candidate(t) for t in triggers(one, kind="attack")]
    pairs = stages.align(one, found)
    for i, event in pairs.items():
        near = one.reading.sentences[found[i].triggers[0].sentence].span
        assert any(q.overlaps(near) for q in quotes(event))
    assert Counter(e["event_id"] for e in pairs.values()) == {"e0": 1, "e1": 1}


def test_an_event_is_given_to_the_surest_candidate_and_to_no_other():
    one = coded(TEXT, {"type": "attack", "quote": "shot dead four soldiers"})
    (shot, *_) = triggers(one, kind="attack")
    found = [candidate(shot, probability=0.3), candidate(shot, probability=0.8)]
    assert set(stages.align(one, found)) == {1}


def test_a_trigger_in_the_quote_comes_before_one_in_its_sentence():
    text = "An attack on Monday left dead: gunmen shot dead four soldiers."
    one = coded(text, {"type": "attack", "quote": "shot dead four soldiers"})
    beside, *_, inside = triggers(one, kind="attack")
    found = [candidate(beside, probability=0.9), candidate(inside, probability=0.4)]
    assert set(stages.align(one, found)) == {1}
    assert set(stages.align(one, found[:1])) == {0}


def test_another_type_is_never_aligned():
    one = coded(TEXT, {"type": "raid", "quote": "arrested two men"})
    assert stages.align(one, [candidate(t) for t in triggers(one, kind="arrest")]) == {}


def test_an_event_that_must_be_found_comes_before_an_optional_one():
    quote = "shot dead four soldiers"
    one = coded(
        TEXT, {"type": "attack", "quote": quote, "optional": True}, {"type": "attack", "quote": quote}
    )
    (shot, *_) = triggers(one, kind="attack")
    assert stages.align(one, [candidate(shot)])[0]["event_id"] == "e1"


def test_rivals_are_the_triggers_of_all_other_candidates():
    one = coded(TEXT)
    mine, *others = (candidate(t) for s in one.reading.sentences for t in s.triggers)
    assert stages.rivals([mine, *others], mine) == [t for o in others for t in o.triggers]


def test_types_on_which_a_set_is_silent_teach_nothing():
    silent = [copy.copy(c) for c in cases()]
    for c in silent:
        c.labelled = frozenset({"attack"})
        c.gold = [e for e in c.gold if e["type"] == "attack"]
    learned = stages.fit_mentions(silent).weights
    assert not [name for name in learned if name.startswith("arrest|")]
    assert [name for name in learned if name.startswith("attack|")]


def test_cases_that_weigh_nothing_teach_nothing():
    weightless = [copy.copy(c) for c in cases()]
    for c in weightless:
        c.weight = 0.0
    assert not stages.fit_mentions(weightless).weights


@pytest.mark.parametrize("group", ["Boko Haram", None])
def test_the_link_to_a_group_is_learned_only_where_a_group_is_coded(group):
    selected = []
    for text, link in (
        ("Boko Haram claimed responsibility for a bombing in Gao, Mali.", "claimed"),
        ("Police suspect Boko Haram of a bombing in Gao, Mali.", "suspected"),
    ):
        given = {"group": group, "group_link": link} if group else {}
        one = coded(text, {"type": "attack", "quote": "a bombing", "country": "MLI", **given})
        found = [candidate(*triggers(one, kind="attack"))]
        selected.append(stages.Selected(one, found, {0: one.gold[0]}))
    models = stages.fields(selected * 8)  # what was seen too seldom has no weight
    assert bool(models["group_link"].weights) == bool(group)
