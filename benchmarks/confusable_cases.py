"""The cases of ``examples/confusable/pairs.yaml``: articles that are easily joined, or kept apart, by mistake."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lapwing.documents import read
from lapwing.records import Document, Event, Evidence, RawItem

PAIRS = Path(__file__).resolve().parents[1] / "examples" / "confusable" / "pairs.yaml"
_COUNTS = ("killed", "injured", "detained")


class Article(NamedTuple):
    """An article as it is read, and its events as a careful reader gives them, each with its incident's name."""

    document: Document
    events: tuple[Event, ...]
    incidents: tuple[str, ...]


class Case(NamedTuple):
    """Articles of one kind of likeness. ``same``: the first events of all are one incident."""

    name: str
    kind: str
    same: bool
    articles: tuple[Article, ...]


def read_cases(file: Path = PAIRS) -> list[Case]:
    """Every case of the file, in its order.

    Raises ``ValueError`` for a quote that does not stand in its article exactly once.
    """
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Case(
            name=case["name"],
            kind=case["kind"],
            same=case["same"],
            articles=tuple(_articles(case, told["places"])),
        )
        for case in told["cases"]
    ]


def _articles(case: Mapping[str, Any], places: Mapping[str, Any]) -> Iterator[Article]:
    for number, told in enumerate(case["articles"], 1):
        document = _document(f"{case['name']}-{number}", told)
        ids = {event["is"]: f"{document.doc_id}-{at}" for at, event in enumerate(told["events"], 1)}
        yield Article(
            document,
            tuple(_event(event, document, ids, places) for event in told["events"]),
            tuple(f"{case['name']}/{event['is']}" for event in told["events"]),
        )


def _document(doc_id: str, told: Mapping[str, Any]) -> Document:
    text = "\n\n".join([told["title"], *told["text"].strip().split("\n")])
    item = RawItem(
        name=doc_id,
        doc_id=doc_id,
        data=text.encode(),
        media_type="text/plain; charset=utf-8",
        title=told["title"],
        publisher=told["outlet"],
        published=str(told["published"]) if "published" in told else None,
        url=told["url"],
    )
    reading = read(item)
    if reading.document is None:
        raise ValueError(f"{doc_id}: {reading.issues[0].message}")
    return reading.document


def _event(
    told: Mapping[str, Any], document: Document, ids: Mapping[str, str], places: Mapping[str, Any]
) -> Event:
    given = {name: told[name] for name in ("type", "modes", "outcome", "certainty", "group", "group_link", "country")
             if name in told}  # fmt: skip
    given |= {name: dict.fromkeys(("low", "best", "high"), told[name]) for name in _COUNTS if name in told}
    if "at" in told:
        given |= {**places[told["at"]], "place_precision": "city"}
    if "date" in told:
        given |= _date(told["date"])
    start = document.text.find(told["quote"])
    if document.text.count(told["quote"]) != 1:
        raise ValueError(f"{document.doc_id}: not there exactly once: {told['quote']!r}")
    if "claims" in told:
        given["links"] = [{"relation": "claims", "event_id": ids[told["claims"]]}]
    quoted = Evidence(field="event", start=start, end=start + len(told["quote"]))
    return Event(doc_id=document.doc_id, event_id=ids[told["is"]], evidence=(quoted,), **given)


def _date(told: dt.date | list[dt.date]) -> dict[str, Any]:
    if isinstance(told, dt.date):
        return {"date_start": told, "date_end": told, "date_precision": "day"}
    return {"date_start": told[0], "date_end": told[1], "date_precision": "range"}
