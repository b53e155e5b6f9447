"""Our figures equal those of the scorer that comes with the development data."""

import copy
import importlib.util
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lapwing.evaluation import coded_document, group_aliases, score
from tests.evaluation.make import at, document, event

pytestmark = pytest.mark.shared

TYPES = ["attack", "clash", "plot", "arrest", "raid", "claim", "threat", "military"]


@pytest.fixture(scope="module")
def reference(shared):
    spec = importlib.util.spec_from_file_location("reference_scorer", shared / "eval" / "score_events.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(shared):
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def assert_equal(reference, gold, predicted):
    figures, errors = reference.score(gold, predicted)
    ours = score(
        map(coded_document, gold),
        map(coded_document, predicted),
        aliases=group_aliases(reference.ALIASES),
    )
    assert ours.as_json() == figures
    kinds = [(e.doc_id, e.event_id, e.kind, set(e.fields)) for e in ours.errors]
    assert kinds == [(e[0], e[1], e[2], set(e[3]) if e[2] == "fields" else set()) for e in errors]


def perturbed(documents, seed):
    """Predictions made from gold by dropping, retyping, moving and changing events."""
    chance = random.Random(seed)
    changed = []
    for original in copy.deepcopy(documents):
        if chance.random() < 0.05:
            continue
        kept = [one for one in original["events"] if chance.random() > 0.2]
        for one in kept:
            change(one, chance)
        twice = [copy.deepcopy(one) for one in kept if chance.random() < 0.1]
        original["events"] = kept + twice
        if chance.random() < 0.2:
            original["text"] = "  " + original["text"].replace(" ", "\n", 3)
        elif chance.random() < 0.2:
            original["text"] = original["text"][40:]
        changed.append(original)
    chance.shuffle(changed)
    return changed


def change(one, chance):
    one.pop("optional"), one.pop("unscored")
    if chance.random() < 0.15:
        one["type"] = chance.choice(TYPES)
    for name, values in {
        "country": [None, "IRQ", "AFG"],
        "group": [None, "ISIS", "the Taliban", "A New Group"],
        "outcome": ["completed", "failed"],
        "killed": [None, 1, {"low": None, "best": None, "high": 9}],
        "modes": [[], ["bombing", "shooting"]],
        "date_start": [None, "2024-01-01", one["date_end"]],
        "lat": [None, 33.0],
    }.items():
        if chance.random() < 0.15:
            one[name] = chance.choice(values)
    if chance.random() < 0.2:
        one["evidence"] = [{"field": "event", "start": 0, "end": chance.choice([30, 5000])}]


@pytest.mark.parametrize("seed", range(6))
def test_figures_equal_the_reference_on_changed_gold(reference, gold, seed):
    assert_equal(reference, gold, perturbed(gold, seed))


def test_figures_equal_the_reference_on_gold_itself(reference, gold):
    assert_equal(reference, gold, gold)


_DAYS = st.sampled_from([None, "2024-01-01", "2024-01-02", "2024-03-01"])
_EVENTS = st.lists(
    st.builds(
        lambda kind, start, length, country, killed, days, optional, unscored: event(
            kind,
            evidence=at(start, start + length),
            country=country,
            killed=killed,
            date_start=days[0],
            date_end=days[1],
            optional=optional,
            unscored=unscored,
        ),
        st.sampled_from(["attack", "clash", "arrest"]),
        st.integers(0, 40),
        st.integers(0, 8),
        st.sampled_from([None, "IRQ", "NOR"]),
        st.sampled_from([None, 2, {"low": 3, "best": None, "high": None}]),
        st.tuples(_DAYS, _DAYS),
        st.booleans(),
        st.sampled_from([[], ["killed"], ["date", "country"]]),
    ),
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(wanted=_EVENTS, proposed=_EVENTS)
def test_figures_equal_the_reference_on_any_small_document(reference, wanted, proposed):
    assert_equal(reference, [document(*wanted)], [document(*proposed)])
