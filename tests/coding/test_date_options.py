"""The dates that an event may be given, and what is seen of each."""

import datetime as dt

from lapwing.coding.fields import date
from lapwing.coding.fields.options import Option
from lapwing.coding.grouping import Candidate, Scored
from lapwing.coding.reading import Reading, read_closely
from lapwing.records import Document

DAY = dt.date.fromisoformat


def options(text: str, *cues: str) -> dict[object, Option]:
    """The options by value for the attack whose triggers are the given cues of the text, in order."""
    reading: Reading = read_closely(Document(doc_id="d", text=text, published=DAY("2024-01-15")))
    triggers = [t for s in reading.sentences for t in s.triggers if t.kind == "attack"]
    chosen = [next(t for t in triggers if t.span.quote(text) == cue) for cue in cues]
    candidate = Candidate("attack", tuple(Scored(t, 0.9) for t in chosen))
    return {option.value: option for option in date.options(reading, candidate, [])}


def test_a_length_up_to_now_is_a_window() -> None:
    found = options("Over the past month, gunmen attacked three markets.", "attacked")
    assert (DAY("2023-12-15"), DAY("2024-01-15")) in found


def test_an_implied_date_quotes_the_distance_too() -> None:
    text = "Ten people died on Sunday, two days after gunmen attacked a market."
    option = options(text, "attacked")[DAY("2024-01-12"), DAY("2024-01-12")]
    assert [span.quote(text) for span in option.spans] == ["two days", "after gunmen"]
    assert "implied" in option.features


def test_a_finer_date_close_to_the_event_is_seen() -> None:
    text = "Gunmen attacked a market last week. The bombing on Friday killed nine."
    found = options(text, "attacked", "bombing")
    week, friday = (DAY("2024-01-08"), DAY("2024-01-14")), (DAY("2024-01-12"), DAY("2024-01-12"))
    assert "holds a finer date" in found[week].features
    assert "lies in a wider date close" in found[friday].features
    assert "holds a finer date" not in found[friday].features


def test_the_heading_of_the_item_is_seen() -> None:
    text = "4 January 2024\nA shop burned.\n8 January 2024\nGunmen attacked a market.\n"
    found = options(text, "attacked")
    first, second = (DAY("2024-01-04"), DAY("2024-01-04")), (DAY("2024-01-08"), DAY("2024-01-08"))
    assert "heads its item" in found[second].features
    assert "heads its item" not in found[first].features


def test_the_heading_of_a_list_dates_its_items() -> None:
    text = "15 January 2024\n* Gunmen attacked a market.\n* A bombing on Sunday killed nine.\n"
    monday, sunday = (DAY("2024-01-15"), DAY("2024-01-15")), (DAY("2024-01-14"), DAY("2024-01-14"))
    assert "heads its item" in options(text, "attacked")[monday].features
    found = options(text, "bombing")
    assert not any("heads its item" in found[value].features for value in (monday, sunday))


def test_the_date_above_a_story_is_no_heading() -> None:
    text = "15 January 2024\nGunmen attacked a market. Police came at once.\n"
    found = options(text, "attacked")
    assert "heads its item" not in found[DAY("2024-01-15"), DAY("2024-01-15")].features


def test_the_dateline_is_seen() -> None:
    text = "ORVA, January 15 - Gunmen attacked a market on Sunday."
    found = options(text, "attacked")
    assert "dateline" in found[DAY("2024-01-15"), DAY("2024-01-15")].features
    assert "dateline" not in found[DAY("2024-01-14"), DAY("2024-01-14")].features


def test_the_stamp_of_the_page_is_no_option() -> None:
    text = "Posted: Monday, January 8, 2024 10:02 AM\n\nTwo people were wounded in a bombing early Sunday."
    assert list(options(text, "bombing")) == [None, (DAY("2024-01-07"), DAY("2024-01-07"))]
