import json
from pathlib import Path
from typing import Any

import pytest

from lapwing.cli.known import known
from lapwing.conduct import find_people

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "data" / "wikievents" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _is_full_name(words: str) -> bool:
    return len(words.split()) > 1 and all(word[0].isupper() for word in words.split())


def test_nearly_every_full_name_of_a_person_is_found(documents: list[dict[str, Any]]) -> None:
    told = found = 0
    for document in documents:
        text = document["text"]
        spans = [span for person in find_people(text, known) for span in person.spans]
        for entity in document["entities"]:
            if entity["type"] == "PER" and _is_full_name(text[entity["start"] : entity["end"]]):
                told += 1
                found += any(s.start < entity["end"] and entity["start"] < s.end for s in spans)
    assert told > 90
    assert found / told >= 0.97


def test_few_places_and_organisations_are_taken_for_persons(documents: list[dict[str, Any]]) -> None:
    taken = spans = 0
    for document in documents:
        found = {(s.start, s.end) for p in find_people(document["text"], known) for s in p.spans}
        others = [e for e in document["entities"] if e["type"] in ("GPE", "ORG", "FAC", "LOC")]
        spans += len(found)
        taken += sum(any(start < e["end"] and e["start"] < end for e in others) for start, end in found)
    assert taken / spans <= 0.08
