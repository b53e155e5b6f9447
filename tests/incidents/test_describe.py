"""What is compared of a report is what its document tells of this event, and of no other."""

import datetime as dt
from typing import Any

from lapwing.incidents import Account, blocks, describe
from lapwing.incidents.describe import passage_of
from lapwing.incidents.words import hashed, unpacked
from lapwing.records import Document, Event, Evidence, Report, Toll

PUBLISHED = dt.date(2025, 3, 12)
MARKET = "Gunmen shot four traders dead at the market of Velmora on Monday."
PIER = "A bomb killed two sailors at the pier of Ostkell on Tuesday."
FILLING = "The wind was light. The shops stayed open. Nobody knew more. The phones rang. Rain fell later."
BOTH = f"{MARKET} The stalls burned down. {FILLING} {PIER} The pier sank."
TITLE = "Two days of Quarrenfels violence"


def event(text: str, sentence: str, number: int = 1, **said: Any) -> Event:
    """An event that the sentence reports."""
    start = text.index(sentence)
    evidence = (Evidence(field="event", start=start, end=start + len(sentence)),)
    plain = {"doc_id": "doc-1", "event_id": f"evt-{number}", "type": "attack", "evidence": evidence}
    return Event.model_validate({**plain, **said})


def report(text: str, one: Event, *others: Event, **document: Any) -> Report:
    said = {"doc_id": "doc-1", "text": text, "title": TITLE, "published": PUBLISHED, **document}
    return Report(event=one, document=Document.model_validate(said), witness="doc-1", stored=3, others=others)


def has(account: Account, word: str) -> bool:
    return hashed(word) in unpacked(account.words)


market, pier = event(BOTH, MARKET), event(BOTH, PIER, 2)


def test_a_document_with_one_event_is_compared_whole():
    assert passage_of(report(BOTH, market)) == BOTH


def test_a_document_with_two_events_of_a_kind_is_taken_apart():
    first, second = passage_of(report(BOTH, market, pier)), passage_of(report(BOTH, pier, market))
    assert MARKET in first
    assert "stalls" in first, "the sentences around it tell of it as well"
    assert PIER not in first
    assert PIER in second
    assert MARKET not in second


def test_a_sentence_that_tells_of_two_events_belongs_to_both():
    text = f"A bomb went off in Velmora and another in Ostkell. {FILLING}"
    one, other = (event(text, "A bomb went off in Velmora and another in Ostkell.", n) for n in (1, 2))
    assert "Ostkell" in passage_of(report(text, one, other))
    assert "Velmora" in passage_of(report(text, other, one))


def test_an_event_of_another_kind_does_not_take_a_document_apart():
    arrest = event(BOTH, PIER, 2, type="arrest")
    assert passage_of(report(BOTH, market, arrest)) == BOTH
    assert passage_of(report(BOTH, market, event(BOTH, PIER, 2, type="clash"))) != BOTH, (
        "readings of one kind"
    )


def test_the_headline_belongs_to_the_event_that_is_told_first():
    assert has(describe(report(BOTH, market, pier)), "quarrenfels")
    assert not has(describe(report(BOTH, pier, market)), "quarrenfels")


def test_two_events_of_one_document_share_none_of_the_words_that_tell_them():
    first, second = describe(report(BOTH, market, pier)), describe(report(BOTH, pier, market))
    assert has(first, "velmora")
    assert has(second, "ostkell")
    assert not has(first, "ostkell")
    assert not has(second, "velmora")


def test_what_is_not_said_is_unknown():
    account = describe(report(FILLING, event(FILLING, "Rain fell later."), published=None, title=None))
    unknown = (account.days, account.published, account.country, account.place, account.spot, account.group)
    assert set(unknown) == {None}
    assert (account.killed, account.injured, account.outlet, account.tried) == (None, None, None, None)
    assert (account.dated, account.landed, account.placed, account.armed) == (0, 0, 0, 0)


def test_a_report_without_day_or_place_still_meets_others_by_its_names():
    account = describe(report(MARKET, event(MARKET, MARKET), published=None))
    assert blocks(account)


def test_a_half_open_window_is_its_one_day():
    account = describe(
        report(BOTH, event(BOTH, MARKET, date_start=dt.date(2025, 3, 10), date_precision="day"))
    )
    assert account.days == (dt.date(2025, 3, 10).toordinal(),) * 2
    assert account.date_precision == "day"


def test_values_that_no_model_weighed_are_sure():
    said = {"country": "XTA", "place": "Velmora", "lat": 1.0, "lon": 2.0, "modes": ("shooting",)}
    sure = describe(report(BOTH, event(BOTH, MARKET, **said)))
    assert (sure.landed, sure.placed, sure.armed, sure.spot) == (1, 1, 1, (1.0, 2.0))
    weighed = {"country": 0.9, "place": 0.4, "modes": 0.6}
    unsure = describe(report(BOTH, event(BOTH, MARKET, **said, field_confidence=weighed)))
    assert (unsure.landed, unsure.placed, unsure.armed) == (0.9, 0.4, 0.6)


def test_the_days_that_the_passage_names_are_counted_from_publication():
    account = describe(report(MARKET, event(MARKET, MARKET)))
    assert account.said_days == {dt.date(2025, 3, 10).toordinal()}


def test_the_outlet_is_the_host_else_the_publisher():
    plain = event(BOTH, MARKET)
    assert describe(report(BOTH, plain, url="https://www.dagblad.example/a")).outlet == "dagblad.example"
    assert describe(report(BOTH, plain, publisher="Dagblad")).outlet == "Dagblad"


def test_counts_are_the_best_ones_and_words_no_counts():
    counted = event(BOTH, MARKET, killed=Toll(low=3, best=4, high=5), injured=Toll(words="dozens"))
    account = describe(report(BOTH, counted))
    assert (account.killed, account.injured) == (4, None)
