import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lapwing.coding.reading import read_closely
from lapwing.fitting.cases import case, coded_by, quotes, same_event
from tests.fitting.make import FOLDS, coded, row

TEXT = "Gunmen shot dead four soldiers in Gao on Monday. The army arrested two men."
SHOOTING = {"type": "attack", "quote": "Gunmen shot dead four soldiers"}
ARREST = {"type": "arrest", "quote": "arrested two men"}


def trigger(one, kind):
    return next(t for s in one.reading.sentences for t in s.triggers if t.kind == kind)


def test_a_case_is_read_with_all_that_its_article_says_of_itself():
    one = coded(TEXT, SHOOTING, title="Four shot", url="https://example.org/2024/01/17/x")
    assert one.reading.document.published == dt.date(2024, 1, 17)
    assert one.reading.document.title == "Four shot"
    assert one.reading.document.url == "https://example.org/2024/01/17/x"
    assert one.weight == 1.0
    assert [e["type"] for e in one.gold] == ["attack"]


def test_an_article_without_a_date_is_read_without_one():
    assert coded(TEXT, published=None).reading.document.published is None


def test_the_reader_given_is_the_one_that_reads():
    marked = case(row(TEXT), FOLDS, lambda d: replace(read_closely(d), title_words=frozenset({"mark"})))
    assert marked.reading.title_words == {"mark"}


@given(st.text(max_size=20), st.integers(1, 9))
def test_a_fold_depends_on_the_id_alone(doc_id, folds):
    one, other = (case(row(text, doc_id=doc_id), folds) for text in ("A raid.", "Nothing."))
    assert one.fold == other.fold
    assert 0 <= one.fold < folds


def test_quotes_are_the_spans_of_the_report_and_no_others():
    one = coded(TEXT, SHOOTING)
    one.gold[0]["evidence"].append({"field": "targets", "start": 22, "end": 30})
    assert [span.quote(TEXT) for span in quotes(one.gold[0])] == ["Gunmen shot dead four soldiers"]


def test_a_trigger_is_coded_by_the_events_of_its_type_that_quote_it():
    one = coded(TEXT, SHOOTING, SHOOTING, ARREST)
    assert coded_by(one, trigger(one, "attack")) == one.gold[:2]
    assert coded_by(one, trigger(one, "arrest")) == one.gold[2:]
    assert coded_by(coded(TEXT, ARREST | {"quote": "on Monday"}), trigger(one, "arrest")) == []


def test_triggers_report_one_event_when_they_share_one():
    one, other, third = coded(TEXT, SHOOTING, SHOOTING, SHOOTING).gold
    assert same_event([one, other], [other]) is True
    assert same_event([one], [other, third]) is False


def test_equal_events_are_still_two():
    one = coded(TEXT, SHOOTING).gold[0]
    assert same_event([one], [dict(one)]) is False


def test_a_set_that_does_not_tell_events_apart_does_not_say_that_two_differ():
    one, other = coded(TEXT, SHOOTING, SHOOTING | {"unscored": ["identity"]}).gold
    assert same_event([one], [other]) is None
    assert same_event([other], [other]) is True


def test_only_a_set_that_labels_some_types_is_silent_on_the_others():
    some, every = coded(TEXT, labelled=["attack"]), coded(TEXT)
    assert some.silent_on("arrest")
    assert not some.silent_on("attack")
    assert not every.silent_on("arrest")
