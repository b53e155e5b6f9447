import datetime as dt
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.coding import CODERS, get_coder
from lapwing.coding.calibration import Calibration
from lapwing.coding.coder import EventCoder
from lapwing.coding.weights import Weights, weights
from lapwing.errors import CoderError
from lapwing.evaluation import Scores, coded_document, read_coded, score
from lapwing.records import Coding, Document, Event, Toll, document_json
from tests.coding.test_cues import PUBLISHED, WIRE

GOLD = Path(__file__).parents[2] / "examples" / "gold.jsonl"
FIELDS = {
    "country": ("country",),
    "place": ("place", "lat", "lon", "place_precision", "geonames_id"),
    "date": ("date_start", "date_end"),
    **{
        name: (name,)
        for name in ("group", "group_link", "killed", "injured", "detained", "modes", "target_types")
    },
}


@cache
def code(least: float | None, text: str = WIRE) -> Coding:
    return get_coder("cues", least=least).code(Document(doc_id="d", text=text, published=PUBLISHED))


def the_attack(coding: Coding) -> Event:
    return next(e for e in (*coding.events, *coding.offers) if e.type == "attack")


def calibrated(**tables: float) -> EventCoder:
    """The coder of cues with stages that always mean the same confidence."""
    known = {
        name.replace("_", " ", 1) if name.startswith("no_") else name: ((0.5,), (m,))
        for name, m in tables.items()
    }
    plain = weights("cues")
    return EventCoder("cues", Weights("test", plain.models, Calibration(known)))


def test_every_field_that_a_model_chose_says_how_sure_it_is():
    attack = the_attack(code(None))
    assert set(attack.field_confidence) == {*FIELDS, "outcome", "certainty"}
    assert attack.field_confidence["country"] > 0.9
    assert attack.offers == ()


def test_what_the_text_does_not_say_is_a_value_with_a_confidence():
    event = the_attack(code(None, "Gunmen opened fire on a crowd, killing four people."))
    assert (event.country, event.date_start, event.group, event.injured) == (None, None, None, None)
    assert {"country", "place", "date", "group", "injured"} <= set(event.field_confidence)


def test_the_outcome_that_a_type_fixes_is_certain():
    claim = next(e for e in code(None).events if e.type == "claim")
    assert claim.field_confidence["outcome"] == 1


def test_confidences_are_calibrated_said_and_unsaid_apart():
    text = "Gunmen opened fire on a bus near Mosul, Iraq, killing four people."
    document = Document(doc_id="d", text=text)
    attack = the_attack(calibrated(country=0.6, no_group=0.7, event=0.8).code(document))
    assert (attack.country, attack.group) == ("IRQ", None)
    assert (attack.confidence, attack.field_confidence["country"], attack.field_confidence["group"]) == (
        0.8,
        0.6,
        0.7,
    )


def test_a_value_below_the_threshold_is_offered_with_its_words_and_not_written():
    document = Document(doc_id="d", text=WIRE, published=PUBLISHED)
    attack = the_attack(calibrated(killed=0.4).asking(0.41).code(document))
    assert attack.killed is None
    assert "killed" not in attack.field_confidence
    assert "killed" not in {item.field for item in attack.evidence}
    (offer,) = (o for o in attack.offers if o.field == "killed")
    assert (offer.confidence, Toll.model_validate(json.loads(offer.value)).best) == (0.4, 7)
    assert "seven" in " ".join(item.quote(WIRE) for item in offer.evidence)
    assert the_attack(calibrated(killed=0.4).asking(0.4).code(document)).killed is not None


def test_a_place_goes_with_its_country_and_a_link_with_its_group():
    document = Document(doc_id="d", text=WIRE, published=PUBLISHED)
    coder = calibrated(country=0.1, place=0.9, group=0.1, group_link=0.9).asking(0.2)
    attack = the_attack(coder.code(document))
    assert {"country", "place", "group", "group_link"} <= {offer.field for offer in attack.offers}
    assert (attack.country, attack.place, attack.lat, attack.group, attack.group_link) == (None,) * 5


def test_outcome_and_certainty_are_written_however_sure():
    document = Document(doc_id="d", text=WIRE, published=PUBLISHED)
    attack = the_attack(calibrated(outcome=0.1, certainty=0.1).asking(0.5).code(document))
    assert (attack.outcome, attack.field_confidence["outcome"]) == ("completed", 0.1)
    assert not {"outcome", "certainty"} & {offer.field for offer in attack.offers}


def test_an_event_below_the_threshold_is_offered_whole_down_to_a_floor():
    assert code(None).events
    assert code(1.0).events == ()
    assert {e.event_id for e in code(1.0).offers} == {
        e.event_id for e in (*code(None).events, *code(None).offers)
    }
    assert all(event.confidence >= 0.1 for event in code(1.0).offers)


def test_a_threshold_is_part_of_the_coder_s_version():
    plain, asking = get_coder("cues"), get_coder("cues", least=0.5)
    assert plain.version != asking.version
    assert asking.version != get_coder("cues", least=0.6).version
    assert code(0.5).coder == f"cues {asking.version}"


def test_a_coder_that_knows_no_confidence_refuses_a_threshold(monkeypatch):
    class Plain:
        name, version = "plain without confidence", "1"

    monkeypatch.setitem(CODERS, "plain without confidence", Plain)
    with pytest.raises(CoderError, match="knows no threshold"):
        get_coder("plain without confidence", least=0.5)


thresholds = st.integers(0, 100).map(lambda n: n / 100)


@settings(deadline=None)
@given(thresholds, thresholds)
def test_a_higher_threshold_writes_a_part_of_what_a_lower_one_does(one, other):
    low, high = sorted((one, other))
    lower, higher = ({e.event_id: e for e in code(least).events} for least in (low, high))
    assert set(higher) <= set(lower)
    for event_id, event in higher.items():
        written = lower[event_id]
        assert set(event.evidence) <= set(written.evidence)
        for name in (n for names in FIELDS.values() for n in names):
            assert getattr(event, name) in (None, (), getattr(written, name))


@settings(deadline=None)
@given(thresholds)
def test_an_event_with_all_its_offers_written_is_the_whole_event(least):
    whole = {e.event_id: e for part in (code(0.0).events, code(0.0).offers) for e in part}
    for event in code(least).events:
        for offer in event.offers:
            event = event.with_offer(offer)
        whole_event = whole[event.event_id].model_copy(update={"coder": event.coder, "links": event.links})
        assert event.model_dump(exclude={"evidence"}) == whole_event.model_dump(exclude={"evidence"})
        assert {e for e in event.evidence if e.field != "links"} == {
            e for e in whole_event.evidence if e.field != "links"
        }


@cache
def scores(least: float | None) -> Scores:
    """Our sample articles, coded with the threshold."""
    gold = read_coded(GOLD)
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    coder = get_coder("cues", least=least)
    coded = []
    for row in rows:
        published = dt.date.fromisoformat(row["published"]) if row["published"] else None
        document = Document(doc_id=row["doc_id"], text=row["text"], title=row["title"], published=published)
        coded.append(coded_document(document_json(document, coder.code(document).events)))
    return score(gold, coded)


def test_precision_rises_and_recall_falls_with_the_threshold():
    steps = [scores(least) for least in (0.1, 0.4, 0.7, 0.9)]
    recall = [step.detection.recall for step in steps]
    assert recall == sorted(recall, reverse=True)
    assert recall[-1] < recall[0]
    assert steps[-1].detection.precision > steps[0].detection.precision
