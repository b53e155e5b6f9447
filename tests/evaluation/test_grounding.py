from lapwing.evaluation import grounding_faults
from lapwing.records import Document, Event, Evidence, Toll

DOCUMENT = Document(doc_id="d", text="A bomb killed two in Mosul.")
WHOLE = tuple(Evidence(field=f, start=0, end=27) for f in ("event", "outcome", "certainty"))


def coded(*evidence, **values):
    return Event(doc_id="d", event_id="e", type="attack", evidence=(*WHOLE, *evidence), **values)


def test_a_value_with_its_words_is_grounded():
    killed = Evidence(field="killed", start=14, end=17)
    assert grounding_faults(DOCUMENT, coded(killed, killed=Toll(low=2, best=2, high=2))) == []


def test_a_derived_value_needs_words_too():
    country = Evidence(field="country", start=21, end=26, derived="country of the place")
    assert grounding_faults(DOCUMENT, coded(country, country="IRQ")) == []
    assert grounding_faults(DOCUMENT, coded(country="IRQ")) == ["e: country has no evidence"]


def test_a_span_beyond_the_text_quotes_nothing():
    late = Evidence(field="place", start=21, end=99)
    blank = Evidence(field="place", start=1, end=2)
    faults = grounding_faults(DOCUMENT, coded(late, blank, place="Mosul"))
    assert faults == [
        "e: the evidence for place at 21-99 quotes nothing",
        "e: the evidence for place at 1-2 quotes nothing",
    ]
