import json
from pathlib import Path

import pytest

from lapwing.codebook import load_groups
from lapwing.errors import GoldError
from training.corpus import read

SYNTHETIC = sorted((Path(__file__).parents[2] / "training" / "synthetic").glob("*.yaml"))

GOOD = """documents:
- doc_id: d1
  published: 2024-01-15
  text: |-
    Police foiled a plot in Norway. Two men were held on Monday.
  events:
  - {id: p, type: plot, outcome: foiled, country: NOR, quote: "foiled a plot in Norway"}
  - {id: a, type: arrest, detained: 2, date_start: 2024-01-15, quote: ["Two men were held on Monday"]}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "articles.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_quotes_become_offsets_and_omitted_fields_their_defaults(tmp_path):
    (row,) = read([write(tmp_path, GOOD)])
    plot, arrest = row["events"]
    span = plot["evidence"][0]
    assert row["text"][span["start"] : span["end"]] == "foiled a plot in Norway"
    assert plot["certainty"] == "asserted"
    assert arrest["detained"] == {"low": 2, "best": 2, "high": 2}
    assert (arrest["date_end"], arrest["date_precision"]) == ("2024-01-15", "day")


def test_all_faults_are_named_at_once(tmp_path):
    bad = GOOD.replace('foiled a plot in Norway"', 'foiled two plots"').replace("type: arrest", "type: riot")
    with pytest.raises(GoldError) as caught:
        read([write(tmp_path, bad)])
    assert "not in the text: 'foiled two plots'" in str(caught.value)
    assert "d1: a" in str(caught.value)


@pytest.mark.parametrize("path", SYNTHETIC, ids=lambda path: path.stem)
def test_the_articles_written_for_training_are_sound(path):
    names = {group.name for group in load_groups()}
    rows = read([path])
    assert rows
    assert {e["group"] for row in rows for e in row["events"]} - {None} <= names
    assert len({row["doc_id"] for row in rows}) == len(rows)


def test_lines_with_offsets_are_read_as_they_are(tmp_path):
    row = {"doc_id": "d1", "published": None, "text": "A raid.\u2028", "events": []}
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n\n", encoding="utf-8")
    assert read([path]) == [row]


def test_files_are_read_in_the_order_given(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    paths = [write(one, GOOD), write(two, GOOD.replace("d1", "d0"))]
    assert [row["doc_id"] for row in read(paths)] == ["d1", "d0"]


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("id: p, ", "", "d1: None"),
        ('"foiled a plot in Norway"', '""', "not in the text: ''"),
        (', quote: "foiled a plot in Norway"', "", "d1: p: no quote"),
        ("country: NOR", "country: Norway", "country"),
        ("detained: 2", "detained: -2", "detained"),
    ],
)
def test_each_fault_is_named_with_its_event(tmp_path, good, bad, fault):
    assert good in GOOD
    with pytest.raises(GoldError) as caught:
        read([write(tmp_path, GOOD.replace(good, bad))])
    assert fault in str(caught.value)
    assert "articles.yaml: d1" in str(caught.value)


def test_a_stretch_of_days_is_a_range(tmp_path):
    long = GOOD.replace("date_start: 2024-01-15", "date_start: 2024-01-15, date_end: 2024-01-17")
    (row,) = read([write(tmp_path, long)])
    arrest = row["events"][1]
    assert (arrest["date_start"], arrest["date_end"]) == ("2024-01-15", "2024-01-17")
    assert arrest["date_precision"] == "range"
