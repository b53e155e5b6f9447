"""The network that ships: it reads as it did when it was shipped, and everything is there."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from lapwing.coding import get_coder
from lapwing.coding.coder import STAGES
from lapwing.coding.tagger import shipped
from lapwing.coding.weights import weights
from lapwing.records import Document
from lapwing.text import sentences
from training import corpus

LEARNED = files("lapwing.coding.weights") / "learned"
# Int8 arithmetic differs between processors; sums are over some hundred pieces, each of 0 to 1.
APART = 1.5


@pytest.fixture(scope="module")
def texts(repository: Path) -> dict[str, str]:
    rows = corpus.read(sorted((repository / "training" / "synthetic").glob("a*.yaml")))
    return {hashlib.sha256(row["text"].encode()).hexdigest(): row["text"] for row in rows}


def test_the_network_scores_the_reference_texts_as_it_did_when_it_was_shipped(texts):
    reader = shipped.reader()
    for reference in json.loads((LEARNED / "reference.json").read_text(encoding="utf-8")):
        text = texts[reference["text"]]
        pieces = reader.vocabulary.pieces(text, sentences(text))
        scores = reader.heads.triggers(reader.encoder.vectors(pieces)[: shipped.REFERENCE])
        assert np.allclose((1 / (1 + np.exp(-scores))).sum(axis=0), reference["sums"], atol=APART)


def test_every_stage_of_the_learned_coder_has_weights():
    assert all(weights("learned").models[stage].weights for stage in STAGES)


def test_the_network_ships_with_its_card_and_its_provenance():
    provenance = json.loads((LEARNED / "provenance.json").read_text(encoding="utf-8"))
    assert {"commit", "seed", "data", "settings", "curve", "corpus"} <= set(provenance)
    card = (LEARNED / "CARD.md").read_text(encoding="utf-8")
    for part in ("Data", "Scores", "Limits", "Intended use", "Misuse"):
        assert f"**{part}" in card


def test_the_network_is_small_enough_for_a_wheel():
    assert len((LEARNED / "model.onnx").read_bytes()) <= 30e6


def test_the_same_document_is_coded_alike_again():
    document = Document(doc_id="d", text="Gunmen shot dead four soldiers near Gao, Mali, on Monday.")
    assert get_coder("learned").code(document) == get_coder("learned").code(document)


def test_a_text_without_words_has_no_events():
    assert get_coder("learned").code(Document(doc_id="d", text=" \n ")).events == ()


def test_a_text_longer_than_a_window_is_read_to_its_end():
    filler = "The committee met again and heard nothing that it had not heard before. " * 120
    told = "On 3 March 2024 gunmen shot dead four soldiers at a checkpoint near Gao, Mali."
    events = get_coder("learned").code(Document(doc_id="d", text=filler + told)).events
    assert any(event.type == "attack" and event.country == "MLI" for event in events)
