import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

BLAST = (
    "GAO, Mali - A car bomb exploded at the grain market of Gao on Monday, killing at least nine people and "
    'wounding 20, the governor said. "I saw smoke," said Ibrahim Tessara, a 34-year-old trader.'
)
ARTICLES = [
    {"doc_id": "first", "title": "Blast at the grain market of Gao", "publisher": "Ilmen Ledger",
     "published": "2025-02-03", "text": BLAST},
    {"doc_id": "second", "title": "Toll of Gao market bombing rises to 12", "publisher": "Brannen Courier",
     "published": "2025-02-04",
     "text": "Twelve people were killed and 25 wounded when a car bomb exploded at the grain market of Gao in "
             "northern Mali on Monday, police said on Tuesday. The governor had earlier spoken of nine dead."},
    {"doc_id": "third", "title": "Car driven into shoppers in Linz", "publisher": "Danube Post",
     "published": "2025-02-04",
     "text": "A man drove a car into shoppers in Linz on Sunday, injuring four people, Austrian police said."},
]  # fmt: skip


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def told(run: Run, place: Path) -> Run:
    """``run`` beside a store with two reports of one blast and one of something else, not linked yet."""
    (place / "articles.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)))
    run("init")
    assert "lapwing link" in run("add", "articles.jsonl").stderr
    return run


@pytest.fixture
def linked(told: Run) -> Run:
    told("link")
    return told


def blast(run: Run) -> dict[str, Any]:
    return next(one for one in lines(run("incidents", "--json").stdout) if one["reports"] == 2)


def test_reports_wait_until_they_are_linked(told: Run) -> None:
    assert "3 documents not linked yet" in told("incidents").stderr
    assert "3 documents linked" in told("link").stderr
    assert "not linked" not in told("incidents").stderr
    assert json.loads(told("link", "--json").stdout)["documents"] == 0


def test_everything_can_be_linked_from_scratch(linked: Run) -> None:
    before = linked("incidents", "--json").stdout
    report = json.loads(linked("link", "--all", "--json").stdout)
    assert (report["documents"], report["added"], report["changed"]) == (3, 0, 0)
    assert linked("incidents", "--json").stdout == before


def test_incidents_are_listed_with_their_tolls_and_ids(linked: Run) -> None:
    result = linked("incidents")
    assert "9/12/12" in result.stdout
    assert "2 of 2" in result.stdout
    assert blast(linked)["incident_id"] in result.stdout


def test_a_list_of_incidents_quotes_nobody(linked: Run) -> None:
    found = blast(linked)
    assert not {"actors", "targets", "attributed_to", "fields"} & found.keys()
    assert (found["country"], found["killed"]) == ("MLI", {"low": 9, "best": 12, "high": 12})


def test_filters_narrow(linked: Run) -> None:
    for options, number in (
        (("--country", "MLI", "--type", "attack"), 1),
        (("--killed-at-least", "13"), 0),
        (("--killed-at-least", "12"), 1),
        (("--witnesses-at-least", "2"), 1),
        (("--contains", "grain MARKET"), 1),
        (("--since", "2100-01-01"), 0),
        (("--until", "1900-01-01"), 0),
        (("--group", "No Such Front"), 0),
        (("--limit", "1"), 1),
    ):
        assert len(lines(linked("incidents", "--json", *options).stdout)) == number, options
    assert linked("incidents", "--type", "atack").exit_code == 2


def test_an_incident_shows_who_said_what_and_why_they_are_one(linked: Run) -> None:
    shown = linked("incident", blast(linked)["incident_id"][:12]).stdout
    for words in (
        "Ilmen Ledger",
        "Brannen Courier",
        "By rule",
        "probability",
        "Toll as it was told",
    ):
        assert words in " ".join(shown.split())
    data = json.loads(linked("incident", "first/attack", "--json").stdout)
    assert [report["doc_id"] for report in data["reports"]] == ["first", "second"]
    (tie,) = data["joined"]
    assert tie["probability"] > 0.5
    assert {reason.keys() == {"reason", "weight"} for reason in tie["reasons"]} == {True}


def test_a_copy_is_no_further_witness(linked: Run, place: Path) -> None:
    copy = {**ARTICLES[1], "doc_id": "copy", "publisher": "Sarvan Mirror"}
    (place / "copy.jsonl").write_text(json.dumps(copy))
    linked("add", "copy.jsonl")
    linked("link")
    (found,) = (one for one in lines(linked("incidents", "--json").stdout) if one["reports"] == 3)
    assert found["witnesses"] == 2
    data = json.loads(linked("incident", "copy/attack", "--json").stdout)
    witness = {report["doc_id"]: report["witness"] for report in data["reports"]}
    assert witness["copy"] == witness["second"] != witness["first"]


def test_private_names_are_left_out_unless_asked_for(linked: Run) -> None:
    assert "Ibrahim Tessara" not in linked("incident", "first/attack").stdout
    assert "Ibrahim" not in linked("incident", "first/attack", "--json").stdout


def test_a_decision_shows_as_the_reason_and_in_the_lineage(linked: Run) -> None:
    elder, younger = (
        json.loads(linked("incident", f"{doc}/attack", "--json").stdout) for doc in ("first", "third")
    )
    by = ("--who", "R. Ilmen", "--why", "a test of memory")
    assert linked("merge", "first/attack", "third/attack", *by).exit_code == 0
    old = younger["incident"]["incident_id"]
    result = linked("incident", old)
    assert f"{old} is now {elder['incident']['incident_id']}" in result.stderr
    shown = " ".join(result.stdout.split())
    assert "R. Ilmen decided so" in shown
    assert "was merged into" in shown
    data = json.loads(linked("incident", old, "--json").stdout)
    assert [one["how"] for one in data["lineage"]] == ["merged"]
    assert [said["why"] for said in data["decisions"].values()] == ["a test of memory"]


def test_what_cannot_be_found_says_what_to_do(told: Run) -> None:
    missing = told("incident", "inc-000")
    assert missing.exit_code == 3
    assert "lapwing incidents" in missing.stderr
    unlinked = told("incident", "first/attack")
    assert unlinked.exit_code == 3
    assert "lapwing link" in unlinked.stderr
