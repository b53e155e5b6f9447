import datetime as dt

import pytest

from lapwing.records import Coding, Event, Toll
from lapwing.report import date_words, toll_words
from lapwing.report.rows import LABELS, label_of, rows


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (None, None),
        (Toll(low=12, best=12, high=12), "12"),
        (Toll(low=80, best=80), "at least 80"),
        (Toll(high=30), "up to 30"),
        (Toll(low=10, best=12, high=14), "10 to 14, best 12"),
        (Toll(low=10, best=10, high=14), "10 to 14"),
        (Toll(words="dozens"), "dozens"),
    ],
)
def test_a_toll_is_told_as_the_text_told_it(toll: Toll | None, words: str | None) -> None:
    assert toll_words(toll) == words


def test_a_time_is_a_day_or_its_two_ends() -> None:
    day = Event(
        doc_id="d", event_id="e", type="attack", date_start=dt.date(2024, 3, 4), date_end=dt.date(2024, 3, 4)
    )
    assert date_words(day) == "2024-03-04"
    month = day.model_copy(update={"date_end": dt.date(2024, 3, 31), "date_precision": "month"})
    assert date_words(month) == "2024-03-04 to 2024-03-31 (month)"
    assert date_words(month.model_copy(update={"date_start": dt.date(2024, 3, 1)})) == "2024-03"
    year = {"date_start": dt.date(2024, 1, 1), "date_end": dt.date(2024, 12, 31)}
    assert date_words(month.model_copy(update=year)) == "2024"
    assert date_words(day.model_copy(update={"date_start": None, "date_end": None})) is None


def test_every_field_of_an_event_has_a_row() -> None:
    shown = {field for fields in LABELS.values() for field in fields} | {"type", "confidence", "coder"}
    assert set(Event.model_fields) - shown <= {"doc_id", "event_id", "evidence", "field_confidence", "offers"}


def test_a_value_that_only_follows_says_by_which_rule(coding: Coding) -> None:
    attack = coding.events[0]
    told = {row.label: row.values for row in rows(attack, attack, {"evt-1": 0})}
    assert told["country"][0].derived == "country of the place"
    assert told["place"][0].derived is None
    assert told["detained"] == ()


def test_a_link_names_the_event_it_leads_to(coding: Coding) -> None:
    claim = coding.events[1]
    told = {row.label: row.values for row in rows(claim, claim, {"evt-1": 0, "evt-2": 1})}
    assert (told["links"][0].words, told["links"][0].event) == ("claims event 1", 0)


def test_labels_are_words_people_use() -> None:
    assert label_of("date_start") == "date"
    assert label_of("event") == "reported here"
