from benchmarks.coded import Coded
from benchmarks.laws import grounding
from lapwing.records import Coding, Document, Event, Evidence

DOCUMENT = Document(doc_id="d", text="A bomb killed two.")


def coded(**values):
    told = tuple(Evidence(field=f, start=0, end=18) for f in ("event", "outcome", "certainty"))
    event = Event(doc_id="d", event_id="e", type="attack", evidence=told, **values)
    return Coded(DOCUMENT, Coding(doc_id="d", coder="test", events=(event,)))


def test_grounding_counts_texts_events_and_spans():
    checked = grounding([coded(), coded(country="IRQ")])
    assert (checked.documents, checked.events, checked.spans) == (2, 2, 6)
    assert checked.faults == ("e: country has no evidence",)


def test_a_coding_has_the_same_digest_as_its_equal_and_no_other():
    assert coded().digest() == coded().digest() != coded(country="IRQ").digest()
