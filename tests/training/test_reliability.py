import pytest

from lapwing.fitting.calibrate import Answer
from training.build import Article
from training.reliability import ALL, NEWS, reliability, text


def article(doc_id, source):
    return Article({"doc_id": doc_id, "text": "", "events": []}, source, 0)


@pytest.fixture
def measured():
    articles = [article(f"n{n}", "gold") for n in range(30)] + [
        article(f"s{n}", "synthetic") for n in range(30)
    ]
    answers = [Answer(0.8, a.source == "gold", 1.0, a.row["doc_id"], n % 5) for n, a in enumerate(articles)]
    return reliability({"event": answers}, articles)


def test_the_hand_coded_news_are_measured_by_themselves_too(measured):
    assert measured[ALL]["event"]["answers"] == 60
    assert measured[NEWS]["event"]["answers"] == 30


def test_the_same_answers_are_measured_alike(measured):
    assert measured[NEWS]["event"]["error"] == pytest.approx(0.2)
    assert text(measured).splitlines()[0] == ALL
