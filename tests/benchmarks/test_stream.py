import json
from collections import Counter

import numpy as np

from benchmarks import quiet
from benchmarks.stream import STREAM, document_of, mixed, recall, unseen
from lapwing.coding.gate import BUCKETS, SHAPE, Gate
from lapwing.evaluation import coded_document
from training.heldback import held_back

DAY = "2024-01-01"


def pool(each: int) -> dict[str, list[dict]]:
    return {
        bucket: [
            {
                "doc_id": f"{bucket}-{i}",
                "text": f"Text {i}.",
                "title": None,
                "published": "2024-01-01",
                "bucket": bucket,
            }
            for i in range(each)
        ]
        for bucket in STREAM
    }


def test_the_stream_is_of_held_back_articles_and_of_relevant_ones_that_taught_nothing(tmp_path, monkeypatch):
    rows = [
        {"doc_id": f"{bucket}-{i}", "text": f"{bucket} {i}", "bucket": bucket}
        for bucket in STREAM
        for i in range(20)
    ]
    monkeypatch.setattr(quiet, "LABELS", tmp_path)
    for path, lines in ((quiet.POOL, rows), (quiet.GOLD, [{"text": "relevant 3"}])):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = unseen(tmp_path)
    assert [row["doc_id"] for row in found["relevant"]] == [f"relevant-{i}" for i in range(20) if i != 3]
    assert 0 < len(found["negative"]) < 20
    assert all(held_back(row["doc_id"]) for row in found["negative"] + found["hard_negative"])


def test_a_stream_has_each_kind_in_its_share_and_no_id_twice():
    stream = mixed(pool(7), 100)
    assert Counter(article["bucket"] for article in stream) == {
        "relevant": 4,
        "hard_negative": 6,
        "negative": 90,
    }
    assert len({article["doc_id"] for article in stream}) == 100


def test_the_kinds_are_spread_over_the_stream():
    places = [i for i, article in enumerate(mixed(pool(200), 100)) if article["bucket"] == "relevant"]
    assert [place // 25 for place in places] == [0, 1, 2, 3]


def test_an_article_is_read_as_a_document_of_its_date():
    article = mixed(pool(3), 50)[0]
    document = document_of(article)
    assert (document.doc_id, str(document.published)) == (article["doc_id"], DAY)


def test_recall_counts_events_and_leaves_optional_ones_out():
    shut = Gate(np.zeros(BUCKETS + 1), np.zeros(BUCKETS + 1), np.zeros(SHAPE + 1), floor=1.0)
    span = [{"field": "event", "start": 0, "end": 3}]
    events = [{"event_id": f"e{i}", "type": "attack", "optional": i > 1, "evidence": span} for i in range(3)]
    documents = [
        coded_document({"doc_id": "short", "text": "word " * 9, "events": events}),
        coded_document({"doc_id": "long", "text": "word " * 99, "events": events}),
    ]
    assert recall(documents, shut) == (2, 4)
