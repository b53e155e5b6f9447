from lapwing.fitting.cases import Case, case, coded_by, same_event
from lapwing.fitting.stages import fit_mentions

TEXT = "Gunmen attacked a market and killed three people. Police arrested two men on Monday."


def row(**more) -> dict:
    attack = {"type": "attack", "evidence": [{"field": "event", "start": 0, "end": 49}], "unscored": []}
    return {"doc_id": "d", "published": "2024-01-15", "text": TEXT, "events": [attack], **more}


def triggers(one: Case) -> set[str]:
    return {t.kind for s in one.reading.sentences for t in s.triggers}


def test_without_a_list_every_type_is_labelled():
    assert not case(row(), 5).silent_on("arrest")


def test_a_set_is_silent_on_the_types_it_does_not_label():
    one = case(row(labelled=["attack"]), 5)
    assert one.silent_on("arrest")
    assert not one.silent_on("attack")


def test_an_unlabelled_trigger_teaches_the_mention_model_nothing():
    told, silent = case(row(), 5), case(row(labelled=[]), 5)
    assert "arrest" in triggers(told)
    assert any("arrest" in name for name in fit_mentions([told] * 5).weights)
    assert not any("arrest" in name for name in fit_mentions([silent] * 5).weights)


def test_two_mentions_are_two_events_unless_the_set_leaves_that_open():
    one = case(row(), 5)
    (event,) = one.gold
    other = {**event}
    vague = {**event, "unscored": ["identity"]}
    assert same_event([event], [event]) is True
    assert same_event([event], [other]) is False
    assert same_event([event], [vague]) is None
    assert coded_by(one, next(t for s in one.reading.sentences for t in s.triggers if t.kind == "attack"))
