"""What is measured of clusters is what the shared scorer measures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.clusters import Data, b_cubed_of, floor, linked
from benchmarks.scorers import load_scorer
from lapwing.incidents import describe
from lapwing.records import Document, Event, Evidence, Report
from tests.incidents.invented import INVENTED, account
from training.linking.articles import Told

labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12).map(
    lambda drawn: (
        {f"doc-{n}": f"incident {one}" for n, (one, _) in enumerate(drawn)},
        {f"doc-{n}": other for n, (_, other) in enumerate(drawn)},
    )
)


@pytest.mark.shared
def test_b_cubed_of_all_articles_is_that_of_the_shared_scorer(shared):
    scorer = load_scorer(shared, "cluster_eval")

    @given(labels)
    def agrees(drawn):
        gold, found = drawn
        precision, recall = b_cubed_of(list(gold), gold, found) / len(gold)
        assert (precision, recall) == pytest.approx(scorer.b_cubed(gold, found)[:2])

    agrees()


@given(labels, st.randoms(use_true_random=False))
def test_the_folds_of_an_evaluation_add_up_to_the_whole(drawn, random):
    gold, found = drawn
    folds: list[list[str]] = [[], [], []]
    for doc in gold:
        random.choice(folds).append(doc)
    parts = sum((b_cubed_of(fold, gold, found) for fold in folds), np.zeros(2))
    assert parts == pytest.approx(b_cubed_of(list(gold), gold, found))


@given(labels)
def test_the_truth_scores_one(drawn):
    gold, _ = drawn
    assert b_cubed_of(list(gold), gold, gold) == pytest.approx([len(gold), len(gold)])


def test_every_article_is_in_one_incident():
    text = "A bomb killed 12 at the pier of Ostkell, where Halvard Quillmere, 34, sold fish."
    said = {"published": 739_000, "days": (739_000, 739_000)}
    twins = [account(f"doc-{number}", text, **said) for number in range(2)]
    other = account("doc-9", "Shells struck a school near Velmora.", published=738_000)
    found = linked([*twins, other])
    assert found.keys() == {"doc-0", "doc-1", "doc-9"}
    assert found["doc-0"] == found["doc-1"] != found["doc-9"]


@pytest.mark.shared
def test_the_floor_finds_articles_of_the_same_words(shared):
    told = []
    for number in range(6):
        text = " ".join(INVENTED[100 * (number // 2) + n] for n in range(20))
        evidence = (Evidence(field="event", start=0, end=len(text)),)
        event = Event(doc_id=f"doc-{number}", event_id="evt-1", type="attack", evidence=evidence)
        report = Report(event=event, document=Document(doc_id=f"doc-{number}", text=text), witness="w")
        told.append(Told(report, f"incident {number // 2}", None))
    data = Data(told, [describe(one.report) for one in told])
    assert floor(shared, data) == pytest.approx((1, 1, 1))
