"""One article with its events, from ``sarvan.yaml``."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from lapwing.records import Coding, Document, Event, Evidence, Furniture, Issue

ARTICLE = yaml.safe_load((Path(__file__).parent / "sarvan.yaml").read_text(encoding="utf-8"))
TEXT: str = ARTICLE["text"]


def _evidence(field: str, told: str | list[str]) -> Evidence:
    quote, derived = (told, None) if isinstance(told, str) else told
    start = TEXT.index(quote)
    return Evidence(field=field, start=start, end=start + len(quote), derived=derived)


def _event(number: int, fields: dict[str, Any]) -> Event:
    evidence = [_evidence(field, told) for field, told in fields["evidence"].items()]
    return Event(
        **{
            **fields,
            "doc_id": "sarvan-1",
            "event_id": f"evt-{number}",
            "evidence": evidence,
            "coder": "cues/1",
        }
    )


@pytest.fixture
def document() -> Document:
    return Document(
        doc_id="sarvan-1",
        text=TEXT,
        title="Bomb at Sarvan market kills at least twelve",
        publisher="Norland Wire",
        published=dt.date(2024, 3, 6),
        published_origin="metadata",
        language="en",
        url="https://example.org/news/sarvan",
        furniture=(Furniture(start=0, end=20, rule="share line", text="Share this story with Mara Lindt"),),
    )


@pytest.fixture
def coding() -> Coding:
    issue = Issue(
        origin="sarvan.txt", reason="open-date", severity="warning",
        message="The publication date stands only in the metadata.", hint="Give it with --published.",
    )  # fmt: skip
    events = tuple(_event(number, fields) for number, fields in enumerate(ARTICLE["events"], start=1))
    return Coding(doc_id="sarvan-1", coder="cues", events=events, issues=(issue,))


@pytest.fixture
def untitled() -> Callable[..., Document]:
    def make(text: str, **more: Any) -> Document:
        return Document(**{"doc_id": "x", "text": text, **more})

    return make
