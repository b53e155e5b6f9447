"""WikiEvents as training articles: mentions of events that have a counterpart, with the clause that holds them.

``wikievents.yaml`` maps the labels and says what is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from lapwing.records import Span
from lapwing.text import sentences
from training.corpus import Row
from training.public.mapping import FIELDS, begins, event, row, table
from training.standoff import read_lines

# A clause ends at a mark or before a conjunction that opens the next one.
_ENDS = re.compile(r"[;:()]|, |\s(?=(?:while|when|after|before|as|where|who|which|because|although|but)\s)")
_SHORTEST = 25  # characters; a shorter clause ("he said") says too little and becomes its sentence


def rows(path: Path) -> Iterator[Row]:
    """The articles with a mapped mention; the others teach nothing (``labelled`` is empty)."""
    for document in read_lines(path):
        doc_id = f"wikievents-{document['id']}"
        made = _events(doc_id, document)
        if made:
            yield row(doc_id, document["text"], made, table("wikievents")["labelled"])


def _events(doc_id: str, document: Row) -> list[Row]:
    """One event for each clause and type; two mentions in a clause are of one event."""
    text = document["text"]
    among = sentences(text)
    held: dict[tuple[int, int, str], list[Row]] = defaultdict(list)
    for mention in document["events"]:
        span = clause(text, among, mention["trigger"])
        made = kind(mention, span.quote(text)) if span else None
        if span and made:
            opening = text[span.start : mention["trigger"]["start"]]
            more = {"firm": firm(mention, opening), "said": span.quote(text)}
            held[span.start, span.end, made].append({**mention, **more})
    return [
        _event(f"{doc_id}-{number}", doc_id, key, mentions)
        for number, (key, mentions) in enumerate(sorted(held.items(), key=lambda item: item[0]), start=1)
    ]


def clause(text: str, among: Sequence[Span], trigger: Row) -> Span | None:
    """The clause around a trigger, its sentence when that is short; ``None`` outside every sentence."""
    sentence = next((s for s in among if s.start <= trigger["start"] and trigger["end"] <= s.end), None)
    if sentence is None:
        return None
    marks = [m.end() for m in _ENDS.finditer(text, sentence.start, sentence.end)]
    start = max((m for m in marks if m <= trigger["start"]), default=sentence.start)
    end = min((m for m in marks if m >= trigger["end"]), default=sentence.end)
    return Span(start=start, end=end) if end - start >= _SHORTEST else sentence


def kind(mention: Row, said: str) -> str | None:
    """The type of a mention; ``None`` without a counterpart. ``said`` is its clause."""
    tables = table("wikievents")
    entry = tables["types"].get(mention["type"])
    if entry is None:
        return None
    made: str = entry["type"]
    if made != "attack":
        return made
    trigger = mention["trigger"]["text"]
    if begins(tables["not_done"], said) or begins(tables["two_sides"], trigger):
        return None
    attackers = [a["text"] for a in mention["arguments"] if a["role"] == "Attacker"]
    by_force = bool(attackers) and all(begins(tables["forces"], attacker) for attacker in attackers)
    return "strike" if by_force or begins(tables["by_air"], trigger) else "attack"


def firm(mention: Row, opening: str) -> bool:
    """Whether a mention tells of an event rather than refers to one; ``opening`` is its clause before it."""
    tables = table("wikievents")
    if re.search(rf"(?i)\b(?:{'|'.join(tables['refers_back'])})(?:\s+[\w'’.-]+){{0,3}}\s*$", opening):
        return False
    telling = tables["types"][mention["type"]]["firm_with"]
    return any(argument["role"] in telling for argument in mention["arguments"])


def _event(event_id: str, doc_id: str, key: tuple[int, int, str], mentions: Sequence[Row]) -> Row:
    start, end, made = key
    found = modes(mentions) if made == "attack" else []
    unscored = {*FIELDS, "identity"} - ({"modes"} if found else set())
    values = {"doc_id": doc_id, "event_id": event_id, "type": made, "modes": found}
    return event(
        values, [Span(start=start, end=end)], unscored=unscored, optional=not any(m["firm"] for m in mentions)
    )


def modes(mentions: Sequence[Row]) -> list[str]:
    """The modes that triggers and instruments say; a bombing in a clause on suicide is a suicide bombing."""
    words = [mention["trigger"]["text"] for mention in mentions]
    words += [
        a["text"] for m in mentions for a in m["arguments"] if a["role"] in ("Instrument", "ExplosiveDevice")
    ]
    tables = table("wikievents")
    found = [name for name, said in tables["modes"].items() if begins(said, " ; ".join(words))]
    suicide = begins(tables["suicide"], " ; ".join(m["said"] for m in mentions))
    return ["suicide_bombing" if name == "bombing" and suicide else name for name in found]
