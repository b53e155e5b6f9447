import itertools
import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding import get_coder
from lapwing.coding.coder import EventCoder
from lapwing.coding.gate import BUCKETS, FEWEST, OPEN, SHAPE, TOP, Gate, Words, passages, stored_gate
from lapwing.coding.weights import weights
from lapwing.records import Document
from tests.coding.test_cues import PUBLISHED, WIRE

FLOWERS = "The flower show in Dellmouth drew many visitors who admired the roses and the dahlias on display. "
BOMB = "A bomb exploded outside the town hall of Tessara on Monday and killed nine people, police said. "
texts = st.text("abc bomb killed.!?\n’Éß1 ", max_size=300)


def gate(document: dict[str, float], passage: dict[str, float], *, floor: float = 0.0) -> Gate:
    """A gate that knows these words; a document's score is the sum of the two that it is judged by."""
    together = np.zeros(SHAPE + 1)
    together[[0, 1]] = 1.0
    return Gate(_table(document), _table(passage), together, floor)


def _table(known: dict[str, float]) -> np.ndarray:
    table = np.zeros(BUCKETS + 1)
    for word, weight in known.items():
        table[Words.of(word).buckets[0]] = weight
    return table


def news(text: str) -> Document:
    return Document(doc_id="d", text=text, published=PUBLISHED)


def long(*parts: str) -> str:
    """The parts, then flowers until the text is long enough to be judged."""
    return "".join(parts) + FLOWERS * 8


ALARM = gate({}, {"bomb": 5.0}, floor=4.0)


@given(texts)
def test_passages_come_in_order_and_no_word_is_left_out(text):
    spans = passages(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_passage_is_about_a_sentence():
    assert len(passages(BOMB + FLOWERS + BOMB)) == 3
    assert len(passages("Dr. Sarn said no. " + BOMB)) == 1


@given(st.text("abcXYZ .!\n", max_size=200))
def test_case_does_not_count(text):
    assert Words.of(text.upper()).buckets.tolist() == Words.of(text.lower()).buckets.tolist()


def test_letters_after_the_seventh_do_not_count():
    assert Words.of("explosions").buckets.tolist() == Words.of("explosive").buckets.tolist()


@given(texts)
def test_every_word_and_pair_has_a_bucket_and_a_passage(text):
    words = Words.of(text)
    assert len(words.buckets) == len(words.passages)
    assert all(0 <= bucket < BUCKETS for bucket in words.buckets)
    assert all(0 <= number < words.number for number in words.passages)


@given(texts)
def test_a_bag_has_length_one_or_is_empty(text):
    _, values = Words.of(text).bag
    assert not len(values) or np.isclose(values @ values, 1.0)


@given(st.lists(st.floats(-50, 50), max_size=6), st.floats(-50, 50))
def test_the_order_of_passages_does_not_matter(each, whole):
    words = Words.of(BOMB)
    forwards, backwards = (words.shape(whole, np.array(order)) for order in (each, each[::-1]))
    assert np.allclose(forwards, backwards)
    assert len(forwards) == SHAPE
    assert list(forwards[1 : TOP + 1]) == sorted(forwards[1 : TOP + 1], reverse=True)


def test_one_sentence_opens_the_gate_to_a_long_article_on_something_else():
    assert not ALARM.passes(news(long()))
    assert ALARM.passes(news(long(BOMB)))
    assert ALARM.passes(news(long() + BOMB))


def test_the_document_counts_beside_its_passages():
    wary = gate({"flower": 50.0}, {"bomb": 5.0}, floor=9.0)
    assert not wary.passes(news(long(BOMB).replace("flower", "garden")))
    assert wary.passes(news(long(BOMB)))


def test_a_short_text_always_passes():
    assert ALARM.passes(news(FLOWERS))
    assert ALARM.passes(news(""))
    assert Words.of(long()).size >= FEWEST


@pytest.mark.parametrize("text", ["", " \n\n", "." * 500, "12 345 " * 200])
def test_a_text_without_words_passes(text):
    assert gate({}, {}, floor=9.0).passes(news(text))
    assert np.isfinite(ALARM.score(Words.of(text)))


def test_what_it_weighs_is_in_its_version():
    versions = {ALARM.version, gate({}, {"bomb": 5.0}).version, gate({}, {"bomb": 4.0}, floor=4.0).version}
    assert len(versions) == 3
    assert gate({}, {"bomb": 5.0}, floor=4.0).version == ALARM.version


# -- In front of a coder --


def coder(passes: Gate | None) -> EventCoder:
    return EventCoder("cues", weights("cues"), gate=passes)


def test_a_document_that_is_stopped_has_no_events_and_is_not_read():
    def never(document):
        raise AssertionError(document)

    stopping = EventCoder("cues", weights("cues"), never, gate=ALARM)
    coding = stopping.code(news(long()))
    assert (coding.events, coding.offers, coding.issues) == ((), (), ())
    assert coding.coder == f"cues {stopping.version}"


@pytest.mark.parametrize("text", [WIRE, long(WIRE), long()])
def test_without_the_gate_all_is_coded_as_if_there_were_none(text):
    plain, off = coder(None), coder(ALARM).ungated()
    before, after = (one.code(news(text)).model_dump_json().replace(one.version, "") for one in (plain, off))
    assert before == after


def test_a_document_that_passes_is_coded_as_without_the_gate():
    plain, gated = coder(None), coder(ALARM)
    document = news(long(BOMB))
    assert gated.code(document).events
    assert [e.event_id for e in gated.code(document).events] == [
        e.event_id for e in plain.code(document).events
    ]


def test_the_gate_and_its_absence_are_part_of_the_coder_s_version():
    plain, gated = coder(None), coder(ALARM)
    assert gated.version == f"{plain.version}.{ALARM.version}"
    assert gated.ungated().version == f"{plain.version}.{OPEN.version}"
    assert plain.ungated().version == plain.version
    assert gated.asking(0.5).version == f"{gated.version}.least-0.5"


def test_other_weights_and_thresholds_keep_the_gate():
    gated = coder(ALARM)
    assert gated.refitted(weights("cues")).gate is ALARM
    assert gated.asking(0.5).gate is ALARM
    assert gated.ungated().asking(0.5).gate is OPEN


# -- The one that ships --


def test_the_learned_coder_has_a_gate_that_can_be_left_out():
    gated, off = get_coder("learned"), get_coder("learned", gate=False)
    assert stored_gate("learned").version in gated.version
    assert OPEN.version in off.version
    assert get_coder("cues", gate=False).version == get_coder("cues").version


def test_what_is_stated_of_the_gate_that_ships_was_measured_on_it():
    stated = json.loads(
        (files("lapwing.coding.weights") / "learned" / "gate.json").read_text(encoding="utf-8")
    )
    assert stated["gate"] == stored_gate("learned").version


def test_the_gate_that_ships_knows_an_attack_from_a_flower_show():
    shipped = stored_gate("learned")
    assert shipped.passes(news(long(BOMB)))
    assert not shipped.passes(news(long()))


def test_a_document_passes_or_not_whatever_came_before_it():
    several = [long(), long(BOMB), WIRE, FLOWERS * 4]
    first = {text: stored_gate("learned").passes(news(text)) for text in several}
    assert set(first.values()) == {True, False}
    shipped = stored_gate("learned")
    for order in itertools.permutations(several):
        assert {text: shipped.passes(news(text)) for text in order} == first
