"""What an alert says, and what it never says."""

import datetime as dt
import json

from lapwing.alerts import message
from lapwing.records import Document, Incident, MergedField

TEXT = (
    "SARVAN — Police arrested Pieter Valkenaar, 34, a baker, after the blast. “Kill them all,” a leaflet said. "
    "Valkenaar denied it."
)


def incident(documents: int = 1, **best) -> Incident:
    fields = tuple(
        MergedField(field=name, best=value, rule="most_informative") for name, value in best.items()
    )
    members = tuple((f"doc-{number}", f"evt-{number}") for number in range(documents))
    return Incident(incident_id="inc-1", type="attack", members=members, witnesses=2, fields=fields)


FULL = {
    "date": {"date_start": "2031-05-01", "date_end": "2031-05-01", "date_precision": "day"},
    "country": "MLI",
    "place": {"place": "Sarvan", "country": "MLI", "lat": 1.0, "lon": 2.0, "place_precision": "city"},
    "group": "Boko Haram",
    "killed": {"low": 3, "best": 3, "high": 3},
    "injured": {"low": 5, "best": 5, "high": None},
    "actors": ["Pieter Valkenaar"],
    "targets": ["Pieter Valkenaar"],
    "attributed_to": "Pieter Valkenaar",
}


def document(number: int = 0, **more) -> Document:
    told = {"title": "Pieter Valkenaar: “Kill them all”", "publisher": "Sarvan Courier", "text": TEXT}
    return Document(doc_id=f"doc-{number}", **{**told, **more})


def said(incident: Incident, *documents: Document) -> dict:
    return json.loads(message("q", incident, {one.doc_id: one for one in documents}).body())


def test_the_summary_is_one_sentence_of_values():
    told = said(incident(**FULL), document())
    assert told["summary"] == (
        "Attack in Sarvan, MLI, 2031-05-01: 3 killed, at least 5 injured; group named: Boko Haram; "
        "2 independent witnesses"
    )
    assert told["date_start"] == "2031-05-01"
    assert told["killed"] == {"low": 3, "best": 3, "high": 3}
    assert (told["query"], told["incident"], told["witnesses"], told["reports"]) == ("q", "inc-1", 2, 1)


def test_what_is_unknown_is_said_to_be_or_left_out():
    told = said(incident())
    assert told["summary"] == "Attack, date unknown: toll unknown; 2 independent witnesses"
    assert "killed" not in told
    assert "place" not in told


def test_no_private_name_and_no_quoted_word_is_in_it():
    url = "https://courier.example/2031/pieter-valkenaar-arrested"
    made = message("q", incident(**FULL), {"doc-0": document(url=url)})
    mail = made.mail(sender="a@b.example", recipients=("c@d.example",), now=dt.datetime.now(dt.UTC))
    for text in (made.body().decode(), str(mail)):
        assert "alkenaar" not in text
        assert "ill them" not in text
        assert "Sarvan Courier" in text
    assert json.loads(made.body())["sources"][0]["url"] is None


def test_an_address_is_given_without_a_login_and_only_when_it_leads_to_the_web():
    plain = document(0, url="https://user:word@courier.example:8443/a?b=c#d")
    local = document(1, url="file:///home/reader/a.html")
    broken = document(2, url="https://[courier/a")
    told = said(incident(3, **FULL), plain, local, broken)
    urls = {source["doc_id"]: source["url"] for source in told["sources"]}
    assert urls == {"doc-0": "https://courier.example:8443/a?b=c", "doc-1": None, "doc-2": None}


def test_the_newest_ten_sources_are_named_and_the_others_counted():
    days = [document(n, published=dt.date(2031, 5, 1) + dt.timedelta(n)) for n in range(14)]
    told = said(incident(14, **FULL), *days)
    assert [source["doc_id"] for source in told["sources"]] == [f"doc-{n}" for n in range(13, 3, -1)]
    assert told["sources_left_out"] == 4


def test_every_try_has_the_same_key_and_each_query_another():
    one, again = (message("q", incident(**FULL), {}) for _ in range(2))
    assert one.key == again.key
    assert one.key != message("r", incident(**FULL), {}).key
    assert one.body() == again.body()


def test_a_mail_is_plain_text_whose_headers_nothing_can_break():
    place = {**FULL["place"], "place": "Sarvan\r\nBcc: all@world.example"}
    made = message("q\u2028r", incident(**{**FULL, "place": place}), {"doc-0": document()})
    mail = made.mail(sender="a@b.example", recipients=("c@d.example",), now=dt.datetime.now(dt.UTC))
    assert mail.get_content_type() == "text/plain"
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("[q r] Attack in Sarvan")
    assert mail["Message-ID"] == f"<{made.key}@b.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "lapwing incident inc-1" in mail.get_content()
