"""MUC-4 as training articles: templates become events, upper case becomes sentence case.

``muc4.yaml`` maps the labels and says what is lost.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lapwing.records import Evidence, Span
from lapwing.text import sentences
from training.corpus import Row
from training.public import muc4_slots as slots
from training.public.mapping import begins, event, row, standing, table
from training.standoff import read_lines

# The first letter of a text, of a line, or after a mark that ends a sentence; "u.s." and initials end none.
_OPENING = re.compile(r"(?:^|\n|(?<!\W[a-z])[.!?][\"')\]]*\s+)\W*[a-z]")
_NEVER_GIVEN = ("certainty", "attributed_to", "detained", "links")


def rows(path: Path) -> Iterator[Row]:
    """The reports of which a template could be mapped; the others teach nothing (``labelled`` is empty)."""
    for document in read_lines(path):
        text = sentence_case(document["text"])
        doc_id = f"muc4-{document['id']}"
        made = events(doc_id, text, document["templates"])
        if made:
            yield row(doc_id, text, made, table("muc4")["labelled"], document["dateline_date"])


def documents(path: Path) -> Iterator[Row]:
    """All reports with their ``fillers`` (entities by role, each a list of mentions), mapped or not.

    Left out are those that :func:`kept_for_choice` keeps for what is fitted on the network's scores.
    """
    for document in read_lines(path):
        if kept_for_choice(document["id"]):
            continue
        text = sentence_case(document["text"])
        doc_id = f"muc4-{document['id']}"
        made = events(doc_id, text, document["templates"])
        labelled = table("muc4")["labelled"] if made else []
        entities = {
            role: [[mention for mention, _ in entity] for entity in found]
            for role, found in document["roles"].items()
        }
        yield {**row(doc_id, text, made, labelled, document["dateline_date"]), "fillers": entities}


def kept_for_choice(document_id: str) -> bool:
    """Whether the network must not see a report: one in five, on which the choice among fillers is fitted."""
    return zlib.crc32(document_id.encode()) % 5 == 0


def sentence_case(text: str) -> str:
    """An upper-case text of the same length with capitals only where a sentence opens and in known names."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose lower case is two letters would move every offset
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lower = _OPENING.sub(lambda m: m.group()[:-1] + m.group()[-1].upper(), lower)
    known = {name.lower(): name for names in table("muc4")["names"] for name in names}
    listed = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.sub(
        rf"(?<![\w.])(?:{listed})(?![\w])", lambda m: known[m.group().lower()], lower, flags=re.IGNORECASE
    )


def events(doc_id: str, text: str, templates: Sequence[Row]) -> list[Row]:
    """The events of those templates that have a counterpart and a sentence that reports them."""
    made = []
    for template in templates:
        others = [other for other in templates if other is not template]
        said = evidence(text, template, others)
        values = slots.kind(template, " ".join(span.quote(text) for span in said)) if said else None
        if values is not None:
            values = {"doc_id": doc_id, "event_id": f"{doc_id}-{template['number']}", **values}
            one = any(slots.setting(other) == slots.setting(template) for other in others)
            made.append(_event(text, template, values, said, alone=not one))
    return made


def evidence(text: str, template: Row, others: Sequence[Row]) -> list[Span]:
    """The sentences that hold a filler and a word of the incident.

    Targets that no other template of the report has come first. Where no sentence holds one, the one sentence
    is taken that holds most of the other fillers and of the place.
    """
    incident = table("muc4")["incidents"].get("|".join(template["incident_type"]))
    if incident is None:
        return []
    shared = {phrase for other in others for phrase in slots.phrases(other, "targets")}
    own = [phrase for phrase in slots.phrases(template, "targets") if phrase not in shared]
    rest = [phrase for name in slots.WORDED for phrase in slots.phrases(template, name)]
    rest += slots.place_names(template)
    among = [s for s in sentences(text) if begins(incident["words"], s.quote(text))]
    certain = [s for s in among if _held(own, text, s)]
    if certain:
        return certain
    doubtful = sorted(among, key=lambda s: (-_held(rest, text, s), s.start))[:1]
    return [s for s in doubtful if _held(rest, text, s)]


def _held(phrases: Sequence[str], text: str, span: Span) -> int:
    return sum(standing(phrase, text, span.start, span.end) is not None for phrase in phrases)


def _event(text: str, template: Row, values: Row, said: Sequence[Span], *, alone: bool) -> Row:
    unscored = [*_NEVER_GIVEN] if alone else [*_NEVER_GIVEN, "identity"]
    for names, read in slots.READERS:
        given = read(template, values["type"], " ".join(span.quote(text) for span in said))
        if given is None:
            unscored.extend(names)
        else:
            values = {**values, **given}
    stands: list[Evidence] = []
    for name, phrases in slots.parties(template).items():
        spans = [_nearest(phrase, text, said) for phrase in phrases]
        stands.extend(Evidence(field=name, start=s.start, end=s.end) for s in spans if s)
        values[name] = [s.quote(text) for s in spans if s]
    if values["outcome"] is None:
        values = {**values, "outcome": "completed"}
        unscored.append("outcome")
    incident = table("muc4")["incidents"]["|".join(template["incident_type"])]
    return event(
        values,
        said,
        unscored=unscored,
        optional=template["optional"] or incident.get("optional", False) or values["type"] == "strike",
        evidence=stands,
    )


def _nearest(phrase: str, text: str, said: Sequence[Span]) -> Span | None:
    """Where the phrase stands in the evidence, else in the whole text."""
    inside = (standing(phrase, text, s.start, s.end) for s in said)
    return next((span for span in inside if span), None) or standing(phrase, text)
