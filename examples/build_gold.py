"""Turn ``gold.yaml`` into ``gold.jsonl``: quotes become offsets into the text that Lapwing reads.

    python examples/build_gold.py          writes examples/gold.jsonl

The articles are read as ``lapwing code`` reads them, so the offsets hold for its output. A quote that is not
in the text, or is there twice, is an error that names the event.
"""

import json
from pathlib import Path
from typing import Any

import yaml

from lapwing.documents import read
from lapwing.records import Document, Event, Issue
from lapwing.sources import collect

HERE = Path(__file__).parent
COUNTS = ("killed", "injured", "detained")
NOT_OF_THE_RECORD = ("optional", "unscored")


def documents(folder: Path) -> dict[str, Document]:
    """The articles under ``folder`` by ``doc_id``; a file with one article is called by its stem."""
    found = {}
    for item in collect([folder]):
        if isinstance(item, Issue):
            raise ValueError(f"{item.origin}: {item.message}")
        reading = read(item.model_copy(update={"doc_id": item.doc_id or Path(item.name).stem}))
        if reading.document is None:
            raise ValueError(f"{item.name}: {reading.issues[0].message}")
        found[reading.document.doc_id] = reading.document
    return found


def gold(coded: list[dict[str, Any]], texts: dict[str, Document]) -> list[dict[str, Any]]:
    """The coded documents in the format that the scorer reads, in the order of the file."""
    built = []
    for entry in coded:
        document = texts[entry["doc_id"]]
        if document.published != entry["published"]:
            raise ValueError(
                f"{document.doc_id}: published {document.published}, gold says {entry['published']}"
            )
        built.append(
            {
                "doc_id": document.doc_id,
                "published": entry["published"].isoformat(),
                "title": document.title,
                "text": document.text,
                "events": [_event(event, document) for event in entry["events"]],
            }
        )
    return built


def _event(coded: dict[str, Any], document: Document) -> dict[str, Any]:
    """One event with every field; the fields are checked against the records of Lapwing."""
    where = f"{document.doc_id}/{coded['id']}"
    own = {key: value for key, value in coded.items() if key not in ("id", "quote", *NOT_OF_THE_RECORD)}
    for count in COUNTS:
        if isinstance(own.get(count), int):
            own[count] = dict.fromkeys(("low", "best", "high"), own[count])
    if "date_start" in own:
        own = {"date_end": own["date_start"], "date_precision": "day", **own}
    quotes = coded["quote"] if isinstance(coded["quote"], list) else [coded["quote"]]
    evidence = [{"field": "event", **_place(quote, document.text, where)} for quote in quotes]
    event = Event(doc_id=document.doc_id, event_id=coded["id"], evidence=tuple(evidence), **own)
    shown = event.model_dump(
        mode="json", exclude={"doc_id", "coder", "confidence", "geonames_id", "field_confidence", "offers"}
    )
    for toll in (shown[count] for count in COUNTS if shown[count] is not None):
        toll.pop("words")
    for span in shown["evidence"]:
        span.pop("derived")
    marks = {"optional": coded.get("optional", False), "unscored": coded.get("unscored", [])}
    return {**shown, **marks}


def _place(quote: str, text: str, where: str) -> dict[str, int]:
    if text.count(quote) != 1:
        raise ValueError(f"{where}: the quote stands {text.count(quote)} times in the text: {quote!r}")
    start = text.index(quote)
    return {"start": start, "end": start + len(quote)}


def lines(folder: Path = HERE) -> str:
    """What ``gold.jsonl`` must contain."""
    coded = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))["documents"]
    built = gold(coded, documents(folder / "articles"))
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in built)


if __name__ == "__main__":
    (HERE / "gold.jsonl").write_text(lines(), encoding="utf-8")
