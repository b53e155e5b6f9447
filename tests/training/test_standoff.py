import copy
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lapwing.errors import GoldError
from training.standoff import fingerprint, join, label, main, read_lines

TEXT = (
    "Governments blamed the men.\nGunmen shot dead four men near Old  Bridge in Sarvan on Monday, police said. "
    "Two cars were burnt by the gunmen."
)
ARTICLE = {
    "doc_id": "n1", "published": "2024-01-17", "title": "Four shot", "url": None, "text": TEXT,
    "bucket": "relevant",
}  # fmt: skip
SHOOTING = {"id": "e1", "type": "attack", "quote": "shot dead four men", "killed": 4}


def labelled(*events, article=ARTICLE):
    return label([{"doc_id": article["doc_id"], "events": list(events)}], {article["doc_id"]: article})


def write(folder, name, rows):
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def quoted(event, name, text=TEXT):
    return [text[e["start"] : e["end"]] for e in event["evidence"] if e["field"] == name]


def only(rows):
    ((row,), _) = rows
    (event,) = row["events"]
    return event


def test_a_label_holds_offsets_and_no_running_text():
    ((row,), dropped) = labelled(SHOOTING)
    assert set(row) == {"doc_id", "sha256", "events"}
    assert quoted(row["events"][0], "event") == ["shot dead four men"]
    assert "police said" not in json.dumps(row)
    assert not +dropped


def test_values_stand_where_the_report_is_nearest():
    event = only(labelled(SHOOTING | {"actors": ["gunmen"], "targets": ["men"]}))
    (actor,) = [e for e in event["evidence"] if e["field"] == "actors"]
    assert actor["start"] == TEXT.index("Gunmen")
    (target,) = [e for e in event["evidence"] if e["field"] == "targets"]
    assert target["start"] == TEXT.index("men near")


def test_a_value_is_words_and_no_part_of_one():
    text = "Governments spoke of one who was hurt. They had seen the men later."
    article = ARTICLE | {"text": text}
    given = {"id": "e1", "type": "attack", "quote": "hurt", "targets": ["men"]}
    event = only(labelled(given, article=article))
    assert [e["start"] for e in event["evidence"] if e["field"] == "targets"] == [text.rindex("men")]


def test_a_value_in_the_singular_may_stand_in_the_plural():
    event = only(labelled(SHOOTING | {"targets": ["car"]}))
    assert quoted(event, "targets") == ["car"]
    assert event["targets"] == ["car"]


def test_line_breaks_and_case_do_not_keep_a_value_from_standing():
    event = only(labelled(SHOOTING | {"place": "old bridge", "lat": 1.0, "lon": 2.0}))
    assert quoted(event, "place") == ["Old  Bridge"]
    assert (event["lat"], event["lon"]) == (1.0, 2.0)


def test_a_value_that_stands_nowhere_is_dropped_and_counted():
    given = SHOOTING | {
        "place": "Marn", "lat": 1.0, "lon": 2.0, "attributed_to": "a minister", "actors": ["rebels", "gunmen", ""],
    }  # fmt: skip
    ((row,), dropped) = labelled(given)
    (event,) = row["events"]
    assert (event["place"], event["lat"], event["lon"], event["attributed_to"]) == (None,) * 4
    assert event["actors"] == ["gunmen"]
    assert dropped == {"place": 1, "attributed_to": 1, "actors": 2, "targets": 0}


def test_every_fault_is_named_at_once():
    documents = [
        {"doc_id": "n1", "events": [SHOOTING | {"quote": "shot five men"}, SHOOTING | {"type": "riot"}]},
        {"doc_id": "n2", "events": []},
    ]
    with pytest.raises(GoldError) as caught:
        label(documents, {"n1": ARTICLE})
    assert "'shot five men'" in str(caught.value)
    assert "riot" in str(caught.value)
    assert "n2: not in the pool" in str(caught.value)


def test_labels_and_texts_join_to_what_was_labelled(tmp_path):
    rows, _ = labelled(SHOOTING | {"targets": ["men"], "place": "Sarvan"})
    (joined,) = join(write(tmp_path, "l.jsonl", rows), write(tmp_path, "p.jsonl", [ARTICLE]))
    assert joined["events"] == rows[0]["events"]
    assert {name: joined[name] for name in ("doc_id", "published", "title", "url", "text")} == {
        name: value for name, value in ARTICLE.items() if name != "bucket"
    }


WORDS = st.sampled_from(
    "gunmen police Sarvan men shot four “quoted” ünder Old\u00a0Bridge news, and. 爆発".split(" ")
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=20), min_size=1, max_size=5), st.data())
def test_label_and_join_give_back_text_and_quotes(tmp_path_factory, texts, data):
    folder = tmp_path_factory.mktemp("labels")
    pool = [ARTICLE | {"doc_id": f"n{i}", "text": " ".join(words)} for i, words in enumerate(texts)]
    documents = []
    for article, words in zip(pool, texts, strict=True):
        quote = data.draw(st.sampled_from(words))
        target = data.draw(WORDS)
        given = {"id": "e", "type": "attack", "quote": quote, "targets": [target]}
        documents.append({"doc_id": article["doc_id"], "events": [given]})
    rows, dropped = label(copy.deepcopy(documents[::-1]), {a["doc_id"]: a for a in pool})
    joined = join(write(folder, "l.jsonl", rows), write(folder, "p.jsonl", pool))
    assert [row["text"] for row in joined] == [article["text"] for article in pool]
    kept = 0
    for row, document in zip(joined, documents, strict=True):
        (event,) = row["events"]
        assert quoted(event, "event", row["text"]) == [document["events"][0]["quote"]]
        assert quoted(event, "targets", row["text"]) == event["targets"]
        kept += len(event["targets"])
    assert kept + dropped["targets"] == len(documents)


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_texts_share_a_fingerprint_only_if_they_are_one(one, other):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


@pytest.mark.parametrize("changed", [TEXT + " ", TEXT.replace("four", "five"), TEXT.replace("\n", " ")])
def test_a_text_that_is_not_the_labelled_one_is_refused(tmp_path, changed):
    rows, _ = labelled(SHOOTING)
    pool = write(tmp_path, "p.jsonl", [ARTICLE | {"text": changed}])
    with pytest.raises(GoldError, match="n1"):
        join(write(tmp_path, "l.jsonl", rows), pool)


def test_a_labelled_article_that_the_pool_lacks_is_refused(tmp_path):
    rows, _ = labelled(SHOOTING)
    with pytest.raises(GoldError, match="n1"):
        join(write(tmp_path, "l.jsonl", rows), write(tmp_path, "p.jsonl", []))


def test_the_command_writes_labels_that_join(tmp_path, capsys):
    labels = tmp_path / "hand.yaml"
    labels.write_text(
        yaml.safe_dump({"documents": [{"doc_id": "n1", "events": [SHOOTING]}]}), encoding="utf-8"
    )
    pool, out = write(tmp_path, "p.jsonl", [ARTICLE]), tmp_path / "new" / "labels.jsonl"
    main([str(labels), "--pool", str(pool), "--out", str(out)])
    assert "1 documents, 1 events" in capsys.readouterr().out
    assert join(out, pool)[0]["events"][0]["killed"] == {"low": 4, "best": 4, "high": 4}


def test_a_line_separator_inside_a_text_does_not_break_a_line(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"text": "a\u2028b\u0085c"}, ensure_ascii=False) + "\n\n", encoding="utf-8")
    assert read_lines(path) == [{"text": "a\u2028b\u0085c"}]
