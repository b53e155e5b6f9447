import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lapwing.cli import articles
from lapwing.pipeline import AddReport

Run = Callable[..., Any]
WIRE = "examples/articles/wire_report.txt"
CALL = (
    "GAO, March 4 (Example) - The militant group's magazine called on its followers to attack markets. "
    "“Strike them wherever they gather,” it wrote on Monday.\n\n"
    "Police arrested Nasir Belhadj, 27, in Gao on Tuesday, the interior minister said."
)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_code_shows_each_article_with_its_events(run: Run) -> None:
    result = run("code", WIRE)
    assert result.exit_code == 0
    assert "Car bomb kills nine outside customs office in northern Mali" in result.stdout
    assert "2025-03-12 · " in result.stdout
    assert "9 killed" in " ".join(result.stdout.split())
    assert result.stderr == ""


def test_code_as_json_is_what_the_scorer_reads_and_nothing_else(run: Run) -> None:
    result = run("code", "--json", WIRE, "examples/articles/batch.jsonl")
    documents = lines(result.stdout)
    assert [list(document) for document in documents] == [
        ["doc_id", "title", "published", "text", "events"]
    ] * 3
    for document in documents:
        for event in document["events"]:
            for piece in event["evidence"]:
                assert 0 <= piece["start"] < piece["end"] <= len(document["text"])


def test_standard_input_is_an_article_too(run: Run) -> None:
    result = run("code", "-", "--json", "--published", "2024-03-06", input=CALL)
    (document,) = lines(result.stdout)
    assert document["published"] == "2024-03-06"
    assert document["text"].startswith("GAO, March 4")


def test_json_values_leave_private_names_out_and_the_text_stays_whole(run: Run) -> None:
    plain = lines(run("code", "-", "--json", input=CALL).stdout)[0]
    told = json.dumps(plain["events"])
    assert "Belhadj" not in told
    assert "Nasir Belhadj, 27" in plain["text"]
    revealed = lines(run("code", "-", "--json", "--reveal-names", input=CALL).stdout)[0]
    assert [e["evidence"] for e in revealed["events"]] == [e["evidence"] for e in plain["events"]]


def test_tables_leave_out_names_and_incitement_unless_asked(run: Run) -> None:
    plain = " ".join(run("code", "-", input=CALL).stdout.split())
    assert "Belhadj" not in plain
    assert "[named person]" in plain or "suspect" in plain
    shown = " ".join(run("code", "-", "--reveal-names", "--reveal-incitement", input=CALL).stdout.split())
    assert "Belhadj" in shown


def test_html_writes_one_page_of_all_articles(run: Run, place: Path) -> None:
    result = run("code", WIRE, "examples/articles/batch.jsonl", "--html", "page.html")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "3 articles with" in result.stderr
    page = (place / "page.html").read_text(encoding="utf-8")
    assert page.count('<section class="document"') == 3


def test_html_and_json_go_together(run: Run, place: Path) -> None:
    result = run("code", WIRE, "--json", "--html", "page.html")
    assert len(lines(result.stdout)) == 1
    assert (place / "page.html").is_file()


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(run: Run, place: Path) -> None:
    (place / "empty.txt").write_text("")
    result = run("code", "empty.txt", "missing.txt", WIRE, "--json")
    assert result.exit_code == 1
    assert len(lines(result.stdout)) == 1
    assert result.stderr.count("refused") == 2
    assert "empty.txt" in result.stderr
    assert "missing.txt" in result.stderr


def test_several_workers_give_the_same_bytes(run: Run) -> None:
    # A batch is shared out from nine articles on.
    many = "".join(json.dumps({"doc_id": str(number), "text": CALL}) + "\n" for number in range(10))
    alone = run("code", "-", "--json", input=many)
    assert run("code", "-", "--json", "--workers", "2", input=many).stdout == alone.stdout


def test_an_impossible_day_is_a_mistake_of_usage(run: Run) -> None:
    result = run("code", WIRE, "--published", "31.1.2024")
    assert result.exit_code == 2
    assert "write it as 2024-01-31" in result.stderr


def test_an_unknown_coder_is_a_mistake_of_usage(run: Run) -> None:
    result = run("code", WIRE, "--coder", "oracle")
    assert result.exit_code == 2
    assert "Coders: " in result.stderr


def test_adding_twice_changes_nothing(run: Run) -> None:
    assert run("init", "my.sqlite").exit_code == 0
    first = run("add", WIRE, "--store", "my.sqlite", "--json")
    again = run("add", WIRE, "--store", "my.sqlite", "--json")
    assert lines(first.stdout)[0]["added"] == 1
    assert lines(again.stdout)[0] == {**lines(again.stdout)[0], "added": 0, "unchanged": 1, "events": 0}


def test_add_says_what_it_did(run: Run) -> None:
    run("init")
    assert "1 added; " in run("add", WIRE).stderr
    assert "1 unchanged; 0 new events." in run("add", WIRE).stderr


def test_a_store_is_made_once(run: Run) -> None:
    assert json.loads(run("init", "--json").stdout)["store"].endswith("lapwing.sqlite")
    result = run("init")
    assert result.exit_code == 3
    assert "is a store already" in result.stderr


def test_adding_without_a_store_says_how_to_make_one(run: Run) -> None:
    result = run("add", WIRE)
    assert result.exit_code == 3
    assert "lapwing init" in result.stderr


def test_the_environment_names_the_store(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPWING_STORE", "other.sqlite")
    assert run("init").exit_code == 0
    assert run("add", WIRE).exit_code == 0
    assert (place / "other.sqlite").is_file()


def test_ctrl_c_says_what_is_saved(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any, progress: Callable[[AddReport], None], **__: Any) -> AddReport:
        progress(AddReport(added=2, events=5))
        raise KeyboardInterrupt

    monkeypatch.setattr("lapwing.pipeline.add_paths", stopped)
    run("init")
    result = run("add", WIRE)
    assert result.exit_code == 130
    assert "Saved: 2 added; 5 new events." in result.stderr
    assert "Run the same command again" in result.stderr


def test_a_page_that_cannot_be_written_says_why(run: Run) -> None:
    result = run("code", WIRE, "--html", "nowhere/page.html")
    assert result.exit_code == 4
    assert "cannot be written" in result.stderr


def test_reports_leave_out_what_did_not_happen() -> None:
    assert articles._told(AddReport()) == "nothing; 0 new events."
    assert articles._told(AddReport(added=1, refused=2, events=1)) == "1 added, 2 refused; 1 new event."


def test_a_threshold_turns_what_is_less_sure_into_offers(run: Run) -> None:
    (plain,) = lines(run("code", WIRE, "--json").stdout)
    (asked,) = lines(run("code", WIRE, "--json", "--least", "0.999").stdout)
    assert plain["events"]
    assert asked["events"] == []
    assert {event["event_id"] for event in plain["events"]} <= {
        event["event_id"] for event in asked["offers"]
    }
    assert "offered for review" in run("code", WIRE, "--least", "0.999").stdout
    assert "offered for review" not in run("code", WIRE).stdout


def test_the_environment_sets_a_project_s_threshold(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = run("code", WIRE, "--json", "--least", "0.9").stdout
    monkeypatch.setenv("LAPWING_LEAST", "0.9")
    assert run("code", WIRE, "--json").stdout == asked


@pytest.mark.parametrize("share", ["-0.1", "1.1", "half"])
def test_a_threshold_is_a_share(run: Run, share: str) -> None:
    assert run("code", WIRE, "--least", share).exit_code == 2


def coders(result: Any) -> set[str]:
    return {event["coder"] for article in lines(result.stdout) for event in article["events"]}


def test_the_gate_can_be_left_out_and_the_coder_s_version_says_so(run: Run) -> None:
    (gated,), (open_,) = (coders(run("code", WIRE, "--json", *options)) for options in ([], ["--no-gate"]))
    assert ".gate-" in gated
    assert ".no-gate" in open_


@pytest.mark.parametrize("word", ["off", "0", "false"])
def test_the_environment_leaves_the_gate_out_for_a_project(
    run: Run, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setenv("LAPWING_GATE", word)
    (coder,) = coders(run("code", WIRE, "--json"))
    assert ".no-gate" in coder


def test_leaving_the_gate_out_codes_again(run: Run) -> None:
    run("init")
    for options, word in (([], "added"), (["--no-gate"], "recoded"), (["--no-gate"], "unchanged")):
        assert word in run("add", WIRE, *options).stderr


def test_another_threshold_codes_again_and_the_same_one_does_not(run: Run) -> None:
    run("init")
    for options, word in ((), "added"), (("--least", "0.8"), "recoded"), (("--least", "0.8"), "unchanged"):
        assert word in run("add", WIRE, *options).stderr
