"""What the tests of exports publish: an article with three events, and an incident of two reports."""

import datetime as dt
import io

from lapwing.exports import IncidentRow, Row, publish, publish_incidents
from lapwing.records import (
    Document,
    Event,
    Evidence,
    Incident,
    Link,
    MergedField,
    Report,
    Toll,
    TollStep,
    Version,
)

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


# An incident of the attack and of what another paper says of it the day after.
LATER_TEXT = (
    "Six people have died of the market bomb in Tessara, said Jonas Velby, 24, a plumber who was there."
)
LATER = Document(
    doc_id="doc-2",
    text=LATER_TEXT,
    title="Six dead in Tessara, says Jonas Velby, 24, a plumber",
    publisher="Brannen Courier",
    published=dt.date(2025, 3, 2),
)
RISEN = ATTACK.model_copy(
    update={
        "doc_id": "doc-2",
        "event_id": "evt-4",
        "attributed_to": "Jonas Velby",
        "killed": Toll(low=6, best=6, high=None),
        "injured": None,
        "evidence": (
            Evidence(field="event", start=0, end=len(LATER_TEXT)),
            Evidence(field="killed", start=0, end=3),
        ),
    }
)
REPORTS = (
    Report(event=ATTACK, document=DOCUMENT, witness="doc-1", stored=1),
    Report(event=RISEN, document=LATER, witness="doc-2", stored=2, reliability="B"),
)


def _version(report: Report, value: object, field: str) -> Version:
    event = report.event
    return Version(
        value=value,
        doc_id=event.doc_id,
        event_id=event.event_id,
        witness=report.witness,
        reported=report.document.published,
        attributed_to=event.attributed_to,
        evidence=tuple(item for item in event.evidence if item.field == field),
    )


def _merged(field: str, best: object, *values: object, rule: str = "most_representative") -> MergedField:
    told = (item for item in zip(REPORTS, values, strict=True) if item[1] is not None)
    versions = tuple(_version(report, value, field) for report, value in told)
    return MergedField.model_validate({"field": field, "best": best, "rule": rule, "versions": versions})


FOUR, SIX = {"low": 4, "best": 4, "high": 4}, {"low": 6, "best": 6, "high": None}
DAY = {"date_start": "2025-02-24", "date_end": "2025-02-24", "date_precision": "day"}
PLACE = {
    "place": "Tessara", "country": "MLI", "lat": -14.5, "lon": -3.25, "place_precision": "city",
    "geonames_id": None,
}  # fmt: skip
INCIDENT = Incident(
    incident_id="inc-1",
    type="attack",
    members=(("doc-1", "evt-1"), ("doc-2", "evt-4")),
    fields=(
        _merged("modes", ["bombing"], ["bombing"], ["bombing"]),
        _merged("outcome", "completed", "completed", "completed"),
        _merged("certainty", "asserted", "asserted", "asserted"),
        _merged("attributed_to", "Jonas Velby", None, "Jonas Velby", rule="most_recent_official"),
        _merged("date", DAY, DAY, DAY, rule="most_informative"),
        _merged("country", "MLI", "MLI", "MLI"),
        _merged("place", PLACE, PLACE, PLACE, rule="most_informative"),
        _merged("targets", *[["traders", "grain market"]] * 3),
        _merged("target_types", *[["civilians", "business"]] * 3),
        _merged("killed", {"low": 4, "best": 6, "high": None}, FOUR, SIX, rule="most_recent_official"),
        _merged("injured", None, None, None, rule="most_recent_official"),
    ),
    witnesses=2,
    first_reported=dt.date(2025, 3, 1),
    last_reported=dt.date(2025, 3, 2),
    tolls=(
        TollStep(
            doc_id="doc-2", event_id="evt-4", witnesses=("doc-2",), attributed_to="Jonas Velby",
            killed=Toll.model_validate(SIX),
        ),
    ),
    claimed_by=("Sons of Tessara",),
    contradictions=("One witness says that 4 were killed, another 6.",),
)  # fmt: skip
INCIDENT_ROW = IncidentRow(INCIDENT, REPORTS, {"doc-1": (CALL,)})


def exported_incidents(format: str, rows=(INCIDENT_ROW,), **options) -> bytes:
    out = io.BytesIO()
    assert publish_incidents(rows, format, out, **options) == len(rows)
    return out.getvalue()
