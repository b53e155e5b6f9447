"""The examples: the articles are read, the coding fits them, and neither is anybody else's text."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
import yaml

from lapwing import codebook
from lapwing.evaluation import read_coded, score
from lapwing.records import EventType, Mode


@pytest.fixture(scope="module")
def examples(repository: Path) -> Path:
    return repository / "examples"


@pytest.fixture(scope="module")
def builder(examples: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gold", examples / "build_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(examples: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (examples / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def coded(examples: Path) -> list[dict[str, Any]]:
    return yaml.safe_load((examples / "gold.yaml").read_text(encoding="utf-8"))["documents"]


def test_the_gold_file_is_what_the_coding_gives(examples: Path, builder: ModuleType):
    stale = "run: python examples/build_gold.py"
    assert (examples / "gold.jsonl").read_text(encoding="utf-8") == builder.lines(), stale


def test_every_article_has_a_coding(examples: Path, builder: ModuleType, gold):
    assert set(builder.documents(examples / "articles")) == {document["doc_id"] for document in gold}
    assert len(gold) >= 14


def test_offsets_quote_the_text_as_the_coder_wrote_it(gold, coded):
    for document, entry in zip(gold, coded, strict=True):
        for event, source in zip(document["events"], entry["events"], strict=True):
            quotes = source["quote"] if isinstance(source["quote"], list) else [source["quote"]]
            assert [document["text"][e["start"] : e["end"]] for e in event["evidence"]] == quotes


def test_links_lead_to_events_of_the_same_article(gold):
    for document in gold:
        known = [event["event_id"] for event in document["events"]]
        assert len(set(known)) == len(known), document["doc_id"]
        for event in document["events"]:
            for link in event["links"]:
                assert link["event_id"] in set(known) - {event["event_id"]}, (
                    document["doc_id"],
                    event["event_id"],
                )


def test_groups_have_their_canonical_names(gold):
    names = {group.name for group in codebook.load_groups()}
    assert {e["group"] for d in gold for e in d["events"] if e["group"]} <= names


def test_outcomes_fit_the_types(gold):
    allowed = {"attack": {"completed", "failed"}, "plot": {"foiled", "planned"}}
    for document in gold:
        for event in document["events"]:
            assert event["outcome"] in allowed.get(event["type"], {"completed"}), (document["doc_id"], event)


def test_together_the_examples_show_every_type_and_mode(gold):
    events = [event for document in gold for event in document["events"]]
    assert {event["type"] for event in events} == set(get_args(EventType))
    assert {mode for event in events for mode in event["modes"]} == set(get_args(Mode))
    assert [d["doc_id"] for d in gold if not d["events"]] == ["no_event_sport", "no_event_accident"]


def test_the_gold_scores_itself_without_a_fault(examples: Path):
    documents = read_coded(examples / "gold.jsonl")
    scores = score(documents, documents)
    assert scores.detection.f1 == 1
    assert scores.record.f1 == 1


@pytest.mark.shared
def test_no_example_repeats_the_development_articles(shared: Path, gold):
    theirs: set[tuple[str, ...]] = set()
    for name in ("dev.jsonl", "train.jsonl", "founding_article.jsonl"):
        for line in (shared / "gold" / name).read_text(encoding="utf-8").splitlines():
            theirs.update(_runs(json.loads(line)["text"]))
    for document in gold:
        assert not theirs.intersection(_runs(document["text"])), document["doc_id"]


def _runs(text: str, length: int = 9) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[i : i + length]) for i in range(len(words) - length + 1)]
