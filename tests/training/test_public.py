import json
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lapwing.codebook import load_groups
from lapwing.errors import GoldError
from lapwing.evaluation.reading import coded_document
from lapwing.records import Span
from training.build import rows_of
from training.public import SETS, mapping, rows
from training.public.__main__ import FILES, report

SNIPPETS = [
    {"id": "a", "label": "SUIC_BOMB", "text": "A bomber blew himself up at the gate."},
    {"id": "b", "label": "NATURAL_DISASTER", "text": "A flood swept the valley."},
    {"id": "c", "label": "AGREEMENT", "text": "The two sides agreed on a truce."},
    {"id": "d", "label": "ATTRIB", "text": "The minister blamed the neighbours for the blast."},
    {"id": "e", "label": "ATTRIB", "text": "The group claimed the blast."},
]


def case2021(folder):
    path = folder / "snippets.jsonl"
    path.write_text("\n".join(json.dumps(snippet) for snippet in SNIPPETS), encoding="utf-8")
    return path


def test_a_snippet_gives_one_event_of_which_the_type_alone_is_scored(tmp_path):
    first, *_ = rows("case2021", case2021(tmp_path))
    (event,) = first["events"]
    assert event["type"] == "attack"
    assert set(event["unscored"]) == set(mapping.FIELDS)
    assert (event["evidence"][0]["start"], event["evidence"][0]["end"]) == (0, len(first["text"]))
    assert first["labelled"] == []


def test_a_disaster_is_an_article_in_which_silence_counts_for_every_type(tmp_path):
    quiet = [row for row in rows("case2021", case2021(tmp_path)) if not row["events"]]
    assert [row["doc_id"] for row in quiet] == ["case2021-b"]
    assert {"attack", "protest"} <= set(quiet[0]["labelled"])


def test_an_attribution_is_a_claim_only_when_it_says_so(tmp_path):
    made = {row["doc_id"]: [e["type"] for e in row["events"]] for row in rows("case2021", case2021(tmp_path))}
    assert made == {"case2021-a": ["attack"], "case2021-b": [], "case2021-e": ["claim"]}


def test_the_corpus_takes_a_public_set_as_a_source(tmp_path):
    case2021(tmp_path)
    source = {"name": "x", "part": "tagger", "public": "case2021", "files": ["snippets.jsonl"]}
    assert len(rows_of(source, tmp_path)) == 3


@pytest.mark.parametrize("name", sorted(SETS))
def test_every_table_says_what_its_mapping_loses(name):
    table = mapping.table(name)
    assert len(table["losses"]) >= 5
    assert all(isinstance(loss, str) and loss for loss in table["losses"])


def test_a_value_outside_the_codebook_is_refused():
    with pytest.raises(GoldError, match="e1"):
        mapping.event({"doc_id": "d", "event_id": "e1", "type": "riot"}, [Span(start=0, end=1)], unscored=())


@given(st.lists(st.sampled_from(["bomb", "went off", "Ana", "s"]), min_size=1, max_size=4))
def test_a_phrase_stands_as_whole_words_in_whatever_case(parts):
    phrase = " ".join(parts)
    text = f"xbomb {phrase.upper()}! {phrase}s"
    found = mapping.standing(phrase, text)
    assert found is not None
    assert found.quote(text).lower() == phrase.lower()


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(SETS))
def test_every_set_gives_events_that_the_scorer_reads_and_evidence_within_the_text(name, shared):
    articles = list(rows(name, shared / "data" / FILES[name]))
    known = {group.name for group in load_groups()}
    assert len({row["doc_id"] for row in articles}) == len(articles)
    for row in articles:
        assert coded_document(row).events or not row["events"]
        assert row["published"] is None or date.fromisoformat(row["published"])
        assert len({event["event_id"] for event in row["events"]}) == len(row["events"])
        for event in row["events"]:
            assert event["group"] is None or event["group"] in known
            spans = [e for e in event["evidence"] if e["field"] == "event"]
            assert spans
            assert all(0 <= e["start"] < e["end"] <= len(row["text"]) for e in event["evidence"])


@pytest.mark.shared
def test_the_counts_name_every_type(shared):
    articles = list(rows("case2021", shared / "data" / FILES["case2021"]))
    told = report("case2021", articles)
    assert told.startswith(f"case2021: {len(articles)} articles")
    assert all(event["type"] in told for row in articles for event in row["events"])


@pytest.mark.parametrize("name", sorted(SETS))
def test_the_tables_are_plain_yaml_with_a_source(name):
    assert yaml.safe_dump(mapping.table(name))
    assert mapping.table(name)["source"]
