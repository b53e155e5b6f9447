"""Reports to merge, made of as few words as a test needs."""

import datetime as dt

from hypothesis import strategies as st

from lapwing.records import Document, Event, Evidence, Report, Toll

NAMED = ("event", "date_start", "country", "place", "group", "killed", "injured", "outcome", "certainty")
LETTERS = (None, "A", "B", "C", "D", "E", "F")


def day(number: int) -> dt.date:
    return dt.date(2024, 3, number)


def exactly(count: int) -> Toll:
    return Toll(low=count, best=count, high=count)


def at_least(count: int) -> Toll:
    return Toll(low=count, best=count)


def report(
    doc_id: str,
    *,
    on: int | None = 1,
    witness: str | None = None,
    reliability=None,
    current=True,
    decided=(),
    stored=0,
    **said,
) -> Report:
    """What one document, published on that day of March 2024, says; its own witness unless named."""
    said.setdefault("type", "attack")
    said.setdefault("evidence", tuple(Evidence(field=f, start=i, end=i + 1) for i, f in enumerate(NAMED)))
    return Report(
        event=Event(doc_id=doc_id, event_id=f"evt-{doc_id}", **said),
        document=Document(doc_id=doc_id, text="", published=None if on is None else day(on)),
        witness=witness or f"wit-{doc_id}",
        stored=stored,
        reliability=reliability,
        current=current,
        decided=tuple(decided),
    )


def on_days(first: int, last: int | None = None, precision: str = "day") -> dict:
    """The fields of a date in March 2024."""
    return {
        "date_start": day(first),
        "date_end": day(last or first),
        "date_precision": precision,
    }


MALI = {"country": "MLI"}
PROVINCE = {
    "country": "MLI", "place": "Gao", "lat": 15.6029, "lon": -0.3243, "place_precision": "admin1",
    "geonames_id": 2457161,
}  # fmt: skip
TOWN = {
    "country": "MLI", "place": "Gao", "lat": 16.2717, "lon": -0.0447, "place_precision": "city",
    "geonames_id": 2457163,
}  # fmt: skip
SITE = {
    "country": "MLI", "place": "Gao airport", "lat": 16.2484, "lon": -0.0055, "place_precision": "site",
}  # fmt: skip
FAR = {
    "country": "MLI", "place": "Timbuktu", "lat": 16.7735, "lon": -3.0074, "place_precision": "city",
}  # fmt: skip
ABROAD = {
    "country": "NER", "place": "Niamey", "lat": 13.5137, "lon": 2.1098, "place_precision": "city",
}  # fmt: skip

tolls = st.one_of(
    st.none(),
    st.integers(0, 20).map(exactly),
    st.integers(0, 20).map(at_least),
    st.tuples(st.integers(0, 9), st.integers(10, 20)).map(lambda p: Toll(low=p[0], high=p[1])),
    st.just(Toll(words="dozens")),
)
dates = st.one_of(
    st.just({}),
    st.integers(1, 9).map(on_days),
    st.tuples(st.integers(1, 9), st.integers(10, 15)).map(lambda p: on_days(*p, "range")),
)
places = st.sampled_from([{}, MALI, PROVINCE, TOWN, SITE, FAR, ABROAD])
groups = st.sampled_from([None, "Islamic State", "Islamic State Khorasan Province", "Ochre Front"])


@st.composite
def events(draw) -> dict:
    """The fields of an event."""
    return {
        "type": draw(st.sampled_from(["attack", "clash"])),
        "modes": draw(st.sampled_from([(), ("bombing",), ("bombing", "shooting")])),
        "outcome": draw(st.sampled_from(["completed", "failed"])),
        "certainty": draw(st.sampled_from(["asserted", "alleged", "denied"])),
        "attributed_to": draw(st.sampled_from([None, "police", "the Ministry of Health", "residents"])),
        **draw(dates),
        **draw(places),
        "actors": draw(st.sampled_from([(), ("gunmen",), ("Gunmen",), ("two men", "gunmen")])),
        "target_types": draw(st.sampled_from([(), ("civilians",), ("military",)])),
        "group": draw(groups),
        "group_link": draw(st.sampled_from([None, "claimed", "suspected"])),
        "killed": draw(tolls),
        "injured": draw(tolls),
    }


DECIDABLE = ("type", "modes", "outcome", "certainty", "date_start", "country", "place", "group", "killed")


@st.composite
def clusters(draw, *, people: bool = False, at_most: int = 5) -> list[Report]:
    """The reports of one incident, each of a document of its own; some share a witness."""
    found = []
    for number in range(draw(st.integers(1, at_most))):
        found.append(
            report(
                f"d{number}",
                on=draw(st.one_of(st.none(), st.integers(1, 9))),
                witness=draw(st.sampled_from(["w1", "w2", "w3", "w4"])),
                reliability=draw(st.sampled_from(LETTERS)),
                current=draw(st.sampled_from([True, True, True, False])),
                decided=draw(st.sets(st.sampled_from(DECIDABLE), max_size=3)) if people else (),
                stored=draw(st.integers(0, 3)),
                **draw(events()),
            )
        )
    return found
