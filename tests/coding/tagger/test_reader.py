import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.reading import read_closely
from lapwing.coding.tagger.tagged import TYPES
from tests.coding.tagger.make import NEWS, SIZE, document, reader

NOTHING = np.full(len(TYPES), -9.0, dtype=np.float32)
FLAT = np.zeros((len(TYPES), SIZE), dtype=np.float32)
READER = reader()
SILENT = reader(trigger__weight=FLAT, trigger__bias=NOTHING)


def unnamed(reading):
    return [t for s in reading.sentences for t in s.triggers if t.phrase == "unnamed"]


def only(kind: str) -> np.ndarray:
    bias = NOTHING.copy()
    bias[TYPES.index(kind)] = 1.0
    return bias


def test_a_tagger_that_sees_nothing_adds_no_trigger():
    plain, read = read_closely(document()), SILENT.read(document())
    assert read.sentences == plain.sentences
    assert plain.scores is None
    assert read.scores is not None


def test_cues_stay_beside_what_the_tagger_adds():
    plain, read = read_closely(document()), READER.read(document())
    assert unnamed(read)
    for before, after in zip(plain.sentences, read.sentences, strict=True):
        assert [t for t in after.triggers if t.phrase != "unnamed"] == list(before.triggers)
        assert list(after.triggers) == sorted(after.triggers, key=lambda t: (t.first, t.last, t.kind))


def test_a_type_that_a_cue_names_in_a_clause_is_not_added_there():
    for sentence in READER.read(document()).sentences:
        named = {
            (t.kind, c) for t in sentence.triggers if t.phrase != "unnamed" for c in clauses(sentence, t)
        }
        added = {(t.kind, sentence.clauses[t.first]) for t in sentence.triggers if t.phrase == "unnamed"}
        assert not named & added


def clauses(sentence, trigger):
    return set(sentence.clauses[trigger.first : trigger.last + 1])


def test_every_trigger_has_a_score_and_those_added_are_sure_enough():
    read = READER.read(document())
    for sentence in read.sentences:
        for trigger in sentence.triggers:
            score = read.scores.trigger(trigger)
            assert trigger.phrase != "unnamed" or score >= 0


def test_of_equally_sure_words_of_a_clause_the_first_is_taken():
    sure = reader(trigger__weight=FLAT, trigger__bias=only("sanction"))
    read = sure.read(document("Envoys met near the border while others met again"))
    assert [t.span.quote(read.text) for t in unnamed(read)] == ["Envoys", "while"]


def test_a_short_word_is_no_trigger():
    sure = reader(trigger__weight=FLAT, trigger__bias=only("sanction"))
    assert unnamed(sure.read(document("It is so."))) == []


def test_a_document_without_pieces_is_read_without_scores():
    read = READER.read(document(" \n "))
    assert read.sentences == ()
    assert read.scores is None


@given(st.text(alphabet="aA bomb.,;“”'’é\n1\u200battack killed police", max_size=120))
def test_any_text_is_read_and_one_word_a_clause_added_for_a_type(text):
    read = READER.read(document(text))
    for sentence in read.sentences:
        added = [(t.kind, sentence.clauses[t.first]) for t in sentence.triggers if t.phrase == "unnamed"]
        assert len(added) == len(set(added))
        for trigger in sentence.triggers:
            if trigger.phrase == "unnamed":
                word = sentence.words[trigger.first]
                assert (word.start, word.end) == (trigger.span.start, trigger.span.end)
                assert len(word.form) >= 3


def test_the_same_document_gives_the_same_reading():
    one, two = READER.read(document(NEWS)), reader().read(document(NEWS))
    assert one.sentences == two.sentences
