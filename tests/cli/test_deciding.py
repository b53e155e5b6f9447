import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lapwing.store import Store

Run = Callable[..., Any]
ATTACK, RAID = "batch-linz/attack", "batch-linz/raid"
BY = ("--who", "ana", "--why", "read the bulletin")


def lines(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def kept(run: Run, *words: str) -> dict[str, Any]:
    (told,) = lines(run(*words, *BY, "--json"))
    return told


def test_a_decision_is_kept_with_who_when_and_why(stocked: Run) -> None:
    told = kept(stocked, "decide", ATTACK, "correct", "--field", "killed", "--value", "3")
    (listed,) = lines(stocked("decisions", "--json"))
    assert listed["decision_id"] == told["decision_id"]
    assert (listed["who"], listed["why"], listed["stands"]) == ("ana", "read the bulletin", True)
    assert (json.loads(listed["was"])["best"], json.loads(listed["value"])["best"]) == (2, 3)
    assert told["decision_id"] in stocked("decisions").stdout


def test_nobody_decides_unnamed_and_nothing_is_decided_without_a_reason(
    stocked: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "somebody")
    assert stocked("decide", ATTACK, "accept", "--why", "x").exit_code == 2
    assert stocked("decide", ATTACK, "accept", "--who", "ana").exit_code == 2
    assert stocked("decide", ATTACK, "accept", "--who", "ana", "--why", " ").exit_code == 4
    monkeypatch.setenv("LAPWING_USER", "ben")
    assert lines(stocked("decide", ATTACK, "accept", "--why", "x", "--json"))[0]["who"] == "ben"


@pytest.mark.parametrize(
    "words",
    [
        ("decide", "batch-linz/nothing", "accept"),
        ("decide", "evt-0000", "accept"),
        ("decide", ATTACK, "correct", "--field", "killed", "--value", "many"),
        ("decide", ATTACK, "correct", "--field", "event_id", "--value", "x"),
        ("decide", ATTACK, "correct", "--field", "killed"),
        ("decide", ATTACK, "reject", "--field", "killed"),
        ("decide", ATTACK, "accept", "--value", "3"),
        ("decide", ATTACK, "accept", RAID),
        ("decide", ATTACK, "not-the-same"),
        ("decide", ATTACK, "not-the-same", ATTACK),
        ("merge", ATTACK),
        ("split", ATTACK, ATTACK),
        ("undo", "last"),
        ("undo", "dec-0"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_decided_is_refused_with_a_hint_and_nothing_is_kept(
    stocked: Run, words: tuple[str, ...]
) -> None:
    result = stocked(*words, *BY)
    assert result.exit_code == 4
    assert len(result.stderr.splitlines()) >= 2
    assert stocked("decisions", "--json").stdout == ""


def test_an_unknown_verdict_is_told_with_the_known_ones(stocked: Run) -> None:
    result = stocked("decide", ATTACK, "agree", *BY)
    assert result.exit_code == 2
    assert "not-the-same" in result.stderr


@pytest.mark.parametrize(
    ("field", "value", "means"),
    [
        ("group", "1920 Brigade", "1920 Brigade"),
        ("group", "1920", "1920"),
        ("group", "null", None),
        ("modes", '["shooting","bombing"]', ["shooting", "bombing"]),
        ("killed", '{"low":2,"high":4}', {"low": 2, "high": 4}),
        ("date", "2025", {"date_start": "2025-01-01", "date_end": "2025-12-31", "date_precision": "year"}),
    ],
)
def test_a_value_is_words_or_json(stocked: Run, field: str, value: str, means: object) -> None:
    told = kept(stocked, "decide", ATTACK, "correct", "--field", field, "--value", value)
    assert json.loads(told["value"]) == means


def test_merge_and_split_are_about_events_and_outlive_incidents(stocked: Run) -> None:
    joined = kept(stocked, "merge", ATTACK, RAID)
    assert [one["doc_id"] for one in joined["subjects"]] == ["batch-linz", "batch-linz"]
    parted = kept(stocked, "split", ATTACK, RAID)
    assert parted["subjects"] == joined["subjects"][1:]
    assert joined["subjects"][0] in parted["apart_from"]
    stands = {one["decision_id"]: one["stands"] for one in lines(stocked("decisions", "--json"))}
    assert stands == {joined["decision_id"]: False, parted["decision_id"]: True}


def test_an_incident_is_taken_apart_by_its_id_and_only_into_its_own_events(stocked: Run, place: Path) -> None:
    kept(stocked, "merge", ATTACK, RAID)
    ((first, _),) = [one["subjects"] for one in lines(stocked("decisions", "--json"))]
    with Store.open(place / "lapwing.sqlite") as store, store.snapshot() as view:
        (incident_id,) = view.incidents.of_events([(first["doc_id"], first["event_id"])]).values()
    assert stocked("split", incident_id, "batch-mozambique/attack", *BY).exit_code == 4
    assert len(kept(stocked, "split", incident_id, RAID)["apart_from"]) == 1


def test_an_undo_takes_back_and_can_be_taken_back(stocked: Run) -> None:
    told = kept(stocked, "decide", ATTACK, "reject")
    taken = kept(stocked, "undo", told["decision_id"][:10])
    assert [one["stands"] for one in lines(stocked("decisions", "--json"))] == [False, False]
    refused = stocked("undo", told["decision_id"], *BY)
    assert refused.exit_code == 4
    assert "already" in refused.stderr
    kept(stocked, "undo", taken["decision_id"])
    assert [one["stands"] for one in lines(stocked("decisions", "--json"))] == [True, False, False]


def test_a_contradiction_between_decisions_is_asked_about(stocked: Run) -> None:
    assert lines(stocked("questions", "--json")) == []
    first = kept(stocked, "merge", ATTACK, RAID)
    kept(stocked, "merge", RAID, "batch-linz/arrest")
    newest = kept(stocked, "decide", ATTACK, "not-the-same", "batch-linz/arrest")
    (question,) = lines(stocked("questions", "--json"))
    assert question["decision_id"] == first["decision_id"]
    assert newest["decision_id"] in question["message"]
    assert "Question" in stocked("questions").stdout
    kept(stocked, "undo", "last")
    assert lines(stocked("questions", "--json")) == []


def test_names_of_people_in_decisions_are_shown_on_request_alone(stocked: Run) -> None:
    kept(stocked, "decide", ATTACK, "correct", "--field", "targets", "--value", "Ora Velt")
    for words in (("decisions",), ("decisions", "--json")):
        assert "Ora Velt" not in stocked(*words).stdout
    assert "Ora Velt" in stocked("decisions", "--json", "--reveal-names").stdout


def test_verify_prints_the_head_and_finds_what_was_changed(stocked: Run, place: Path) -> None:
    kept(stocked, "decide", ATTACK, "accept")
    told = kept(stocked, "decide", RAID, "reject")
    result = stocked("verify")
    assert (result.exit_code, result.stdout) == (0, told["digest"] + "\n")
    assert stocked("verify", "--head", told["digest"]).exit_code == 0
    with sqlite3.connect(place / "lapwing.sqlite") as connection:
        connection.execute("DELETE FROM decision_subjects WHERE number = 2")
        connection.execute("DELETE FROM decisions WHERE number = 2")
    assert stocked("verify").exit_code == 0
    assert stocked("verify", "--head", told["digest"]).exit_code == 3
    with sqlite3.connect(place / "lapwing.sqlite") as connection:
        connection.execute("UPDATE decisions SET who = 'eve'")
    broken = stocked("verify", "--json")
    assert broken.exit_code == 3
    assert [one["kind"] for one in json.loads(broken.stdout)["breaks"]] == ["columns"]
    assert "entry 1" in stocked("verify").stderr
