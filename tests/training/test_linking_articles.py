"""Articles of the development clusters become reports of the act that each is mostly about."""

import json

import pytest

from lapwing.coding.coder import cue_coder
from lapwing.records import Document
from training.linking.articles import reports_of, rows_of
from training.linking.leading import leading_event

SHOT = "Gunmen shot two men dead in Velmora on Tuesday, police said."
COUNCIL = "The council of Ostkell met. It spoke of the price of fish."
ROWS = [
    {
        "doc_id": "doc-b", "incident_id": 7, "title": "Two shot dead in Velmora", "text": SHOT,
        "date": "2025-03-12", "url": "https://www.dagblad.example/a",
    },
    {"doc_id": "doc-empty", "incident_id": 8, "text": "  "},
    {"doc_id": "doc-a", "incident_id": "fish", "topic": 4, "text": COUNCIL},
]  # fmt: skip


@pytest.fixture(scope="module")
def told():
    return reports_of(ROWS, processes=1)


def test_articles_keep_the_order_of_their_file_and_those_without_text_are_left_out(told):
    assert [one.report.document.doc_id for one in told] == ["doc-b", "doc-a"]
    assert [one.report.stored for one in told] == [0, 2]


def test_an_article_carries_its_incident_and_its_topic(told):
    assert [(one.incident, one.topic) for one in told] == [("7", None), ("fish", 4)]


def test_every_article_is_its_own_witness(told):
    assert [one.report.witness for one in told] == ["doc-b", "doc-a"]


def test_an_article_without_a_title_has_its_first_line_for_one(told):
    assert [one.report.document.title for one in told] == ["Two shot dead in Velmora", COUNCIL]


def test_an_act_of_violence_is_read_with_its_day_and_its_toll(told):
    event = told[0].report.event
    assert event.type == "attack"
    assert event.killed is not None
    assert event.killed.best == 2
    assert str(event.date_start) == "2025-03-11"


def test_an_article_that_tells_of_no_violence_is_an_event_with_nothing_but_its_text(told):
    event = told[1].report.event
    assert (event.date_start, event.place, event.killed) == (None, None, None)
    (evidence,) = event.evidence
    assert evidence.quote(COUNCIL) == COUNCIL


def test_what_an_article_opens_with_is_what_it_is_about():
    later = "Last month a bomb killed nine people in Ostkell, the ministry said."
    filling = "Nobody was arrested. The shops stayed open. The streets were empty at noon."
    text = f"{SHOT} {filling} {later}"
    event = leading_event(cue_coder(), Document(doc_id="doc-1", text=text))
    first = min(item.start for item in event.evidence if item.field == "event")
    assert first < len(SHOT)


def test_rows_are_read_line_by_line(tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n", encoding="utf-8")
    assert rows_of(file) == ROWS
