"""An article with three events for the tests of exports: an attack, an arrest and a call to violence."""

import datetime as dt
import io

from lapwing.exports import Row, publish
from lapwing.records import Document, Event, Evidence, Link, Toll

TEXT = (
    "Four traders died when a bomb went off at the grain market of Tessara on Monday. "
    "Police arrested Jonas Velby, 24, a plumber, near the border. "
    "In a message the group wrote: “Burn their markets to the ground and spare nobody at all!”"
)


def found(text: str, field: str = "event") -> Evidence:
    start = TEXT.index(text)
    return Evidence(field=field, start=start, end=start + len(text))


DOCUMENT = Document(
    doc_id="doc-1",
    text=TEXT,
    title="Police hold Jonas Velby over market bomb",
    publisher="The Tessara Post",
    author="Ada Quist",
    published=dt.date(2025, 3, 1),
    url="https://post.example/market",
)
ATTACK = Event(
    doc_id="doc-1",
    event_id="evt-1",
    type="attack",
    modes=("bombing",),
    date_start=dt.date(2025, 2, 24),
    date_end=dt.date(2025, 2, 24),
    date_precision="day",
    place="Tessara",
    country="MLI",
    lat=-14.5,
    lon=-3.25,
    place_precision="city",
    targets=("traders", "grain market"),
    target_types=("civilians", "business"),
    killed=Toll(low=4, best=4, high=4),
    injured=Toll(words="dozens"),
    evidence=(found(TEXT[:80]), found("Four", "killed")),
    coder="cues 1",
    confidence=0.75,
)
ARREST = Event(
    doc_id="doc-1",
    event_id="evt-2",
    type="arrest",
    targets=("Jonas Velby",),
    detained=Toll(low=1, best=1, high=1),
    links=(Link(relation="prompted_by", event_id="evt-1"),),
    evidence=(found(TEXT[81:141]), found("Jonas Velby", "targets")),
)
CALL = Event(
    doc_id="doc-1",
    event_id="evt-3",
    type="incitement",
    evidence=(found(TEXT[142:]),),
)
ROWS = [Row(event, DOCUMENT, (CALL,)) for event in (ATTACK, ARREST, CALL)]


def exported(format: str, rows=ROWS, **options) -> bytes:
    out = io.BytesIO()
    assert publish(rows, format, out, **options) == len(rows)
    return out.getvalue()
