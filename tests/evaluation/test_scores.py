from hypothesis import given
from hypothesis import strategies as st

from lapwing.evaluation import Rate, coded_document, score
from tests.evaluation.make import at, document, event

ON_THE_THIRD = {"date_start": "2024-01-03", "date_end": "2024-01-03"}


def scored(gold, predicted):
    return score([coded_document(gold)], [coded_document(predicted)], aliases={})


def kinds(scores):
    return [(error.kind, error.type) for error in scores.errors]


def test_the_gold_itself_scores_full():
    gold = document(event(country="IRQ", killed=3, **ON_THE_THIRD), event("arrest", evidence=at(12, 20)))
    scores = scored(gold, gold)
    assert scores.detection.f1 == scores.family.f1 == scores.record.f1 == 1.0
    assert scores.errors == ()


def test_an_event_is_found_by_its_words():
    scores = scored(document(event(evidence=at(0, 10))), document(event(evidence=at(9, 30))))
    assert scores.detection == Rate(1, 1, 1)


def test_an_event_is_found_by_country_and_date():
    gold = event(evidence=at(0, 5), country="IRQ", **ON_THE_THIRD)
    assert scored(document(gold), document(gold | {"evidence": at(20, 30)})).detection.right == 1
    undated = gold | {"evidence": at(20, 30), "date_start": None, "date_end": None}
    assert scored(document(gold), document(undated)).detection.right == 0


def test_a_wrong_type_of_the_right_family_counts_for_the_family():
    scores = scored(document(event("attack")), document(event("clash")))
    assert scores.detection.right == 0
    assert scores.family == Rate(1, 1, 1)
    assert kinds(scores) == [("missed", "attack"), ("spurious", "clash")]


def test_pointing_at_everything_points_at_nothing():
    text = "word " * 300
    far = document(event(evidence=at(0, len(text))), text=text)
    assert scored(document(event(evidence=at(0, 9)), text=text), far).detection.right == 0


def test_evidence_is_found_again_in_a_text_with_dropped_furniture():
    gold = document(event(evidence=at(17, 33)), text="Share this page.\nA mine killed two.")
    given_text = "A mine  killed two."
    predicted = document(event(evidence=at(0, 19)), text=given_text)
    assert scored(gold, predicted).detection.right == 1


def test_optional_events_count_neither_way():
    gold = document(event(optional=True))
    assert scored(gold, document(event())).detection == Rate(0, 0, 0)
    assert scored(gold, document()).detection == Rate(0, 0, 0)
    assert scored(gold, document()).errors == ()


def test_a_record_needs_every_key_field():
    gold = document(event(country="IRQ", killed=3))
    assert scored(gold, document(event(country="IRQ", killed=3, certainty="alleged"))).record.right == 1
    wrong = scored(gold, document(event(country="IRQ", killed=4)))
    assert wrong.record.right == 0
    assert wrong.errors[0].fields == {"killed": (3, 4)}


def test_a_value_where_gold_has_none_is_invented():
    scores = scored(document(event(country="IRQ")), document(event(country="IRQ", killed=2)))
    assert (scores.invented, scores.inventable) == (1, 4)
    assert scores.invention_rate == 0.25


def test_a_document_without_a_prediction_is_all_missed():
    scores = score([coded_document(document(event()))], [], aliases={})
    assert scores.detection == Rate(0, 0, 1)
    assert scores.invention_rate is None


def test_types_are_counted_apart():
    gold = document(event("attack"), event("claim", evidence=at(12, 20)))
    scores = scored(gold, document(event("attack"), event("raid", evidence=at(22, 26))))
    assert scores.by_type == {"attack": Rate(1, 1, 1), "claim": Rate(0, 0, 1), "raid": Rate(0, 1, 0)}


_EVENTS = st.lists(
    st.builds(
        lambda kind, start, country, killed: event(
            kind, evidence=at(start, start + 4), country=country, killed=killed
        ),
        st.sampled_from(["attack", "clash", "arrest"]),
        st.integers(0, 25),
        st.sampled_from([None, "IRQ", "NOR"]),
        st.sampled_from([None, 2, 3]),
    ),
    max_size=5,
)


@given(_EVENTS)
def test_gold_scored_against_itself_has_no_errors(events):
    scores = scored(document(*events), document(*events))
    assert scores.errors == ()
    assert scores.detection.right == len(events)


@given(_EVENTS, _EVENTS)
def test_rates_stay_within_bounds(gold, predicted):
    scores = scored(document(*gold), document(*predicted))
    for rate in (scores.detection, scores.family, scores.record, *scores.by_type.values()):
        assert 0 <= rate.right <= min(rate.given, rate.wanted)
    assert scores.record.right <= scores.detection.right <= scores.family.right
