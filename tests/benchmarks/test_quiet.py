import json

import pytest

from benchmarks import quiet
from lapwing.coding import get_coder
from training.heldback import held_back
from training.standoff import fingerprint

HELD = [f"paper-{number:02d}" for number in range(30) if held_back(f"paper-{number:02d}")]
FREE = [f"paper-{number:02d}" for number in range(30) if not held_back(f"paper-{number:02d}")]


def article(doc_id, bucket="negative", text=None):
    said = text or f"The bakery of {doc_id} sold more bread in spring than ever before, its owner said."
    return {"doc_id": doc_id, "bucket": bucket, "published": "2024-01-17", "text": said}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A pool of held-back and other articles, none of them labelled."""
    (tmp_path / "labels").mkdir()
    monkeypatch.setattr(quiet, "LABELS", tmp_path / "labels")
    written(tmp_path / quiet.POOL, [article(one) for one in (*HELD, *FREE)])
    written(tmp_path / quiet.GOLD, [])
    return tmp_path


def written(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_only_articles_of_the_bucket_that_were_kept_from_training_count(folder):
    assert quiet.quiet(folder, "negative").ids == tuple(HELD)
    assert quiet.quiet(folder, "hard_negative").ids == ()


def test_articles_that_were_labelled_or_coded_under_another_id_are_left_out(folder):
    labelled, coded, *others = HELD
    text = article(labelled)["text"]
    written(
        folder / "labels" / "pool.jsonl", [{"doc_id": labelled, "sha256": fingerprint(text), "events": []}]
    )
    written(folder / quiet.GOLD, [{**article(coded), "doc_id": "t1"}])
    assert quiet.quiet(folder, "negative").ids == tuple(others)


def test_the_first_by_id_are_taken_where_there_are_many(folder, monkeypatch):
    monkeypatch.setitem(quiet.MOST, "negative", 2)
    assert quiet.quiet(folder, "negative").ids == tuple(HELD[:2])


def test_another_text_is_other_data(folder):
    before = quiet.quiet(folder, "negative").data
    rows = [article(one) for one in HELD]
    written(folder / quiet.POOL, [article(HELD[0], text="The harbour froze over."), *rows[1:]])
    assert quiet.quiet(folder, "negative").data != before


def test_events_are_counted_in_the_articles_of_the_set_alone(folder):
    attack = "Gunmen shot dead five soldiers in Gao, Mali, on Monday. The attack shocked the town."
    rows = [article(HELD[0], text=attack), *(article(one) for one in HELD[1:])]
    written(folder / quiet.POOL, [*rows, *(article(one, text=attack) for one in FREE)])
    counted = quiet.events_in(folder, quiet.quiet(folder, "negative"), get_coder("cues"))
    assert counted[0] > 0
    assert counted[1:] == [0] * (len(HELD) - 1)
