import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.coding import get_coder
from lapwing.errors import CoderError
from lapwing.records import Coding, Document, Event

PUBLISHED = dt.date(2024, 1, 17)  # a Wednesday


def code(text: str, *, published: dt.date | None = PUBLISHED) -> Coding:
    return get_coder("cues").code(Document(doc_id="d", text=text, published=published))


def the(kind: str, text: str, **given) -> Event:
    events = [e for e in code(text, **given).events if e.type == kind]
    assert len(events) == 1, [(e.type, e.confidence) for e in events]
    return events[0]


WIRE = (
    "A suicide bomber blew himself up at a police checkpoint in Kandahar, Afghanistan, on Monday, killing at "
    "least seven officers and wounding 12 others, officials said. "
    "The Taliban claimed responsibility for the attack."
)


def test_a_wire_report_gives_the_attack_with_its_values():
    attack = the("attack", WIRE)
    assert attack.modes == ("suicide_bombing",)
    assert attack.country == "AFG"
    assert attack.place == "Kandahar"
    assert attack.date_start == attack.date_end == dt.date(2024, 1, 15)
    assert attack.killed is not None
    assert (attack.killed.low, attack.killed.best, attack.killed.high) == (7, 7, None)
    assert attack.injured is not None
    assert attack.injured.best == 12
    assert attack.group == "Taliban"
    assert attack.outcome == "completed"


def test_a_claim_is_its_own_event_and_links_to_its_attack():
    attack, claim = the("attack", WIRE), the("claim", WIRE)
    assert [(link.relation, link.event_id) for link in claim.links] == [("claims", attack.event_id)]


def test_a_relative_date_stays_open_without_a_publication_date():
    assert the("attack", WIRE, published=None).date_start is None


def test_sport_and_metaphor_give_no_events():
    text = (
        "The striker attacked from the left and shot twice. United bombed in the second half, the coach said."
    )
    assert code(text).events == ()


FILLED = (
    "country",
    "place",
    "date_start",
    "group",
    "killed",
    "injured",
    "detained",
    "attributed_to",
    "group_link",
)


def grounded(event: Event, text: str) -> bool:
    named = {e.field for e in event.evidence}
    values = [f for f in FILLED if getattr(event, f) is not None]
    values += [f for f in ("modes", "target_types", "actors", "targets", "links") if getattr(event, f)]
    inside = all(0 <= e.start < e.end <= len(text) for e in event.evidence)
    return inside and {"event", "outcome", "certainty", *values} <= named


def test_every_value_stands_on_words_of_the_text():
    coding = code(WIRE)
    assert coding.events
    assert all(grounded(event, WIRE) for event in coding.events)


SENTENCES = [
    "Gunmen opened fire on a bus near Mosul, killing four people.",
    "Police arrested two men in Lyon on Tuesday over a plot to bomb a train station.",
    "Boko Haram claimed responsibility for the blast.",
    "The court sentenced him to 12 years in prison.",
    "Airstrikes hit the town on 3 January 2024.",
    "Plots were foiled in Norway, Kenya and Peru.",
    "The weather was fine.",
    "“Attack them,” the magazine told its readers.",
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=6))
def test_laws_of_coding(sentences):
    text = " ".join(sentences)
    coding = code(text)
    assert coding == code(text)
    assert all(grounded(event, text) for event in coding.events)
    ids = [event.event_id for event in coding.events]
    assert len(ids) == len(set(ids))
    assert {link.event_id for e in coding.events for link in e.links} <= set(ids)


def test_an_unknown_coder_is_refused_by_name():
    with pytest.raises(CoderError, match="no coder called 'magic'"):
        get_coder("magic")
