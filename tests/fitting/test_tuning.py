import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lapwing import coding
from lapwing.coding import EventCoder, get_coder
from lapwing.coding.coder import STAGES
from lapwing.coding.weights import weights
from lapwing.errors import FittingError
from lapwing.evaluation import Rate
from lapwing.fitting import ModelFolder, Report, Tuned, fine_tune, read_decisions, steps
from lapwing.fitting.cases import document_of
from lapwing.fitting.tuning import tune
from tests.coding.tagger.make import reader
from tests.fitting.reviewed import rows, write


def quiet(_: int) -> None:
    """Nobody watches."""


def dull(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents as somebody reviews them for whom no arrest is an event."""
    return [
        {**row, "events": [event for event in row["events"] if event["type"] != "arrest"]}
        for row in documents
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    """The coder of cues tuned on reviews that leave out all arrests."""
    decided = read_decisions([write(folder / "d.jsonl", dull(rows()))])
    return fine_tune("cues", decided, ModelFolder(folder / "m"), seed=1, progress=quiet)


def test_a_project_with_a_rule_of_its_own_gets_a_coder_that_follows_it(report: Report) -> None:
    before, after = report.tuned.before, report.tuned.after
    assert report.adopted
    assert after.by_type.get("arrest", Rate()).given < before.by_type["arrest"].given
    assert after.detection.f1 > before.detection.f1


def test_the_weights_file_says_what_it_was_made_from_and_how_it_did(report: Report) -> None:
    stored = json.loads(report.file.read_text(encoding="utf-8"))
    shipped = get_coder("cues").weights.version  # type: ignore[attr-defined]
    assert (stored["coder"], stored["parent"], stored["shipped"]) == ("cues", shipped, shipped)
    assert set(stored["models"]) == set(STAGES)
    assert stored["trained_on"]["documents"] + stored["held_back"]["documents"] == 48
    assert len(stored["trained_on"]["sha256"]) == 64
    assert stored["scores"]["after"]["record"]["f1"] == round(report.tuned.after.record.f1, 4)
    assert set(stored["scores"]["before"]["intervals"]["record"]) == {"low", "high", "level"}


def test_the_adopted_coder_codes_as_it_was_judged(report: Report, folder: Path) -> None:
    assert get_coder(str(folder / "m")).version == report.tuned.coder.version
    again = get_coder(str(report.file))
    document = report.tuned.held[0]
    made = document_of(document.row)
    assert again.code(made).events == report.tuned.coder.code(made).events


def test_the_same_decisions_give_the_same_weights_and_are_not_adopted_twice(
    report: Report, folder: Path
) -> None:
    decided = read_decisions([folder / "d.jsonl"])
    again = fine_tune("cues", decided[::-1], ModelFolder(folder / "m"), seed=1, progress=quiet)
    assert again.file == report.file
    assert again.before == again.tuned.coder.version
    assert not again.adopted
    assert ModelFolder(folder / "m").history() == ["cues", report.file.name]


def test_progress_counts_every_document_read_or_coded(folder: Path) -> None:
    decided = read_decisions([write(folder / "p.jsonl", rows())])
    base = get_coder("cues")
    assert isinstance(base, EventCoder)
    told: list[int] = []
    tune(base, decided, in_use=base, progress=told.append)
    assert told == list(range(1, steps(decided) + 1))


def test_the_learned_coder_is_tuned_on_the_scores_of_its_network(folder: Path) -> None:
    base = EventCoder("learned", weights("cues"), reader().read)
    decided = read_decisions([write(folder / "l.jsonl", rows())])
    models = tune(base, decided, in_use=base, progress=quiet).coder.weights.models
    assert not any("learned" in name for name in base.weights.models["mention"].weights)
    assert any("learned" in name for name in models["mention"].weights)


@pytest.mark.parametrize(
    ("record", "detection", "better"),
    [(1, 0, True), (0, 1, False), (1, -1, False), (0, 0, False), (-1, 1, False)],
)
def test_better_means_more_right_records_and_no_fewer_found_events(
    report: Report, record: int, detection: int, better: bool
) -> None:
    def rate(right: int) -> Rate:
        return Rate(5 + right, 10, 10)

    before = replace(report.tuned.before, record=rate(0), detection=rate(0))
    after = replace(report.tuned.before, record=rate(record), detection=rate(detection))
    tuned: Tuned = replace(report.tuned, before=before, after=after)
    assert tuned.better is better


def test_a_coder_without_weights_is_refused(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    class Plain:
        name, version = "plain", "1"

    monkeypatch.setitem(coding.CODERS, "plain", Plain)
    with pytest.raises(FittingError, match="no weights to fit"):
        fine_tune("plain", [], ModelFolder(folder / "m"), seed=1, progress=quiet)
