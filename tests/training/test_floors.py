from lapwing.fitting.calibrate import Answer
from training.build import Article
from training.floors import detection_by_floor, text


def article(doc_id: str, *optional: bool, source: str = "gold") -> Article:
    return Article({"doc_id": doc_id, "events": [{"optional": one} for one in optional]}, source, 0)


ARTICLES = [article("a", False, False, True), article("b", False), article("s", False, source="synthetic")]
ANSWERS = [
    Answer(0.9, True, 1.0, "a", 0),
    Answer(0.32, True, 1.0, "b", 1),
    Answer(0.31, False, 1.0, "b", 1),
    Answer(0.9, False, 1.0, "s", 1),
]


def test_a_floor_trades_recall_for_precision_on_hand_coded_news():
    rows = {
        floor: (precision, recall) for floor, precision, recall, _ in detection_by_floor(ANSWERS, ARTICLES)
    }
    assert rows[0.3] == (2 / 3, 2 / 3)
    assert rows[0.5] == (1.0, 1 / 3)


def test_without_answers_nothing_is_found():
    assert {row[1:] for row in detection_by_floor([], ARTICLES)} == {(0.0, 0.0, 0.0)}


def test_the_table_has_a_line_for_every_floor():
    rows = detection_by_floor(ANSWERS, ARTICLES)
    assert len(text(rows).split("\n")) == len(rows) + 1
