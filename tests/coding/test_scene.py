import datetime as dt

import pytest

from lapwing.coding.grouping import pair_features
from lapwing.coding.reading import read_closely
from lapwing.coding.scene import article, compared, scene
from lapwing.records import Document


def read(*sentences: str):
    return read_closely(Document(doc_id="d", text=" ".join(sentences), published=dt.date(2024, 1, 17)))


def features(*sentences: str, kind: str = "attack"):
    """What is compared of the first trigger of the type in the first sentence and in the last."""
    reading = read(*sentences)
    ends = (reading.sentences[0], reading.sentences[-1])
    one, two = (next(t for t in s.triggers if t.kind == kind) for s in ends)
    return set(compared(reading, one, two))


def test_figures_of_the_whole_sentence_agree_grow_or_shrink():
    first = "A suicide bombing killed 12 people in Gao, Mali."
    assert "every killed: same" in features(first, "Doctors said 12 people were killed in the bombing.")
    assert "every killed: more" in features(first, "Doctors said 15 people were killed in the bombing.")
    assert "every killed: less" in features(first, "Doctors said 3 people were killed in the bombing.")


def test_towns_and_days_say_that_two_mentions_are_two_events():
    seen = features(
        "A suicide bombing hit Gao, Mali, on 4 January 2024.",
        "A suicide bombing hit Timbuktu, Mali, on 6 June 2023.",
    )
    assert {"towns: other", "countries: same", "days: months"} <= seen


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ("The deadly attack in Gao was filmed.", {"known"}),
        ("Another attack in Gao was filmed.", {"new"}),
        ("A second attack in Gao was filmed.", {"new", "one"}),
        ("People died in attacks on Gao.", set()),
    ],
)
def test_the_article_takes_an_event_for_known_or_new(told, taken):
    reading = read(told)
    trigger = next(t for t in reading.sentences[0].triggers if t.kind == "attack")
    assert article(reading.sentences[0], trigger) == taken


def test_a_mention_without_facts_of_its_own_is_bare():
    seen = features("A suicide bombing killed 12 people in Gao, Mali.", "The bombing shocked residents.")
    assert {"later bare", "later bare, known"} <= seen


def test_one_and_several_are_told_apart():
    assert "number=sp" in features("A bombing hit Gao, Mali.", "The bombings shocked residents.")


def test_words_that_few_sentences_have_tie_two_of_them():
    first = "A suicide bombing hit the Azalai hotel in Gao, Mali."
    near = features(first, "Rain fell.", "The bombing destroyed the Azalai lobby.")
    far = features(first, "Rain fell.", "The bombing angered residents.")
    assert {"names=1", "rare=2"} <= near, "the hotel's name, and the bombing that two sentences tell of"
    assert {"names=0", "rare=1"} <= far


def test_facts_of_one_sentence_are_not_compared_with_themselves():
    seen = features("A bombing in Gao, Mali, followed a bombing in Timbuktu.")
    assert not any(name.startswith(("towns", "days", "rare", "names")) for name in seen)


def test_a_scene_is_worked_out_once():
    reading = read("A bombing hit Gao, Mali.")
    assert scene(reading, reading.sentences[0]) is scene(reading, reading.sentences[0])


def test_the_pair_model_sees_what_is_compared():
    reading = read("A bombing hit Gao, Mali.", "The bombings shocked residents.")
    one, two = (next(t for t in s.triggers if t.kind == "attack") for s in reading.sentences)
    assert set(compared(reading, one, two)) <= set(pair_features(reading, one, two))
