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
