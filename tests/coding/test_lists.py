import datetime as dt

import pytest

from lapwing.coding.grouping import Candidate, Scored
from lapwing.coding.lists import runs, split
from lapwing.coding.reading import Reading, read_closely
from lapwing.records import Document


def read(text: str) -> Reading:
    return read_closely(Document(doc_id="d", text=text, published=dt.date(2024, 1, 15)))


def candidate(reading: Reading, kind: str) -> Candidate:
    found = [t for s in reading.sentences for t in s.triggers if t.kind == kind]
    return Candidate(found[0].kind, tuple(Scored(t, 0.9) for t in found))


def countries(text: str, kind: str) -> list[str | None]:
    reading = read(text)
    result = split(reading, [candidate(reading, kind)])
    return [c.listed.place.country if c.listed and c.listed.place else None for c in result]


def test_plots_in_several_countries_are_several_events():
    assert countries("Plots were foiled in Norway, Kenya and the Philippines.", "plot") == [
        "NOR",
        "KEN",
        "PHL",
    ]


def test_sites_behind_their_owners_are_a_list_too():
    text = "The cell sought to attack Cologne Cathedral and Vienna’s St. Stephen’s Cathedral."
    assert countries(text, "plot") == ["DEU", "AUT"]


def test_one_country_is_one_event():
    assert countries("A plot was foiled in Norway.", "plot") == [None]


def test_raids_by_the_police_of_several_countries_are_several_events():
    text = "Raids followed after a tip reached the authorities of Belgium, Italy and Greece."
    assert countries(text, "raid") == ["BEL", "ITA", "GRC"]


def test_speech_is_not_taken_apart_by_the_places_it_names():
    assert countries("The group threatened attacks in Norway, Kenya and Peru.", "threat") == [None]


@pytest.mark.parametrize("text", ["They met in Nairobi, Kenya.", "They flew from Kenya. Norway was calm."])
def test_a_town_with_its_country_is_no_list(text):
    reading = read(text)
    assert not [run for sentence in reading.sentences for run in runs(reading, sentence)]


def towns(text: str) -> list[list[str]]:
    reading = read(text)
    return [[m.quote(text) for m in run] for s in reading.sentences for run in runs(reading, s)]


def test_a_province_or_country_behind_its_town_is_no_further_place():
    assert towns("Bombs went off in Nashville, Tennessee on Monday.") == []
    assert towns("Bombs went off in Lyon, France on Monday.") == []
    assert towns("Bombs went off in Lyon, France and Turin, Italy.") == [["Lyon", "Turin"]]


def test_towns_do_not_list_with_provinces():
    assert towns("Bombs went off in Lyon and Bavaria on Monday.") == []
