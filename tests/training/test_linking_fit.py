"""Weights are fitted on the pairs that linking compares; no incident is on both sides of a fold."""

import datetime as dt
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.incidents import blocks
from lapwing.incidents.compare import COMPARISONS, Compared
from lapwing.records import Document, Event, Evidence, Report
from tests.incidents.invented import INVENTED
from training.linking.articles import Told
from training.linking.curves import KNOTS
from training.linking.fit import (
    FOLDS,
    GIVEN,
    MASS,
    SETS,
    Pairs,
    fitted,
    fitted_weights,
    fold_of,
    in_components,
    pairs_of,
)


def article(number: int, incident: str, text: str, topic: int | None = None) -> Told:
    day = dt.date(2025, 3, 10)
    doc_id = f"doc-{number:02}"
    event = Event(
        doc_id=doc_id,
        event_id=f"evt-{number:02}",
        type="attack",
        date_start=day,
        date_end=day,
        date_precision="day",
        field_confidence={"date": 0.5},
        evidence=(Evidence(field="event", start=0, end=len(text)),),
    )
    document = Document(doc_id=doc_id, text=text, published=day)
    return Told(Report(event=event, document=document, witness=doc_id, stored=number), incident, topic)


def articles(first: int = 0) -> list[Told]:
    """Six incidents of one day, three articles each, that share the words of their incident and no others."""
    made = []
    for incident in range(6):
        own = " ".join(INVENTED[40 * incident + n] for n in range(12))
        for _ in range(3):
            number = first + len(made)
            made.append(article(number, f"incident {first + incident}", f"{own} {INVENTED[300 + number]}"))
    return made


@pytest.fixture(scope="module")
def sets() -> list[list[Told]]:
    return [articles(20 * number) for number in range(len(SETS))]


@pytest.fixture(scope="module")
def pairs(sets) -> list[Pairs]:
    return [pairs_of(told) for told in sets]


@given(st.text(max_size=9), st.text(max_size=9), st.none() | st.integers(0, 50))
def test_articles_of_one_incident_or_topic_are_in_one_fold(incident, other, topic):
    one, same = article(1, incident, "A."), article(2, incident, "B.")
    assert fold_of(one) == fold_of(same)
    assert 0 <= fold_of(one) < FOLDS
    if topic is not None:
        assert fold_of(one._replace(topic=topic)) == fold_of(article(3, other, "C.", topic))


def test_the_pairs_are_those_that_share_a_block_each_once(pairs):
    for made in pairs:
        met = {
            (one, other)
            for one, other in combinations(range(len(made.accounts)), 2)
            if set(blocks(made.accounts[one])) & set(blocks(made.accounts[other]))
        }
        assert made.at == tuple(sorted(met))
        assert len(made.at) == len(made.table) == len(made.same) == len(made.folds) > 0


def test_pairs_of_one_incident_are_the_same(sets, pairs):
    for told, made in zip(sets, pairs, strict=True):
        for (one, other), same in zip(made.at, made.same, strict=True):
            assert bool(same) == (told[one].incident == told[other].incident)


def test_without_a_fold_no_pair_has_an_end_in_it(sets, pairs):
    for told, made in zip(sets, pairs, strict=True):
        for fold in range(FOLDS):
            for (one, other), kept in zip(made.at, made.apart_from(fold), strict=True):
                assert kept == (fold not in (fold_of(told[one]), fold_of(told[other])))


def test_what_a_fold_says_does_not_move_the_weights_fitted_without_it(pairs):
    fold = int(pairs[0].folds[0, 0])
    turned = [made._replace(same=np.where(made.apart_from(fold), made.same, 1 - made.same)) for made in pairs]
    assert (fitted(pairs, without=fold) == fitted(turned, without=fold)).all()
    assert not np.allclose(fitted(pairs), fitted(turned))


def test_incidents_that_share_words_of_their_own_are_told_apart_by_what_is_learned(sets, pairs):
    model, _ = fitted_weights(sets, pairs)
    accounts = pairs[0].accounts
    together, apart = model.compare(accounts[0], accounts[1]), model.compare(accounts[0], accounts[3])
    assert together.probability > 0.5 > apart.probability
    assert model.curves.keys() == COMPARISONS.keys()


def test_components_that_reach_into_a_fold_are_left_out(sets, pairs):
    def tied(a: object, b: object) -> Compared:
        return Compared(1.0)

    told, accounts = sets[0], pairs[0].accounts
    assert [len(component) for component in in_components(told, accounts, tied, None)] == [len(told)]
    assert in_components(told, accounts, tied, fold_of(told[0])) == []


def test_every_comparison_is_fitted_or_set_by_judgement():
    assert KNOTS.keys() | GIVEN.keys() == COMPARISONS.keys()
    assert not KNOTS.keys() & GIVEN.keys()
    assert len(MASS) == len(SETS)
