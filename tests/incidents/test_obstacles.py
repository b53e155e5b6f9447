"""What rules out that two reports are of one incident, and what does not."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from lapwing.incidents import Account, describe
from lapwing.incidents.obstacles import OBSTACLES, obstacle
from lapwing.records import Document, Event, Evidence, Link, Report
from tests.incidents.invented import accounts

TESSARA: dict[str, Any] = {"place": "Tessara", "lat": 10.0, "lon": 10.0, "country": "XTA"}
OST_BRANNEN: dict[str, Any] = {"place": "Ost Brannen", "lat": 12.0, "lon": 10.0, "country": "XTA"}
TEXT = "A bomb went off in Tessara on Tuesday."


def event(doc_id: str, text: str = TEXT, *, day: int | None = 11, place: Any = TESSARA, **said: Any) -> Event:
    if day is not None:
        date = dt.date(2025, 3, day)
        said |= {"date_start": date, "date_end": date, "date_precision": "day"}
    said.setdefault("type", "attack")
    said.setdefault("event_id", f"evt-{doc_id}")
    said.setdefault("evidence", (Evidence(field="event", start=0, end=len(text)),))
    return Event.model_validate({"doc_id": doc_id, "place_precision": "city", **place, **said})


def account(doc_id: str, text: str = TEXT, *others: Event, **said: Any) -> Account:
    document = Document(doc_id=doc_id, text=text, published=dt.date(2025, 3, 12))
    one = event(doc_id, text, **said)
    return describe(Report(event=one, document=document, witness=doc_id, others=others))


def test_two_tolls_are_no_obstacle():
    few, many = ({"low": n, "best": n, "high": n} for n in (3, 30))
    assert obstacle(account("a", killed=few), account("b", killed=many)) is None


def test_two_days_may_be_one_night_and_three_are_not():
    assert obstacle(account("a"), account("b", "A bomb went off on Thursday.", day=13)) is None
    friday = "A bomb went off in Tessara on Friday."
    assert obstacle(account("a"), account("b", friday, day=14)) == "They happened 3 days apart"
    assert obstacle(account("a"), account("b", day=14)) is None, "its words name the other day"


def test_two_towns_are_an_obstacle_unless_one_text_names_both():
    text = "A bomb went off in Ost Brannen on Tuesday."
    assert obstacle(account("a"), account("b", text, place=OST_BRANNEN)) == (
        "Tessara and Ost Brannen are 222 km apart"
    )
    both = "A bomb went off in Ost Brannen on Tuesday, north of Tessara."
    assert obstacle(account("a"), account("b", both, place=OST_BRANNEN)) is None


def test_unsure_towns_are_an_obstacle_where_the_days_differ_too():
    text = "A bomb went off in Ost Brannen."
    unsure = {"field_confidence": {"place": 0.7}}
    assert obstacle(account("a", **unsure), account("b", text, place=OST_BRANNEN, **unsure)) is None
    reason = obstacle(account("a", **unsure), account("b", text, place=OST_BRANNEN, day=12, **unsure))
    assert reason == "Tessara and Ost Brannen are 222 km apart, and 1 day"


def test_one_name_in_two_countries_is_two_places_where_both_are_sure():
    abroad = {**TESSARA, "country": "XTB", "lat": 40.0}
    assert obstacle(account("a"), account("b", place=abroad)) == "One happened in XTA, the other in XTB"
    unsure = {"field_confidence": {"place": 0.7}}
    assert obstacle(account("a"), account("b", place=abroad, **unsure)) is None


def test_what_was_used_is_an_obstacle_where_no_text_has_words_for_both():
    shot = "Two men were shot dead in Tessara on Tuesday."
    bombed, gunned = account("a", modes=("bombing",)), account("b", shot, modes=("shooting",))
    assert obstacle(bombed, gunned) == "One was done with explosives, the other with firearms"
    both = account("b", "Gunmen shot two men in Tessara on Tuesday after a bomb.", modes=("shooting",))
    assert obstacle(bombed, both) is None
    assert obstacle(bombed, account("b", shot, modes=("shooting",), field_confidence={"modes": 0.5})) is None


def test_the_only_means_that_a_text_names_is_what_was_used():
    shot = "Two men were shot dead in Tessara on Tuesday."
    bombed = account("a", modes=("bombing",))
    assert obstacle(bombed, account("b", shot)) == "One was done with explosives, the other with firearms"
    assert obstacle(account("a"), account("b", shot)) is None, "nobody coded what was used"


def test_an_armed_assault_may_use_everything():
    raid = account("b", "Armed men raided Tessara on Tuesday.", modes=("armed_assault",))
    assert obstacle(account("a", modes=("bombing",)), raid) is None


def test_claims_of_attacks_in_two_towns_are_two():
    claims = []
    for doc_id, place in (("a", TESSARA), ("b", OST_BRANNEN)):
        attack = event(doc_id, place=place, event_id=f"evt-attack-{doc_id}")
        link = Link(relation="claims", event_id=attack.event_id)
        text = f"The group said that it was behind the bomb in {place['place']}."
        claims.append(account(doc_id, text, attack, type="claim", place={}, links=(link,)))
    assert obstacle(*claims) == "Tessara and Ost Brannen are 222 km apart"


@pytest.mark.parametrize(("day", "barred"), [(8, False), (12, True), (14, True)])
def test_a_court_does_not_deal_with_what_is_yet_to_happen(day: int, barred: bool):
    text = "A court sentenced three men on Tuesday for a bomb in Tessara."
    verdict = event("a", text, type="prosecution", event_id="evt-verdict")
    tried = account("a", text, verdict)
    assert tried.days is None, "the day of the court is not that of the act"
    reason = obstacle(tried, account("b", day=day))
    assert reason == ("One was before a court already when the other happened" if barred else None)


@given(accounts(), accounts())
def test_whichever_report_comes_first_the_same_things_rule_a_pair_out(a, b):
    for rules_out in OBSTACLES:
        assert (rules_out(a, b) is None) == (rules_out(b, a) is None), rules_out.__name__


@given(accounts("doc-1"))
def test_nothing_rules_out_that_two_documents_say_exactly_the_same(held):
    again = replace(held, doc_id="doc-2", tried=None)
    assert obstacle(replace(held, tried=None), again) is None
