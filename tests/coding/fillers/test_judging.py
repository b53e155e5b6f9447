import pytest

from lapwing.coding.fillers.judging import LABELS, Incident, features, judge
from lapwing.coding.reading import read_closely
from lapwing.linear import Linear
from lapwing.records import Document, Span
from tests.coding.tagger.make import reader

TEXT = "The police believe that the Red Band burned the mill. A bomb at the dam failed to explode."


def where(*phrases):
    return [Span(start=TEXT.index(p), end=TEXT.index(p) + len(p)) for p in phrases]


def incident(role, *phrases):
    return Incident("BOMBING", {role: where(*phrases)}, where(*phrases))


def test_words_about_a_filler_are_seen_with_their_side():
    seen = features(read_closely(Document(doc_id="a", text=TEXT)), incident("PerpOrg", "Red Band"))
    assert {"before believe", "after mill", "near police"} <= set(seen)
    assert "near dam" not in seen


def test_words_of_other_sentences_are_not_seen():
    seen = features(read_closely(Document(doc_id="a", text=TEXT)), incident("Target", "dam"))
    assert "near failed" in seen
    assert "near police" not in seen


@pytest.mark.parametrize("name", LABELS)
def test_the_values_share_one_probability(name):
    reading = read_closely(Document(doc_id="a", text=TEXT))
    values = judge(reading, incident("Target", "dam"), name, Linear({}))
    assert tuple(values) == LABELS[name]
    assert sum(values.values()) == pytest.approx(1.0)


def test_a_weight_on_a_word_moves_its_value():
    reading = read_closely(Document(doc_id="a", text=TEXT))
    values = judge(reading, incident("Target", "dam"), "stage", Linear({"ATTEMPTED: near failed": 2.0}))
    assert max(values, key=values.get) == "ATTEMPTED"


def test_the_tagger_adds_its_scores():
    document = Document(doc_id="a", text="Gunmen killed four soldiers in Gao, Mali, on Monday.")
    asked = Incident("ATTACK", {"Victim": [Span(start=14, end=27)]}, [Span(start=14, end=27)])
    more = set(features(reader().read(document), asked)) - set(features(read_closely(document), asked))
    assert any(name.startswith("here attack completed>=") for name in more)


def test_an_incident_without_fillers_in_the_text_is_judged_all_the_same():
    reading = read_closely(Document(doc_id="a", text=TEXT))
    values = judge(reading, Incident("ATTACK", {}, []), "stage", Linear({"THREATENED: kind ATTACK": 1.0}))
    assert max(values, key=values.get) == "THREATENED"
