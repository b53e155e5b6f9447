"""CASE 2021 snippets as training articles of one event each; ``case2021.yaml`` says which and what is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from lapwing.records import EventType, Span
from training.corpus import Row
from training.public.mapping import FIELDS, begins, event, row, table
from training.standoff import read_lines


def rows(path: Path) -> Iterator[Row]:
    """The snippets whose label has a counterpart, and those on disasters as articles without events."""
    tables = table("case2021")
    for snippet in read_lines(path):
        text, label = snippet["text"], snippet["label"]
        doc_id = f"case2021-{snippet['id']}"
        made = tables["types"].get(label)
        if label in tables["quiet"]:
            yield row(doc_id, text, [], list(get_args(EventType)))
        elif made and begins(tables["must_say"].get(made, [""]), text):
            values = {"doc_id": doc_id, "event_id": f"{doc_id}-1", "type": made}
            one = event(values, [Span(start=0, end=len(text))], unscored=FIELDS)
            yield row(doc_id, text, [one], tables["labelled"])
