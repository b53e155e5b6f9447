import datetime as dt

from lapwing.records import Document, Event, Evidence, Link, Toll, document_json, event_json

EVENT = Event(
    doc_id="a",
    event_id="evt-1",
    type="attack",
    modes=("bombing",),
    date_start=dt.date(2024, 1, 3),
    date_end=dt.date(2024, 1, 3),
    date_precision="day",
    killed=Toll(low=80, best=80),
    injured=Toll(words="dozens"),
    links=(Link(relation="prompted_by", event_id="evt-2"),),
    evidence=(
        Evidence(field="event", start=0, end=9),
        Evidence(field="country", start=3, end=5, derived="city"),
    ),
)


def test_an_event_is_written_under_the_codebooks_names():
    data = event_json(EVENT)
    assert data["date_start"] == "2024-01-03"
    assert data["modes"] == ["bombing"]
    assert data["killed"] == {"low": 80, "best": 80, "high": None}
    assert data["links"] == [{"relation": "prompted_by", "event_id": "evt-2"}]


def test_a_toll_of_words_alone_has_no_number():
    assert event_json(EVENT)["injured"] is None


def test_evidence_says_derived_only_where_it_is():
    assert event_json(EVENT)["evidence"] == [
        {"field": "event", "start": 0, "end": 9},
        {"field": "country", "start": 3, "end": 5, "derived": "city"},
    ]


def test_a_document_has_exactly_the_scorers_fields():
    document = Document(doc_id="a", text="Words of it", published=dt.date(2024, 1, 5), publisher="Wire")
    assert document_json(document, [EVENT]) == {
        "doc_id": "a",
        "title": None,
        "published": "2024-01-05",
        "text": "Words of it",
        "events": [event_json(EVENT)],
    }
