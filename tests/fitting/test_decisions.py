import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.errors import FittingError, GoldError
from lapwing.evaluation import CodedDocument
from lapwing.fitting.decisions import LEAST_HELD_BACK, Decided, fingerprint, read_decisions, split
from tests.fitting.reviewed import rows, write

TEXT = "Gunmen killed three soldiers in Gao on Monday."


def one(**more: Any) -> dict[str, Any]:
    event = {"event_id": "e", "type": "attack", "evidence": [{"field": "event", "start": 0, "end": 13}]}
    return {"doc_id": "d", "text": TEXT, "events": [{**event, **more}]}


def read_one(folder: Path, row: dict[str, Any]) -> dict[str, Any]:
    (decided,) = read_decisions([write(folder / "d.jsonl", [row])])
    (event,) = decided.row["events"]
    return event


def test_values_are_those_that_the_scorer_compares(tmp_path: Path) -> None:
    event = read_one(tmp_path, one(killed={"low": 3, "high": None}, date_start="2024-01-15", place="Gao"))
    assert event["killed"] == {"best": 3}
    assert (event["date_start"], event["date_end"]) == ("2024-01-15", "2024-01-15")
    assert event["place"] == "Gao"
    assert event["injured"] is None
    assert event["unscored"] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": " "}, "no text"),
        ({"published": "last week"}, "published is no date"),
        ({"events": [{"type": "attack", "evidence": []}]}, "no evidence for the field 'event'"),
        (
            {"events": [{"type": "attack", "evidence": [{"field": "event", "start": 9, "end": 900}]}]},
            "outside the text",
        ),
    ],
)
def test_what_cannot_be_learned_from_is_named(tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    with pytest.raises(GoldError, match=f"d: .*{fault}"):
        read_decisions([write(tmp_path / "d.jsonl", [one() | change])])


def test_a_document_in_two_files_is_refused(tmp_path: Path) -> None:
    files = [write(tmp_path / name, [one()]) for name in ("a.jsonl", "b.jsonl")]
    with pytest.raises(GoldError, match="two of the files"):
        read_decisions(files)


def test_a_line_that_is_no_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text(json.dumps(one()) + "\nnot json\n")
    with pytest.raises(GoldError, match="line 2"):
        read_decisions([tmp_path / "d.jsonl"])


def test_the_parts_share_no_document_and_hold_all(tmp_path: Path) -> None:
    decided = read_decisions([write(tmp_path / "d.jsonl", rows())])
    fitted, held = split(decided)
    assert len(held) >= LEAST_HELD_BACK
    assert {d.coded.doc_id for d in fitted}.isdisjoint(d.coded.doc_id for d in held)
    assert len(fitted) + len(held) == len(decided)


def test_more_documents_never_move_one_to_the_other_part(tmp_path: Path) -> None:
    few, many = (read_decisions([write(tmp_path / "d.jsonl", rows(n))]) for n in (4, 6))
    sides = {d.coded.doc_id: d.held_back for d in many}
    assert all(sides[d.coded.doc_id] == d.held_back for d in few)


def test_too_few_documents_are_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(FittingError, match="too few documents: of 1,") as caught:
        split(read_decisions([write(tmp_path / "d.jsonl", [one()])]))
    assert caught.value.hint


def test_documents_without_events_teach_too_little(tmp_path: Path) -> None:
    quiet = [row | {"events": []} for row in rows()]
    with pytest.raises(FittingError, match="has an event"):
        split(read_decisions([write(tmp_path / "d.jsonl", quiet)]))


@given(st.permutations(range(5)))
def test_the_fingerprint_does_not_depend_on_the_order(order: list[int]) -> None:
    decided = [Decided({"doc_id": str(n)}, CodedDocument(doc_id=str(n))) for n in range(5)]
    assert fingerprint(decided) == fingerprint([decided[n] for n in order])
    assert fingerprint(decided) != fingerprint(decided[1:])


def test_about_a_quarter_is_held_back() -> None:
    ids = (Decided({}, CodedDocument(doc_id=f"doc-{n}")) for n in range(2000))
    assert 0.22 < sum(one.held_back for one in ids) / 2000 < 0.28
