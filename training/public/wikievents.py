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
    """All articles; those without a mapped mention still say that there is no arrest or trial in them."""
    for document in read_lines(path):
        doc_id = f"wikievents-{document['id']}"
        yield row(doc_id, document["text"], _events(doc_id, document), table("wikievents")["labelled"])


def _events(doc_id: str, document: Row) -> list[Row]:
    """One event for each clause and type; two mentions in a clause are of one event."""
    text = document["text"]
    among = sentences(text)
    held: dict[tuple[int, int, str], list[Row]] = defaultdict(list)
    for mention in document["events"]:
        span = clause(text, among, mention["trigger"])
        made = kind(mention, span.quote(text)) if span else None
        if span and made:
            held[span.start, span.end, made].append(mention)
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


def _event(event_id: str, doc_id: str, key: tuple[int, int, str], mentions: Sequence[Row]) -> Row:
    start, end, made = key
    firm = any(
        argument["role"] in table("wikievents")["types"][mention["type"]]["firm_with"]
        for mention in mentions
        for argument in mention["arguments"]
    )
    found = modes(mentions) if made == "attack" else []
    unscored = {*FIELDS, "identity"} - ({"modes"} if found else set())
    values = {"doc_id": doc_id, "event_id": event_id, "type": made, "modes": found}
    return event(values, [Span(start=start, end=end)], unscored=unscored, optional=not firm)


def modes(mentions: Sequence[Row]) -> list[str]:
    """The modes that triggers and instruments say; a suicide bombing is not a bombing as well."""
    words = [mention["trigger"]["text"] for mention in mentions]
    words += [
        a["text"] for m in mentions for a in m["arguments"] if a["role"] in ("Instrument", "ExplosiveDevice")
    ]
    found = [name for name, said in table("wikievents")["modes"].items() if begins(said, " ; ".join(words))]
    return [name for name in found if name != "bombing" or "suicide_bombing" not in found]
