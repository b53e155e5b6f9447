import json
from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_events_are_listed_with_their_ids(stocked: Run) -> None:
    result = stocked("events")
    assert result.exit_code == 0
    assert "evt-" in result.stdout
    assert result.stderr.strip().endswith("events")


def test_events_as_json_are_one_a_line_with_their_document(stocked: Run) -> None:
    found = lines(stocked("events", "--json").stdout)
    assert found
    dates = [event["date_start"] for event in found if event["date_start"]]
    assert dates == sorted(dates)
    assert {"doc_id", "title", "published", "url"} <= set(found[0]["document"])
    assert "text" not in found[0]["document"]


def test_filters_narrow(stocked: Run) -> None:
    everything = lines(stocked("events", "--json").stdout)
    for option, value, field in (("--type", "attack", "type"), ("--country", "MOZ", "country")):
        found = lines(stocked("events", "--json", option, value).stdout)
        assert found == [event for event in everything if event[field] == value]
        assert found
    assert stocked("events", "--json", "--since", "2100-01-01").stdout == ""
    assert len(lines(stocked("events", "--json", "--limit", "2").stdout)) == 2


def test_a_word_that_the_codebook_lacks_is_refused_and_not_searched_for(stocked: Run) -> None:
    result = stocked("events", "--type", "atack")
    assert result.exit_code == 2
    assert "attack" in result.stderr


def test_show_gives_each_value_with_its_words(stocked: Run) -> None:
    event = lines(stocked("events", "--json", "--type", "attack").stdout)[0]
    result = stocked("show", event["event_id"])
    assert result.exit_code == 0
    assert "Words of the article" in result.stdout
    assert event["event_id"] in result.stdout
    data = json.loads(stocked("show", event["event_id"], "--json").stdout)
    assert data["event"]["event_id"] == event["event_id"]
    assert {piece["field"] for piece in data["words"]} >= {"event", "certainty"}
    assert all(piece["words"] for piece in data["words"])


def test_the_beginning_of_an_id_is_enough(stocked: Run) -> None:
    event = lines(stocked("events", "--json").stdout)[0]
    assert stocked("show", event["event_id"][:12]).exit_code == 0


def test_show_gives_a_whole_document(stocked: Run) -> None:
    result = stocked("show", "batch-linz")
    assert result.exit_code == 0
    assert "Car driven into shoppers in Linz" in result.stdout
    data = json.loads(stocked("show", "batch-linz", "--json").stdout)
    assert data["doc_id"] == "batch-linz"


def test_an_unknown_id_says_how_to_find_one(stocked: Run) -> None:
    for unknown in ("evt-000", "nothing"):
        result = stocked("show", unknown)
        assert result.exit_code == 3
        assert "lapwing events" in result.stderr


def test_show_lists_what_is_offered_for_review(run: Run) -> None:
    run("init")
    run("add", "examples/articles/wire_report.txt", "--least", "0.8")
    event = next(e for e in lines(run("events", "--json").stdout) if e["offers"])
    shown = run("show", event["event_id"]).stdout
    assert "offered:" in shown
    assert f"{event['offers'][0]['confidence']:.2f}" in shown
    assert event["offers"][0]["field"] not in event["field_confidence"]


def test_show_lists_the_events_that_a_document_offers(run: Run) -> None:
    run("init")
    run("add", "examples/articles/wire_report.txt", "--least", "0.999")
    assert run("events", "--json").stdout == ""
    document = next(iter(lines(run("code", "examples/articles/wire_report.txt", "--json").stdout)))
    shown = run("show", document["doc_id"])
    assert "Offered for review, not written" in shown.stdout
    data = json.loads(run("show", document["doc_id"], "--json").stdout)
    assert (data["events"], bool(data["offers"])) == ([], True)
