import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.reading import once, read_closely
from lapwing.records import Document


def read(text: str):
    return read_closely(Document(doc_id="d", text=text, published=dt.date(2024, 1, 15)))


def test_of_overlapping_triggers_of_one_type_the_longest_stays():
    sentence = read("A suicide bombing shook the town.").sentences[0]
    attacks = [
        t.span.quote("A suicide bombing shook the town.") for t in sentence.triggers if t.kind == "attack"
    ]
    assert attacks == ["suicide bombing"]


def test_a_word_may_open_several_types():
    kinds = {t.kind for t in read("The strike killed two men.").sentences[0].triggers}
    assert {"attack", "strike"} <= kinds


def test_clauses_break_at_marks_and_conjunctions():
    sentence = read("Police said, while raids went on, that two men fled.").sentences[0]
    assert sentence.clauses[0] == 0
    assert len(set(sentence.clauses)) >= 3


def test_words_inside_quotation_marks_are_known():
    sentence = read("He said “we will strike again” and left.").sentences[0]
    quoted = [w.form for w, q in zip(sentence.words, sentence.quoted, strict=True) if q]
    assert quoted == ["we", "will", "strike", "again"]


def test_mentions_lie_in_their_sentences():
    text = "A bomb killed three people in Kabul on Monday. The Taliban denied it."
    reading = read(text)
    assert reading.sentences[0].dates
    assert reading.sentences[0].places
    assert not reading.sentences[0].groups
    assert reading.sentences[1].groups


@given(st.text(alphabet="aA bomb.,“”\n1attack killed", max_size=120))
def test_any_text_can_be_read_and_triggers_quote_it(text):
    reading = read(text)
    for sentence in reading.sentences:
        for trigger in sentence.triggers:
            quoted = trigger.span.quote(text).lower()
            assert quoted.startswith(sentence.forms[trigger.first][:1])


def test_two_facts_of_one_name_are_kept_apart():
    def fact(answer):
        def land(sentence, trigger):
            return answer

        return once(land)

    def other():
        def land(sentence, trigger):
            return "other"

        return once(land)

    sentence = read_closely(Document(doc_id="d", text="A bombing hit Gao, Mali.")).sentences[0]
    one, two = fact("one"), other()
    trigger = sentence.triggers[0]
    assert [one(sentence, trigger), two(sentence, trigger), one(sentence, trigger)] == ["one", "other", "one"]
    assert fact("again")(sentence, trigger) == "one", "worked out once"
