"""Figures on the development data do not fall."""

import datetime as dt
import importlib.util
import json
from pathlib import Path

import pytest

from lapwing.resolve.dates import find_dates

pytestmark = pytest.mark.shared


def test_time_values_reach_their_floor(shared: Path, repository: Path) -> None:
    spec = importlib.util.spec_from_file_location("time_values", repository / "benchmarks" / "time_values.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.measure(shared)["scores"]["value"]["f1"] >= 0.775


def test_the_days_of_coded_events_are_found_in_their_articles(shared: Path) -> None:
    found = total = 0
    for line in (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        mentions = find_dates(article["text"], dt.date.fromisoformat(article["published"]))
        windows = {(str(m.date_start), str(m.date_end)) for m in mentions}
        events = [
            event for event in article["events"] if event["date_precision"] == "day" and event["date_start"]
        ]
        dated = [event for event in events if "date" not in event.get("unscored", ())]
        total += len(dated)
        found += sum((e["date_start"], e["date_end"] or e["date_start"]) in windows for e in dated)
    assert found / total >= 0.95
